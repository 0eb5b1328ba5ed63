//! Stories of what is behind a figure: the files and lines that the server tells add up to what the page's own engine says,
//! whatever is chosen, and only for whoever may read the report.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod world;

use std::{collections::BTreeSet, fmt::Write, sync::Arc};

use app::{
    access::model::Role,
    error::Error,
    fact::{
        category::Test,
        import::{self, Delivery},
        model::{Dimension as Named, Keys, LabelId, Measures},
        origin::{Line, Mark, PAGE, Reason, Source},
        plan::Plan,
        walk::{Reach, Walk},
    },
    id::PersonId,
    mapping::{
        api::{change_mapping, open_mapping},
        edit::{Edit, NewRule, Target},
    },
    money::Currency,
    report::{
        api::{explain_lines, explain_sources},
        behind::{Ask, Cell},
        cut, meant,
        metric::Metric,
        model::{Dimension, MEASURES},
        opening::Opening,
        period::Calendar,
        query::Query,
        reader::{Page, Reader},
    },
    text::Pattern,
    time::Day,
};
use world::{Actor, Engine, Place, World};

const START: &str = "2026-09-01";

async fn import(world: &World, place: Place, person: Option<PersonId>, name: &str, text: &str) {
    let path = world.uploads.join(name);
    std::fs::write(&path, text).unwrap();
    let rub = Currency::parse("RUB").unwrap();
    let checked = import::check(path, Plan::default(), rub).await.unwrap();
    let now = world.clock.now();
    let parcel = Delivery { project: place.project, client: place.client, name, person, now };
    let mut tx = world.db.write().await.unwrap();
    let (_, outcome) = import::deliver(&mut tx, Arc::new(checked), &parcel).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(outcome.refused, 0);
}

async fn rule(world: &World, field: Named, test: Test, pattern: &str, path: &str) {
    let (lead, project) = (world.person(Role::Lead, world.ours).await, world.ours.project);
    let rule =
        NewRule { field, test, pattern: Pattern::parse(pattern).unwrap(), to: Target::Path(path.to_owned()) };
    let base = lead.calls(|| open_mapping(project)).await.unwrap().version;
    lead.calls(|| change_mapping(project, base, Edit::AddRule { rule })).await.unwrap();
}

/// Facts of 75 days: named by the file on two levels, by nothing, with and without devices and regions. The same seed
/// names the same facts; `spoilt` makes other figures of some of them.
fn facts(spoilt: bool) -> String {
    let mut text = "date,category,channel,campaign,device,region,keyword,impressions,clicks,cost,sessions,leads,sales,revenue\n".to_owned();
    let start = Day::parse(START).unwrap();
    let mut dice: u32 = 7;
    for row in 0_i32..900 {
        let mut below = |bound: u32| {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (dice >> 8) % bound
        };
        let day = start.plus(row / 12);
        let category = ["", "Stoves", "Stoves > Sauna", "Stoves > Iron", "Grills", "Grills > Gas > Small"]
            [below(6) as usize];
        let device = ["", "phone", "desktop"][below(3) as usize];
        let region = ["Москва", "", "Київ"][below(3) as usize];
        let channel = ["Search", "Social"][below(2) as usize];
        let (campaign, detail) = (below(9), below(40));
        let (clicks, cents, leads) = (below(300), below(900_000), below(12));
        let cents = if spoilt && row % 3 == 0 { cents + 1 } else { cents };
        writeln!(
            text,
            "{day},{category},{channel},Campaign {campaign},{device},{region},phrase {detail},{},{clicks},{}.{:02},{},{leads},{},{}",
            clicks * 31, cents / 100, cents % 100, clicks * 2, leads / 4, leads * 977
        )
        .unwrap();
    }
    text
}

async fn reader(world: &World) -> (Reader, Calendar) {
    let mut tx = world.db.read().await.unwrap();
    let reader = Opening::all(&cut::make(&mut tx, world.ours.project).await.unwrap().bytes()).unwrap();
    let calendar = reader.calendar(world::project_start(), Day::parse("2026-11-22").unwrap()).unwrap();
    (reader, calendar)
}

fn ask(question: &str, cell: Cell) -> Ask {
    Ask { question: question.to_owned(), cell, before: false, rolled_up: Vec::new() }
}

fn row(dimension: Dimension, path: &str) -> Cell {
    Cell::Row { dimension, path: path.to_owned() }
}

