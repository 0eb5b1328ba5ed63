//! Files as the advertising systems write them, over the command line into both engines, and files that are refused.

use serde_json::{Value, json};

use crate::{house::House, world::Engine};

/// `windows-1251`, the little of it that the files here need.
fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        '\u{0}'..='\u{7f}' => letter as u8,
        'А'..='я' => u8::try_from(letter as u32 - 'А' as u32).unwrap() + 0xC0,
        'ё' => 0xB8,
        '№' => 0xB9,
        '«' => 0xAB,
        '»' => 0xBB,
        '\u{a0}' => 0xA0,
        other => panic!("{other}"),
    };
    text.chars().map(byte).collect()
}

const DIRECT: &str = "Отчёт «Мастер отчётов» kaminhaus\r\nПериод: 01.11.2026 - 02.11.2026\r\nВалюта: руб.\r\nЯндекс.Директ\r\n\
    Дата;Кампания;№ Кампании;Группа;№ Группы;№ Объявления;Условие показа;№ Условия показа;Тип условия показа;Тип площадки;Показы;Клики;Расход (руб.);CTR (%);wCTR (%);Ср. цена клика (руб.);Отказы (%);Глубина (стр.);Конверсии\r\n\
    01.11.2026;Камины Москва;512;Электро;77;M-123;купить камин;9001;фраза;поисковая;12\u{a0}044;381;4\u{a0}120,55;3,16;3,2;10,82;12,5;2,4;17\r\n\
    01.11.2026;Камины Москва;512;Электро;77;M-124;камин цена;9002;фраза;поисковая;9821;305;3801,1;3,11;3,0;12,46;11,0;2,1;--\r\n\
    02.11.2026;Камины Москва;512;Электро;77;M-123;---автотаргетинг;9003;автотаргетинг;сети;0;0;0,00;-;-;-;-;-;0\r\n\
    Итого;-;-;-;-;-;-;-;-;-;21\u{a0}865;686;7\u{a0}921,65;3,14;3,1;11,55;11,8;2,3;17\r\n";

const GOOGLE: &str = "Campaign performance\n\"November 1, 2026 - November 2, 2026\"\n\
    Day,Campaign,Campaign type,Impr.,Clicks,Cost,Conversions\n\
    2026-11-01,Brand,Search,\"1,234\",56,$172.45,3.00\n\
    2026-11-02,\"Fire, wood\",Display,\"12,345,678\",7,\"$1,002.05\",1.00\n\
    Total: All campaigns, --, --,\"12,346,912\",63,\"$1,174.50\",4.00\n";

const META: &str = "Reporting starts,Reporting ends,Campaign name,Ad set name,Ad name,Impressions,Reach,Link clicks,Amount spent (USD),Results,Frequency\n\
    2026-11-01,2026-11-01,Retarget,Women 25+,Video,1200,900,31,12.5,2,1.33\n\
    2026-11-02,2026-11-02,Retarget,Women 25+,Video,1100,880,29,11.75,,1.25\n";

const META_IN_FRENCH: &str = "Jour;Nom de la campagne;Impressions;Clics sur un lien;Montant dépensé (USD)\n\
    2026-11-03;Été;1 234;10;1 234,56\n2026-11-04;Été;1\u{202f}000;5;0,44\n";

const ANALYTICS: &str = "# ----------------------------------------\n# Traffic acquisition\n# Kaminhaus\n# ----------------------------------------\n#\n\
    # Start date: 20261101\n# End date: 20261102\n\
    Date,Session default channel group,Sessions,Key events,Total revenue\n\
    20261101,Organic Search,120,3.0,1500.25\n20261102,Direct,80,1.0,0\n,,200,4,1500.25,Grand total\n\n\
    # ----------------------------------------\n# Start date: 20261101\n# End date: 20261102\nDate,Users\n20261101,5\n";

const MICROSOFT: &str = "Gregorian date,Campaign name,Impressions,Clicks,Spend\n2026-11-01,Brand,10,2,3.5\n";

const LINKEDIN: &str =
    "Start Date (in UTC),Campaign Name,Impressions,Clicks,Total Spent,Leads\n11/13/2026,B2B,100,20,31.25,1\n";

