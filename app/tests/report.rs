//! Stories of the report: from files of facts to the figures of a page, and who gets them.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod world;

use std::{fmt::Write, path::Path, sync::Arc};

use app::{
    access::model::Role,
    db::Tx,
    error::Error,
    fact::{
        category::Test,
        import::{self, Delivery as Parcel},
        model::Dimension as Named,
        plan::Plan,
        preview::Outcome,
        store as facts,
    },
    mapping::{
        edit::{Edit, NewRule, Target},
        record::{self, By as Writer},
    },
    money::Currency,
    report::{
        cut,
        metric::{Metric, Value},
        model::Dimension,
        opening::{Opening, Step},
        query::Query,
        reader::Reader,
        sheet::{Ask, By, Sheet},
        shelf::{Delivery, Half, Packed, Shelf},
    },
    text::Pattern,
    time::Day,
};
use world::{Actor, Engine, Place, World};

/// The real file, when it is there: it stands beside the project and is no part of it.
const REAL_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/marketing.csv");

async fn import_file(world: &World, place: Place, path: &Path) -> Outcome {
    let rub = Currency::parse("RUB").unwrap();
    let checked = import::check(path.to_owned(), Plan::default(), rub).await.unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    let now = world.clock.now();
    let parcel = Parcel { project: place.project, client: place.client, name: &name, person: None, now };
    let mut tx = world.db.write().await.unwrap();
    let (_, outcome) = import::deliver(&mut tx, Arc::new(checked), &parcel).await.unwrap();
    tx.commit().await.unwrap();
    outcome
}

async fn import(world: &World, place: Place, name: &str, text: &str) -> Outcome {
    let path = world.uploads.join(name);
    std::fs::write(&path, text).unwrap();
    import_file(world, place, &path).await
}

async fn reader(world: &World, place: Place) -> Reader {
    let mut tx = world.db.read().await.unwrap();
    Opening::all(&cut::make(&mut tx, place.project).await.unwrap().bytes()).unwrap()
}

async fn sheet(world: &World, place: Place, by: &str, question: &str) -> Sheet {
    let ask = Ask { by: By::parse(by).unwrap(), depth: 1, query: Query::parse(question) };
    reader(world, place).await.sheet(&ask)
}

fn keys(sheet: &Sheet) -> Vec<(&str, i64)> {
    sheet.rows.iter().map(|(key, sums)| (key.as_str(), sums[Metric::Leads as usize])).collect()
}

/// What an actor gets who has the cut of a tag already, or none.
async fn deliver(shelf: &Shelf, actor: &Actor, place: Place, known: Option<&str>) -> Result<Delivery, Error> {
    shelf.deliver(actor.visit(), place.project, Half::Newest, |tag| known == Some(tag)).await
}

async fn older(shelf: &Shelf, actor: &Actor, place: Place, version: i64) -> Result<Vec<u8>, Error> {
    match shelf.deliver(actor.visit(), place.project, Half::Older { version }, |_| false).await? {
        Delivery::Cut(packed) => packed.plain().await,
        Delivery::Known { .. } => panic!("nobody has it"),
    }
}

/// A file of so many facts on each of a hundred days.
fn hundred_days(facts: usize) -> String {
    let mut text = "date,campaign,leads\n".to_owned();
    for day in 0..100 {
        for campaign in 0..facts {
            writeln!(text, "{},c{campaign},1", Day::parse("2026-08-14").unwrap().plus(day)).unwrap();
        }
    }
    text
}

async fn packed(shelf: &Shelf, actor: &Actor, place: Place) -> Packed {
    match deliver(shelf, actor, place, None).await {
        Ok(Delivery::Cut(packed)) => packed,
        other => panic!("no cut: {other:?}"),
    }
}

/// Maps the campaign that nothing maps.
async fn map_unknown(tx: &mut Tx, world: &World, path: &str) {
    let (client, by) = (world.ours.client, Writer { person: None, now: world.clock.now() });
    let base = facts::newest_version(tx, client).await.unwrap();
    let pattern = Pattern::parse("unknown").unwrap();
    let rule =
        NewRule { field: Named::Campaign, test: Test::Equals, pattern, to: Target::Path(path.to_owned()) };
    record::write(tx, client, base, &Edit::AddRule { rule }, by).await.unwrap();
}

