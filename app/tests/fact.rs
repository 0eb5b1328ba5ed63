//! Stories of facts that come in.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod world;

use std::path::{Path, PathBuf};

use app::{
    access::model::Role,
    error::Error,
    fact::{
        api::{import_file, list_files, preview_file},
        category::{Rule, Test},
        model::{Dimension, FactRow, Measure},
        plan::{Pick, Plan},
        preview::{Imported, Outcome},
        store,
        upload::Upload,
    },
    id::{FileId, ProjectId},
    mapping::{
        api::{change_mapping, open_mapping},
        edit::{Edit, NewRule, Target},
    },
    text::{Name, Pattern},
};
use world::{Actor, Engine, World};

fn send(actor: &Actor, project: ProjectId, name: &str, bytes: impl AsRef<[u8]>) -> FileId {
    let upload = Upload::begin(&actor.visit().uploads, project, actor.person.unwrap(), name).unwrap();
    std::fs::write(upload.body(), bytes).unwrap();
    upload.id
}

async fn import(
    actor: &Actor,
    project: ProjectId,
    bytes: impl AsRef<[u8]>,
    good_rows_only: bool,
) -> Result<Imported, Error> {
    let upload = send(actor, project, "facts.csv", bytes);
    actor.calls(|| import_file(project, upload, Plan::default(), good_rows_only)).await
}

async fn done(actor: &Actor, project: ProjectId, bytes: impl AsRef<[u8]>) -> Outcome {
    match import(actor, project, bytes, false).await {
        Ok(Imported::Done(outcome)) => outcome,
        other => panic!("not imported: {other:?}"),
    }
}

fn outcome(inserted: u64, changed: u64, unchanged: u64, refused: u64) -> Outcome {
    Outcome { inserted, changed, unchanged, refused }
}

async fn rows(world: &World, project: ProjectId) -> Vec<FactRow> {
    let mut rows = Vec::new();
    let mut tx = world.db.read().await.unwrap();
    store::scan(&mut tx, project, &mut |row| rows.push(row)).await.unwrap();
    rows
}

async fn version(world: &World, project: ProjectId) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    app::one!(&mut tx, (i64,), "select facts_version from project where id = $1", project).unwrap().0
}

/// The real file, when somebody has put the shared data beside the project.
fn marketing() -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.map(|folder| folder.join("shared/data/marketing.csv")).find(|path| path.is_file());
    if found.is_none() {
        eprintln!("skipped: ../shared/data/marketing.csv is not there");
    }
    found
}

const MEASURES: [Measure; 6] =
    [Measure::Cost, Measure::Leads, Measure::Sales, Measure::Revenue, Measure::Impressions, Measure::Clicks];

async fn sums(world: &World, project: ProjectId, category: Option<&str>) -> [i64; 6] {
    let mut tx = world.db.read().await.unwrap();
    let dictionary = store::dictionary(&mut tx, project).await.unwrap();
    drop(tx);
    let wanted = category.map(|path| dictionary.tree().find(path).unwrap());
    let mut sums = [0; 6];
    for row in rows(world, project).await {
        if wanted.is_none() || dictionary.category(&row.keys) == wanted {
            for (sum, measure) in sums.iter_mut().zip(MEASURES) {
                *sum += row.measures.of(measure);
            }
        }
    }
    sums
}

fn rule(field: Dimension, test: Test, pattern: &str, to: &str) -> Edit {
    let pattern = Pattern::parse(pattern).unwrap();
    Edit::AddRule { rule: NewRule { field, test, pattern, to: Target::Path(to.to_owned()) } }
}

/// Changes the mapping and answers its rules.
async fn map(actor: &Actor, project: ProjectId, edit: Edit) -> Vec<Rule> {
    let base = actor.calls(|| open_mapping(project)).await.unwrap().version;
    actor.calls(|| change_mapping(project, base, edit)).await.unwrap();
    actor.calls(|| open_mapping(project)).await.unwrap().book.rules
}

const SMALL: &str = "day;category;campaign;device;clicks;cost\n\
    01.11.2026;Камины > Электро;Brand;mobile;10;100,50\n\
    01.11.2026;Камины > Дровяные;Brand;desktop;5;50\n\
    02.11.2026;Камины > Электро;brand;mobile;7;70\n";

