//! The demonstration agency on both engines: everything that was promised is there, and every page of it opens.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use app::{
    access::{
        grant::Console,
        model::{Language, Role},
        store as access,
    },
    board::{
        model::{Board, Card, Kind, Side},
        store as board,
    },
    db::{Db, Tx},
    fact::{model::Measure, store as fact},
    id::ProjectId,
    iteration::model::Iteration,
    project::{
        model::{Home, Service},
        store::{self as projects, ProjectRow},
    },
    report::cut,
    time::{Clock, Day},
};
use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use server::{
    config::BaseUrl,
    demo::{
        agency::{Made, Wish, make},
        people::{PASSWORD, PEOPLE, to_try},
        texts::Texts,
    },
    house::House,
    http,
};
use tower::ServiceExt;
use world::{BEGINNING, Engine, empty_database};

fn wish(language: Language) -> Wish {
    Wish { language, today: Day::of(2026, 11, 22).unwrap(), seed: 1 }
}

async fn make_in(db: &Db, language: Language) -> Option<Made> {
    let console = Console::new(db.clone(), Clock::fixed(BEGINNING));
    make(&console, &Texts::of(language).unwrap(), wish(language)).await.unwrap()
}

#[tokio::test]
async fn everything_is_there_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let db = empty_database(Engine::Sqlite, folder.path()).await;
    everything_is_there(&db, Language::Ru).await;
    every_role_finds_its_projects(&db, folder.path()).await;
}

#[tokio::test]
async fn everything_is_there_on_postgres() {
    let folder = tempfile::tempdir().unwrap();
    let db = empty_database(Engine::Postgres, folder.path()).await;
    everything_is_there(&db, Language::Uk).await;
}

#[tokio::test]
async fn the_same_seed_and_day_make_the_same_agency() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [one, other] = folders.each_ref().map(|folder| empty_database(Engine::Sqlite, folder.path()));
    let (one, other) = (one.await, other.await);
    let made = tokio::join!(make_in(&one, Language::En), make_in(&other, Language::En));
    assert_eq!(made.0, made.1);
    assert_eq!(essence(&one).await, essence(&other).await);
}

#[tokio::test]
async fn an_agency_of_real_people_is_left_alone() {
    let world = world::World::new(Engine::Sqlite).await;
    assert_eq!(make_in(&world.db, Language::En).await, None);
    let mut tx = world.db.read().await.unwrap();
    assert_eq!(projects::projects(&mut tx, None, None).await.unwrap().len(), 2);
    assert!(!Console::new(world.db.clone(), Clock::fixed(BEGINNING)).is_demo().await.unwrap());
}

async fn everything_is_there(db: &Db, language: Language) {
    let made = make_in(db, language).await.unwrap();
    assert!((made.clients, made.projects) == (3, 5) && (55..=75).contains(&made.cards), "{made:?}");
    assert!((230_000..300_000).contains(&made.facts), "{made:?}");
    assert_eq!(make_in(db, language).await, None, "a second one is not made");

    let mut tx = db.read().await.unwrap();
    assert!(access::agency(&mut tx).await.unwrap().unwrap().1);
    let rows = projects::projects(&mut tx, None, None).await.unwrap();
    let services: BTreeSet<Service> = rows.iter().map(|row| row.listed(BEGINNING).unwrap().service).collect();
    assert_eq!((rows.len(), services.len()), (5, 5));
    let mut facts = 0;
    for row in &rows {
        facts += sound_facts(&mut tx, row).await;
        sound_board(&mut tx, row.id).await;
    }
    assert_eq!(facts, made.facts);
    let largest =
        rows.iter().find(|row| row.listed(BEGINNING).unwrap().slug.as_str() == "kaminhaus-ppc").unwrap();
    let Iteration { number, first, .. } = largest.listed(BEGINNING).unwrap().iteration;
    assert_eq!((number, wish(language).today.since(first)), (8, 20));
}

/// Facts of fourteen months, in a tree of three levels, some of them unmapped. Tells how many there are.
async fn sound_facts(tx: &mut Tx, row: &ProjectRow) -> u64 {
    let dictionary = fact::dictionary(tx, row.id).await.unwrap();
    let deepest = dictionary.tree().nodes().map(|node| dictionary.tree().path(node.id).len()).max();
    assert_eq!((deepest, dictionary.goals.len()), (Some(3), 2));
    let (mut days, mut facts, mut unmapped, mut leads) = (BTreeSet::new(), 0_u64, 0_u64, 0);
    let mut each = |fact: app::fact::model::FactRow| {
        facts += 1;
        leads += fact.measures.of(Measure::Leads);
        assert!(fact.file > 0 && fact.line > 1);
        match dictionary.category(&fact.keys) {
            Some(category) => assert_eq!(dictionary.tree().path(category).len(), 3),
            None => unmapped += 1,
        }
        days.insert(fact.day);
    };
    fact::scan(tx, row.id, &mut each).await.unwrap();
    assert!(unmapped * 100 > facts && unmapped * 8 < facts, "{unmapped} of {facts}");
    assert!(leads > 500, "{leads}");
    let today = wish(Language::En).today;
    assert_eq!(
        (days.len(), days.first(), days.last()),
        (426, Some(&today.plus(-426)), Some(&today.plus(-1)))
    );
    let files = fact::files(tx, row.id, 100).await.unwrap();
    assert_eq!(files.iter().map(|file| file.outcome.inserted).sum::<u64>(), facts);
    cut::make(tx, row.id).await.unwrap();
    facts
}

