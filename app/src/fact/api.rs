//! What the import page asks.

use leptos::{prelude::*, server_fn::codec::Json};

use super::{
    category::Test,
    model::Dimension,
    plan::Plan,
    preview::{Imported, PastFile, Preview, RuleSeen},
};
#[cfg(feature = "ssr")]
use super::{
    import::{self, Delivery},
    rules, store,
};
#[cfg(feature = "ssr")]
use crate::access::{
    grant::{grant, visit},
    model::Act,
};
use crate::{
    error::Error,
    id::{FileId, ProjectId, RuleId},
};

/// What is known of an uploaded file, read as the plan says. Open to the agency's people who bring facts in, for their
/// own uploads.
#[server(input = Json)]
pub async fn preview_file(project: ProjectId, upload: FileId, plan: Plan) -> Result<Preview, Error> {
    let (_, _, checked) = import::inspect_upload(&visit()?, project, upload, plan).await?;
    Ok(checked.preview)
}

/// Reads an uploaded file in: all of it, or, when one chooses so, its good rows. A refused file changes nothing and
/// stays, so that one can try another plan. Open as [`preview_file`].
#[server(input = Json)]
pub async fn import_file(
    project: ProjectId,
    upload: FileId,
    plan: Plan,
    good_rows_only: bool,
) -> Result<Imported, Error> {
    let (upload, name, checked) = import::inspect_upload(&visit()?, project, upload, plan).await?;
    if !checked.preview.is_ready(good_rows_only) {
        return Ok(Imported::Refused(Box::new(checked.preview)));
    }
    let mut grant = grant(Act::ImportFacts, project).await?;
    let person = Some(grant.viewer.person);
    let delivery = Delivery { project, client: grant.client()?, name: &name, person, now: grant.now };
    let (file, outcome) = import::deliver(&mut grant.tx, checked.into(), &delivery).await?;
    import::tell(&mut grant, file, &outcome).await?;
    grant.commit().await?;
    upload.remove();
    Ok(Imported::Done(outcome))
}

/// The files that were read into a project, newest first. Open to the agency's people who bring facts in.
#[server(input = Json)]
pub async fn list_files(project: ProjectId) -> Result<Vec<PastFile>, Error> {
    let mut grant = grant(Act::SeeFiles, project).await?;
    store::files(&mut grant.tx, project, 50).await
}

/// The rules that map facts of the project's client to its tree, in the order in which they are tried. Open as
/// [`list_files`].
#[server(input = Json)]
pub async fn list_rules(project: ProjectId) -> Result<Vec<RuleSeen>, Error> {
    let mut grant = grant(Act::SeeFiles, project).await?;
    let client = grant.client()?;
    rules::list(&mut grant.tx, client).await
}

/// Adds a rule behind the others; a category that is not there yet is grown. Open to the agency's people who bring
/// facts in.
#[server(input = Json)]
pub async fn add_rule(
    project: ProjectId,
    field: Dimension,
    test: Test,
    pattern: String,
    category: String,
) -> Result<Vec<RuleSeen>, Error> {
    let mut grant = grant(Act::ImportFacts, project).await?;
    let client = grant.client()?;
    rules::add(&mut grant.tx, client, field, test, &pattern, &category).await?;
    let rules = rules::list(&mut grant.tx, client).await?;
    grant.commit().await?;
    Ok(rules)
}

/// Takes a rule away. Open as [`add_rule`].
#[server(input = Json)]
pub async fn remove_rule(project: ProjectId, rule: RuleId) -> Result<Vec<RuleSeen>, Error> {
    let mut grant = grant(Act::ImportFacts, project).await?;
    let client = grant.client()?;
    store::remove_rule(&mut grant.tx, client, rule).await?;
    store::touch_client(&mut grant.tx, client).await?;
    let rules = rules::list(&mut grant.tx, client).await?;
    grant.commit().await?;
    Ok(rules)
}
