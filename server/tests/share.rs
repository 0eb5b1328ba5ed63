//! A link over HTTP: facts for whoever has the secret, nothing for anybody else, and the secret nowhere it could be read.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

mod http_world;

use app::{access::model::Role, report::opening::Opening};
use axum::{
    body::Body,
    http::{Request, header},
};
use http_world::{Answer, ORIGIN, Served, call};
use serde_json::{Value, json};
use world::{Engine, World};

async fn ask(served: &Served, body: &str, origin: &str) -> Answer {
    let request = Request::post("/api/shared")
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, origin)
        .header(header::CONTENT_TYPE, "application/json");
    served.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

async fn facts(served: &Served, secret: &Value) -> Answer {
    ask(served, &json!({"secret": secret}).to_string(), ORIGIN).await
}

stories! {
    async fn the_next_request_after_a_link_was_closed_is_refused(world: &World) {
        let served = Served::new(world);
        let owner = world.person(Role::Owner, world.ours).await;
        let new = json!({"project": world.ours.project, "name": "For the bank", "question": "", "term": "month"});
        let made = call(&served, &owner, "share_view", &new).await;
        assert_eq!(made.header("cache-control"), "no-store", "a secret is kept by no cache");
        let made = made.json();
        let opened = facts(&served, &made["secret"]).await;
        assert_eq!((opened.status, opened.header("content-encoding"), opened.header("cache-control")), (200, "br", "no-store"));
        assert_eq!(opened.header("x-robots-tag"), "noindex, nofollow");
        assert_eq!(opened.header("referrer-policy"), "same-origin");
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut opened.body.as_slice(), &mut plain).unwrap();
        assert_eq!(Opening::all(&plain).unwrap().span(), None);
        assert_eq!(call(&served, &world.visitor(), "open_shared", &json!({"secret": made["secret"]})).await.status, 200);

        let close = json!({"project": world.ours.project, "share": made["shares"][0]["id"]});
        assert_eq!(call(&served, &owner, "revoke_share", &close).await.status, 200);
        let closed = facts(&served, &made["secret"]).await;
        assert_eq!((closed.status, closed.json()), (403, json!({"Refused": "Link"})));
        let closed = call(&served, &world.visitor(), "open_shared", &json!({"secret": made["secret"]})).await;
        assert_eq!((closed.status, closed.json()), (403, json!({"Refused": "Link"})));
        let guessed = facts(&served, &json!("0".repeat(64))).await;
        assert_eq!((guessed.status, &guessed.body), (403, &facts(&served, &made["secret"]).await.body), "a guess hears the same");
    }

    async fn a_secret_is_shown_in_a_body_of_our_own_page_only(world: &World) {
        let served = Served::new(world);
        let owner = world.person(Role::Owner, world.ours).await;
        let new = json!({"project": world.ours.project, "name": "For the bank", "question": "", "term": "month"});
        let secret = call(&served, &owner, "share_view", &new).await.json()["secret"].clone();
        let body = json!({"secret": secret}).to_string();
        assert_eq!(ask(&served, &body, ORIGIN).await.status, 200);
        assert_eq!(ask(&served, &body, "https://evil.example").await.status, 403);
        for nonsense in ["", "{", "null", "[]", "{\"secret\":1}", &format!("{{\"secret\":\"{}\"}}", "x".repeat(2_000))] {
            let status = ask(&served, nonsense, ORIGIN).await.status;
            assert!(matches!(status, 400 | 413), "{status} to {nonsense:.40}");
        }
        let get = Request::get(format!("/api/shared?secret={}", secret.as_str().unwrap())).body(Body::empty()).unwrap();
        assert_eq!(served.send(get).await.status, 405, "there is no address with a secret in it");
    }
}
