//! Mapping: where people say which facts belong to which category of the client's own tree, and see at once what is
//! unmapped and how much money it carries.
//!
//! *Book* (of the room `fact`) is the tree with the rules; *Edit* is one change of it; each makes a *Version*, which can
//! be looked at, restored, and asked for by a period that keeps its own. *Weight* is the money and the leads that a name
//! carries, over the last 90 days of facts and over all time. *Effect* is what an edit would move, before it is made.
//! *Ledger* is the sums that this is told from: made when facts come, kept while only the mapping changes.
//!
//! Deliberately absent: mapping by several labels at once (a rule looks at one), and a mapping of one project alone: the
//! tree is the client's.

#[expect(
    missing_docs,
    reason = "the arguments of a server function become fields that nobody writes by hand"
)]
pub mod api;
pub mod edit;
#[cfg(feature = "ssr")]
pub mod ledger;
pub mod model;
pub mod outline;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
pub mod shelf;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "csr")]
pub mod view;
#[cfg(feature = "ssr")]
pub mod weigh;
