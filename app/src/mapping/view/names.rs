//! The names that facts use: what they are names of, which of them, a page of them, and what is chosen.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{
    carry::NAMES,
    desk::{Cargo, Desk, Sheet},
    name::NameRow,
    parts::Failed,
    words,
};
use crate::{
    fact::model::{Dimension, LabelId},
    i18n::{t_string, use_i18n},
    mapping::model::{NameSeen, Order, PAGE},
    ui::{
        Button, Choice, Field, FieldKind, Glyph, IconButton, Kind, Late, Segment, Segments, Select, Shape,
        Size, Skeleton, say,
    },
};

/// The fields whose names can be looked at here.
const FIELDS: [Dimension; 3] = [Dimension::Campaign, Dimension::Channel, Dimension::Detail];

/// The panel.
#[component]
pub fn NamesPanel(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let title = move || words::many(i18n, desk.field());
    view! {
        <section class="panel mapping-names-panel" aria-labelledby="mapping-names">
            <header class="panel-head">
                <h2 class="unseen" id="mapping-names">{say(title)}</h2>
                <FieldChoice desk />
                <span class="panel-note">{say(move || t_string!(i18n, mapping.drag_hint))}</span>
            </header>
            <Tools desk />
            <List desk />
            <Pages desk />
            <ChosenBar desk />
        </section>
    }
}

#[component]
fn FieldChoice(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let segments = FIELDS
        .into_iter()
        .map(|field| Segment { value: field.word(), text: (move || words::many(i18n, field)).into() })
        .collect();
    let choose = Callback::new(move |(word,): (&'static str,)| {
        if let Some(field) = Dimension::parse(word) {
            desk.look_at(field);
        }
    });
    view! {
        <Segments
            label=move || t_string!(i18n, mapping.names_of)
            segments
            value=Signal::derive(move || desk.field().word())
            on_choose=choose
        />
    }
}

/// The filter, the search and the order.
#[component]
fn Tools(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let orders = Signal::derive(move || {
        let words = [
            (Order::Money, t_string!(i18n, mapping.order_money)),
            (Order::Leads, t_string!(i18n, mapping.order_leads)),
            (Order::Name, t_string!(i18n, mapping.order_name)),
        ];
        words.map(|(order, word)| Choice::new(order.word(), word)).to_vec()
    });
    let order = Callback::new(move |(word,): (String,)| {
        if let Some(order) = Order::parse(&word) {
            desk.look(|ask| ask.order = order);
        }
    });
    view! {
        <div class="mapping-tools">
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || desk.ask.with(|ask| ask.unmapped)
                    on:change=move |event| desk.filter(event_target_checked(&event))
                />
                <span>{say(move || t_string!(i18n, mapping.only_unmapped))}</span>
            </label>
            <div class="mapping-search">
                <Field label=move || t_string!(i18n, mapping.search) value=desk.search kind=FieldKind::Search />
            </div>
            <Select
                label=move || t_string!(i18n, mapping.order)
                choices=orders
                value=Signal::derive(move || desk.ask.with(|ask| ask.order.word().to_owned()))
                on_choose=order
            />
        </div>
    }
}

#[component]
fn List(desk: Desk) -> impl IntoView {
    let is_coming = Memo::new(move |_| desk.names.with(Option::is_none));
    let fault = Memo::new(move |_| {
        desk.names.with(|names| names.as_ref().and_then(|names| names.as_ref().err().cloned()))
    });
    let rows = Memo::new(move |_| desk.seen(|names| names.rows.clone()).unwrap_or_default());
    let is_empty = move || !is_coming.get() && fault.with(Option::is_none) && rows.with(Vec::is_empty);
    view! {
        <Show when=move || is_coming.get()><Late>{waiting}</Late></Show>
        {move || fault.get().map(|error| view! { <Failed error on_retry=Callback::new(move |()| desk.load()) /> })}
        <Show when=is_empty><Nothing desk /></Show>
        <Show when=move || !rows.with(Vec::is_empty)>
            <Head desk rows />
            <ul class="mapping-names" data-drag-list=NAMES aria-labelledby="mapping-names">
                <For each=move || rows.get() key=Clone::clone let:row>
                    <NameRow desk row />
                </For>
            </ul>
        </Show>
    }
}

fn waiting() -> impl IntoView {
    view! {
        <div class="panel-body mapping-coming" aria-busy="true">
            {(0..7).map(|_| view! { <Skeleton shape=Shape::Long /> }).collect_view()}
        </div>
    }
}

