//! A report as a file: the figures of the page in every language, numbers that a spreadsheet takes for numbers, and
//! names that it takes for nothing else.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

mod http_world;

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use app::{
    access::model::Role,
    fact::{
        import::{self, Delivery},
        plan::Plan,
    },
    money::Currency,
};
use axum::{
    body::Body,
    http::{Request, header},
};
use http_world::{Answer, Served, call, cookie};
use serde_json::json;
use world::{Actor, Engine, World};

/// Its days, as a question.
const REAL_DAYS: &str = "from=2021-02-01&to=2021-02-28";

/// By category: cost, leads, cost per lead, sales, revenue; then everything.
const GOLDEN: [(&str, &str, &str, &str, &str, &str); 5] = [
    ("social", "13798500", "31384", "439.67", "2635", "11911454"),
    ("influencer", "8305304", "16939", "490.31", "3014", "21119887"),
    ("media", "5026676", "10149", "495.29", "1566", "6152960"),
    ("search", "3460403", "7107", "486.9", "828", "3705065"),
    ("", "30590883", "65579", "466.47", "8043", "42889366"),
];

const LANGUAGES: [&str; 3] = ["en", "ru", "uk"];

async fn import_file(world: &World, path: &Path) {
    let checked =
        import::check(path.to_owned(), Plan::default(), Currency::parse("RUB").unwrap()).await.unwrap();
    let place = world.ours;
    let (project, client) = (place.project, place.client);
    let delivery = Delivery { project, client, name: "a.csv", person: None, now: world.clock.now() };
    let mut tx = world.db.write().await.unwrap();
    import::deliver(&mut tx, Arc::new(checked), &delivery).await.unwrap();
    tx.commit().await.unwrap();
}

async fn import_text(world: &World, text: &str) {
    let path = world.uploads.join("a.csv");
    std::fs::write(&path, text).unwrap();
    import_file(world, &path).await;
}

/// The real file, when somebody has put the shared data beside the project.
fn real_file() -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.map(|folder| folder.join("shared/data/marketing.csv")).find(|path| path.is_file());
    if found.is_none() {
        eprintln!("skipped: ../shared/data/marketing.csv is not there");
    }
    found
}

async fn export(served: &Served, actor: &Actor, world: &World, what: &str, question: &str) -> Answer {
    let question = question
        .replace('%', "%25")
        .replace('&', "%26")
        .replace('+', "%2B")
        .replace(' ', "%20")
        .replace('>', "%3E");
    let path = format!("/api/export/{}?{what}&question={question}", world.ours.project);
    let request =
        Request::get(path).header(header::HOST, "127.0.0.1:8080").header(header::COOKIE, cookie(actor));
    served.send(request.body(Body::empty()).unwrap()).await
}

async fn reader_of(served: &Served, world: &World, language: &str) -> Actor {
    let owner = world.person(Role::Owner, world.ours).await;
    assert_eq!(call(served, &owner, "speak", &json!({"language": language})).await.status, 200);
    owner
}

fn records(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Opens workbooks in an office program and saves each sheet as text with bars between the cells: formulas as formulas, texts in
/// quotes, numbers without quotes and as they are shown.
fn through_libreoffice(folder: &Path, files: &[PathBuf]) {
    let office = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.display()))
        .args(["--headless", "--convert-to"])
        .arg("csv:Text - txt - csv (StarCalc):124,34,76,1,,0,true,true,true,false,false,-1")
        .arg("--outdir")
        .arg(folder)
        .args(files)
        .output();
    let office = office.expect("soffice is not there: scripts/prepare test installs LibreOffice");
    assert!(office.status.success(), "{office:?}");
}

/// A whole number as it is shown: `13,798,500`.
fn grouped(digits: &str) -> String {
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}

/// The sheets of a converted workbook by their names.
fn sheet(folder: &Path, book: &str, name: &str) -> String {
    let path = folder.join(format!("{book}-{name}.csv"));
    std::fs::read_to_string(&path).unwrap_or_else(|_| {
        let there: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name()).collect();
        panic!("{} is not among {there:?}", path.display())
    })
}

