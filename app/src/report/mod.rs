//! Report: what a client clicks through.
//!
//! *Cut* is what one project's report is made of, as it travels; *Book* is the part of it that has names; *Query* is the
//! whole question of a reader, as it stands in the address; *Reader* answers it; *Page* is the answer.
//!
//! The way through: facts in the database → `cut` → `wire` → the browser → `opening` → `reader` → the view. A click is a new
//! query and never a request: everything that a reader may see of a project has come with its cut.
//!
//! Deliberately absent: figures computed on the server for the page, and any statement in SQL that sums. There is one
//! engine, the crate `cube`, and the command line reads through it too.

pub mod address;
#[cfg(feature = "csr")]
pub mod chart;
pub mod choice;
pub mod curve;
#[cfg(feature = "ssr")]
pub mod cut;
pub mod drawn;
pub mod known;
pub mod metric;
pub mod model;
pub mod opening;
pub mod period;
pub mod pieces;
pub mod query;
pub mod reader;
pub mod scale;
#[cfg(feature = "ssr")]
pub mod sheet;
#[cfg(feature = "ssr")]
pub mod shelf;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "csr")]
pub mod view;
pub mod wire;
