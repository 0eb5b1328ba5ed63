//! Calls with bodies that make no sense: each is refused, none is a fault of the server, and none gets more than it may.

use std::collections::BTreeMap;

use app::access::model::Role;
use proptest::{
    prelude::{Strategy, any, prop},
    strategy::ValueTree,
    test_runner::TestRunner,
};
use serde_json::{Value, json};

use super::*;
use crate::http_world::{
    Answer, Served, call, request,
    things::{Things, contents, rights, upload},
};

/// Sends a body as it is.
async fn send(served: &Served, actor: &Actor, function: &str, body: impl Into<Body>) -> Answer {
    served.send(request(actor, function, &Value::Null).map(|_| body.into())).await
}

/// What no field is prepared for, as it stands in JSON.
fn poison() -> Vec<String> {
    let texts = [
        "\0",
        "\u{202e}\u{0}",
        "'; drop table card; --",
        "../../../etc/passwd",
        "{{7*7}}",
        "%s%n",
        "\u{ffff}",
    ];
    let long = ["x".repeat(500_000), "ж".repeat(30_000), "\n".repeat(100_000)];
    let texts = texts.iter().map(|text| (*text).to_owned()).chain(long).map(|text| json!(text).to_string());
    let raw = [
        "null",
        "true",
        "-1",
        "0",
        "1.5",
        "1e308",
        "1e999",
        "-0.0",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "18446744073709551615",
        "2147483647",
        "-2147483648",
        "99999999999999999999999999",
        "\"\"",
        "\"\\ud800\"",
        "[]",
        "[[[[]]]]",
        "{}",
        "{\"a\":{\"a\":{}}}",
        "\"00000000-0000-0000-0000-000000000000\"",
        "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"",
        "NaN",
        "Infinity",
    ];
    raw.iter().map(|text| (*text).to_owned()).chain(texts).collect()
}

/// The places of all values in some JSON, as pointers.
fn places(value: &Value, here: &str, all: &mut Vec<String>) {
    if let Value::Object(fields) = value {
        for (name, inner) in fields {
            let there = format!("{here}/{name}");
            all.push(there.clone());
            places(inner, &there, all);
        }
    }
}

/// The text of some JSON with one value replaced by a text that may be no JSON at all.
fn poisoned(value: &Value, place: &str, poison: &str) -> String {
    const MARK: &str = "the mark of a place";
    let mut marked = value.clone();
    *marked.pointer_mut(place).unwrap() = json!(MARK);
    marked.to_string().replace(&format!("\"{MARK}\""), poison)
}

/// The arguments of every function, also of those that are open to anybody.
fn everything(things: &Things, upload: app::id::FileId) -> BTreeMap<&'static str, Value> {
    let mut all = things.arguments(upload, 1);
    all.insert("log_in", json!({"email": "nobody@example.org", "password": "guess"}));
    all.insert("look_in", json!({}));
    all.insert("open_shared", json!({"secret": "guess"}));
    all.insert("set_up", json!({
        "secret": "guess", "agency": "A", "name": "B", "email": "b@example.org", "password": "long enough", "language": "en"
    }));
    for function in ["preview_file", "import_file"] {
        if let Some(plan) = all.get_mut(function).and_then(|arguments| arguments.get_mut("plan")) {
            *plan = json!({"picks": [], "source": "Calltouch", "dates": "day_first"});
        }
    }
    all
}

