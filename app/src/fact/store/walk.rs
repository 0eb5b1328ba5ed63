//! The SQL of what is behind a figure: a walk through the facts of a project along their key, from the newest day back.
//!
//! However rare what is looked for may be, a statement passes over so many facts and no more: the inner select is bounded
//! before anything is sorted out. Where it stopped, the next statement goes on.

use sqlx::FromRow;

use super::StoredFact;
use crate::{
    db::{Batch, Tx},
    error::Result,
    fact::{
        model::{Dimension, FactRow, Keys, LabelId, Measures},
        origin::{FileSeen, Mark},
        wanted::Lists,
    },
    id::ProjectId,
    text::Name,
    time::{Day, Stamp},
};

/// A stretch of the walk.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// The oldest day that counts.
    pub first: Day,
    /// The fact that was passed last.
    pub after: Mark,
    /// How many facts are passed over, at most.
    pub length: i64,
}

/// A fact on the walk, and the mark to go on behind it.
#[derive(Debug, Clone)]
pub struct Met {
    /// The fact.
    pub fact: FactRow,
    /// Where it stands.
    pub mark: Mark,
}

#[derive(FromRow)]
struct StoredMet {
    #[sqlx(flatten)]
    fact: StoredFact,
    nth: i32,
}

impl StoredMet {
    fn met(self) -> Met {
        let fact = self.fact.row();
        Met { mark: Mark { day: fact.day, keys: fact.keys, nth: self.nth }, fact }
    }
}

/// The facts of a stretch that the lists let through, the newest first, at most `most` of them.
///
/// # Errors
/// When the database does not answer.
pub async fn meet(
    tx: &mut Tx,
    project: ProjectId,
    stretch: Stretch,
    lists: &Lists,
    most: i64,
) -> Result<Vec<Met>> {
    let Stretch { first, after: Mark { day, keys: Keys(keys), nth }, length } = stretch;
    let [source, category, channel, campaign, device, region, detail] =
        lists.labels.each_ref().map(Option::as_ref);
    let (hits, mapped) = (lists.hits.as_ref(), lists.mapped.as_ref());
    let rows = crate::all!(
        tx,
        StoredMet,
        "with hits as (select cast(value ->> 0 as bigint) as id from jsonb_each($20)),
              mapped as (select cast(value ->> 0 as bigint) as id from jsonb_each($21))
         select * from (
             select day, source, category, channel, campaign, device, region, detail, nth,
                 impressions, clicks, cost, sessions, leads, sales, revenue, goals, file, line
             from fact
             where project_id = $1 and day >= $2
                 and (day, source, category, channel, campaign, device, region, detail, nth)
                     < ($3, $4, $5, $6, $7, $8, $9, $10, $11)
             order by day desc, source desc, category desc, channel desc, campaign desc, device desc, region desc,
                 detail desc, nth desc
             limit $12
         ) as passed
         where ($13 is null or source in (select cast(value ->> 0 as bigint) from jsonb_each($13)))
             and ($14 is null or category in (select cast(value ->> 0 as bigint) from jsonb_each($14)))
             and ($15 is null or channel in (select cast(value ->> 0 as bigint) from jsonb_each($15)))
             and ($16 is null or campaign in (select cast(value ->> 0 as bigint) from jsonb_each($16)))
             and ($17 is null or device in (select cast(value ->> 0 as bigint) from jsonb_each($17)))
             and ($18 is null or region in (select cast(value ->> 0 as bigint) from jsonb_each($18)))
             and ($19 is null or detail in (select cast(value ->> 0 as bigint) from jsonb_each($19)))
             and ($20 is null
                 or source in (select id from hits) or category in (select id from hits)
                 or channel in (select id from hits) or campaign in (select id from hits)
                 or device in (select id from hits) or region in (select id from hits)
                 or detail in (select id from hits)
                 or ($21 is not null
                     and source not in (select id from mapped) and category not in (select id from mapped)
                     and channel not in (select id from mapped) and campaign not in (select id from mapped)
                     and device not in (select id from mapped) and region not in (select id from mapped)
                     and detail not in (select id from mapped)))
         order by day desc, source desc, category desc, channel desc, campaign desc, device desc, region desc,
             detail desc, nth desc
         limit $22",
        project,
        first,
        day,
        keys[0].0,
        keys[1].0,
        keys[2].0,
        keys[3].0,
        keys[4].0,
        keys[5].0,
        keys[6].0,
        nth,
        length,
        source,
        category,
        channel,
        campaign,
        device,
        region,
        detail,
        hits,
        mapped,
        most
    )?;
    Ok(rows.into_iter().map(StoredMet::met).collect())
}

