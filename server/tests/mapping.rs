//! The mapping as somebody hostile would ask for it: expressions that explode, patterns that are too long, numbers that
//! mean nothing. Everything is answered soon, and nothing changes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

mod http_world;

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use app::{access::model::Role, fact::upload::Upload};
use http_world::{
    Served, call,
    things::{Things, contents},
};
use serde_json::{Value, json};
use world::{Actor, Engine, World};

/// An answer to anything here comes within this time, however slow the machine is.
const SOON: Duration = Duration::from_secs(5);

/// Facts with names on which a backtracking engine would think for ever.
async fn fill(served: &Served, world: &World, analyst: &Actor) {
    let person = analyst.person.unwrap();
    let upload = Upload::begin(&world.uploads, world.ours.project, person, "names.csv").unwrap();
    let mut text = "day,campaign,cost,leads\n".to_owned();
    for nth in 0..400 {
        writeln!(text, "2026-11-01,{}{nth}!,1,1", "a".repeat(290)).unwrap();
    }
    std::fs::write(upload.body(), text).unwrap();
    let arguments =
        json!({"project": world.ours.project, "upload": upload.id, "plan": {}, "good_rows_only": false});
    let imported = call(served, analyst, "import_file", &arguments).await;
    assert_eq!(imported.json()["Done"]["inserted"], json!(400), "{imported:?}");
}

fn rule(test: &str, pattern: &str) -> Value {
    json!({"AddRule": {"rule": {"field": "campaign", "test": test, "pattern": pattern, "to": {"Path": "Elsewhere"}}}})
}

stories! {
    async fn expressions_that_explode_are_answered_soon_and_change_nothing(world: &World) {
        let served = Served::new(world);
        let analyst = world.person(Role::Analyst, world.ours).await;
        fill(&served, world, &analyst).await;
        let project = world.ours.project;
        let before = contents(world, world.ours).await;
        let deep = "(".repeat(150) + &")".repeat(150);
        for (pattern, status) in [
            ("(a*)*b", 200),
            ("(a+)+$", 200),
            ("(a|aa)+$", 200),
            ("(.*.*.*.*.*)*x", 200),
            ("^(([a-z])+.)+[A-Z]([a-z])+$", 200),
            ("a{1000}{1000}", 422),
            (r"(\pL{50}){50}", 422),
            (r"(\w{90}){90}", 422),
            (deep.as_str(), 422),
            ("(?=a)a", 422),
            ("[", 422),
        ] {
            let begun = Instant::now();
            let answer = call(&served, &analyst, "try_change", &json!({"project": project, "edit": rule("matches", pattern)})).await;
            assert!(begun.elapsed() < SOON, "{pattern} took {:?}", begun.elapsed());
            // What is too slow for these names is refused as well; what is fine is answered.
            let fine = answer.status == status || answer.status == 422;
            assert!(fine, "{pattern}: {} {}", answer.status, String::from_utf8_lossy(&answer.body));
            if status == 422 {
                assert!(answer.json()["Invalid"]["rule"]["Expression"]["flaw"].is_string(), "{pattern}: {:?}", answer.json());
            }
        }
        assert_eq!(contents(world, world.ours).await, before);
    }

    async fn patterns_without_measure_are_refused(world: &World) {
        let served = Served::new(world);
        let things = Things::new(world, &served, world.ours).await;
        let analyst = world.person(Role::Analyst, world.ours).await;
        let before = contents(world, world.ours).await;
        let project = world.ours.project;
        let names: Vec<String> = (0..1001).map(|nth| nth.to_string()).collect();
        let long = "a".repeat(10 * 1024);
        for edit in [
            rule("matches", &long),
            rule("contains", &long),
            rule("contains", ""),
            rule("contains", "a\u{0}b"),
            rule("like", "a"),
            json!({"Assign": {"field": "campaign", "names": names, "to": {"Path": "a"}}}),
            json!({"Assign": {"field": "campaign", "names": [], "to": {"Path": "a"}}}),
            json!({"Assign": {"field": "price", "names": ["a"], "to": {"Path": "a"}}}),
            json!({"AddCategory": {"parent": null, "name": ""}}),
            json!({"Restore": {"version": "1; drop table fact"}}),
            json!({"Destroy": {}}),
            json!(null),
        ] {
            for function in ["try_change", "change_mapping"] {
                let arguments = json!({"project": project, "base": things.mapping, "edit": edit});
                let answer = call(&served, &analyst, function, &arguments).await;
                assert_eq!(answer.status, 400, "{function}: {edit} {}", String::from_utf8_lossy(&answer.body));
            }
        }
        for version in [-1, things.mapping.0 + 1, i64::MAX, i64::MIN] {
            let edit = json!({"Restore": {"version": version}});
            let arguments = json!({"project": project, "base": things.mapping, "edit": edit});
            assert_eq!(call(&served, &analyst, "change_mapping", &arguments).await.status, 404, "{version}");
            let arguments = json!({"project": project, "version": version});
            assert_eq!(call(&served, &analyst, "open_version", &arguments).await.status, 404, "{version}");
            let stale = json!({"project": project, "base": version, "edit": rule("contains", "b")});
            assert_eq!(call(&served, &analyst, "change_mapping", &stale).await.status, 409, "{version}");
        }
        let page = json!({"field": "campaign", "unmapped": false, "search": long, "order": "name", "page": usize::MAX / 8});
        let answer = call(&served, &analyst, "list_names", &json!({"project": project, "ask": page})).await;
        assert_eq!((answer.status, &answer.json()["rows"]), (200, &json!([])));
        assert_eq!(contents(world, world.ours).await, before);
    }
}
