//! Ids: UUID version 7, one type per entity, so that a card's id can never be passed where a project's is due.
//!
//! An id is a name, never a secret.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id; ids made later sort later.
            #[expect(clippy::new_without_default, reason = "a default id would be a different one each time")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(out)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A company the agency works for.
    ClientId,
    /// Somebody who logs in, of the agency or of a client.
    PersonId,
    /// One service for one client.
    ProjectId,
    /// A column of a board.
    ColumnId,
    /// A card on a board.
    CardId,
    /// A comment.
    CommentId,
    /// A node of a client's tree of goods or services.
    CategoryId,
    /// A rule that maps facts to a category.
    RuleId,
    /// A file of facts that was sent to the server.
    FileId,
    /// A question of a report that somebody gave a name.
    ViewId,
    /// A link by which somebody without an account opens a view.
    ShareId,
}
