//! The SQL of facts and of what names them.

use sqlx::FromRow;

use super::{
    category::{Category, Mapping, Rule, Test, Tree},
    model::{Dictionary, Dimension, FactRow, Goal, GoalId, Keys, Label, LabelId, Measures},
};
use crate::{
    db::Tx,
    error::{Error, Result},
    id::{CategoryId, ClientId, ProjectId, RuleId},
    time::Day,
};

#[derive(FromRow)]
struct StoredFact {
    day: Day,
    source: i64,
    category: i64,
    channel: i64,
    campaign: i64,
    device: i64,
    region: i64,
    detail: i64,
    impressions: i64,
    clicks: i64,
    cost: i64,
    sessions: i64,
    leads: i64,
    sales: i64,
    revenue: i64,
    goals: Option<String>,
    file: i64,
    line: i64,
}

impl StoredFact {
    fn row(self) -> FactRow {
        let keys =
            [self.source, self.category, self.channel, self.campaign, self.device, self.region, self.detail];
        let measures =
            [self.impressions, self.clicks, self.cost, self.sessions, self.leads, self.sales, self.revenue];
        FactRow {
            day: self.day,
            keys: Keys(keys.map(LabelId)),
            measures: Measures(measures),
            goals: self.goals.as_deref().map(goals_from_text).unwrap_or_default(),
            file: self.file,
            line: self.line,
        }
    }
}

/// Reads `{"1":12}`. What cannot be read was not written by this program, and counts nothing.
fn goals_from_text(text: &str) -> Vec<(GoalId, i64)> {
    let counts: std::collections::BTreeMap<i64, i64> = serde_json::from_str(text).unwrap_or_default();
    counts.into_iter().map(|(goal, count)| (GoalId(goal), count)).collect()
}

/// Shows every fact of a project, day by day, without holding more than one.
///
/// # Errors
/// When the database does not answer.
pub async fn scan(tx: &mut Tx, project: ProjectId, each: &mut (dyn FnMut(FactRow) + Send)) -> Result<()> {
    crate::each!(
        tx,
        StoredFact,
        |fact| each(fact.row()),
        "select day, source, category, channel, campaign, device, region, detail, impressions, clicks, cost, sessions,
         leads, sales, revenue, goals, file, line
         from fact where project_id = $1 order by day",
        project
    )
}

/// Everything that gives names to a project's facts.
///
/// # Errors
/// [`Error::Missing`] when there is no such project.
pub async fn dictionary(tx: &mut Tx, project: ProjectId) -> Result<Dictionary> {
    let (client,): (ClientId,) =
        crate::one!(tx, (ClientId,), "select client_id from project where id = $1", project)?;
    let mut mapping = Mapping::new(tree(tx, client).await?, rules(tx, client).await?);
    let mut labels = Vec::new();
    crate::each!(
        tx,
        (i64, String, String),
        |(id, dimension, name)| labels.push((id, dimension, name)),
        "select id, dimension, name from label where project_id = $1 and dimension <> 'detail' order by id",
        project
    )?;
    let labels = labels.into_iter().map(label).collect::<Result<Vec<_>>>()?;
    for label in &labels {
        mapping.learn(label.id, label.dimension, &label.name);
    }
    if mapping.looks_at(Dimension::Detail) {
        learn_details(tx, project, &mut mapping).await?;
    }
    Ok(Dictionary { labels, goals: goals(tx, project).await?, mapping })
}

fn label((id, dimension, name): (i64, String, String)) -> Result<Label> {
    let dimension = Dimension::parse(&dimension).ok_or(Error::Internal)?;
    Ok(Label { id: LabelId(id), dimension, name })
}

/// Details are judged and forgotten: only a rule ever asks for their names.
async fn learn_details(tx: &mut Tx, project: ProjectId, mapping: &mut Mapping) -> Result<()> {
    crate::each!(
        tx,
        (i64, String),
        |(id, name)| mapping.learn(LabelId(id), Dimension::Detail, &name),
        "select id, name from label where project_id = $1 and dimension = 'detail'",
        project
    )
}

