//! How the program is called, and what it says when it is called in another way.

use serde_json::json;

use crate::{house::House, world::Engine};

#[tokio::test]
async fn wrong_usage_is_2_and_one_sentence() {
    let house = House::new(Engine::Sqlite).await;
    for (arguments, part) in [
        (&["--no-such-flag"][..], "--no-such-flag"),
        (&["no-such-command"], "no-such-command"),
        (&["import"], "command"),
        (&["import", "facts", "a.csv"], "--project"),
        (&["import", "facts", "--project", "rub"], "<FILE>"),
        (&["import", "facts", "--project", "NOT A SLUG", "a.csv"], "NOT A SLUG"),
        (&["import", "facts", "--project", "rub", "--map", "a=price", "a.csv"], "day, until, source"),
        (&["import", "facts", "--project", "rub", "--dates", "ymd", "a.csv"], "dmy"),
        (&["report", "--project", "rub", "--by", "colour"], "category"),
        (&["report", "--project", "rub", "--from", "2026-02-30"], "2026-02-30"),
        (&["report", "--project", "rub", "--from", "2026-11-02", "--to", "2026-11-01"], "--from"),
        (&["report", "--project", "rub", "--select", "campaign"], "dimension=value"),
        (&["project", "add", "--client", "A"], "--slug"),
        (&["user", "add", "--email", "nobody", "--name", "A", "--role", "admin"], "nobody"),
        (&["user", "add", "--email", "a@example.org", "--name", "A", "--role", "god"], "owner"),
        (&["user", "add", "--email", "a@example.org", "--name", "A", "--role", "owner"], "--client"),
        (&["--listen", "127.0.0.1:0", "report", "--project", "rub"], "kabinet serve --listen"),
        (&["--data-dir", "elsewhere", "serve"], "kabinet serve --data-dir"),
        (&["serve", "--listen", "somewhere"], "somewhere"),
        (&["serve", "--listen", "0.0.0.0:0"], "--base-url"),
        (&["serve", "--base-url", "kabinet.example.org"], "https://"),
        (&["serve", "--base-url", "http://kabinet.example.org"], "TLS"),
        (&["serve", "--trusted-proxies", "everybody"], "everybody"),
        (&["--log-level", "a=b=c", "doctor"], "--log-level"),
        (&["demo", "--language", "de"], "en, ru, uk"),
    ] {
        let done = house.run(arguments);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{arguments:?}: {done:?}");
        assert!(done.sentence().contains(part), "{arguments:?} does not say {part}: {done:?}");
    }
    assert!(!house.path().join("kabinet.db").exists(), "nothing was begun");
    let short = house
        .run_with(&["user", "add", "--email", "a@example.org", "--name", "A", "--role", "admin"], "short");
    assert_eq!(short.code, 2);
    assert!(short.sentence().contains("password") && !short.err.contains("short\n"), "{short:?}");
}

