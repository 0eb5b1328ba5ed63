//! What people want to write onto a board: parsed by the form, checked by the server with the same rules.

use serde::{Deserialize, Serialize};

use super::model::{Card, Face, Kind, Minutes, Opened, Side, assignee};
use crate::{
    error::{Error, Field, Result},
    id::{ColumnId, PersonId},
    text::{Body, Remark, Tag, TextRule, Title},
    time::Day,
};

/// A card that is to be written. It comes to the top of its column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCard {
    /// Where.
    pub column: ColumnId,
    /// What it is called.
    pub title: Title,
    /// Its text.
    pub body: Body,
    /// Who is to work on it.
    pub assignee: Option<PersonId>,
}

/// What a card is to say from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What it is called.
    pub title: Title,
    /// Its text.
    pub body: Body,
    /// A short mark.
    pub tag: Option<Tag>,
    /// Who works on it, or has to act.
    pub assignee: Option<PersonId>,
    /// When it is due.
    pub due: Option<Day>,
    /// How long the work is thought to take.
    pub estimate: Option<Minutes>,
}

impl Edit {
    /// What a card says now.
    pub fn of(opened: &Opened) -> Self {
        let Card { title, tag, assignee, due, estimate, .. } = opened.card.clone();
        Self { title, body: opened.body.clone(), tag, assignee, due, estimate }
    }

    /// Whether a card may be changed to this. Somebody who left the project may stay on a card but is not put on one.
    ///
    /// # Errors
    /// The rule or the field that stands against it.
    pub fn check(&self, card: &Card, kind: Kind, people: &[Face]) -> Result<()> {
        check_due(self.due)?;
        if self.assignee != card.assignee {
            kind.takes_assigned_to(assignee(people, self.assignee)?)?;
        }
        Ok(())
    }
}

/// No task is due in another century; a number that is no sensible day is refused before it is stored.
const DUE: std::ops::RangeInclusive<Day> = Day(10_957)..=Day(84_005);

fn check_due(due: Option<Day>) -> Result<()> {
    if due.is_none_or(|due| DUE.contains(&due)) {
        Ok(())
    } else {
        Err(Error::Invalid { field: Field::Due, rule: TextRule::Form })
    }
}

/// Something that is to be said about a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewComment {
    /// What.
    pub body: Remark,
    /// Whether only the agency is to read it.
    pub internal: bool,
}

/// Work of today that is to be written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewHours {
    /// How long.
    pub minutes: Minutes,
    /// What was done; may be empty.
    pub note: Body,
}

impl NewCard {
    /// Reads what somebody wrote into a composer: the first line is the title, the rest is the text.
    ///
    /// # Errors
    /// The rule that the title or the text breaks.
    pub fn read(column: ColumnId, written: &str, assignee: Option<PersonId>) -> Result<Self, TextRule> {
        let (title, body) = written.trim_start().split_once('\n').unwrap_or((written, ""));
        Ok(Self { column, title: Title::parse(title)?, body: Body::parse(body)?, assignee })
    }

    /// Whether somebody of this side may write this card into a column of this kind.
    ///
    /// # Errors
    /// The rule that stands against it.
    pub fn check(&self, author: Side, kind: Kind, people: &[Face]) -> Result<()> {
        kind.takes_from(author)?;
        kind.takes_assigned_to(assignee(people, self.assignee)?)
    }
}

impl NewHours {
    /// Whether one person can have done this in one day.
    ///
    /// # Errors
    /// [`Error::Invalid`] for nothing, or for more than a day.
    pub fn check(&self) -> Result<()> {
        if (1..=24 * 60).contains(&self.minutes.count()) {
            Ok(())
        } else {
            Err(Error::Invalid { field: Field::Hours, rule: TextRule::Form })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        board::model::tests::{card, face},
        error::Rule,
    };

    fn edit(assignee: Option<PersonId>, due: Option<Day>) -> Edit {
        let title = Title::parse("A task").unwrap();
        Edit { title, body: Body::parse("").unwrap(), tag: None, assignee, due, estimate: None }
    }

    #[test]
    fn who_left_stays_on_the_card_but_is_not_put_on_one() {
        let gone = face(Side::Client, false);
        let people = [gone.clone()];
        let theirs = card(Some(gone.id), None);
        assert_eq!(edit(Some(gone.id), None).check(&theirs, Kind::ClientTasks, &people), Ok(()));
        let nobodys = card(None, None);
        let refused = Err(Error::Refused(Rule::Assignee));
        assert_eq!(edit(Some(gone.id), None).check(&nobodys, Kind::Todo, &people), refused);
    }

    #[test]
    fn a_client_task_is_never_taken_from_the_client() {
        let (client, colleague) = (face(Side::Client, true), face(Side::Agency, true));
        let people = [client.clone(), colleague.clone()];
        let theirs = card(Some(client.id), None);
        for other in [None, Some(colleague.id)] {
            let refused = Err(Error::Refused(Rule::ClientAssignee));
            assert_eq!(edit(other, None).check(&theirs, Kind::ClientTasks, &people), refused);
            assert_eq!(edit(other, None).check(&theirs, Kind::Progress, &people), Ok(()));
        }
    }

    #[test]
    fn a_due_day_is_a_day_of_this_age() {
        assert_eq!(
            (*DUE.start(), *DUE.end()),
            (Day::of(2000, 1, 1).unwrap(), Day::of(2199, 12, 31).unwrap())
        );
        for wrong in [Day(i32::MIN), Day(i32::MAX), Day(0)] {
            assert!(edit(None, Some(wrong)).check(&card(None, None), Kind::Todo, &[]).is_err());
        }
    }

    #[test]
    fn the_first_line_is_the_title() {
        let column = ColumnId::new();
        let card = NewCard::read(column, "\n  Phone calls \n\nAre they counted?\nSince when?", None).unwrap();
        assert_eq!(
            (card.title.as_str(), card.body.as_str()),
            ("Phone calls", "Are they counted?\nSince when?")
        );
        let short = NewCard::read(column, "Only a title", None).unwrap();
        assert_eq!((short.title.as_str(), short.body.as_str()), ("Only a title", ""));
        assert_eq!(NewCard::read(column, " \n ", None), Err(TextRule::Empty));
    }
}
