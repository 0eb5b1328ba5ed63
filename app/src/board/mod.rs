//! Board: where the agency and its client move tasks together.
//!
//! A *Column* is a status, a *Card* a task. Two columns are special: in **Requests** the client asks (the only column
//! where a client creates), in **Client tasks** the client must act (the assignee is a person of the client). A *Place*
//! is where a card stands: a column, and the card that follows it. A *Face* is a person as the board shows them.
//!
//! Deliberately absent so far: columns of one's own, archives, and permissions per card.

#[expect(
    missing_docs,
    reason = "the arguments of a server function become fields that nobody writes by hand"
)]
pub mod api;
mod draft;
mod minutes;
pub mod model;
pub mod order;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "csr")]
pub mod view;