/// What some facts of one file add up to that have the same labels, as far as these are told apart.
#[derive(Debug, FromRow)]
pub struct Heap {
    /// The number of the file.
    pub file: i64,
    source: i64,
    category: i64,
    channel: i64,
    campaign: i64,
    device: i64,
    region: i64,
    detail: i64,
    /// How many facts.
    pub facts: i64,
    impressions: i64,
    clicks: i64,
    cost: i64,
    sessions: i64,
    leads: i64,
    sales: i64,
    revenue: i64,
}

impl Heap {
    /// The labels that are told apart; 0 stands for the others.
    pub fn keys(&self) -> Keys {
        let keys =
            [self.source, self.category, self.channel, self.campaign, self.device, self.region, self.detail];
        Keys(keys.map(LabelId))
    }

    /// The sums.
    pub fn sums(&self) -> Measures {
        let Self { impressions, clicks, cost, sessions, leads, sales, revenue, .. } = *self;
        Measures([impressions, clicks, cost, sessions, leads, sales, revenue])
    }
}

/// The facts of a stretch that the lists let through, added up by file and by the labels that are told `apart`.
///
/// # Errors
/// When the database does not answer.
pub async fn heap(
    tx: &mut Tx,
    project: ProjectId,
    stretch: Stretch,
    lists: &Lists,
    apart: [bool; Dimension::ALL.len()],
) -> Result<Vec<Heap>> {
    let Stretch { first, after: Mark { day, keys: Keys(keys), nth }, length } = stretch;
    let [source, category, channel, campaign, device, region, detail] =
        lists.labels.each_ref().map(Option::as_ref);
    let (hits, mapped) = (lists.hits.as_ref(), lists.mapped.as_ref());
    crate::all!(
        tx,
        Heap,
        "with hits as (select cast(value ->> 0 as bigint) as id from jsonb_each($20)),
              mapped as (select cast(value ->> 0 as bigint) as id from jsonb_each($21))
         select file, case when $22 then source else 0 end as source, case when $23 then category else 0 end as category,
             case when $24 then channel else 0 end as channel, case when $25 then campaign else 0 end as campaign,
             case when $26 then device else 0 end as device, case when $27 then region else 0 end as region,
             case when $28 then detail else 0 end as detail, count(*) as facts,
             cast(sum(impressions) as bigint) as impressions, cast(sum(clicks) as bigint) as clicks,
             cast(sum(cost) as bigint) as cost, cast(sum(sessions) as bigint) as sessions,
             cast(sum(leads) as bigint) as leads, cast(sum(sales) as bigint) as sales,
             cast(sum(revenue) as bigint) as revenue
         from (
             select source, category, channel, campaign, device, region, detail,
                 impressions, clicks, cost, sessions, leads, sales, revenue, file
             from fact
             where project_id = $1 and day >= $2
                 and (day, source, category, channel, campaign, device, region, detail, nth)
                     < ($3, $4, $5, $6, $7, $8, $9, $10, $11)
             order by day desc, source desc, category desc, channel desc, campaign desc, device desc, region desc,
                 detail desc, nth desc
             limit $12
         ) as passed
         where ($13 is null or source in (select cast(value ->> 0 as bigint) from jsonb_each($13)))
             and ($14 is null or category in (select cast(value ->> 0 as bigint) from jsonb_each($14)))
             and ($15 is null or channel in (select cast(value ->> 0 as bigint) from jsonb_each($15)))
             and ($16 is null or campaign in (select cast(value ->> 0 as bigint) from jsonb_each($16)))
             and ($17 is null or device in (select cast(value ->> 0 as bigint) from jsonb_each($17)))
             and ($18 is null or region in (select cast(value ->> 0 as bigint) from jsonb_each($18)))
             and ($19 is null or detail in (select cast(value ->> 0 as bigint) from jsonb_each($19)))
             and ($20 is null
                 or source in (select id from hits) or category in (select id from hits)
                 or channel in (select id from hits) or campaign in (select id from hits)
                 or device in (select id from hits) or region in (select id from hits)
                 or detail in (select id from hits)
                 or ($21 is not null
                     and source not in (select id from mapped) and category not in (select id from mapped)
                     and channel not in (select id from mapped) and campaign not in (select id from mapped)
                     and device not in (select id from mapped) and region not in (select id from mapped)
                     and detail not in (select id from mapped)))
         group by 1, 2, 3, 4, 5, 6, 7, 8",
        project,
        first,
        day,
        keys[0].0,
        keys[1].0,
        keys[2].0,
        keys[3].0,
        keys[4].0,
        keys[5].0,
        keys[6].0,
        nth,
        length,
        source,
        category,
        channel,
        campaign,
        device,
        region,
        detail,
        hits,
        mapped,
        apart[0],
        apart[1],
        apart[2],
        apart[3],
        apart[4],
        apart[5],
        apart[6]
    )
}

