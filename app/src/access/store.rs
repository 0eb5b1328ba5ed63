//! The SQL of access: people, failed logins, one-time links.

use sqlx::FromRow;

use super::model::{DemoLogin, Language, Me, Person, Role};
use crate::{
    db::{Tx, touched},
    error::{Error, Result},
    id::{ClientId, PersonId, ProjectId},
    text::{Email, Name},
    time::Stamp,
};

/// A person as the database has them.
#[derive(FromRow)]
pub struct PersonRow {
    /// Who.
    pub id: PersonId,
    client_id: Option<ClientId>,
    email: Email,
    name: Name,
    role: String,
    language: String,
    /// The hash of the password, when there is one.
    pub password: Option<String>,
    /// Whether they may log in at all.
    pub active: bool,
}

impl PersonRow {
    /// The person, as pages know them.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database holds a role that this program does not know.
    pub fn me(self) -> Result<Me> {
        let role = Role::parse(&self.role).ok_or(Error::Internal)?;
        let language = Language::parse(&self.language).unwrap_or(Language::En);
        let person = Person { id: self.id, client: self.client_id, name: self.name, role };
        Ok(Me { person, email: self.email, language })
    }
}

/// A person by their address.
///
/// # Errors
/// When the database does not answer.
pub async fn by_email(tx: &mut Tx, email: &Email) -> Result<Option<PersonRow>> {
    crate::maybe!(
        tx,
        PersonRow,
        "select id, client_id, email, name, role, language, password, active from person where email = $1",
        email
    )
}

/// A person who may still log in.
///
/// # Errors
/// When the database does not answer.
pub async fn active_person(tx: &mut Tx, id: PersonId) -> Result<Option<PersonRow>> {
    crate::maybe!(
        tx,
        PersonRow,
        "select id, client_id, email, name, role, language, password, active from person where id = $1 and active",
        id
    )
}

/// What decides about a viewer before a project.
#[derive(FromRow)]
pub struct Place {
    /// Whose project it is.
    pub client_id: ClientId,
    /// Its time zone by name.
    pub timezone: String,
    /// Whether the viewer works on it.
    pub member: bool,
}

/// Where a person stands towards a project; `None` when there is no such project.
///
/// # Errors
/// When the database does not answer.
pub async fn place(tx: &mut Tx, project: ProjectId, person: PersonId) -> Result<Option<Place>> {
    crate::maybe!(
        tx,
        Place,
        "select client_id, timezone,
         exists (select 1 from member where project_id = project.id and person_id = $2) as member
         from project where id = $1",
        project,
        person
    )
}

/// A person to be written down.
pub struct NewPerson<'a> {
    /// Their client; none for the agency's people.
    pub client: Option<ClientId>,
    /// Their address.
    pub email: &'a Email,
    /// How they are called.
    pub name: &'a Name,
    /// What they do.
    pub role: Role,
    /// The language they read.
    pub language: Language,
    /// The hash of their password.
    pub password: Option<String>,
}

/// Writes a person down.
///
/// # Errors
/// [`Error::Conflict`] when the address is taken.
pub async fn add_person(tx: &mut Tx, new: NewPerson<'_>, now: Stamp) -> Result<PersonId> {
    let id = PersonId::new();
    crate::exec!(
        tx,
        "insert into person (id, client_id, email, name, role, language, password, active, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        new.client,
        new.email,
        new.name,
        new.role.word(),
        new.language.word(),
        new.password,
        true,
        now
    )?;
    Ok(id)
}

/// Remembers the language that a person reads.
///
/// # Errors
/// [`Error::Missing`] when there is no such person.
pub async fn set_language(tx: &mut Tx, person: PersonId, language: Language) -> Result<()> {
    touched(crate::exec!(tx, "update person set language = $2 where id = $1", person, language.word())?)
}

/// Whether anybody could log in at all.
///
/// # Errors
/// When the database does not answer.
pub async fn is_inhabited(tx: &mut Tx) -> Result<bool> {
    Ok(crate::maybe!(tx, (i32,), "select 1 from person where active limit 1")?.is_some())
}

/// Failed attempts of one account or one address.
#[derive(Debug, Clone, Copy, Default, FromRow)]
pub struct Attempts {
    /// How many in a row.
    pub failures: i64,
    /// When the last one was.
    pub last_at: Stamp,
    /// No further attempt before this.
    pub blocked_until: Stamp,
}

