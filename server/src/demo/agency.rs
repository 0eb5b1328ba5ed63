//! The whole agency, written down in one transaction: it is there with everything or not at all.

use std::collections::BTreeMap;

use app::{
    access::{grant::Console, model::Language, store as access},
    board::store as board,
    db::Tx,
    error::{Error, Result},
    event::{self, Event},
    id::{ClientId, ProjectId},
    project::store::{self as projects, NewProject},
    text::Slug,
    time::{Day, Stamp},
};

use super::{
    cards::Filling,
    facts::{Results, add_tree},
    outline::{CLIENTS, ClientOutline, ProjectOutline},
    people::People,
    plan::{Plan, Prices},
    texts::{ClientTexts, Texts},
};

/// What the demonstration is made from.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// The language of everything in it.
    pub language: Language,
    /// The day that its past leads up to.
    pub today: Day,
    /// The same seed gives the same world.
    pub seed: u64,
}

/// How much was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Made {
    /// Companies the agency works for.
    pub clients: usize,
    /// Services for them.
    pub projects: usize,
    /// Rows of results.
    pub facts: u64,
    /// Cards on all boards.
    pub cards: usize,
}

/// Makes the agency; `None` when there is one already.
///
/// # Errors
/// When the database does not answer.
pub async fn make(console: &Console, texts: &Texts, wish: Wish) -> Result<Option<Made>> {
    let mut tx = console.write().await?;
    if access::agency(&mut tx).await?.is_some() || access::is_inhabited(&mut tx).await? {
        return Ok(None);
    }
    let now = console.now();
    access::name_agency(&mut tx, &texts.agency.agency, true, now).await?;
    let mut clients = BTreeMap::new();
    for outline in CLIENTS {
        let words = texts.client(outline.key)?;
        let client = projects::client(&mut tx, &words.name, now).await?;
        add_tree(&mut tx, client, outline, words, now).await?;
        clients.insert(outline.key, client);
    }
    let people = People::add(&mut tx, texts, wish.language, &clients, now).await?;
    let mut made = Made { clients: clients.len(), ..Made::default() };
    for outline in CLIENTS {
        let client = *clients.get(outline.key).ok_or(Error::Internal)?;
        let opening =
            Opening { texts, words: texts.client(outline.key)?, outline, client, people: &people, wish, now };
        for project in outline.projects {
            let (facts, cards) = opening.open(&mut tx, project).await?;
            made.projects += 1;
            made.facts += facts;
            made.cards += cards;
        }
    }
    tx.commit().await?;
    Ok(Some(made))
}

/// A client whose projects are being opened.
struct Opening<'a> {
    texts: &'a Texts,
    words: &'a ClientTexts,
    outline: &'a ClientOutline,
    client: ClientId,
    people: &'a People,
    wish: Wish,
    now: Stamp,
}

impl Opening<'_> {
    /// Opens a project with its people, its board and its results. Tells how many facts and cards it has.
    async fn open(&self, tx: &mut Tx, outline: &ProjectOutline) -> Result<(u64, usize)> {
        let project = self.add_project(tx, outline).await?;
        for person in self.people.members(outline.slug) {
            projects::add_member(tx, project, person).await?;
        }
        let columns = board::add_columns(tx, project).await?;
        let Wish { today, seed, .. } = self.wish;
        let filling = Filling {
            project,
            slug: outline.slug,
            client: self.outline.key,
            columns: &columns,
            people: self.people,
            texts: self.texts,
            today,
            seed,
        };
        let cards = filling.fill(tx).await?;
        let prices = Prices { cost: self.words.cost, check: self.words.check };
        let results = Results {
            project,
            client: self.client,
            outline,
            plan: &Plan::of(self.outline, outline, prices, today, seed),
            client_words: self.words,
            words: self.words.project(outline.slug)?,
            agency: &self.texts.agency,
        };
        Ok((results.store(tx, self.now).await?, cards))
    }

    async fn add_project(&self, tx: &mut Tx, outline: &ProjectOutline) -> Result<ProjectId> {
        let start = self.wish.today.plus(-outline.age);
        let new = NewProject {
            client: self.client,
            slug: &Slug::parse(outline.slug).map_err(|_| Error::Internal)?,
            name: &self.words.project(outline.slug)?.name,
            service: outline.service,
            currency: self.words.currency,
            timezone: &self.words.timezone,
            start,
        };
        let project = projects::add_project(tx, &new, self.now).await?;
        let opened = Stamp(0).plus_seconds(i64::from(start.0) * 86_400 + 8 * 3_600);
        event::append(tx, project, None, opened, &Event::ProjectAdded).await?;
        Ok(project)
    }
}
