//! Stories of the mapping: who changes it, what it was at any version, and what it moves.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod world;

use std::sync::Arc;

use app::{
    access::model::Role,
    error::{Error, Field, Rule},
    event::{self, Event},
    fact::{
        book::{Book, Version},
        category::Test,
        change::Change,
        import::{self, Delivery},
        model::Dimension,
        plan::Plan,
        store,
    },
    id::{CategoryId, RuleId},
    mapping::{
        api::{change_mapping, list_names, list_versions, open_mapping, open_version, try_change},
        edit::{Edit, NewRule, Target},
        model::{Ask, Names, Order, Reason, Sums},
        record::{self, By as Writer},
    },
    money::Currency,
    report::{
        cut,
        metric::Metric,
        opening::Opening,
        query::Query,
        sheet::{Ask as SheetAsk, By},
    },
    text::{Flaw, Name, Pattern, TextRule},
};
use world::{Actor, Engine, Place, World};

const FACTS: &str = "date,campaign,channel,category,cost,leads\n\
                     2026-07-01,el_search,search,,1000,40\n\
                     2026-11-20,el_search,search,,100,4\n\
                     2026-11-20,wood_rsya,network,,50,1\n\
                     2026-11-21,brand,search,Heat > Brand,30,2\n\
                     2026-11-21,sauna,network,,10,0\n\
                     2026-11-21,,network,,5,0\n";

async fn import(world: &World, place: Place, text: &str) {
    let path = world.uploads.join("facts.csv");
    std::fs::write(&path, text).unwrap();
    let rub = Currency::parse("RUB").unwrap();
    let checked = import::check(path, Plan::default(), rub).await.unwrap();
    let now = world.clock.now();
    let delivery =
        Delivery { project: place.project, client: place.client, name: "facts.csv", person: None, now };
    let mut tx = world.db.write().await.unwrap();
    import::deliver(&mut tx, Arc::new(checked), &delivery).await.unwrap();
    tx.commit().await.unwrap();
}

fn rule(field: Dimension, test: Test, pattern: &str, to: &str) -> NewRule {
    NewRule { field, test, pattern: Pattern::parse(pattern).unwrap(), to: Target::Path(to.to_owned()) }
}

fn add(field: Dimension, test: Test, pattern: &str, to: &str) -> Edit {
    Edit::AddRule { rule: rule(field, test, pattern, to) }
}

fn assign(names: &[&str], to: Target) -> Edit {
    let names = names.iter().map(|name| Pattern::parse(name).unwrap()).collect();
    Edit::Assign { field: Dimension::Campaign, names, to }
}

async fn version(actor: &Actor, place: Place) -> Version {
    actor.calls(|| open_mapping(place.project)).await.unwrap().version
}

/// Makes an edit of the newest version.
async fn make(actor: &Actor, place: Place, edit: Edit) -> Result<Version, Error> {
    let base = version(actor, place).await;
    actor.calls(|| change_mapping(place.project, base, edit)).await
}

async fn names(actor: &Actor, place: Place, ask: Ask) -> Names {
    actor.calls(|| list_names(place.project, ask)).await.unwrap()
}

fn ask(unmapped: bool) -> Ask {
    Ask { field: Dimension::Campaign, unmapped, search: String::new(), order: Order::Money, page: 0 }
}

fn called(names: &Names) -> Vec<&str> {
    names.rows.iter().map(|name| name.name.as_str()).collect()
}

fn sums(cost: i64, leads: i64) -> Sums {
    Sums { cost: cost * 100, leads }
}

/// The leads of each category of the first level, under the present mapping or an earlier one.
async fn leads(world: &World, place: Place, at: Option<Version>) -> (Vec<u8>, Vec<(String, i64)>) {
    let mut tx = world.db.read().await.unwrap();
    let mut cut = match at {
        Some(at) => cut::make_as_of(&mut tx, place.project, at).await.unwrap(),
        None => cut::make(&mut tx, place.project).await.unwrap(),
    };
    // How often the facts have changed tells one copy from another, and is nothing that a period shows.
    cut.head.version = 0;
    let ask = SheetAsk { by: By::parse("category").unwrap(), depth: 1, query: Query::parse("") };
    let sheet = Opening::all(&cut.bytes()).unwrap().sheet(&ask);
    let rows = sheet.rows.into_iter().map(|(key, sums)| (key, sums[Metric::Leads as usize]));
    let mut rows: Vec<_> = rows.collect();
    rows.sort();
    (cut.bytes(), rows)
}

