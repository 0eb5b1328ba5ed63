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

use std::{io::Write, process::ExitCode};

use app::{
    access::grant::Console,
    db::{Db, OpenError},
    error::Error,
    time::Clock,
};
use clap::{
    ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind, parser::ValueSource,
};

use crate::{
    config::{Database, Logging, Serve},
    logging,
};

/// One place where a marketing agency and its clients work together.
#[derive(Debug, Parser)]
#[command(name = "kabinet", version, subcommand_help_heading = "Commands")]
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

/// The flags of `serve`, which also stand without a command.
const SERVE_FLAGS: [&str; 4] = ["listen", "base_url", "data_dir", "trusted_proxies"];

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
    let outcome = Cli::command().try_get_matches().and_then(|given| {
        refuse_lost_flags(&given)?;
        Cli::from_arg_matches(&given)
    });
    match outcome.map_or_else(|fault| explain(&fault), start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => complain(&failure),
    }
}

/// A flag of `serve` before another command, or before `serve` itself, would be heard by nobody.
fn refuse_lost_flags(given: &ArgMatches) -> Result<(), clap::Error> {
    if given.subcommand_name().is_none() {
        return Ok(());
    }
    let said = |id: &clap::Id| given.value_source(id.as_str()) == Some(ValueSource::CommandLine);
    match given.ids().find(|id| SERVE_FLAGS.contains(&id.as_str()) && said(id)) {
        None => Ok(()),
        Some(id) => {
            let flag = id.as_str().replace('_', "-");
            let sentence = format!("--{flag} is written behind the command: kabinet serve --{flag} …");
            Err(clap::Error::raw(ErrorKind::ArgumentConflict, sentence))
        }
    }
}

fn start(cli: Cli) -> Result<(), Failure> {
    logging::start(&cli.logging).map_err(Failure::usage)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|fault| Failure::failed(format!("cannot start: {fault}")))?;
    let outcome = runtime.block_on(dispatch(cli));
    // A thread that reads a long file for somebody who is gone must not keep the process.
    runtime.shutdown_background();
    outcome
}

/// Help and version are no failure; whatever else the command line could not mean is said in one sentence.
fn explain(fault: &clap::Error) -> Result<(), Failure> {
    match fault.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Nobody reading is no fault.
            let _ = fault.print();
            return Ok(());
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return Err(Failure::usage("a command is missing; --help lists them"));
        }
        _ => {}
    }
    let text = fault.to_string();
    let sentence =
        text.lines().take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"));
    let words: Vec<&str> = sentence.flat_map(str::split_whitespace).collect();
    let sentence = words.join(" ");
    let sentence = sentence.strip_prefix("error: ").unwrap_or(&sentence);
    Err(Failure::usage(format!("{sentence}; --help tells more")))
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

/// Tells the person at the console something. Nobody reading is no fault.
fn say(sentence: &str) {
    let _ = writeln!(std::io::stdout(), "{sentence}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(command: &clap::Command, path: &str, each: &mut impl FnMut(&str, &clap::Arg)) {
        command.get_arguments().for_each(|argument| each(path, argument));
        for inner in command.get_subcommands() {
            walk(inner, &format!("{path} {}", inner.get_name()), each);
        }
    }

    #[test]
    fn every_flag_has_a_twin_in_the_environment() {
        let mut flags = 0;
        walk(&Cli::command(), "kabinet", &mut |path, argument| {
            let Some(flag) = argument.get_long().filter(|flag| !matches!(*flag, "help" | "version")) else {
                return;
            };
            flags += 1;
            let twin = argument.get_env().and_then(|twin| twin.to_str()).unwrap_or_default();
            assert!(twin.starts_with("KABINET_"), "{path} --{flag} has no twin: {twin:?}");
            assert!(argument.get_help().is_some(), "{path} --{flag} has no help");
        });
        assert!(flags > 30, "{flags} flags");
    }

    #[test]
    fn what_may_hold_a_secret_is_hidden_and_can_be_read_from_a_file() {
        let mut names = Vec::new();
        walk(&Cli::command(), "", &mut |_, argument| {
            names.extend(argument.get_env().and_then(|twin| twin.to_str()).map(str::to_owned));
            if argument.get_long() == Some("database-url") {
                assert!(argument.is_hide_env_values_set(), "help would print the password");
            }
            let name = argument.get_long().unwrap_or_default();
            assert!(
                !name.ends_with("password") && !name.ends_with("secret"),
                "--{name} on a command line is seen by all"
            );
        });
        for secret in ["KABINET_DATABASE_URL_FILE", "KABINET_USER_PASSWORD_FILE"] {
            assert!(names.iter().any(|name| name == secret), "{secret}");
        }
    }

    #[test]
    fn the_command_line_is_whole_and_every_flag_of_serve_is_known() {
        Cli::command().debug_assert();
        let serve = Cli::command();
        let serve = serve.find_subcommand("serve").unwrap();
        let flags: Vec<&str> = serve.get_arguments().map(|argument| argument.get_id().as_str()).collect();
        let own: Vec<&&str> = flags.iter().filter(|flag| !matches!(**flag, "help" | "version")).collect();
        assert_eq!(own, SERVE_FLAGS.iter().collect::<Vec<_>>());
    }
}
