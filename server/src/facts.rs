//! The routes that send a cut: compressed, private, and not at all when the browser has it already.

use app::{
    access::grant::Visit,
    error::Error,
    id::ProjectId,
    report::shelf::{Delivery, Half, Packed, Shelf},
};
use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::http::refuse;

/// `GET /api/facts/{project}`: what the report of a project opens with, for whoever may read it.
pub async fn send_newest(
    shelf: State<Shelf>,
    visit: Extension<Visit>,
    Path(project): Path<String>,
    asked: HeaderMap,
) -> Response {
    send(&shelf, &visit, &project, Some(Half::Newest), &asked).await
}

/// `GET /api/facts/{project}/older/{version}`: the days before, of the same version of the facts.
pub async fn send_older(
    shelf: State<Shelf>,
    visit: Extension<Visit>,
    Path((project, version)): Path<(String, String)>,
    asked: HeaderMap,
) -> Response {
    let half = version.parse().ok().map(|version| Half::Older { version });
    send(&shelf, &visit, &project, half, &asked).await
}

async fn send(
    shelf: &Shelf,
    visit: &Visit,
    project: &str,
    half: Option<Half>,
    asked: &HeaderMap,
) -> Response {
    match answer(shelf, visit, project, half, asked).await {
        Ok(response) => response,
        Err(error) => refuse(&error),
    }
}

async fn answer(
    shelf: &Shelf,
    visit: &Visit,
    project: &str,
    half: Option<Half>,
    asked: &HeaderMap,
) -> Result<Response, Error> {
    // What is no id names no project, what is no number no version, and the answer to all is the same.
    let project: ProjectId = project.parse().map_err(|_| Error::Missing)?;
    let half = half.ok_or(Error::Missing)?;
    match shelf.deliver(visit, project, half, |tag| is_known(asked, tag)).await? {
        Delivery::Known { tag } => Ok(with_headers(StatusCode::NOT_MODIFIED.into_response(), &tag)),
        Delivery::Cut(packed) => Ok(with_headers(body(&packed, asked).await?, &packed.tag)),
    }
}

async fn body(packed: &Packed, asked: &HeaderMap) -> Result<Response, Error> {
    if accepts_brotli(asked) {
        let mut response = Response::new(Body::from(Bytes::from_owner(packed.brotli.clone())));
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        Ok(response)
    } else {
        Ok(Response::new(Body::from(packed.plain().await?)))
    }
}

/// The tag is a weak one, because the same cut goes out compressed and plain.
fn with_headers(mut response: Response, tag: &str) -> Response {
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, "application/octet-stream");
    set(header::CACHE_CONTROL, "private, no-cache");
    set(header::VARY, "accept-encoding, cookie");
    set(header::ETAG, &format!("W/{tag}"));
    response
}

fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok());
    known.flat_map(|tags| tags.split(',')).any(|known| known.trim().trim_start_matches("W/") == tag)
}

fn accepts_brotli(asked: &HeaderMap) -> bool {
    let accepted = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some("br")
            && !parts.any(|part| {
                part.starts_with("q=0") && !part.contains(['1', '2', '3', '4', '5', '6', '7', '8', '9'])
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_known_tag_is_known_in_any_spelling() {
        for tags in ["\"1-a\"", "W/\"1-a\"", "\"x\", W/\"1-a\""] {
            assert!(is_known(&asked(header::IF_NONE_MATCH, tags), "\"1-a\""), "{tags}");
        }
        assert!(!is_known(&asked(header::IF_NONE_MATCH, "\"1-b\""), "\"1-a\""));
        assert!(!is_known(&HeaderMap::new(), "\"1-a\""));
    }

    #[test]
    fn brotli_is_sent_to_those_who_ask_for_it() {
        for accepted in ["br", "gzip, br", "gzip, br;q=0.9"] {
            assert!(accepts_brotli(&asked(header::ACCEPT_ENCODING, accepted)), "{accepted}");
        }
        for refused in ["gzip", "br;q=0", "br;q=0.0", "brotli"] {
            assert!(!accepts_brotli(&asked(header::ACCEPT_ENCODING, refused)), "{refused}");
        }
    }
}
