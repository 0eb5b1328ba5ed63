//! What the frame of every page asks.

use leptos::{prelude::*, server_fn::codec::Json};

use super::model::{Home, Project};
#[cfg(feature = "ssr")]
use super::store;
#[cfg(feature = "ssr")]
use crate::access::{
    grant::{grant, grant_own},
    model::Act,
    store as people,
};
use crate::{error::Error, id::ProjectId};

/// Who is logged in, and the projects they may see. Open to everybody who is.
#[server(input = Json)]
pub async fn open_home() -> Result<Home, Error> {
    let mut grant = grant_own(Act::SeeSelf).await?;
    let me = grant.me().await?;
    let agency = people::agency(&mut grant.tx).await?.map(|(name, _)| name);
    let member = (!me.person.role.is_client() && !me.person.role.sees_all()).then_some(me.person.id);
    let rows = store::projects(&mut grant.tx, me.person.client, member).await?;
    let projects = rows.iter().map(|row| row.listed(grant.now)).collect::<Result<_, _>>()?;
    Ok(Home { me, agency, projects })
}

/// A project with its people. Open to its client and to those of the agency who work on it or see all.
#[server(input = Json)]
pub async fn open_project(project: ProjectId) -> Result<Project, Error> {
    let mut grant = grant(Act::SeeProject, project).await?;
    let row = store::project(&mut grant.tx, project).await?;
    let people = store::people(&mut grant.tx, project).await?;
    Ok(Project {
        listed: row.listed(grant.now)?,
        currency: row.currency()?,
        prefix: row.prefix().to_owned(),
        start: row.start(),
        people,
    })
}
