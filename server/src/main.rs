//! `kabinet`: the command line of the house.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::command::run()
}
