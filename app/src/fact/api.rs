//! What the import page asks.

use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use super::{
    import::{self, Delivery},
    store,
};
use super::{
    plan::Plan,
    preview::{Imported, PastFile, Preview},
};
#[cfg(feature = "ssr")]
use crate::access::{
    grant::{grant, visit},
    model::Act,
};
use crate::{
    error::Error,
    id::{FileId, ProjectId},
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
