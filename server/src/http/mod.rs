//! The transport: routes, and what stands before all of them.

pub mod address;
pub mod assets;
mod fence;
mod headers;
mod health;

use std::time::Duration;

use app::{
    access::{
        grant::Visit,
        session::{MOST_DAYS, Sessions},
    },
    error::Error,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use ipnet::IpNet;
use leptos::prelude::provide_context;
use tower_http::{
    csrf::CsrfLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite, cookie::time::Duration as Span};

use self::{address::Proxies, headers::Policy};
use crate::{config::BaseUrl, export, facts, fault, house::House, live, shared, upload};

/// The largest body of a server function: text that a person wrote.
const MOST_BYTES: usize = 1024 * 1024;

/// How long a server function may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// What the routes share.
#[derive(Clone)]
pub struct Transport {
    /// The house that is served.
    pub house: House,
    /// Whose word about addresses is believed.
    pub proxies: Proxies,
}

/// Everything that the server answers to.
pub fn router(house: &House, base: &BaseUrl, proxies: &[IpNet]) -> Router {
    let transport = Transport { house: house.clone(), proxies: Proxies::new(proxies) };
    let functions = Router::new()
        .route("/api/{function}", post(call))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(middleware::from_fn(fence::json_only));
    // A large file takes as long as it takes.
    let long = Router::new()
        .route("/api/import_file", post(call))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn(fence::json_only));
    // No server function: a client that broke cannot be relied on to call one.
    let faults = Router::new()
        .route("/api/fault", post(fault::receive).with_state(fault::Patience::default()))
        .layer(DefaultBodyLimit::max(fault::MOST_BYTES))
        .layer(middleware::from_fn(fence::json_only));
    // A secret comes with it, so it is asked by a body and not by an address.
    let shared = Router::new()
        .route("/api/shared", post(shared::send).with_state(house.shelf.clone()))
        .layer(DefaultBodyLimit::max(shared::MOST_BYTES))
        .layer(middleware::from_fn(fence::json_only));
    // What is no server function, because it carries bytes or never ends.
    let streams = Router::new()
        .route("/api/facts/{project}", get(facts::send_newest).with_state(house.shelf.clone()))
        .route("/api/facts/{project}/older/{version}", get(facts::send_older).with_state(house.shelf.clone()))
        .route("/api/export/{project}", get(export::send).with_state(house.shelf.clone()))
        .route("/api/upload/{project}", post(upload::receive))
        .route("/api/events/{project}", get(live::send).with_state(house.clone()));
    let api = functions
        .merge(long)
        .merge(faults)
        .merge(shared)
        .merge(streams)
        .layer(middleware::from_fn_with_state(transport.clone(), receive))
        .layer(sessions(house, base))
        .layer(middleware::from_fn_with_state(base.origin.clone(), fence::own_pages_only))
        .layer(csrf(base));
    let all = Router::new()
        .merge(api)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready).with_state(house.clone()))
        .fallback(elsewhere);
    shield(all, base)
}

/// What stands around every route.
fn shield(routes: Router, base: &BaseUrl) -> Router {
    routes
        .layer(middleware::from_fn(fence::survive))
        .layer(middleware::from_fn_with_state(Policy::new(base), headers::protect))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
}

/// One line in the log for each request: its id, method and path. A query may hold names of a client's business and is
/// left out.
fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
}

fn sessions(house: &House, base: &BaseUrl) -> SessionManagerLayer<Sessions> {
    let store = Sessions::new(house.db.clone(), house.clock.clone());
    // The prefix makes the browser insist on TLS, this host and the whole site; it exists only with TLS.
    let name = if base.secure { "__Host-kabinet" } else { "kabinet" };
    SessionManagerLayer::new(store)
        .with_name(name)
        .with_secure(base.secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(Span::days(MOST_DAYS)))
}

fn csrf(base: &BaseUrl) -> CsrfLayer {
    let layer = CsrfLayer::new();
    layer.clone().add_trusted_origin(&base.origin).unwrap_or(layer)
}

/// Turns a request into a visit that server functions and plain routes alike find in the request.
async fn receive(
    State(transport): State<Transport>,
    mut request: Request,
    next: middleware::Next,
) -> Response {
    let Some(session) = request.extensions().get::<tower_sessions::Session>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let address = transport.proxies.visitor(&request);
    request.extensions_mut().insert(transport.house.visit(session, address));
    next.run(request).await
}

/// Calls a server function.
async fn call(request: Request) -> Response {
    let Some(visit) = request.extensions().get::<Visit>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if server_fn::axum::server_fn_paths().all(|(path, _)| path != request.uri().path()) {
        return nothing_here();
    }
    let leaves = request.uri().path() == "/api/log_out";
    let mut response =
        leptos_axum::handle_server_fns_with_context(move || provide_context(visit.clone()), request)
            .await
            .into_response();
    if leaves {
        headers::forget(&mut response);
    }
    response
}

/// Whatever is no call: the client's files and addresses.
async fn elsewhere(request: Request) -> Response {
    if request.uri().path().starts_with("/api/") { nothing_here() } else { assets::serve(&request) }
}

fn nothing_here() -> Response {
    refuse(&Error::Missing)
}

/// The answer of a plain route that could not do what it was asked for.
pub fn refuse(error: &Error) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_string(error).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use tower::ServiceExt;

    use super::*;

    async fn faulty() -> &'static str {
        panic!("a fault of the program")
    }

    #[tokio::test]
    async fn a_fault_of_the_program_is_an_answer_with_all_headers_and_tells_nothing() {
        let base = BaseUrl { origin: "http://127.0.0.1:8080".to_owned(), secure: false };
        let routes = shield(Router::new().route("/", get(faulty)), &base);
        let request = Request::get("/").body(Body::empty()).unwrap();
        let (parts, body) = routes.oneshot(request).await.unwrap().into_parts();
        assert_eq!(parts.status, 500);
        for name in ["content-security-policy", "x-content-type-options", "x-frame-options", "x-request-id"] {
            assert!(parts.headers.contains_key(name), "{name}");
        }
        assert_eq!(parts.headers["cache-control"], "no-store");
        assert_eq!(axum::body::to_bytes(body, 1000).await.unwrap(), "\"Internal\"");
    }
}
