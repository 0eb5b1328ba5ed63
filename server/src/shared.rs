//! The route that sends the facts of a shared question to whoever has its link.

use app::{
    access::grant::Visit,
    error::Error,
    report::{guest, shelf::Shelf},
};
use axum::{
    Extension, Json,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header},
    response::Response,
};
use serde::Deserialize;

use crate::http::refuse;

/// The largest body: a secret and the words around it.
pub const MOST_BYTES: usize = 1024;

/// What a visitor shows.
#[derive(Deserialize)]
pub struct Shown {
    secret: String,
}

/// `POST /api/shared`: the facts of what a link opens, and of nothing else. The secret stands in the body, because bodies
/// stand in no log. Every browser that runs the client undoes brotli.
pub async fn send(
    State(shelf): State<Shelf>,
    Extension(visit): Extension<Visit>,
    shown: Result<Json<Shown>, axum::extract::rejection::JsonRejection>,
) -> Response {
    let Ok(Json(Shown { secret })) = shown else { return refuse(&Error::Malformed) };
    match guest::facts(&shelf, &visit, &secret).await {
        Ok(brotli) => answer(Bytes::from_owner(brotli)),
        Err(error) => refuse(&error),
    }
}

fn answer(bytes: Bytes) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
