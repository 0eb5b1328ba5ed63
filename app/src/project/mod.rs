//! Project: one service for one client, with its people.
//!
//! *Client* is a company that the agency works for; *Slug* names a project in addresses; *Member* is somebody of the
//! agency who works on it. A client's people see all projects of their client and are not listed as members.
//!
//! Deliberately absent so far: editing a project in the browser; the command line adds them.

#[expect(
    missing_docs,
    reason = "the arguments of a server function become fields that nobody writes by hand"
)]
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "csr")]
pub mod view;
