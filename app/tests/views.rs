//! Stories of saved views: questions that have names, whose they are, and how one comes back.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod world;

use app::{
    access::model::Role,
    error::{Error, Rule},
    event::Event,
    id::ViewId,
    report::{
        api::{list_views, remove_view, rename_view, restore_view, save_view},
        saved::{Question, View},
    },
    text::Name,
};
use world::{Actor, Engine, Place, World};

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn question(text: &str) -> Question {
    Question::parse(text).unwrap()
}

async fn save(actor: &Actor, place: Place, called: &str, asks: &str) -> Result<Vec<View>, Error> {
    actor.calls(|| save_view(place.project, name(called), question(asks))).await
}

async fn rename(actor: &Actor, place: Place, view: ViewId, called: &str) -> Result<Vec<View>, Error> {
    actor.calls(|| rename_view(place.project, view, name(called))).await
}

fn names(views: &[View]) -> Vec<&str> {
    views.iter().map(|view| view.name.as_str()).collect()
}

stories! {
    async fn what_one_saves_everybody_of_the_project_sees(world: &World) {
        let owner = world.person(Role::Owner, world.ours).await;
        let specialist = world.person(Role::Specialist, world.ours).await;
        save(&owner, world.ours, "Печи за квартал", "category=Печи&from=2026-09-01").await.unwrap();
        let views = save(&specialist, world.ours, "Electric", "channel=VK&utm_source=mail").await.unwrap();
        assert_eq!(names(&views), ["Electric", "Печи за квартал"], "by name");
        assert_eq!(views[0].question.as_str(), "channel=VK", "what is no question is left out");
        assert_eq!((views[1].author, views[1].author_name.as_str()), (owner.person.unwrap(), "owner"));
        for role in [Role::Sales, Role::Finance] {
            let reader = world.person(role, world.ours).await;
            assert_eq!(reader.calls(|| list_views(world.ours.project)).await.unwrap(), views);
        }
        let theirs = world.person(Role::Owner, world.theirs).await;
        assert_eq!(theirs.calls(|| list_views(world.theirs.project)).await.unwrap(), []);
        assert_eq!(theirs.calls(|| list_views(world.ours.project)).await, Err(Error::Missing));
    }

    async fn two_views_of_a_project_have_two_names(world: &World) {
        let owner = world.person(Role::Owner, world.ours).await;
        let views = save(&owner, world.ours, "Electric  only", "").await.unwrap();
        let again = save(&owner, world.ours, "electric only", "channel=VK").await;
        assert_eq!(again, Err(Error::Refused(Rule::Taken)), "case and white space make no other name");
        let other = save(&owner, world.ours, "Other", "").await.unwrap();
        let other = other.iter().find(|view| view.name.as_str() == "Other").unwrap().id;
        assert_eq!(rename(&owner, world.ours, other, "ELECTRIC ONLY").await, Err(Error::Refused(Rule::Taken)));
        assert!(rename(&owner, world.ours, views[0].id, "Electric ONLY").await.is_ok(), "its own name is free for it");
        let theirs = world.person(Role::Owner, world.theirs).await;
        assert!(save(&theirs, world.theirs, "Electric only", "").await.is_ok(), "another project is another world");
    }

    async fn a_view_is_changed_by_its_author_and_by_those_who_keep_order(world: &World) {
        let owner = world.person(Role::Owner, world.ours).await;
        let view = save(&owner, world.ours, "Mine", "").await.unwrap()[0].id;
        for role in [Role::Marketer, Role::Sales, Role::Specialist, Role::Account, Role::Finance] {
            let other = world.person(role, world.ours).await;
            let refused = Err(Error::Refused(Rule::Role));
            assert_eq!(rename(&other, world.ours, view, "Yours").await, refused, "{role:?}");
            assert_eq!(other.calls(|| remove_view(world.ours.project, view)).await, refused, "{role:?}");
        }
        for role in [Role::Owner, Role::Lead, Role::Analyst, Role::Partner, Role::Admin] {
            let actor = if role == Role::Owner { owner.clone() } else { world.person(role, world.ours).await };
            assert_eq!(names(&rename(&actor, world.ours, view, role.word()).await.unwrap()), [role.word()]);
        }
        let views = owner.calls(|| list_views(world.ours.project)).await.unwrap();
        assert_eq!(views[0].author, owner.person.unwrap(), "it stays its author's");
    }

    async fn what_was_taken_away_comes_back_unless_its_name_is_taken(world: &World) {
        let owner = world.person(Role::Owner, world.ours).await;
        let lead = world.person(Role::Lead, world.ours).await;
        let before = save(&owner, world.ours, "Mine", "channel=VK").await.unwrap();
        let view = before[0].id;
        let (project, removed) = (world.ours.project, async || lead.calls(|| remove_view(world.ours.project, view)).await);
        assert_eq!(removed().await.unwrap(), []);
        assert_eq!(removed().await, Err(Error::Missing), "once is enough");
        assert_eq!(rename(&owner, world.ours, view, "Gone").await, Err(Error::Missing));
        let sales = world.person(Role::Sales, world.ours).await;
        assert_eq!(sales.calls(|| restore_view(project, view)).await, Err(Error::Refused(Rule::Role)));
        assert_eq!(lead.calls(|| restore_view(project, view)).await.unwrap(), before, "as it was, its author too");
        assert_eq!(lead.calls(|| restore_view(project, view)).await, Err(Error::Missing));

        removed().await.unwrap();
        save(&sales, world.ours, "mine", "").await.unwrap();
        assert_eq!(owner.calls(|| restore_view(project, view)).await, Err(Error::Refused(Rule::Taken)));
        world.clock.advance(3_700);
        save(&sales, world.ours, "Another", "").await.unwrap();
        assert_eq!(owner.calls(|| restore_view(project, view)).await, Err(Error::Missing), "an hour later it is forgotten");
    }

    async fn everybody_hears_that_views_have_changed(world: &World) {
        let owner = world.person(Role::Owner, world.ours).await;
        let mut news = world.listen();
        let view = save(&owner, world.ours, "Mine", "").await.unwrap()[0].id;
        rename(&owner, world.ours, view, "Yours").await.unwrap();
        owner.calls(|| remove_view(world.ours.project, view)).await.unwrap();
        let mut tx = world.db.read().await.unwrap();
        let told = app::event::since(&mut tx, world.ours.project, 0, 10).await.unwrap();
        let told: Vec<_> = told.into_iter().map(|(_, event)| event).collect();
        assert_eq!(told, [Event::ViewSaved { view }, Event::ViewRenamed { view }, Event::ViewRemoved { view }]);
        for _ in 0..3 {
            assert_eq!(news.recv().await.unwrap(), world.ours.project);
        }
    }

    async fn there_is_an_end_to_views(world: &World) {
        let owner = world.person(Role::Owner, world.ours).await;
        for at in 0..app::report::saved::MOST_VIEWS {
            save(&owner, world.ours, &format!("View {at}"), "").await.unwrap();
        }
        let most = app::report::saved::MOST_VIEWS;
        assert_eq!(save(&owner, world.ours, "One more", "").await, Err(Error::Refused(Rule::Enough { most })));
    }
}