/// The failed attempts of a subject, which nobody else counts until this transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn hold_attempts(tx: &mut Tx, subject: &str) -> Result<Attempts> {
    crate::one!(
        tx,
        Attempts,
        "insert into attempt (subject, failures, last_at, blocked_until) values ($1, 0, 0, 0)
         on conflict (subject) do update set failures = attempt.failures
         returning failures, last_at, blocked_until",
        subject
    )
}

/// Writes down how a subject's attempts stand.
///
/// # Errors
/// [`Error::Missing`] when nobody holds them.
pub async fn set_attempts(tx: &mut Tx, subject: &str, attempts: Attempts) -> Result<()> {
    touched(crate::exec!(
        tx,
        "update attempt set failures = $2, last_at = $3, blocked_until = $4 where subject = $1",
        subject,
        attempts.failures,
        attempts.last_at,
        attempts.blocked_until
    )?)
}

/// Forgets a subject's failed attempts after a success.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_attempts(tx: &mut Tx, subject: &str) -> Result<()> {
    crate::exec!(tx, "delete from attempt where subject = $1", subject)?;
    Ok(())
}

/// Takes back one failure that was none.
///
/// # Errors
/// When the database does not answer.
pub async fn take_back_attempt(tx: &mut Tx, subject: &str) -> Result<()> {
    crate::exec!(
        tx,
        "update attempt set failures = failures - 1 where subject = $1 and failures > 0",
        subject
    )?;
    Ok(())
}

/// Removes the attempts of everybody who has not tried since.
///
/// # Errors
/// When the database does not answer.
pub async fn clean_attempts(tx: &mut Tx, since: Stamp) -> Result<()> {
    crate::exec!(tx, "delete from attempt where last_at < $1 and blocked_until < $1", since)?;
    Ok(())
}

/// Keeps a one-time link by the hash of its secret; an earlier unused one for the same purpose ends.
///
/// # Errors
/// When the database does not answer.
pub async fn add_link(
    tx: &mut Tx,
    secret_hash: &str,
    purpose: &str,
    now: Stamp,
    expires_at: Stamp,
) -> Result<()> {
    crate::exec!(tx, "delete from link where purpose = $1 and used_at is null", purpose)?;
    crate::exec!(
        tx,
        "insert into link (secret, purpose, created_at, expires_at) values ($1, $2, $3, $4)",
        secret_hash,
        purpose,
        now,
        expires_at
    )?;
    Ok(())
}

/// Uses a one-time link up. Of two who try at once, one succeeds.
///
/// # Errors
/// [`Error::Missing`] when the link is used, expired or unknown.
pub async fn use_link(tx: &mut Tx, secret_hash: &str, purpose: &str, now: Stamp) -> Result<()> {
    touched(crate::exec!(
        tx,
        "update link set used_at = $3 where secret = $1 and purpose = $2 and used_at is null and expires_at > $3",
        secret_hash,
        purpose,
        now
    )?)
}

/// What the agency is called, and whether it is the demonstration one; `None` before the set-up.
///
/// # Errors
/// When the database does not answer.
pub async fn agency(tx: &mut Tx) -> Result<Option<(Name, bool)>> {
    crate::maybe!(tx, (Name, bool), "select name, demo from agency limit 1")
}

/// Everybody of the demonstration agency with an address at its own domain, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn demo_logins(tx: &mut Tx) -> Result<Vec<DemoLogin>> {
    let rows = crate::all!(
        tx,
        (Name, String, Email),
        "select name, role, email from person where active and email like '%@demo.example' order by id"
    )?;
    rows.into_iter()
        .map(|(name, role, email)| {
            Ok(DemoLogin { name, role: Role::parse(&role).ok_or(Error::Internal)?, email })
        })
        .collect()
}

/// Names the agency, once.
///
/// # Errors
/// When the database does not answer.
pub async fn name_agency(tx: &mut Tx, name: &Name, demo: bool, now: Stamp) -> Result<()> {
    crate::exec!(
        tx,
        "insert into agency (id, name, demo, created_at) values ($1, $2, $3, $4)",
        uuid::Uuid::now_v7(),
        name,
        demo,
        now
    )?;
    Ok(())
}
