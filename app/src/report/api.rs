//! What the page of the report asks beside its facts: what a figure is made of, saved views, links.

use leptos::{prelude::*, server_fn::codec::Json};

use super::{
    behind::Ask,
    link::{Guest, Share, Shared, Term},
    saved::{Question, View},
};
#[cfg(feature = "ssr")]
use super::{
    cabinet, guest,
    meant::meant,
    sharing,
    store::{shares, views},
};
#[cfg(feature = "ssr")]
use crate::access::{
    grant::{grant, visit},
    model::Act,
};
use crate::{
    error::Error,
    fact::origin::{Lines, Mark, Sources},
    id::{ProjectId, ShareId, ViewId},
    text::Name,
};

// ---- what a figure is made of ----

/// Which files a figure comes from, and how much of it from each, as far as one request goes; the sums of all requests
/// together are the figure's. Open to whoever reads the report, the client too: of people it tells the names.
#[server(input = Json)]
pub async fn explain_sources(project: ProjectId, ask: Ask, after: Option<Mark>) -> Result<Sources, Error> {
    let mut grant = grant(Act::SeeReport, project).await?;
    let (walk, wanted) = meant(&mut grant, &ask).await?;
    let Some(wanted) = wanted else { return Ok(Sources::default()) };
    walk.sources(&mut grant.tx, &wanted, after).await
}

/// The facts that a figure is made of, down to their lines, the newest first, a page at a time. Open as
/// [`explain_sources`].
#[server(input = Json)]
pub async fn explain_lines(project: ProjectId, ask: Ask, after: Option<Mark>) -> Result<Lines, Error> {
    let mut grant = grant(Act::SeeReport, project).await?;
    let (walk, wanted) = meant(&mut grant, &ask).await?;
    let Some(wanted) = wanted else { return Ok(Lines::default()) };
    walk.lines(&mut grant.tx, &wanted, after).await
}

// ---- saved views ----

/// The saved views of a project, by name. Open to everybody who reads the report.
#[server(input = Json)]
pub async fn list_views(project: ProjectId) -> Result<Vec<View>, Error> {
    let mut grant = grant(Act::SeeReport, project).await?;
    views::all(&mut grant.tx, project).await
}

/// Saves a question under a name that no other view has. Open to everybody who reads the report.
#[server(input = Json)]
pub async fn save_view(project: ProjectId, name: Name, question: Question) -> Result<Vec<View>, Error> {
    let mut grant = grant(Act::SaveView, project).await?;
    cabinet::save(&mut grant, &name, &question).await?;
    cabinet::done(grant).await
}

/// Gives a view another name. Open to its author, and to those who keep order among the views.
#[server(input = Json)]
pub async fn rename_view(project: ProjectId, view: ViewId, name: Name) -> Result<Vec<View>, Error> {
    let mut grant = grant(Act::SaveView, project).await?;
    cabinet::rename(&mut grant, view, &name).await?;
    cabinet::done(grant).await
}

/// Takes a view away; [`restore_view`] brings it back. Open as [`rename_view`].
#[server(input = Json)]
pub async fn remove_view(project: ProjectId, view: ViewId) -> Result<Vec<View>, Error> {
    let mut grant = grant(Act::SaveView, project).await?;
    cabinet::remove(&mut grant, view).await?;
    cabinet::done(grant).await
}

/// Brings back a view that was taken away a moment ago. Open as [`rename_view`].
#[server(input = Json)]
pub async fn restore_view(project: ProjectId, view: ViewId) -> Result<Vec<View>, Error> {
    let mut grant = grant(Act::SaveView, project).await?;
    cabinet::restore(&mut grant, view).await?;
    cabinet::done(grant).await
}

// ---- links ----

/// The links to a project's report that open now. Open to the agency but finance, and to the client's owner and marketer.
#[server(input = Json)]
pub async fn list_shares(project: ProjectId) -> Result<Vec<Share>, Error> {
    let mut grant = grant(Act::SeeShares, project).await?;
    shares::all(&mut grant.tx, project, grant.now).await
}

/// Opens a question to whoever has the link that this answers. Open as [`list_shares`].
#[server(input = Json)]
pub async fn share_view(
    project: ProjectId,
    name: Name,
    question: Question,
    term: Term,
) -> Result<Shared, Error> {
    sharing::share(grant(Act::ShareReport, project).await?, &name, &question, term).await
}

/// Closes a link; the next request that comes with it is refused. Open as [`list_shares`].
#[server(input = Json)]
pub async fn revoke_share(project: ProjectId, share: ShareId) -> Result<Vec<Share>, Error> {
    sharing::revoke(grant(Act::ShareReport, project).await?, share).await
}

/// What somebody with a link is told. Open to whoever has the secret; it comes in the body, which no log has.
#[server(input = Json)]
pub async fn open_shared(secret: String) -> Result<Guest, Error> {
    guest::open(&visit()?, &secret).await
}
