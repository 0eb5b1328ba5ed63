//! Stories of the board.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod world;

use app::{
    access::model::Role,
    board::{
        api::{comment_card, create_card, edit_card, log_hours, move_card, open_board, open_card},
        model::{Board, Card, Edit, Kind, Minutes, NewCard, NewComment, NewHours, Place},
    },
    error::{Error, Field, Rule},
    event::{self, Event},
    id::{CardId, ColumnId, PersonId, ProjectId},
    text::{Body, Remark, Tag, TextRule, Title},
    time::Day,
};
use world::{Actor, Engine, World};

const MISSING: Error = Error::Missing;

async fn board(actor: &Actor, project: ProjectId) -> Board {
    actor.calls(|| open_board(project)).await.unwrap()
}

async fn column(actor: &Actor, project: ProjectId, kind: Kind) -> ColumnId {
    board(actor, project).await.of_kind(kind).unwrap().id
}

async fn titles(actor: &Actor, project: ProjectId, kind: Kind) -> Vec<String> {
    let board = board(actor, project).await;
    let cards = board.cards_in(board.of_kind(kind).unwrap().id);
    cards.into_iter().map(|id| board.card(id).unwrap().title.to_string()).collect()
}

fn new_card(column: ColumnId, title: &str, assignee: Option<PersonId>) -> NewCard {
    NewCard { column, title: Title::parse(title).unwrap(), body: Body::parse("").unwrap(), assignee }
}

/// A card that this actor writes into a column of a kind.
async fn card(actor: &Actor, project: ProjectId, kind: Kind, title: &str) -> Card {
    let column = column(actor, project, kind).await;
    actor.calls(|| create_card(project, new_card(column, title, None))).await.unwrap()
}

fn end_of(column: ColumnId) -> Place {
    Place { column, before: None }
}

fn remark(text: &str, internal: bool) -> NewComment {
    NewComment { body: Remark::parse(text).unwrap(), internal }
}

fn hours(text: &str) -> NewHours {
    NewHours { minutes: Minutes::parse(text).unwrap(), note: Body::parse("").unwrap() }
}

/// How many rows the tables of boards have in all: what was refused changed none.
async fn rows(world: &World) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    let (rows,) = app::one!(
        &mut tx,
        (i64,),
        "select (select count(*) from card) + (select count(*) from card_comment) + (select count(*) from card_hours)
         + (select count(*) from event)"
    )
    .unwrap();
    rows
}

