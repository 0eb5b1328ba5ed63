//! What calls need: things that stand in a project, arguments with which each function succeeds, and what the database
//! holds of a project, so that a test can say that nothing has changed.

use std::collections::BTreeMap;

use app::{
    access::model::Role,
    board::model::Kind,
    fact::{book::Version, upload::Upload},
    id::{CardId, ColumnId, FileId, RuleId, ShareId, ViewId},
};
use serde_json::{Value, json};

use super::{Served, call};
use crate::world::{Actor, Place, World};

/// Things of a project that everybody of the project may reach.
#[derive(Debug, Clone, Copy)]
pub struct Things {
    /// Where they stand.
    pub place: Place,
    /// A card in Requests.
    pub card: CardId,
    /// The column Requests.
    pub requests: ColumnId,
    /// A category rule of the client.
    pub rule: RuleId,
    /// The version of the client's mapping.
    pub mapping: Version,
    /// A saved view of the report.
    pub view: ViewId,
    /// A saved view that was taken away a moment ago.
    pub removed_view: ViewId,
    /// A link to the report.
    pub share: ShareId,
}

impl Things {
    /// New things in a project.
    pub async fn new(world: &World, served: &Served, place: Place) -> Self {
        let lead = world.person(Role::Lead, place).await;
        let requests = column(world, place, Kind::Requests).await;
        let arguments = json!({"project": place.project, "new": new_card(requests)});
        let card = call(served, &lead, "create_card", &arguments).await.json();
        let see = json!({"project": place.project});
        let mapped = call(served, &lead, "open_mapping", &see).await.json();
        let edit = json!({"project": place.project, "base": mapped["version"], "edit": {"AddRule": {"rule": new_rule()}}});
        let mapping = call(served, &lead, "change_mapping", &edit).await.json();
        let mapped = call(served, &lead, "open_mapping", &see).await.json();
        let rule = mapped["book"]["rules"].as_array().and_then(|rules| rules.last()).unwrap();
        let view = view(served, &lead, place, "Kept").await;
        let removed_view = self::view(served, &lead, place, "Removed").await;
        let gone = json!({"project": place.project, "view": removed_view});
        assert_eq!(call(served, &lead, "remove_view", &gone).await.status, 200);
        let share = share(served, &lead, place).await;
        Self {
            place,
            view,
            removed_view,
            share,
            card: serde_json::from_value(card["id"].clone()).unwrap(),
            requests,
            rule: serde_json::from_value(rule["id"].clone()).unwrap(),
            mapping: serde_json::from_value(mapping).unwrap(),
        }
    }

