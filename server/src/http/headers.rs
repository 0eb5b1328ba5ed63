//! The headers that every answer carries, whatever it is.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::assets;
use crate::config::BaseUrl;

/// The headers of this installation, made once.
#[derive(Clone)]
pub struct Policy(Arc<HeaderMap>);

impl Policy {
    /// The headers for an address that people open.
    pub fn new(base: &BaseUrl) -> Self {
        let mut headers = HeaderMap::new();
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        set(header::CONTENT_SECURITY_POLICY, &content_security_policy(&assets::inline_script_hashes()));
        set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(header::X_FRAME_OPTIONS, "DENY");
        set(header::REFERRER_POLICY, "same-origin");
        // Nothing here is for search engines: not the login, and least of all what somebody was sent a link to.
        set(HeaderName::from_static("x-robots-tag"), "noindex, nofollow");
        set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
        set(
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
        );
        if base.secure {
            set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
        }
        Self(Arc::new(headers))
    }
}

/// Scripts of this site only, and of those written into the page exactly the ones that were built.
fn content_security_policy(hashes: &[String]) -> String {
    let hashes: String = hashes.iter().flat_map(|hash| [" 'sha256-", hash, "'"]).collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; img-src 'self' data: blob:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
         base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    )
}

/// Puts the headers on an answer, also on one that says that something went wrong. What belongs to somebody, and what is
/// not there, is kept by no cache; a route that knows better says so itself.
pub async fn protect(State(policy): State<Policy>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in policy.0.iter() {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Makes a browser forget what it keeps of this site. The cut of a report is kept by the browser to be asked about
/// again; after the logout nothing of it stays on a machine that others use, too.
pub fn forget(response: &mut Response) {
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
}
