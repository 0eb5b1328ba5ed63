//! What a call must be before it reaches a server function.

use std::panic::AssertUnwindSafe;

use app::error::Error;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::FutureExt;

use super::refuse;

/// A server function takes JSON and answers JSON. A form of another site cannot send JSON without asking first, and an
/// answer is never a redirect to whatever the `Referer` says.
pub async fn json_only(mut request: Request, next: Next) -> Response {
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if request.method() == Method::POST && !kind.eq_ignore_ascii_case("application/json") {
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, "application/json only").into_response();
    }
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    request.headers_mut().remove(header::REFERER);
    next.run(request).await
}

/// Browsers name the page that a call comes from; a page of another site is sent away, whatever else it says. This
/// stands behind the check of `Origin` and `Sec-Fetch-Site`, for browsers that send neither.
pub async fn own_pages_only(State(origin): State<String>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && request.headers().get(header::REFERER).is_some_and(|page| !is_own(page, &origin, &request))
    {
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(request).await
}

/// A fault of the program is an answer like any other, and the end of one call only.
pub async fn survive(request: Request, next: Next) -> Response {
    AssertUnwindSafe(next.run(request)).catch_unwind().await.unwrap_or_else(|_| {
        tracing::error!("a call ended in a panic");
        refuse(&Error::Internal)
    })
}

fn is_own(page: &HeaderValue, origin: &str, request: &Request) -> bool {
    let Ok(page) = page.to_str() else { return false };
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let authority =
        page.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or(""));
    let own = origin.split_once("://").map_or("", |(_, authority)| authority);
    !authority.is_empty() && (authority == own || authority == host)
}
