//! Every door of the house against everybody: the table of permissions, written out once more by hand, and called over
//! HTTP as a stranger would.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

mod http_world;

use std::collections::BTreeMap;

use app::access::model::{DOORS, Role};
use axum::http::{Request, header};
use http_world::{
    Served, call, cookie,
    things::{Things, contents, upload, version},
};
use serde_json::{Value, json};
use tower::ServiceExt;
use world::{Actor, Engine, Place, World};

/// What each gets: `+` done, `-` forbidden (403), `.` no such thing (404), `?` log in first (401).
const TABLE: &str = "
                      anonymous owner marketer sales other-client specialist elsewhere analyst lead account partner finance admin deactivated
    who_am_i              ?       +      +       +        +            +         +        +     +      +       +       +      +        ?
    speak                 ?       +      +       +        +            +         +        +     +      +       +       +      +        ?
    open_home             ?       +      +       +        +            +         +        +     +      +       +       +      +        ?
    open_project          ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    facts/{project}       ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    explain_sources       ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    explain_lines         ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    facts/{project}/older/{version} ? +    +       +        .            +         .        +     +      +       +       +      +        ?
    export/{project}      ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    list_views            ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    save_view             ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    rename_view           ?       -      -       -        .            -         .        +     +      -       +       -      +        ?
    remove_view           ?       -      -       -        .            -         .        +     +      -       +       -      +        ?
    restore_view          ?       -      -       -        .            -         .        +     +      -       +       -      +        ?
    list_shares           ?       +      +       -        .            +         .        +     +      +       +       -      +        ?
    share_view            ?       +      +       -        .            +         .        +     +      +       +       -      +        ?
    revoke_share          ?       +      +       -        .            +         .        +     +      +       +       -      +        ?
    upload/{project}      ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    preview_file          ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    import_file           ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    list_files            ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    open_mapping          ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    list_names            ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    try_change            ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    change_mapping        ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    list_versions         ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    open_version          ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    events/{project}      ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    open_board            ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    open_card             ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    create_card           ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    edit_card             ?       -      -       -        .            +         .        +     +      +       +       +      +        ?
    move_card             ?       -      -       -        .            +         .        +     +      +       +       +      +        ?
    comment_card          ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    comment_card-internal ?       -      -       -        .            +         .        +     +      +       +       +      +        ?
    log_hours             ?       -      -       -        .            +         .        +     +      +       +       +      +        ?
";

/// Doors that are open to anybody, and therefore not in the table.
const OPEN: [&str; 7] = ["log_in", "log_out", "set_up", "look_in", "fault", "open_shared", "shared"];

fn rows() -> Vec<Vec<&'static str>> {
    TABLE
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|row| !row.is_empty())
        .collect()
}

#[test]
fn every_door_is_in_the_table_and_every_server_function_has_a_door() {
    let rows = rows();
    let mut tried: Vec<&str> = rows[1..].iter().map(|row| door(row[0])).chain(OPEN).collect();
    tried.dedup();
    let doors: Vec<&str> = DOORS.iter().map(|(path, _)| path.trim_start_matches("/api/")).collect();
    for (path, method) in server_fn::axum::server_fn_paths() {
        assert_eq!(method, "POST", "{path} could be called by a link");
        assert!(doors.contains(&path.trim_start_matches("/api/")), "{path} has no row in DOORS");
    }
    for door in &doors {
        assert!(tried.contains(door), "{door} is tried by nobody: add it to the table");
    }
    assert_eq!(doors.len(), tried.len(), "the table tries something that is no door");
}

/// The door of a row, or the function of some arguments: what stands behind a hyphen is another way to knock at it.
fn door(row: &str) -> &str {
    row.split('-').next().unwrap_or(row)
}

/// Knocks at a door: a server function, or a route that is read.
async fn knock(served: &Served, actor: &Actor, door: &str, place: Place, arguments: &Value) -> u16 {
    if !door.contains('{') {
        return call(served, actor, door, arguments).await.status;
    }
    let path = format!("/api/{}", door.replace("{project}", &place.project.to_string()));
    let sends = door.starts_with("upload");
    let request = if sends { Request::post(path) } else { Request::get(path) };
    let body = if sends { "day,clicks\n2026-11-01,5\n" } else { "" };
    let request = request.header(header::COOKIE, cookie(actor)).body(axum::body::Body::from(body)).unwrap();
    // A stream of events never ends, so only its beginning is looked at.
    served.0.clone().oneshot(request).await.expect("a router answers").status().as_u16()
}

/// How often the facts of a project have changed: the second half of a cut is asked for by it.
async fn facts_version(world: &World, place: Place) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    app::report::store::state(&mut tx, place.project).await.unwrap().version
}

