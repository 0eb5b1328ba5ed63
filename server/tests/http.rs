//! What comes in over HTTP and must not get further than the edge: calls of other sites, calls that are no calls,
//! cookies that somebody planted, and headers on every answer.

#[path = "../../app/tests/world/mod.rs"]
mod world;

mod http_world;

use app::{
    access::{model::Role, secret},
    text::{Email, Password},
};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use http_world::{Served, call, cookie, request};
use proptest::{
    prelude::{Strategy, any, prop},
    strategy::ValueTree,
    test_runner::TestRunner,
};
use serde_json::{Value, json};
use world::{Actor, Engine, World};

const PASSWORD: &str = "correct horse battery";

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

fn every_function() -> Vec<&'static str> {
    server_fn::axum::server_fn_paths().map(|(path, _)| path.trim_start_matches("/api/")).collect()
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

stories! {
    async fn a_server_function_is_called_as_the_client_calls_it_or_not_at_all(world: &World) {
        let served = Served::new(world);
        let nobody = world.visitor();
        for function in every_function() {
            let path = format!("/api/{function}");
            let get = served.send(Request::get(&path).body(Body::empty()).unwrap()).await;
            assert_eq!(get.status, 405, "GET {function}");
            for kind in [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("multipart/form-data")] {
                let wrong = with(request(&nobody, function, &json!({})), &[("content-type", kind)]);
                assert_eq!(served.send(wrong).await.status, 415, "{function} as {kind:?}");
            }
            let form = with(
                request(&nobody, function, &json!({})),
                &[("accept", Some("text/html")), ("referer", Some("https://evil.example/")), ("origin", None), ("sec-fetch-site", None)],
            );
            let answer = served.send(form).await;
            assert_eq!((answer.status, answer.header("location")), (403, ""), "{function} led to the referer");
        }
        let unknown = call(&served, &nobody, "drop_everything", &json!({})).await;
        assert_eq!(unknown.status, 404);
    }

    async fn no_page_of_another_site_can_call(world: &World) {
        let served = Served::new(world);
        let owner = world.person(Role::Owner, world.ours).await;
        let speak = || request(&owner, "speak", &json!({"language": "uk"}));
        let evil: [&[(&str, Option<&str>)]; 7] = [
            &[("sec-fetch-site", Some("cross-site")), ("origin", Some("https://evil.example"))],
            &[("sec-fetch-site", Some("same-site")), ("origin", Some("http://other.127.0.0.1:8080"))],
            &[("sec-fetch-site", Some("cross-site")), ("origin", None)],
            &[("sec-fetch-site", None), ("origin", Some("https://evil.example"))],
            &[("sec-fetch-site", None), ("origin", Some("null"))],
            &[("sec-fetch-site", None), ("origin", Some("http://127.0.0.1:8081"))],
            &[("sec-fetch-site", None), ("origin", None), ("referer", Some("https://127.0.0.1:8080.evil.example/"))],
        ];
        for headers in evil {
            assert_eq!(served.send(with(speak(), headers)).await.status, 403, "{headers:?}");
        }
        let me = call(&served, &owner, "who_am_i", &json!({})).await.json();
        assert_eq!(me["language"], "en", "nothing changed");
        assert_eq!(served.send(speak()).await.status, 200);
        let own_page = with(speak(), &[("referer", Some("http://127.0.0.1:8080/p/a/report"))]);
        assert_eq!(served.send(own_page).await.status, 200);
    }

    async fn nonsense_never_becomes_a_fault_of_the_server(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let mut bodies: Vec<String> = vec![
            String::new(), "{".into(), "null".into(), "[]".into(), "\"x\"".into(), "{}".into(), "nul\0".into(),
            "[".repeat(100_000), format!("{{\"project\":{}", "{\"a\":".repeat(10_000)),
            json!({"project": world.ours.project, "project ": 1, "role": "admin", "client_id": world.theirs.client}).to_string(),
            format!(r#"{{"project":"{0}","project":"{0}"}}"#, world.ours.project),
            json!({"project": i64::MIN}).to_string(), r#"{"project":1e999}"#.into(),
            json!({"project": world.ours.project, "card": "not-a-uuid", "version": i64::MAX}).to_string(),
            json!({"email": "a@b.c", "password": "x".repeat(900_000)}).to_string(),
        ];
        let mut runner = TestRunner::deterministic();
        let strategy = any_json();
        for _ in 0..20 {
            bodies.push(strategy.new_tree(&mut runner).unwrap().current().to_string());
        }
        for function in every_function().into_iter().filter(|function| *function != "log_out") {
            for body in &bodies {
                let mut request = request(&lead, function, &Value::Null);
                *request.body_mut() = Body::from(body.clone());
                let status = served.send(request).await.status;
                assert!(status < 500, "{function} answered {status} to {body:.200}");
            }
        }
        let huge = with(request(&lead, "who_am_i", &Value::Null), &[]);
        let huge = huge.map(|_| Body::from(vec![b' '; 2 * 1024 * 1024]));
        assert!(matches!(served.send(huge).await.status, 400 | 413));
    }

    async fn a_planted_cookie_is_not_the_session_after_the_login(world: &World) {
        let served = Served::new(world);
        let known = world.person(Role::Lead, world.ours).await;
        let email = give_password(world, &known).await;
        let planted = "kabinet=AAAAAAAAAAAAAAAAAAAAAA";
        let login = request(&world.visitor(), "log_in", &json!({"email": email, "password": PASSWORD}));
        let answer = served.send(with(login, &[("cookie", Some(planted))])).await;
        assert_eq!(answer.status, 200);
        let given = answer.header("set-cookie");
        assert!(given.starts_with("kabinet=") && !given.starts_with(planted), "{given}");
        assert!(given.contains("HttpOnly") && given.contains("SameSite=Lax") && given.contains("Path=/"), "{given}");
        let old = with(request(&world.visitor(), "who_am_i", &json!({})), &[("cookie", Some(planted))]);
        assert_eq!(served.send(old).await.status, 401);
    }

    async fn with_tls_the_cookie_is_bound_to_this_host(world: &World) {
        let served = Served::at(world, "https://kabinet.example.org");
        let known = world.person(Role::Lead, world.ours).await;
        let email = give_password(world, &known).await;
        let login = request(&world.visitor(), "log_in", &json!({"email": email, "password": PASSWORD}));
        let answer = served.send(with(login, &[("origin", Some("https://kabinet.example.org"))])).await;
        let given = answer.header("set-cookie");
        assert!(given.starts_with("__Host-kabinet=") && given.contains("Secure") && !given.contains("Domain"), "{given}");
        assert!(answer.header("strict-transport-security").contains("max-age"));
    }

    async fn calls_under_way_do_not_bring_a_session_back_that_was_logged_out(world: &World) {
        let served = std::sync::Arc::new(Served::new(world));
        let lead = world.person(Role::Lead, world.ours).await;
        let mut under_way = tokio::task::JoinSet::new();
        for number in 0..100 {
            let (served, lead) = (served.clone(), lead.clone());
            under_way.spawn(async move {
                let function = if number % 2 == 0 { "who_am_i" } else { "open_home" };
                call(&served, &lead, function, &json!({})).await.status
            });
        }
        let cookie = cookie(&lead);
        assert_eq!(call(&served, &lead, "log_out", &json!({})).await.status, 200);
        for status in under_way.join_all().await {
            assert!(matches!(status, 200 | 401), "{status}");
        }
        let after = with(request(&world.visitor(), "who_am_i", &json!({})), &[("cookie", Some(&cookie))]);
        assert_eq!(served.send(after).await.status, 401);
    }

    async fn every_answer_carries_the_headers_that_protect(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let plain = |method: Method, path: &str| {
            Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080").body(Body::empty()).unwrap()
        };
        let answers = [
            served.send(plain(Method::GET, "/")).await,
            served.send(plain(Method::GET, "/p/kaminhaus-ppc/report")).await,
            served.send(plain(Method::GET, "/no-such-file.js")).await,
            served.send(plain(Method::DELETE, "/")).await,
            served.send(plain(Method::GET, "/healthz")).await,
            served.send(plain(Method::GET, "/readyz")).await,
            served.send(plain(Method::GET, "/api/nothing/here")).await,
            call(&served, &lead, "who_am_i", &json!({})).await,
            call(&served, &lead, "open_project", &json!({"project": world.theirs.project})).await,
            call(&served, &world.visitor(), "who_am_i", &json!({})).await,
            served.send(with(request(&lead, "speak", &json!({})), &[("origin", Some("https://evil.example")), ("sec-fetch-site", None)])).await,
        ];
        for answer in &answers {
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{answer:?}");
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("referrer-policy"), "same-origin");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
            assert!(!answer.header("x-request-id").is_empty());
        }
        for answer in &answers[7..] {
            assert_eq!(answer.header("cache-control"), "no-store", "what belongs to somebody is kept nowhere");
        }
        assert_eq!(answers[2].status, 404, "a missing file is never the page");
        assert_eq!(answers[5].body, b"ready");
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop::strategy::Union::new([
        any::<bool>().prop_map(Value::from).boxed(),
        any::<i64>().prop_map(Value::from).boxed(),
        any::<f64>().prop_map(Value::from).boxed(),
        ".{0,40}".prop_map(Value::from).boxed(),
    ]);
    let key = prop::sample::select(vec![
        "project", "card", "email", "language", "new", "to", "version", "edit", "title", "x",
    ]);
    leaf.prop_recursive(4, 64, 6, move |inner| {
        prop::collection::hash_map(key.clone(), inner, 0..6).prop_map(|map| {
            Value::Object(map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
        })
    })
}
