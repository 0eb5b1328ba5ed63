//! The real file over the command line: its golden figures, in and out.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::{house::House, world::Engine};

/// The real file, when somebody has put the shared data beside the project.
fn marketing() -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.map(|folder| folder.join("shared/data/marketing.csv")).find(|path| path.is_file());
    if found.is_none() {
        eprintln!("skipped: ../shared/data/marketing.csv is not there");
    }
    found
}

const MAP: [&str; 10] = [
    "c_date=day",
    "campaign_name=campaign",
    "category=category",
    "campaign_id=detail",
    "impressions=impressions",
    "mark_spent=cost",
    "clicks=clicks",
    "leads=leads",
    "orders=sales",
    "revenue=revenue",
];

/// By category: cost, leads, cost per lead, sales, revenue.
const GOLDEN: [(&str, &str, i64, &str, i64, &str); 4] = [
    ("social", "13798500.00", 31_384, "439.67", 2_635, "11911454.00"),
    ("influencer", "8305304.00", 16_939, "490.31", 3_014, "21119887.00"),
    ("media", "5026676.00", 10_149, "495.29", 1_566, "6152960.00"),
    ("search", "3460403.00", 7_107, "486.90", 828, "3705065.00"),
];

fn import(house: &House, slug: &str, file: &str, more: &[&str]) -> Value {
    let mut arguments = vec!["import", "facts", "--project", slug, "--json"];
    arguments.extend(more);
    arguments.push(file);
    house.must(&arguments).json()
}

fn outcome(inserted: u64, changed: u64, unchanged: u64) -> Value {
    json!({"inserted": inserted, "changed": changed, "unchanged": unchanged, "refused": 0, "errors": []})
}

/// Every figure of the report, exactly.
fn check(house: &House, slug: &str) {
    let report = house.must(&["report", "--project", slug, "--by", "category", "--format", "json"]).json();
    assert_eq!(report["by"], "category");
    let rows = report["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    for (row, (category, cost, leads, each, sales, revenue)) in rows.iter().zip(GOLDEN) {
        assert_eq!(row["key"], category);
        let figures = [&row["cost"], &row["leads"], &row["cost_per_lead"], &row["sales"], &row["revenue"]];
        assert_eq!(
            figures,
            [&json!(cost), &json!(leads), &json!(each), &json!(sales), &json!(revenue)],
            "{category}"
        );
    }
    let total = &report["total"];
    let figures =
        ["impressions", "clicks", "cost", "leads", "sales", "revenue"].map(|name| total[name].clone());
    let expected = [
        json!(1_577_722_399_i64),
        json!(2_999_919),
        json!("30590883.00"),
        json!(65_579),
        json!(8_043),
        json!("42889366.00"),
    ];
    assert_eq!(figures, expected);
    let days = house.must(&["report", "--project", slug, "--by", "day", "--format", "json"]).json();
    assert_eq!(days["rows"].as_array().unwrap().len(), 28);
    let campaigns = house.must(&["report", "--project", slug, "--by", "campaign", "--format", "json"]).json();
    assert_eq!(campaigns["rows"].as_array().unwrap().len(), 11, "one campaign is spelt in two cases");
}

async fn golden(engine: Engine) {
    let Some(file) = marketing() else { return };
    let file = file.to_str().unwrap();
    let house = House::new(engine).await;
    let picks: Vec<&str> = MAP.iter().flat_map(|pick| ["--map", pick]).collect();
    for (currency, first, second) in [("RUB", &[][..], &picks[..]), ("EUR", &picks[..], &[][..])] {
        let slug = house.add_project(currency);
        let mut dry = first.to_vec();
        dry.push("--dry-run");
        assert_eq!(import(&house, &slug, file, &dry), outcome(308, 0, 0), "what would be");
        assert_eq!(import(&house, &slug, file, first), outcome(308, 0, 0));
        check(&house, &slug);
        assert_eq!(import(&house, &slug, file, first), outcome(0, 0, 308), "the same file again");
        assert_eq!(
            import(&house, &slug, file, second),
            outcome(0, 0, 308),
            "the same columns, said or found"
        );
        check(&house, &slug);
    }
    let said = house.must(&["import", "facts", "--project", "rub", file]);
    assert_eq!(said.out, "inserted 0, changed 0, unchanged 308, refused 0\n");
    assert_eq!(said.err, "");
}

#[tokio::test]
async fn the_real_file_has_its_golden_figures_on_sqlite() {
    golden(Engine::Sqlite).await;
}

#[tokio::test]
async fn the_real_file_has_its_golden_figures_on_postgres() {
    golden(Engine::Postgres).await;
}