/// The goals of a project, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn goals(tx: &mut Tx, project: ProjectId) -> Result<Vec<Goal>> {
    let rows = crate::all!(
        tx,
        (i64, String),
        "select id, name from goal where project_id = $1 order by id",
        project
    )?;
    Ok(rows.into_iter().map(|(id, name)| Goal { id: GoalId(id), name }).collect())
}

/// The tree of a client.
///
/// # Errors
/// When the database does not answer.
pub async fn tree(tx: &mut Tx, client: ClientId) -> Result<Tree> {
    let rows = crate::all!(
        tx,
        (CategoryId, Option<CategoryId>, String),
        "select id, parent_id, name from category where client_id = $1 order by id",
        client
    )?;
    Ok(Tree::new(rows.into_iter().map(|(id, parent, name)| Category { id, parent, name })))
}

#[derive(FromRow)]
struct StoredRule {
    id: RuleId,
    field: String,
    test: String,
    pattern: String,
    category_id: CategoryId,
}

/// The rules of a client, in the order in which they are tried.
///
/// # Errors
/// When the database does not answer.
pub async fn rules(tx: &mut Tx, client: ClientId) -> Result<Vec<Rule>> {
    let rows = crate::all!(
        tx,
        StoredRule,
        "select id, field, test, pattern, category_id from category_rule where client_id = $1 order by rank, id",
        client
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(Rule {
                id: row.id,
                field: Dimension::parse(&row.field).ok_or(Error::Internal)?,
                test: Test::parse(&row.test).ok_or(Error::Internal)?,
                pattern: row.pattern,
                category: row.category_id,
            })
        })
        .collect()
}

/// A category by its path, with whatever is missing on the way grown.
///
/// # Errors
/// [`Error::Malformed`] for a path without a name in it.
pub async fn grow(tx: &mut Tx, client: ClientId, tree: &mut Tree, path: &str) -> Result<CategoryId> {
    let mut parent = None;
    for name in super::category::steps(path) {
        let id = match tree.child(parent, name) {
            Some(id) => id,
            None => plant(tx, client, tree, parent, name).await?,
        };
        parent = Some(id);
    }
    parent.ok_or(Error::Malformed)
}

async fn plant(
    tx: &mut Tx,
    client: ClientId,
    tree: &mut Tree,
    parent: Option<CategoryId>,
    name: &str,
) -> Result<CategoryId> {
    let id = CategoryId::new();
    crate::exec!(
        tx,
        "insert into category (client_id, id, parent_id, name, folded) values ($1, $2, $3, $4, $5)",
        client,
        id,
        parent,
        name,
        super::model::folded(name)
    )?;
    tree.plant(Category { id, parent, name: name.to_owned() });
    Ok(id)
}

/// Adds a rule behind the others.
///
/// # Errors
/// When the category is not of this client.
pub async fn add_rule(tx: &mut Tx, client: ClientId, rule: &Rule) -> Result<()> {
    crate::exec!(
        tx,
        "insert into category_rule (client_id, id, rank, field, test, pattern, category_id)
         select $1, $2, coalesce(max(rank), 0) + 1, $3, $4, $5, $6 from category_rule where client_id = $1",
        client,
        rule.id,
        rule.field.word(),
        rule.test.word(),
        &rule.pattern,
        rule.category
    )?;
    Ok(())
}

/// Tells whoever keeps a copy that a project's facts, or the names they go by, have changed.
///
/// # Errors
/// [`Error::Missing`] when there is no such project.
pub async fn touch(tx: &mut Tx, project: ProjectId) -> Result<()> {
    crate::exec!(tx, "update project set facts_version = facts_version + 1 where id = $1", project)
        .and_then(crate::db::touched)
}
