//! The route that sends what is seen as a file. It is a plain link, so that the browser downloads it by itself.

use app::{
    access::grant::Visit,
    error::Error,
    id::ProjectId,
    report::{
        export::{File, Format, Wanted, attachment, export},
        model::{By, Dimension},
        query::Query as Question,
        shelf::Shelf,
    },
};
use axum::{
    Extension,
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, header},
    response::Response,
};
use serde::Deserialize;

use crate::http::refuse;

/// What the address says beside the project.
#[derive(Deserialize)]
pub struct Asked {
    format: Option<String>,
    table: Option<String>,
    /// The question, as it stands in the address of the report.
    #[serde(default)]
    question: String,
}

/// `GET /api/export/{project}?format=xlsx|csv&table=…&question=…`: the report as a file, for whoever may read it.
pub async fn send(
    State(shelf): State<Shelf>,
    Extension(visit): Extension<Visit>,
    Path(project): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let project: ProjectId = project.parse().map_err(|_| Error::Missing)?;
        export(&shelf, &visit, project, asked.wanted()?).await
    };
    match made.await {
        Ok(file) => answer(file),
        Err(error) => refuse(&error),
    }
}

impl Asked {
    fn wanted(&self) -> Result<Wanted, Error> {
        let format = self.format.as_deref().map_or(Some(Format::default()), Format::parse);
        let by = self.table.as_deref().map_or(Some(By::Dimension(Dimension::Category)), By::parse);
        Ok(Wanted {
            format: format.ok_or(Error::Malformed)?,
            by: by.ok_or(Error::Malformed)?,
            query: Question::parse(&self.question),
        })
    }
}

fn answer(file: File) -> Response {
    let disposition = attachment(&file.name, &file.plain_name);
    let mut response = Response::new(Body::from(file.bytes));
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, file.kind);
    set(header::CONTENT_DISPOSITION, &disposition);
    set(header::CACHE_CONTROL, "no-store");
    response
}
