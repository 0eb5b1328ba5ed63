//! The client's files, built into the binary: hashed names for ever, the page itself never from a cache. In a debug build
//! they are read from `dist/` at each request.

use app::text::hex;
use std::borrow::Cow;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Dist;

const PAGE: &str = "index.html";

/// Whether the client is there at all.
pub fn has_client() -> bool {
    Dist::get(PAGE).is_some()
}

/// Serves a file of the client. An address without a dot in its last part is one of the client's own, which the page
/// resolves; a file that is not there is honestly missing, never the page.
pub fn serve(request: &Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let name = if is_file { path } else { PAGE };
    match Dist::get(name) {
        Some(file) => answer(name, &file, request.headers()),
        None if is_file => StatusCode::NOT_FOUND.into_response(),
        None => (StatusCode::SERVICE_UNAVAILABLE, "The client is not built: run `make run`.").into_response(),
    }
}

fn answer(name: &str, file: &EmbeddedFile, asked: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..16]));
    let known = asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    if known.is_some_and(|tags| tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)) {
        let headers = [(header::ETAG, tag), (header::CACHE_CONTROL, lifetime(name).to_owned())];
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let (body, encoding) = encoded(name, file, asked);
    let kind = HeaderValue::from_str(file.metadata.mimetype());
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers
        .insert(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(lifetime(name)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// The smallest form that the visitor understands; the compressed twins stand beside each file.
fn encoded(name: &str, file: &EmbeddedFile, asked: &HeaderMap) -> (Cow<'static, [u8]>, Option<&'static str>) {
    let accepted =
        asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accepts = |wanted: &str| {
        accepted.split(',').any(|one| {
            let mut parts = one.split(';').map(str::trim);
            parts.next() == Some(wanted) && parts.next() != Some("q=0")
        })
    };
    for (encoding, suffix) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(encoding)
            && let Some(twin) = Dist::get(&format!("{name}{suffix}"))
        {
            return (twin.data, Some(encoding));
        }
    }
    (file.data.clone(), None)
}

/// A file whose name holds a hash or a version never changes.
fn lifetime(name: &str) -> &'static str {
    if name == PAGE {
        return "no-store";
    }
    let stem = name.rsplit('/').next().unwrap_or(name).split('.').next().unwrap_or_default();
    // Trunk writes 64 bits without leading zeros.
    let hashed = stem
        .split(['-', '_'])
        .any(|part| (12..=16).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_hexdigit()));
    if hashed || name.starts_with("vendor/") {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    }
}

/// The hashes of the scripts that are written into the page itself, for the Content-Security-Policy.
pub fn inline_script_hashes() -> Vec<String> {
    let Some(page) = Dist::get(PAGE) else { return Vec::new() };
    inline_scripts(&String::from_utf8_lossy(&page.data))
        .map(|script| STANDARD.encode(Sha256::digest(script.as_bytes())))
        .collect()
}

fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_in_the_page_itself_are_hashed() {
        let page = r#"<script src="/a.js"></script><p></p><script type="module">import x</script>"#;
        assert_eq!(inline_scripts(page).collect::<Vec<_>>(), ["import x"]);
    }

    #[test]
    fn names_with_a_hash_live_for_ever_and_the_page_is_always_asked_for() {
        assert!(lifetime("client-0123456789abcdef_bg.wasm").contains("immutable"));
        assert!(lifetime("client-1ec6b43aa6f745f.js").contains("immutable"));
        assert!(lifetime("vendor/echarts-6.1.0.js").contains("immutable"));
        assert!(!lifetime("favicon.svg").contains("immutable"));
        assert_eq!(lifetime("index.html"), "no-store");
    }
}