stories! {
    async fn the_real_file_gives_its_golden_figures(world: &World) {
        let Some(path) = marketing() else { return };
        let bytes = std::fs::read(path).unwrap();
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        assert_eq!(done(&lead, project, &bytes).await, outcome(308, 0, 0, 0));
        let total = [3_059_088_300, 65_579, 8_043, 4_288_936_600, 1_577_722_399, 2_999_919];
        assert_eq!(sums(world, project, None).await, total);
        for (category, expected) in [
            ("social", [1_379_850_000, 31_384, 2_635, 1_191_145_400]),
            ("search", [346_040_300, 7_107, 828, 370_506_500]),
            ("influencer", [830_530_400, 16_939, 3_014, 2_111_988_700]),
            ("media", [502_667_600, 10_149, 1_566, 615_296_000]),
        ] {
            assert_eq!(sums(world, project, Some(category)).await[..4], expected, "{category}");
        }
        let mut tx = world.db.read().await.unwrap();
        let campaigns = store::dictionary(&mut tx, project).await.unwrap().labels;
        let campaigns: Vec<_> = campaigns.iter().filter(|label| label.dimension == Dimension::Campaign).collect();
        assert_eq!(campaigns.len(), 11);
        assert!(campaigns.iter().any(|label| label.name == "facebOOK_tier2"), "named as first seen");
        drop(tx);

        let before = version(world, project).await;
        assert_eq!(done(&lead, project, &bytes).await, outcome(0, 0, 308, 0));
        assert_eq!(version(world, project).await, before, "nothing changed, so nobody needs to read again");
        let picks = ["c_date=day", "campaign_name=campaign", "category=category", "campaign_id=detail", "mark_spent=cost", "orders=sales"];
        let picks = picks.map(|pick| pick.parse::<Pick>().unwrap()).to_vec();
        let plan = Plan { picks, ..Plan::default() };
        let upload = send(&lead, project, "marketing.csv", &bytes);
        let mapped = lead.calls(|| import_file(project, upload, plan, false)).await;
        assert_eq!(mapped, Ok(Imported::Done(outcome(0, 0, 308, 0))));
    }

    async fn a_corrected_file_restates_and_facts_know_where_they_come_from(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Specialist, world.ours).await;
        let mut wake = world.listen();
        assert_eq!(done(&lead, project, SMALL).await, outcome(3, 0, 0, 0));
        assert_eq!(wake.try_recv().unwrap(), project);
        assert_eq!(version(world, project).await, 1);
        let corrected = format!("{}03.11.2026;Камины;Brand;mobile;1;1\n", SMALL.replace("10;100,50", "11;100,50"));
        assert_eq!(done(&lead, project, corrected).await, outcome(1, 1, 2, 0));
        assert_eq!(version(world, project).await, 2);
        let rows = rows(world, project).await;
        let places: Vec<_> = rows.iter().map(|row| (row.day.to_string(), row.measures.of(Measure::Clicks), row.file, row.line)).collect();
        let mut expected = [("2026-11-01", 11, 2, 2), ("2026-11-01", 5, 1, 3), ("2026-11-02", 7, 1, 4), ("2026-11-03", 1, 2, 5)]
            .map(|(day, clicks, file, line)| (day.to_owned(), clicks, file, line));
        let mut places = places;
        places.sort();
        expected.sort();
        assert_eq!(places, expected);
        let files = lead.calls(|| list_files(project)).await.unwrap();
        assert_eq!(files.iter().map(|file| (file.number, file.outcome.changed)).collect::<Vec<_>>(), [(2, 1), (1, 0)]);
        assert_eq!(files[0].name, "facts.csv");
        assert_eq!(files[0].person.as_ref().map(Name::as_str), Some("specialist"));
    }

    async fn another_order_of_columns_and_other_namesakes_change_nothing(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let first = "day,ad group,ad,clicks,cost\n2026-11-01,g,a,1,2\n2026-11-01,g,a,3,4\n2026-11-01,g,b,5,6\n";
        let swapped = "day,ad,ad group,cost,clicks\n2026-11-01,a,g,2,1\n2026-11-01,a,g,4,3\n2026-11-01,b,g,6,5\n";
        assert_eq!(done(&lead, project, first).await, outcome(3, 0, 0, 0));
        assert_eq!(done(&lead, project, swapped).await, outcome(0, 0, 3, 0));
        let figures_swapped = first.replace("clicks,cost", "cost,clicks");
        assert_eq!(done(&lead, project, figures_swapped).await, outcome(0, 3, 0, 0));
    }

    async fn two_systems_do_not_overwrite_each_other(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let file = "day,campaign,clicks\n2026-11-01,a,1\n";
        for source in ["Calltouch", "Roistat"] {
            let upload = send(&lead, project, "a.csv", file);
            let plan = Plan { source: Some(Name::parse(source).unwrap()), ..Plan::default() };
            let imported = lead.calls(|| import_file(project, upload, plan, false)).await;
            assert_eq!(imported, Ok(Imported::Done(outcome(1, 0, 0, 0))));
        }
        assert_eq!(rows(world, project).await.len(), 2);
    }

    async fn a_refused_file_stores_nothing_unless_its_good_rows_are_wanted(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let bad = format!("{SMALL}31.02.2026;x;y;z;1;1\n03.11.2026;Новая;New;tablet;NaN;1\n");
        let Ok(Imported::Refused(preview)) = import(&lead, project, &bad, false).await else { panic!() };
        assert_eq!((preview.good, preview.refused, preview.problems.len()), (3, 2, 2));
        assert_eq!(rows(world, project).await, []);
        assert_eq!((version(world, project).await, lead.calls(|| list_files(project)).await.unwrap().len()), (0, 0));
        let mut tx = world.db.read().await.unwrap();
        assert_eq!(store::dictionary(&mut tx, project).await.unwrap().labels, []);
        drop(tx);
        assert_eq!(import(&lead, project, &bad, true).await, Ok(Imported::Done(outcome(3, 0, 0, 2))));
        assert_eq!(rows(world, project).await.len(), 3);
        let ambiguous = "day,clicks\n3/4/26,1\n";
        assert!(matches!(import(&lead, project, ambiguous, true).await, Ok(Imported::Refused(preview)) if preview.question.is_some()));
    }

    async fn an_upload_is_its_owners_and_its_projects(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let upload = send(&lead, project, "a.csv", SMALL);
        let preview = lead.calls(|| preview_file(project, upload, Plan::default())).await.unwrap();
        assert_eq!((preview.good, preview.columns.len(), preview.rows[0].line), (3, 6, 2));
        let colleague = world.person(Role::Analyst, world.ours).await;
        let stranger = world.person(Role::Lead, world.theirs).await;
        for other in [&colleague, &stranger] {
            assert_eq!(other.calls(|| preview_file(project, upload, Plan::default())).await, Err(Error::Missing));
            assert_eq!(other.calls(|| import_file(project, upload, Plan::default(), false)).await, Err(Error::Missing));
        }
        let theirs = world.theirs.project;
        assert_eq!(lead.calls(|| import_file(theirs, upload, Plan::default(), false)).await, Err(Error::Missing));
        let partner = world.person(Role::Partner, world.ours).await;
        let ours = send(&partner, project, "a.csv", SMALL);
        assert_eq!(partner.calls(|| import_file(theirs, ours, Plan::default(), false)).await, Err(Error::Missing));
        assert!(matches!(lead.calls(|| import_file(project, upload, Plan::default(), false)).await, Ok(Imported::Done(_))));
        assert_eq!(lead.calls(|| preview_file(project, upload, Plan::default())).await, Err(Error::Missing), "it is gone once it is in");
    }

    async fn rules_map_what_was_read_before_and_what_the_file_named(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        done(&lead, project, format!("{SMALL}03.11.2026;;nameless;mobile;1;9\n")).await;
        assert_eq!(sums(world, project, Some("Камины › Электро")).await[0], 17_050);
        let before = version(world, project).await;
        let rules = map(&lead, project, rule(Dimension::Campaign, Test::Starts, "NAME", "Камины > Электро")).await;
        assert_eq!(version(world, project).await, before + 1);
        assert_eq!(sums(world, project, Some("Камины › Электро")).await[0], 17_950);
        map(&lead, project, rule(Dimension::Device, Test::Equals, "Desktop", "Прочее")).await;
        assert_eq!(sums(world, project, Some("Прочее")).await[0], 5000, "a rule wins over the file");
        map(&lead, project, Edit::RemoveRule { rule: rules[0].id }).await;
        assert_eq!(sums(world, project, Some("Камины › Электро")).await[0], 17_050);
    }

    async fn a_rule_may_look_at_details_and_goals_are_counted(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let file = "day,campaign,keyword,calls,clicks\n2026-11-01,a,buy electric fireplace,3,1\n2026-11-01,a,wood,0,1\n";
        let plan = Plan { picks: vec!["calls=goal".parse::<Pick>().unwrap()], ..Plan::default() };
        let upload = send(&lead, project, "a.csv", file);
        lead.calls(|| import_file(project, upload, plan, false)).await.unwrap();
        map(&lead, project, rule(Dimension::Detail, Test::Contains, "ELECTRIC", "Electric")).await;
        let mut tx = world.db.read().await.unwrap();
        let dictionary = store::dictionary(&mut tx, project).await.unwrap();
        drop(tx);
        assert_eq!(dictionary.goals.iter().map(|goal| goal.name.as_str()).collect::<Vec<_>>(), ["calls"]);
        let rows = rows(world, project).await;
        let electric = rows.iter().find(|row| !row.goals.is_empty()).unwrap();
        assert_eq!(electric.goals, [(dictionary.goals[0].id, 3)]);
        assert_eq!(dictionary.category(&electric.keys), dictionary.tree().find("Electric"));
        assert_eq!(rows.iter().filter(|row| dictionary.category(&row.keys).is_none()).count(), 1);
    }

    async fn many_rows_go_in_by_portions(world: &World) {
        use std::fmt::Write as _;
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let mut file = "day,campaign,keyword,clicks\n".to_owned();
        for row in 0..6_000 {
            writeln!(file, "2026-11-{:02},c{},k{},1", row % 28 + 1, row % 7, row / 2).unwrap();
        }
        assert_eq!(done(&lead, project, &file).await, outcome(6_000, 0, 0, 0));
        let mut lines: Vec<i64> = rows(world, project).await.iter().map(|row| row.line).collect();
        lines.sort_unstable();
        assert!(lines.iter().copied().eq(2..6_002), "every fact knows its line");
        let changed = file.replace(",c3,k3,1", ",c3,k3,2");
        assert_eq!(done(&lead, project, &changed).await.unchanged, 6_000 - file.matches(",c3,k3,1\n").count() as u64);
    }
    async fn an_upload_that_is_read_in_several_times_at_once_comes_in_once(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let upload = send(&lead, project, "a.csv", SMALL);
        let imports = (0..6).map(|_| lead.calls(move || import_file(project, upload, Plan::default(), false)));
        let answers = futures::future::join_all(imports).await;
        let new = |answer: &&Result<Imported, Error>| matches!(answer, Ok(Imported::Done(done)) if done.inserted == 3);
        assert_eq!(answers.iter().filter(new).count(), 1, "{answers:?}");
        for answer in answers {
            let fine = matches!(answer, Ok(Imported::Done(_)) | Err(Error::Missing | Error::Conflict | Error::Busy));
            assert!(fine, "{answer:?}");
        }
        assert_eq!(rows(world, project).await.len(), 3);
    }

    async fn a_plan_with_more_picks_than_a_table_has_columns_is_none(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let upload = send(&lead, project, "a.csv", SMALL);
        let picks = (0..501).map(|nth| format!("nothing {nth}=cost").parse::<Pick>().unwrap()).collect();
        let plan = Plan { picks, ..Plan::default() };
        let preview = lead.calls(|| preview_file(project, upload, plan.clone())).await;
        assert_eq!(preview, Err(Error::Malformed));
        assert_eq!(lead.calls(|| import_file(project, upload, plan, false)).await, Err(Error::Malformed));
    }

    async fn days_written_in_two_ways_and_names_spelt_in_two_are_not_lost(world: &World) {
        let project = world.ours.project;
        let lead = world.person(Role::Lead, world.ours).await;
        let file = "day;category;clicks\n2026-11-13;Камины люкс;1\n11/13/26;Камины  люкс;2\n13.11.2026;КАМИНЫ ЛЮКС;3\n";
        assert_eq!(done(&lead, project, file).await, outcome(3, 0, 0, 0));
        assert_eq!(rows(world, project).await.iter().map(|row| row.measures.of(Measure::Clicks)).sum::<i64>(), 6);
        assert_eq!(done(&lead, project, file).await, outcome(0, 0, 3, 0));
    }
}
