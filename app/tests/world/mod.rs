//! A small world for stories: two clients with a project each, a person of every role, a clock that moves when told,
//! on SQLite and on PostgreSQL.
//!
//! A story is written once with [`stories!`] and becomes two tests. It calls the server functions themselves, as an
//! [`Actor`], without HTTP. `scripts/with-postgres cargo test …` starts the PostgreSQL that the second test needs.

#![allow(dead_code, reason = "every story file uses its own part of the world")]
#![allow(clippy::allow_attributes, reason = "as above: what is unused differs by story file")]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on fails right there")]

use std::{future::Future, net::IpAddr, path::Path, sync::Arc};

use app::{
    access::{
        grant::{Visit, Wake},
        model::{Language, Role},
        secret,
        session::{PERSON, Sessions},
        store::{self, NewPerson},
    },
    board::store as board,
    db::Db,
    id::{ClientId, PersonId, ProjectId},
    money::Currency,
    project::{
        model::Service,
        store::{self as projects, NewProject},
    },
    text::{Email, Name, Slug},
    time::{Clock, Day, Stamp},
};
use leptos::prelude::provide_context;
use leptos::reactive::{computed::ScopedFuture, owner::Owner};
use tower_sessions_core::Session;
use uuid::Uuid;

/// Writes a story once and runs it on both engines.
#[macro_export]
macro_rules! stories {
    ($($(#[$attribute:meta])* async fn $name:ident($world:ident: &World) $story:block)+) => {$(
        mod $name {
            use super::*;
            $(#[$attribute])*
            async fn story($world: &World) $story

            #[tokio::test]
            async fn on_sqlite() {
                story(&World::new(Engine::Sqlite).await).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                story(&World::new(Engine::Postgres).await).await;
            }
        }
    )+};
}

/// Which database a world stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own on the server behind `KABINET_TEST_POSTGRES`.
    Postgres,
}

/// Noon in Kyiv on the day when every story begins: 22 November 2026.
pub const BEGINNING: Stamp = Stamp(1_795_341_600_000);

/// The first day of both projects: 1 October 2026, so that every story begins in iteration 2.
pub fn project_start() -> Day {
    Day::of(2026, 10, 1).unwrap()
}

/// Two clients, two projects, and people.
pub struct World {
    /// The database.
    pub db: Db,
    /// The clock; move it with `advance`.
    pub clock: Clock,
    /// Where uploads wait.
    pub uploads: Arc<Path>,
    /// The client that most stories are about, and its project.
    pub ours: Place,
    /// Another client, and its project.
    pub theirs: Place,
    wake: Wake,
    _folder: tempfile::TempDir,
}

/// A client with its only project.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The client.
    pub client: ClientId,
    /// The project.
    pub project: ProjectId,
}

/// Somebody with a session of their own.
#[derive(Clone)]
pub struct Actor {
    /// Who; `None` for a visitor who is not logged in.
    pub person: Option<PersonId>,
    visit: Visit,
}