async fn book(world: &World, place: Place, at: Option<Version>) -> Book {
    let mut tx = world.db.read().await.unwrap();
    store::book(&mut tx, place.client, at).await.unwrap().sorted()
}

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    /// Some edit of a book.
    fn edit(&mut self, book: &Book, versions: usize) -> Option<Edit> {
        let word = ["a", "b", "c", "d", "e"][self.below(5)];
        let category = book.categories.get(self.below(book.categories.len())).map(|node| node.id);
        let other = book.categories.get(self.below(book.categories.len())).map(|node| node.id);
        let one = book.rules.get(self.below(book.rules.len())).map(|rule| rule.id);
        let next = book.rules.get(self.below(book.rules.len() + 1)).map(|rule| rule.id);
        let new =
            rule(Dimension::Campaign, Test::ALL[self.below(4)], word, &format!("{word} > {}", self.below(3)));
        let name = Name::parse(word).unwrap();
        Some(match self.below(10) {
            0 => assign(&[word, "x"], Target::Path(word.to_owned())),
            1 | 2 => Edit::AddRule { rule: new },
            3 => Edit::EditRule { rule: one?, to: new },
            4 => Edit::MoveRule { rule: one?, before: next },
            5 => Edit::RemoveRule { rule: one? },
            6 => Edit::AddCategory { parent: category, name },
            7 => Edit::RenameCategory { category: category?, name },
            8 => Edit::MoveCategory { category: category?, parent: other },
            _ if self.below(2) == 0 => Edit::RemoveCategory { category: category? },
            _ => Edit::Restore { version: Version(i64::try_from(self.below(versions)).unwrap()) },
        })
    }
}

