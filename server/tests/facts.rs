//! How a cut goes out over HTTP: compressed or plain, not at all to who has it, and to nobody else.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

mod http_world;

use app::{access::model::Role, report::opening::Opening};
use axum::{
    body::Body,
    http::{Request, header},
};
use http_world::{Answer, Served, cookie};
use world::{Actor, Engine, World};

async fn ask(served: &Served, actor: &Actor, path: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
    let mut request =
        Request::get(path).header(header::HOST, "127.0.0.1:8080").header(header::COOKIE, cookie(actor));
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    served.send(request.body(Body::empty()).unwrap()).await
}

fn plain(brotli: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut &*brotli, &mut plain).unwrap();
    plain
}

stories! {
    async fn a_cut_goes_out_once_and_then_is_known(world: &World) {
        let served = Served::new(world);
        let owner = world.person(Role::Owner, world.ours).await;
        let path = format!("/api/facts/{}", world.ours.project);
        let first = ask(&served, &owner, &path, &[(header::ACCEPT_ENCODING, "gzip, br")]).await;
        assert_eq!((first.status, first.header("content-encoding")), (200, "br"));
        assert_eq!(first.header("cache-control"), "private, no-cache");
        assert_eq!(first.header("content-type"), "application/octet-stream");
        assert_eq!(first.header("x-content-type-options"), "nosniff");
        assert!(first.header("vary").contains("accept-encoding"));
        let cut = plain(&first.body);
        assert_eq!(Opening::all(&cut).unwrap().span(), None);

        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{tag}");
        let known = ask(&served, &owner, &path, &[(header::IF_NONE_MATCH, &tag)]).await;
        assert_eq!((known.status, known.body.len(), known.header("etag")), (304, 0, tag.as_str()));

        let without = ask(&served, &owner, &path, &[(header::ACCEPT_ENCODING, "gzip")]).await;
        assert_eq!((without.status, without.header("content-encoding"), without.header("etag")), (200, "", tag.as_str()));
        assert_eq!(without.body, cut);
    }

    async fn earlier_days_are_sent_of_the_facts_that_were_asked_for(world: &World) {
        let served = Served::new(world);
        let owner = world.person(Role::Owner, world.ours).await;
        let version = |version: i64| format!("/api/facts/{}/older/{version}", world.ours.project);
        let sent = ask(&served, &owner, &version(0), &[(header::ACCEPT_ENCODING, "br")]).await;
        assert_eq!((sent.status, sent.header("content-encoding"), sent.header("cache-control")), (200, "br", "private, no-cache"));
        assert_eq!(plain(&sent.body), [0_u8; 0], "a project without facts has no earlier days either");
        assert_eq!(ask(&served, &owner, &version(7), &[]).await.status, 409);
        let tag = sent.header("etag").to_owned();
        for (actor, status) in [(&world.person(Role::Owner, world.theirs).await, 404), (&world.visitor(), 401)] {
            assert_eq!(ask(&served, actor, &version(0), &[(header::IF_NONE_MATCH, &tag)]).await.status, status);
        }
    }

    async fn a_known_tag_opens_no_door(world: &World) {
        let served = Served::new(world);
        let owner = world.person(Role::Owner, world.ours).await;
        let path = format!("/api/facts/{}", world.ours.project);
        let tag = ask(&served, &owner, &path, &[]).await.header("etag").to_owned();
        let stranger = world.person(Role::Owner, world.theirs).await;
        for (actor, status) in [(&stranger, 404), (&world.visitor(), 401)] {
            let refused = ask(&served, actor, &path, &[(header::IF_NONE_MATCH, &tag)]).await;
            assert_eq!((refused.status, refused.header("etag")), (status, ""));
            assert_eq!(refused.header("cache-control"), "no-store");
        }
    }

    async fn what_is_no_project_is_missing_like_any_other(world: &World) {
        let served = Served::new(world);
        let owner = world.person(Role::Owner, world.ours).await;
        let missing = ask(&served, &owner, &format!("/api/facts/{}", app::id::ProjectId::new()), &[]).await;
        let ours = format!("/api/facts/{}/older/x", world.ours.project);
        for path in ["/api/facts/1", "/api/facts/..%2f", "/api/facts/%00", "/api/facts/'", "/api/facts/1/older/0", &ours] {
            let answer = ask(&served, &owner, path, &[]).await;
            assert_eq!((answer.status, &answer.body), (404, &missing.body), "{path}");
        }
    }
}