impl World {
    /// A new world on an engine.
    pub async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = empty_database(engine, folder.path()).await;
        let mut tx = db.write().await.unwrap();
        store::name_agency(&mut tx, &Name::parse("Northern Lights").unwrap(), false, BEGINNING)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let ours = add_place(&db, "Kaminhaus", "kaminhaus-ppc").await;
        let theirs = add_place(&db, "Dentaline", "dentaline-seo").await;
        let uploads = folder.path().join("uploads");
        std::fs::create_dir_all(&uploads).unwrap();
        let (wake, _) = tokio::sync::broadcast::channel(64);
        Self {
            db,
            clock: Clock::fixed(BEGINNING),
            uploads: uploads.into(),
            ours,
            theirs,
            wake,
            _folder: folder,
        }
    }

    /// A new person of a role: a client's people belong to `place`'s client, the agency's people who are not seeing all
    /// work on its project.
    pub async fn person(&self, role: Role, place: Place) -> Actor {
        let person = self.add_person(role, role.is_client().then_some(place.client)).await;
        if !role.is_client() && !role.sees_all() {
            let mut tx = self.db.write().await.unwrap();
            projects::add_member(&mut tx, place.project, person).await.unwrap();
            tx.commit().await.unwrap();
        }
        self.logged_in(person).await
    }

    /// A new person of the agency who works on no project.
    pub async fn bystander(&self, role: Role) -> Actor {
        let person = self.add_person(role, None).await;
        self.logged_in(person).await
    }

    /// Somebody who is not logged in.
    pub fn visitor(&self) -> Actor {
        Actor { person: None, visit: self.visit() }
    }

    /// Waits until the database knows that a session is used now; nobody else waits for that.
    pub async fn until_seen(&self, actor: &Actor) {
        let key = secret::hash(&actor.visit.session.id().unwrap().to_string());
        for _ in 0..500 {
            let mut tx = self.db.read().await.unwrap();
            let (seen,) =
                app::one!(&mut tx, (Stamp,), "select seen_at from session where id = $1", &key).unwrap();
            drop(tx);
            if seen == self.clock.now() {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the use of a session was not written down");
    }

    /// Switches a person off.
    pub async fn deactivate(&self, actor: &Actor) {
        let mut tx = self.db.write().await.unwrap();
        app::exec!(&mut tx, "update person set active = $2 where id = $1", actor.person.unwrap(), false)
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Whoever listens to projects hears it here.
    pub fn listen(&self) -> tokio::sync::broadcast::Receiver<ProjectId> {
        self.wake.subscribe()
    }

    async fn add_person(&self, role: Role, client: Option<ClientId>) -> PersonId {
        let email = format!("{}-{}@example.org", role.word(), Uuid::now_v7().simple());
        let mut tx = self.db.write().await.unwrap();
        let new = NewPerson {
            client,
            email: &Email::parse(&email).unwrap(),
            name: &Name::parse(role.word()).unwrap(),
            role,
            language: Language::En,
            password: None,
        };
        let person = store::add_person(&mut tx, new, BEGINNING).await.unwrap();
        tx.commit().await.unwrap();
        person
    }

    async fn logged_in(&self, person: PersonId) -> Actor {
        let visit = self.visit();
        visit.session.insert(PERSON, person).await.unwrap();
        visit.session.save().await.unwrap();
        Actor { person: Some(person), visit }
    }

    fn visit(&self) -> Visit {
        Visit {
            db: self.db.clone(),
            clock: self.clock.clone(),
            wake: self.wake.clone(),
            session: Session::new(None, Arc::new(Sessions::new(self.db.clone(), self.clock.clone())), None),
            address: IpAddr::from([127, 0, 0, 1]),
            uploads: self.uploads.clone(),
            local: true,
        }
    }
}

impl Actor {
    /// What this actor brings along at every call.
    pub fn visit(&self) -> &Visit {
        &self.visit
    }

    /// The same actor from another address.
    pub fn coming_from(&self, address: impl Into<IpAddr>) -> Self {
        let mut visit = self.visit.clone();
        visit.address = address.into();
        Self { person: self.person, visit }
    }

    /// The same actor before a house that everybody can reach.
    pub fn elsewhere(&self) -> Self {
        Self { person: self.person, visit: Visit { local: false, ..self.visit.clone() } }
    }

    /// Calls a server function as this actor: `lead.calls(|| move_card(project, card, place)).await`.
    pub async fn calls<T, Call: Future<Output = T>>(&self, call: impl FnOnce() -> Call) -> T {
        let visit = self.visit.clone();
        let owner = Owner::new();
        let scoped = owner.with(|| {
            provide_context(visit);
            ScopedFuture::new(call())
        });
        scoped.await
    }
}

async fn add_place(db: &Db, client: &str, slug: &str) -> Place {
    let mut tx = db.write().await.unwrap();
    let client = projects::client(&mut tx, &Name::parse(client).unwrap(), BEGINNING).await.unwrap();
    let new = NewProject {
        client,
        slug: &Slug::parse(slug).unwrap(),
        name: &Name::parse("Search advertising").unwrap(),
        service: Service::Ppc,
        currency: Currency::parse("RUB").unwrap(),
        timezone: "Europe/Kyiv",
        start: project_start(),
    };
    let project = projects::add_project(&mut tx, &new, BEGINNING).await.unwrap();
    board::add_columns(&mut tx, project).await.unwrap();
    tx.commit().await.unwrap();
    Place { client, project }
}

/// A database with a schema and nothing in it; on SQLite a file in `folder`.
pub async fn empty_database(engine: Engine, folder: &Path) -> Db {
    let db = Db::open(&database_url(engine, folder).await).await.unwrap();
    db.migrate().await.unwrap();
    db
}

/// The address of a database that has not even a schema; on SQLite of a file in `folder`.
pub async fn database_url(engine: Engine, folder: &Path) -> String {
    match engine {
        Engine::Sqlite => format!("sqlite:{}", folder.join("kabinet.db").display()),
        Engine::Postgres => postgres_database().await,
    }
}

/// Makes a database of its own on the test server and tells its address.
#[expect(
    clippy::disallowed_types,
    reason = "the name of a database cannot be bound, and this one is made here"
)]
async fn postgres_database() -> String {
    use sqlx::{AssertSqlSafe, Connection, PgConnection};
    let server = std::env::var("KABINET_TEST_POSTGRES")
        .expect("KABINET_TEST_POSTGRES is not set: run the tests through scripts/with-postgres or make test");
    let name = format!("story_{}", Uuid::now_v7().simple());
    let mut connection = PgConnection::connect(&server).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let (address, options) =
        server.split_once('?').map_or((server.as_str(), ""), |(address, options)| (address, options));
    let (host, _) = address.rsplit_once('/').unwrap();
    format!("{host}/{name}?{options}")
}