/// Every figure of a page with what the engine says it comes to.
fn cells(reader: &Reader, page: &Page, inside: &str) -> Vec<(Cell, Vec<i64>)> {
    let mut cells = vec![(Cell::Total, page.now.total.sums().to_vec())];
    for &dimension in Dimension::ALL {
        let names = reader.book().dictionary(dimension);
        for member in names.members() {
            let path = names.path(member);
            cells.push((Cell::Row { dimension, path }, page.sums(dimension, member).unwrap().to_vec()));
        }
        cells.push((Cell::Whole { dimension, inside: None }, reader.whole(dimension, &page.now, None)));
    }
    let node = reader.book().dictionary(Dimension::Category).find(inside).unwrap();
    let whole = reader.whole(Dimension::Category, &page.now, Some(node));
    cells.push((Cell::Whole { dimension: Dimension::Category, inside: Some(inside.to_owned()) }, whole));
    cells.extend(page.now.by_day.iter().map(|(day, sums)| (Cell::Day(Day(day)), sums.to_vec())));
    cells
}

/// All sources of a figure, however many requests that takes.
async fn sources(reader: &Actor, place: Place, ask: &Ask) -> Vec<Source> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let told = reader.calls(|| explain_sources(place.project, ask.clone(), after)).await.unwrap();
        all.extend(told.sources);
        after = told.next;
        if after.is_none() {
            return all;
        }
    }
}

/// All facts of a figure, page by page.
async fn lines(reader: &Actor, place: Place, ask: &Ask) -> Vec<Line> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let told = reader.calls(|| explain_lines(place.project, ask.clone(), after)).await.unwrap();
        assert!(told.lines.len() <= PAGE && (told.lines.len() == PAGE || told.next.is_none()), "{ask:?}");
        assert!(told.lines.iter().all(|line| told.files.iter().any(|file| file.number == line.file)));
        all.extend(told.lines);
        after = told.next;
        if after.is_none() {
            return all;
        }
    }
}

fn added<'a>(sums: impl Iterator<Item = &'a Measures>) -> Vec<i64> {
    sums.fold(Measures::default(), |sum, one| sum.plus(one)).0.to_vec()
}

async fn the_server_agrees(world: &World, owner: &Actor, question: &str) -> usize {
    let (mut reader, calendar) = reader(world).await;
    let page = reader.page(&Query::parse(question), &calendar);
    let cells = cells(&reader, &page, "Stoves");
    let mut with_facts = 0;
    for (cell, sums) in &cells {
        let ask = ask(question, cell.clone());
        let sources = sources(owner, world.ours, &ask).await;
        assert_eq!(added(sources.iter().map(|source| &source.sums)), sums[..MEASURES], "{ask:?}");
        with_facts += usize::from(!sources.is_empty());
        if let Cell::Day(day) = cell
            && day.0 % 7 != 0
        {
            continue;
        }
        let lines = lines(owner, world.ours, &ask).await;
        assert_eq!(added(lines.iter().map(|line| &line.measures)), sums[..MEASURES], "{ask:?}");
        assert_eq!(lines.len() as u64, sources.iter().map(|source| source.rows).sum::<u64>(), "{ask:?}");
        let different: BTreeSet<_> = lines.iter().map(|line| (line.file, line.line)).collect();
        assert_eq!(different.len(), lines.len(), "no line is told twice: {ask:?}");
        assert!(lines.is_sorted_by(|one, next| one.day >= next.day), "the newest first: {ask:?}");
    }
    if let Some(before) = &page.before {
        let ask = Ask { before: true, ..ask(question, Cell::Total) };
        let sources = sources(owner, world.ours, &ask).await;
        assert_eq!(
            added(sources.iter().map(|source| &source.sums)),
            before.answer.total.sums()[..MEASURES],
            "{ask:?}"
        );
        let (day, sums) = before.answer.by_day.iter().next().unwrap();
        let ask = Ask { cell: Cell::Day(Day(day)), ..ask };
        let sources = self::sources(owner, world.ours, &ask).await;
        assert_eq!(added(sources.iter().map(|source| &source.sums)), sums[..MEASURES], "{ask:?}");
    }
    with_facts
}

