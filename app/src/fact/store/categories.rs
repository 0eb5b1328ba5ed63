//! The SQL of a client's tree and of the rules that map facts to it, as they are and as they were at any version.

use std::collections::{HashMap, HashSet};

use sqlx::FromRow;

use crate::{
    db::Tx,
    error::{Error, Result},
    fact::{
        book::{Book, Version},
        category::{Category, Rule, Test, Tree},
        model::{Dimension, folded},
        rank,
    },
    id::{CategoryId, ClientId, RuleId},
};

/// Later than every version: what is asked for it is what there is now.
const NOW: i64 = i64::MAX;

/// The tree of a client.
///
/// # Errors
/// When the database does not answer.
pub async fn tree(tx: &mut Tx, client: ClientId) -> Result<Tree> {
    Ok(Tree::new(categories(tx, client, NOW).await?))
}

/// A client's mapping, as it is or as it was at a version.
///
/// # Errors
/// When the database does not answer.
pub async fn book(tx: &mut Tx, client: ClientId, at: Option<Version>) -> Result<Book> {
    let at = at.map_or(NOW, |version| version.0);
    let rules = rules(tx, client, at).await?.into_iter().map(|(rule, _)| rule).collect();
    Ok(Book { categories: categories(tx, client, at).await?, rules })
}

async fn categories(tx: &mut Tx, client: ClientId, at: i64) -> Result<Vec<Category>> {
    let rows = crate::all!(
        tx,
        (CategoryId, Option<CategoryId>, String, String),
        "select id, parent_id, name, known_as from category where client_id = $1 and since <= $2
         union all
         select id, parent_id, name, known_as from category_was
         where client_id = $1 and since <= $2 and until > $2
         order by id",
        client,
        at
    )?;
    rows.into_iter()
        .map(|(id, parent, name, known_as)| {
            let known_as = serde_json::from_str(&known_as).map_err(|_| Error::Internal)?;
            Ok(Category { id, parent, name, known_as })
        })
        .collect()
}

#[derive(FromRow)]
struct StoredRule {
    id: RuleId,
    rank: i64,
    field: String,
    test: String,
    pattern: String,
    category_id: CategoryId,
}

/// The rules with their numbers, in the order in which they are tried.
async fn rules(tx: &mut Tx, client: ClientId, at: i64) -> Result<Vec<(Rule, i64)>> {
    let rows = crate::all!(
        tx,
        StoredRule,
        "select id, rank, field, test, pattern, category_id from category_rule where client_id = $1 and since <= $2
         union all
         select id, rank, field, test, pattern, category_id from category_rule_was
         where client_id = $1 and since <= $2 and until > $2
         order by rank, id",
        client,
        at
    )?;
    rows.into_iter()
        .map(|row| {
            let rule = Rule {
                id: row.id,
                field: Dimension::parse(&row.field).ok_or(Error::Internal)?,
                test: Test::parse(&row.test).ok_or(Error::Internal)?,
                pattern: row.pattern,
                category: row.category_id,
            };
            Ok((rule, row.rank))
        })
        .collect()
}

/// Writes a mapping down as a version: what it says otherwise than the one before.
///
/// # Errors
/// [`Error::Internal`] when a rule or a category of the book leads to none of its categories.
pub async fn write_book(tx: &mut Tx, client: ClientId, version: Version, after: &Book) -> Result<()> {
    let known: HashMap<CategoryId, Category> =
        categories(tx, client, NOW).await?.into_iter().map(|category| (category.id, category)).collect();
    for category in parents_first(&after.categories) {
        match known.get(&category.id) {
            Some(before) if before == category => {}
            Some(_) => change(tx, client, version, category).await?,
            None => plant(tx, client, version, category).await?,
        }
    }
    write_rules(tx, client, version, &after.rules).await?;
    let kept: HashSet<CategoryId> = after.categories.iter().map(|category| category.id).collect();
    let gone: Vec<Category> = known.into_values().filter(|category| !kept.contains(&category.id)).collect();
    for category in parents_first(&gone).into_iter().rev() {
        uproot(tx, client, version, category.id).await?;
    }
    Ok(())
}

/// Each category behind the one that it stands under.
fn parents_first(categories: &[Category]) -> Vec<&Category> {
    let known: HashSet<CategoryId> = categories.iter().map(|category| category.id).collect();
    let mut children: HashMap<Option<CategoryId>, Vec<&Category>> = HashMap::new();
    for category in categories {
        children.entry(category.parent.filter(|parent| known.contains(parent))).or_default().push(category);
    }
    let mut order: Vec<&Category> = children.remove(&None).unwrap_or_default();
    let mut at = 0;
    while at < order.len() {
        order.extend(children.remove(&Some(order[at].id)).unwrap_or_default());
        at += 1;
    }
    order
}

