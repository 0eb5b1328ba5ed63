//! Live updates over HTTP: who hears what, how soon, and until when.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

mod http_world;

use std::time::Duration;

use app::{
    access::{api::log_out, model::Role},
    board::{
        api::{comment_card, create_card, move_card, open_board},
        model::{Card, Kind, NewCard, NewComment, Place},
    },
    id::ProjectId,
    text::{Body as Text, Remark, Title},
};
use axum::{
    body::{Body, BodyDataStream},
    http::{Request, header},
};
use futures::StreamExt;
use http_world::cookie;
use server::{config::BaseUrl, house::House, http, live};
use tokio::time::timeout;
use tower::ServiceExt;
use world::{Actor, Engine, World};

/// A server on a world's database that hears its own calls only through the log, as a second server does.
struct Server(House);

/// What a browser holds open.
struct Ear {
    body: BodyDataStream,
    heard: String,
}

impl Server {
    fn new(world: &World) -> Self {
        let house = House::new(world.db.clone(), world.clock.clone(), &world.uploads);
        tokio::spawn(live::listen(house.clone()));
        Self(house)
    }

    async fn open(&self, actor: &Actor, project: ProjectId, query: &str) -> (u16, Ear) {
        let base = BaseUrl { origin: http_world::ORIGIN.to_owned(), secure: false };
        let request =
            Request::get(format!("/api/events/{project}{query}")).header(header::COOKIE, cookie(actor));
        let response =
            http::router(&self.0, &base, &[]).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        (status, Ear { body: response.into_body().into_data_stream(), heard: String::new() })
    }

    async fn listen(&self, actor: &Actor, project: ProjectId) -> Ear {
        let (status, mut ear) = self.open(actor, project, "").await;
        assert_eq!(status, 200);
        assert!(ear.next(2000).await.unwrap().contains("event: hello"));
        ear
    }
}

impl Ear {
    /// The next message within some time; `None` when none came, or the stream ended.
    async fn next(&mut self, milliseconds: u64) -> Option<String> {
        let wait = async {
            while !self.heard.contains("\n\n") {
                let bytes = self.body.next().await?.ok()?;
                self.heard.push_str(std::str::from_utf8(&bytes).unwrap());
            }
            let (message, rest) = self.heard.split_once("\n\n").map(|(a, b)| (a.to_owned(), b.to_owned()))?;
            self.heard = rest;
            Some(message)
        };
        timeout(Duration::from_millis(milliseconds), wait).await.unwrap_or(None)
    }

    /// Whether the stream ends within some time.
    async fn ends(&mut self, milliseconds: u64) -> bool {
        let wait = async { while self.body.next().await.is_some() {} };
        timeout(Duration::from_millis(milliseconds), wait).await.is_ok()
    }
}

async fn new_card(actor: &Actor, project: ProjectId, kind: Kind) -> Card {
    let column = actor.calls(|| open_board(project)).await.unwrap().of_kind(kind).unwrap().id;
    let (title, body) = (Title::parse("Feed").unwrap(), Text::parse("").unwrap());
    actor.calls(|| create_card(project, NewCard { column, title, body, assignee: None })).await.unwrap()
}

async fn move_to(actor: &Actor, project: ProjectId, card: &Card, kind: Kind) {
    let column = actor.calls(|| open_board(project)).await.unwrap().of_kind(kind).unwrap().id;
    actor.calls(|| move_card(project, card.id, Place { column, before: None })).await.unwrap();
}

async fn remark(actor: &Actor, project: ProjectId, card: &Card, internal: bool) {
    let new = NewComment { body: Remark::parse("A word").unwrap(), internal };
    actor.calls(|| comment_card(project, card.id, new)).await.unwrap();
}

