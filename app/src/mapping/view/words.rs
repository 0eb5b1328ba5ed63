//! Sentences that are put together from the mapping.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::desk::Desk;
use crate::{
    error::Error,
    fact::{
        change::{Change, RuleWords},
        model::Dimension,
        plan::Field as Column,
    },
    i18n::{Locale, t_string},
    mapping::model::{Place, Reason, Sums},
    text::{Flaw, TextRule},
    ui::text_rule,
};

type Words = I18nContext<Locale>;

/// What a field is called.
pub(super) fn field(i18n: Words, field: Dimension) -> &'static str {
    Column::parse(field.word()).map(|column| column.name(i18n.get_locale())).unwrap_or_default()
}

/// So many names of a field: "12 campaigns".
pub(super) fn counted(i18n: Words, field: Dimension, count: usize) -> String {
    match field {
        Dimension::Campaign => t_string!(i18n, mapping.campaigns, count = count).to_string(),
        Dimension::Channel => t_string!(i18n, mapping.channels, count = count).to_string(),
        Dimension::Detail => t_string!(i18n, mapping.details, count = count).to_string(),
        _ => t_string!(i18n, mapping.names, count = count).to_string(),
    }
}

/// The names of a field, as a title.
pub(super) fn many(i18n: Words, field: Dimension) -> &'static str {
    match field {
        Dimension::Channel => t_string!(i18n, mapping.field_channels),
        Dimension::Detail => t_string!(i18n, mapping.field_details),
        _ => t_string!(i18n, mapping.field_campaigns),
    }
}

/// Money, or leads where nothing costs anything.
pub(super) fn amount(desk: Desk, sums: Sums) -> String {
    amount_beside(desk, sums, sums)
}

/// The same in the unit in which a whole is told.
pub(super) fn amount_beside(desk: Desk, sums: Sums, whole: Sums) -> String {
    match desk.currency() {
        Some(currency) if whole.cost != 0 || whole.leads == 0 => desk.format.money_whole(sums.cost, currency),
        _ => t_string!(desk.i18n, mapping.leads, count = sums.leads, leads = desk.format.whole(sums.leads))
            .to_string(),
    }
}

/// Where a name belongs, all of it or most of it: "Heat › Electric", "mostly Heat › Electric".
pub(super) fn place(desk: Desk, place: Place, places: usize) -> String {
    let i18n = desk.i18n;
    let path = place.category.map(|id| desk.outline.with(|outline| outline.path(id)));
    let path = path.unwrap_or_else(|| t_string!(i18n, mapping.unmapped).to_owned());
    if places > 1 { t_string!(i18n, mapping.mostly, category = path).to_string() } else { path }
}

/// Why it belongs there.
pub(super) fn reason(i18n: Words, reason: Reason) -> Option<String> {
    match reason {
        Reason::Rule { number, .. } => Some(t_string!(i18n, mapping.by_rule, number = number).to_string()),
        Reason::File => Some(t_string!(i18n, mapping.by_file).to_owned()),
        Reason::Nothing => None,
    }
}

/// A rule before its category: "Campaign contains".
pub(super) fn condition(i18n: Words, looks_at: Dimension, test: crate::fact::category::Test) -> String {
    format!("{} {}", field(i18n, looks_at), test.name(i18n.get_locale()))
}

fn rule(i18n: Words, rule: &RuleWords) -> String {
    format!("{} «{}» → {}", condition(i18n, rule.field, rule.test), rule.pattern, rule.category)
}

/// What a version has changed.
pub(super) fn change(i18n: Words, change: Option<&Change>) -> String {
    let Some(change) = change else { return t_string!(i18n, mapping.change_unknown).to_owned() };
    match change {
        Change::Begun { categories, rules } => {
            t_string!(i18n, mapping.change_begun, categories = *categories, rules = *rules).to_string()
        }
        Change::Grown { categories: 1, first } => {
            t_string!(i18n, mapping.change_grown_one, path = first.clone()).to_string()
        }
        Change::Grown { categories, first } => {
            t_string!(i18n, mapping.change_grown_many, path = first.clone(), more = categories - 1)
                .to_string()
        }
        Change::Assigned { names: 1, first, category, .. } => format!("{first} → {category}"),
        Change::Assigned { field, names, category, .. } => {
            format!("{} → {category}", counted(i18n, *field, *names as usize))
        }
        Change::Restored { version } => {
            t_string!(i18n, mapping.change_restored, number = version.0).to_string()
        }
        Change::RuleAdded { .. }
        | Change::RuleEdited { .. }
        | Change::RuleMoved { .. }
        | Change::RuleRemoved { .. } => rule_change(i18n, change),
        other => tree_change(i18n, other),
    }
}

fn rule_change(i18n: Words, change: &Change) -> String {
    match change {
        Change::RuleAdded { rule: added } => {
            t_string!(i18n, mapping.change_rule_added, rule = rule(i18n, added)).to_string()
        }
        Change::RuleEdited { rule: edited, .. } => {
            t_string!(i18n, mapping.change_rule_edited, rule = rule(i18n, edited)).to_string()
        }
        Change::RuleMoved { rule: moved, from, to } => {
            let moved = rule(i18n, moved);
            t_string!(i18n, mapping.change_rule_moved, rule = moved, from = *from, to = *to).to_string()
        }
        Change::RuleRemoved { rule: removed } => {
            t_string!(i18n, mapping.change_rule_removed, rule = rule(i18n, removed)).to_string()
        }
        _ => String::new(),
    }
}

fn tree_change(i18n: Words, change: &Change) -> String {
    match change {
        Change::CategoryAdded { path } => {
            t_string!(i18n, mapping.change_category_added, path = path.clone()).to_string()
        }
        Change::CategoryRenamed { path, name } => {
            t_string!(i18n, mapping.change_category_renamed, path = path.clone(), name = name.clone())
                .to_string()
        }
        Change::CategoryMoved { from, to } => {
            t_string!(i18n, mapping.change_category_moved, from = from.clone(), to = to.clone()).to_string()
        }
        Change::CategoryRemoved { path, .. } => {
            t_string!(i18n, mapping.change_category_removed, path = path.clone()).to_string()
        }
        _ => String::new(),
    }
}

/// What is wrong with what was written, when an error says so.
pub(super) fn wrong(i18n: Words, rule: TextRule) -> String {
    let TextRule::Expression { flaw, at } = rule else { return text_rule(i18n, rule) };
    let flaw = match flaw {
        Flaw::Unclosed => t_string!(i18n, mapping.flaw_unclosed),
        Flaw::Unopened => t_string!(i18n, mapping.flaw_unopened),
        Flaw::Repetition => t_string!(i18n, mapping.flaw_repetition),
        Flaw::Escape => t_string!(i18n, mapping.flaw_escape),
        Flaw::Set => t_string!(i18n, mapping.flaw_set),
        Flaw::Unsupported => t_string!(i18n, mapping.flaw_unsupported),
        Flaw::TooLarge => return t_string!(i18n, mapping.flaw_too_large).to_owned(),
        Flaw::TooSlow => return t_string!(i18n, mapping.flaw_too_slow).to_owned(),
        Flaw::Other => t_string!(i18n, mapping.flaw_other),
    };
    t_string!(i18n, mapping.flaw_at, flaw = flaw, at = at).to_string()
}

/// The rule of a text that an error names for a field.
pub(super) fn broken(error: Option<&Error>, place: crate::error::Field) -> Option<TextRule> {
    match error {
        Some(Error::Invalid { field, rule }) if *field == place => Some(*rule),
        _ => None,
    }
}