async fn actors(world: &World) -> BTreeMap<&'static str, Actor> {
    let deactivated = world.person(Role::Lead, world.ours).await;
    world.deactivate(&deactivated).await;
    let mut actors = BTreeMap::from([
        ("anonymous", world.visitor()),
        ("other-client", world.person(Role::Owner, world.theirs).await),
        ("elsewhere", world.bystander(Role::Specialist).await),
        ("deactivated", deactivated),
    ]);
    for role in Role::ALL {
        actors.insert(role.word(), world.person(*role, world.ours).await);
    }
    actors
}

/// Every route that some source of the server names.
fn read_routes(folder: &std::path::Path, routes: &mut Vec<String>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            read_routes(&path, routes);
        } else {
            let text = std::fs::read_to_string(path).unwrap();
            let named = text.split(".route(\"").skip(1);
            routes.extend(named.filter_map(|rest| rest.split('"').next().map(str::to_owned)));
        }
    }
}

#[test]
fn every_route_that_is_no_server_function_has_a_door_too() {
    let doors: Vec<&str> = DOORS.iter().map(|(path, _)| *path).collect();
    let mut routes = Vec::new();
    read_routes(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut routes);
    let open = ["/api/{function}", "/healthz", "/readyz", "/"];
    for route in &routes {
        assert!(
            open.contains(&route.as_str()) || doors.contains(&route.as_str()),
            "{route} has no row in DOORS"
        );
    }
    for door in doors.iter().filter(|door| door.contains('{')) {
        assert!(routes.iter().any(|route| route == door), "{door} is no route");
    }
}