    /// Arguments with which each function that asks who one is succeeds for whoever may call it.
    pub fn arguments(&self, upload: FileId, version: i64) -> BTreeMap<&'static str, Value> {
        let mut arguments = self.board_arguments(version);
        arguments.extend(self.fact_arguments(upload));
        arguments.extend(self.report_arguments());
        arguments.extend(self.view_arguments());
        arguments
    }

    /// Arguments of the functions that tell what a figure is made of.
    pub fn report_arguments(&self) -> BTreeMap<&'static str, Value> {
        let ask = json!({"question": "", "cell": "Total", "before": false, "rolled_up": []});
        let arguments = json!({"project": self.place.project, "ask": ask, "after": null});
        BTreeMap::from([("explain_sources", arguments.clone()), ("explain_lines", arguments)])
    }

    /// Arguments of the functions of people, projects and boards.
    pub fn board_arguments(&self, version: i64) -> BTreeMap<&'static str, Value> {
        let Self { place: Place { project, .. }, card, requests, .. } = *self;
        let edit = json!({"title": "Edited", "body": "", "tag": null, "assignee": null, "due": null, "estimate": null});
        let comment = |internal: bool| json!({"project": project, "card": card, "new": {"body": "Seen", "internal": internal}});
        BTreeMap::from([
            ("who_am_i", json!({})),
            ("speak", json!({"language": "ru"})),
            ("open_home", json!({})),
            ("open_project", json!({"project": project})),
            ("open_board", json!({"project": project})),
            ("open_card", json!({"project": project, "card": card})),
            ("create_card", json!({"project": project, "new": new_card(requests)})),
            ("edit_card", json!({"project": project, "card": card, "version": version, "edit": edit})),
            (
                "move_card",
                json!({"project": project, "card": card, "to": {"column": requests, "before": null}}),
            ),
            ("comment_card", comment(false)),
            ("comment_card-internal", comment(true)),
            ("log_hours", json!({"project": project, "card": card, "new": {"minutes": 30, "note": ""}})),
        ])
    }

    /// Arguments of the functions of saved views and links.
    pub fn view_arguments(&self) -> BTreeMap<&'static str, Value> {
        let Self { place: Place { project, .. }, view, removed_view, share, .. } = *self;
        let name = format!("View {}", uuid::Uuid::now_v7());
        BTreeMap::from([
            ("list_views", json!({"project": project})),
            ("save_view", json!({"project": project, "name": name, "question": "channel=VK"})),
            ("rename_view", json!({"project": project, "view": view, "name": "Kept"})),
            ("remove_view", json!({"project": project, "view": view})),
            ("restore_view", json!({"project": project, "view": removed_view})),
            ("list_shares", json!({"project": project})),
            (
                "share_view",
                json!({"project": project, "name": "For the bank", "question": "", "term": "week"}),
            ),
            ("revoke_share", json!({"project": project, "share": share})),
        ])
    }

    /// Arguments of the functions that bring facts in.
    pub fn fact_arguments(&self, upload: FileId) -> BTreeMap<&'static str, Value> {
        let project = self.place.project;
        let ask = json!({"field": "campaign", "unmapped": true, "search": "", "order": "money", "page": 0});
        let remove = json!({"RemoveRule": {"rule": self.rule}});
        BTreeMap::from([
            ("preview_file", json!({"project": project, "upload": upload, "plan": {}})),
            (
                "import_file",
                json!({"project": project, "upload": upload, "plan": {}, "good_rows_only": false}),
            ),
            ("list_files", json!({"project": project})),
            ("open_mapping", json!({"project": project})),
            ("list_names", json!({"project": project, "ask": ask})),
            ("try_change", json!({"project": project, "edit": remove})),
            ("change_mapping", json!({"project": project, "base": self.mapping, "edit": remove})),
            ("list_versions", json!({"project": project, "before": self.mapping})),
            ("open_version", json!({"project": project, "version": self.mapping})),
        ])
    }
}

/// The view of a name, saved when it is not there: there is an end to views.
async fn view(served: &Served, lead: &Actor, place: Place, name: &str) -> ViewId {
    let arguments = json!({"project": place.project, "name": name, "question": ""});
    // A name that is taken is refused, and then the view is there.
    call(served, lead, "save_view", &arguments).await;
    let views = call(served, lead, "list_views", &json!({"project": place.project})).await.json();
    let saved = views.as_array().and_then(|views| views.iter().find(|view| view["name"] == name)).unwrap();
    serde_json::from_value(saved["id"].clone()).unwrap()
}

