//! The demonstration agency: a world that a newcomer believes in, made from a seed and a day.
//!
//! *Outline* is its shape in numbers, *Plan* what decides about a project's results, *Row* one of them, *Texts* the names
//! and words in a language. Everything before the database is pure: the same seed and day give the same world.

pub mod agency;
pub mod cards;
pub mod chance;
pub mod facts;
pub mod large;
pub mod outline;
pub mod people;
pub mod plan;
pub mod rows;
pub mod season;
pub mod texts;
