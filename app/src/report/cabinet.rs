//! The rules of saved views: whose they are, and that no two of a project have one name.

use super::{
    saved::{MOST_VIEWS, Question, View},
    store::views,
};
use crate::{
    access::{
        grant::Grant,
        model::{Act, Viewer},
    },
    error::{Error, Result, Rule},
    event::Event,
    fact::model::folded,
    id::{PersonId, ViewId},
    text::Name,
};

/// A view that was taken away can be brought back for so long. The page offers it for seconds; a slow network may need
/// more.
const KEPT_SECONDS: i64 = 3600;

/// Saves a question under a name.
///
/// # Errors
/// [`Rule::Taken`] when another view has the name, [`Rule::Enough`] when there are too many.
pub async fn save(grant: &mut Grant, name: &Name, question: &Question) -> Result<()> {
    let (project, author, now) = (grant.project()?, grant.viewer.person, grant.now);
    views::forget(&mut grant.tx, project, now.plus_seconds(-KEPT_SECONDS)).await?;
    room(grant).await?;
    let view = ViewId::new();
    let named = (view, name, folded(name.as_str()));
    views::add(&mut grant.tx, project, (named.0, named.1, &named.2), question, author, now)
        .await
        .map_err(taken)?;
    grant.tell(&Event::ViewSaved { view }).await
}

/// Gives a view another name.
///
/// # Errors
/// [`Rule::Role`] when it is somebody else's, [`Rule::Taken`] when another view has the name.
pub async fn rename(grant: &mut Grant, view: ViewId, name: &Name) -> Result<()> {
    let project = grant.project()?;
    let author = views::one(&mut grant.tx, project, view).await?.author;
    may_change(&grant.viewer, author)?;
    views::rename(&mut grant.tx, project, view, name, &folded(name.as_str())).await.map_err(taken)?;
    grant.tell(&Event::ViewRenamed { view }).await
}

/// Takes a view away. Its row stays for a while under a name that nobody can write, so that its own is free.
///
/// # Errors
/// [`Rule::Role`] when it is somebody else's.
pub async fn remove(grant: &mut Grant, view: ViewId) -> Result<()> {
    let (project, now) = (grant.project()?, grant.now);
    let author = views::one(&mut grant.tx, project, view).await?.author;
    may_change(&grant.viewer, author)?;
    views::remove(&mut grant.tx, project, view, &format!("\u{1}{view}"), now).await?;
    grant.tell(&Event::ViewRemoved { view }).await
}

/// Brings a view back.
///
/// # Errors
/// As [`rename`] and [`save`]; [`Error::Missing`] when it was forgotten.
pub async fn restore(grant: &mut Grant, view: ViewId) -> Result<()> {
    let project = grant.project()?;
    let (name, author) = views::removed(&mut grant.tx, project, view).await?;
    may_change(&grant.viewer, author)?;
    room(grant).await?;
    views::restore(&mut grant.tx, project, view, &folded(name.as_str())).await.map_err(taken)?;
    grant.tell(&Event::ViewSaved { view }).await
}

/// Ends a change and answers the views as they are now.
///
/// # Errors
/// When the database refuses; then nothing was done.
pub async fn done(mut grant: Grant) -> Result<Vec<View>> {
    let project = grant.project()?;
    let views = views::all(&mut grant.tx, project).await?;
    grant.commit().await?;
    Ok(views)
}

async fn room(grant: &mut Grant) -> Result<()> {
    let project = grant.project()?;
    let count = views::all(&mut grant.tx, project).await?.len();
    let full = u32::try_from(count).is_ok_and(|count| count >= MOST_VIEWS);
    if full { Err(Error::Refused(Rule::Enough { most: MOST_VIEWS })) } else { Ok(()) }
}

fn may_change(viewer: &Viewer, author: PersonId) -> Result<()> {
    let may = author == viewer.person || viewer.role_allows(Act::KeepViews);
    if may { Ok(()) } else { Err(Error::Refused(Rule::Role)) }
}

/// The database refuses a name twice.
fn taken(error: Error) -> Error {
    if error == Error::Conflict { Error::Refused(Rule::Taken) } else { error }
}
