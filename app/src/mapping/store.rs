//! The SQL of the sums that names carry. What else the mapping needs is kept by the room of facts.

use crate::{
    db::Tx,
    error::{Error, Result},
    fact::model::{Dimension, Keys, Label, LabelId},
    id::ProjectId,
    time::Day,
};

/// The number of the newest file that has changed a project's facts: as long as it is the same, so are their sums.
///
/// # Errors
/// When the database does not answer.
pub async fn newest_file(tx: &mut Tx, project: ProjectId) -> Result<i64> {
    let (number,) = crate::one!(
        tx,
        (i64,),
        "select coalesce(max(number), 0) from fact_file where project_id = $1 and inserted + changed > 0",
        project
    )?;
    Ok(number)
}

/// The last day that has facts.
///
/// # Errors
/// When the database does not answer.
pub async fn last_day(tx: &mut Tx, project: ProjectId) -> Result<Option<Day>> {
    let (day,) = crate::one!(tx, (Option<Day>,), "select max(day) from fact where project_id = $1", project)?;
    Ok(day)
}

/// The names of a project; details only when they are wanted, because there can be as many of them as facts.
///
/// # Errors
/// When the database does not answer.
pub async fn labels(tx: &mut Tx, project: ProjectId, details: bool) -> Result<Vec<Label>> {
    let mut labels = Vec::new();
    crate::each!(
        tx,
        (i64, String, String),
        |(id, dimension, name)| labels.push((id, dimension, name)),
        "select id, dimension, name from label where project_id = $1 and ($2 or dimension <> 'detail') order by id",
        project,
        details
    )?;
    labels
        .into_iter()
        .map(|(id, dimension, name)| {
            let dimension = Dimension::parse(&dimension).ok_or(Error::Internal)?;
            Ok(Label { id: LabelId(id), dimension, name })
        })
        .collect()
}

type Group = (i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64);

/// Shows the sums of all facts that agree in some dimensions: cost and leads since a day, then of all time. The other
/// dimensions are not told apart.
///
/// # Errors
/// When the database does not answer.
pub async fn groups(
    tx: &mut Tx,
    project: ProjectId,
    looks: [bool; Dimension::ALL.len()],
    since: Day,
    each: &mut (dyn FnMut(Keys, [i64; 4]) + Send),
) -> Result<()> {
    let [source, category, channel, campaign, device, region, detail] = looks;
    crate::each!(
        tx,
        Group,
        |(
            source,
            category,
            channel,
            campaign,
            device,
            region,
            detail,
            recent_cost,
            recent_leads,
            cost,
            leads,
        )| {
            let keys = [source, category, channel, campaign, device, region, detail];
            each(Keys(keys.map(LabelId)), [recent_cost, recent_leads, cost, leads]);
        },
        "select case when $3 then source else 0 end, case when $4 then category else 0 end,
             case when $5 then channel else 0 end, case when $6 then campaign else 0 end,
             case when $7 then device else 0 end, case when $8 then region else 0 end,
             case when $9 then detail else 0 end,
             cast(sum(case when day >= $2 then cost else 0 end) as bigint),
             cast(sum(case when day >= $2 then leads else 0 end) as bigint),
             cast(sum(cost) as bigint), cast(sum(leads) as bigint)
         from fact where project_id = $1 group by 1, 2, 3, 4, 5, 6, 7",
        project,
        since,
        source,
        category,
        channel,
        campaign,
        device,
        region,
        detail
    )
}
