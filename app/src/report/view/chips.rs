//! Chips: what the reader has chosen, and how to let go of it.

use leptos::prelude::*;

use super::{desk::Desk, words};
use crate::{
    i18n::{t, t_string},
    report::{model::Dimension, query::Query},
    ui::{Button, Chip, Kind},
};

/// One chip a dimension, one for the days brushed on the chart, and a way to clear them all.
#[component]
pub fn Chips() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let chosen = Memo::new(move |_| desk.query.with(|query| query.choices().collect::<Vec<_>>()));
    let brushed = Memo::new(move |_| desk.query.with(|query| query.brush));
    let is_open = Memo::new(move |_| desk.query.with(Query::is_open));
    let days = move || brushed.get().map_or_else(String::new, |(first, last)| desk.write_days(first, last));
    view! {
        <Show when=move || !is_open.get()>
            <span class="report-toolbar-line"></span>
            <ul class="report-chips" aria-label=move || t_string!(i18n, report.selection)>
                <For each=move || chosen.get() key=|dimension| *dimension let:dimension>
                    <Chosen dimension />
                </For>
                <Show when=move || brushed.get().is_some()>
                    <Chip
                        name=move || t_string!(i18n, report.days)
                        value=days
                        on_clear=move || desk.ask(|query| query.brush = None)
                    />
                </Show>
            </ul>
            <Button kind=Kind::Quiet on_press=move || desk.ask(Query::clear_all)>
                {t!(i18n, report.clear_all)}
            </Button>
        </Show>
    }
}

/// What is chosen in one dimension: the first by name, the others by their count.
#[component]
fn Chosen(dimension: Dimension) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let value = move || {
        let (first, more) = desk.query.with(|query| {
            let mut paths = query.chosen(dimension);
            (paths.next().map(str::to_owned).unwrap_or_default(), paths.len())
        });
        let first = words::member(i18n, dimension, &first);
        if more == 0 {
            first
        } else {
            t_string!(i18n, report.more_chosen, first = first, count = more).to_string()
        }
    };
    view! {
        <Chip
            name=move || words::one(i18n, dimension)
            value
            on_clear=move || desk.ask(|query| query.clear(dimension))
        />
    }
}