/// Cards in every column that obey the rules of the board.
async fn sound_board(tx: &mut Tx, project: ProjectId) {
    let columns = board::columns(tx, project).await.unwrap();
    let people = board::participants(tx, project).await.unwrap();
    let cards = board::cards(tx, project, true).await.unwrap();
    for column in &columns {
        let here: Vec<&Card> = cards.iter().filter(|card| card.column == column.id).collect();
        assert!(!here.is_empty(), "{:?}", column.kind);
        for card in here {
            let face = |id| people.iter().find(|face| face.id == id);
            let assignee = card.assignee.map(|id| face(id).expect("assignees take part"));
            assert_eq!(column.kind.takes_assigned_to(assignee), Ok(()), "{}", card.title.as_str());
            let author = face(card.author).expect("authors take part");
            assert!(column.kind != Kind::Requests || author.side == Side::Client, "{}", card.title.as_str());
            assert!(card.moved_at <= BEGINNING);
        }
    }
    let mut numbers: Vec<i64> = cards.iter().map(|card| card.number).collect();
    numbers.sort_unstable();
    assert!(numbers.iter().copied().eq(1..=i64::try_from(cards.len()).unwrap()));
}

/// Logs everybody in with the one password, and opens what they are shown.
async fn every_role_finds_its_projects(db: &Db, folder: &std::path::Path) {
    let house = House::new(db.clone(), Clock::fixed(BEGINNING), folder);
    let base = BaseUrl { origin: "http://127.0.0.1:8080".to_owned(), secure: false };
    let router = http::router(&house, &base, &[]);
    for person in to_try() {
        let login = json!({"email": person.email().unwrap(), "password": PASSWORD});
        let cookie = call(&router, "", "log_in", &login).await.1;
        let home: Home = answer(&router, &cookie, "open_home", &json!({})).await;
        assert_eq!(home.me.person.role, person.role);
        let expected = match person.role {
            role if role.is_client() => 2,
            role if role.sees_all() => 5,
            _ => person.projects.len(),
        };
        assert_eq!(home.projects.len(), expected, "{}", person.key);
        for listed in &home.projects {
            let project = json!({"project": listed.id});
            let _: Value = answer(&router, &cookie, "open_project", &project).await;
            let board: Board = answer(&router, &cookie, "open_board", &project).await;
            assert!(board.cards.len() > 5);
        }
    }
    assert_eq!(to_try().map(|person| person.role).collect::<BTreeSet<Role>>().len(), Role::ALL.len());
    assert!(PEOPLE.len() > Role::ALL.len());
}

async fn call(router: &Router, cookie: &str, function: &str, arguments: &Value) -> (Vec<u8>, String) {
    let request = Request::post(format!("/api/{function}"))
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, "http://127.0.0.1:8080")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::COOKIE, cookie)
        .body(Body::from(arguments.to_string()))
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200, "{function}");
    let given = response.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.split(';').next()).unwrap_or_default().to_owned();
    (axum::body::to_bytes(response.into_body(), 64 << 20).await.unwrap().to_vec(), given)
}

async fn answer<T: DeserializeOwned>(router: &Router, cookie: &str, function: &str, arguments: &Value) -> T {
    serde_json::from_slice(&call(router, cookie, function, arguments).await.0).unwrap()
}

/// What an agency says, without the ids under which it says it.
async fn essence(db: &Db) -> Vec<String> {
    let mut tx = db.read().await.unwrap();
    let mut essence = Vec::new();
    for row in projects::projects(&mut tx, None, None).await.unwrap() {
        essence.push(format!("{} {:?}", row.prefix(), row.listed(BEGINNING).unwrap().iteration));
        let mut sum = 0_u64;
        let mut add = |fact: app::fact::model::FactRow| {
            let mut hasher = DefaultHasher::new();
            (fact.day, fact.keys, fact.measures.0, fact.goals.len(), fact.file, fact.line).hash(&mut hasher);
            sum = sum.wrapping_add(hasher.finish());
        };
        fact::scan(&mut tx, row.id, &mut add).await.unwrap();
        let labels = fact::dictionary(&mut tx, row.id).await.unwrap().labels;
        essence.push(format!(
            "{sum} {:?}",
            labels.iter().map(|label| (label.id, &label.name)).collect::<Vec<_>>()
        ));
        let mut cards = board::cards(&mut tx, row.id, true).await.unwrap();
        cards.sort_by_key(|card| card.number);
        for card in cards {
            let (body, at) = board::text(&mut tx, row.id, card.id).await.unwrap();
            let Card { number, rank, title, tag, due, estimate, spent, comments, moved_at, .. } = card;
            essence.push(format!("{number} {rank} {title} {tag:?} {due:?} {estimate:?} {spent:?} {comments} {moved_at:?} {body} {at:?}"));
        }
    }
    essence
}
