//! Writing facts, a few thousand at a time.

use serde::{Serialize, Serializer, ser::SerializeSeq};

use crate::{
    db::{Batch, Tx},
    error::Result,
    fact::{
        model::{GoalId, Keys, Measures},
        preview::Outcome,
    },
    id::ProjectId,
    time::Day,
};

/// A fact with the numbers of its names, ready to be written.
pub struct Line {
    /// Its line in the file.
    pub line: u64,
    /// Its day.
    pub day: Day,
    /// Its labels.
    pub keys: Keys,
    /// Which of its namesakes it is.
    pub nth: u32,
    /// Its figures.
    pub measures: Measures,
    /// The counts of goals.
    pub goals: Vec<(GoalId, i64)>,
}

impl Serialize for Line {
    /// The cells in the order in which the statements below count them.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut cells = to.serialize_seq(Some(18))?;
        cells.serialize_element(&self.day.0)?;
        for label in self.keys.0 {
            cells.serialize_element(&label.0)?;
        }
        cells.serialize_element(&self.nth)?;
        for figure in self.measures.0 {
            cells.serialize_element(&figure)?;
        }
        cells.serialize_element(&self.goals_text())?;
        cells.serialize_element(&self.line)?;
        cells.end()
    }
}

impl Line {
    fn goals_text(&self) -> Option<String> {
        let counts: Vec<_> =
            self.goals.iter().map(|(goal, count)| format!("\"{}\":{count}", goal.0)).collect();
        (!counts.is_empty()).then(|| format!("{{{}}}", counts.join(",")))
    }
}

/// Writes facts: new ones are inserted, known ones restated where their figures differ. A fact that says the same as
/// before keeps the file and the line that it came from.
///
/// # Errors
/// When the database does not answer.
pub async fn write(tx: &mut Tx, project: ProjectId, file: i64, lines: &[Line]) -> Result<Outcome> {
    let mut batch = Batch::default();
    for line in lines {
        batch.push(line);
    }
    let all = batch.len() as u64;
    let inserted = insert(tx, project, file, &batch).await?;
    let changed = if inserted == all { 0 } else { restate(tx, project, file, &batch).await? };
    Ok(Outcome { inserted, changed, unchanged: all - inserted - changed, refused: 0 })
}

async fn insert(tx: &mut Tx, project: ProjectId, file: i64, batch: &Batch) -> Result<u64> {
    crate::exec!(
        tx,
        "insert into fact (project_id, day, source, category, channel, campaign, device, region, detail, nth,
             impressions, clicks, cost, sessions, leads, sales, revenue, goals, file, line)
         select $1, cast(value ->> 0 as integer), cast(value ->> 1 as bigint), cast(value ->> 2 as bigint),
             cast(value ->> 3 as bigint), cast(value ->> 4 as bigint), cast(value ->> 5 as bigint),
             cast(value ->> 6 as bigint), cast(value ->> 7 as bigint), cast(value ->> 8 as integer),
             cast(value ->> 9 as bigint), cast(value ->> 10 as bigint), cast(value ->> 11 as bigint),
             cast(value ->> 12 as bigint), cast(value ->> 13 as bigint), cast(value ->> 14 as bigint),
             cast(value ->> 15 as bigint), value ->> 16, $2, cast(value ->> 17 as bigint)
         from jsonb_each($3) where true
         on conflict (project_id, day, source, category, channel, campaign, device, region, detail, nth) do nothing",
        project,
        file,
        batch
    )
}

/// Everything in the batch is known by now; what was just inserted agrees with itself and stays as it is. Each row looks
/// its own fact up by its key: a join would be planned from guesses about the tables, and guessed wrong it reads all
/// facts for every batch.
async fn restate(tx: &mut Tx, project: ProjectId, file: i64, batch: &Batch) -> Result<u64> {
    crate::exec!(
        tx,
        "insert into fact (project_id, day, source, category, channel, campaign, device, region, detail, nth,
             impressions, clicks, cost, sessions, leads, sales, revenue, goals, file, line)
         select $1, cast(value ->> 0 as integer), cast(value ->> 1 as bigint), cast(value ->> 2 as bigint),
             cast(value ->> 3 as bigint), cast(value ->> 4 as bigint), cast(value ->> 5 as bigint),
             cast(value ->> 6 as bigint), cast(value ->> 7 as bigint), cast(value ->> 8 as integer),
             cast(value ->> 9 as bigint), cast(value ->> 10 as bigint), cast(value ->> 11 as bigint),
             cast(value ->> 12 as bigint), cast(value ->> 13 as bigint), cast(value ->> 14 as bigint),
             cast(value ->> 15 as bigint), value ->> 16, $2, cast(value ->> 17 as bigint)
         from jsonb_each($3) where true
         on conflict (project_id, day, source, category, channel, campaign, device, region, detail, nth) do update
             set impressions = excluded.impressions, clicks = excluded.clicks, cost = excluded.cost,
                 sessions = excluded.sessions, leads = excluded.leads, sales = excluded.sales,
                 revenue = excluded.revenue, goals = excluded.goals, file = excluded.file, line = excluded.line
             where fact.impressions <> excluded.impressions or fact.clicks <> excluded.clicks
                 or fact.cost <> excluded.cost or fact.sessions <> excluded.sessions
                 or fact.leads <> excluded.leads or fact.sales <> excluded.sales
                 or fact.revenue <> excluded.revenue
                 or coalesce(fact.goals, '') <> coalesce(excluded.goals, '')",
        project,
        file,
        batch
    )
}