/// The figures of a channel: impressions, clicks, cost, sessions, leads, revenue.
fn figures(report: &Value, channel: &str) -> [Value; 6] {
    let row = report["rows"].as_array().unwrap().iter().find(|row| row["key"] == channel);
    let row = row.unwrap_or_else(|| panic!("no {channel} in {report}"));
    ["impressions", "clicks", "cost", "sessions", "leads", "revenue"].map(|name| row[name].clone())
}

fn expected(
    impressions: i64,
    clicks: i64,
    cost: &str,
    sessions: i64,
    leads: i64,
    revenue: &str,
) -> [Value; 6] {
    [json!(impressions), json!(clicks), json!(cost), json!(sessions), json!(leads), json!(revenue)]
}

async fn systems(engine: Engine) {
    let house = House::new(engine).await;
    let (rub, usd) = (house.add_project("RUB"), house.add_project("USD"));
    let files: [(&str, &str, Vec<u8>, u64); 7] = [
        (&rub, "direct.csv", windows_1251(DIRECT), 3),
        (&rub, "analytics.csv", ANALYTICS.into(), 2),
        (&usd, "google.csv", GOOGLE.into(), 2),
        (&usd, "meta.csv", META.into(), 2),
        (&usd, "meta-fr.csv", META_IN_FRENCH.into(), 2),
        (&usd, "microsoft.csv", MICROSOFT.into(), 1),
        (&usd, "linkedin.csv", LINKEDIN.into(), 1),
    ];
    for (slug, name, bytes, rows) in &files {
        let path = house.file(name, bytes);
        for (inserted, unchanged) in [(*rows, 0), (0, *rows)] {
            let done =
                house.must(&["import", "facts", "--project", slug, "--json", path.to_str().unwrap()]).json();
            let found = json!({"inserted": inserted, "changed": 0, "unchanged": unchanged, "refused": 0, "errors": []});
            assert_eq!(done, found, "{name}");
        }
    }
    let report =
        |slug: &str| house.must(&["report", "--project", slug, "--by", "channel", "--format", "json"]).json();
    let (in_rub, in_usd) = (report(&rub), report(&usd));
    assert_eq!(figures(&in_rub, "Yandex.Direct"), expected(21_865, 686, "7921.65", 0, 17, "0.00"));
    assert_eq!(figures(&in_rub, "Organic Search"), expected(0, 0, "0.00", 120, 3, "1500.25"));
    assert_eq!(figures(&in_usd, "Google Ads"), expected(12_346_912, 63, "1174.50", 0, 4, "0.00"));
    assert_eq!(figures(&in_usd, "Meta"), expected(4_534, 75, "1259.25", 0, 2, "0.00"));
    assert_eq!(figures(&in_usd, "Microsoft Advertising"), expected(10, 2, "3.50", 0, 0, "0.00"));
    assert_eq!(figures(&in_usd, "LinkedIn"), expected(100, 20, "31.25", 0, 1, "0.00"));
    let foreign = house.run(&[
        "import",
        "facts",
        "--project",
        &rub,
        house.file("google.csv", GOOGLE).to_str().unwrap(),
    ]);
    assert_eq!(foreign.code, 1);
    assert!(
        foreign.sentence().contains("line 4, column “Cost”") && foreign.sentence().contains("RUB"),
        "{foreign:?}"
    );
}

#[tokio::test]
async fn every_system_is_read_with_its_figures_on_sqlite() {
    systems(Engine::Sqlite).await;
}

#[tokio::test]
async fn every_system_is_read_with_its_figures_on_postgres() {
    systems(Engine::Postgres).await;
}

