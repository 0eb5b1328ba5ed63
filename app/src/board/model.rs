//! What a board is made of, and its rules.

use serde::{Deserialize, Serialize};

pub use super::minutes::Minutes;
use crate::{
    access::model::names,
    error::{Error, Field, Result, Rule},
    id::{CardId, ColumnId, CommentId, PersonId},
    text::{Body, Name, Remark, Tag, TextRule, Title},
    time::{Day, Stamp},
};

names! {
    /// What a column means. They stand on the page in this order.
    Kind {
        /// What the client asks.
        Requests = "requests",
        /// The client must act.
        ClientTasks = "client_tasks",
        /// Agreed, not begun.
        Todo = "todo",
        /// Somebody works on it.
        Progress = "progress",
        /// Somebody looks at what was done.
        Review = "review",
        /// Done.
        Done = "done",
    }
}

/// One of the two sides of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The client.
    Client,
    /// The agency.
    Agency,
}

impl Kind {
    /// Whose column this is: the client's two are tinted as theirs.
    pub fn side(self) -> Side {
        match self {
            Self::Requests | Self::ClientTasks => Side::Client,
            Self::Todo | Self::Progress | Self::Review | Self::Done => Side::Agency,
        }
    }

    /// Who has to act for a card that stands here. A request waits for the agency; what is not begun or is done waits
    /// for nobody.
    pub fn turn(self) -> Option<Side> {
        match self {
            Self::ClientTasks => Some(Side::Client),
            Self::Requests | Self::Progress | Self::Review => Some(Side::Agency),
            Self::Todo | Self::Done => None,
        }
    }

    /// Whether somebody of this side may write a new card here.
    ///
    /// # Errors
    /// [`Rule::RequestsOnly`] for a client anywhere else than in Requests.
    pub fn takes_from(self, author: Side) -> Result<()> {
        match (author, self) {
            (Side::Agency, _) | (Side::Client, Self::Requests) => Ok(()),
            (Side::Client, _) => Err(Error::Refused(Rule::RequestsOnly)),
        }
    }

    /// Whether a card with this assignee may stand here.
    ///
    /// # Errors
    /// [`Rule::ClientAssignee`] in Client tasks for anybody else than a person of the client who takes part.
    pub fn takes_assigned_to(self, assignee: Option<&Face>) -> Result<()> {
        if self == Self::ClientTasks && !assignee.is_some_and(Face::acts_for_client) {
            return Err(Error::Refused(Rule::ClientAssignee));
        }
        Ok(())
    }
}

/// A column of a board: a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Which column.
    pub id: ColumnId,
    /// What it means.
    pub kind: Kind,
    /// Its own name; a column without one is called after its kind in the reader's language.
    pub name: Option<Name>,
}

/// A person as the board shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// Who.
    pub id: PersonId,
    /// How they are called.
    pub name: Name,
    /// Which side they are of.
    pub side: Side,
    /// Whether they take part in the project today; who left is still named on old cards.
    pub takes_part: bool,
}

impl Face {
    /// Whether a task for the client can lie with this person.
    pub fn acts_for_client(&self) -> bool {
        self.takes_part && self.side == Side::Client
    }
}

/// Finds the person who is to be an assignee.
///
/// # Errors
/// [`Rule::Assignee`] when this person does not take part in the project.
pub fn assignee(people: &[Face], person: Option<PersonId>) -> Result<Option<&Face>> {
    let Some(person) = person else { return Ok(None) };
    let found = people.iter().find(|face| face.id == person && face.takes_part);
    found.map(Some).ok_or(Error::Refused(Rule::Assignee))
}

/// A card as it lies on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct Card {
    /// Which card.
    pub id: CardId,
    /// Its number in the project: 118 in `KAM-118`.
    pub number: i64,
    /// The column where it stands.
    pub column: ColumnId,
    /// Where it stands in that column: the smaller, the higher.
    pub rank: i64,
    /// How often its contents were changed. Moves and comments do not count.
    pub version: i64,
    /// What it is called.
    pub title: Title,
    /// A short mark.
    pub tag: Option<Tag>,
    /// Who wrote it.
    pub author: PersonId,
    /// Who works on it, or has to act.
    pub assignee: Option<PersonId>,
    /// When it is due.
    pub due: Option<Day>,
    /// How long the work is thought to take.
    pub estimate: Option<Minutes>,
    /// How long it has taken so far.
    pub spent: Minutes,
    /// How many comments the reader may see.
    pub comments: i64,
    /// When it came into its column.
    pub moved_at: Stamp,
}

impl Card {
    /// Whether it should have been done before this day.
    pub fn is_overdue(&self, kind: Kind, today: Day) -> bool {
        kind != Kind::Done && self.due.is_some_and(|due| due < today)
    }

    /// Whether it may be put into a column of this kind.
    ///
    /// # Errors
    /// As [`Kind::takes_assigned_to`].
    pub fn may_enter(&self, kind: Kind, people: &[Face]) -> Result<()> {
        kind.takes_assigned_to(people.iter().find(|face| Some(face.id) == self.assignee))
    }

