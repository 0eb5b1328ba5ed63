//! The cards of the demonstration boards: who wrote them when, where they stand, what was said and done. The words come
//! from [`super::texts`], under the same key.

use app::{
    board::{
        model::{Column, Kind, Minutes, NewComment, NewHours},
        order::STEP,
        store::{self, Draft},
    },
    db::Tx,
    error::{Error, Result},
    event::{self, Event},
    id::{CardId, PersonId, ProjectId},
    text::{Body, Remark, Title},
    time::{Day, Stamp},
};
use serde::Deserialize;

use super::{
    chance::Chance,
    people::People,
    texts::{CardTexts, Texts, read},
};

/// A card in numbers; days are counted from today.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardOutline {
    /// The name of its texts.
    key: String,
    /// The word of its column.
    column: String,
    /// Who wrote it.
    author: String,
    /// Who works on it, or has to act.
    #[serde(default)]
    assignee: Option<String>,
    /// How many days ago it was written.
    age: i32,
    /// How many days ago it came into its column; without one it never moved.
    #[serde(default)]
    moved: Option<i32>,
    /// When it is due.
    #[serde(default)]
    due: Option<i32>,
    /// How many minutes the work is thought to take.
    #[serde(default)]
    estimate: Option<i64>,
    /// Who worked on it when, and for how many minutes.
    #[serde(default)]
    hours: Vec<(String, i32, i64)>,
    /// Who said something when, and whether only the agency reads it.
    #[serde(default)]
    comments: Vec<(String, i32, bool)>,
}

const FILES: [(&str, &str); 5] = [
    ("kaminhaus-ppc", include_str!("cards/kaminhaus-ppc.json")),
    ("kaminhaus-seo", include_str!("cards/kaminhaus-seo.json")),
    ("dentavia-ads", include_str!("cards/dentavia-ads.json")),
    ("dentavia-smm", include_str!("cards/dentavia-smm.json")),
    ("campus-targeted", include_str!("cards/campus-targeted.json")),
];

/// The cards of a project, as they stand from top to bottom.
///
/// # Errors
/// [`Error::Internal`] when the project has none.
pub fn of_project(slug: &str) -> Result<Vec<CardOutline>> {
    let file = FILES.iter().find(|(name, _)| *name == slug).ok_or(Error::Internal)?;
    read(file.1)
}

/// A board that is being filled.
pub struct Filling<'a> {
    /// The project.
    pub project: ProjectId,
    /// Its name in addresses.
    pub slug: &'a str,
    /// The key of its client.
    pub client: &'a str,
    /// Its columns.
    pub columns: &'a [Column],
    /// Everybody.
    pub people: &'a People,
    /// The words.
    pub texts: &'a Texts,
    /// The day to count from.
    pub today: Day,
    /// Chance of the hours at which people write.
    pub seed: u64,
}