/// The last fact of a stretch, behind which the walk goes on; `None` when the stretch was the last.
///
/// # Errors
/// When the database does not answer.
pub async fn end(tx: &mut Tx, project: ProjectId, stretch: Stretch) -> Result<Option<Mark>> {
    let Stretch { first, after: Mark { day, keys: Keys(keys), nth }, length } = stretch;
    let row = crate::maybe!(
        tx,
        (Day, i64, i64, i64, i64, i64, i64, i64, i32),
        "select day, source, category, channel, campaign, device, region, detail, nth
         from fact
         where project_id = $1 and day >= $2
             and (day, source, category, channel, campaign, device, region, detail, nth)
                 < ($3, $4, $5, $6, $7, $8, $9, $10, $11)
         order by day desc, source desc, category desc, channel desc, campaign desc, device desc, region desc,
             detail desc, nth desc
         limit 1 offset $12",
        project,
        first,
        day,
        keys[0].0,
        keys[1].0,
        keys[2].0,
        keys[3].0,
        keys[4].0,
        keys[5].0,
        keys[6].0,
        nth,
        length - 1
    )?;
    Ok(row.map(|(day, source, category, channel, campaign, device, region, detail, nth)| {
        let keys = [source, category, channel, campaign, device, region, detail];
        Mark { day, keys: Keys(keys.map(LabelId)), nth }
    }))
}

/// The first and the last day that have facts. Each is looked up by itself: together they would be looked for in all facts.
///
/// # Errors
/// When the database does not answer.
pub async fn span(tx: &mut Tx, project: ProjectId) -> Result<Option<(Day, Day)>> {
    let (first, last) = crate::one!(
        tx,
        (Option<Day>, Option<Day>),
        "select (select min(day) from fact where project_id = $1), (select max(day) from fact where project_id = $1)",
        project
    )?;
    Ok(first.zip(last))
}

/// The names of some details.
///
/// # Errors
/// When the database does not answer.
pub async fn details(
    tx: &mut Tx,
    project: ProjectId,
    ids: impl IntoIterator<Item = LabelId>,
) -> Result<Vec<(LabelId, String)>> {
    let mut batch = Batch::default();
    for id in ids {
        batch.push([id.0]);
    }
    let rows = crate::all!(
        tx,
        (i64, String),
        "select label.id, label.name
         from (select cast(value ->> 0 as bigint) as id from jsonb_each($2)) as given
         cross join label
         where label.project_id = $1 and label.id = given.id and label.dimension = 'detail'",
        project,
        batch
    )?;
    Ok(rows.into_iter().map(|(id, name)| (LabelId(id), name)).collect())
}

/// Some files by their numbers, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn files_of(
    tx: &mut Tx,
    project: ProjectId,
    numbers: impl IntoIterator<Item = i64>,
) -> Result<Vec<FileSeen>> {
    let mut batch = Batch::default();
    for number in numbers {
        batch.push([number]);
    }
    let rows = crate::all!(
        tx,
        (i64, String, Stamp, Option<Name>),
        "select number, fact_file.name, imported_at, person.name as person
         from (select cast(value ->> 0 as bigint) as id from jsonb_each($2)) as given
         cross join fact_file left join person on person.id = person_id
         where project_id = $1 and number = given.id
         order by number desc",
        project,
        batch
    )?;
    let seen = |(number, name, at, person)| FileSeen { number, name, at: Some(at), person };
    Ok(rows.into_iter().map(seen).collect())
}
