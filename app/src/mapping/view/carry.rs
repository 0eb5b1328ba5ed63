//! What a pointer carries: names onto categories, categories under others, rules to another place in their order.

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    i18n::t_string,
    id::{CategoryId, RuleId},
    mapping::edit::{Edit, Target},
    ui::drag::{Drag, Landing, use_drag},
};

/// The list of the names; nothing is let down there.
pub(super) const NAMES: &str = "names";
/// The list of the rules.
pub(super) const RULES: &str = "rules";

/// Something that is carried, or that something is let down on. Its name in the page is written and read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Thing {
    Name(String),
    Category(CategoryId),
    Rule(RuleId),
}

impl Thing {
    /// How the page marks it.
    pub(super) fn mark(&self) -> String {
        match self {
            Self::Name(name) => format!("name:{name}"),
            Self::Category(id) => format!("category:{id}"),
            Self::Rule(id) => format!("rule:{id}"),
        }
    }

    fn read(mark: &str) -> Option<Self> {
        let (kind, rest) = mark.split_once(':')?;
        match kind {
            "name" => Some(Self::Name(rest.to_owned())),
            "category" => rest.parse().ok().map(Self::Category),
            "rule" => rest.parse().ok().map(Self::Rule),
            _ => None,
        }
    }
}

/// The carrying of the page.
pub(super) fn carrying(desk: Desk) -> Drag {
    use_drag(
        move |item: String, list: String| accepts(desk, &item, &list),
        move |landing: Landing| drop_on(desk, &landing),
    )
}

fn accepts(desk: Desk, item: &str, list: &str) -> bool {
    match (Thing::read(item), Thing::read(list)) {
        (Some(Thing::Name(_)), Some(Thing::Category(_))) => true,
        (Some(Thing::Category(own)), Some(Thing::Category(under))) => {
            desk.outline.with_untracked(|outline| !outline.below(own).contains(&under))
        }
        (Some(Thing::Rule(_)), None) => list == RULES,
        _ => false,
    }
}

fn drop_on(desk: Desk, landing: &Landing) {
    let before = landing.before.as_deref().and_then(Thing::read);
    match (Thing::read(&landing.item), Thing::read(&landing.list)) {
        (Some(Thing::Name(name)), Some(Thing::Category(id))) => {
            let path = desk.outline.with_untracked(|outline| outline.path(id));
            desk.assign(&desk.with_chosen(&name), Target::Known(id), &path);
        }
        (Some(Thing::Category(own)), Some(Thing::Category(under))) => put_under(desk, own, Some(under)),
        (Some(Thing::Rule(rule)), None) => {
            let before = if let Some(Thing::Rule(before)) = before { Some(before) } else { None };
            move_rule(desk, rule, before);
        }
        _ => {}
    }
}

/// Puts a category under another one, or at the top.
pub(super) fn put_under(desk: Desk, category: CategoryId, parent: Option<CategoryId>) {
    let said = t_string!(desk.i18n, mapping.said_category_moved).to_owned();
    desk.change(Edit::MoveCategory { category, parent }, said, |_| {});
}

/// Puts a rule before another one, or behind all.
pub(super) fn move_rule(desk: Desk, rule: RuleId, before: Option<RuleId>) {
    let said = t_string!(desk.i18n, mapping.said_rule_moved).to_owned();
    desk.change(Edit::MoveRule { rule, before }, said, |_| {});
}
