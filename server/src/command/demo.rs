//! `kabinet demo`: fills an empty database with a demonstration agency and prints how to log in.

use app::{
    access::{
        grant::Console,
        model::{Language, Me},
        store,
    },
    time::{Day, Zone},
};
use clap::Args;

use super::{Failure, open, say, user::language};
use crate::demo::{
    agency::{self, Made, Wish},
    large,
    people::{PASSWORD, to_try},
    texts::Texts,
};

/// What the demonstration is made from.
#[derive(Debug, Args)]
pub struct Demo {
    /// The language of the demonstration: en, ru or uk
    #[arg(long, env = "KABINET_DEMO_LANGUAGE", default_value = "en", value_parser = language)]
    language: Language,
    /// When there is an agency already, say so and succeed
    #[arg(long, env = "KABINET_DEMO_IF_EMPTY")]
    if_empty: bool,
    /// The day that its past leads up to, such as 2026-11-22; without it, the present day
    #[arg(long, env = "KABINET_DEMO_TODAY", value_name = "DAY")]
    today: Option<Day>,
    /// The same seed and day give the same figures
    #[arg(long, env = "KABINET_DEMO_SEED", default_value_t = 1, value_name = "NUMBER")]
    seed: u64,
    /// Also add a project, "large", with so many generated facts, read in by the ordinary import
    #[arg(long, env = "KABINET_DEMO_FACTS", value_name = "NUMBER")]
    facts: Option<u32>,
}

/// Does it.
///
/// # Errors
/// A sentence when there is an agency already, or the database does not answer.
pub async fn run(url: &str, demo: Demo) -> Result<(), Failure> {
    let console = open(url).await?;
    let texts = Texts::of(demo.language)?;
    let today = demo.today.map_or_else(|| present_day(&console), Ok)?;
    let wish = Wish { language: demo.language, today, seed: demo.seed };
    let large = demo.facts.map(|facts| large::Wish { facts, today, seed: demo.seed });
    match agency::make(&console, &texts, wish).await? {
        Some(made) => {
            say(&ready(&texts, &made));
            add_large(&console, large).await?;
            print_logins(&texts)
        }
        None if large.is_some() && console.is_demo().await? => add_large(&console, large).await,
        None if demo.if_empty => greet_again(&console).await,
        None => Err(Failure::failed(
            "there is an agency already; the demonstration needs an empty database (--if-empty makes this no failure)",
        )),
    }
}

/// Adds the large project when it is wished for.
async fn add_large(console: &Console, wish: Option<large::Wish>) -> Result<(), Failure> {
    let Some(wish) = wish else { return Ok(()) };
    let begun = std::time::Instant::now();
    say(&format!("Making {} facts and reading them in; a million take about a minute.", wish.facts));
    match large::add(console, wish).await? {
        Some(outcome) => {
            let (slug, seconds) = (large::SLUG, begun.elapsed().as_secs());
            say(&format!("The project “{slug}” has {} facts, read in within {seconds} s.", outcome.inserted));
        }
        None => say(&format!("There is a project “{}” already; nothing was added.", large::SLUG)),
    }
    Ok(())
}

fn present_day(console: &Console) -> Result<Day, Failure> {
    Zone::parse("UTC").map(|zone| zone.day(console.now())).ok_or_else(|| Failure::failed("there is no UTC"))
}

fn ready(texts: &Texts, made: &Made) -> String {
    let name = texts.agency.agency.as_str();
    let counts = [
        ("{agency}", name.to_owned()),
        ("{clients}", made.clients.to_string()),
        ("{projects}", made.projects.to_string()),
        ("{facts}", made.facts.to_string()),
        ("{cards}", made.cards.to_string()),
    ];
    counts.iter().fold(texts.agency.ready.clone(), |text, (name, value)| text.replace(name, value))
}

/// The logins of a demonstration that was made before, in its own language. An agency of real people has none to tell.
async fn greet_again(console: &Console) -> Result<(), Failure> {
    if !console.is_demo().await? {
        say("There is an agency already; nothing was added.");
        return Ok(());
    }
    let texts = Texts::of(language_of(console).await?)?;
    say(&texts.agency.exists);
    print_logins(&texts)
}

async fn language_of(console: &Console) -> Result<Language, Failure> {
    let mut tx = console.read().await?;
    for person in to_try() {
        if let Some(row) = store::by_email(&mut tx, &person.email()?).await? {
            let Me { language, .. } = row.me()?;
            return Ok(language);
        }
    }
    Ok(Language::En)
}

fn print_logins(texts: &Texts) -> Result<(), Failure> {
    say(&texts.agency.logins);
    for person in to_try() {
        let (email, name) = (person.email()?, texts.person(person.key)?);
        let sees = texts.agency.sees.get(person.key).map_or("", String::as_str);
        say(&format!("  {:<24}  {PASSWORD}  {name}, {sees}", email.as_str()));
    }
    Ok(())
}
