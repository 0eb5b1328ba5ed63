//! `kabinet user`: adding people.

use std::{io::Read, path::PathBuf};

use app::{
    access::{
        model::{Language, Role},
        secret,
        store::{self, NewPerson},
    },
    error::Error,
    project::store as projects,
    text::{Email, Name, Password, Slug},
};
use clap::{Args, Subcommand};

use super::{Failure, open, say};

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add a person who may log in
    Add(Add),
}

/// A person to be added.
#[derive(Debug, Args)]
pub struct Add {
    /// The address to log in with
    #[arg(long, env = "KABINET_USER_EMAIL")]
    email: Email,
    /// The person's name
    #[arg(long, env = "KABINET_USER_NAME")]
    name: Name,
    /// owner, marketer or sales of a client; specialist, analyst, lead, account, partner, finance or admin of the agency
    #[arg(long, env = "KABINET_USER_ROLE", value_parser = role)]
    role: Role,
    /// The client's name, for a person of a client
    #[arg(long, env = "KABINET_USER_CLIENT")]
    client: Option<Name>,
    /// The projects that a person of the agency works on, by slug
    #[arg(long = "project", env = "KABINET_USER_PROJECTS", value_delimiter = ',', value_name = "SLUG")]
    projects: Vec<Slug>,
    /// The language the person reads: en, ru or uk
    #[arg(long, env = "KABINET_USER_LANGUAGE", default_value = "en", value_parser = language)]
    language: Language,
    /// A file that holds the password; without one the password is read from standard input
    #[arg(long, env = "KABINET_USER_PASSWORD_FILE", value_name = "FILE")]
    password_file: Option<PathBuf>,
}

fn role(word: &str) -> Result<Role, String> {
    Role::parse(word).ok_or_else(|| {
        let words: Vec<_> = Role::ALL.iter().map(|role| role.word()).collect();
        format!("a role is one of {}", words.join(", "))
    })
}

/// Reads a language by its word.
///
/// # Errors
/// A sentence with the choices.
pub fn language(word: &str) -> Result<Language, String> {
    Language::parse(word).ok_or_else(|| "a language is one of en, ru, uk".to_owned())
}

impl Add {
    fn password(&self) -> Result<Password, Failure> {
        let text = if let Some(file) = &self.password_file {
            std::fs::read_to_string(file).map_err(|fault| {
                Failure::failed(format!("cannot read the password from {}: {fault}", file.display()))
            })?
        } else {
            let mut text = String::new();
            std::io::stdin()
                .take(4096)
                .read_to_string(&mut text)
                .map_err(|fault| Failure::failed(format!("cannot read the password: {fault}")))?;
            text
        };
        Password::parse(text.trim_end_matches(['\r', '\n']))
            .map_err(|rule| Failure::usage(format!("the password {rule}")))
    }
}

/// Does it.
///
/// # Errors
/// A sentence when the address is taken, or the client or a project does not exist.
pub async fn run(url: &str, command: Command) -> Result<(), Failure> {
    let Command::Add(add) = command;
    if add.role.is_client() != add.client.is_some() {
        return Err(Failure::usage("owner, marketer and sales need --client, and nobody else has one"));
    }
    let password = secret::hash_password(&add.password()?).await?;
    let console = open(url).await?;
    let mut tx = console.write().await?;
    let client = match &add.client {
        Some(name) => Some(projects::find_client(&mut tx, name).await?.ok_or_else(|| {
            Failure::failed(format!("there is no client {name}; add its first project first"))
        })?),
        None => None,
    };
    let new = NewPerson {
        client,
        email: &add.email,
        name: &add.name,
        role: add.role,
        language: add.language,
        password: Some(password),
    };
    let person = store::add_person(&mut tx, new, console.now()).await.map_err(|error| match error {
        Error::Conflict => Failure::failed(format!("somebody has the address {} already", add.email)),
        other => other.into(),
    })?;
    for slug in &add.projects {
        let row = projects::by_slug(&mut tx, slug).await?;
        let row = row.ok_or_else(|| Failure::failed(format!("there is no project {slug}")))?;
        projects::add_member(&mut tx, row.id, person).await?;
    }
    tx.commit().await?;
    say(&format!("Added {} ({})", add.name, add.email));
    Ok(())
}
