//! The SQL of the board. Every statement names the project first.

mod seats;

pub use seats::{seat, set_place, top};

use super::{
    model::{Card, Column, Comment, Edit, Face, Hours, Kind, Minutes, NewComment, NewHours, Side},
    order::STEP,
};
use crate::{
    db::{Tx, touched},
    error::{Error, Result},
    id::{CardId, ColumnId, CommentId, PersonId, ProjectId},
    text::{Body, Name, Tag, Title},
    time::{Day, Stamp},
};

/// Gives a new project its columns, one of each kind.
///
/// # Errors
/// When the database does not answer.
pub async fn add_columns(tx: &mut Tx, project: ProjectId) -> Result<Vec<Column>> {
    let mut columns = Vec::with_capacity(Kind::ALL.len());
    for (rank, kind) in (1..).map(|nth| nth * STEP).zip(Kind::ALL.iter().copied()) {
        let id = ColumnId::new();
        crate::exec!(
            tx,
            "insert into board_column (project_id, id, kind, rank) values ($1, $2, $3, $4)",
            project,
            id,
            kind.word(),
            rank
        )?;
        columns.push(Column { id, kind, name: None });
    }
    Ok(columns)
}

/// Lets one writer at a time change a board: on PostgreSQL this takes the project's row, on SQLite there is one writer
/// anyway. What was read before this may be outdated.
///
/// # Errors
/// When the database does not answer in time.
pub async fn hold(tx: &mut Tx, project: ProjectId) -> Result<()> {
    touched(crate::exec!(tx, "update project set last_card = last_card where id = $1", project)?)
}

type ColumnRow = (ColumnId, String, Option<Name>);

fn read_column((id, kind, name): ColumnRow) -> Result<Column> {
    Ok(Column { id, kind: Kind::parse(&kind).ok_or(Error::Internal)?, name })
}

/// The columns of a board, from left to right.
///
/// # Errors
/// When the database does not answer.
pub async fn columns(tx: &mut Tx, project: ProjectId) -> Result<Vec<Column>> {
    let rows = crate::all!(
        tx,
        ColumnRow,
        "select id, kind, name from board_column where project_id = $1 order by rank, id",
        project
    )?;
    rows.into_iter().map(read_column).collect()
}

/// One column.
///
/// # Errors
/// [`Error::Missing`] when this project has no such column.
pub async fn column(tx: &mut Tx, project: ProjectId, id: ColumnId) -> Result<Column> {
    let row = crate::one!(
        tx,
        ColumnRow,
        "select id, kind, name from board_column where project_id = $1 and id = $2",
        project,
        id
    )?;
    read_column(row)
}

/// All cards of a board; with internal comments counted, or without them.
///
/// # Errors
/// When the database does not answer.
pub async fn cards(tx: &mut Tx, project: ProjectId, internal: bool) -> Result<Vec<Card>> {
    crate::all!(
        tx,
        Card,
        "select id, number, column_id as \"column\", rank, version, title, tag, author_id as author,
         assignee_id as assignee, due_day as due, estimate_minutes as estimate, moved_at,
         cast(coalesce((select sum(minutes) from card_hours where project_id = $1 and card_id = card.id), 0) as bigint)
             as spent,
         (select count(*) from card_comment where project_id = $1 and card_id = card.id and ($2 or not internal))
             as comments
         from card where project_id = $1",
        project,
        internal
    )
}

/// One card; with internal comments counted, or without them.
///
/// # Errors
/// [`Error::Missing`] when this project has no such card.
pub async fn card(tx: &mut Tx, project: ProjectId, id: CardId, internal: bool) -> Result<Card> {
    crate::one!(
        tx,
        Card,
        "select id, number, column_id as \"column\", rank, version, title, tag, author_id as author,
         assignee_id as assignee, due_day as due, estimate_minutes as estimate, moved_at,
         cast(coalesce((select sum(minutes) from card_hours where project_id = $1 and card_id = card.id), 0) as bigint)
             as spent,
         (select count(*) from card_comment where project_id = $1 and card_id = card.id and ($3 or not internal))
             as comments
         from card where project_id = $1 and id = $2",
        project,
        id,
        internal
    )
}

/// A card's text, and when it was written.
///
/// # Errors
/// [`Error::Missing`] when this project has no such card.
pub async fn text(tx: &mut Tx, project: ProjectId, id: CardId) -> Result<(Body, Stamp)> {
    crate::one!(
        tx,
        (Body, Stamp),
        "select body, created_at from card where project_id = $1 and id = $2",
        project,
        id
    )
}

/// What was said about a card, oldest first; with what only the agency reads, or without it.
///
/// # Errors
/// When the database does not answer.
pub async fn comments(tx: &mut Tx, project: ProjectId, card: CardId, internal: bool) -> Result<Vec<Comment>> {
    crate::all!(
        tx,
        Comment,
        "select id, author_id as author, at, body, internal from card_comment
         where project_id = $1 and card_id = $2 and ($3 or not internal) order by at, id",
        project,
        card,
        internal
    )
}

/// The work that went into a card, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn hours(tx: &mut Tx, project: ProjectId, card: CardId) -> Result<Vec<Hours>> {
    crate::all!(
        tx,
        Hours,
        "select person_id as person, day, minutes, note from card_hours
         where project_id = $1 and card_id = $2 order by day, id",
        project,
        card
    )
}

