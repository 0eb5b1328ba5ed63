//! Fact: how results come in, from a file to rows that the report can sum.
//!
//! *Fact* is one row of results: a day, the names it belongs to, and its measures. *Label* is a name that facts use,
//! kept once per project and dimension, as it was first spelt. *Detail* is the finer name that a system gives (ad
//! group, advertisement, key phrase). *Goal* is a count that a project has beyond the seven measures. *Category* is a
//! node of the client's own tree; *Rule* maps facts to it; what nothing maps is unmapped, never dropped. Tree and rules are a *Book* whose every change is
//! a *Version*, so that facts can be mapped as they were at any of them; the room `mapping` is where people change it. *File* is what
//! was read, with what it did: every fact knows its file and its line.
//!
//! A fact's natural key is everything that says what was measured, so a file that is read twice changes nothing, and a
//! corrected file restates.
//!
//! Deliberately absent so far: taking a file back, and reading spreadsheets.

#[expect(
    missing_docs,
    reason = "the arguments of a server function become fields that nobody writes by hand"
)]
pub mod api;
pub mod book;
pub mod category;
pub mod change;
#[cfg(feature = "ssr")]
pub mod expression;
#[cfg(feature = "ssr")]
pub mod import;
#[cfg(feature = "ssr")]
pub mod judge;
pub mod model;
pub mod origin;
pub mod plan;
pub mod preview;
pub mod problem;
#[cfg(feature = "ssr")]
pub mod rank;
#[cfg(feature = "ssr")]
pub mod read;
pub mod sentence;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod upload;
#[cfg(feature = "csr")]
pub mod view;
#[cfg(feature = "ssr")]
pub mod walk;
#[cfg(feature = "ssr")]
pub mod wanted;