stories! {
    async fn a_client_raises_a_request_and_writes_nowhere_else(world: &World) {
        let project = world.ours.project;
        let owner = world.person(Role::Owner, world.ours).await;
        let request = card(&owner, project, Kind::Requests, "Phone calls in the report").await;
        assert_eq!((request.number, request.author), (1, owner.person.unwrap()));
        for kind in Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Requests) {
            let column = column(&owner, project, kind).await;
            let refused = owner.calls(|| create_card(project, new_card(column, "Elsewhere", owner.person))).await;
            assert_eq!(refused, Err(Error::Refused(Rule::RequestsOnly)), "{kind:?}");
        }
        assert_eq!(board(&owner, project).await.cards.len(), 1);
    }

    async fn a_client_neither_moves_nor_edits_nor_logs_hours(world: &World) {
        let project = world.ours.project;
        let owner = world.person(Role::Owner, world.ours).await;
        let request = card(&owner, project, Kind::Requests, "Phone calls").await;
        let edit = Edit::of(&owner.calls(|| open_card(project, request.id)).await.unwrap());
        let done = column(&owner, project, Kind::Done).await;
        let role = Error::Refused(Rule::Role);
        assert_eq!(owner.calls(|| move_card(project, request.id, end_of(done))).await, Err(role.clone()));
        assert_eq!(owner.calls(|| edit_card(project, request.id, 1, edit)).await, Err(role.clone()));
        assert_eq!(owner.calls(|| log_hours(project, request.id, hours("1"))).await, Err(role));
    }

    async fn client_tasks_take_only_what_a_person_of_the_client_has_to_do(world: &World) {
        let project = world.ours.project;
        let owner = world.person(Role::Owner, world.ours).await;
        let lead = world.person(Role::Lead, world.ours).await;
        let tasks = column(&lead, project, Kind::ClientTasks).await;
        let refused = Err(Error::Refused(Rule::ClientAssignee));

        let written = lead.calls(|| create_card(project, new_card(tasks, "Approve", lead.person))).await;
        assert_eq!(written, refused);
        let task = card(&lead, project, Kind::Todo, "Approve the dashboard").await;
        assert_eq!(lead.calls(|| move_card(project, task.id, end_of(tasks))).await, refused);

        let opened = lead.calls(|| open_card(project, task.id)).await.unwrap();
        let theirs = Edit { assignee: owner.person, ..Edit::of(&opened) };
        lead.calls(|| edit_card(project, task.id, 1, theirs.clone())).await.unwrap();
        let moved = lead.calls(|| move_card(project, task.id, end_of(tasks))).await.unwrap();
        assert_eq!(moved.column, tasks);

        for somebody_else in [None, lead.person] {
            let taken = Edit { assignee: somebody_else, ..theirs.clone() };
            assert_eq!(lead.calls(|| edit_card(project, task.id, 2, taken)).await, refused);
        }
    }

    async fn an_assignee_takes_part_in_the_project(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let stranger = world.person(Role::Owner, world.theirs).await;
        let bystander = world.bystander(Role::Specialist).await;
        let gone = world.person(Role::Marketer, world.ours).await;
        world.deactivate(&gone).await;
        let task = card(&lead, project, Kind::Todo, "Negative keywords").await;
        let todo = task.column;
        for person in [stranger.person, bystander.person, gone.person, Some(PersonId::new())] {
            let refused = Err(Error::Refused(Rule::Assignee));
            let written = lead.calls(|| create_card(project, new_card(todo, "A task", person))).await;
            assert_eq!(written, refused);
            let opened = lead.calls(|| open_card(project, task.id)).await.unwrap();
            let edit = Edit { assignee: person, ..Edit::of(&opened) };
            assert_eq!(lead.calls(|| edit_card(project, task.id, 1, edit)).await, refused);
        }
    }

    async fn somebody_who_left_keeps_old_cards_and_gets_no_client_task(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let owner = world.person(Role::Owner, world.ours).await;
        let (todo, tasks) = (column(&lead, project, Kind::Todo).await, column(&lead, project, Kind::ClientTasks).await);
        let task = lead.calls(|| create_card(project, new_card(todo, "Approve", owner.person))).await.unwrap();
        world.deactivate(&owner).await;
        let refused = Err(Error::Refused(Rule::ClientAssignee));
        assert_eq!(lead.calls(|| move_card(project, task.id, end_of(tasks))).await, refused);
        let opened = lead.calls(|| open_card(project, task.id)).await.unwrap();
        let renamed = Edit { title: Title::parse("Approve it").unwrap(), ..Edit::of(&opened) };
        assert!(lead.calls(|| edit_card(project, task.id, 1, renamed)).await.is_ok());
        let people = board(&lead, project).await.people;
        let face = people.iter().find(|face| Some(face.id) == owner.person).unwrap();
        assert!(!face.takes_part, "still named, no longer chosen");
    }

    async fn two_browsers_see_the_same_board(world: &World) {
        let project = world.ours.project;
        let (lead, specialist) =
            (world.person(Role::Lead, world.ours).await, world.person(Role::Specialist, world.ours).await);
        let first = card(&lead, project, Kind::Todo, "First").await;
        card(&specialist, project, Kind::Todo, "Second").await;
        let third = card(&lead, project, Kind::Todo, "Third").await;
        assert_eq!(titles(&lead, project, Kind::Todo).await, ["Third", "Second", "First"], "the newest stands on top");

        let mut ear = world.listen();
        let before_first = Place { column: first.column, before: Some(first.id) };
        specialist.calls(|| move_card(project, third.id, before_first)).await.unwrap();
        assert_eq!(ear.recv().await, Ok(project));
        assert_eq!(titles(&lead, project, Kind::Todo).await, ["Second", "Third", "First"]);
        let boards = [board(&lead, project).await, board(&specialist, project).await];
        assert_eq!(boards[0], boards[1]);
    }

    async fn a_move_tells_from_where_to_where_and_counts_the_days_anew(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let task = card(&lead, project, Kind::Todo, "Feed").await;
        world.clock.advance(3 * 86_400);
        assert_eq!(task.days_here(world.clock.now()), 3);
        let progress = column(&lead, project, Kind::Progress).await;
        let moved = lead.calls(|| move_card(project, task.id, end_of(progress))).await.unwrap();
        assert_eq!((moved.days_here(world.clock.now()), moved.version), (0, 1));
        assert_eq!(Some(&moved), board(&lead, project).await.card(task.id));
        let mut tx = world.db.read().await.unwrap();
        let told = event::since(&mut tx, project, 1, 10).await.unwrap();
        assert_eq!(told, [(2, Event::CardMoved { card: task.id, from: task.column, to: progress })]);
    }

    async fn many_moves_into_one_place_find_room(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let mut cards = Vec::new();
        for title in ["d", "c", "b", "a"] {
            cards.insert(0, card(&lead, project, Kind::Todo, title).await);
        }
        let todo = cards[0].column;
        for nth in 0..100 {
            let (card, before) = if nth % 2 == 0 { (&cards[2], &cards[1]) } else { (&cards[1], &cards[2]) };
            let place = Place { column: todo, before: Some(before.id) };
            lead.calls(|| move_card(project, card.id, place)).await.unwrap();
        }
        assert_eq!(titles(&lead, project, Kind::Todo).await, ["a", "b", "c", "d"]);
        let board = board(&lead, project).await;
        let mut ranks: Vec<_> = board.cards.iter().map(|card| card.rank).collect();
        ranks.sort_unstable();
        ranks.dedup();
        assert_eq!(ranks.len(), 4);
        let mut tx = world.db.read().await.unwrap();
        let told = event::since(&mut tx, project, 0, 1000).await.unwrap();
        let spread = told.iter().filter(|(_, event)| *event == Event::ColumnSpread { column: todo }).count();
        assert!((1..10).contains(&spread), "a column is numbered anew now and then, and tells: {spread}");
    }

    async fn moves_at_once_all_succeed_and_leave_one_order(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let mut cards = Vec::new();
        for nth in 0..12 {
            cards.push(card(&lead, project, Kind::Todo, &format!("Card {nth}")).await.id);
        }
        let progress = column(&lead, project, Kind::Progress).await;
        let anchor = card(&lead, project, Kind::Progress, "Anchor").await.id;
        let place = Place { column: progress, before: Some(anchor) };
        let moves = cards.iter().map(|card| lead.calls(move || move_card(project, *card, place)));
        for outcome in futures::future::join_all(moves).await {
            outcome.unwrap();
        }
        let board = board(&lead, project).await;
        let mut ranks: Vec<_> =
            board.cards.iter().filter(|card| card.column == progress).map(|card| card.rank).collect();
        ranks.sort_unstable();
        ranks.dedup();
        assert_eq!(ranks.len(), 13);
        assert_eq!(board.cards_in(progress).last(), Some(&anchor));
    }

    async fn a_neighbour_that_left_means_the_end_and_a_card_never_stands_before_itself(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let gone = card(&lead, project, Kind::Review, "Gone").await;
        let last = card(&lead, project, Kind::Todo, "Last").await;
        let task = card(&lead, project, Kind::Todo, "Task").await;
        let place = Place { column: last.column, before: Some(gone.id) };
        lead.calls(|| move_card(project, task.id, place)).await.unwrap();
        assert_eq!(titles(&lead, project, Kind::Todo).await, ["Last", "Task"]);
        let itself = Place { column: last.column, before: Some(task.id) };
        assert_eq!(lead.calls(|| move_card(project, task.id, itself)).await, Err(Error::Malformed));
    }

    async fn of_two_who_edit_the_same_version_the_second_is_told(world: &World) {
        let project = world.ours.project;
        let (lead, specialist) =
            (world.person(Role::Lead, world.ours).await, world.person(Role::Specialist, world.ours).await);
        let task = card(&lead, project, Kind::Todo, "Feed").await;
        let read = lead.calls(|| open_card(project, task.id)).await.unwrap();
        let firsts = Edit { tag: Some(Tag::parse("feed").unwrap()), due: Day::of(2026, 12, 1), ..Edit::of(&read) };
        let seconds = Edit { title: Title::parse("Product feed").unwrap(), ..Edit::of(&read) };
        let saved = lead.calls(|| edit_card(project, task.id, read.card.version, firsts)).await.unwrap();
        assert_eq!(saved.version, read.card.version + 1);
        let late = specialist.calls(|| edit_card(project, task.id, read.card.version, seconds)).await;
        assert_eq!(late, Err(Error::Conflict));
        let now = specialist.calls(|| open_card(project, task.id)).await.unwrap();
        assert_eq!(now.card, saved, "nothing was overwritten");
    }

    async fn a_move_or_a_comment_is_no_conflict_for_who_edits(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let task = card(&lead, project, Kind::Todo, "Feed").await;
        let edit = Edit::of(&lead.calls(|| open_card(project, task.id)).await.unwrap());
        let review = column(&lead, project, Kind::Review).await;
        lead.calls(|| move_card(project, task.id, end_of(review))).await.unwrap();
        lead.calls(|| comment_card(project, task.id, remark("Look", false))).await.unwrap();
        assert!(lead.calls(|| edit_card(project, task.id, task.version, edit)).await.is_ok());
    }

    async fn what_the_agency_says_among_itself_never_reaches_the_client(world: &World) {
        let project = world.ours.project;
        let owner = world.person(Role::Owner, world.ours).await;
        let lead = world.person(Role::Lead, world.ours).await;
        let request = card(&owner, project, Kind::Requests, "Phone calls").await;
        lead.calls(|| comment_card(project, request.id, remark("a secret opinion", true))).await.unwrap();
        lead.calls(|| comment_card(project, request.id, remark("an open answer", false))).await.unwrap();
        owner.calls(|| comment_card(project, request.id, remark("thanks", false))).await.unwrap();
        let pretence = owner.calls(|| comment_card(project, request.id, remark("me too", true))).await;
        assert_eq!(pretence, Err(Error::Refused(Rule::Role)));

        let (opened, board) = (owner.calls(|| open_card(project, request.id)).await.unwrap(), board(&owner, project).await);
        let bytes = serde_json::to_string(&(&opened, &board)).unwrap();
        assert!(!bytes.contains("secret") && bytes.contains("an open answer"));
        assert_eq!((opened.comments.len(), opened.card.comments, board.cards[0].comments), (2, 2, 2));
        let all = lead.calls(|| open_card(project, request.id)).await.unwrap();
        assert_eq!((all.comments.len(), all.card.comments), (3, 3));
    }

    async fn hours_add_up_and_a_day_has_twenty_four(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let task = card(&lead, project, Kind::Progress, "Feed").await;
        lead.calls(|| log_hours(project, task.id, hours("4.5"))).await.unwrap();
        let card = lead.calls(|| log_hours(project, task.id, hours("0:30"))).await.unwrap();
        assert_eq!(card.spent.hours('.'), "5");
        for wrong in ["0", "24:01"] {
            let refused = Err(Error::Invalid { field: Field::Hours, rule: TextRule::Form });
            assert_eq!(lead.calls(|| log_hours(project, task.id, hours(wrong))).await, refused);
        }
        let opened = lead.calls(|| open_card(project, task.id)).await.unwrap();
        assert_eq!((opened.hours.len(), opened.hours[0].day), (2, Day::of(2026, 11, 22).unwrap()));
    }

    async fn a_stranger_finds_nothing_whatever_they_call(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let task = card(&lead, project, Kind::Todo, "Ours").await;
        let edit = Edit::of(&lead.calls(|| open_card(project, task.id)).await.unwrap());
        let todo = task.column;
        let before = rows(world).await;
        for stranger in [
            world.person(Role::Owner, world.theirs).await,
            world.person(Role::Lead, world.theirs).await,
            world.bystander(Role::Specialist).await,
        ] {
            assert_eq!(stranger.calls(|| open_board(project)).await, Err(MISSING));
            assert_eq!(stranger.calls(|| open_card(project, task.id)).await, Err(MISSING));
            assert_eq!(stranger.calls(|| create_card(project, new_card(todo, "x", None))).await, Err(MISSING));
            assert_eq!(stranger.calls(|| edit_card(project, task.id, 1, edit.clone())).await, Err(MISSING));
            assert_eq!(stranger.calls(|| move_card(project, task.id, end_of(todo))).await, Err(MISSING));
            assert_eq!(stranger.calls(|| comment_card(project, task.id, remark("x", false))).await, Err(MISSING));
            assert_eq!(stranger.calls(|| comment_card(project, task.id, remark("x", true))).await, Err(MISSING));
            assert_eq!(stranger.calls(|| log_hours(project, task.id, hours("1"))).await, Err(MISSING));
        }
        let visitor = world.visitor();
        assert_eq!(visitor.calls(|| open_board(project)).await, Err(Error::Unauthenticated));
        assert_eq!(visitor.calls(|| move_card(project, task.id, end_of(todo))).await, Err(Error::Unauthenticated));
        assert_eq!(rows(world).await, before, "and changes nothing");
    }

    async fn ids_of_another_project_are_nothing_in_ones_own(world: &World) {
        let (ours, theirs) = (world.ours.project, world.theirs.project);
        let lead = world.person(Role::Lead, world.ours).await;
        let neighbour = world.person(Role::Lead, world.theirs).await;
        let mine = card(&lead, ours, Kind::Todo, "Mine").await;
        let foreign = card(&neighbour, theirs, Kind::Todo, "Theirs").await;
        let edit = Edit::of(&lead.calls(|| open_card(ours, mine.id)).await.unwrap());
        let before = rows(world).await;
        assert_eq!(lead.calls(|| open_card(ours, foreign.id)).await, Err(MISSING));
        assert_eq!(lead.calls(|| edit_card(ours, foreign.id, 1, edit)).await, Err(MISSING));
        assert_eq!(lead.calls(|| move_card(ours, foreign.id, end_of(mine.column))).await, Err(MISSING));
        assert_eq!(lead.calls(|| move_card(ours, mine.id, end_of(foreign.column))).await, Err(MISSING));
        let beside = Place { column: mine.column, before: Some(foreign.id) };
        assert_eq!(lead.calls(|| move_card(ours, mine.id, beside)).await, Err(MISSING));
        assert_eq!(lead.calls(|| create_card(ours, new_card(foreign.column, "x", None))).await, Err(MISSING));
        assert_eq!(lead.calls(|| comment_card(ours, foreign.id, remark("x", false))).await, Err(MISSING));
        assert_eq!(lead.calls(|| log_hours(ours, foreign.id, hours("1"))).await, Err(MISSING));
        assert_eq!(lead.calls(|| open_card(ours, CardId::new())).await, Err(MISSING));
        assert_eq!(rows(world).await, before, "and nothing changed");
        let still = neighbour.calls(|| open_card(theirs, foreign.id)).await.unwrap();
        assert_eq!(still.card, foreign);
    }

    async fn numbers_follow_each_other_in_every_project(world: &World) {
        let (lead, neighbour) = (world.person(Role::Lead, world.ours).await, world.person(Role::Lead, world.theirs).await);
        for number in 1..=3 {
            assert_eq!(card(&lead, world.ours.project, Kind::Todo, "x").await.number, number);
        }
        assert_eq!(card(&neighbour, world.theirs.project, Kind::Todo, "x").await.number, 1);
        let board = board(&lead, world.ours.project).await;
        assert_eq!(board.named("KAM-2").map(|card| card.number), Some(2));
    }
}