/// Everybody who takes part in a project.
///
/// # Errors
/// When the database does not answer.
pub async fn participants(tx: &mut Tx, project: ProjectId) -> Result<Vec<Face>> {
    let rows = crate::all!(
        tx,
        (PersonId, Name, bool),
        "select id, name, client_id is not null from person
         where active and (client_id = (select client_id from project where id = $1)
             or exists (select 1 from member where project_id = $1 and person_id = person.id))
         order by name",
        project
    )?;
    Ok(rows.into_iter().map(|(id, name, client)| face(id, name, client, true)).collect())
}

/// Those who are named on a board and do not take part: they left, or looked in from above.
///
/// # Errors
/// When the database does not answer.
pub async fn others(tx: &mut Tx, project: ProjectId, participants: &[Face]) -> Result<Vec<Face>> {
    let rows = crate::all!(
        tx,
        (PersonId, Name, bool),
        "select id, name, client_id is not null from person where id in (
             select author_id from card where project_id = $1
             union select assignee_id from card where project_id = $1
             union select author_id from card_comment where project_id = $1
             union select person_id from card_hours where project_id = $1)
         order by name",
        project
    )?;
    let new = rows.into_iter().filter(|(id, ..)| !participants.iter().any(|known| known.id == *id));
    Ok(new.map(|(id, name, client)| face(id, name, client, false)).collect())
}

fn face(id: PersonId, name: Name, client: bool, takes_part: bool) -> Face {
    let side = if client { Side::Client } else { Side::Agency };
    Face { id, name, side, takes_part }
}

/// A card to be written down.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    /// The column.
    pub column: ColumnId,
    /// Where in it; see [`top`].
    pub rank: i64,
    /// What it is called.
    pub title: &'a Title,
    /// Its text.
    pub body: &'a Body,
    /// A short mark.
    pub tag: Option<&'a Tag>,
    /// Who writes it.
    pub author: PersonId,
    /// Who is to work on it.
    pub assignee: Option<PersonId>,
    /// When it is due.
    pub due: Option<Day>,
    /// How long the work is thought to take.
    pub estimate: Option<Minutes>,
    /// When it is written.
    pub created_at: Stamp,
    /// When it came into its column.
    pub moved_at: Stamp,
}

/// Writes a card down under the project's next number.
///
/// # Errors
/// [`Error::Missing`] when there is no such project.
pub async fn add_card(tx: &mut Tx, project: ProjectId, draft: &Draft<'_>) -> Result<CardId> {
    let id = CardId::new();
    let (number,): (i64,) = crate::one!(
        tx,
        (i64,),
        "update project set last_card = last_card + 1 where id = $1 returning last_card",
        project
    )?;
    crate::exec!(
        tx,
        "insert into card (project_id, id, number, column_id, rank, title, body, tag, author_id, assignee_id, due_day,
         estimate_minutes, created_at, changed_at, moved_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, 1)",
        project,
        id,
        number,
        draft.column,
        draft.rank,
        draft.title,
        draft.body,
        draft.tag,
        draft.author,
        draft.assignee,
        draft.due,
        draft.estimate,
        draft.created_at,
        draft.moved_at
    )?;
    Ok(id)
}

/// Changes what a card says, if nobody changed it since this version.
///
/// # Errors
/// [`Error::Conflict`] when somebody did.
pub async fn edit(tx: &mut Tx, project: ProjectId, card: &Card, edit: &Edit, now: Stamp) -> Result<()> {
    let rows = crate::exec!(
        tx,
        "update card set title = $4, body = $5, tag = $6, assignee_id = $7, due_day = $8, estimate_minutes = $9,
         changed_at = $10, version = version + 1
         where project_id = $1 and id = $2 and version = $3",
        project,
        card.id,
        card.version,
        &edit.title,
        &edit.body,
        &edit.tag,
        edit.assignee,
        edit.due,
        edit.estimate,
        now
    )?;
    if rows == 0 { Err(Error::Conflict) } else { Ok(()) }
}

/// Writes down what somebody said about a card.
///
/// # Errors
/// When the database does not answer.
pub async fn add_comment(
    tx: &mut Tx,
    project: ProjectId,
    card: CardId,
    author: PersonId,
    new: &NewComment,
    at: Stamp,
) -> Result<CommentId> {
    let id = CommentId::new();
    crate::exec!(
        tx,
        "insert into card_comment (project_id, id, card_id, author_id, at, body, internal)
         values ($1, $2, $3, $4, $5, $6, $7)",
        project,
        id,
        card,
        author,
        at,
        &new.body,
        new.internal
    )?;
    Ok(id)
}

/// Writes down how long somebody worked on a card.
///
/// # Errors
/// When the database does not answer.
pub async fn add_hours(
    tx: &mut Tx,
    project: ProjectId,
    card: CardId,
    person: PersonId,
    new: &NewHours,
    day: Day,
) -> Result<()> {
    crate::exec!(
        tx,
        "insert into card_hours (project_id, id, card_id, person_id, day, minutes, note)
         values ($1, $2, $3, $4, $5, $6, $7)",
        project,
        uuid::Uuid::now_v7(),
        card,
        person,
        day,
        new.minutes,
        &new.note
    )?;
    Ok(())
}