#[tokio::test]
async fn a_refused_file_says_where_and_why_in_a_sentence_and_leaves_nothing() {
    let house = House::new(Engine::Sqlite).await;
    let slug = house.add_project("RUB");
    let header = "day;campaign;clicks;cost\n";
    let good = "01.11.2026;Brand;5;1,50\n";
    let long = "x".repeat(1024 * 1024);
    for (name, file, parts) in [
        ("width", format!("{header}{good}01.11.2026;a;1\n"), vec!["line 3", "4", "3"]),
        ("columns", "name;age\na;5\n".to_owned(), vec!["name, age", "Day"]),
        ("date", format!("{header}{good}31.02.2026;a;1;2\n"), vec!["line 3", "column “day”", "31.02.2026"]),
        ("NaN", format!("{header}{good}01.11.2026;a;NaN;2\n"), vec!["line 3", "column “clicks”", "NaN"]),
        ("1e309", format!("{header}{good}01.11.2026;a;1;1e309\n"), vec!["line 3", "column “cost”", "1e309"]),
        ("negative", format!("{header}{good}01.11.2026;a;-1;2\n"), vec!["line 3", "column “clicks”", "-1"]),
        ("zero byte", format!("{header}{good}01.11.2026;a\0b;1;2\n"), vec!["line 3", "column “campaign”"]),
        ("lone quote", format!("{header}{good}01.11.2026;a\"b;1;2\n"), vec!["line 3", "column “campaign”"]),
        (
            "long cell",
            format!("{header}{good}01.11.2026;{long};1;2\n"),
            vec!["line 3", "column “campaign”", "64"],
        ),
        ("empty", String::new(), vec!["empty"]),
        ("header only", header.to_owned(), vec!["no rows"]),
        ("spreadsheet", "PK\u{3}\u{4}\u{14}\0\u{6}\0".to_owned(), vec!["spreadsheet"]),
        ("double", "day;clicks;clicks\n01.11.2026;1;2\n".to_owned(), vec!["clicks, clicks"]),
        (
            "doubt",
            "day;clicks\n3/4/26;1\n".to_owned(),
            vec!["3/4/26", "line 2", "--dates dmy", "--dates mdy"],
        ),
    ] {
        let path = house.file("bad.csv", file);
        let done = house.run(&["import", "facts", "--project", &slug, path.to_str().unwrap()]);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{name}: {done:?}");
        for part in parts {
            assert!(
                done.sentence().to_lowercase().contains(&part.to_lowercase()),
                "{name} does not say {part}: {done:?}"
            );
        }
    }
    let report = house.must(&["report", "--project", &slug, "--format", "json"]).json();
    assert_eq!(report["rows"], json!([]), "nothing is stored of a refused file");
    let path = house.file("bad.csv", format!("{header}{good}31.02.2026;a;1;2\n02.11.2026;b;NaN;x\n"));
    let path = path.to_str().unwrap();
    let refused = house.run(&["import", "facts", "--project", &slug, "--json", path]);
    let refused = (refused.code, refused.json());
    assert_eq!((refused.0, &refused.1["inserted"], &refused.1["refused"]), (1, &json!(0), &json!(2)));
    let errors = refused.1["errors"].as_array().unwrap();
    let places: Vec<_> = errors.iter().map(|error| (&error["line"], &error["column"])).collect();
    assert_eq!(
        places,
        [(&json!(3), &json!("day")), (&json!(4), &json!("clicks")), (&json!(4), &json!("cost"))]
    );
    assert!(errors.iter().all(|error| error["error"].as_str().is_some_and(|sentence| sentence.len() > 20)));
    let good_rows =
        house.must(&["import", "facts", "--project", &slug, "--json", "--good-rows", path]).json();
    assert_eq!((&good_rows["inserted"], &good_rows["refused"]), (&json!(1), &json!(2)));
}

#[tokio::test]
async fn of_several_files_each_is_read_in_as_a_whole_or_not_at_all() {
    let house = House::new(Engine::Sqlite).await;
    let slug = house.add_project("RUB");
    let file = |name: &str, text: &str| house.file(name, text).to_str().unwrap().to_owned();
    let first = file("first.csv", "day,campaign,clicks\n2026-11-01,a,1\n");
    let second = file("second.csv", "day,campaign,clicks\n2026-11-02,a,1\n2026-11-03,a,x\n");
    let third = file("third.csv", "day,campaign,clicks\n2026-11-04,a,1\n");
    let done = house.run(&["import", "facts", "--project", &slug, "--json", &first, &second, &third]);
    assert_eq!((done.code, &done.json()["inserted"]), (1, &json!(1)));
    assert!(done.sentence().contains("second.csv") && done.sentence().contains("line 3"), "{done:?}");
    let report = house.must(&["report", "--project", &slug, "--by", "day", "--format", "json"]).json();
    let days: Vec<_> = report["rows"].as_array().unwrap().iter().map(|row| &row["key"]).collect();
    assert_eq!(days, ["2026-11-01"]);
}
