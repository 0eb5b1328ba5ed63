//! Access: who somebody is and what they may do.
//!
//! *Person* logs in; *Role* says what kind of work they do; *Viewer* is a person at a door; *Act* is something one may
//! want to do; *Door* is what stands before a server function. `grant` is the only way to a transaction for a
//! request, so nothing is read or written without a permission.
//!
//! Deliberately absent: permissions per object and per column. A role and a place in a project decide.

#[expect(
    missing_docs,
    reason = "the arguments of a server function become fields that nobody writes by hand"
)]
pub mod api;
#[cfg(feature = "ssr")]
pub mod entrance;
#[cfg(feature = "ssr")]
pub mod grant;
#[cfg(feature = "csr")]
pub mod language;
pub mod model;
#[cfg(feature = "ssr")]
pub mod secret;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "csr")]
pub mod view;
