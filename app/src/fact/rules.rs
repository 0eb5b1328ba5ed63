//! What people do with category rules.

use super::{
    category::{DEEPEST, Rule, Test, steps},
    model::Dimension,
    preview::RuleSeen,
    store,
};
use crate::{
    db::Tx,
    error::{Error, Field, Result},
    id::{ClientId, RuleId},
    text::{Name, Pattern, TextRule},
};

/// The rules of a client, with the paths of their categories.
///
/// # Errors
/// When the database does not answer.
pub async fn list(tx: &mut Tx, client: ClientId) -> Result<Vec<RuleSeen>> {
    let tree = store::tree(tx, client).await?;
    let rules = store::rules(tx, client).await?;
    let seen = |rule: Rule| RuleSeen {
        id: rule.id,
        field: rule.field,
        test: rule.test,
        pattern: rule.pattern,
        category: tree.path(rule.category).join(" › "),
    };
    Ok(rules.into_iter().map(seen).collect())
}

/// Adds a rule behind the others and grows its category when it is not there yet.
///
/// # Errors
/// [`Error::Invalid`] for a pattern or a path that says nothing.
pub async fn add(
    tx: &mut Tx,
    client: ClientId,
    field: Dimension,
    test: Test,
    pattern: &str,
    path: &str,
) -> Result<RuleId> {
    let pattern = Pattern::parse(pattern).map_err(|rule| Error::Invalid { field: Field::Pattern, rule })?;
    check_path(path).map_err(|rule| Error::Invalid { field: Field::Category, rule })?;
    let mut tree = store::tree(tx, client).await?;
    let category = store::grow(tx, client, &mut tree, path).await?;
    let rule = Rule { id: RuleId::new(), field, test, pattern: pattern.into(), category };
    store::add_rule(tx, client, &rule).await?;
    store::touch_client(tx, client).await?;
    Ok(rule.id)
}

fn check_path(path: &str) -> Result<(), TextRule> {
    let names = steps(path).map(Name::parse).collect::<Result<Vec<_>, _>>()?;
    match names.len() {
        0 => Err(TextRule::Empty),
        depth if depth > DEEPEST => Err(TextRule::Form),
        _ => Ok(()),
    }
}
