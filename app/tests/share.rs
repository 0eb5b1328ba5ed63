//! Stories of links: what a visitor without an account sees, what they do not, and how a link ends.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod world;

use std::{collections::BTreeSet, path::Path, sync::Arc};

use app::{
    access::model::{Language, Role},
    error::{Error, Rule},
    fact::{
        import::{self, Delivery},
        plan::{Pick, Plan},
    },
    id::ShareId,
    money::Currency,
    report::{
        api::{list_shares, open_shared, revoke_share, share_view},
        cut, guest,
        link::{Guest, MOST_SHARES, Shared, Term},
        metric::Metric,
        model::Dimension,
        opening::Opening,
        query::Query,
        reader::Reader,
        saved::Question,
        shelf::Shelf,
    },
    text::Name,
    time::Day,
};
use world::{Actor, Engine, World};

const FACTS: &str = "date,campaign,category,channel,device,cost,leads,calls,visits\n\
                     2026-09-30,old,Fireplaces > Electric,VK,phone,7,1,0,0\n\
                     2026-10-24,brand,Fireplaces > Electric,VK,phone,30,3,1,0\n\
                     2026-11-20,brand,Fireplaces > Electric,VK,phone,100,4,2,0\n\
                     2026-11-20,brand,Fireplaces > Bio,Direct,desktop,50,2,1,0\n\
                     2026-11-21,sauna,Stoves,Direct,desktop,900,9,0,5\n\
                     2026-11-22,unknown,,Meta,tablet,5,0,0,0\n";

/// The Fireplaces of eight days, and of the eight before.
const QUESTION: &str = "from=2026-11-15&to=2026-11-22&category=Fireplaces";

async fn import(world: &World, text: &str) {
    let path = world.uploads.join("a.csv");
    std::fs::write(&path, text).unwrap();
    import_file(world, &path).await;
}

async fn import_file(world: &World, path: &Path) {
    let picks = ["calls=goal", "visits=goal"].map(|pick| pick.parse::<Pick>().unwrap());
    let plan = Plan { picks: picks.to_vec(), ..Plan::default() };
    let checked = import::check(path.to_owned(), plan, Currency::parse("RUB").unwrap()).await.unwrap();
    let (project, client) = (world.ours.project, world.ours.client);
    let delivery = Delivery { project, client, name: "a.csv", person: None, now: world.clock.now() };
    let mut tx = world.db.write().await.unwrap();
    import::deliver(&mut tx, Arc::new(checked), &delivery).await.unwrap();
    tx.commit().await.unwrap();
}

async fn share(world: &World, actor: &Actor, question: &str) -> Result<Shared, Error> {
    let (name, question) = (Name::parse("For the bank").unwrap(), Question::parse(question).unwrap());
    actor.calls(|| share_view(world.ours.project, name, question, Term::Week)).await
}

async fn open(world: &World, secret: &str) -> Result<Guest, Error> {
    world.visitor().calls(|| open_shared(secret.to_owned())).await
}

/// What a visitor's browser makes of the facts that it gets.
async fn reader(world: &World, secret: &str) -> Result<Reader, Error> {
    let packed = guest::facts(&Shelf::default(), world.visitor().visit(), secret).await?;
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut &*packed, &mut plain).unwrap();
    Ok(Opening::all(&plain).unwrap())
}

