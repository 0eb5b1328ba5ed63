//! A long hostile file through the doors that a browser uses: sent, looked at, refused, read in by its good rows, and read
//! in again without changing anything.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

#[path = "../../app/tests/world/spoilt.rs"]
mod spoilt;

mod http_world;

use app::access::model::Role;
use axum::{
    body::Body,
    http::{Request, header},
};
use http_world::{Answer, Served, call, cookie, things::contents};
use serde_json::json;
use spoilt::Spoilt;
use world::{Actor, Engine, World};

/// Sends a file in pieces, as a browser does, and tells its upload.
async fn send(served: &Served, actor: &Actor, world: &World, bytes: &[u8]) -> Answer {
    let pieces: Vec<Result<Vec<u8>, std::io::Error>> =
        bytes.chunks(60_000).map(|piece| Ok(piece.to_vec())).collect();
    let path = format!("/api/upload/{}?name=%D0%9E%D1%82%D1%87%D1%91%D1%82.csv", world.ours.project);
    let request = Request::post(path)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, http_world::ORIGIN)
        .header(header::COOKIE, cookie(actor))
        .body(Body::from_stream(futures::stream::iter(pieces)))
        .unwrap();
    served.send(request).await
}

async fn sums(world: &World) -> (i64, i64) {
    let mut tx = world.db.read().await.unwrap();
    app::one!(
        &mut tx,
        (i64, i64),
        "select count(*), cast(coalesce(sum(cost), 0) as bigint) from fact where project_id = $1",
        world.ours.project
    )
    .unwrap()
}

fn waiting(world: &World) -> usize {
    let folders = std::fs::read_dir(world.uploads.join(world.ours.project.to_string()));
    let people = folders.into_iter().flatten().flatten();
    people.flat_map(|person| std::fs::read_dir(person.path()).unwrap()).count()
}

stories! {
    async fn ten_megabytes_with_every_bad_row(world: &World) {
        let served = Served::new(world);
        let analyst = world.person(Role::Analyst, world.ours).await;
        let file = Spoilt::ten_megabytes();
        let upload = send(&served, &analyst, world, &file.bytes).await;
        assert_eq!(upload.status, 200, "{upload:?}");
        let look = json!({"project": world.ours.project, "upload": upload.json(), "plan": {}});
        let before = contents(world, world.ours).await;

        let preview = call(&served, &analyst, "preview_file", &look).await.json();
        assert_eq!((&preview["good"], &preview["refused"]), (&json!(file.good), &json!(file.bad.len())));
        let problems = preview["problems"].as_array().unwrap();
        for (line, column, _) in &file.bad {
            let said = problems.iter().find(|problem| problem["line"] == *line);
            let said = said.unwrap_or_else(|| panic!("nothing is said about line {line}"));
            assert_eq!(said["column"].as_str(), *column, "line {line}");
        }

        let read_in = |good_rows_only: bool| {
            let mut arguments = look.clone();
            arguments["good_rows_only"] = json!(good_rows_only);
            arguments
        };
        let refused = call(&served, &analyst, "import_file", &read_in(false)).await;
        assert_eq!((refused.status, &refused.json()["Refused"]), (200, &preview));
        assert_eq!(contents(world, world.ours).await, before, "all or nothing: nothing");
        assert_eq!(waiting(world), 1, "the file waits, so that one can choose otherwise");

        let done = call(&served, &analyst, "import_file", &read_in(true)).await.json();
        let outcome = |inserted: u64, unchanged: u64| {
            json!({"Done": {"inserted": inserted, "changed": 0, "unchanged": unchanged, "refused": file.bad.len()}})
        };
        assert_eq!(done, outcome(file.good, 0));
        assert_eq!(sums(world).await, (i64::try_from(file.good).unwrap(), file.cost));
        assert_eq!(waiting(world), 0, "nothing of it stays behind");

        let upload = send(&served, &analyst, world, &file.bytes).await.json();
        let again = json!({"project": world.ours.project, "upload": upload, "plan": {}, "good_rows_only": true});
        assert_eq!(call(&served, &analyst, "import_file", &again).await.json(), outcome(0, file.good));
        assert_eq!(sums(world).await, (i64::try_from(file.good).unwrap(), file.cost));
    }

    async fn an_upload_that_breaks_off_or_is_too_long_leaves_nothing(world: &World) {
        let served = Served::new(world);
        let analyst = world.person(Role::Analyst, world.ours).await;
        let path = format!("/api/upload/{}?name=a.csv", world.ours.project);
        let request = |length: &str, body: Body| {
            Request::post(&path)
                .header(header::ORIGIN, http_world::ORIGIN)
                .header(header::HOST, "127.0.0.1:8080")
                .header(header::CONTENT_LENGTH, length)
                .header(header::COOKIE, cookie(&analyst))
                .body(body)
                .unwrap()
        };
        let long = served.send(request("268435457", Body::empty())).await;
        assert_eq!((long.status, long.json()), (413, json!({"Refused": {"TooLarge": {"mebibytes": 256}}})));
        let broken = futures::stream::iter([Ok(b"day,clicks\n".to_vec()), Err(std::io::Error::other("the sender is gone"))]);
        assert_eq!(served.send(request("1000", Body::from_stream(broken))).await.status, 503);
        assert_eq!(waiting(world), 0);
    }

    async fn names_of_uploads_lead_nowhere(world: &World) {
        let served = Served::new(world);
        let analyst = world.person(Role::Analyst, world.ours).await;
        for name in ["..%2F..%2Fevil", "%2Fetc%2Fpasswd", "..", "a%00b", "%E2%80%AEvsc.exe", "C%3A%5Cx.csv", "", "%F0%9F%98%80"] {
            let path = format!("/api/upload/{}?name={name}", world.ours.project);
            let request = Request::post(path)
                .header(header::ORIGIN, http_world::ORIGIN)
                .header(header::HOST, "127.0.0.1:8080")
                .header(header::COOKIE, cookie(&analyst))
                .body(Body::from("day,clicks\n2026-11-01,5\n"))
                .unwrap();
            let upload = served.send(request).await;
            assert_eq!(upload.status, 200, "{name}");
            let arguments = json!({"project": world.ours.project, "upload": upload.json(), "plan": {}, "good_rows_only": false});
            assert_eq!(call(&served, &analyst, "import_file", &arguments).await.status, 200, "{name}");
        }
        let files = call(&served, &analyst, "list_files", &json!({"project": world.ours.project})).await.json();
        for file in files.as_array().unwrap() {
            let name = file["name"].as_str().unwrap();
            assert!(!name.contains(['/', '\\', '\0', '\u{202e}']) && !name.is_empty(), "{name:?}");
        }
        let data = world.uploads.parent().unwrap();
        let beside: Vec<String> = std::fs::read_dir(data).unwrap().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        assert!(beside.iter().all(|name| name == "uploads" || name.starts_with("kabinet.db")), "{beside:?}");
        assert_eq!(waiting(world), 0);
    }
}
