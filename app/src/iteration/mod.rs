//! Iteration: a 30-day period of a project, numbered from the project's first day.
//!
//! Deliberately absent so far: closing. An iteration is computed from the project's start, nothing is stored.

pub mod model;
#[cfg(feature = "csr")]
pub mod view;
