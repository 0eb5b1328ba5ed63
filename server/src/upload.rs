//! The route that takes a file in: permission first, then byte by byte to disk, never more than a little in memory.

use std::time::Duration;

use app::{
    access::{
        grant::{Visit, grant_in},
        model::Act,
    },
    error::{Error, Rule},
    fact::{
        preview::MOST_MEBIBYTES,
        upload::{Upload, sweep},
    },
    id::{FileId, ProjectId},
};
use axum::{
    Extension, Json,
    body::Body,
    extract::{Path, Query},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use futures::StreamExt;
use serde::Deserialize;
use tokio::{fs::File, io::AsyncWriteExt};

use crate::{house::House, http::refuse};

/// How long the next piece of a file may take to come.
const SILENCE: Duration = Duration::from_secs(30);

/// How often files that nobody came back for are removed.
const SWEEPING: Duration = Duration::from_hours(1);

/// What the address says beside the project.
#[derive(Deserialize)]
pub struct Asked {
    /// What the file is called.
    #[serde(default)]
    name: String,
}

/// `POST /api/upload/{project}?name=…`: takes a file of facts in and answers its upload id. Open to the agency's people
/// who bring facts in.
pub async fn receive(
    Extension(visit): Extension<Visit>,
    Path(project): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match take(&visit, &project, &asked.name, &headers, body).await {
        Ok(upload) => Json(upload).into_response(),
        Err(error) => refuse(&error),
    }
}

async fn take(
    visit: &Visit,
    project: &str,
    name: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<FileId, Error> {
    let project: ProjectId = project.parse().map_err(|_| Error::Missing)?;
    let person = {
        // Nothing is written to the database here, so a reading permission is asked for beside the act itself.
        let grant = grant_in(visit, Act::SeeFiles, Some(project)).await?;
        grant
            .also_allows(Act::ImportFacts)
            .then_some(grant.viewer.person)
            .ok_or(Error::Refused(Rule::Role))?
    };
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|bytes| bytes > most_bytes()) {
        return Err(too_large());
    }
    let upload = Upload::begin(&visit.uploads, project, person, name).map_err(|fault| broken(&fault))?;
    let mut waiting = Waiting { upload, kept: false };
    write(&waiting.upload, body).await?;
    waiting.kept = true;
    Ok(waiting.upload.id)
}

/// A file that is removed again unless it came in whole; also when the sender goes away and this is dropped.
struct Waiting {
    upload: Upload,
    kept: bool,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if !self.kept {
            self.upload.remove();
        }
    }
}

async fn write(upload: &Upload, body: Body) -> Result<(), Error> {
    let mut file = File::create(upload.body()).await.map_err(|fault| broken(&fault))?;
    let mut pieces = body.into_data_stream();
    let mut written = 0;
    while let Some(piece) = tokio::time::timeout(SILENCE, pieces.next()).await.map_err(|_| Error::Offline)? {
        let piece = piece.map_err(|_| Error::Offline)?;
        written += piece.len() as u64;
        if written > most_bytes() {
            return Err(too_large());
        }
        file.write_all(&piece).await.map_err(|fault| broken(&fault))?;
    }
    file.flush().await.map_err(|fault| broken(&fault))
}

fn most_bytes() -> u64 {
    u64::from(MOST_MEBIBYTES) * 1024 * 1024
}

fn too_large() -> Error {
    Error::Refused(Rule::TooLarge { mebibytes: MOST_MEBIBYTES })
}

fn broken(fault: &std::io::Error) -> Error {
    tracing::error!(%fault, "an upload cannot be written");
    if fault.kind() == std::io::ErrorKind::StorageFull { Error::Busy } else { Error::Internal }
}

/// Removes files that nobody came back for, until the house closes.
pub async fn sweep_now_and_then(house: House) {
    loop {
        let (uploads, now) = (house.uploads.clone(), house.clock.now());
        let swept = tokio::task::spawn_blocking(move || sweep(&uploads, now)).await;
        if let Ok(Err(fault)) = swept {
            tracing::warn!(%fault, "old uploads cannot be removed");
        }
        tokio::select! {
            () = tokio::time::sleep(SWEEPING) => {}
            () = house.closing.cancelled() => return,
        }
    }
}
