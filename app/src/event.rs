//! Facts of the house happen once: an operation appends its events in the transaction that does the work.
//!
//! One log feeds live updates, and later notifications, history and digests. A live update says *that* something
//! changed, never what: whoever hears it asks again through the ordinary doors.

use serde::{Deserialize, Serialize};

use crate::id::{CardId, ColumnId, FileId, ShareId, ViewId};

/// Something that happened in a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The project was opened.
    ProjectAdded,
    /// A card was written.
    CardCreated {
        /// Which card.
        card: CardId,
    },
    /// A card's title, text, person or date changed.
    CardEdited {
        /// Which card.
        card: CardId,
    },
    /// A card went to another place.
    CardMoved {
        /// Which card.
        card: CardId,
        /// Where it stood.
        from: ColumnId,
        /// Where it stands now.
        to: ColumnId,
    },
    /// A column's cards were numbered anew; their order is the same.
    ColumnSpread {
        /// Which column.
        column: ColumnId,
    },
    /// Somebody commented on a card.
    CardCommented {
        /// Which card.
        card: CardId,
        /// Whether only the agency may know.
        internal: bool,
    },
    /// Somebody wrote down how long they worked on a card.
    HoursLogged {
        /// Which card.
        card: CardId,
    },
    /// A file of facts was read into the report.
    FactsImported {
        /// Which file.
        file: FileId,
    },
    /// Somebody changed which category facts belong to.
    MappingChanged {
        /// The version of the mapping that this made.
        version: i64,
    },
    /// A question of the report was saved under a name, or brought back.
    ViewSaved {
        /// Which view.
        view: ViewId,
    },
    /// A saved view got another name.
    ViewRenamed {
        /// Which view.
        view: ViewId,
    },
    /// A saved view was taken away.
    ViewRemoved {
        /// Which view.
        view: ViewId,
    },
    /// A question of the report was opened to whoever has a link.
    ReportShared {
        /// Which link.
        share: ShareId,
    },
    /// A link was closed before its time.
    ShareRevoked {
        /// Which link.
        share: ShareId,
    },
}

impl Event {
    /// Whether a client must not even learn that this happened.
    pub fn is_internal(&self) -> bool {
        matches!(self, Self::CardCommented { internal: true, .. })
    }

    /// What an open page has to read again.
    pub fn touches(&self) -> Touched {
        match self {
            Self::ProjectAdded => Touched::Project,
            Self::FactsImported { .. } | Self::MappingChanged { .. } => Touched::Report,
            Self::ColumnSpread { .. } => Touched::Board,
            Self::ViewSaved { .. } | Self::ViewRenamed { .. } | Self::ViewRemoved { .. } => Touched::Views,
            Self::ReportShared { .. } | Self::ShareRevoked { .. } => Touched::Shares,
            Self::CardCreated { card }
            | Self::CardEdited { card }
            | Self::CardMoved { card, .. }
            | Self::CardCommented { card, .. }
            | Self::HoursLogged { card } => Touched::Card { card: *card },
        }
    }
}

/// What a live update names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "touched", rename_all = "snake_case")]
pub enum Touched {
    /// The project itself.
    Project,
    /// The whole board.
    Board,
    /// A card on the board.
    Card {
        /// Which card.
        card: CardId,
    },
    /// The facts behind the report.
    Report,
    /// The saved views of the report.
    Views,
    /// The links to the report.
    Shares,
}

#[cfg(feature = "ssr")]
pub use log::{append, heads, newest, since};

/// The log in the database.
#[cfg(feature = "ssr")]
mod log {
    use super::Event;
    use crate::{
        db::Tx,
        error::{Error, Result},
        id::{PersonId, ProjectId},
        time::Stamp,
    };

    /// Appends an event. Its number is taken under the project's row, so numbers have no gaps and follow the commits.
    ///
    /// # Errors
    /// When there is no such project, or the database does not answer.
    pub async fn append(
        tx: &mut Tx,
        project: ProjectId,
        person: Option<PersonId>,
        now: Stamp,
        event: &Event,
    ) -> Result<i64> {
        let (seq,): (i64,) = crate::one!(
            tx,
            (i64,),
            "update project set last_event = last_event + 1 where id = $1 returning last_event",
            project
        )?;
        let body = serde_json::to_string(event).map_err(|_| Error::Internal)?;
        crate::exec!(
            tx,
            "insert into event (project_id, seq, at, person_id, body) values ($1, $2, $3, $4, $5)",
            project,
            seq,
            now,
            person,
            body
        )?;
        tx.notify(&project.to_string()).await?;
        Ok(seq)
    }

    /// The number of a project's newest event.
    ///
    /// # Errors
    /// When there is no such project, or the database does not answer.
    pub async fn newest(tx: &mut Tx, project: ProjectId) -> Result<i64> {
        let (seq,): (i64,) =
            crate::one!(tx, (i64,), "select last_event from project where id = $1", project)?;
        Ok(seq)
    }

    /// The number of every project's newest event.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn heads(tx: &mut Tx) -> Result<Vec<(ProjectId, i64)>> {
        crate::all!(tx, (ProjectId, i64), "select id, last_event from project")
    }

    /// The events after a number, oldest first, at most `most` of them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn since(tx: &mut Tx, project: ProjectId, seq: i64, most: i64) -> Result<Vec<(i64, Event)>> {
        let rows = crate::all!(
            tx,
            (i64, String),
            "select seq, body from event where project_id = $1 and seq > $2 order by seq limit $3",
            project,
            seq,
            most
        )?;
        // An event of a later version is skipped: whoever wrote it will tell again.
        Ok(rows
            .into_iter()
            .filter_map(|(seq, body)| Some((seq, serde_json::from_str(&body).ok()?)))
            .collect())
    }
}
