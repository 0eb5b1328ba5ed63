//! Board: where the agency and its client move tasks together.
//!
//! A *Column* is a status, a *Card* a task. Two columns are special: in **Requests** the client asks (the only column
//! where a client creates), in **Client tasks** the client must act (the assignee is a person of the client). A *Place*
//! is where a card stands: a column, and the card that follows it.
//!
//! Deliberately absent so far: columns of one's own, archives, and permissions per card.

pub mod model;
#[cfg(feature = "ssr")]
pub mod store;
