//! What a board is made of, and its rules.

use serde::{Deserialize, Serialize};

pub use super::{
    draft::{Edit, NewCard, NewComment, NewHours},
    minutes::Minutes,
};
use crate::{
    access::model::names,
    error::{Error, Result, Rule},
    id::{CardId, ColumnId, CommentId, PersonId},
    text::{Body, Name, Remark, Tag, Title},
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

    /// Who has been waited for, and how long; nothing where nobody is waited for, or only since today.
    pub fn waiting(&self, kind: Kind, now: Stamp) -> Option<Waiting> {
        let days = self.days_here(now);
        match kind.turn()? {
            _ if days == 0 && kind == Kind::Requests => Some(Waiting::New),
            _ if days == 0 => None,
            side => Some(Waiting::For { side, days }),
        }
    }

    /// Whole days since it came into its column.
    pub fn days_here(&self, now: Stamp) -> i64 {
        (now.0 - self.moved_at.0).max(0) / 86_400_000
    }
}

/// Whose move it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// A request of today.
    New,
    /// A side has had the ball for some days.
    For {
        /// Which side.
        side: Side,
        /// How many days.
        days: i64,
    },
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::id::ProjectId;

    pub(in crate::board) fn face(side: Side, takes_part: bool) -> Face {
        Face { id: PersonId::new(), name: Name::parse("Anna").unwrap(), side, takes_part }
    }

    pub(in crate::board) fn card(assignee: Option<PersonId>, due: Option<Day>) -> Card {
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
    fn overdue_begins_the_day_after_and_ends_with_done() {
        let late = card(None, Some(Day(20_000)));
        assert!(!late.is_overdue(Kind::Todo, Day(20_000)));
        assert!(late.is_overdue(Kind::Todo, Day(20_001)));
        assert!(!late.is_overdue(Kind::Done, Day(20_001)));
    }

    #[test]
    fn whose_move_it_is_and_since_when() {
        let (card, day) = (card(None, None), 86_400_000);
        let waits = |side, days| Some(Waiting::For { side, days });
        assert_eq!(card.waiting(Kind::Requests, Stamp(day - 1)), Some(Waiting::New));
        assert_eq!(card.waiting(Kind::Requests, Stamp(day)), waits(Side::Agency, 1));
        assert_eq!(card.waiting(Kind::ClientTasks, Stamp(day - 1)), None);
        assert_eq!(card.waiting(Kind::ClientTasks, Stamp(4 * day + 1)), waits(Side::Client, 4));
        for kind in [Kind::Todo, Kind::Done] {
            assert_eq!(card.waiting(kind, Stamp(9 * day)), None);
        }
    }
}