/// A link, made when there is none: there is an end to links.
async fn share(served: &Served, lead: &Actor, place: Place) -> ShareId {
    let first =
        |answer: &Value| answer.as_array().and_then(|shares| shares.first()).map(|share| share["id"].clone());
    let there = call(served, lead, "list_shares", &json!({"project": place.project})).await.json();
    let id = if let Some(id) = first(&there) {
        id
    } else {
        let new = json!({"project": place.project, "name": "For the bank", "question": "", "term": "week"});
        first(&call(served, lead, "share_view", &new).await.json()["shares"]).unwrap()
    };
    serde_json::from_value(id).unwrap()
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

fn new_card(column: ColumnId) -> Value {
    json!({"column": column, "title": "Phone calls as leads", "body": "", "assignee": null})
}

fn new_rule() -> Value {
    json!({"field": "campaign", "test": "contains", "pattern": "fire", "to": {"Path": "Fireplaces"}})
}

/// A file of one row that an actor has sent, or an id that means nothing for somebody who cannot send.
pub fn upload(world: &World, actor: &Actor, place: Place) -> FileId {
    let Some(person) = actor.person else { return FileId::new() };
    let upload = Upload::begin(&world.uploads, place.project, person, "a.csv").unwrap();
    std::fs::write(upload.body(), "day,clicks\n2026-11-01,5\n").unwrap();
    upload.id
}

/// The version of a card.
pub async fn version(world: &World, card: CardId) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    let (version,) = app::one!(&mut tx, (i64,), "select version from card where id = $1", card).unwrap();
    version
}

macro_rules! rows {
    ($tx:expr, $row:ty, $($sql:literal, $bind:expr);+ $(;)?) => {{
        let mut all = String::new();
        $(
            let rows: Vec<$row> = app::all!($tx, $row, $sql, $bind).unwrap();
            all.push_str(&format!("{rows:?}\n"));
        )+
        all
    }};
}

/// Everything that the database holds of a project and its client, as one text.
pub async fn contents(world: &World, place: Place) -> String {
    let Place { client, project } = place;
    let mut tx = world.db.read().await.unwrap();
    let texts = rows!(&mut tx, (String, String, i64),
        "select slug, name, last_event + facts_version * 1000 + last_card * 1000000 from project where id = $1", project;
        "select kind, coalesce(name, ''), rank from board_column where project_id = $1 order by rank, kind", project;
        "select title, body, version * 1000 + rank from card where project_id = $1 order by number", project;
        "select body, '', at from card_comment where project_id = $1 order by id", project;
        "select note, '', minutes from card_hours where project_id = $1 order by id", project;
        "select body, '', seq from event where project_id = $1 order by seq", project;
        "select name, folded, cast(0 as bigint) from category where client_id = $1 order by id", client;
        "select pattern, test, rank from category_rule where client_id = $1 order by rank", client;
        "select change, '', number from mapping_version where client_id = $1 order by number", client;
        "select pattern, test, until from category_rule_was where client_id = $1 order by since, rank", client;
        "select name, known_as, until from category_was where client_id = $1 order by since, name", client;
        "select name, dimension, id from label where project_id = $1 order by id", project;
        "select name, folded, id from goal where project_id = $1 order by id", project;
        "select name || folded, question, created_at + coalesce(removed_at, 0) from report_view where project_id = $1 order by id", project;
        "select name || secret, question, expires_at + opened + coalesce(revoked_at, 0) from report_share where project_id = $1 order by id", project;
        "select name, sha256, number from fact_file where project_id = $1 order by number", project;
        "select coalesce(goals, ''), '', clicks + cost + line from fact where project_id = $1 order by day, line", project;
        "select name, role, created_at from person where client_id = $1 order by id", client;
    );
    let members =
        app::one!(&mut tx, (i64,), "select count(*) from member where project_id = $1", project).unwrap();
    format!("{texts}{members:?}")
}

/// Everything about who may do what: people, their roles, clients and places, as one text.
pub async fn rights(world: &World) -> String {
    let mut tx = world.db.read().await.unwrap();
    let people = app::all!(
        &mut tx,
        (app::id::PersonId, Option<app::id::ClientId>, String, String, bool),
        "select id, client_id, role, email, active from person order by id"
    )
    .unwrap();
    let members = app::all!(
        &mut tx,
        (app::id::ProjectId, app::id::PersonId),
        "select project_id, person_id from member order by project_id, person_id"
    )
    .unwrap();
    let projects = app::all!(
        &mut tx,
        (app::id::ProjectId, app::id::ClientId, String, String),
        "select id, client_id, slug, currency from project order by id"
    )
    .unwrap();
    format!("{people:?} {members:?} {projects:?}")
}
