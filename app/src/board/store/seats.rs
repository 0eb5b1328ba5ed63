//! The SQL of places: which rank puts a card where it is wanted.

use crate::{
    board::{
        model::{Card, Place},
        order::{STEP, between},
    },
    db::{Tx, touched},
    error::{Error, Result},
    id::{CardId, ColumnId, ProjectId},
};

/// The rank that puts a card in a place, and whether the column had to be numbered anew because the gap there was used
/// up.
///
/// # Errors
/// [`Error::Malformed`] for a card before itself, [`Error::Missing`] when the neighbour is not of this project.
pub async fn seat(tx: &mut Tx, project: ProjectId, card: CardId, to: Place) -> Result<(i64, bool)> {
    if to.before == Some(card) {
        return Err(Error::Malformed);
    }
    if let Some(rank) = gap(tx, project, card, to).await? {
        return Ok((rank, false));
    }
    spread(tx, project, to.column).await?;
    let rank = gap(tx, project, card, to).await?.ok_or(Error::Internal)?;
    Ok((rank, true))
}

async fn gap(tx: &mut Tx, project: ProjectId, card: CardId, to: Place) -> Result<Option<i64>> {
    let right = match to.before {
        None => None,
        Some(neighbour) => rank_of(tx, project, neighbour, to.column).await?,
    };
    let (left,): (Option<i64>,) = crate::one!(
        tx,
        (Option<i64>,),
        "select max(rank) from card where project_id = $1 and column_id = $2 and id <> $3
         and ($4 is null or rank < $4)",
        project,
        to.column,
        card,
        right
    )?;
    Ok(between(left, right))
}

/// The rank of a neighbour; `None` when it has left the column meanwhile.
async fn rank_of(tx: &mut Tx, project: ProjectId, card: CardId, column: ColumnId) -> Result<Option<i64>> {
    let (at, rank) = crate::one!(
        tx,
        (ColumnId, i64),
        "select column_id, rank from card where project_id = $1 and id = $2",
        project,
        card
    )?;
    Ok((at == column).then_some(rank))
}

/// Numbers a column anew, with full gaps.
async fn spread(tx: &mut Tx, project: ProjectId, column: ColumnId) -> Result<()> {
    crate::exec!(
        tx,
        "update card set rank = anew.nth * $3
         from (select id, row_number() over (order by rank, number) as nth
               from card where project_id = $1 and column_id = $2) as anew
         where card.project_id = $1 and card.id = anew.id",
        project,
        column,
        STEP
    )?;
    Ok(())
}

/// The rank above all cards of a column.
///
/// # Errors
/// When the database does not answer.
pub async fn top(tx: &mut Tx, project: ProjectId, column: ColumnId) -> Result<i64> {
    let (first,): (Option<i64>,) = crate::one!(
        tx,
        (Option<i64>,),
        "select min(rank) from card where project_id = $1 and column_id = $2",
        project,
        column
    )?;
    between(None, first).ok_or(Error::Internal)
}

/// Puts a card where it now stands.
///
/// # Errors
/// [`Error::Missing`] when this project has no such card.
pub async fn set_place(tx: &mut Tx, project: ProjectId, card: &Card) -> Result<()> {
    touched(crate::exec!(
        tx,
        "update card set column_id = $3, rank = $4, moved_at = $5 where project_id = $1 and id = $2",
        project,
        card.id,
        card.column,
        card.rank,
        card.moved_at
    )?)
}
