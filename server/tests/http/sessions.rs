//! Cookies and sessions: planted, forged, ended, and used while they end.

use app::access::{
    model::Role,
    session::{IDLE_DAYS, MOST_DAYS},
};
use serde_json::json;

use super::*;
use crate::http_world::{
    Served, call, cookie, request,
    things::{Things, upload},
};

/// Whom a cookie means.
async fn who(served: &Served, world: &World, cookie: &str) -> (u16, serde_json::Value) {
    let answer = served
        .send(with(request(&world.visitor(), "who_am_i", &json!({})), &[("cookie", Some(cookie))]))
        .await;
    (answer.status, answer.json())
}

stories! {
    async fn a_planted_cookie_is_not_the_session_after_the_login(world: &World) {
        let served = Served::new(world);
        let known = world.person(Role::Lead, world.ours).await;
        let email = give_password(world, &known).await;
        let planted = "kabinet=AAAAAAAAAAAAAAAAAAAAAA";
        let login = request(&world.visitor(), "log_in", &json!({"email": email, "password": PASSWORD}));
        let answer = served.send(with(login, &[("cookie", Some(planted))])).await;
        assert_eq!(answer.status, 200);
        let given = answer.header("set-cookie");
        assert!(given.starts_with("kabinet=") && !given.starts_with(planted), "{given}");
        assert!(given.contains("HttpOnly") && given.contains("SameSite=Lax") && given.contains("Path=/"), "{given}");
        let old = with(request(&world.visitor(), "who_am_i", &json!({})), &[("cookie", Some(planted))]);
        assert_eq!(served.send(old).await.status, 401);
    }

    async fn somebody_elses_session_planted_before_the_login_dies_with_it(world: &World) {
        let served = Served::new(world);
        let (attacker, victim) = (world.person(Role::Owner, world.theirs).await, world.person(Role::Lead, world.ours).await);
        let email = give_password(world, &victim).await;
        let planted = cookie(&attacker);
        let login = request(&world.visitor(), "log_in", &json!({"email": email, "password": PASSWORD}));
        let answer = served.send(with(login, &[("cookie", Some(&planted))])).await;
        let given = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        assert!(answer.status == 200 && given.starts_with("kabinet=") && given != planted, "{given}");
        assert_eq!(who(&served, world, &planted).await, (401, json!("Unauthenticated")));
        let (status, me) = who(&served, world, &given).await;
        assert_eq!((status, &me["person"]["id"]), (200, &json!(victim.person)));
    }

    async fn each_login_gives_another_session_and_ends_the_one_it_came_with(world: &World) {
        let served = Served::new(world);
        let email = give_password(world, &world.person(Role::Lead, world.ours).await).await;
        let mut cookies = vec![String::new()];
        for _ in 0..3 {
            let login = request(&world.visitor(), "log_in", &json!({"email": email, "password": PASSWORD}));
            let answer = served.send(with(login, &[("cookie", cookies.last().map(String::as_str))])).await;
            cookies.push(answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned());
        }
        let mut answers = Vec::new();
        for cookie in &cookies {
            answers.push(who(&served, world, cookie).await.0);
        }
        assert_eq!(answers, [401, 401, 401, 200]);
    }

    async fn a_cookie_that_means_nothing_is_no_cookie(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let mut tx = world.db.read().await.unwrap();
        let kept = app::all!(&mut tx, (String,), "select id from session").unwrap();
        drop(tx);
        let good = cookie(&lead);
        let mut values: Vec<String> = ["", "x", "../../etc/passwd", "%00", "null", "{}", "AAAAAAAAAAAAAAAAAAAAAA", "'; drop table session; --"]
            .map(|value| format!("kabinet={value}"))
            .to_vec();
        values.extend(kept.iter().map(|(id,)| format!("kabinet={id}")));
        values.push(format!("kabinet={}", "A".repeat(60_000)));
        values.push(good.replace("kabinet=", "__Host-kabinet="));
        values.push(good.replace("kabinet=", "Kabinet="));
        values.push(good.chars().rev().collect());
        for value in values {
            assert_eq!(who(&served, world, &value).await.0, 401, "{value:.100}");
        }
        assert_eq!(who(&served, world, &good).await.0, 200);
    }

    async fn a_header_does_not_say_who_one_is_or_where_one_comes_from(world: &World) {
        let served = Served::new(world);
        let email = give_password(world, &world.person(Role::Lead, world.ours).await).await;
        let mut answers = Vec::new();
        for nth in 0..10 {
            let forged = format!("198.51.100.{nth}");
            let guess = with(
                request(&world.visitor(), "log_in", &json!({"email": email, "password": "guess"})),
                &[
                    ("x-forwarded-for", Some(&forged)),
                    ("x-real-ip", Some(&forged)),
                    ("forwarded", Some(&format!("for={forged}"))),
                    ("remote-user", Some("admin")),
                ],
            );
            answers.push(served.send(guess).await.status);
        }
        assert_eq!(answers, [403, 403, 403, 403, 403, 403, 429, 429, 429, 429], "a new address each time is the same peer");
        let somebody = with(request(&world.visitor(), "who_am_i", &json!({})), &[("remote-user", Some(email.as_str()))]);
        assert_eq!(served.send(somebody).await.status, 401);
    }

    async fn with_tls_the_cookie_is_bound_to_this_host(world: &World) {
        let served = Served::at(world, "https://kabinet.example.org");
        let known = world.person(Role::Lead, world.ours).await;
        let email = give_password(world, &known).await;
        let login = request(&world.visitor(), "log_in", &json!({"email": email, "password": PASSWORD}));
        let answer = served.send(with(login, &[("origin", Some("https://kabinet.example.org"))])).await;
        let given = answer.header("set-cookie");
        assert!(given.starts_with("__Host-kabinet=") && given.contains("Secure") && !given.contains("Domain"), "{given}");
        assert!(answer.header("strict-transport-security").contains("max-age"));
    }

    async fn calls_under_way_do_not_bring_a_session_back_that_was_logged_out(world: &World) {
        let served = std::sync::Arc::new(Served::new(world));
        let lead = world.person(Role::Lead, world.ours).await;
        let things = Things::new(world, &served, world.ours).await;
        let arguments = std::sync::Arc::new(things.arguments(upload(world, &lead, world.ours), 1));
        let mut under_way = tokio::task::JoinSet::new();
        for number in 0..101 {
            let (served, lead, arguments) = (served.clone(), lead.clone(), arguments.clone());
            under_way.spawn(async move {
                let function = ["who_am_i", "open_home", "speak", "open_board", "comment_card"][number % 5];
                let function = if number == 50 { "log_out" } else { function };
                let arguments = arguments.get(function).cloned().unwrap_or_else(|| json!({}));
                (number, call(&served, &lead, function, &arguments).await)
            });
        }
        for (number, answer) in under_way.join_all().await {
            assert!(matches!(answer.status, 200 | 401), "{number}: {answer:?}");
            assert!(!answer.header("set-cookie").contains("kabinet=A") || number == 50, "{number}: {answer:?}");
        }
        assert_eq!(who(&served, world, &cookie(&lead)).await.0, 401);
        let mut tx = world.db.read().await.unwrap();
        let person = lead.person.unwrap();
        let (kept,) = app::one!(&mut tx, (i64,), "select count(*) from session where person_id = $1", person).unwrap();
        assert_eq!(kept, 0, "nothing of it is left in the database");
    }

    async fn a_logout_ends_the_session_takes_the_cookie_back_and_empties_the_cache(world: &World) {
        let served = Served::new(world);
        let lead = world.person(Role::Lead, world.ours).await;
        let other = world.person(Role::Lead, world.ours).await;
        let answer = call(&served, &lead, "log_out", &json!({})).await;
        assert_eq!((answer.status, answer.header("clear-site-data")), (200, "\"cache\""));
        let taken = answer.header("set-cookie");
        assert!(taken.starts_with("kabinet=;") && taken.contains("Max-Age=0"), "{taken}");
        assert_eq!(who(&served, world, &cookie(&lead)).await.0, 401);
        assert_eq!(who(&served, world, &cookie(&other)).await.0, 200, "nobody else is logged out");
        assert_eq!(call(&served, &lead, "log_out", &json!({})).await.status, 200, "a second time is no fault");
    }

    async fn a_session_that_has_run_out_opens_nothing_though_its_row_is_still_there(world: &World) {
        let served = Served::new(world);
        let (idle, busy) = (world.person(Role::Lead, world.ours).await, world.person(Role::Owner, world.ours).await);
        for _ in 0..MOST_DAYS {
            world.clock.advance(86_400);
            if world.clock.now() < world::BEGINNING.plus_seconds(MOST_DAYS * 86_400) {
                assert_eq!(who(&served, world, &cookie(&busy)).await.0, 200);
                world.until_seen(&busy).await;
            }
        }
        for (actor, since) in [(&idle, IDLE_DAYS), (&busy, MOST_DAYS)] {
            assert_eq!(who(&served, world, &cookie(actor)).await.0, 401, "after {since} days");
            let mut tx = world.db.read().await.unwrap();
            let person = actor.person.unwrap();
            let (kept,) =
                app::one!(&mut tx, (i64,), "select count(*) from session where person_id = $1", person).unwrap();
            assert_eq!(kept, 1, "nobody has cleaned up yet");
        }
    }

    async fn who_does_not_log_in_gets_no_cookie(world: &World) {
        let served = Served::new(world);
        for function in ["who_am_i", "look_in", "log_in", "open_home"] {
            let arguments = json!({"email": "nobody@example.org", "password": "guess"});
            let answer = call(&served, &world.visitor(), function, &arguments).await;
            assert_eq!(answer.header("set-cookie"), "", "{function}");
        }
        let mut tx = world.db.read().await.unwrap();
        let (kept,) = app::one!(&mut tx, (i64,), "select count(*) from session").unwrap();
        assert_eq!(kept, 0);
    }
}
