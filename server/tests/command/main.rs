//! The program as an operator runs it: its commands, its exit codes, its start and its end.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

#[path = "../../../app/tests/world/mod.rs"]
mod world;

mod files;
mod golden;
mod house;
mod serve;
mod usage;