stories! {
    async fn whatever_is_done_every_version_stays_as_it_was(world: &World) {
        let (place, by) = (world.ours, Writer { person: None, now: world.clock.now() });
        let (mut chance, mut was) = (Chance(11), vec![Book::default()]);
        for _ in 0..150 {
            let Some(edit) = chance.edit(was.last().unwrap(), was.len()) else { continue };
            let base = Version(i64::try_from(was.len()).unwrap() - 1);
            let mut tx = world.db.write().await.unwrap();
            if record::write(&mut tx, place.client, base, &edit, by).await.is_ok_and(|version| version != base) {
                tx.commit().await.unwrap();
                was.push(book(world, place, None).await);
            }
        }
        assert!(was.len() > 60, "{}", was.len());
        for (number, expected) in (0..).zip(&was) {
            assert_eq!(book(world, place, Some(Version(number))).await, *expected, "version {number}");
        }
    }

    async fn what_is_unmapped_is_seen_with_its_money_and_a_drag_maps_it(world: &World) {
        let place = world.ours;
        import(world, place, FACTS).await;
        let analyst = world.person(Role::Analyst, place).await;
        let seen = names(&analyst, place, ask(true)).await;
        assert_eq!(called(&seen), ["el_search", "wood_rsya", "sauna", ""], "the heaviest first, and what has no campaign");
        assert_eq!((seen.unmapped_count, seen.count, seen.found), (4, 5, 4));
        assert_eq!((seen.unmapped.recent, seen.unmapped.all), (sums(165, 5), sums(1165, 45)));
        assert_eq!((seen.whole.recent, seen.whole.all), (sums(195, 7), sums(1195, 47)));
        let el = &seen.rows[0];
        assert_eq!((el.weight.recent, el.weight.all, el.places), (sums(100, 4), sums(1100, 44), 1));
        assert_eq!((el.place.category, el.place.reason), (None, Reason::Nothing));
        assert_eq!(leads(world, place, None).await.1, [("Heat".to_owned(), 2), ("Unmapped".to_owned(), 45)]);

        let before = version(&analyst, place).await;
        assert_eq!(before, Version(1), "the file has grown the tree");
        let edit = assign(&["el_search", "wood_rsya"], Target::Path("Heat > Electric".into()));
        let effect = analyst.calls(|| try_change(place.project, edit.clone())).await.unwrap();
        assert_eq!((effect.names, effect.moved.recent), (2, sums(150, 5)));
        assert_eq!((effect.flows[0].from.as_deref(), effect.flows[0].to.as_deref()), (None, Some("Heat › Electric")));
        assert_eq!(version(&analyst, place).await, before, "trying changes nothing");
        let mut wake = world.listen();
        assert_eq!(make(&analyst, place, edit).await, Ok(Version(2)));
        assert_eq!(wake.try_recv().unwrap(), place.project);
        assert_eq!(leads(world, place, None).await.1, [("Heat".to_owned(), 47), ("Unmapped".to_owned(), 0)]);
        let seen = names(&analyst, place, ask(false)).await;
        let el = &seen.rows[0];
        assert!(matches!(el.place.reason, Reason::Rule { number: 1, .. }), "{el:?}");
        let brand = seen.rows.iter().find(|name| name.name == "brand").unwrap();
        assert_eq!(brand.place.reason, Reason::File);
        let mapped = analyst.calls(|| open_mapping(place.project)).await.unwrap();
        let electric = mapped.book.tree().find("Heat > Electric").unwrap();
        assert!(mapped.weights.contains(&(electric, el.weight.plus(seen.rows[1].weight))));
        assert_eq!(mapped.days.map(|(first, last)| (last.since(first), last.to_string())), Some((89, "2026-11-21".into())));
    }

    async fn money_of_a_name_may_be_in_several_categories(world: &World) {
        let place = world.ours;
        import(world, place, "date,campaign,keyword,cost,leads\n2026-11-01,all,buy wood,70,1\n2026-11-01,all,buy el,20,1\n2026-11-01,all,other,10,1\n").await;
        let analyst = world.person(Role::Analyst, place).await;
        make(&analyst, place, add(Dimension::Detail, Test::Contains, "WOOD", "Wood")).await.unwrap();
        make(&analyst, place, add(Dimension::Detail, Test::Matches, "el$", "Electric")).await.unwrap();
        let seen = names(&analyst, place, ask(true)).await;
        let all = &seen.rows[0];
        assert_eq!((all.places, all.weight.recent, all.unmapped.recent), (3, sums(100, 3), sums(10, 1)));
        let tree = book(world, place, None).await.tree();
        assert_eq!(all.place.category, tree.find("Wood"), "mostly wood");
        let details = names(&analyst, place, Ask { field: Dimension::Detail, search: " BUY ".into(), ..ask(false) }).await;
        assert_eq!((called(&details), details.found, details.count), (vec!["buy wood", "buy el"], 2, 3));
    }

    async fn a_closed_period_keeps_its_own_mapping(world: &World) {
        let place = world.ours;
        import(world, place, FACTS).await;
        let analyst = world.person(Role::Analyst, place).await;
        let closed = make(&analyst, place, add(Dimension::Campaign, Test::Starts, "el_", "Electric")).await.unwrap();
        let (bytes, figures) = leads(world, place, None).await;
        let tree = book(world, place, None).await.tree();
        let electric = tree.find("Electric").unwrap();
        for edit in [
            Edit::RenameCategory { category: electric, name: Name::parse("Voltage").unwrap() },
            add(Dimension::Channel, Test::Equals, "network", "Voltage > Network"),
            assign(&["el_search"], Target::Path("Elsewhere".into())),
            Edit::RemoveCategory { category: tree.find("Heat").unwrap() },
        ] {
            make(&analyst, place, edit).await.unwrap();
        }
        let newest = leads(world, place, None).await;
        let now = [("Elsewhere", 44), ("Unmapped", 2), ("Voltage", 1)].map(|(key, leads)| (key.to_owned(), leads));
        assert_eq!(newest.1, now);
        assert_eq!(leads(world, place, Some(closed)).await, (bytes, figures), "byte for byte");
        assert_eq!(leads(world, place, Some(version(&analyst, place).await)).await, newest);
        assert_eq!(leads(world, place, Some(Version(0))).await.1, [("Unmapped".to_owned(), 47)]);
    }

    async fn every_version_can_be_read_as_it_was_and_restored(world: &World) {
        let place = world.ours;
        import(world, place, FACTS).await;
        let analyst = world.person(Role::Analyst, place).await;
        let mut was = vec![Book::default(), book(world, place, None).await];
        for edit in [
            add(Dimension::Campaign, Test::Contains, "el", "Heat > Electric"),
            add(Dimension::Campaign, Test::Contains, "wood", "Heat > Wood"),
            assign(&["sauna"], Target::Path("Spa".into())),
        ] {
            make(&analyst, place, edit).await.unwrap();
            was.push(book(world, place, None).await);
        }
        let last = was.last().unwrap().clone();
        let (heat, spa) = (last.tree().find("Heat").unwrap(), last.tree().find("Spa").unwrap());
        for edit in [
            Edit::MoveRule { rule: last.rules[2].id, before: Some(last.rules[0].id) },
            Edit::MoveCategory { category: spa, parent: Some(heat) },
            Edit::EditRule { rule: last.rules[1].id, to: rule(Dimension::Channel, Test::Equals, "search", "Spa") },
            Edit::RemoveRule { rule: last.rules[0].id },
            Edit::RemoveCategory { category: heat },
        ] {
            make(&analyst, place, edit).await.unwrap();
            was.push(book(world, place, None).await);
        }
        make(&analyst, place, Edit::Restore { version: Version(4) }).await.unwrap();
        was.push(was[4].clone());
        assert_eq!(version(&analyst, place).await, Version(10));
        for (number, expected) in (0..).zip(&was) {
            let at = Version(number);
            assert_eq!(book(world, place, Some(at)).await, *expected, "version {number}");
            assert_eq!(analyst.calls(|| open_version(place.project, at)).await.unwrap().sorted(), *expected);
        }
        assert_eq!(book(world, place, None).await, was[4]);
        assert_eq!(analyst.calls(|| open_version(place.project, Version(11))).await, Err(Error::Missing));
        assert_eq!(make(&analyst, place, Edit::Restore { version: Version(-1) }).await, Err(Error::Missing));
        let versions = analyst.calls(|| list_versions(place.project, Version(i64::MAX))).await.unwrap();
        let numbers: Vec<i64> = versions.iter().map(|version| version.number.0).collect();
        assert_eq!(numbers, (1..=10).rev().collect::<Vec<_>>());
        assert_eq!(versions[0].change, Some(Change::Restored { version: Version(4) }));
        assert_eq!(versions[0].person.as_ref().map(Name::as_str), Some("analyst"));
        assert_eq!(versions[9].change, Some(Change::Grown { categories: 2, first: "Heat › Brand".into() }));
        assert_eq!(versions[9].person, None, "a file that came over the command line");
        assert_eq!(analyst.calls(|| list_versions(place.project, Version(3))).await.unwrap().len(), 2);
    }

    async fn who_is_late_is_told_and_nothing_is_lost(world: &World) {
        let place = world.ours;
        let (one, two) = (world.person(Role::Analyst, place).await, world.person(Role::Lead, place).await);
        let base = version(&one, place).await;
        let first = add(Dimension::Campaign, Test::Contains, "a", "A");
        let second = add(Dimension::Campaign, Test::Contains, "b", "B");
        let done = one.calls(|| change_mapping(place.project, base, first)).await.unwrap();
        assert_eq!(two.calls(|| change_mapping(place.project, base, second.clone())).await, Err(Error::Conflict));
        assert_eq!(version(&two, place).await, done);
        assert!(two.calls(|| change_mapping(place.project, done, second)).await.is_ok());
        assert_eq!(book(world, place, None).await.rules.len(), 2);
        let same = Edit::MoveRule { rule: book(world, place, None).await.rules[1].id, before: None };
        let newest = version(&one, place).await;
        assert_eq!(make(&one, place, same).await, Ok(newest), "what changes nothing makes no version");
    }

    async fn of_many_who_save_at_once_one_wins(world: &World) {
        let place = world.ours;
        let analyst = world.person(Role::Analyst, place).await;
        let base = version(&analyst, place).await;
        let edits = (0..6).map(|nth| {
            let edit = add(Dimension::Campaign, Test::Contains, &format!("x{nth}"), "A > B");
            analyst.calls(move || change_mapping(place.project, base, edit))
        });
        let answers = futures::future::join_all(edits).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|answer| matches!(answer, Ok(_) | Err(Error::Conflict | Error::Busy))), "{answers:?}");
        let book = book(world, place, None).await;
        assert_eq!((book.rules.len(), book.categories.len()), (1, 2));
    }

    async fn a_rule_tells_what_it_would_catch_and_what_an_earlier_one_takes(world: &World) {
        let place = world.ours;
        import(world, place, FACTS).await;
        let analyst = world.person(Role::Analyst, place).await;
        make(&analyst, place, add(Dimension::Campaign, Test::Starts, "el", "Electric")).await.unwrap();
        let wide = add(Dimension::Campaign, Test::Matches, "SEARCH|rsya", "Wide");
        let effect = analyst.calls(|| try_change(place.project, wide)).await.unwrap();
        let caught: Vec<_> = effect.caught.iter().map(|one| (one.name.as_str(), one.taken_by)).collect();
        assert_eq!(caught, [("el_search", Some(1)), ("wood_rsya", None)]);
        assert_eq!((effect.caught_count, effect.taken_count, effect.names), (2, 1, 1));
        assert_eq!(effect.moved.recent, sums(50, 1));
        for (pattern, flaw, at) in [("(a", Flaw::Unclosed, 1), ("a{1000}{1000}", Flaw::TooLarge, 1), (r"(a)\1", Flaw::Unsupported, 4)] {
            let wrong = Err(Error::Invalid { field: Field::Pattern, rule: TextRule::Expression { flaw, at } });
            let edit = add(Dimension::Campaign, Test::Matches, pattern, "Wide");
            assert_eq!(analyst.calls(|| try_change(place.project, edit.clone())).await.map(|_| ()), wrong);
            assert_eq!(make(&analyst, place, edit).await.map(|_| ()), wrong);
        }
        assert_eq!(version(&analyst, place).await, Version(2));
    }

    async fn a_client_and_a_stranger_map_nothing(world: &World) {
        let (ours, theirs) = (world.ours, world.theirs);
        let analyst = world.person(Role::Analyst, ours).await;
        make(&analyst, ours, add(Dimension::Campaign, Test::Contains, "a", "A")).await.unwrap();
        let book = book(world, ours, None).await;
        let owner = world.person(Role::Owner, ours).await;
        assert_eq!(owner.calls(|| open_mapping(ours.project)).await, Err(Error::Refused(Rule::Role)));
        let stranger = world.person(Role::Analyst, theirs).await;
        assert_eq!(stranger.calls(|| open_mapping(ours.project)).await, Err(Error::Missing));
        let base = version(&stranger, theirs).await;
        let category = book.categories[0].id;
        for edit in [
            Edit::RemoveRule { rule: book.rules[0].id },
            Edit::RemoveCategory { category },
            assign(&["a"], Target::Known(category)),
            Edit::AddCategory { parent: Some(category), name: Name::parse("x").unwrap() },
            Edit::RemoveRule { rule: RuleId::new() },
            Edit::RemoveCategory { category: CategoryId::new() },
        ] {
            assert_eq!(stranger.calls(|| change_mapping(theirs.project, base, edit.clone())).await, Err(Error::Missing), "{edit:?}");
            assert_eq!(stranger.calls(|| try_change(theirs.project, edit.clone())).await.map(|_| ()), Err(Error::Missing), "{edit:?}");
        }
        assert_eq!(self::book(world, theirs, None).await, Book::default());
    }

    async fn a_change_is_told_in_the_log_and_the_report_knows(world: &World) {
        let place = world.ours;
        import(world, place, FACTS).await;
        let analyst = world.person(Role::Analyst, place).await;
        let facts = async || {
            let mut tx = world.db.read().await.unwrap();
            app::one!(&mut tx, (i64,), "select facts_version from project where id = $1", place.project).unwrap().0
        };
        let before = facts().await;
        let made = make(&analyst, place, add(Dimension::Campaign, Test::Contains, "a", "A")).await.unwrap();
        assert_eq!(facts().await, before + 1);
        let mut tx = world.db.read().await.unwrap();
        let events = event::since(&mut tx, place.project, 0, 10).await.unwrap();
        assert_eq!(events.last().map(|(_, event)| event), Some(&Event::MappingChanged { version: made.0 }));
    }

    async fn a_removed_category_does_not_grow_again_with_the_next_file(world: &World) {
        let place = world.ours;
        import(world, place, FACTS).await;
        let analyst = world.person(Role::Analyst, place).await;
        let tree = book(world, place, None).await.tree();
        let heat = tree.find("Heat").unwrap();
        make(&analyst, place, Edit::RenameCategory { category: heat, name: Name::parse("Warmth").unwrap() }).await.unwrap();
        import(world, place, &FACTS.replace(",30,2", ",30,3")).await;
        assert_eq!(leads(world, place, None).await.1, [("Unmapped".to_owned(), 45), ("Warmth".to_owned(), 3)]);
        make(&analyst, place, Edit::RemoveCategory { category: heat }).await.unwrap();
        import(world, place, &FACTS.replace(",30,2", ",30,4")).await;
        assert_eq!(leads(world, place, None).await.1, [("Unmapped".to_owned(), 49)]);
        import(world, place, "date,campaign,category,leads\n2026-11-21,new,Stoves > Sauna,7\n").await;
        assert_eq!(leads(world, place, None).await.1, [("Stoves".to_owned(), 7), ("Unmapped".to_owned(), 49)]);
    }
}
