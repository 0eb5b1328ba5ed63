//! Kabinet's server: transport, sessions, jobs, command line. No SQL statement and no business rule stands here: those
//! live in the rooms of `app`.

pub mod command;
pub mod config;
pub mod demo;
pub mod export;
pub mod facts;
pub mod fault;
pub mod house;
pub mod http;
pub mod live;
mod logging;
pub mod ready;
pub mod shared;
pub mod upload;