impl Filling<'_> {
    /// Writes all cards down, oldest first, so that their numbers follow their age.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn fill(&self, tx: &mut Tx) -> Result<usize> {
        let mut cards: Vec<(i64, CardOutline)> = (1..).zip(of_project(self.slug)?).collect();
        cards.sort_by_key(|(_, card)| std::cmp::Reverse(card.age));
        for (place, card) in &cards {
            self.add(tx, place * STEP, card).await?;
        }
        Ok(cards.len())
    }

    async fn add(&self, tx: &mut Tx, rank: i64, card: &CardOutline) -> Result<()> {
        let words = self.texts.card(self.slug, &card.key)?;
        let kind = Kind::parse(&card.column).ok_or(Error::Internal)?;
        let column = self.columns.iter().find(|column| column.kind == kind).ok_or(Error::Internal)?;
        let (author, created_at) = (self.person(&card.author)?, self.at(-card.age, &card.key));
        let draft = Draft {
            column: column.id,
            rank,
            title: &parsed(Title::parse, &self.texts.filled(&words.title, self.today))?,
            body: &parsed(Body::parse, &self.texts.filled(&words.body, self.today))?,
            tag: words.tag.as_ref(),
            author,
            assignee: card.assignee.as_deref().map(|word| self.person(word)).transpose()?,
            due: card.due.map(|days| self.today.plus(days)),
            estimate: card.estimate.map(minutes).transpose()?,
            created_at,
            moved_at: card.moved.map_or(created_at, |days| self.at(-days, &card.key)).max(created_at),
        };
        let id = store::add_card(tx, self.project, &draft).await?;
        event::append(tx, self.project, Some(author), created_at, &Event::CardCreated { card: id }).await?;
        self.add_comments(tx, id, card, words, created_at).await?;
        self.add_hours(tx, id, card, words).await
    }

    async fn add_comments(
        &self,
        tx: &mut Tx,
        id: CardId,
        card: &CardOutline,
        words: &CardTexts,
        created_at: Stamp,
    ) -> Result<()> {
        let mut last = created_at;
        for ((author, day, internal), text) in card.comments.iter().zip(&words.comments) {
            let body = parsed(Remark::parse, &self.texts.filled(text, self.today))?;
            // Whoever answers on the same day answers later.
            let at = self.at(*day, text).max(last.plus_seconds(35 * 60));
            last = at;
            let (author, new) = (self.person(author)?, NewComment { body, internal: *internal });
            store::add_comment(tx, self.project, id, author, &new, at).await?;
            let commented = Event::CardCommented { card: id, internal: *internal };
            event::append(tx, self.project, Some(author), at, &commented).await?;
        }
        Ok(())
    }

    async fn add_hours(&self, tx: &mut Tx, id: CardId, card: &CardOutline, words: &CardTexts) -> Result<()> {
        for ((person, day, spent), note) in card.hours.iter().zip(&words.hours) {
            let new = NewHours { minutes: minutes(*spent)?, note: parsed(Body::parse, note)? };
            let person = self.person(person)?;
            store::add_hours(tx, self.project, id, person, &new, self.today.plus(*day)).await?;
        }
        Ok(())
    }

    fn person(&self, word: &str) -> Result<PersonId> {
        self.people.of(word, self.client)
    }

    /// Some minute of the working hours of a day; the same for the same text.
    fn at(&self, days: i32, text: &str) -> Stamp {
        let place: Vec<u64> = text.bytes().map(u64::from).collect();
        let minute = Chance::of(self.seed, &place).bits() % (9 * 60);
        let morning = i64::from(self.today.plus(days).0) * 86_400 + 6 * 3_600;
        Stamp(0).plus_seconds(morning + i64::try_from(minute).unwrap_or(0) * 60)
    }
}

fn parsed<T, Fault>(parse: impl Fn(&str) -> Result<T, Fault>, text: &str) -> Result<T> {
    parse(text).map_err(|_| Error::Internal)
}

fn minutes(count: i64) -> Result<Minutes> {
    Minutes::try_from(count).map_err(|_| Error::Internal)
}

#[cfg(test)]
mod tests {
    use app::access::model::Language;

    use super::*;

    #[test]
    fn every_card_has_its_words_in_every_language_and_no_words_are_left_over() {
        for &language in Language::ALL {
            let texts = Texts::of(language).unwrap();
            for (slug, _) in FILES {
                let cards = of_project(slug).unwrap();
                for card in &cards {
                    let words = texts.card(slug, &card.key).unwrap();
                    assert_eq!(words.comments.len(), card.comments.len(), "{language:?} {}", card.key);
                    assert_eq!(words.hours.len(), card.hours.len(), "{language:?} {}", card.key);
                }
                assert_eq!(texts.cards(slug), cards.len(), "{language:?} {slug}");
            }
        }
    }

    #[test]
    fn nothing_happens_to_a_card_before_it_was_written_or_after_today() {
        for card in FILES.iter().flat_map(|(slug, _)| of_project(slug).unwrap()) {
            assert!(card.age >= 1, "{}", card.key);
            assert!(card.moved.is_none_or(|moved| (1..=card.age).contains(&moved)), "{}", card.key);
            let days = card.comments.iter().map(|(_, day, _)| *day);
            assert!(
                days.chain(card.hours.iter().map(|(_, day, _)| *day)).all(|day| -card.age <= day && day < 0),
                "{}",
                card.key
            );
            assert!(card.comments.is_sorted_by_key(|(_, day, _)| *day), "{}", card.key);
        }
    }

    #[test]
    fn some_tasks_of_the_client_are_overdue_and_some_comments_are_internal() {
        let cards: Vec<_> = FILES.iter().flat_map(|(slug, _)| of_project(slug).unwrap()).collect();
        let overdue =
            |card: &&CardOutline| card.column == "client_tasks" && card.due.is_some_and(|due| due < 0);
        assert!(cards.iter().filter(overdue).count() >= 5);
        assert!(cards.iter().flat_map(|card| &card.comments).any(|(.., internal)| *internal));
        assert!((55..=75).contains(&cards.len()));
    }
}
