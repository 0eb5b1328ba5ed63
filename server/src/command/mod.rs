//! The command line: one file a command. Exit codes: 0 done, 1 failed, 2 wrong usage; an error is one clear sentence on
//! standard error.

mod demo;
mod doctor;
mod healthcheck;
mod import;
mod project;
mod report;
mod serve;
mod user;

use std::process::ExitCode;

use app::{
    access::grant::Console,
    db::{Db, OpenError},
    error::Error,
    time::Clock,
};
use clap::{Parser, Subcommand};

use crate::{
    config::{Database, Logging, Serve},
    logging,
};

/// One place where a marketing agency and its clients work together.
#[derive(Debug, Parser)]
#[command(
    name = "kabinet",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_help_heading = "Commands"
)]
struct Cli {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    logging: Logging,
    #[command(flatten)]
    serve: Serve,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve Kabinet (what happens without a command, too)
    Serve(Serve),
    /// Add projects
    #[command(subcommand)]
    Project(project::Command),
    /// Print a project's figures
    Report(report::Report),
    /// Read results in
    #[command(subcommand)]
    Import(import::Command),
    /// Add people
    #[command(subcommand)]
    User(user::Command),
    /// Fill an empty database with a demonstration agency
    Demo(demo::Demo),
    /// Ask a running server whether it is ready
    Healthcheck(healthcheck::Healthcheck),
    /// Check the installation and say what is wrong
    Doctor(Serve),
}

/// Why a command did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// The command could not be done: exit code 1.
    Failed(String),
    /// The command was wrongly put: exit code 2.
    Usage(String),
}

impl Failure {
    /// A failure from a sentence.
    pub fn failed(sentence: impl Into<String>) -> Self {
        Self::Failed(sentence.into())
    }

    /// Wrong usage, from a sentence.
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self::Usage(sentence.into())
    }
}

impl From<OpenError> for Failure {
    fn from(fault: OpenError) -> Self {
        Self::Failed(fault.0)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Runs what the command line says.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    logging::start(&cli.logging);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(fault) => return complain(&Failure::failed(format!("cannot start: {fault}"))),
    };
    match runtime.block_on(dispatch(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => complain(&failure),
    }
}

async fn dispatch(cli: Cli) -> Result<(), Failure> {
    let url = cli.database.url().map_err(Failure::usage)?;
    match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(serve) => serve::run(&url, serve).await,
        Command::Project(command) => project::run(&url, command).await,
        Command::Report(report) => report::run(&url, report).await,
        Command::Import(command) => import::run(&url, command).await,
        Command::User(command) => user::run(&url, command).await,
        Command::Demo(demo) => demo::run(&url, demo).await,
        Command::Healthcheck(check) => healthcheck::run(&check).await,
        Command::Doctor(serve) => doctor::run(&url, &serve).await,
    }
}

#[expect(clippy::print_stderr, reason = "this is what standard error is for")]
fn complain(failure: &Failure) -> ExitCode {
    match failure {
        Failure::Failed(sentence) => {
            eprintln!("kabinet: {sentence}");
            ExitCode::from(1)
        }
        Failure::Usage(sentence) => {
            eprintln!("kabinet: {sentence}");
            ExitCode::from(2)
        }
    }
}

/// Opens the database, brings it up to date, and begins what an operator does at the console.
async fn open(url: &str) -> Result<Console, Failure> {
    let db = Db::open(url).await?;
    db.migrate().await?;
    Ok(Console::new(db, Clock::System))
}

/// Tells the person at the console something.
#[expect(clippy::print_stdout, reason = "this is what standard output is for")]
fn say(sentence: &str) {
    println!("{sentence}");
}
