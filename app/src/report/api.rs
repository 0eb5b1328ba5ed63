//! What is asked about a figure of the report; the page itself asks nobody.

use leptos::{prelude::*, server_fn::codec::Json};

use super::behind::Ask;
#[cfg(feature = "ssr")]
use super::meant::meant;
#[cfg(feature = "ssr")]
use crate::access::{grant::grant, model::Act};
use crate::{
    error::Error,
    fact::origin::{Lines, Mark, Sources},
    id::ProjectId,
};

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
