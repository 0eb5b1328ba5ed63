//! Who logs in: one person of every role that a newcomer tries, and their colleagues. They all have the same password.

use std::collections::BTreeMap;

use app::{
    access::{
        model::{Language, Role},
        secret,
        store::{self, NewPerson},
    },
    db::Tx,
    error::{Error, Result},
    id::{ClientId, PersonId},
    text::{Email, Password},
    time::Stamp,
};

use super::texts::Texts;

/// The password of everybody. It is no secret: a demonstration is served to its own machine only.
pub const PASSWORD: &str = "kabinet-demo";

/// Somebody of the demonstration.
#[derive(Debug)]
pub struct PersonOutline {
    /// The name of their text, and the first part of their address.
    pub key: &'static str,
    /// What they do.
    pub role: Role,
    /// The key of their client; none for the agency's people.
    pub client: Option<&'static str>,
    /// The projects that they are members of.
    pub projects: &'static [&'static str],
}

const EVERYTHING: &[&str] =
    &["kaminhaus-ppc", "kaminhaus-seo", "dentavia-ads", "dentavia-smm", "campus-targeted"];

const fn of_client(key: &'static str, role: Role, client: &'static str) -> PersonOutline {
    PersonOutline { key, role, client: Some(client), projects: &[] }
}

const fn of_agency(key: &'static str, role: Role, projects: &'static [&'static str]) -> PersonOutline {
    PersonOutline { key, role, client: None, projects }
}

/// Everybody. The first ten are the ones to try: one of each role.
pub const PEOPLE: [PersonOutline; 16] = [
    of_client("owner", Role::Owner, "kaminhaus"),
    of_client("marketer", Role::Marketer, "kaminhaus"),
    of_client("sales", Role::Sales, "kaminhaus"),
    of_agency("specialist", Role::Specialist, &["kaminhaus-ppc", "dentavia-ads"]),
    of_agency(
        "analyst",
        Role::Analyst,
        &["kaminhaus-ppc", "kaminhaus-seo", "dentavia-ads", "campus-targeted"],
    ),
    of_agency("lead", Role::Lead, EVERYTHING),
    of_agency("account", Role::Account, EVERYTHING),
    of_agency("partner", Role::Partner, &[]),
    of_agency("finance", Role::Finance, &[]),
    of_agency("admin", Role::Admin, &[]),
    of_agency("seo", Role::Specialist, &["kaminhaus-seo"]),
    of_agency("smm", Role::Specialist, &["kaminhaus-ppc", "dentavia-smm", "campus-targeted"]),
    of_client("owner.dentavia", Role::Owner, "dentavia"),
    of_client("marketer.dentavia", Role::Marketer, "dentavia"),
    of_client("owner.campus", Role::Owner, "campus"),
    of_client("marketer.campus", Role::Marketer, "campus"),
];

/// The logins to try, one a role.
pub fn to_try() -> impl Iterator<Item = &'static PersonOutline> {
    PEOPLE.iter().take(Role::ALL.len())
}

impl PersonOutline {
    /// What they log in with.
    ///
    /// # Errors
    /// [`Error::Internal`] for a key that makes no address.
    pub fn email(&self) -> Result<Email> {
        Email::parse(&format!("{}@demo.example", self.key)).map_err(|_| Error::Internal)
    }
}

/// Everybody by their key.
#[derive(Debug, Default)]
pub struct People(BTreeMap<&'static str, PersonId>);

impl People {
    /// Writes everybody down.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn add(
        tx: &mut Tx,
        texts: &Texts,
        language: Language,
        clients: &BTreeMap<&str, ClientId>,
        now: Stamp,
    ) -> Result<Self> {
        // One hash for all: they share the password, and hashing sixteen times would only cost time.
        let password = Password::parse(PASSWORD).map_err(|_| Error::Internal)?;
        let hash = secret::hash_password(&password).await?;
        let mut people = Self::default();
        for outline in &PEOPLE {
            let client =
                outline.client.map(|key| clients.get(key).copied().ok_or(Error::Internal)).transpose()?;
            let new = NewPerson {
                client,
                email: &outline.email()?,
                name: texts.person(outline.key)?,
                role: outline.role,
                language,
                password: Some(hash.clone()),
            };
            people.0.insert(outline.key, store::add_person(tx, new, now).await?);
        }
        Ok(people)
    }

    /// A person by the word that cards use: `owner` means the owner of the card's client.
    ///
    /// # Errors
    /// [`Error::Internal`] when there is nobody.
    pub fn of(&self, word: &str, client: &str) -> Result<PersonId> {
        let own = format!("{word}.{client}");
        self.0.get(own.as_str()).or_else(|| self.0.get(word)).copied().ok_or(Error::Internal)
    }

    /// The members of a project.
    pub fn members(&self, slug: &str) -> impl Iterator<Item = PersonId> {
        let members = PEOPLE.iter().filter(move |outline| outline.projects.contains(&slug));
        members.filter_map(|outline| self.0.get(outline.key).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_every_role_is_there_to_try_and_says_what_they_see() {
        let roles: Vec<Role> = to_try().map(|person| person.role).collect();
        assert_eq!(roles, Role::ALL);
        for &language in Language::ALL {
            let texts = Texts::of(language).unwrap();
            assert!(to_try().all(|person| texts.agency.sees.contains_key(person.key)));
            assert!(PEOPLE.iter().all(|person| texts.person(person.key).is_ok()));
            assert_eq!(texts.agency.people.len(), PEOPLE.len());
        }
    }

    #[test]
    fn addresses_and_password_are_ones_that_the_login_accepts() {
        assert!(PEOPLE.iter().all(|person| person.email().is_ok()));
        assert!(Password::parse(PASSWORD).is_ok());
    }
}
