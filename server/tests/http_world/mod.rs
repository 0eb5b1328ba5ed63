//! The house over HTTP, without a socket: what a browser would send goes straight into the router.

#![allow(dead_code, reason = "every file of tests uses its own part")]
#![allow(clippy::allow_attributes, reason = "as above")]

pub mod things;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, header},
};
use serde_json::Value;
use server::{config::BaseUrl, house::House, http};
use tower::ServiceExt;

use crate::world::{Actor, World};

/// Where the house believes to be.
pub const ORIGIN: &str = "http://127.0.0.1:8080";

/// A router over a world.
pub struct Served(pub Router);

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// One header as text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Served {
    /// The world's house, served.
    pub fn new(world: &World) -> Self {
        Self::at(world, ORIGIN)
    }

    /// The world's house under another address.
    pub fn at(world: &World, origin: &str) -> Self {
        let data = world.uploads.parent().expect("uploads have a folder").to_path_buf();
        let house = House::new(world.db.clone(), world.clock.clone(), &data);
        let base = BaseUrl { origin: origin.to_owned(), secure: origin.starts_with("https") };
        Self(http::router(&house, &base, &[]))
    }

    /// Sends a request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.0.clone().oneshot(request).await.expect("a router answers");
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 64 << 20).await.expect("a body ends").to_vec();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }
}

/// The cookie of an actor.
pub fn cookie(actor: &Actor) -> String {
    actor.visit().session.id().map(|id| format!("kabinet={id}")).unwrap_or_default()
}

/// A call of a server function as the client makes it.
pub fn request(actor: &Actor, function: &str, arguments: &Value) -> Request<Body> {
    Request::post(format!("/api/{function}"))
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, ORIGIN)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::COOKIE, cookie(actor))
        .body(Body::from(arguments.to_string()))
        .expect("a request")
}

/// Calls a server function.
pub async fn call(served: &Served, actor: &Actor, function: &str, arguments: &Value) -> Answer {
    served.send(request(actor, function, arguments)).await
}
