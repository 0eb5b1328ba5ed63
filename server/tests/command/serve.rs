//! A server's life: its start beside another one, what it refuses to serve, and its end.

use std::{io::Read, time::Duration};

use app::db::Db;
use serde_json::{Value, json};

use crate::{
    house::{House, PASSWORD},
    world::Engine,
};

async fn at_once(engine: Engine) {
    let house = House::new(engine).await;
    let servers: Vec<_> = (0..4).map(|_| house.serve(&[])).collect();
    let servers: Vec<_> = servers.into_iter().map(super::house::Server::ready).collect();
    let mut tx = Db::open(&house.url).await.unwrap().read().await.unwrap();
    let (applied, different) =
        app::one!(&mut tx, (i64, i64), "select count(*), count(distinct version) from _sqlx_migrations")
            .unwrap();
    assert!(applied > 0 && applied == different, "{applied} migrations ran, {different} are there");
    drop(tx);
    for server in servers {
        assert!(server.get("/healthz", "").ends_with("ok"));
        server.terminate();
        let (done, took) = server.end();
        assert_eq!(done.code, 0, "{done:?}");
        assert!(took < Duration::from_secs(10), "{took:?} for nothing");
    }
}

#[tokio::test]
async fn servers_that_start_at_once_take_turns_on_sqlite() {
    at_once(Engine::Sqlite).await;
}