fn names(reader: &Reader) -> BTreeSet<String> {
    let book = reader.book();
    let members = Dimension::ALL.iter().flat_map(|dimension| book.dictionary(*dimension).names.clone());
    members.chain(book.goals.clone()).filter(|name| !name.is_empty()).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

const CLOSED: Error = Error::Refused(Rule::Link);

stories! {
    async fn a_visitor_sees_what_was_shared_and_nothing_else(world: &World) {
        import(world, FACTS).await;
        let lead = world.person(Role::Lead, world.ours).await;
        let Shared { secret, .. } = share(world, &lead, QUESTION).await.unwrap();
        assert_eq!(secret.len(), 64, "256 bits");
        let told = open(world, &secret).await.unwrap();
        assert_eq!((told.project.as_str(), told.name.as_str()), ("Search advertising", "For the bank"));
        assert_eq!(told.agency.unwrap().as_str(), "Northern Lights");

        let mut reader = reader(world, &secret).await.unwrap();
        assert_eq!(names(&reader), set(&["Fireplaces", "Electric", "Bio", "VK", "Direct", "brand", "phone", "desktop", "calls"]));
        assert_eq!(reader.span().map(|span| (span.first, span.last)), Some((20_777, 20_777)), "only the 20th has facts of these");
        let page = reader.page(&told.question.query(), &told.calendar.unwrap());
        assert_eq!(page.now.total.sums()[Metric::Cost as usize], 15_000);
        // It re-filters inside.
        let mut clicked = told.question.query();
        clicked.choices.click(Dimension::Channel, "VK", false);
        assert_eq!(reader.page(&clicked, &told.calendar.unwrap()).now.total.sums()[Metric::Cost as usize], 10_000);
        // Whatever is asked, there is nothing more in it.
        let everything = Query::parse("from=2020-01-01&to=2030-01-01");
        assert_eq!(reader.page(&everything, &told.calendar.unwrap()).now.total.sums()[Metric::Cost as usize], 15_000);
    }

    async fn a_shared_page_shows_the_figures_of_the_page_it_was_made_from(world: &World) {
        import(world, FACTS).await;
        let lead = world.person(Role::Lead, world.ours).await;
        let cut = cut::make(&mut world.db.read().await.unwrap(), world.ours.project).await.unwrap();
        let mut whole = Opening::all(&cut.bytes()).unwrap();
        for text in [
            "", QUESTION, "compare=none", "compare=year", "channel=VK&channel=Direct", "category=", "device=tablet&days=2026-11-22..2026-11-22",
            "from=2026-11-01&to=2026-11-22", "from=2026-11-20&to=2026-11-21&category=Fireplaces+>+Bio&channel=Direct", "channel=Nobody",
        ] {
            let Shared { secret, .. } = share(world, &lead, text).await.unwrap();
            let told = open(world, &secret).await.unwrap();
            let query = told.question.query();
            let calendar = whole.calendar(world::project_start(), Day::of(2026, 11, 22).unwrap()).unwrap();
            let expected = whole.page(&Query::parse(text), &calendar);
            let seen = reader(world, &secret).await.unwrap().page(&query, &told.calendar.unwrap());
            // Goals that never happened are not there, so only the common measures are compared.
            let sums = |page: &app::report::reader::Page| {
                (page.period, page.now.total.sums()[..7].to_vec(), page.before.as_ref().map(|before| (before.period, before.answer.total.sums()[..7].to_vec())))
            };
            assert_eq!(sums(&seen), sums(&expected), "{text}");
        }
    }

    async fn a_link_ends_when_it_is_closed_when_its_time_is_over_and_with_its_author(world: &World) {
        import(world, FACTS).await;
        let lead = world.person(Role::Lead, world.ours).await;
        let owner = world.person(Role::Owner, world.ours).await;
        let first = share(world, &lead, QUESTION).await.unwrap();
        assert!(open(world, &first.secret).await.is_ok());
        let rest = owner.calls(|| revoke_share(world.ours.project, first.shares[0].id)).await.unwrap();
        assert_eq!(rest, [], "the client closes it as well as who made it");
        assert_eq!(open(world, &first.secret).await, Err(CLOSED));
        assert_eq!(reader(world, &first.secret).await.err(), Some(CLOSED));
        let again = owner.calls(|| revoke_share(world.ours.project, first.shares[0].id)).await;
        assert_eq!(again, Err(Error::Missing));

        let second = share(world, &lead, QUESTION).await.unwrap();
        world.clock.advance(7 * 24 * 3600 - 1);
        assert!(open(world, &second.secret).await.is_ok());
        world.clock.advance(1);
        assert_eq!(open(world, &second.secret).await, Err(CLOSED));
        assert_eq!(reader(world, &second.secret).await.err(), Some(CLOSED));
        assert_eq!(owner.calls(|| list_shares(world.ours.project)).await.unwrap(), []);

        let specialist = world.person(Role::Specialist, world.ours).await;
        let third = share(world, &specialist, QUESTION).await.unwrap();
        let fourth = share(world, &lead, QUESTION).await.unwrap();
        let mut tx = world.db.write().await.unwrap();
        app::exec!(&mut tx, "delete from member where person_id = $1", specialist.person.unwrap()).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(open(world, &third.secret).await, Err(CLOSED), "who left the project has left no door open");
        world.deactivate(&lead).await;
        assert_eq!(open(world, &fourth.secret).await, Err(CLOSED));
    }

    async fn a_secret_that_opens_nothing_says_nothing(world: &World) {
        let lead = world.person(Role::Lead, world.ours).await;
        let secret = share(world, &lead, "").await.unwrap().secret;
        for guess in ["", "guess", &secret[..63], &format!("{secret}0"), &secret.to_uppercase(), &"0".repeat(64)] {
            if *guess != secret {
                assert_eq!(open(world, guess).await, Err(CLOSED), "{guess}");
                assert_eq!(reader(world, guess).await.err(), Some(CLOSED), "{guess}");
            }
        }
        let mut tx = world.db.read().await.unwrap();
        let (kept,) = app::one!(&mut tx, (String,), "select secret from report_share where project_id = $1", world.ours.project).unwrap();
        assert_ne!(kept, secret, "the house keeps a hash");
        assert!(open(world, &kept).await.is_err(), "which opens nothing");
    }

    async fn it_is_counted_who_came(world: &World) {
        let owner = world.person(Role::Owner, world.ours).await;
        let made = share(world, &owner, "").await.unwrap();
        assert_eq!((made.shares[0].opened, made.shares[0].opened_at), (0, None));
        world.clock.advance(60);
        for _ in 0..3 {
            assert_eq!(open(world, &made.secret).await.unwrap().calendar, None, "without facts there are no days");
        }
        let share = owner.calls(|| list_shares(world.ours.project)).await.unwrap().remove(0);
        assert_eq!((share.opened, share.opened_at), (3, Some(world.clock.now())));
        assert_eq!((share.author_name.as_str(), share.name.as_str()), ("owner", "For the bank"));
        let mut tx = world.db.read().await.unwrap();
        let told = app::event::since(&mut tx, world.ours.project, 0, 10).await.unwrap();
        assert_eq!(told.into_iter().map(|(_, event)| event).collect::<Vec<_>>(), [app::event::Event::ReportShared { share: share.id }]);
    }

    async fn who_has_a_link_has_nothing_but_a_link(world: &World) {
        let owner = world.person(Role::Owner, world.ours).await;
        let made = share(world, &owner, "").await.unwrap();
        let visitor = world.visitor();
        visitor.calls(|| open_shared(made.secret.clone())).await.unwrap();
        assert_eq!(visitor.calls(app::access::api::who_am_i).await, Err(Error::Unauthenticated));
        assert_eq!(visitor.calls(|| list_shares(world.ours.project)).await, Err(Error::Unauthenticated));
        assert_eq!(visitor.calls(|| revoke_share(world.ours.project, made.shares[0].id)).await, Err(Error::Unauthenticated));
        assert_eq!(visitor.calls(|| app::access::api::speak(Language::Uk)).await, Err(Error::Unauthenticated));
        let refused = Err(Error::Refused(Rule::Role));
        for role in [Role::Sales, Role::Finance] {
            let other = world.person(role, world.ours).await;
            assert_eq!(share(world, &other, "").await.map(|_| ()), refused);
            assert_eq!(other.calls(|| list_shares(world.ours.project)).await.map(|_| ()), refused);
        }
        let theirs = world.person(Role::Owner, world.theirs).await;
        assert_eq!(theirs.calls(|| revoke_share(world.theirs.project, made.shares[0].id)).await, Err(Error::Missing));
        assert_eq!(owner.calls(|| revoke_share(world.ours.project, ShareId::new())).await, Err(Error::Missing));
    }

    async fn there_is_an_end_to_links(world: &World) {
        let owner = world.person(Role::Owner, world.ours).await;
        for _ in 0..MOST_SHARES {
            share(world, &owner, "").await.unwrap();
        }
        assert_eq!(share(world, &owner, "").await.map(|_| ()), Err(Error::Refused(Rule::Enough { most: MOST_SHARES })));
        world.clock.advance(8 * 24 * 3600);
        assert!(share(world, &owner, "").await.is_ok(), "those that have ended take no room");
    }
}
