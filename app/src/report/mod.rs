//! Report: what a client clicks through.
//!
//! *Cut* is what one project's report is made of, as it travels; *Book* is the part of it that has names; *Query* is the
//! whole question of a reader, as it stands in the address; *Reader* answers it; *Page* is the answer.
//!
//! The way through: facts in the database → `cut` → `wire` → the browser → `opening` → `reader` → the view. A click is a new
//! query and never a request: everything that a reader may see of a project has come with its cut.
//!
//! What a figure is made of is the one thing that a reader asks the server for (`api`): which files, and which of their
//! lines, by the facts themselves.
//!
//! Deliberately absent: figures computed on the server for the page, and any statement in SQL that sums them. There is one
//! engine, the crate `cube`; the command line and exported files are read through it too. What an explanation adds up by
//! file must come to the same, and the page says so when it does not.

pub mod address;
#[expect(
    missing_docs,
    reason = "the arguments of a server function become fields that nobody writes by hand"
)]
pub mod api;
pub mod behind;
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
pub mod find;
pub mod formula;
#[cfg(feature = "ssr")]
pub mod guest;
pub mod known;
pub mod layout;
pub mod link;
#[cfg(feature = "ssr")]
pub mod meant;
pub mod metric;
pub mod model;
#[cfg(feature = "ssr")]
pub mod narrow;
pub mod opening;
pub mod period;
pub mod picture;
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
