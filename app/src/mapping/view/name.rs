//! A name that facts use: what it carries, where that belongs and why, and what can be done with it.

use std::collections::BTreeSet;

use leptos::{ev::PointerEvent, prelude::*};

use super::{
    carry::Thing,
    desk::{Cargo, Desk, Sheet},
    parts::More,
    words,
};
use crate::{
    fact::model::LabelId,
    i18n::{t_string, use_i18n},
    mapping::model::{NameSeen, Sums},
    ui::{Entry, Glyph, Item, drag::Drag, say},
};

/// The row.
#[component]
pub fn NameRow(desk: Desk, row: NameSeen) -> impl IntoView {
    let i18n = use_i18n();
    let drag = expect_context::<Drag>();
    // What has no name cannot be told by it.
    let named = row.label != LabelId::NONE && !row.name.is_empty();
    let movable = desk.may_change && named;
    let (name, weight) = (row.name.clone(), row.weight);
    let key = name.clone();
    let is_chosen = Memo::new(move |_| desk.chosen.with(|chosen| chosen.contains(&key)));
    let key = name.clone();
    let is_moving = Memo::new(move |_| desk.moving.with(|moving| moving.contains(&key)));
    let load = Memo::new(move |_| if is_chosen.get() { desk.chosen.with(BTreeSet::len) } else { 1 });
    let grab = move |event: PointerEvent| {
        if movable && !desk.busy.get_untracked() {
            drag.grab(&event);
        }
    };
    let text = name.clone();
    let shown = move || if named { text.clone() } else { t_string!(i18n, mapping.nameless).to_owned() };
    let place = view! { <Where desk row /> };
    view! {
        <li
            class="mapping-name"
            data-drag-item=movable.then(|| Thing::Name(name.clone()).mark())
            data-chosen=move || is_chosen.get().to_string()
            data-moving=move || is_moving.get().to_string()
            on:pointerdown=grab
        >
            {desk.may_change.then(|| view! { <Choose desk name=name.clone() off=!named is_chosen /> })}
            <div class="mapping-grow">
                <p class="mapping-text" title=name.clone() data-dim=(!named).then_some("true")>{say(shown)}</p>
                {place}
            </div>
            <Figure desk sums=weight.recent wide=false />
            <Figure desk sums=weight.all wide=true />
            <span class="mapping-more">{movable.then(|| view! { <Actions desk name=name.clone() /> })}</span>
            <span class="mapping-load" aria-hidden="true" data-many=move || (load.get() > 1).to_string()>{move || load.get()}</span>
        </li>
    }
}

#[component]
fn Choose(desk: Desk, name: String, off: bool, is_chosen: Memo<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let label = name.clone();
    let choose = move |event| {
        let on = event_target_checked(&event);
        desk.chosen.update(|chosen| {
            if on {
                chosen.insert(name.clone());
            } else {
                chosen.remove(&name);
            }
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" disabled=off prop:checked=is_chosen on:change=choose />
            <span class="unseen">{say(move || t_string!(i18n, mapping.choose_one, name = label.clone()).to_string())}</span>
        </label>
    }
}

/// Where it belongs, and why.
#[component]
fn Where(desk: Desk, row: NameSeen) -> impl IntoView {
    let i18n = use_i18n();
    let (place, places) = (row.place, row.places);
    let many = (places > 1).then(|| {
        let text = move || format!(" · {}", t_string!(i18n, mapping.categories, count = places));
        view! { <span class="mapping-many">{say(text)}</span> }
    });
    let why =
        move || words::reason(i18n, place.reason).map_or_else(String::new, |reason| format!(" · {reason}"));
    let left = (row.has_unmapped && place.category.is_some()).then_some(row.unmapped);
    // What is left over comes first: it is what the reader looks for.
    let left = move || {
        left.map(|left| {
            let money = desk.weigh(left);
            let text = t_string!(i18n, mapping.part_unmapped, money = money).to_string();
            view! { <span class="mapping-left">{text} " · "</span> }
        })
    };

    view! {
        <p class="mapping-place" data-tone=place.category.is_none().then_some("warn")>
            {left}
            <span class="mapping-path">{say(move || words::place(desk, place, places))}</span>
            {many}
            <span class="mapping-why">{say(why)}</span>
        </p>
    }
}

/// Money, and the leads beneath it.
#[component]
fn Figure(desk: Desk, sums: Sums, wide: bool) -> impl IntoView {
    let i18n = use_i18n();
    let money = move || {
        desk.currency().map(|currency| desk.format.money_whole(sums.cost, currency)).unwrap_or_default()
    };
    let leads = move || {
        t_string!(i18n, mapping.leads, count = sums.leads, leads = desk.format.whole(sums.leads)).to_string()
    };
    view! {
        <span class="mapping-figure" data-wide=wide.then_some("true")>
            <b>{say(money)}</b>
            <span>{say(leads)}</span>
        </span>
    }
}

/// What can be done with it without a pointer.
#[component]
fn Actions(desk: Desk, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let label = name.clone();
    let entries = move |()| {
        let (one, pattern) = (name.clone(), name.clone());
        let place = move || {
            let names = desk.with_chosen(&one);
            desk.sheet.set(Some(Sheet::Place(Cargo::Names(names))));
        };
        let write = move || desk.sheet.set(Some(Sheet::Rule(None, pattern.clone())));
        vec![
            Entry::Item(Item::new(t_string!(i18n, mapping.move_to), place).glyph(Glyph::ArrowRight)),
            Entry::Item(Item::new(t_string!(i18n, mapping.make_rule), write).glyph(Glyph::Filter)),
        ]
    };
    view! {
        <More name=label entries=Callback::new(entries) />
    }
}
