//! Every door of the house against everybody: the table of permissions, written out once more by hand, and called over
//! HTTP as a stranger would.

#[path = "../../app/tests/world/mod.rs"]
mod world;

mod http_world;

use std::collections::BTreeMap;

use app::{
    access::model::{DOORS, Role},
    board::model::Kind,
    fact::upload::Upload,
    id::{CardId, ColumnId, FileId, RuleId},
};
use axum::http::{Request, header};
use http_world::{Served, call, cookie};
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
    upload/{project}      ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    preview_file          ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    import_file           ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    list_files            ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    list_rules            ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    add_rule              ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    remove_rule           ?       -      -       -        .            +         .        +     +      +       +       -      +        ?
    events/{project}      ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    open_board            ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    open_card             ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    create_card           ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    edit_card             ?       -      -       -        .            +         .        +     +      +       +       +      +        ?
    move_card             ?       -      -       -        .            +         .        +     +      +       +       +      +        ?
    comment_card          ?       +      +       +        .            +         .        +     +      +       +       +      +        ?
    log_hours             ?       -      -       -        .            +         .        +     +      +       +       +      +        ?
";

/// Doors that are open to anybody, and therefore not in the table.
const OPEN: [&str; 4] = ["log_in", "log_out", "set_up", "look_in"];

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
    let tried: Vec<&str> = rows[1..].iter().map(|row| row[0]).chain(OPEN).collect();
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

/// What calls need: things of ours that everybody of ours may reach.
struct Things {
    card: CardId,
    requests: ColumnId,
    rule: RuleId,
}

async fn column(world: &World, place: Place, kind: Kind) -> ColumnId {
    let mut tx = world.db.read().await.unwrap();
    let (id,) = app::one!(
        &mut tx,
        (ColumnId,),
        "select id from board_column where project_id = $1 and kind = $2",
        place.project,
        kind.word()
    )
    .unwrap();
    id
}

async fn things(world: &World, served: &Served, place: Place) -> Things {
    let lead = world.person(Role::Lead, place).await;
    let requests = column(world, place, Kind::Requests).await;
    let arguments = json!({"project": place.project, "new": new_card(requests)});
    let card = call(served, &lead, "create_card", &arguments).await.json();
    let rules = call(served, &lead, "add_rule", &new_rule(place)).await.json();
    let rule = rules.as_array().and_then(|rules| rules.last()).map(|rule| rule["id"].clone()).unwrap();
    Things {
        card: serde_json::from_value(card["id"].clone()).unwrap(),
        requests,
        rule: serde_json::from_value(rule).unwrap(),
    }
}

fn new_card(column: ColumnId) -> Value {
    json!({"column": column, "title": "Phone calls as leads", "body": "", "assignee": null})
}

fn new_rule(place: Place) -> Value {
    json!({
        "project": place.project, "field": "campaign", "test": "contains", "pattern": "fire", "category": "Fireplaces"
    })
}

/// A file of one row that an actor has sent, or an id that means nothing for somebody who cannot send.
fn upload(world: &World, actor: &Actor, place: Place) -> FileId {
    let Some(person) = actor.person else { return FileId::new() };
    let upload = Upload::begin(&world.uploads, place.project, person, "a.csv").unwrap();
    std::fs::write(upload.body(), "day,clicks\n2026-11-01,5\n").unwrap();
    upload.id
}

/// Arguments of the functions that bring facts in.
fn fact_arguments(place: Place, upload: FileId, rule: RuleId) -> BTreeMap<&'static str, Value> {
    let project = place.project;
    BTreeMap::from([
        ("preview_file", json!({"project": project, "upload": upload, "plan": {}})),
        ("import_file", json!({"project": project, "upload": upload, "plan": {}, "good_rows_only": false})),
        ("list_files", json!({"project": project})),
        ("list_rules", json!({"project": project})),
        ("add_rule", new_rule(place)),
        ("remove_rule", json!({"project": project, "rule": rule})),
    ])
}

async fn version(world: &World, card: CardId) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    let (version,) = app::one!(&mut tx, (i64,), "select version from card where id = $1", card).unwrap();
    version
}

/// Arguments with which each function succeeds for whoever may call it, in a project and with a card and a column.
fn arguments(project: Place, card: CardId, column: ColumnId, version: i64) -> BTreeMap<&'static str, Value> {
    let project = project.project;
    let edit =
        json!({"title": "Edited", "body": "", "tag": null, "assignee": null, "due": null, "estimate": null});
    BTreeMap::from([
        ("who_am_i", json!({})),
        ("speak", json!({"language": "ru"})),
        ("open_home", json!({})),
        ("open_project", json!({"project": project})),
        ("open_board", json!({"project": project})),
        ("open_card", json!({"project": project, "card": card})),
        ("create_card", json!({"project": project, "new": new_card(column)})),
        ("edit_card", json!({"project": project, "card": card, "version": version, "edit": edit})),
        ("move_card", json!({"project": project, "card": card, "to": {"column": column, "before": null}})),
        (
            "comment_card",
            json!({"project": project, "card": card, "new": {"body": "Seen", "internal": false}}),
        ),
        ("log_hours", json!({"project": project, "card": card, "new": {"minutes": 30, "note": ""}})),
    ])
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