stories! {
    async fn a_table_says_what_the_page_says_in_three_languages(world: &World) {
        let Some(file) = real_file() else { return };
        import_file(world, &file).await;
        let served = Served::new(world);
        for (language, delimiter, total) in [("en", b',', "Total"), ("ru", b';', "Итого"), ("uk", b';', "Разом")] {
            let owner = reader_of(&served, world, language).await;
            let answer = export(&served, &owner, world, "format=csv&table=category", REAL_DAYS).await;
            assert_eq!(answer.status, 200);
            let text = String::from_utf8(answer.body).unwrap();
            assert_eq!(text.starts_with('\u{feff}'), language != "en", "{language}");
            let records = records(text.trim_start_matches('\u{feff}'), delimiter);
            assert_eq!(records.len(), 6, "a head, four categories, a total");
            for (record, (category, cost, leads, each, sales, revenue)) in records[1..].iter().zip(GOLDEN) {
                let point = |text: &str| if language == "en" { text.to_owned() } else { text.replace('.', ",") };
                let each = if each.len() == 5 { format!("{each}0") } else { each.to_owned() };
                let expected = [
                    point(&format!("{cost}.00")), leads.to_owned(), point(&each), sales.to_owned(), point(&format!("{revenue}.00")),
                ];
                assert_eq!(record[0], if category.is_empty() { total } else { category });
                assert_eq!(record[2..7], expected, "{language} {category}");
            }
            let days = export(&served, &owner, world, "format=csv&table=day", REAL_DAYS).await;
            let days = String::from_utf8(days.body).unwrap();
            assert_eq!(days.lines().count(), 30, "a head, 28 days, a total");
            let first = if language == "en" { "2021-02-01," } else { "01.02.2021;" };
            assert!(days.lines().nth(1).unwrap().starts_with(first), "{days}");
        }
    }

    async fn what_is_chosen_filters_the_file_as_it_filters_the_page(world: &World) {
        let facts = "date,campaign,category,channel,cost,leads,sales,revenue\n\
                     2026-11-20,brand,Fireplaces > Electric,VK,100.50,4,1,900\n\
                     2026-11-21,brand,Fireplaces > Bio,VK,50,1,0,0\n\
                     2026-11-21,other,Stoves,Direct,10,0,0,0\n";
        import_text(world, facts).await;
        let served = Served::new(world);
        let owner = reader_of(&served, world, "en").await;
        let table = async |table: &str, question: &str| {
            let answer = export(&served, &owner, world, &format!("format=csv&table={table}"), question).await;
            records(&String::from_utf8(answer.body).unwrap(), b',')
        };
        let tree = table("category", "").await;
        let keys: Vec<_> = tree.iter().map(|record| (record[0].as_str(), record[1].as_str(), record[2].as_str())).collect();
        assert_eq!(keys, [
            ("Category", "Level", "Cost, RUB"),
            ("Fireplaces", "1", "150.50"),
            ("Fireplaces › Electric", "2", "100.50"),
            ("Fireplaces › Bio", "2", "50.00"),
            ("Stoves", "1", "10.00"),
            ("Total", "", "160.50"),
        ]);
        let inside = table("category", "inside=Fireplaces").await;
        assert_eq!(inside.iter().map(|record| record[0].as_str()).collect::<Vec<_>>(), ["Category", "Fireplaces › Electric", "Fireplaces › Bio", "Total"]);
        let channels = table("channel", "category=Fireplaces+>+Bio").await;
        assert_eq!(channels[1..].iter().map(|record| (record[0].as_str(), record[1].as_str(), record[2].as_str())).collect::<Vec<_>>(), [("VK", "1", "50.00"), ("Total", "1", "50.00")], "leads and their cost, as the page shows channels");
        let wider = table("channel", "side=cost,leads").await;
        assert_eq!(wider[0], ["Channel", "Cost, RUB", "Leads"], "the columns are those that the reader chose");
        let stoves = table("channel", "category=Stoves").await;
        assert_eq!(stoves[1][2], "", "a cost per lead without leads is no value");
    }

    async fn a_file_is_saved_and_never_kept_and_nobody_else_gets_it(world: &World) {
        let served = Served::new(world);
        let owner = reader_of(&served, world, "uk").await;
        let answer = export(&served, &owner, world, "format=csv&table=channel", "").await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"), "also without facts");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let disposition = answer.header("content-disposition");
        assert!(disposition.starts_with("attachment; filename=\"kaminhaus-ppc-report.csv\"; filename*=UTF-8''Kaminhaus"), "{disposition}");
        assert!(disposition.contains("%D0%9A%D0%B0%D0%BD%D0%B0%D0%BB%D0%B8"), "its name is in the reader's language: {disposition}");
        let stranger = world.person(Role::Owner, world.theirs).await;
        for (actor, status) in [(&stranger, 404), (&world.visitor(), 401)] {
            let refused = export(&served, actor, world, "format=xlsx", "").await;
            assert_eq!((refused.status, refused.header("content-disposition")), (status, ""));
        }
        for nonsense in ["format=exe", "format=csv&table=person", "format="] {
            assert_eq!(export(&served, &owner, world, nonsense, "").await.status, 400, "{nonsense}");
        }
    }

    async fn a_name_that_looks_like_a_formula_stays_a_name(world: &World) {
        let evil = ["=1+1", "+1+1", "-1+1", "@SUM(1+1)", "＝1+1", "=cmd|' /C calc'!A0"];
        let rows = evil.iter().map(|name| format!("2026-11-20,\"{name}\",\"{name}\",1,1\n")).collect::<Vec<_>>().concat();
        import_text(world, &format!("date,campaign,category,cost,leads\n{rows}")).await;
        let served = Served::new(world);
        let owner = reader_of(&served, world, "en").await;
        for table in ["campaign", "category"] {
            let answer = export(&served, &owner, world, &format!("format=csv&table={table}"), "").await;
            let records = records(&String::from_utf8(answer.body).unwrap(), b',');
            assert_eq!(records.len(), evil.len() + 2);
            for name in evil {
                assert!(records.iter().any(|record| record[0] == format!("'{name}")), "{name} in {records:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_workbook_opens_with_numbers_as_numbers_in_three_languages() {
    let Some(file) = real_file() else { return };
    let world = World::new(Engine::Sqlite).await;
    import_file(&world, &file).await;
    let served = Served::new(&world);
    let folder = tempfile::tempdir().unwrap();
    let mut books = Vec::new();
    for language in LANGUAGES {
        let owner = reader_of(&served, &world, language).await;
        let answer =
            export(&served, &owner, &world, "format=xlsx", &format!("{REAL_DAYS}&category=social")).await;
        assert_eq!(answer.status, 200);
        let book = folder.path().join(format!("{language}.xlsx"));
        std::fs::write(&book, answer.body).unwrap();
        books.push(book);
    }
    through_libreoffice(folder.path(), &books);
    let names = [
        ("en", "Report", "Categories", "Days", "Total", "Cost, RUB"),
        ("ru", "Отчёт", "Категории", "Дни", "Итого", "Расход, RUB"),
        ("uk", "Звіт", "Категорії", "Дні", "Разом", "Витрати, RUB"),
    ];
    for (language, report, categories, days, total, cost) in names {
        let text = sheet(folder.path(), language, categories);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].contains(&format!("\"{cost}\"")), "{text}");
        for (line, (category, cost, leads, each, sales, revenue)) in lines[1..].iter().zip(GOLDEN) {
            let key = if category.is_empty() { total } else { category };
            let each = if each.len() == 5 { format!("{each}0") } else { each.to_owned() };
            let [cost, leads, sales, revenue] = [cost, leads, sales, revenue].map(grouped);
            // Quotes stand around texts only.
            let expected = format!("\"{key}\"|{cost}.00|{leads}|{each}|{sales}|{revenue}.00|");
            assert!(line.starts_with(&expected), "{language}: {line}");
            assert!(line.ends_with('%') && !line.ends_with("%\""), "a share is a number: {line}");
        }
        let strip = sheet(folder.path(), language, report);
        assert!(
            strip.contains(&format!("\"{cost}\"|13,798,500.00|")),
            "the strip is about what is chosen: {strip}"
        );
        assert!(strip.contains("social"), "and says what that is: {strip}");
        let days = sheet(folder.path(), language, days);
        assert_eq!(days.lines().count(), 30, "{days}");
        let first = if language == "en" { "1 Feb 2021|" } else { "01.02.2021|" };
        assert!(days.lines().nth(1).unwrap().starts_with(first), "a day is a date and no text: {days}");
    }
}

#[tokio::test]
async fn a_workbook_holds_no_formula() {
    let world = World::new(Engine::Sqlite).await;
    let evil = ["=1+1", "+1+1", "-1+1", "@SUM(1+1)", "＝1+1", "=HYPERLINK(A1)"];
    let rows = evil
        .iter()
        .map(|name| format!("2026-11-20,\"{name}\",\"{name}\",1,1\n"))
        .collect::<Vec<_>>()
        .concat();
    import_text(&world, &format!("date,campaign,category,leads,sales\n{rows}")).await;
    let served = Served::new(&world);
    let owner = reader_of(&served, &world, "en").await;
    let answer = export(&served, &owner, &world, "format=xlsx", "").await;
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("evil.xlsx");
    std::fs::write(&book, answer.body).unwrap();
    through_libreoffice(folder.path(), &[book]);
    for table in ["Campaigns", "Categories"] {
        let text = sheet(folder.path(), "evil", table);
        for name in evil {
            assert!(
                text.lines().any(|line| line.starts_with(&format!("\"{name}\"|0.00|1|"))),
                "{name} in {text}"
            );
        }
    }
}
