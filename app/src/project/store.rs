//! The SQL of projects, their clients and their people.

use sqlx::FromRow;

use super::model::{Listed, Service, prefix};
use crate::{
    access::model::{Person, Role},
    db::Tx,
    error::{Error, Result},
    id::{ClientId, PersonId, ProjectId},
    iteration::model::Iteration,
    money::Currency,
    text::{Name, Slug},
    time::{Day, Stamp, Zone},
};

/// A project as the database has it.
#[derive(Debug, Clone, FromRow)]
pub struct ProjectRow {
    /// Which project.
    pub id: ProjectId,
    /// Whose.
    pub client_id: ClientId,
    slug: Slug,
    prefix: String,
    name: Name,
    client: Name,
    service: String,
    currency: String,
    timezone: String,
    start_day: Day,
    /// How often its facts have changed.
    pub facts_version: i64,
}

impl ProjectRow {
    /// What a list shows.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database holds a service or a zone that this program does not know.
    pub fn listed(&self, now: Stamp) -> Result<Listed> {
        let today = self.zone()?.day(now);
        Ok(Listed {
            id: self.id,
            slug: self.slug.clone(),
            name: self.name.clone(),
            client: self.client.clone(),
            service: Service::parse(&self.service).ok_or(Error::Internal)?,
            iteration: Iteration::at(self.start_day, today),
            today,
        })
    }

    /// The time zone that its days are reckoned in.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database holds a zone that this program does not know.
    pub fn zone(&self) -> Result<Zone> {
        Zone::parse(&self.timezone).ok_or(Error::Internal)
    }

    /// What its money is counted in.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database holds no currency there.
    pub fn currency(&self) -> Result<Currency> {
        Currency::parse(&self.currency).map_err(|_| Error::Internal)
    }

    /// What stands before its cards' numbers.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The first day of its first iteration.
    pub fn start(&self) -> Day {
        self.start_day
    }
}

/// One project.
///
/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn project(tx: &mut Tx, id: ProjectId) -> Result<ProjectRow> {
    crate::one!(
        tx,
        ProjectRow,
        "select project.id, client_id, slug, prefix, project.name, client.name as client, service, currency,
         timezone, start_day, facts_version
         from project join client on client.id = client_id where project.id = $1",
        id
    )
}

/// One project by its name in addresses.
///
/// # Errors
/// When the database does not answer.
pub async fn by_slug(tx: &mut Tx, slug: &Slug) -> Result<Option<ProjectRow>> {
    crate::maybe!(
        tx,
        ProjectRow,
        "select project.id, client_id, slug, prefix, project.name, client.name as client, service, currency,
         timezone, start_day, facts_version
         from project join client on client.id = client_id where slug = $1",
        slug
    )
}

/// The projects of a person of the client's side (`client`), of a member (`member`), or all (neither).
///
/// # Errors
/// When the database does not answer.
pub async fn projects(
    tx: &mut Tx,
    client: Option<ClientId>,
    member: Option<PersonId>,
) -> Result<Vec<ProjectRow>> {
    crate::all!(
        tx,
        ProjectRow,
        "select project.id, client_id, slug, prefix, project.name, client.name as client, service, currency,
         timezone, start_day, facts_version
         from project join client on client.id = client_id
         where ($1 is null or client_id = $1)
         and ($2 is null or exists (select 1 from member where project_id = project.id and person_id = $2))
         order by client.name, project.name",
        client,
        member
    )
}

#[derive(FromRow)]
struct Participant {
    id: PersonId,
    client_id: Option<ClientId>,
    name: Name,
    role: String,
}

/// Everybody who takes part in a project: its members, and the people of its client.
///
/// # Errors
/// When the database does not answer.
pub async fn people(tx: &mut Tx, project: ProjectId) -> Result<Vec<Person>> {
    let rows = crate::all!(
        tx,
        Participant,
        "select id, client_id, name, role from person
         where active and (
             client_id = (select client_id from project where id = $1)
             or exists (select 1 from member where project_id = $1 and person_id = person.id))
         order by name",
        project
    )?;
    rows.into_iter()
        .map(|row| {
            let role = Role::parse(&row.role).ok_or(Error::Internal)?;
            Ok(Person { id: row.id, client: row.client_id, name: row.name, role })
        })
        .collect()
}

/// The client of a name, if there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn find_client(tx: &mut Tx, name: &Name) -> Result<Option<ClientId>> {
    let row = crate::maybe!(tx, (ClientId,), "select id from client where name = $1", name)?;
    Ok(row.map(|(id,)| id))
}

/// The client of a name, written down when it is new.
///
/// # Errors
/// When the database does not answer.
pub async fn client(tx: &mut Tx, name: &Name, now: Stamp) -> Result<ClientId> {
    if let Some(id) = find_client(tx, name).await? {
        return Ok(id);
    }
    let id = ClientId::new();
    crate::exec!(tx, "insert into client (id, name, created_at) values ($1, $2, $3)", id, name, now)?;
    Ok(id)
}

/// A project to be written down.
pub struct NewProject<'a> {
    /// Whose.
    pub client: ClientId,
    /// Its name in addresses.
    pub slug: &'a Slug,
    /// What it is called.
    pub name: &'a Name,
    /// What is done in it.
    pub service: Service,
    /// What its money is counted in.
    pub currency: Currency,
    /// Its time zone by name; must be one that [`Zone::parse`] knows.
    pub timezone: &'a str,
    /// The first day of its first iteration.
    pub start: Day,
}

/// Writes a project down. Its board gets its columns from the board's own store.
///
/// # Errors
/// [`Error::Conflict`] when the slug is taken.
pub async fn add_project(tx: &mut Tx, new: &NewProject<'_>, now: Stamp) -> Result<ProjectId> {
    let id = ProjectId::new();
    crate::exec!(
        tx,
        "insert into project (id, client_id, slug, prefix, name, service, currency, timezone, start_day, created_at,
         last_event, last_card, facts_version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0)",
        id,
        new.client,
        new.slug,
        prefix(new.slug),
        new.name,
        new.service.word(),
        new.currency.code(),
        new.timezone,
        new.start,
        now
    )?;
    Ok(id)
}

/// Makes a person of the agency a member of a project.
///
/// # Errors
/// When the database does not answer.
pub async fn add_member(tx: &mut Tx, project: ProjectId, person: PersonId) -> Result<()> {
    crate::exec!(
        tx,
        "insert into member (project_id, person_id) values ($1, $2) on conflict (project_id, person_id) do nothing",
        project,
        person
    )?;
    Ok(())
}
