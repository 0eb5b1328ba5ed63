//! Report: what a client clicks through.
//!
//! *Cut* is what one project's report is made of, as it travels; *Book* is the part of it that has names; *Query* is the
//! whole question of a reader, as it stands in the address; *Reader* answers it; *Page* is the answer.
//!
//! The way through: facts in the database → `cut` → `wire` → the browser → `opening` → `reader` → the view. A click is a new
//! query and never a request: everything that a reader may see of a project has come with its cut.
//!
//! Deliberately absent: figures computed on the server for the page, and any statement in SQL that sums. There is one
//! engine, the crate `cube`; the command line and exported files are read through it too.

pub mod address;
#[expect(
    missing_docs,
    reason = "the arguments of a server function become fields that nobody writes by hand"
)]
pub mod api;
#[cfg(feature = "ssr")]
pub mod cabinet;
#[cfg(feature = "csr")]
pub mod chart;
pub mod choice;
pub mod curve;
#[cfg(feature = "ssr")]
pub mod cut;
pub mod drawn;
#[cfg(feature = "ssr")]
pub mod export;
#[cfg(feature = "ssr")]
pub mod guest;
pub mod link;
pub mod metric;
pub mod model;
#[cfg(feature = "ssr")]
pub mod narrow;
pub mod opening;
pub mod period;
pub mod pieces;
pub mod query;
pub mod reader;
pub mod saved;
pub mod scale;
#[cfg(feature = "ssr")]
pub mod sharing;
#[cfg(feature = "ssr")]
pub mod sheet;
#[cfg(feature = "ssr")]
pub mod shelf;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "csr")]
pub mod view;
pub mod wire;
pub mod words;
