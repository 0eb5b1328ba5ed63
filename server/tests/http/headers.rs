//! The headers that protect, on every answer whatever it is.

use app::access::model::Role;
use axum::http::Method;
use serde_json::json;
use tower::ServiceExt;

use super::*;
use crate::http_world::{
    Answer, Served, call, cookie, request,
    things::{Things, upload},
};

/// What the answer to a request begins with; a stream of events would never end.
async fn head(served: &Served, request: Request<Body>) -> Answer {
    let (parts, _) = served.0.clone().oneshot(request).await.expect("a router answers").into_parts();
    Answer { status: parts.status.as_u16(), headers: parts.headers, body: Vec::new() }
}

fn plain(method: &Method, path: &str, cookie: &str) -> Request<Body> {
    let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
    request.header(header::COOKIE, cookie).body(Body::empty()).unwrap()
}

/// Every header of the policy, and nothing beside it that would undo it.
fn check(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{what}: no {part}: {answer:?}");
    }
    for loose in ["unsafe-inline", "'unsafe-eval'", "*", "http:", "https:"] {
        assert!(!policy.contains(loose), "{what}: {loose} in {policy}");
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(answer.header("permissions-policy").contains("camera=()"), "{what}");
    assert!(!answer.header("x-request-id").is_empty(), "{what}");
    assert!(!answer.header("cache-control").is_empty(), "{what} says nothing about caches");
    for telling in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(answer.header(telling), "", "{what}: {telling}");
    }
}

stories! {
    async fn every_route_carries_the_headers_that_protect(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let (project, cookie) = (world.ours.project, cookie(&lead));
        let paths = [
            "/".to_owned(),
            "/p/kaminhaus-ppc/report".to_owned(),
            "/index.html".to_owned(),
            "/no-such-file.js".to_owned(),
            "/%00".to_owned(),
            "/..%2f..%2fetc%2fpasswd".to_owned(),
            "/healthz".to_owned(),
            "/readyz".to_owned(),
            "/api".to_owned(),
            "/api/".to_owned(),
            "/api/nothing/here".to_owned(),
            "/api/who_am_i".to_owned(),
            "/api/import_file".to_owned(),
            format!("/api/facts/{project}"),
            format!("/api/facts/{}", world.theirs.project),
            format!("/api/events/{project}"),
            "/api/events/x?after=y".to_owned(),
            format!("/api/upload/{project}?name=a.csv"),
        ];
        let methods = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE];
        let mut seen = std::collections::BTreeSet::new();
        for path in &paths {
            for method in &methods {
                for cookie in ["", &cookie] {
                    let answer = head(&served, plain(method, path, cookie)).await;
                    check(&answer, &format!("{method} {path}"));
                    seen.insert(answer.status);
                    if path.starts_with("/api/") && !path.contains("/facts/") {
                        assert_eq!(answer.header("cache-control"), "no-store", "{method} {path}");
                    }
                }
            }
        }
        for status in [200, 400, 401, 404, 405, 415] {
            assert!(seen.contains(&status), "no {status} among {seen:?}");
        }
    }

    async fn every_answer_of_a_function_carries_them_too_and_is_kept_nowhere(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let owner = world.person(Role::Owner, world.ours).await;
        let things = Things::new(world, &served, world.ours).await;
        let mut answers = Vec::new();
        for actor in [&lead, &owner, &world.visitor()] {
            for (function, arguments) in things.arguments(upload(world, &lead, world.ours), 9) {
                answers.push((function, call(&served, actor, door(function), &arguments).await));
            }
        }
        answers.push(("speak", call(&served, &lead, "speak", &json!({"language": "ru"})).await));
        answers.push(("log_in", call(&served, &world.visitor(), "log_in", &json!({"email": "a@b.c", "password": ""})).await));
        answers.push(("look_in", call(&served, &world.visitor(), "look_in", &json!({})).await));
        answers.push(("no JSON", served.send(with(request(&lead, "speak", &json!({})), &[("content-type", Some("text/plain"))])).await));
        answers.push(("another site", served.send(with(request(&lead, "speak", &json!({})), &[("origin", Some("null")), ("sec-fetch-site", None)])).await));
        let long = request(&lead, "speak", &json!({})).map(|_| Body::from(vec![b' '; 3 << 20]));
        answers.push(("too long", served.send(long).await));
        let mut tx = world.db.write().await.unwrap();
        app::exec!(&mut tx, "drop table card_comment").unwrap();
        tx.commit().await.unwrap();
        let arguments = things.board_arguments(1);
        answers.push(("broken", call(&served, &lead, "open_card", &arguments["open_card"]).await));
        let seen: std::collections::BTreeSet<u16> = answers.iter().map(|(_, answer)| answer.status).collect();
        for status in [200, 401, 403, 409, 415, 500] {
            assert!(seen.contains(&status), "no {status} among {seen:?}");
        }
        for (what, answer) in &answers {
            check(answer, &format!("{} of {what}", answer.status));
            assert_eq!(answer.header("cache-control"), "no-store", "{what}");
            assert!(answer.status != 500 || answer.body == b"\"Internal\"", "a fault tells nothing of the inside");
        }
    }

    async fn what_is_not_there_is_kept_nowhere_and_never_the_page(world: &World) {
        let served = Served::new(world);
        for path in ["/no-such-file.js", "/client-0123456789abcdef_bg.wasm", "/vendor/nothing.js"] {
            let answer = served.send(plain(&Method::GET, path, "")).await;
            assert_eq!((answer.status, answer.header("cache-control"), answer.body.len()), (404, "no-store", 0), "{path}");
        }
        assert_eq!(served.send(plain(&Method::GET, "/readyz", "")).await.body, b"ready");
    }

    async fn with_tls_browsers_are_told_to_stay_with_it(world: &World) {
        let served = Served::at(world, "https://kabinet.example.org");
        for path in ["/", "/no-such-file.js", "/healthz", "/api/who_am_i"] {
            let answer = served.send(plain(&Method::GET, path, "")).await;
            check(&answer, path);
            assert!(answer.header("strict-transport-security").starts_with("max-age=63072000"), "{path}");
        }
        let plainly = Served::new(world).send(plain(&Method::GET, "/", "")).await;
        assert_eq!(plainly.header("strict-transport-security"), "");
    }
}