stories! {
    async fn nonsense_never_becomes_a_fault_of_the_server(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let mut bodies: Vec<String> = vec![
            String::new(), "{".into(), "null".into(), "[]".into(), "\"x\"".into(), "nul\0".into(), "\u{feff}{}".into(),
            "[".repeat(100_000), format!("{{\"project\":{}", "{\"a\":".repeat(10_000)), "1".repeat(500_000),
            format!("{{\"project\":{}{}}}", "[".repeat(120), "]".repeat(120)),
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
                let status = send(&served, &lead, function, body.clone()).await.status;
                assert!((200..500).contains(&status), "{function} answered {status} to {body:.200}");
            }
            let bytes = send(&served, &lead, function, vec![0xFF, 0xFE, b'{', 0, b'}', 0]).await;
            assert!(matches!(bytes.status, 200 | 400), "{function} answered {} to bytes that are no text", bytes.status);
            let huge = send(&served, &lead, function, vec![b' '; 2 * 1024 * 1024]).await;
            assert!(matches!(huge.status, 400 | 413), "{function} answered {} to two megabytes", huge.status);
        }
    }

    async fn no_value_of_a_wrong_kind_or_size_becomes_a_fault_of_the_server(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let things = Things::new(world, &served, world.ours).await;
        let before = rights(world).await;
        let mut tried = 0;
        for (function, arguments) in everything(&things, upload(world, &lead, world.ours)) {
            let mut all = Vec::new();
            places(&arguments, "", &mut all);
            for place in all {
                for poison in poison() {
                    let body = poisoned(&arguments, &place, &poison);
                    let answer = send(&served, &lead, door(function), body).await;
                    assert!(answer.status < 500, "{function}{place} = {poison:.100}: {answer:?}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 2000, "{tried} calls");
        assert_eq!(before, rights(world).await);
    }

    async fn a_key_that_comes_twice_is_refused(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let things = Things::new(world, &served, world.ours).await;
        let before = contents(world, world.ours).await;
        for (function, arguments) in everything(&things, upload(world, &lead, world.ours)) {
            for key in arguments.as_object().unwrap().keys() {
                let text = arguments.to_string();
                let twice = format!("{{\"{key}\":{},{}", arguments[key], &text[1..]);
                let answer = send(&served, &lead, door(function), twice).await;
                assert_eq!(answer.status, 400, "{function} took {key} twice: {answer:?}");
                if arguments[key].is_null() {
                    // What may be nothing may be left out.
                    continue;
                }
                let mut without = arguments.clone();
                without.as_object_mut().unwrap().remove(key);
                let answer = send(&served, &lead, door(function), without.to_string()).await;
                assert_eq!(answer.status, 400, "{function} did not miss {key}: {answer:?}");
            }
        }
        let nested = json!({"project": world.ours.project, "card": things.card}).to_string();
        let nested = format!("{},\"new\":{{\"body\":\"a\",\"internal\":true,\"internal\":false}}}}", &nested[..nested.len() - 1]);
        assert_eq!(send(&served, &lead, "comment_card", nested).await.status, 400);
        assert_eq!(before, contents(world, world.ours).await);
    }

    async fn fields_that_nobody_asked_for_give_nothing(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let owner = world.person(Role::Owner, world.ours).await;
        let things = Things::new(world, &served, world.ours).await;
        let before = rights(world).await;
        let extra = json!({
            "role": "admin", "agency_id": world.ours.client, "client_id": world.theirs.client, "client": world.theirs.client,
            "person": lead.person, "person_id": lead.person, "balance": i64::MAX, "status": "paid", "price": 1, "active": true,
            "created_by": lead.person, "author": lead.person, "author_id": lead.person, "is_internal": true, "internal_": true,
            "id": things.card, "number": 1, "rank": -1, "created_at": 0, "__proto__": {"role": "admin"}, "file": 1, "line": 1,
        });
        for actor in [&lead, &owner] {
            for (function, arguments) in everything(&things, upload(world, actor, world.ours)) {
                let mut arguments = arguments.clone();
                let nested: Vec<String> = arguments.as_object().unwrap().iter()
                    .filter(|(_, value)| value.is_object()).map(|(key, _)| format!("/{key}")).collect();
                for place in nested.iter().map(String::as_str).chain([""]) {
                    let target = arguments.pointer_mut(place).unwrap().as_object_mut().unwrap();
                    for (key, value) in extra.as_object().unwrap() {
                        target.entry(key).or_insert(value.clone());
                    }
                }
                let answer = call(&served, actor, door(function), &arguments).await;
                assert!(matches!(answer.status, 200 | 400 | 403 | 404 | 409), "{function}: {answer:?}");
                let written = answer.json();
                if let (200, Some(author)) = (answer.status, written.get("author").filter(|_| function == "create_card")) {
                    assert_eq!(author, &json!(actor.person), "{function} wrote in the name of somebody else");
                }
            }
        }
        assert_eq!(before, rights(world).await);
        let me = call(&served, &owner, "who_am_i", &json!({})).await.json();
        assert_eq!((&me["person"]["role"], &me["person"]["client"]), (&json!("owner"), &json!(world.ours.client)));
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
