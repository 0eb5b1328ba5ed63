//! What the page of the mapping asks.

use leptos::{prelude::*, server_fn::codec::Json};

use super::{
    edit::Edit,
    model::{Ask, Effect, Mapped, Names, VersionSeen},
};
#[cfg(feature = "ssr")]
use super::{
    ledger::Looks,
    model::VERSIONS,
    record::{self, By},
    shelf, weigh,
};
#[cfg(feature = "ssr")]
use crate::{
    access::{grant::grant, model::Act},
    event::Event,
    fact::{model::Dimension, store},
};
use crate::{
    error::Error,
    fact::book::{Book, Version},
    id::ProjectId,
};

/// The mapping of the project's client, with what each category carries in this project. Open to the agency's people who
/// bring facts in.
#[server(input = Json)]
pub async fn open_mapping(project: ProjectId) -> Result<Mapped, Error> {
    let mut grant = grant(Act::SeeMapping, project).await?;
    let client = grant.client()?;
    let version = store::newest_version(&mut grant.tx, client).await?;
    let book = store::book(&mut grant.tx, client, None).await?;
    let currency = store::currency(&mut grant.tx, project).await?;
    let ledger = shelf::ledger(&mut grant.tx, project, Looks::of(&[&book], Dimension::Campaign)).await?;
    drop(grant);
    weigh::apart(move || {
        let weights = weigh::categories(&ledger, &ledger.judged_by(&book));
        Mapped { version, book, currency, days: ledger.days, weights }
    })
    .await
}

/// The names that a project's facts use, a page of them, with what each carries and where it belongs. Open as
/// [`open_mapping`].
#[server(input = Json)]
pub async fn list_names(project: ProjectId, ask: Ask) -> Result<Names, Error> {
    let mut grant = grant(Act::SeeMapping, project).await?;
    let client = grant.client()?;
    let book = store::book(&mut grant.tx, client, None).await?;
    let looks = Looks::of(&[&book], ask.field);
    let ledger = shelf::ledger(&mut grant.tx, project, looks).await?;
    drop(grant);
    weigh::apart(move || weigh::names(&ledger, &ledger.judged_by(&book), &ask)).await
}

/// What an edit would move, without making it. Open as [`open_mapping`].
#[server(input = Json)]
pub async fn try_change(project: ProjectId, edit: Edit) -> Result<Effect, Error> {
    let mut grant = grant(Act::SeeMapping, project).await?;
    let tried = record::rehearse(&mut grant, &edit).await?;
    drop(grant);
    weigh::apart(move || weigh::effect(&tried, &edit)).await
}

/// Changes the mapping that somebody has seen in a version, and answers the version that this makes. What the browser
/// shows of the report follows in a moment. Open to the agency's people who bring facts in.
#[server(input = Json)]
pub async fn change_mapping(project: ProjectId, base: Version, edit: Edit) -> Result<Version, Error> {
    record::check(&mut grant(Act::SeeMapping, project).await?, &edit).await?;
    let mut grant = grant(Act::MapFacts, project).await?;
    let (client, by) = (grant.client()?, By { person: Some(grant.viewer.person), now: grant.now });
    let version = record::write(&mut grant.tx, client, base, &edit, by).await?;
    if version != base {
        let projects = store::projects_of(&mut grant.tx, client).await?;
        grant.tell_all(&projects, &Event::MappingChanged { version: version.0 }).await?;
    }
    grant.commit().await?;
    Ok(version)
}

/// The versions of the mapping before a number, newest first, some at a time. Open as [`open_mapping`].
#[server(input = Json)]
pub async fn list_versions(project: ProjectId, before: Version) -> Result<Vec<VersionSeen>, Error> {
    let mut grant = grant(Act::SeeMapping, project).await?;
    let client = grant.client()?;
    let most = i64::try_from(VERSIONS).unwrap_or(i64::MAX);
    let versions = store::versions(&mut grant.tx, client, before, most).await?;
    Ok(versions.into_iter().map(record::told).collect())
}

/// The mapping as it was at a version. Open as [`open_mapping`].
#[server(input = Json)]
pub async fn open_version(project: ProjectId, version: Version) -> Result<Book, Error> {
    let mut grant = grant(Act::SeeMapping, project).await?;
    let client = grant.client()?;
    record::at(&mut grant.tx, client, version).await
}