const SMALL: &str = "date,campaign,category,cost,leads,sales,revenue\n\
                     2026-11-20,brand,Fireplaces,100.50,4,1,900\n\
                     2026-11-21,brand,Fireplaces,50,1,0,0\n\
                     2026-11-21,unknown,,10,0,0,0\n";

stories! {
    async fn the_real_file_gives_its_golden_figures_and_a_second_import_changes_nothing(world: &World) {
        let file = Path::new(REAL_FILE);
        if !file.exists() {
            eprintln!("skipped: {REAL_FILE} is not there");
            return;
        }
        assert_eq!(import_file(world, world.ours, file).await.inserted, 308);
        for imports in 1..=2 {
            let sheet = sheet(world, world.ours, "category", "").await;
            let row = |key: &str| &sheet.rows.iter().find(|(name, _)| name == key).unwrap().1;
            let figures = |sums: &[i64]| {
                let of = |metric: Metric| sums[metric as usize];
                (of(Metric::Cost) / 100, of(Metric::Leads), Metric::CostPerLead.value(sums), of(Metric::Sales), of(Metric::Revenue) / 100)
            };
            let golden = |cost, leads, each, sales, revenue| (cost, leads, Some(Value::Money(each)), sales, revenue);
            assert_eq!(figures(row("social")), golden(13_798_500, 31_384, 43_967, 2_635, 11_911_454), "{imports}");
            assert_eq!(figures(row("search")), golden(3_460_403, 7_107, 48_690, 828, 3_705_065));
            assert_eq!(figures(row("influencer")), golden(8_305_304, 16_939, 49_031, 3_014, 21_119_887));
            assert_eq!(figures(row("media")), golden(5_026_676, 10_149, 49_529, 1_566, 6_152_960));
            assert_eq!(figures(&sheet.total).0, 30_590_883);
            assert_eq!(figures(&sheet.total).4, 42_889_366);
            assert_eq!(sheet.total[Metric::Impressions as usize], 1_577_722_399);
            assert_eq!(sheet.total[Metric::Clicks as usize], 2_999_919);
            assert_eq!((sheet.total[Metric::Leads as usize], sheet.total[Metric::Sales as usize]), (65_579, 8_043));
            assert_eq!(sheet.rows.len(), 4);
            assert_eq!(import_file(world, world.ours, file).await.unchanged, 308);
        }
    }

    async fn what_nothing_maps_stays_visible_and_a_rule_moves_it(world: &World) {
        import(world, world.ours, "small.csv", SMALL).await;
        let before = sheet(world, world.ours, "category", "").await;
        assert_eq!(keys(&before), [("Fireplaces", 5), ("Unmapped", 0)]);

        let mut tx = world.db.write().await.unwrap();
        map_unknown(&mut tx, world, "Stoves › Sauna").await;
        tx.commit().await.unwrap();
        let after = sheet(world, world.ours, "category", "").await;
        assert_eq!(keys(&after), [("Fireplaces", 5), ("Stoves", 0)]);
        assert_eq!(after.total, before.total);
        let below = sheet(world, world.ours, "category", "category=Stoves+>+Sauna").await;
        assert_eq!(keys(&below), [("Stoves > Sauna", 0)]);
    }

    async fn a_choice_in_one_dimension_filters_the_others(world: &World) {
        import(world, world.ours, "small.csv", SMALL).await;
        let campaigns = sheet(world, world.ours, "campaign", "category=Fireplaces").await;
        assert_eq!(keys(&campaigns), [("brand", 5)]);
        let days = sheet(world, world.ours, "day", "campaign=brand&from=2026-11-21").await;
        assert_eq!(keys(&days), [("2026-11-21", 1)]);
        assert_eq!(sheet(world, world.theirs, "campaign", "").await.rows, [], "another client's project is another world");
    }

    async fn figures_of_finer_rows_are_added_up_in_the_cut(world: &World) {
        let text = "date,campaign,ad group,cost,leads\n\
                    2026-11-20,brand,one,1,1\n\
                    2026-11-20,brand,two,2,3\n";
        assert_eq!(import(world, world.ours, "groups.csv", text).await.inserted, 2);
        let mut tx = world.db.read().await.unwrap();
        let cut = cut::make(&mut tx, world.ours.project).await.unwrap();
        assert_eq!(cut.head.rows, [1]);
        assert_eq!(cut.head.sums[Metric::Leads as usize], [4]);
    }

    async fn too_many_rows_are_rolled_up_in_a_fixed_order_and_sums_stay(world: &World) {
        use Dimension::{Campaign, Device, Region};
        use std::fmt::Write;
        let mut text = "date,campaign,channel,device,region,leads\n".to_owned();
        for (at, campaign) in ["a", "b", "c"].iter().enumerate() {
            for device in ["phone", "desktop"] {
                for region in ["north", "south"] {
                    writeln!(text, "2026-11-20,{campaign},{},{device},{region},{}", at % 2, at + 1).unwrap();
                }
            }
        }
        import(world, world.ours, "many.csv", &text).await;
        let mut tx = world.db.read().await.unwrap();
        for (most, rows, rolled_up) in [
            (12, 12, &[][..]),
            (11, 6, &[Region]),
            (5, 3, &[Region, Device]),
            (2, 2, &[Region, Device, Campaign]),
        ] {
            let cut = cut::make_within(&mut tx, world.ours.project, most).await.unwrap();
            assert_eq!((cut.head.len(), cut.head.rolled_up.as_slice()), (rows, rolled_up));
            assert_eq!(cut.head.sums[Metric::Leads as usize], [24]);
            let reader = Opening::all(&cut.bytes()).unwrap();
            assert_eq!(reader.rolled_up, rolled_up);
        }
        assert_eq!(cut::make_within(&mut tx, world.ours.project, 1).await, Err(Error::Internal));
    }

    async fn a_cut_is_made_anew_when_facts_have_changed_and_nobody_has_asked_yet(world: &World) {
        import(world, world.ours, "small.csv", SMALL).await;
        let shelf = Shelf::default();
        shelf.refresh(&world.db, world.ours.project).await.unwrap();
        let owner = world.person(Role::Owner, world.ours).await;
        let first = packed(&shelf, &owner, world.ours).await;
        import(world, world.ours, "more.csv", &SMALL.replace("brand", "other")).await;
        shelf.refresh(&world.db, world.ours.project).await.unwrap();
        let second = packed(&shelf, &owner, world.ours).await;
        assert_ne!(first.tag, second.tag);
        let again = packed(&shelf, &owner, world.ours).await;
        assert!(Arc::ptr_eq(&second.brotli, &again.brotli), "it was made once");
    }

    async fn a_cut_arrives_as_it_was_made(world: &World) {
        import(world, world.ours, "small.csv", SMALL).await;
        let owner = world.person(Role::Owner, world.ours).await;
        let packed = packed(&Shelf::default(), &owner, world.ours).await;
        let mut reader = Opening::all(&packed.plain().await.unwrap()).unwrap();
        assert_eq!(reader.book().imported, Some(world.clock.now()));
        let calendar = reader.calendar(world::project_start(), Day::parse("2026-11-22").unwrap()).unwrap();
        let page = reader.page(&Query::default(), &calendar);
        assert_eq!(page.now.total.sums()[Metric::Cost as usize], 16_050);
        let dictionary = reader.book().dictionary(Dimension::Channel);
        assert_eq!(dictionary.names, [""], "the file says nothing of channels");
    }

    async fn a_report_opens_with_its_newest_days_and_asks_for_the_others_of_the_same_facts(world: &World) {
        import(world, world.ours, "long.csv", &hundred_days(150)).await;
        let (owner, shelf) = (world.person(Role::Owner, world.ours).await, Shelf::default());
        let newest = packed(&shelf, &owner, world.ours).await.plain().await.unwrap();
        let mut opening = Opening::default();
        opening.feed(&newest);
        assert!(matches!(opening.step(), Ok(Step::Early(_))));
        let version = opening.version().unwrap();
        assert!(matches!(opening.step(), Ok(Step::Working { share }) if (share - 0.3).abs() < 0.001), "thirty days of a hundred");
        assert!(matches!(opening.step(), Ok(Step::Hungry)));

        let earlier = older(&shelf, &owner, world.ours, version).await.unwrap();
        let reader = Opening::all(&[newest, earlier].concat()).unwrap();
        assert_eq!(reader.span().map(cube::DayRange::len), Some(100));

        let stranger = world.person(Role::Owner, world.theirs).await;
        assert_eq!(older(&shelf, &stranger, world.ours, version).await, Err(Error::Missing));
        assert_eq!(older(&shelf, &world.visitor(), world.ours, version).await, Err(Error::Unauthenticated));
        import(world, world.ours, "more.csv", SMALL).await;
        assert_eq!(older(&shelf, &owner, world.ours, version).await, Err(Error::Conflict));
    }

    async fn a_stranger_finds_no_cut_and_a_visitor_is_sent_to_log_in(world: &World) {
        import(world, world.ours, "small.csv", SMALL).await;
        let shelf = Shelf::default();
        let owner = world.person(Role::Owner, world.ours).await;
        let tag = packed(&shelf, &owner, world.ours).await.tag;
        for stranger in [
            world.person(Role::Owner, world.theirs).await,
            world.person(Role::Specialist, world.theirs).await,
            world.bystander(Role::Lead).await,
        ] {
            for known in [None, Some(tag.as_str())] {
                assert_eq!(deliver(&shelf, &stranger, world.ours, known).await.err(), Some(Error::Missing));
            }
        }
        let visitor = deliver(&shelf, &world.visitor(), world.ours, Some(&tag)).await;
        assert_eq!(visitor.err(), Some(Error::Unauthenticated));
        assert!(deliver(&shelf, &world.bystander(Role::Partner).await, world.ours, None).await.is_ok());
    }

    async fn the_tag_of_a_cut_changes_with_its_facts_and_only_then(world: &World) {
        let shelf = Shelf::default();
        let owner = world.person(Role::Owner, world.ours).await;
        let empty = packed(&shelf, &owner, world.ours).await.tag;
        import(world, world.ours, "small.csv", SMALL).await;
        let first = packed(&shelf, &owner, world.ours).await.tag;
        assert_ne!(first, empty);
        let known = deliver(&shelf, &owner, world.ours, Some(&first)).await.unwrap();
        assert!(matches!(known, Delivery::Known { tag } if tag == first), "who has it gets nothing");

        world.clock.advance(60);
        import(world, world.ours, "again.csv", SMALL).await;
        import(world, world.theirs, "theirs.csv", SMALL).await;
        assert_eq!(packed(&shelf, &owner, world.ours).await.tag, first, "the same file again, and somebody else's");

        import(world, world.ours, "corrected.csv", &SMALL.replace("100.50", "100.51")).await;
        assert_ne!(packed(&shelf, &owner, world.ours).await.tag, first);
        let other = world.person(Role::Owner, world.theirs).await;
        assert_ne!(packed(&shelf, &other, world.theirs).await.tag, first);
    }

    async fn a_new_rule_makes_a_new_cut(world: &World) {
        let shelf = Shelf::default();
        let owner = world.person(Role::Owner, world.ours).await;
        import(world, world.ours, "small.csv", SMALL).await;
        let before = packed(&shelf, &owner, world.ours).await.tag;
        let mut tx = world.db.write().await.unwrap();
        map_unknown(&mut tx, world, "Stoves").await;
        tx.commit().await.unwrap();
        assert_ne!(packed(&shelf, &owner, world.ours).await.tag, before);
    }

    async fn many_who_open_at_once_share_one_cut(world: &World) {
        import(world, world.ours, "small.csv", SMALL).await;
        let shelf = Shelf::default();
        let owner = world.person(Role::Owner, world.ours).await;
        let all = futures::future::join_all((0..12).map(|_| packed(&shelf, &owner, world.ours))).await;
        assert!(all.iter().all(|one| Arc::ptr_eq(&one.brotli, &all[0].brotli)), "one was made and twelve got it");
    }
}