#[tokio::test]
async fn servers_that_start_at_once_take_turns_on_postgres() {
    at_once(Engine::Postgres).await;
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_ends_its_streams_and_finishes_what_is_under_way() {
    let house = House::new(Engine::Sqlite).await;
    house.add_project("RUB");
    let email = house.add_person("admin");
    let server = house.serve(&[]).ready();
    let cookie = server.log_in(&email, PASSWORD);
    let home = server.call("open_home", &cookie, &json!({}));
    let home: Value = serde_json::from_str(home.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    let project = home["projects"][0]["id"].as_str().unwrap();
    let mut streams: Vec<_> = (0..5)
        .map(|_| server.open(&server.head("GET", &format!("/api/events/{project}"), &cookie, "")))
        .collect();
    for stream in &mut streams {
        let mut begun = [0; 2000];
        let read = stream.read(&mut begun).unwrap();
        assert!(String::from_utf8_lossy(&begun[..read]).contains("200 OK"));
    }
    // An upload that is under way is finished first.
    let path = format!("/api/upload/{project}?name=a.csv");
    let mut upload =
        server.open(&server.head("POST", &path, &cookie, "Connection: close\r\nContent-Length: 22\r\n"));
    std::thread::sleep(Duration::from_millis(300));
    server.terminate();
    std::thread::sleep(Duration::from_millis(500));
    assert!(std::net::TcpStream::connect(server.address).is_err(), "nobody new comes in");
    std::io::Write::write_all(&mut upload, b"day,clicks\n2026-11-01,").unwrap();
    let mut answer = String::new();
    upload.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let (done, took) = server.end();
    assert_eq!(done.code, 0, "{done:?}");
    assert!(took < Duration::from_secs(10), "{took:?} with open streams");
    for stream in &mut streams {
        let mut rest = String::new();
        assert!(stream.read_to_string(&mut rest).is_ok(), "a stream ends in order");
    }
}

#[tokio::test]
async fn a_call_that_never_ends_does_not_hold_a_server_for_longer_than_half_a_minute() {
    let house = House::new(Engine::Sqlite).await;
    house.add_project("RUB");
    let email = house.add_person("admin");
    let server = house.serve(&[]).ready();
    let cookie = server.log_in(&email, PASSWORD);
    let endless = server.head(
        "POST",
        "/api/open_home",
        &cookie,
        "Content-Type: application/json\r\nContent-Length: 1000\r\n",
    );
    let silent = [server.open(&endless), server.open("GET / HTTP/1.1\r\nHost: "), server.open("")];
    std::thread::sleep(Duration::from_millis(300));
    server.terminate();
    let (done, took) = server.end();
    assert_eq!(done.code, 0, "{done:?}");
    assert!(took <= Duration::from_secs(30), "{took:?}");
    drop(silent);
}

#[tokio::test]
async fn the_demonstration_is_served_to_this_machine_only() {
    let house = House::new(Engine::Sqlite).await;
    house.must(&["demo", "--today", "2026-11-22"]);
    for arguments in [
        &["serve", "--base-url", "https://kabinet.example.org", "--listen", "127.0.0.1:0"][..],
        &["serve", "--base-url", "https://kabinet.example.org", "--listen", "192.0.2.1:8080"],
        &["serve", "--base-url", "https://localhost", "--listen", "192.0.2.1:8080"],
    ] {
        let done = house.run(arguments);
        assert_eq!(done.code, 1, "{arguments:?}: {done:?}");
        assert!(done.sentence().contains("demonstration"), "{done:?}");
    }
    let server = house.serve(&[]).ready();
    assert!(server.log_in("owner@demo.example", "kabinet-demo").starts_with("kabinet="));
    let hall = server.call("look_in", "", &json!({}));
    assert!(hall.contains("owner@demo.example") && hall.contains("\"needs_set_up\":false"), "{hall}");
}

#[tokio::test]
async fn an_empty_house_has_no_password_and_one_link_that_works_once() {
    let house = House::new(Engine::Sqlite).await;
    let mut server = house.serve(&[]).ready();
    let line = server.hear(|line| line.contains("/set-up#"));
    let secret = line.split('#').nth(1).unwrap().trim().to_owned();
    assert!(secret.len() == 64 && secret.bytes().all(|byte| byte.is_ascii_hexdigit()), "{line}");
    for (email, password) in [
        ("admin@example.org", "admin"),
        ("admin@localhost.local", ""),
        ("owner@demo.example", "kabinet-demo"),
        ("lead@demo.example", "kabinet-demo"),
    ] {
        let answer = server.call("log_in", "", &json!({"email": email, "password": password}));
        assert!(answer.starts_with("HTTP/1.1 403") && !answer.contains("set-cookie"), "{email}: {answer}");
    }
    let hall = server.call("look_in", "", &json!({}));
    assert!(hall.contains("\"needs_set_up\":true") && hall.contains("\"demo\":[]"), "{hall}");
    let set_up = |secret: &str, email: &str| {
        server.call("set_up", "", &json!({
            "secret": secret, "agency": "Northlight", "name": "Olena", "email": email, "password": PASSWORD, "language": "uk"
        }))
    };
    assert!(set_up("guess", "a@example.org").starts_with("HTTP/1.1 403"));
    assert!(set_up(&secret, "olena@example.org").starts_with("HTTP/1.1 200"));
    assert!(set_up(&secret, "b@example.org").starts_with("HTTP/1.1 403"), "the link is used up");
    assert!(server.log_in("olena@example.org", PASSWORD).starts_with("kabinet="));
    server.terminate();
    drop(server);
    let again = house.serve(&[]).ready();
    again.terminate();
    let (done, _) = again.end();
    assert!(
        done.out.contains("Kabinet is at") && !done.out.contains("set-up#"),
        "somebody lives here: {done:?}"
    );
}

#[tokio::test]
async fn the_log_tells_of_calls_in_lines_or_as_json_and_never_a_secret() {
    let house = House::new(Engine::Sqlite).await;
    let email = house.add_person("admin");
    let mut logs = Vec::new();
    for format in ["human", "json"] {
        let server = house.serve(&["--log-format", format, "--log-level", "debug"]).ready();
        let cookie = server.log_in(&email, PASSWORD);
        let wrong = server.call("log_in", "", &json!({"email": email, "password": "a-wrong-password"}));
        assert!(wrong.starts_with("HTTP/1.1 403"), "{wrong}");
        server.get("/p/a/report?select=campaign%3DSecretName", &cookie);
        server.terminate();
        let (done, _) = server.end();
        for secret in [PASSWORD, "a-wrong-password", cookie.split('=').nth(1).unwrap(), "SecretName"] {
            assert!(!done.err.contains(secret) && !done.out.contains(secret), "{secret} stands in the log");
        }
        logs.push(done.err);
    }
    assert!(logs[1].lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{}", logs[1]);
    assert!(logs[1].contains("/api/log_in"), "{}", logs[1]);
}
