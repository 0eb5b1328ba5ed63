//! The SQL of the board. Every statement names the project first.

use super::model::{Column, Kind};
use crate::{
    db::Tx,
    error::Result,
    id::{ColumnId, ProjectId},
};

/// The distance between neighbours that were never moved.
const STEP: i64 = 1 << 20;

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
