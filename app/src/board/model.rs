//! What a board is made of, and its rules.

use serde::{Deserialize, Serialize};

use crate::{access::model::names, id::ColumnId, text::Name};

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
