//! `kabinet import facts`: files of facts, read in from the command line.

use std::path::{Path, PathBuf};

use app::{
    access::grant::Console,
    event::Event,
    fact::{
        import::{self, Delivery},
        plan::{DateOrder, Pick, Plan},
        preview::{Outcome, Preview},
        problem::{Kind, Problem},
        read::inspect::Checked,
    },
    i18n::Locale,
    project::store::{self, ProjectRow},
    text::{Name, Slug},
};
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Failure, open, say};

/// What can be imported.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read files of facts into a project
    Facts(Facts),
}

/// Files of facts for a project. Each file is read in as a whole or not at all.
#[expect(clippy::doc_markdown, reason = "these texts are the help of the command line")]
#[derive(Debug, Args)]
pub struct Facts {
    /// The project's name in addresses
    #[arg(long, env = "KABINET_IMPORT_PROJECT")]
    project: Slug,
    /// What a column is, such as mark_spent=cost; may be given many times
    #[arg(long = "map", env = "KABINET_IMPORT_MAP", value_name = "COLUMN=FIELD", value_delimiter = '\n')]
    map: Vec<Pick>,
    /// What the source of the figures is called; by default the system that wrote the file
    #[arg(long, env = "KABINET_IMPORT_SOURCE")]
    source: Option<Name>,
    /// How dates such as 3/4/26 are to be read: dmy or mdy; asked for only when no date in the file tells
    #[arg(long, env = "KABINET_IMPORT_DATES", value_parser = date_order)]
    dates: Option<DateOrder>,
    /// Import the good rows of files that have bad ones
    #[arg(long, env = "KABINET_IMPORT_GOOD_ROWS")]
    good_rows: bool,
    /// Say what would happen, and change nothing
    #[arg(long, env = "KABINET_IMPORT_DRY_RUN")]
    dry_run: bool,
    /// Print the result as JSON
    #[arg(long, env = "KABINET_IMPORT_JSON")]
    json: bool,
    /// The files, as CSV
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

fn date_order(word: &str) -> Result<DateOrder, String> {
    DateOrder::parse(word).ok_or_else(|| "write dmy (the day first) or mdy (the month first)".to_owned())
}

/// What all files did together.
#[derive(Default)]
struct Sum {
    outcome: Outcome,
    errors: Vec<Problem>,
    more_errors: u64,
}

/// Does it.
///
/// # Errors
/// A sentence when a file cannot be read in.
pub async fn run(url: &str, command: Command) -> Result<(), Failure> {
    let Command::Facts(facts) = command;
    let console = open(url).await?;
    let project = store::by_slug(&mut console.read().await?, &facts.project).await?;
    let project = project
        .ok_or_else(|| Failure::failed(format!("there is no project with the slug {}", facts.project)))?;
    let mut sum = Sum::default();
    let mut failure = None;
    for path in &facts.files {
        if let Err(reason) = read_in(&console, &project, &facts, path, &mut sum).await {
            failure = Some(reason);
            break;
        }
    }
    if facts.json {
        say(&sum.json());
    } else if failure.is_none() {
        say(&sum.sentence(facts.dry_run));
    }
    failure.map_or(Ok(()), Err)
}

async fn read_in(
    console: &Console,
    project: &ProjectRow,
    facts: &Facts,
    path: &Path,
    sum: &mut Sum,
) -> Result<(), Failure> {
    let plan = Plan { picks: facts.map.clone(), source: facts.source.clone(), dates: facts.dates };
    let unreadable = |fault| Failure::failed(format!("cannot read {}: {fault}", path.display()));
    let checked = import::check(path.to_owned(), plan, project.currency()?).await.map_err(unreadable)?;
    sum.errors.extend(checked.preview.problems.iter().cloned());
    sum.more_errors += checked.preview.more_problems;
    if !checked.preview.is_ready(facts.good_rows) {
        sum.outcome.refused += checked.preview.refused;
        return Err(why(&checked.preview, path));
    }
    remark(&checked.preview, path);
    sum.add(&store_file(console, project, facts, path, checked).await?);
    Ok(())
}

/// A dry run does everything and then takes it back, so that what it says is what would happen.
async fn store_file(
    console: &Console,
    project: &ProjectRow,
    facts: &Facts,
    path: &Path,
    checked: Checked,
) -> Result<Outcome, Failure> {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    let mut tx = console.write().await?;
    let delivery = Delivery {
        project: project.id,
        client: project.client_id,
        name: &name,
        person: None,
        now: console.now(),
    };
    let (file, outcome) = import::deliver(&mut tx, checked.into(), &delivery).await?;
    if facts.dry_run {
        return Ok(outcome);
    }
    if outcome.inserted + outcome.changed > 0 {
        console.tell(&mut tx, project.id, &Event::FactsImported { file }).await?;
    }
    tx.commit().await?;
    Ok(outcome)
}

/// One sentence: the first thing that is wrong, and how much more there is.
fn why(preview: &Preview, path: &Path) -> Failure {
    let file = path.display();
    if let Some(fatal) = preview.fatal() {
        let sentence = format!("{file}: {}", fatal.placed(Locale::en));
        let unknown = matches!(fatal.kind, Kind::NoSuchColumn { .. });
        return if unknown { Failure::usage(sentence) } else { Failure::failed(sentence) };
    }
    if let Some(question) = &preview.question {
        let sentence = question.sentence(Locale::en);
        return Failure::failed(format!("{file}: {sentence} Say --dates dmy or --dates mdy."));
    }
    let first = preview.problems.first().map(|problem| problem.placed(Locale::en)).unwrap_or_default();
    let rows = preview.refused;
    let more = if rows > 1 { format!(" ({rows} rows have errors)") } else { String::new() };
    Failure::failed(format!(
        "{file}: {first}{more} Nothing was imported; --good-rows imports the other rows."
    ))
}

/// What was done to the figures is told on standard error, beside the result.
#[expect(clippy::print_stderr, reason = "this is what standard error is for")]
fn remark(preview: &Preview, path: &Path) {
    for note in &preview.notes {
        let sentence = note.sentence(Locale::en);
        eprintln!("kabinet: {}: {sentence}", path.display());
    }
}

impl Sum {
    fn add(&mut self, outcome: &Outcome) {
        self.outcome.inserted += outcome.inserted;
        self.outcome.changed += outcome.changed;
        self.outcome.unchanged += outcome.unchanged;
        self.outcome.refused += outcome.refused;
    }

    fn json(&self) -> String {
        let errors: Vec<_> = self
            .errors
            .iter()
            .map(|problem| {
                let column = problem.column.as_deref().unwrap_or_default();
                json!({"line": problem.line, "column": column, "error": problem.sentence(Locale::en)})
            })
            .collect();
        let Outcome { inserted, changed, unchanged, refused } = self.outcome;
        json!({"inserted": inserted, "changed": changed, "unchanged": unchanged, "refused": refused, "errors": errors})
            .to_string()
    }

    fn sentence(&self, dry_run: bool) -> String {
        let Outcome { inserted, changed, unchanged, refused } = self.outcome;
        let would = if dry_run { "would be: " } else { "" };
        let mut text = format!(
            "{would}inserted {inserted}, changed {changed}, unchanged {unchanged}, refused {refused}"
        );
        for problem in &self.errors {
            text.extend(["\n  ", &problem.placed(Locale::en)]);
        }
        if self.more_errors > 0 {
            text.extend(["\n  and ", &self.more_errors.to_string(), " more"]);
        }
        text
    }
}
