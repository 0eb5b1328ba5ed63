//! Calls that a page of another site makes, and calls that are none.

use app::access::model::Role;
use axum::{
    body::Body,
    http::{Method, Request},
};
use serde_json::json;

use super::*;
use crate::http_world::{
    Served, call, cookie, request,
    things::{Things, contents, upload},
};

/// What browsers say when a page of another site makes a call: with JSON that another site managed to send, from a
/// subdomain, from a sandboxed frame, from another port, and from browsers that tell less.
const EVIL: &[&[(&str, Option<&str>)]] = &[
    &[("sec-fetch-site", Some("cross-site")), ("origin", Some("https://evil.example"))],
    &[
        ("sec-fetch-site", Some("cross-site")),
        ("sec-fetch-mode", Some("no-cors")),
        ("origin", Some("https://evil.example")),
    ],
    &[("sec-fetch-site", Some("cross-site")), ("sec-fetch-mode", Some("navigate")), ("origin", Some("null"))],
    &[("sec-fetch-site", Some("same-site")), ("origin", Some("http://other.127.0.0.1:8080"))],
    &[("sec-fetch-site", Some("same-site")), ("origin", Some("http://127.0.0.1:8081"))],
    &[("sec-fetch-site", Some("cross-site")), ("origin", None)],
    &[("sec-fetch-site", None), ("origin", Some("https://evil.example"))],
    &[("sec-fetch-site", None), ("origin", Some("null"))],
    &[("sec-fetch-site", None), ("origin", Some("http://127.0.0.1:8081"))],
    &[("sec-fetch-site", None), ("origin", Some("http://127.0.0.1:8080.evil.example"))],
    &[("sec-fetch-site", None), ("origin", None), ("referer", Some("https://evil.example/"))],
    &[("sec-fetch-site", None), ("origin", None), ("referer", Some("https://127.0.0.1:8080.evil.example/"))],
    &[
        ("sec-fetch-site", None),
        ("origin", None),
        ("referer", Some("https://evil.example/http://127.0.0.1:8080/")),
    ],
    &[("sec-fetch-site", None), ("origin", None), ("referer", Some("https://127.0.0.1:8080@evil.example/"))],
];

stories! {
    async fn a_server_function_is_called_as_the_client_calls_it_or_not_at_all(world: &World) {
        let served = Served::new(world);
        let nobody = world.visitor();
        for function in every_function() {
            let path = format!("/api/{function}");
            for method in [Method::GET, Method::HEAD, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS] {
                let wrong = with(request(&nobody, function, &json!({})), &[]);
                let (mut parts, body) = wrong.into_parts();
                parts.method = method.clone();
                assert_eq!(served.send(Request::from_parts(parts, body)).await.status, 405, "{method} {function}");
            }
            let link = Request::get(format!("{path}?project={}&language=uk", world.ours.project)).body(Body::empty()).unwrap();
            assert_eq!(served.send(link).await.status, 405, "GET {function} with arguments");
            for kind in [
                None,
                Some("text/plain"),
                Some("text/plain; application/json"),
                Some("application/x-www-form-urlencoded"),
                Some("multipart/form-data; boundary=application/json"),
                Some("application/cbor"),
                Some("application/jsonp"),
            ] {
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
        let lead = world.person(Role::Lead, world.ours).await;
        let things = Things::new(world, &served, world.ours).await;
        let before = contents(world, world.ours).await;
        for (function, arguments) in things.arguments(upload(world, &lead, world.ours), 1) {
            for headers in EVIL {
                let answer = served.send(with(request(&lead, door(function), &arguments), headers)).await;
                assert_eq!((answer.status, answer.header("location")), (403, ""), "{function} {headers:?}");
                assert_eq!(answer.header("access-control-allow-origin"), "");
            }
        }
        for headers in EVIL {
            let path = format!("/api/upload/{}?name=a.csv", world.ours.project);
            let file = Request::post(path).header("cookie", cookie(&lead)).header("host", "127.0.0.1:8080");
            let file = with(file.body(Body::from("day,clicks\n2026-11-01,5\n")).unwrap(), headers);
            assert_eq!(served.send(file).await.status, 403, "an upload {headers:?}");
        }
        assert_eq!(before, contents(world, world.ours).await, "nothing changed");
        let me = call(&served, &lead, "who_am_i", &json!({})).await.json();
        assert_eq!(me["language"], "en");
        let speak = || request(&lead, "speak", &json!({"language": "uk"}));
        assert_eq!(served.send(speak()).await.status, 200);
        let own_page = with(speak(), &[("referer", Some("http://127.0.0.1:8080/p/a/report"))]);
        assert_eq!(served.send(own_page).await.status, 200);
    }

    async fn nobody_is_logged_in_or_out_by_another_site(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let email = give_password(world, &lead).await;
        for headers in EVIL {
            let login = request(&world.visitor(), "log_in", &json!({"email": email, "password": PASSWORD}));
            let answer = served.send(with(login, headers)).await;
            assert_eq!((answer.status, answer.header("set-cookie")), (403, ""), "{headers:?}");
            assert_eq!(served.send(with(request(&lead, "log_out", &json!({})), headers)).await.status, 403);
        }
        assert_eq!(call(&served, &lead, "who_am_i", &json!({})).await.status, 200, "still logged in");
    }

    async fn what_an_image_or_a_script_of_another_site_asks_for_changes_nothing(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let before = contents(world, world.ours).await;
        for (path, _) in app::access::model::DOORS {
            let path = path.replace("{project}", &world.ours.project.to_string()).replace("{version}", "0");
            if path.contains("/events/") {
                continue;
            }
            for (destination, accept) in [("image", "image/*"), ("script", "*/*"), ("iframe", "text/html")] {
                let asked = Request::get(&path)
                    .header("cookie", cookie(&lead))
                    .header("sec-fetch-site", "cross-site")
                    .header("sec-fetch-mode", "no-cors")
                    .header("sec-fetch-dest", destination)
                    .header("accept", accept);
                let answer = served.send(asked.body(Body::empty()).unwrap()).await;
                let status = if path.contains("/facts/") || path.contains("/export/") { 200 } else { 405 };
                assert_eq!(answer.status, status, "{path} as {destination}");
                assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "no other site may read it");
                assert_eq!((answer.header("x-content-type-options"), answer.header("x-frame-options")), ("nosniff", "DENY"));
            }
        }
        assert_eq!(before, contents(world, world.ours).await);
    }
}