stories! {
    async fn each_role_and_a_stranger_against_each_door(world: &World) {
        let served = Served::new(world);
        let actors = actors(world).await;
        let rows = rows();
        let mut wrong = Vec::new();
        for row in &rows[1..] {
            for (who, mark) in rows[0].iter().zip(&row[1..]) {
                let things = Things::new(world, &served, world.ours).await;
                let version = version(world, things.card).await;
                let arguments = things.arguments(upload(world, &actors[who], world.ours), version);
                let arguments = arguments.get(row[0]).cloned().unwrap_or_default();
                let before = if *mark == "+" { String::new() } else { contents(world, world.ours).await };
                let facts = facts_version(world, world.ours).await.to_string();
                let door = door(row[0]).replace("{version}", &facts);
                let status = knock(&served, &actors[who], &door, world.ours, &arguments).await;
                let expected = match *mark { "+" => 200, "-" => 403, "." => 404, _ => 401 };
                if status != expected {
                    wrong.push(format!("{} as {who}: {status}, not {expected}", row[0]));
                }
                if *mark != "+" && before != contents(world, world.ours).await {
                    wrong.push(format!("{} as {who} was refused and changed something", row[0]));
                }
            }
            assert_eq!(row.len(), rows[0].len() + 1, "{} is not tried by everybody", row[0]);
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn ids_of_another_client_lead_nowhere_and_change_nothing(world: &World) {
        let served = Served::new(world);
        let ours = Things::new(world, &served, world.ours).await;
        let theirs = Things::new(world, &served, world.theirs).await;
        let visitors = [
            world.person(Role::Lead, world.ours).await,
            world.person(Role::Owner, world.ours).await,
            world.person(Role::Sales, world.ours).await,
            world.person(Role::Analyst, world.ours).await,
        ];
        let their_lead = world.person(Role::Lead, world.theirs).await;
        let colleague = world.person(Role::Specialist, world.ours).await;
        let before = (contents(world, world.ours).await, contents(world, world.theirs).await);
        for visitor in &visitors {
            let version = version(world, theirs.card).await;
            let uploads = [upload(world, visitor, world.ours), upload(world, visitor, world.theirs)];
            // Their project in the path, and in the body of every function that names one, with their things and with ours.
            for place in ["facts/{project}", "facts/{project}/older/0", "export/{project}", "events/{project}", "upload/{project}"] {
                let status = knock(&served, visitor, place, world.theirs, &Value::Null).await;
                assert_eq!(status, 404, "{place} of theirs");
            }
            for things in [theirs, Things { place: world.theirs, ..ours }] {
                for (function, arguments) in uploads.iter().flat_map(|upload| things.arguments(*upload, version)) {
                    if arguments.get("project").is_some() {
                        let status = call(&served, visitor, door(function), &arguments).await.status;
                        assert_eq!(status, 404, "{function} in their project: {arguments}");
                    }
                }
            }
        }
        // Our project with their card, their column, their rule, their upload, or several of them.
        let lead = &visitors[0];
        let foreign = [
            theirs.card.to_string(),
            theirs.requests.to_string(),
            theirs.rule.to_string(),
            theirs.view.to_string(),
            theirs.share.to_string(),
        ];
        for mask in 1..32 {
            let pick = |bit: i32| mask & bit != 0;
            let mixed = Things {
                place: world.ours,
                card: if pick(1) { theirs.card } else { ours.card },
                requests: if pick(2) { theirs.requests } else { ours.requests },
                rule: if pick(4) { theirs.rule } else { ours.rule },
                mapping: ours.mapping,
                view: if pick(8) { theirs.view } else { ours.view },
                removed_view: if pick(8) { theirs.view } else { ours.removed_view },
                share: if pick(16) { theirs.share } else { ours.share },
            };
            let files = mixed.fact_arguments(app::id::FileId::new());
            let all = mixed.board_arguments(1).into_iter().chain(files).chain(mixed.view_arguments());
            for (function, arguments) in all {
                if foreign.iter().any(|id| arguments.to_string().contains(id)) {
                    let status = call(&served, lead, door(function), &arguments).await.status;
                    assert_eq!(status, 404, "{function} with something of theirs: {arguments}");
                }
            }
        }
        // An upload of theirs, of a colleague, and of one's own to another project.
        for foreign in [
            upload(world, &their_lead, world.theirs),
            upload(world, &colleague, world.ours),
            upload(world, lead, world.theirs),
        ] {
            for function in ["preview_file", "import_file"] {
                let status = call(&served, lead, function, &ours.fact_arguments(foreign)[function]).await.status;
                assert_eq!(status, 404, "{function} of somebody else's upload");
            }
        }
        let after = (contents(world, world.ours).await, contents(world, world.theirs).await);
        assert_eq!(before, after);
    }

    async fn a_missing_thing_and_one_of_another_client_get_the_same_answer(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let theirs = Things::new(world, &served, world.theirs).await;
        let nowhere = world::Place { project: app::id::ProjectId::new(), ..world.theirs };
        let upload = upload(world, &lead, world.ours);
        let missing = Things { place: nowhere, ..theirs }.arguments(upload, 1);
        for (function, arguments) in theirs.arguments(upload, 1) {
            if arguments.get("project").is_some() {
                let foreign = call(&served, &lead, door(function), &arguments).await;
                let missing = call(&served, &lead, door(function), &missing[function]).await;
                assert_eq!((foreign.status, &foreign.body), (missing.status, &missing.body), "{function}");
                let names = |answer: &http_world::Answer| answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
                assert_eq!(names(&foreign), names(&missing), "{function}");
            }
        }
    }

    async fn people_named_inside_a_call_are_of_the_same_project(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let ours = Things::new(world, &served, world.ours).await;
        let theirs = Things::new(world, &served, world.theirs).await;
        let strangers = [
            world.person(Role::Owner, world.theirs).await,
            world.person(Role::Lead, world.theirs).await,
            world.bystander(Role::Specialist).await,
        ];
        let before = contents(world, world.ours).await;
        for stranger in &strangers {
            let mut create = ours.board_arguments(1)["create_card"].clone();
            create["new"]["assignee"] = json!(stranger.person);
            assert_eq!(call(&served, &lead, "create_card", &create).await.status, 403);
            let mut edit = ours.board_arguments(version(world, ours.card).await)["edit_card"].clone();
            edit["edit"]["assignee"] = json!(stranger.person);
            assert_eq!(call(&served, &lead, "edit_card", &edit).await.status, 403);
        }
        for neighbour in [theirs.card, app::id::CardId::new()] {
            let to = json!({"column": ours.requests, "before": neighbour});
            let arguments = json!({"project": world.ours.project, "card": ours.card, "to": to});
            assert_eq!(call(&served, &lead, "move_card", &arguments).await.status, 404);
        }
        assert_eq!(before, contents(world, world.ours).await);
    }

    async fn who_left_a_project_has_left_it_at_the_next_call(world: &World) {
        let served = Served::new(world);
        let specialist = world.person(Role::Specialist, world.ours).await;
        let things = Things::new(world, &served, world.ours).await;
        let arguments = things.arguments(upload(world, &specialist, world.ours), 1);
        assert_eq!(call(&served, &specialist, "open_board", &arguments["open_board"]).await.status, 200);
        let mut tx = world.db.write().await.unwrap();
        app::exec!(&mut tx, "delete from member where person_id = $1", specialist.person.unwrap()).unwrap();
        tx.commit().await.unwrap();
        for (function, arguments) in arguments {
            if arguments.get("project").is_some() {
                assert_eq!(call(&served, &specialist, door(function), &arguments).await.status, 404, "{function}");
            }
        }
    }
}
