//! The column engine of the report: filters and sums facts by many dimensions at once.
//!
//! A report shows the same facts from many sides: by category, by channel, by day. One click on a
//! row of one table must filter all the others and leave its own table whole, so that the reader can
//! click the next row. This crate answers that question for the whole page in one pass: see
//! [`Cube::answer`]. Everything is integers, so every figure is exact.
//!
//! The way through: columns → [`Facts`] (checked once) → [`Cube`] → [`Selection`] → [`Answer`].
//! Derived figures (cost per lead, change in percent) are made by [`ratio`] from the sums, never
//! from averages; [`ranked`] puts the members of a table in order.
//!
//! Deliberately absent: names of members (the caller keeps the dictionaries), currencies, calendars,
//! threads, clocks and input or output of any kind.

mod batch;
mod bits;
mod choice;
mod cross;
mod cube;
mod days;
mod error;
mod facts;
mod groups;
mod ids;
mod kernel;
mod layout;
mod loader;
mod members;
mod memory;
mod packed;
mod passes;
mod postings;
mod prefix;
mod rank;
pub mod ratio;
mod route;
mod rows;
mod selection;
mod series;
mod sieve;
mod sums;
mod tables;
mod tree;
mod window;

pub use cube::{Answer, Cube};
pub use days::DayRange;
pub use error::{Column, FactsError};
pub use facts::{Axis, Columns, Dimension, Facts, MAX_DIMENSIONS, MAX_MEMBERS, Schema, Shape};
pub use groups::Groups;
pub use ids::{Dim, Measure, Member};
pub use loader::Loader;
pub use members::MemberSet;
pub use rank::{Order, ranked};
pub use ratio::Ratio;
pub use selection::Selection;
pub use series::DaySeries;
pub use sums::Sums;
pub use tree::Tree;

/// Keeps the example of the README true.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