async fn write_rules(tx: &mut Tx, client: ClientId, version: Version, after: &[Rule]) -> Result<()> {
    let before: HashMap<RuleId, (Rule, i64)> =
        rules(tx, client, NOW).await?.into_iter().map(|(rule, rank)| (rule.id, (rule, rank))).collect();
    let old: Vec<Option<i64>> =
        after.iter().map(|rule| before.get(&rule.id).map(|(_, rank)| *rank)).collect();
    for (rule, rank) in after.iter().zip(rank::ranks(&old)) {
        match before.get(&rule.id) {
            Some((same, old)) if same == rule && *old == rank => {}
            Some(_) => change_rule(tx, client, version, rule, rank).await?,
            None => add_rule(tx, client, version, rule, rank).await?,
        }
    }
    let kept: HashSet<RuleId> = after.iter().map(|rule| rule.id).collect();
    for id in before.into_keys().filter(|id| !kept.contains(id)) {
        keep_rule(tx, client, version, id).await?;
        crate::exec!(tx, "delete from category_rule where client_id = $1 and id = $2", client, id)?;
    }
    Ok(())
}

fn known_as(category: &Category) -> Result<String> {
    serde_json::to_string(&category.known_as).map_err(|_| Error::Internal)
}

/// Adds a category to the tree.
///
/// # Errors
/// When the database does not answer.
pub async fn plant(tx: &mut Tx, client: ClientId, version: Version, category: &Category) -> Result<()> {
    crate::exec!(
        tx,
        "insert into category (client_id, id, parent_id, name, folded, known_as, since)
         values ($1, $2, $3, $4, $5, $6, $7)",
        client,
        category.id,
        category.parent,
        &category.name,
        folded(&category.name),
        known_as(category)?,
        version
    )?;
    Ok(())
}

async fn change(tx: &mut Tx, client: ClientId, version: Version, category: &Category) -> Result<()> {
    keep(tx, client, version, category.id).await?;
    crate::exec!(
        tx,
        "update category set parent_id = $3, name = $4, folded = $5, known_as = $6, since = $7
         where client_id = $1 and id = $2",
        client,
        category.id,
        category.parent,
        &category.name,
        folded(&category.name),
        known_as(category)?,
        version
    )?;
    Ok(())
}

async fn uproot(tx: &mut Tx, client: ClientId, version: Version, category: CategoryId) -> Result<()> {
    keep(tx, client, version, category).await?;
    crate::exec!(tx, "delete from category where client_id = $1 and id = $2", client, category)?;
    Ok(())
}

/// Keeps a category as it was until this version.
async fn keep(tx: &mut Tx, client: ClientId, version: Version, category: CategoryId) -> Result<()> {
    crate::exec!(
        tx,
        "insert into category_was (client_id, id, since, until, parent_id, name, known_as)
         select client_id, id, since, $3, parent_id, name, known_as from category
         where client_id = $1 and id = $2 and since < $3",
        client,
        category,
        version
    )?;
    Ok(())
}

async fn add_rule(tx: &mut Tx, client: ClientId, version: Version, rule: &Rule, rank: i64) -> Result<()> {
    crate::exec!(
        tx,
        "insert into category_rule (client_id, id, rank, field, test, pattern, category_id, since)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        client,
        rule.id,
        rank,
        rule.field.word(),
        rule.test.word(),
        &rule.pattern,
        rule.category,
        version
    )?;
    Ok(())
}

async fn change_rule(tx: &mut Tx, client: ClientId, version: Version, rule: &Rule, rank: i64) -> Result<()> {
    keep_rule(tx, client, version, rule.id).await?;
    crate::exec!(
        tx,
        "update category_rule set rank = $3, field = $4, test = $5, pattern = $6, category_id = $7, since = $8
         where client_id = $1 and id = $2",
        client,
        rule.id,
        rank,
        rule.field.word(),
        rule.test.word(),
        &rule.pattern,
        rule.category,
        version
    )?;
    Ok(())
}

/// Keeps a rule as it was until this version.
async fn keep_rule(tx: &mut Tx, client: ClientId, version: Version, rule: RuleId) -> Result<()> {
    crate::exec!(
        tx,
        "insert into category_rule_was (client_id, id, since, until, rank, field, test, pattern, category_id)
         select client_id, id, since, $3, rank, field, test, pattern, category_id from category_rule
         where client_id = $1 and id = $2 and since < $3",
        client,
        rule,
        version
    )?;
    Ok(())
}
