//! What comes in over HTTP and must not get further than the edge: calls of other sites, calls that are no calls,
//! cookies that somebody planted, nonsense; and the headers on every answer.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

#[path = "../../../app/tests/world/mod.rs"]
mod world;

#[path = "../http_world/mod.rs"]
mod http_world;

mod faults;
mod headers;
mod health;
mod nonsense;
mod sessions;
mod sites;

use app::{
    access::secret,
    text::{Email, Password},
};
use axum::{
    body::Body,
    http::{Request, header},
};
use world::{Actor, Engine, World};

const PASSWORD: &str = "correct horse battery";

/// Gives somebody [`PASSWORD`] and tells their address.
async fn give_password(world: &World, actor: &Actor) -> Email {
    let hash = secret::hash_password(&Password::parse(PASSWORD).unwrap()).await.unwrap();
    let mut tx = world.db.write().await.unwrap();
    app::exec!(&mut tx, "update person set password = $2 where id = $1", actor.person.unwrap(), hash)
        .unwrap();
    let (email,) =
        app::one!(&mut tx, (Email,), "select email from person where id = $1", actor.person.unwrap())
            .unwrap();
    tx.commit().await.unwrap();
    email
}

/// Every server function, by its name.
fn every_function() -> Vec<&'static str> {
    server_fn::axum::server_fn_paths().map(|(path, _)| path.trim_start_matches("/api/")).collect()
}

/// The function of some arguments, which may be named by more than it.
fn door(name: &str) -> &str {
    name.split('-').next().unwrap_or(name)
}

/// The same request with some headers set or taken away.
fn with(mut request: Request<Body>, changes: &[(&str, Option<&str>)]) -> Request<Body> {
    for (name, value) in changes {
        let name = header::HeaderName::from_bytes(name.as_bytes()).unwrap();
        match value {
            Some(value) => request.headers_mut().insert(name, value.parse().unwrap()),
            None => request.headers_mut().remove(name),
        };
    }
    request
}