/// Why the list is empty, and the way to what there is.
#[component]
fn Nothing(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let searches = move || desk.ask.with(|ask| !ask.search.is_empty());
    let text = move || {
        if searches() {
            t_string!(i18n, mapping.none_found)
        } else if desk.ask.with(|ask| ask.unmapped) {
            t_string!(i18n, mapping.none_unmapped)
        } else {
            t_string!(i18n, mapping.none_named)
        }
    };
    let all = Callback::new(move |()| {
        desk.search.set(String::new());
        desk.ask.update(|ask| ask.search.clear());
        desk.filter(false);
    });
    let is_narrow = move || desk.ask.with(|ask| ask.unmapped || !ask.search.is_empty());
    view! {
        <div class="mapping-nothing">
            <p>{say(text)}</p>
            <Show when=is_narrow>
                <Button on_press=all>{say(move || t_string!(i18n, mapping.show_all))}</Button>
            </Show>
        </div>
    }
}

/// The head of the columns, and the box that chooses the whole page.
#[component]
fn Head(desk: Desk, rows: Memo<Vec<NameSeen>>) -> impl IntoView {
    let i18n = use_i18n();
    let choosable = move || {
        rows.with(|rows| {
            rows.iter()
                .filter(|row| row.label != LabelId::NONE)
                .map(|row| row.name.clone())
                .collect::<BTreeSet<_>>()
        })
    };
    let all = move || {
        let names = choosable();
        !names.is_empty() && desk.chosen.with(|chosen| chosen.is_superset(&names))
    };
    let choose = move |event| {
        let (on, names) = (event_target_checked(&event), choosable());
        desk.chosen.update(|chosen| {
            if on {
                chosen.extend(names);
            } else {
                chosen.retain(|name| !names.contains(name));
            }
        });
    };
    view! {
        <div class="mapping-names-head">
            {desk.may_change.then(|| view! {
                <label class="check">
                    <input type="checkbox" prop:checked=all on:change=choose />
                    <span class="unseen">{say(move || t_string!(i18n, mapping.choose_all))}</span>
                </label>
            })}
            <span class="mapping-grow">{say(move || words::field(i18n, desk.field()))}</span>
            <span class="mapping-figure">{say(move || t_string!(i18n, mapping.recent))}</span>
            <span class="mapping-figure" data-wide="true">{say(move || t_string!(i18n, mapping.all_time))}</span>
        </div>
    }
}

/// From one page to the next.
#[component]
fn Pages(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let found = Memo::new(move |_| desk.seen(|names| names.found).unwrap_or_default());
    let page = Memo::new(move |_| desk.ask.with(|ask| ask.page));
    let range = move || {
        let (first, last) = (page.get() * PAGE + 1, found.get().min((page.get() + 1) * PAGE));
        t_string!(i18n, mapping.range, first = first, last = last, count = found.get()).to_string()
    };
    let is_last = Signal::derive(move || (page.get() + 1) * PAGE >= found.get());
    let is_first = Signal::derive(move || page.get() == 0);
    view! {
        <Show when=move || { found.get() > PAGE }>
            <nav class="mapping-pages" aria-label=move || t_string!(i18n, mapping.pages)>
                <span class="panel-note" aria-live="polite">{say(range)}</span>
                <IconButton
                    glyph=Glyph::ChevronLeft
                    label=move || t_string!(i18n, mapping.previous)
                    off=is_first
                    on_press=move |()| desk.turn_to(page.get_untracked().saturating_sub(1))
                />
                <IconButton
                    glyph=Glyph::ChevronRight
                    label=move || t_string!(i18n, mapping.next)
                    off=is_last
                    on_press=move |()| desk.turn_to(page.get_untracked() + 1)
                />
            </nav>
        </Show>
    }
}

/// What is chosen, and where it can go. It stays in sight.
#[component]
fn ChosenBar(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let count = Memo::new(move |_| desk.chosen.with(BTreeSet::len));
    let text = move || {
        let names = words::counted(i18n, desk.field(), count.get());
        t_string!(i18n, mapping.chosen, names = names).to_string()
    };
    let place = Callback::new(move |()| {
        let names = desk.chosen.with_untracked(|chosen| chosen.iter().cloned().collect());
        desk.sheet.set(Some(Sheet::Place(Cargo::Names(names))));
    });
    let clear = Callback::new(move |()| desk.chosen.update(BTreeSet::clear));
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="mapping-bar" role="status">
                <span class="mapping-grow">{say(text)}</span>
                <Button kind=Kind::Quiet size=Size::Small on_press=clear>
                    {say(move || t_string!(i18n, mapping.clear_choice))}
                </Button>
                <Button kind=Kind::Primary size=Size::Small glyph=Glyph::ArrowRight busy=desk.busy on_press=place>
                    {say(move || t_string!(i18n, mapping.move_to))}
                </Button>
            </div>
        </Show>
    }
}
