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
    lines.iter().for_each(|line| batch.push(line));
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

/// Everything in the batch is known by now; what was just inserted agrees with itself and stays as it is.
async fn restate(tx: &mut Tx, project: ProjectId, file: i64, batch: &Batch) -> Result<u64> {
    crate::exec!(
        tx,
        "update fact set impressions = given.impressions, clicks = given.clicks, cost = given.cost,
             sessions = given.sessions, leads = given.leads, sales = given.sales, revenue = given.revenue,
             goals = given.goals, file = $2, line = given.line
         from (select cast(value ->> 0 as integer) as day, cast(value ->> 1 as bigint) as source,
                 cast(value ->> 2 as bigint) as category, cast(value ->> 3 as bigint) as channel,
                 cast(value ->> 4 as bigint) as campaign, cast(value ->> 5 as bigint) as device,
                 cast(value ->> 6 as bigint) as region, cast(value ->> 7 as bigint) as detail,
                 cast(value ->> 8 as integer) as nth, cast(value ->> 9 as bigint) as impressions,
                 cast(value ->> 10 as bigint) as clicks, cast(value ->> 11 as bigint) as cost,
                 cast(value ->> 12 as bigint) as sessions, cast(value ->> 13 as bigint) as leads,
                 cast(value ->> 14 as bigint) as sales, cast(value ->> 15 as bigint) as revenue,
                 value ->> 16 as goals, cast(value ->> 17 as bigint) as line
             from jsonb_each($3)) as given
         where fact.project_id = $1 and fact.day = given.day and fact.source = given.source
             and fact.category = given.category and fact.channel = given.channel and fact.campaign = given.campaign
             and fact.device = given.device and fact.region = given.region and fact.detail = given.detail
             and fact.nth = given.nth
             and (fact.impressions <> given.impressions or fact.clicks <> given.clicks or fact.cost <> given.cost
                 or fact.sessions <> given.sessions or fact.leads <> given.leads or fact.sales <> given.sales
                 or fact.revenue <> given.revenue or coalesce(fact.goals, '') <> coalesce(given.goals, ''))",
        project,
        file,
        batch
    )
}