    /// This card in another place. Its time in the column begins anew when the column is another.
    #[must_use]
    pub fn moved(self, column: ColumnId, rank: i64, now: Stamp) -> Self {
        let moved_at = if column == self.column { self.moved_at } else { now };
        Self { column, rank, moved_at, ..self }
    }

    /// Whole days since it came into its column.
    pub fn days_here(&self, now: Stamp) -> i64 {
        (now.0 - self.moved_at.0).max(0) / 86_400_000
    }
}

/// A board with everything that lies on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// What stands before the numbers of its cards: `KAM` in `KAM-118`.
    pub prefix: String,
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// The cards, in any order: their ranks say where they stand.
    pub cards: Vec<Card>,
    /// Who takes part, and whoever else is named.
    pub people: Vec<Face>,
    /// The day that it is in the project's time zone.
    pub today: Day,
    /// When this was read.
    pub now: Stamp,
    /// The number of the newest event that this knows of.
    pub seq: i64,
}

/// A card with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// What lies on the board.
    pub card: Card,
    /// Its text.
    pub body: Body,
    /// When it was written.
    pub created_at: Stamp,
    /// What the reader may see of what was said about it, oldest first.
    pub comments: Vec<Comment>,
    /// The work that went into it, oldest first.
    pub hours: Vec<Hours>,
}

/// Something said about a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct Comment {
    /// Which comment.
    pub id: CommentId,
    /// Who said it.
    pub author: PersonId,
    /// When.
    pub at: Stamp,
    /// What.
    pub body: Remark,
    /// Whether only the agency reads it.
    pub internal: bool,
}

/// Work that somebody put into a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct Hours {
    /// Who worked.
    pub person: PersonId,
    /// On which day.
    pub day: Day,
    /// How long.
    pub minutes: Minutes,
    /// What was done; may be empty.
    pub note: Body,
}

/// Where a card stands, or is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The column.
    pub column: ColumnId,
    /// The card that follows it; none at the end of the column.
    pub before: Option<CardId>,
}

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
    use crate::id::ProjectId;

    fn face(side: Side, takes_part: bool) -> Face {
        Face { id: PersonId::new(), name: Name::parse("Anna").unwrap(), side, takes_part }
    }

    fn card(assignee: Option<PersonId>, due: Option<Day>) -> Card {
        Card {
            id: CardId::new(),
            number: 1,
            column: ColumnId::new(),
            rank: 0,
            version: 1,
            title: Title::parse("A task").unwrap(),
            tag: None,
            author: PersonId::new(),
            assignee,
            due,
            estimate: None,
            spent: Minutes::default(),
            comments: 0,
            moved_at: Stamp(0),
        }
    }

    fn edit(assignee: Option<PersonId>, due: Option<Day>) -> Edit {
        let title = Title::parse("A task").unwrap();
        Edit { title, body: Body::parse("").unwrap(), tag: None, assignee, due, estimate: None }
    }

    #[test]
    fn a_client_writes_in_requests_only_and_the_agency_everywhere() {
        for kind in Kind::ALL.iter().copied() {
            assert_eq!(kind.takes_from(Side::Agency), Ok(()));
            assert_eq!(kind.takes_from(Side::Client).is_ok(), kind == Kind::Requests);
        }
    }

    #[test]
    fn only_a_person_of_the_client_who_takes_part_can_have_a_client_task() {
        let refused = Err(Error::Refused(Rule::ClientAssignee));
        assert_eq!(Kind::ClientTasks.takes_assigned_to(None), refused);
        assert_eq!(Kind::ClientTasks.takes_assigned_to(Some(&face(Side::Agency, true))), refused);
        assert_eq!(Kind::ClientTasks.takes_assigned_to(Some(&face(Side::Client, false))), refused);
        assert_eq!(Kind::ClientTasks.takes_assigned_to(Some(&face(Side::Client, true))), Ok(()));
        assert_eq!(Kind::Review.takes_assigned_to(None), Ok(()));
    }

    #[test]
    fn somebody_outside_the_project_is_nobodys_assignee() {
        let (here, gone) = (face(Side::Agency, true), face(Side::Agency, false));
        let people = [here.clone(), gone.clone()];
        assert_eq!(assignee(&people, Some(here.id)), Ok(Some(&here)));
        assert_eq!(assignee(&people, None), Ok(None));
        for stranger in [gone.id, PersonId(ProjectId::new().0)] {
            assert_eq!(assignee(&people, Some(stranger)), Err(Error::Refused(Rule::Assignee)));
        }
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
    fn overdue_begins_the_day_after_and_ends_with_done() {
        let late = card(None, Some(Day(20_000)));
        assert!(!late.is_overdue(Kind::Todo, Day(20_000)));
        assert!(late.is_overdue(Kind::Todo, Day(20_001)));
        assert!(!late.is_overdue(Kind::Done, Day(20_001)));
        assert_eq!(late.days_here(Stamp(4 * 86_400_000 + 1)), 4);
    }
}
