//! The SQL of a client's tree and of the rules that map facts to it.

use sqlx::FromRow;

use crate::{
    db::{Tx, touched},
    error::{Error, Result},
    fact::{
        category::{Category, Rule, Test, Tree, steps},
        model::{Dimension, folded},
    },
    id::{CategoryId, ClientId, RuleId},
};

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
    for name in steps(path) {
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
        folded(name)
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

/// Takes a rule away.
///
/// # Errors
/// [`Error::Missing`] when the client has no such rule.
pub async fn remove_rule(tx: &mut Tx, client: ClientId, rule: RuleId) -> Result<()> {
    crate::exec!(tx, "delete from category_rule where client_id = $1 and id = $2", client, rule)
        .and_then(touched)
}

/// Tells whoever keeps a copy of a client's facts that they are mapped in another way.
///
/// # Errors
/// When the database does not answer.
pub async fn touch_client(tx: &mut Tx, client: ClientId) -> Result<()> {
    crate::exec!(tx, "update project set facts_version = facts_version + 1 where client_id = $1", client)?;
    Ok(())
}
