//! From what a page calls things to the numbers that facts have.

use std::collections::{BTreeSet, HashSet};

use super::{
    behind::{Ask, Limit, Scope},
    cut::named,
    model::STEP,
    period::Calendar,
};
use crate::{
    access::grant::Grant,
    error::Result,
    fact::{
        category::Tree,
        judge::Dictionary,
        model::{Dimension as Named, LabelId},
        walk::Walk,
        wanted::{Categories, Wanted},
    },
    id::CategoryId,
    time::Day,
};

/// Somebody who walks through the project of a grant, and the facts that are asked for; `None` when there can be none.
///
/// # Errors
/// When the database does not answer.
pub async fn meant(grant: &mut Grant, ask: &Ask) -> Result<(Walk, Option<Wanted>)> {
    let (project, today) = (grant.project()?, grant.today()?);
    let walk = Walk::of(&mut grant.tx, project).await?;
    let span = walk.span(&mut grant.tx).await?;
    // Where iterations begin matters for no period that an address can name.
    let calendar = span.map(|(first, last)| Calendar { first, last, start: first, today });
    let wanted = calendar.and_then(|calendar| ask.scope(&calendar)).map(|scope| wanted(&scope, walk.names()));
    Ok((walk, wanted))
}

/// The facts of a scope.
pub fn wanted(scope: &Scope, names: &Dictionary) -> Wanted {
    let mut wanted = Wanted::of(Day(scope.days.first), Day(scope.days.last));
    for (dimension, limit) in &scope.limits {
        match named(*dimension) {
            None => wanted.categories = Some(categories(limit, names.tree())),
            Some(name) => wanted.labels[name as usize] = Some(labels(name, limit, names)),
        }
    }
    wanted
}

/// The labels that some paths lead to. Flat members have nothing below them.
fn labels(dimension: Named, limit: &Limit, names: &Dictionary) -> BTreeSet<LabelId> {
    let Limit::Among(paths) = limit else { return BTreeSet::new() };
    let own = names.labels.iter().filter(|label| label.dimension == dimension && paths.contains(&label.name));
    let nameless = paths.contains("").then_some(LabelId::NONE);
    own.map(|label| label.id).chain(nameless).collect()
}

/// The nodes that some paths lead to, with everything below.
fn categories(limit: &Limit, tree: &Tree) -> Categories {
    let is_named = |node: CategoryId| {
        let path = tree.path(node).join(STEP);
        match limit {
            Limit::Among(paths) => paths.contains(&path),
            Limit::Below(above) => path == *above,
        }
    };
    let named: HashSet<CategoryId> =
        tree.nodes().map(|node| node.id).filter(|node| is_named(*node)).collect();
    // The node itself comes first on the way up.
    let left_out = usize::from(matches!(limit, Limit::Below(_)));
    let is_wanted = |node: &CategoryId| tree.upwards(*node).skip(left_out).any(|up| named.contains(&up.id));
    Categories {
        nodes: tree.nodes().map(|node| node.id).filter(is_wanted).collect(),
        unmapped: matches!(limit, Limit::Among(paths) if paths.contains("")),
    }
}