const QUESTIONS: [&str; 8] = [
    "",
    "category=Stoves",
    "category=Stoves+>+Sauna&category=&channel=Search",
    "category=Grills+>+Gas&device=&device=phone&inside=Stoves",
    "channel=Social&region=Москва&days=2026-11-02..2026-11-06",
    "from=2026-09-10&to=2026-10-20&campaign=Campaign+3&campaign=Campaign+1&campaign=Gone",
    "from=2026-10-01&to=2026-10-30&compare=year&region=Nowhere",
    "to=2026-10-15&days=2026-10-10..2026-10-12&category=&compare=previous",
];

stories! {
    async fn files_and_lines_come_to_what_the_page_says(world: &World) {
        import(world, world.ours, None, "first.csv", &facts(false)).await;
        import(world, world.ours, None, "second.csv", &facts(true)).await;
        let owner = world.person(Role::Owner, world.ours).await;
        let mut with_facts = 0;
        for question in QUESTIONS {
            with_facts += the_server_agrees(world, &owner, question).await;
        }
        assert!(with_facts > 250, "{with_facts} figures were made of something");

        rule(world, Named::Campaign, Test::Equals, "Campaign 3", "Stoves › Sauna").await;
        rule(world, Named::Region, Test::Contains, "иїв", "Grills").await;
        for question in &QUESTIONS[1..4] {
            the_server_agrees(world, &owner, question).await;
        }
        rule(world, Named::Detail, Test::Starts, "phrase 1", "Stoves").await;
        for question in &QUESTIONS[2..4] {
            the_server_agrees(world, &owner, question).await;
        }
    }

    async fn a_short_breath_only_means_more_requests(world: &World) {
        import(world, world.ours, None, "first.csv", &facts(false)).await;
        rule(world, Named::Campaign, Test::Equals, "Campaign 3", "Stoves › Sauna").await;
        let owner = world.person(Role::Owner, world.ours).await;
        let ask = ask("from=2026-09-01&to=2026-11-30&region=Москва", row(Dimension::Category, "Stoves > Sauna"));
        let (sources, lines) = (sources(&owner, world.ours, &ask).await, lines(&owner, world.ours, &ask).await);
        assert!(lines.len() > 70);
        let calendar = reader(world).await.1;
        let reach = Reach { adding: 0, judging: 37, looking: [3, 5, 7, 11] };
        let mut tx = world.db.read().await.unwrap();
        let (mut sums, mut rows, mut after, mut requests) = (Measures::default(), 0, None, 0);
        loop {
            let walk = Walk::of(&mut tx, world.ours.project).await.unwrap().reaching(reach);
            let wanted = meant::wanted(&ask.scope(&calendar).unwrap(), walk.names());
            let told = walk.sources(&mut tx, &wanted, after).await.unwrap();
            for source in &told.sources {
                (sums, rows) = (sums.plus(&source.sums), rows + source.rows);
            }
            (after, requests) = (told.next, requests + 1);
            if after.is_none() {
                break;
            }
        }
        assert_eq!((sums, rows, requests), (sources[0].sums, sources[0].rows, 900_usize.div_ceil(37)));
        let (mut told_lines, mut after) = (Vec::new(), None);
        loop {
            let walk = Walk::of(&mut tx, world.ours.project).await.unwrap().reaching(reach);
            let wanted = meant::wanted(&ask.scope(&calendar).unwrap(), walk.names());
            let told = walk.lines(&mut tx, &wanted, after).await.unwrap();
            assert!(told.lines.len() < PAGE, "26 facts are passed over at most");
            told_lines.extend(told.lines);
            after = told.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(told_lines, lines);
    }

    async fn a_figure_leads_down_to_its_line_and_says_why(world: &World) {
        let text = "date,campaign,category,keyword,cost,leads\n\
                    2026-11-20,brand,Fireplaces > Electric,buy a fireplace,100.50,4\n\
                    2026-11-21,brand,Fireplaces > Electric,cheap,50,1\n\
                    2026-11-21,sauna,,,10,0\n\
                    2026-11-21,nobody,,,7.01,0\n";
        let analyst = world.person(Role::Analyst, world.ours).await;
        import(world, world.ours, analyst.person, "november.csv", text).await;
        rule(world, Named::Campaign, Test::Contains, "Sauna", "Stoves › Sauna").await;
        world.clock.advance(3_600);
        import(world, world.ours, None, "restated.csv", "date,campaign,category,keyword,cost,leads\n\
                    2026-11-21,brand,Fireplaces > Electric,cheap,51,1\n").await;
        let owner = world.person(Role::Owner, world.ours).await;
        let told = owner.calls(|| explain_lines(world.ours.project, ask("", row(Dimension::Category, "Fireplaces")), None)).await.unwrap();
        let seen: Vec<_> = told.lines.iter().map(|line| (line.day.to_string(), line.file, line.line, line.measures.0[Metric::Cost as usize])).collect();
        assert_eq!(seen, [("2026-11-21".to_owned(), 2, 2, 5_100), ("2026-11-20".to_owned(), 1, 2, 10_050)]);
        assert_eq!(told.lines[1].names[Named::Detail as usize], "buy a fireplace");
        assert_eq!((&told.lines[1].category, &told.lines[1].reason), (&vec!["Fireplaces".to_owned(), "Electric".to_owned()], &Reason::Named));
        let files: Vec<_> = told.files.iter().map(|file| (file.name.as_str(), file.person.as_ref().map(ToString::to_string))).collect();
        assert_eq!(files, [("restated.csv", None), ("november.csv", Some("analyst".to_owned()))]);
        assert!(told.files[0].at > told.files[1].at);
        assert!(!serde_json::to_string(&told).unwrap().contains('@'), "people are told by name alone");

        let told = owner.calls(|| explain_lines(world.ours.project, ask("", row(Dimension::Category, "Stoves")), None)).await.unwrap();
        let reason = Reason::Rule { field: Named::Campaign, test: Test::Contains, pattern: "Sauna".to_owned() };
        assert_eq!((told.lines.len(), &told.lines[0].reason, told.lines[0].line), (1, &reason, 4));
        let told = owner.calls(|| explain_lines(world.ours.project, ask("", row(Dimension::Category, "")), None)).await.unwrap();
        assert_eq!((told.lines.len(), &told.lines[0].reason, told.lines[0].line), (1, &Reason::Unmapped, 5));
        assert_eq!(told.lines[0].category, Vec::<String>::new());
    }

    async fn what_a_page_does_not_tell_apart_is_explained_as_it_is_shown(world: &World) {
        import(world, world.ours, None, "first.csv", &facts(false)).await;
        let owner = world.person(Role::Owner, world.ours).await;
        let told = async |question: &str, rolled_up: &[Dimension]| {
            let ask = Ask { rolled_up: rolled_up.to_vec(), ..ask(question, Cell::Total) };
            added(sources(&owner, world.ours, &ask).await.iter().map(|source| &source.sums))
        };
        let all = told("", &[]).await;
        assert_ne!(told("region=", &[]).await, all);
        assert_eq!(told("region=", &[Dimension::Region]).await, all);
        assert_eq!(told("region=Москва", &[Dimension::Region]).await, vec![0; MEASURES]);
    }

    async fn a_mark_from_elsewhere_leads_nowhere_new(world: &World) {
        import(world, world.ours, None, "first.csv", &facts(false)).await;
        let owner = world.person(Role::Owner, world.ours).await;
        let ask = ask("from=2026-09-05&to=2026-09-06", Cell::Total);
        let whole = sources(&owner, world.ours, &ask).await;
        assert_eq!(whole[0].rows, 24);
        for (day, rows) in [(Day(i32::MAX), 24), (Day(i32::MIN), 0)] {
            let mark = Mark { day, keys: Keys([LabelId(i64::MAX); 7]), nth: i32::MIN };
            let told = owner.calls(|| explain_sources(world.ours.project, ask.clone(), Some(mark))).await.unwrap();
            assert_eq!(told.sources.iter().map(|source| source.rows).sum::<u64>(), rows);
        }
    }

    async fn a_stranger_is_told_nothing_and_an_empty_project_has_nothing_to_tell(world: &World) {
        import(world, world.ours, None, "first.csv", &facts(false)).await;
        let their_owner = world.person(Role::Owner, world.theirs).await;
        let question = || ask("", Cell::Total);
        let told = their_owner.calls(|| explain_sources(world.ours.project, question(), None)).await;
        assert_eq!(told, Err(Error::Missing));
        let told = their_owner.calls(|| explain_lines(world.ours.project, question(), None)).await;
        assert_eq!(told, Err(Error::Missing));
        let told = world.visitor().calls(|| explain_lines(world.ours.project, question(), None)).await;
        assert_eq!(told, Err(Error::Unauthenticated));
        assert_eq!(sources(&their_owner, world.theirs, &question()).await, []);
        assert_eq!(lines(&their_owner, world.theirs, &question()).await, []);
    }
}