stories! {
    async fn the_other_browser_hears_of_a_move(world: &World) {
        let project = world.ours.project;
        let (lead, owner) = (world.person(Role::Lead, world.ours).await, world.person(Role::Owner, world.ours).await);
        let card = new_card(&lead, project, Kind::Todo).await;
        let server = Server::new(world);
        let mut ear = server.listen(&owner, project).await;
        move_to(&lead, project, &card, Kind::Progress).await;
        // This server did not make the move: it hears of it from the database, within its two seconds between looks.
        let message = ear.next(3000).await.expect("the move is heard");
        assert!(message.contains("id: 2"), "{message}");
        assert!(message.contains(&format!("{{\"touched\":\"card\",\"card\":\"{}\"}}", card.id)), "{message}");
    }

    async fn on_one_server_it_takes_no_second(world: &World) {
        let project = world.ours.project;
        let (lead, owner) = (world.person(Role::Lead, world.ours).await, world.person(Role::Owner, world.ours).await);
        let card = new_card(&lead, project, Kind::Todo).await;
        let server = Server::new(world);
        let mut ear = server.listen(&owner, project).await;
        let base = BaseUrl { origin: http_world::ORIGIN.to_owned(), secure: false };
        let visited = http_world::Served(http::router(&server.0, &base, &[]));
        for kind in [Kind::Progress, Kind::Review, Kind::Done] {
            let column = lead.calls(|| open_board(project)).await.unwrap().of_kind(kind).unwrap().id;
            let arguments = serde_json::json!({ "project": project, "card": card.id, "to": { "column": column, "before": null } });
            let answer = http_world::call(&visited, &lead, "move_card", &arguments).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            assert!(ear.next(1000).await.is_some_and(|message| message.contains("touched")), "{kind:?}");
        }
    }

    async fn who_was_away_catches_up_and_hears_nothing_twice(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        for _ in 0..130 {
            new_card(&lead, project, Kind::Todo).await;
        }
        let server = Server::new(world);
        let (_, mut ear) = server.open(&lead, project, "?after=10").await;
        assert!(ear.next(2000).await.unwrap().contains("id: 130"), "hello tells the newest");
        for seq in 11..=130 {
            let message = ear.next(2000).await.unwrap_or_default();
            assert!(message.contains(&format!("id: {seq}\n")) || message.ends_with(&format!("id: {seq}")), "{seq}: {message}");
        }
        assert_eq!(ear.next(300).await, None);
    }

    async fn strangers_and_nobody_hear_nothing(world: &World) {
        let project = world.ours.project;
        let server = Server::new(world);
        let stranger = world.person(Role::Owner, world.theirs).await;
        assert_eq!(server.open(&stranger, project, "").await.0, 404);
        assert_eq!(server.open(&world.bystander(Role::Specialist).await, project, "").await.0, 404);
        assert_eq!(server.open(&world.visitor(), project, "").await.0, 401);
        let mut theirs = server.listen(&stranger, world.theirs.project).await;
        let lead = world.person(Role::Lead, world.ours).await;
        new_card(&lead, project, Kind::Todo).await;
        assert_eq!(theirs.next(500).await, None, "another project's news do not arrive");
    }

    async fn a_client_does_not_hear_that_the_agency_talks_among_itself(world: &World) {
        let project = world.ours.project;
        let (lead, owner) = (world.person(Role::Lead, world.ours).await, world.person(Role::Owner, world.ours).await);
        let card = new_card(&lead, project, Kind::Todo).await;
        let server = Server::new(world);
        let (mut client, mut agency) = (server.listen(&owner, project).await, server.listen(&lead, project).await);
        remark(&lead, project, &card, true).await;
        remark(&lead, project, &card, false).await;
        assert!(agency.next(3000).await.unwrap().contains("id: 2"));
        assert!(agency.next(3000).await.unwrap().contains("id: 3"));
        assert!(client.next(3000).await.unwrap().contains("id: 3"));
    }

    async fn a_stream_ends_with_the_session_and_with_the_person(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let (leaver, fired) = (world.person(Role::Owner, world.ours).await, world.person(Role::Specialist, world.ours).await);
        let server = Server::new(world);
        let (mut first, mut second) = (server.listen(&leaver, project).await, server.listen(&fired, project).await);
        leaver.calls(log_out).await.unwrap();
        world.deactivate(&fired).await;
        new_card(&lead, project, Kind::Todo).await;
        assert!(first.ends(3000).await, "who logged out hears no more");
        assert!(second.ends(3000).await, "who was switched off hears no more");
    }

    async fn a_closing_house_ends_its_streams(world: &World) {
        let owner = world.person(Role::Owner, world.ours).await;
        let server = Server::new(world);
        let mut ear = server.listen(&owner, world.ours.project).await;
        server.0.closing.cancel();
        assert!(ear.ends(1000).await);
    }
}