#[tokio::test]
async fn a_failure_is_1_and_one_sentence() {
    let house = House::new(Engine::Sqlite).await;
    let slug = house.add_project("RUB");
    house.add_person("admin");
    for (arguments, part) in [
        (&["import", "facts", "--project", "nowhere", "a.csv"][..], "nowhere"),
        (&["import", "facts", "--project", &slug, "not-there.csv"], "not-there.csv"),
        (&["import", "facts", "--project", &slug, "/"], "/"),
        (&["report", "--project", "nowhere"], "nowhere"),
        (
            &[
                "project",
                "add",
                "--client",
                "A",
                "--name",
                "B",
                "--slug",
                &slug,
                "--service",
                "seo",
                "--currency",
                "EUR",
                "--start",
                "2026-11-01",
            ],
            &slug,
        ),
        (&["healthcheck", "--listen", "127.0.0.1:1"], "127.0.0.1:1"),
        (&["--database-url", "mysql://localhost/a", "doctor"], "points are wrong"),
        (&["--database-url", "mysql://localhost/a", "report", "--project", "a"], "sqlite:"),
        (&["--database-url", "postgres://nobody@127.0.0.1:1/a", "report", "--project", "a"], "PostgreSQL"),
        (&["--database-url", "sqlite:/proc/kabinet/a.db", "report", "--project", "a"], "/proc/kabinet"),
    ] {
        let done = house.run(arguments);
        assert_eq!(done.code, 1, "{arguments:?}: {done:?}");
        assert!(done.sentence().contains(part), "{arguments:?} does not say {part}: {done:?}");
    }
    let again = house.run_with(
        &["user", "add", "--email", "admin@example.org", "--name", "A", "--role", "admin"],
        "long enough!",
    );
    assert_eq!(again.code, 1);
    assert!(again.sentence().contains("admin@example.org"), "{again:?}");
    let unknown = house.file("a.csv", "day,clicks\n2026-11-01,1\n");
    let unknown =
        house.run(&["import", "facts", "--project", &slug, "--map", "prize=cost", unknown.to_str().unwrap()]);
    assert_eq!(unknown.code, 2, "a column that is not there is wrong usage");
    assert!(
        unknown.sentence().contains("prize") && unknown.sentence().contains("day, clicks"),
        "{unknown:?}"
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_told_from_one() {
    let house = House::new(Engine::Sqlite).await;
    house.file("kabinet.db", "this is a letter to somebody, and no database\n".repeat(100));
    let done = house.run(&["report", "--project", "a"]);
    assert_eq!(done.code, 1);
    assert!(done.sentence().contains("kabinet.db"), "{done:?}");
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let house = House::new(engine).await;
        let slug = house.add_project("RUB");
        let db = app::db::Db::open(&house.url).await.unwrap();
        let mut tx = db.write().await.unwrap();
        app::exec!(&mut tx, "update _sqlx_migrations set version = version + 1000").unwrap();
        tx.commit().await.unwrap();
        db.close().await;
        for arguments in [&["report", "--project", &slug][..], &["serve", "--listen", "127.0.0.1:0"]] {
            let done = house.run(arguments);
            assert_eq!(done.code, 1, "{arguments:?}: {done:?}");
            assert!(done.sentence().contains("could not be brought up to date"), "{done:?}");
        }
    }
}

#[tokio::test]
async fn every_command_explains_itself() {
    let house = House::new(Engine::Sqlite).await;
    for arguments in [
        &[][..],
        &["serve"],
        &["demo"],
        &["project"],
        &["project", "add"],
        &["import"],
        &["import", "facts"],
        &["report"],
        &["user"],
        &["user", "add"],
        &["healthcheck"],
        &["doctor"],
    ] {
        let mut arguments = arguments.to_vec();
        arguments.push("--help");
        let done = house.must(&arguments);
        assert!(done.out.contains("Usage: kabinet") && done.err.is_empty(), "{arguments:?}: {done:?}");
        assert!(!done.out.contains(&house.url), "help does not show the address of the database");
    }
    assert!(house.must(&["--version"]).out.starts_with("kabinet "));
}

#[tokio::test]
async fn the_environment_says_what_flags_say_and_files_hold_secrets() {
    let house = House::new(Engine::Postgres).await;
    let (url, password) =
        (house.file("url", format!("{}\n", house.url)), house.file("password", "correct horse battery\n"));
    let run = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = house.program();
        command
            .env("KABINET_DATABASE_URL", "sqlite:/proc/not-this-one")
            .env("KABINET_DATABASE_URL_FILE", &url);
        command.args(arguments).envs(environment.iter().copied());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    run(
        &["project", "add"],
        &[
            ("KABINET_PROJECT_CLIENT", "Kaminhaus"),
            ("KABINET_PROJECT_NAME", "Ads"),
            ("KABINET_PROJECT_SLUG", "ads"),
            ("KABINET_PROJECT_SERVICE", "ppc"),
            ("KABINET_PROJECT_CURRENCY", "RUB"),
            ("KABINET_PROJECT_START", "2026-10-01"),
            ("KABINET_PROJECT_TIMEZONE", "Europe/Moscow"),
        ],
    );
    run(
        &["user", "add"],
        &[
            ("KABINET_USER_EMAIL", "anna@example.org"),
            ("KABINET_USER_NAME", "Anna"),
            ("KABINET_USER_ROLE", "lead"),
            ("KABINET_USER_PROJECTS", "ads"),
            ("KABINET_USER_PASSWORD_FILE", password.to_str().unwrap()),
        ],
    );
    let file = house.file("a.csv", "day;campaign;clicks;spent\n3/4/26;a;1;2\n");
    let said = run(
        &["import", "facts", file.to_str().unwrap()],
        &[
            ("KABINET_IMPORT_PROJECT", "ads"),
            ("KABINET_IMPORT_MAP", "spent=cost\nclicks=clicks"),
            ("KABINET_IMPORT_SOURCE", "Calltouch"),
            ("KABINET_IMPORT_DATES", "mdy"),
            ("KABINET_IMPORT_JSON", "true"),
        ],
    );
    assert_eq!(serde_json::from_str::<serde_json::Value>(&said).unwrap()["inserted"], 1);
    let said = run(
        &["report"],
        &[
            ("KABINET_REPORT_PROJECT", "ads"),
            ("KABINET_REPORT_BY", "day"),
            ("KABINET_REPORT_SELECT", "campaign=a"),
            ("KABINET_REPORT_FROM", "2026-03-01"),
            ("KABINET_REPORT_FORMAT", "json"),
        ],
    );
    let report: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&report["rows"][0]["key"], &report["total"]["cost"]), (&json!("2026-03-04"), &json!("2.00")));
}

#[tokio::test]
async fn nobody_reading_is_no_fault() {
    let house = House::new(Engine::Sqlite).await;
    house.add_project("RUB");
    for arguments in [&["doctor"][..], &["report", "--project", "rub"], &["--help"]] {
        let mut child = house
            .program()
            .args(arguments)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.code().is_some_and(|code| code < 2) && !said.contains("panicked"),
            "{arguments:?}: {said}"
        );
    }
}