/// Everything that the database holds of a project, as one text.
async fn contents(world: &World, place: Place) -> String {
    let mut tx = world.db.read().await.unwrap();
    let cards = app::all!(
        &mut tx,
        (CardId, ColumnId, i64, i64, String),
        "select id, column_id, rank, version, title from card where project_id = $1 order by number",
        place.project
    )
    .unwrap();
    let comments =
        app::one!(&mut tx, (i64,), "select count(*) from card_comment where project_id = $1", place.project)
            .unwrap();
    let hours =
        app::one!(&mut tx, (i64,), "select count(*) from card_hours where project_id = $1", place.project)
            .unwrap();
    let events =
        app::one!(&mut tx, (i64,), "select last_event from project where id = $1", place.project).unwrap();
    let facts = app::one!(&mut tx, (i64,), "select count(*) from fact where project_id = $1", place.project).unwrap();
    let rules =
        app::one!(&mut tx, (i64,), "select count(*) from category_rule where client_id = $1", place.client).unwrap();
    format!("{cards:?} {comments:?} {hours:?} {events:?} {facts:?} {rules:?}")
}

stories! {
    async fn each_role_and_a_stranger_against_each_door(world: &World) {
        let served = Served::new(world);
        let actors = actors(world).await;
        let rows = rows();
        let mut wrong = Vec::new();
        for row in &rows[1..] {
            for (who, mark) in rows[0].iter().zip(&row[1..]) {
                let things = things(world, &served, world.ours).await;
                let version = version(world, things.card).await;
                let mut arguments = arguments(world.ours, things.card, things.requests, version);
                arguments.extend(fact_arguments(world.ours, upload(world, &actors[who], world.ours), things.rule));
                let arguments = arguments.get(row[0]).cloned().unwrap_or_default();
                let status = knock(&served, &actors[who], row[0], world.ours, &arguments).await;
                let expected = match *mark { "+" => 200, "-" => 403, "." => 404, _ => 401 };
                if status != expected {
                    wrong.push(format!("{} as {who}: {status}, not {expected}", row[0]));
                }
            }
            assert_eq!(row.len(), rows[0].len() + 1, "{} is not tried by everybody", row[0]);
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn ids_of_another_client_lead_nowhere_and_change_nothing(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let owner = world.person(Role::Owner, world.ours).await;
        let ours = things(world, &served, world.ours).await;
        let theirs = things(world, &served, world.theirs).await;
        let version = version(world, theirs.card).await;
        let before = (contents(world, world.ours).await, contents(world, world.theirs).await);
        // Their project, in the body of every function that names one.
        for (function, arguments) in arguments(world.theirs, theirs.card, theirs.requests, version) {
            if arguments.get("project").is_some() {
                for actor in [&lead, &owner] {
                    assert_eq!(call(&served, actor, function, &arguments).await.status, 404, "{function} in their project");
                }
            }
        }
        for (function, arguments) in fact_arguments(world.theirs, upload(world, &lead, world.theirs), theirs.rule) {
            for actor in [&lead, &owner] {
                assert_eq!(call(&served, actor, function, &arguments).await.status, 404, "{function} in their project");
            }
        }
        let with_theirs = fact_arguments(world.ours, upload(world, &lead, world.theirs), theirs.rule);
        for function in ["preview_file", "import_file", "remove_rule"] {
            let status = call(&served, &lead, function, &with_theirs[function]).await.status;
            assert_eq!(status, 404, "{function} with something of theirs");
        }
        // Our project with their card, their column, or both.
        for (card, column) in [(theirs.card, ours.requests), (theirs.card, theirs.requests), (ours.card, theirs.requests)] {
            for (function, arguments) in arguments(world.ours, card, column, 1) {
                let names_theirs = arguments.to_string().contains(&theirs.card.to_string())
                    || arguments.to_string().contains(&theirs.requests.to_string());
                if names_theirs {
                    let status = call(&served, &lead, function, &arguments).await.status;
                    assert_eq!(status, 404, "{function} with something of theirs");
                }
            }
        }
        let after = (contents(world, world.ours).await, contents(world, world.theirs).await);
        assert_eq!(before, after);
    }

    async fn a_neighbour_in_a_move_is_of_the_same_board(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let (ours, theirs) = (things(world, &served, world.ours).await, things(world, &served, world.theirs).await);
        let to = json!({"column": ours.requests, "before": theirs.card});
        let arguments = json!({"project": world.ours.project, "card": ours.card, "to": to});
        assert!(matches!(call(&served, &lead, "move_card", &arguments).await.status, 404 | 409));
    }
}
