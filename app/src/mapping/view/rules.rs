//! The rules in the order in which they are tried: the first that fits wins.

use leptos::{ev::PointerEvent, prelude::*};

use super::{
    carry::{self, RULES, Thing},
    desk::{Desk, Sheet},
    parts::{More, ShowMore},
    words,
};
use crate::{
    fact::category::Rule,
    i18n::{t_string, use_i18n},
    id::RuleId,
    mapping::edit::Edit,
    ui::{Button, Entry, Glyph, Item, drag::Drag, say},
};

/// So many are drawn until the reader wants more.
const MANY: usize = 100;

/// The tab.
#[component]
pub fn Rules(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let rules = Memo::new(move |_| desk.known(|mapped| mapped.book.rules.clone()).unwrap_or_default());
    let most = RwSignal::new(MANY);
    let shown = move || {
        rules.with(|rules| (1..).zip(rules.iter().take(most.get()).cloned()).collect::<Vec<(u32, Rule)>>())
    };
    let add = Callback::new(move |()| desk.sheet.set(Some(Sheet::Rule(None, String::new()))));
    view! {
        <div class="mapping-tree-tools">
            <p class="panel-note mapping-grow">{say(move || t_string!(i18n, mapping.rules_note))}</p>
            {desk.may_change.then(|| view! {
                <Button glyph=Glyph::Plus on_press=add>{say(move || t_string!(i18n, mapping.add_rule))}</Button>
            })}
        </div>
        <Show when=move || rules.with(Vec::is_empty)>
            <p class="mapping-nothing">{say(move || t_string!(i18n, mapping.rules_empty))}</p>
        </Show>
        <div class="mapping-scroll" data-drag-list=RULES>
            <ol class="mapping-rules" data-drag-items="">
                <For each=shown key=|line| line.clone() let((number, rule))><Line desk number rule /></For>
            </ol>
            <ShowMore most count=Signal::derive(move || rules.with(Vec::len)) step=MANY />
        </div>
    }
}

#[component]
fn Line(desk: Desk, number: u32, rule: Rule) -> impl IntoView {
    let i18n = use_i18n();
    let drag = expect_context::<Drag>();
    let Rule { id, field, test, pattern, category } = rule;
    let grab = move |event: PointerEvent| {
        if desk.may_change && !desk.busy.get_untracked() {
            drag.grab(&event);
        }
    };
    let path = move || desk.outline.with(|outline| outline.path(category));
    let label = pattern.clone();
    view! {
        <li
            class="mapping-rule"
            id=format!("rule-{id}")
            data-drag-item=desk.may_change.then(|| Thing::Rule(id).mark())
            on:pointerdown=grab
        >
            <span class="mapping-number">{number}</span>
            <div class="mapping-grow">
                <p class="mapping-text" title=pattern.clone()>
                    <span class="mapping-test">{say(move || words::condition(i18n, field, test))} " "</span>
                    {pattern.clone()}
                </p>
                <p class="mapping-place">{say(path)}</p>
            </div>
            {desk.may_change.then(|| view! { <Actions desk id name=label /> })}
        </li>
    }
}

/// What can be done with a rule without a pointer.
#[component]
fn Actions(desk: Desk, id: RuleId, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let entries = move |()| {
        let order: Vec<RuleId> = untrack(|| {
            desk.known(|mapped| mapped.book.rules.iter().map(|rule| rule.id).collect()).unwrap_or_default()
        });
        let edit = move || desk.sheet.set(Some(Sheet::Rule(Some(id), String::new())));
        let mut lines = vec![Item::new(t_string!(i18n, mapping.edit), edit).glyph(Glyph::Edit).into()];
        let step = |before: Option<RuleId>| move || carry::move_rule(desk, id, before);
        let at = order.iter().position(|one| *one == id).unwrap_or_default();
        if at > 0 {
            lines.push(Item::new(t_string!(i18n, mapping.to_first), step(order.first().copied())).into());
            lines.push(Item::new(t_string!(i18n, mapping.up), step(order.get(at - 1).copied())).into());
        }
        if at + 1 < order.len() {
            lines.push(Item::new(t_string!(i18n, mapping.down), step(order.get(at + 2).copied())).into());
            lines.push(Item::new(t_string!(i18n, mapping.to_last), step(None)).into());
        }
        lines.push(Entry::Line);
        let remove = move || {
            let said = t_string!(i18n, mapping.said_rule_removed).to_owned();
            desk.change(Edit::RemoveRule { rule: id }, said, |_| {});
        };
        lines.push(
            Item::new(t_string!(i18n, mapping.remove_rule), remove).glyph(Glyph::Trash).danger().into(),
        );
        lines
    };
    view! {
        <More name=name entries=Callback::new(entries) />
    }
}
