//! Stories of getting in, staying in and getting out.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod world;

use app::{
    access::{
        api::{log_in, log_out, look_in, set_up, speak, who_am_i},
        entrance,
        model::{Language, Role},
        secret, session,
    },
    error::{Error, Rule},
    id::PersonId,
    project::api::{open_home, open_project},
    text::{Email, Name, Password},
};
use world::{Engine, World};

const PASSWORD: &str = "correct horse battery";

async fn give_password(world: &World, person: Option<PersonId>) -> Email {
    let hash = secret::hash_password(&Password::parse(PASSWORD).unwrap()).await.unwrap();
    let mut tx = world.db.write().await.unwrap();
    app::exec!(&mut tx, "update person set password = $2 where id = $1", person.unwrap(), hash).unwrap();
    let (email,) =
        app::one!(&mut tx, (Email,), "select email from person where id = $1", person.unwrap()).unwrap();
    tx.commit().await.unwrap();
    email
}

stories! {
    async fn a_client_logs_in_sees_its_own_project_only_and_logs_out(world: &World) {
        let known = world.person(Role::Owner, world.ours).await;
        let email = give_password(world, known.person).await;
        let visitor = world.visitor();
        assert_eq!(visitor.calls(who_am_i).await, Err(Error::Unauthenticated));

        let me = visitor.calls(|| log_in(email.clone(), PASSWORD.to_owned())).await.unwrap();
        assert_eq!(Some(me.person.id), known.person);
        let home = visitor.calls(open_home).await.unwrap();
        assert_eq!(home.projects.iter().map(|listed| listed.id).collect::<Vec<_>>(), [world.ours.project]);
        assert_eq!(home.projects[0].iteration.number, 2);
        assert_eq!(visitor.calls(|| open_project(world.theirs.project)).await, Err(Error::Missing));

        visitor.calls(log_out).await.unwrap();
        assert_eq!(visitor.calls(who_am_i).await, Err(Error::Unauthenticated));
    }

    async fn a_wrong_password_and_an_unknown_address_get_the_same_answer(world: &World) {
        let email = give_password(world, world.person(Role::Lead, world.ours).await.person).await;
        let visitor = world.visitor();
        let unknown = Email::parse("nobody@example.org").unwrap();
        let wrong = visitor.calls(|| log_in(email, "wrong".to_owned())).await;
        assert_eq!(wrong, Err(Error::Refused(Rule::Credentials)));
        assert_eq!(visitor.calls(|| log_in(unknown, PASSWORD.to_owned())).await, wrong);
    }

    async fn guessing_is_held_back_and_the_owner_is_not_locked_out(world: &World) {
        let email = give_password(world, world.person(Role::Lead, world.ours).await.person).await;
        let guesser = world.visitor().coming_from([198, 51, 100, 7]);
        let mut answer = Ok(());
        for _ in 0..8 {
            answer = guesser.calls(|| log_in(email.clone(), "guess".to_owned())).await.map(|_| ());
        }
        assert!(matches!(answer, Err(Error::Refused(Rule::Patience { .. }))), "{answer:?}");
        let still = guesser.calls(|| log_in(email.clone(), PASSWORD.to_owned())).await;
        assert!(matches!(still, Err(Error::Refused(Rule::Patience { .. }))), "even with the right password");

        let owner = world.visitor().coming_from([203, 0, 113, 9]);
        assert!(owner.calls(|| log_in(email.clone(), PASSWORD.to_owned())).await.is_ok());
        world.clock.advance(3601);
        assert!(guesser.calls(|| log_in(email.clone(), PASSWORD.to_owned())).await.is_ok(), "an hour forgets");
    }

    async fn guesses_at_once_get_no_further_than_guesses_one_by_one(world: &World) {
        let email = give_password(world, world.person(Role::Lead, world.ours).await.person).await;
        let guesser = world.visitor().coming_from([198, 51, 100, 7]);
        let tries = (0..40).map(|nth| guesser.calls({
            let email = email.clone();
            move || log_in(email, format!("guess {nth}"))
        }));
        let answers = futures::future::join_all(tries).await;
        let looked_at = answers.iter().filter(|answer| **answer == Err(Error::Refused(Rule::Credentials))).count();
        assert!((1..=6).contains(&looked_at), "{looked_at} of 40 guesses were compared with the password");
        let held_back = |answer: &Result<_, Error>| matches!(answer, Err(Error::Refused(Rule::Patience { .. })));
        assert_eq!(answers.iter().filter(|answer| held_back(answer)).count(), 40 - looked_at);
    }

    async fn one_guess_at_each_of_many_accounts_is_held_back_by_the_address(world: &World) {
        let visitor = world.visitor().coming_from([198, 51, 100, 7]);
        let guess = |nth: u32| log_in(Email::parse(&format!("person{nth}@example.org")).unwrap(), PASSWORD.to_owned());
        let mut looked_at = 0;
        for nth in 0..60 {
            match visitor.calls(|| guess(nth)).await {
                Err(Error::Refused(Rule::Credentials)) => looked_at += 1,
                Err(Error::Refused(Rule::Patience { .. })) => {}
                other => panic!("{other:?}"),
            }
        }
        assert!(looked_at <= 31, "{looked_at} accounts were tried from one address");
        let elsewhere = world.visitor().coming_from([203, 0, 113, 9]);
        assert_eq!(elsewhere.calls(|| guess(1)).await.unwrap_err(), Error::Refused(Rule::Credentials));
    }

    async fn a_network_of_ipv6_is_one_address(world: &World) {
        let email = give_password(world, world.person(Role::Lead, world.ours).await.person).await;
        let mut answer = Ok(());
        for nth in 0..10 {
            let guesser = world.visitor().coming_from(format!("2001:db8:1:2::{nth:x}").parse::<std::net::Ipv6Addr>().unwrap());
            answer = guesser.calls(|| log_in(email.clone(), "guess".to_owned())).await.map(|_| ());
        }
        assert!(matches!(answer, Err(Error::Refused(Rule::Patience { .. }))), "{answer:?}");
        let neighbour = world.visitor().coming_from("2001:db8:1:3::1".parse::<std::net::Ipv6Addr>().unwrap());
        assert!(neighbour.calls(|| log_in(email.clone(), PASSWORD.to_owned())).await.is_ok());
    }

    async fn a_login_that_succeeds_leaves_no_trace_of_a_failure(world: &World) {
        let email = give_password(world, world.person(Role::Lead, world.ours).await.person).await;
        for _ in 0..40 {
            let visitor = world.visitor().coming_from([203, 0, 113, 9]);
            assert!(visitor.calls(|| log_in(email.clone(), PASSWORD.to_owned())).await.is_ok());
        }
        let mut tx = world.db.read().await.unwrap();
        let (failures,) = app::one!(&mut tx, (i64,), "select count(*) from attempt where failures > 0").unwrap();
        assert_eq!(failures, 0);
    }

    async fn failures_are_forgotten_also_by_the_database(world: &World) {
        let visitor = world.visitor().coming_from([198, 51, 100, 7]);
        let guess = |nth: u32| log_in(Email::parse(&format!("person{nth}@example.org")).unwrap(), PASSWORD.to_owned());
        for nth in 0..10 {
            let _ = visitor.calls(|| guess(nth)).await;
        }
        world.clock.advance(2 * 86_400);
        let _ = visitor.calls(|| guess(99)).await;
        let mut tx = world.db.read().await.unwrap();
        let (kept,) = app::one!(&mut tx, (i64,), "select count(*) from attempt").unwrap();
        assert_eq!(kept, 3, "of the last guess only");
    }

    async fn a_session_from_before_the_login_is_worth_nothing_after_it(world: &World) {
        let email = give_password(world, world.person(Role::Lead, world.ours).await.person).await;
        let visitor = world.visitor();
        visitor.visit().session.insert("planted", true).await.unwrap();
        visitor.visit().session.save().await.unwrap();
        let planted = visitor.visit().session.id();
        visitor.calls(|| log_in(email.clone(), PASSWORD.to_owned())).await.unwrap();
        visitor.visit().session.save().await.unwrap();
        assert_ne!(visitor.visit().session.id(), planted);
        let mut tx = world.db.read().await.unwrap();
        let old = secret::hash(&planted.unwrap().to_string());
        assert!(app::maybe!(&mut tx, (String,), "select id from session where id = $1", old).unwrap().is_none());
    }

    async fn a_late_save_does_not_bring_an_ended_session_back(world: &World) {
        let lead = world.person(Role::Lead, world.ours).await;
        let late = lead.visit().session.clone();
        late.insert("draft", 1).await.unwrap();
        lead.calls(log_out).await.unwrap();
        let _ = late.save().await;
        assert_eq!(lead.calls(who_am_i).await, Err(Error::Unauthenticated));
    }

    async fn a_session_ends_when_it_is_idle_even_before_anybody_cleans_up(world: &World) {
        let lead = world.person(Role::Lead, world.ours).await;
        let id = lead.visit().session.id().unwrap();
        world.clock.advance((session::IDLE_DAYS * 86_400) + 1);
        let store = session::Sessions::new(world.db.clone(), world.clock.clone());
        let found = tower_sessions_core::SessionStore::load(&store, &id).await.unwrap();
        assert!(found.is_none());
    }

    async fn a_session_ends_after_sixty_days_however_often_it_is_used(world: &World) {
        let lead = world.person(Role::Lead, world.ours).await;
        let id = lead.visit().session.id().unwrap();
        let store = session::Sessions::new(world.db.clone(), world.clock.clone());
        for _ in 0..session::MOST_DAYS {
            assert!(tower_sessions_core::SessionStore::load(&store, &id).await.unwrap().is_some());
            world.until_seen(&lead).await;
            world.clock.advance(86_400);
        }
        assert!(tower_sessions_core::SessionStore::load(&store, &id).await.unwrap().is_none());
    }

    async fn reading_goes_on_beside_a_long_write(world: &World) {
        let lead = world.person(Role::Lead, world.ours).await;
        world.clock.advance(600);
        let long = world.db.write().await.unwrap();
        let begun = std::time::Instant::now();
        let id = lead.visit().session.id().unwrap();
        let store = session::Sessions::new(world.db.clone(), world.clock.clone());
        assert!(tower_sessions_core::SessionStore::load(&store, &id).await.unwrap().is_some());
        assert!(begun.elapsed().as_secs() < 4, "nobody waits for the writer");
        drop(long);
        world.until_seen(&lead).await;
    }

    async fn somebody_switched_off_is_out_at_the_next_call(world: &World) {
        let specialist = world.person(Role::Specialist, world.ours).await;
        assert!(specialist.calls(open_home).await.is_ok());
        world.deactivate(&specialist).await;
        assert_eq!(specialist.calls(open_home).await, Err(Error::Unauthenticated));
    }

    async fn a_specialist_sees_the_projects_they_work_on_and_a_partner_all(world: &World) {
        let specialist = world.person(Role::Specialist, world.ours).await;
        let partner = world.person(Role::Partner, world.ours).await;
        assert_eq!(specialist.calls(open_home).await.unwrap().projects.len(), 1);
        assert_eq!(partner.calls(open_home).await.unwrap().projects.len(), 2);
        assert_eq!(specialist.calls(|| open_project(world.theirs.project)).await, Err(Error::Missing));
    }

    async fn a_person_changes_the_language_they_read(world: &World) {
        let owner = world.person(Role::Owner, world.ours).await;
        owner.calls(|| speak(Language::Uk)).await.unwrap();
        assert_eq!(owner.calls(who_am_i).await.unwrap().language, Language::Uk);
    }

    async fn the_house_is_set_up_once_with_the_link_of_the_first_start(world: &World) {
        let mut tx = world.db.write().await.unwrap();
        app::exec!(&mut tx, "delete from agency").unwrap();
        tx.commit().await.unwrap();
        let visitor = world.visitor();
        assert!(visitor.calls(look_in).await.unwrap().needs_set_up);
        let now = world.clock.now();
        let old = entrance::open_set_up(&world.db, now).await.unwrap().unwrap();
        let secret = entrance::open_set_up(&world.db, now).await.unwrap().unwrap();
        let attempt = |secret: &str| {
            set_up(
                secret.to_owned(),
                Name::parse("Northern Lights").unwrap(),
                Name::parse("Olena").unwrap(),
                Email::parse("olena@example.org").unwrap(),
                Password::parse(PASSWORD).unwrap(),
                Language::Uk,
            )
        };
        let refused = Err(Error::Refused(Rule::Link));
        assert_eq!(visitor.calls(|| attempt("guess")).await, refused);
        assert_eq!(visitor.calls(|| attempt(old.reveal())).await, refused, "a new start ends the old link");
        let me = visitor.calls(|| attempt(secret.reveal())).await.unwrap();
        assert_eq!(me.person.role, Role::Admin);
        assert_eq!(visitor.calls(who_am_i).await.unwrap(), me, "and is logged in");
        assert_eq!(visitor.calls(|| attempt(secret.reveal())).await, refused);
        assert!(entrance::open_set_up(&world.db, now).await.unwrap().is_none());
        assert!(!visitor.calls(look_in).await.unwrap().needs_set_up);
    }
    async fn of_two_who_open_the_set_up_link_at_once_one_lives_here(world: &World) {
        let mut tx = world.db.write().await.unwrap();
        app::exec!(&mut tx, "delete from agency").unwrap();
        tx.commit().await.unwrap();
        let secret = entrance::open_set_up(&world.db, world.clock.now()).await.unwrap().unwrap();
        let attempts = (0..8).map(|nth| {
            let secret = secret.reveal().to_owned();
            let visitor = world.visitor();
            async move {
                visitor.calls(|| set_up(
                    secret,
                    Name::parse("Northern Lights").unwrap(),
                    Name::parse("Olena").unwrap(),
                    Email::parse(&format!("olena{nth}@example.org")).unwrap(),
                    Password::parse(PASSWORD).unwrap(),
                    Language::Uk,
                )).await
            }
        });
        let answers = futures::future::join_all(attempts).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|answer| **answer == Err(Error::Refused(Rule::Link))).count(), 7, "{answers:?}");
        let mut tx = world.db.read().await.unwrap();
        let (agencies, people) =
            app::one!(&mut tx, (i64, i64), "select (select count(*) from agency), (select count(*) from person)").unwrap();
        assert_eq!((agencies, people), (1, 1));
    }

    async fn a_demonstration_that_is_made_under_a_public_server_lets_nobody_in(world: &World) {
        let mut tx = world.db.write().await.unwrap();
        app::exec!(&mut tx, "update agency set demo = $1", true).unwrap();
        tx.commit().await.unwrap();
        let email = give_password(world, world.person(Role::Lead, world.ours).await.person).await;
        let (near, far) = (world.visitor(), world.visitor().elsewhere());
        let refused = Err(Error::Refused(Rule::Credentials));
        assert_eq!(far.calls(|| log_in(email.clone(), PASSWORD.to_owned())).await, refused);
        assert_eq!(far.calls(look_in).await.unwrap().demo, []);
        assert!(near.calls(|| log_in(email.clone(), PASSWORD.to_owned())).await.is_ok());
    }

    async fn a_set_up_link_is_good_for_a_day(world: &World) {
        let now = world.clock.now();
        let secret = entrance::open_set_up(&world.db, now).await.unwrap().unwrap();
        world.clock.advance(86_401);
        let late = world.visitor().calls(|| set_up(
            secret.reveal().to_owned(),
            Name::parse("Northern Lights").unwrap(),
            Name::parse("Olena").unwrap(),
            Email::parse("olena@example.org").unwrap(),
            Password::parse(PASSWORD).unwrap(),
            Language::Uk,
        )).await;
        assert_eq!(late, Err(Error::Refused(Rule::Link)));
    }
}
