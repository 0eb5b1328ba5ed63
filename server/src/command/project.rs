//! `kabinet project`: adding projects.

use app::{
    board::store as board,
    money::Currency,
    project::{
        model::Service,
        store::{self, NewProject},
    },
    text::{Name, Slug},
    time::{Day, Zone},
};
use clap::{Args, Subcommand};

use super::{Failure, open};

/// What can be done with projects.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add a project; its client is added when it is new
    Add(Add),
}

/// A project to be added.
#[derive(Debug, Args)]
pub struct Add {
    /// The client's name
    #[arg(long, env = "KABINET_PROJECT_CLIENT")]
    client: Name,
    /// The project's name
    #[arg(long, env = "KABINET_PROJECT_NAME")]
    name: Name,
    /// Its name in addresses: small Latin letters, digits and hyphens
    #[arg(long, env = "KABINET_PROJECT_SLUG")]
    slug: Slug,
    /// What is done: ppc, seo, ads, targeted, smm or implementation
    #[arg(long, env = "KABINET_PROJECT_SERVICE", value_parser = service)]
    service: Service,
    /// The currency of its money, such as RUB
    #[arg(long, env = "KABINET_PROJECT_CURRENCY")]
    currency: Currency,
    /// The first day of its first iteration, such as 2026-11-22
    #[arg(long, env = "KABINET_PROJECT_START")]
    start: Day,
    /// Its time zone
    #[arg(long, env = "KABINET_PROJECT_TIMEZONE", default_value = "Europe/Kyiv", value_parser = timezone)]
    timezone: String,
}

fn service(word: &str) -> Result<Service, String> {
    Service::parse(word).ok_or_else(|| {
        let words: Vec<_> = Service::ALL.iter().map(|service| service.word()).collect();
        format!("a service is one of {}", words.join(", "))
    })
}

fn timezone(name: &str) -> Result<String, String> {
    Zone::parse(name)
        .map(|_| name.to_owned())
        .ok_or_else(|| "there is no such time zone; try Europe/Kyiv".to_owned())
}

/// Does it.
///
/// # Errors
/// A sentence when the slug is taken or the database does not answer.
pub async fn run(url: &str, command: Command) -> Result<(), Failure> {
    let Command::Add(add) = command;
    let console = open(url).await?;
    let mut tx = console.write().await?;
    if store::by_slug(&mut tx, &add.slug).await?.is_some() {
        return Err(Failure::failed(format!("there is a project with the slug {} already", add.slug)));
    }
    let client = store::client(&mut tx, &add.client, console.now()).await?;
    let new = NewProject {
        client,
        slug: &add.slug,
        name: &add.name,
        service: add.service,
        currency: add.currency,
        timezone: &add.timezone,
        start: add.start,
    };
    let project = store::add_project(&mut tx, &new, console.now()).await?;
    board::add_columns(&mut tx, project).await?;
    console.tell(&mut tx, project, &app::event::Event::ProjectAdded).await?;
    tx.commit().await?;
    super::say(&format!("Added the project {} ({}) of {}", add.name, add.slug, add.client));
    Ok(())
}
