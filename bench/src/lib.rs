//! `cube` as the benches call it: in a browser, through as little as possible.
//!
//! This is no build of its own kind: `scripts/bench-report` compiles it with the profile, the flags and the tools that the
//! client is built with, read from the same files. What is measured here is what a reader's browser runs.
//!
//! The way through: [`Loading`] takes the columns in slices and indexes them step by step, as the client does to keep the
//! page awake; [`Engine`] answers. An answer stays inside WebAssembly, as in the client, until somebody asks for its sums.

mod checksum;
mod engine;
mod loading;

pub use engine::Engine;
pub use loading::Loading;
