//! A row of a table: the member, its share of the table, and its figures.

use leptos::{attr::custom::custom_attribute, prelude::*};

use super::{
    figures::delta,
    table::{Shown, Table},
    words,
};
use crate::{
    i18n::t_string,
    report::metric::Metric,
    ui::{Glyph, Icon},
};

/// The row at a place. What it shows changes in it word by word; nothing is made anew.
#[component]
pub fn Row(table: Table, at: usize) -> impl IntoView {
    let (desk, i18n) = (table.desk, table.desk.i18n);
    let shown = Memo::new(move |_| table.shown(at).unwrap_or_default());
    let line = Memo::new(move |_| shown.with(|shown| shown.line));
    let name = Memo::new(move |_| {
        desk.read(|reader| reader.book().dictionary(table.dimension).name(line.get().member).to_owned())
    });
    let is_unmapped = move || table.is_tree() && name.with(String::is_empty);
    let text = Memo::new(move |_| name.with(|name| words::member(i18n, table.dimension, name)));
    let hint =
        move || if is_unmapped() { t_string!(i18n, report.unmapped_hint).to_owned() } else { text.get() };
    // The one attribute of a tree that leptos has no name for.
    let level = move || table.is_tree().then(|| line.get().level.to_string());
    let is_empty = move || shown.with(|shown| shown.sums.iter().all(|sum| *sum == 0));
    let cells = move || shown.with(|shown| cells(table, shown));
    view! {
        <tr
            class="table-row"
            aria-rowindex=move || table.row_number(at)
            aria-expanded=move || line.get().open.map(|open| open.to_string())
            aria-selected=move || shown.with(|shown| shown.is_chosen.to_string())
            tabindex=move || table.tabindex(at)
            data-tone=move || is_unmapped().then_some("warn")
            data-dim=move || is_empty().then_some("true")
            {..custom_attribute("aria-level", level)}
        >
            <th scope="row">
                <div class="report-name">
                    {table.is_tree().then(|| view! { <Twist table is_open=Signal::derive(move || line.get().open) text /> })}
                    <span title=hint>{text}</span>
                </div>
            </th>
            <td class="share-cell">
                <span class="share" style:--share=move || format!("{}%", shown.with(|shown| shown.share))></span>
            </td>
            {cells}
        </tr>
    }
}

/// The figures of a row. Their changes are made only where somebody wants them: a click writes every cell anew.
fn cells(table: Table, shown: &Shown) -> AnyView {
    let desk = table.desk;
    table.columns.with(|columns| {
        if table.changes.get() {
            let cell = |&metric: &Metric| {
                let change = shown.before.as_deref().and_then(|before| metric.change(before, &shown.sums));
                view! { <td>{desk.write(metric, &shown.sums)}{delta(desk, change)}</td> }
            };
            columns.iter().map(cell).collect::<Vec<_>>().into_any()
        } else {
            let cell = |&metric: &Metric| view! { <td>{desk.write(metric, &shown.sums)}</td> };
            columns.iter().map(cell).collect::<Vec<_>>().into_any()
        }
    })
}

/// Opens and closes a node; for the keyboard the arrows on the row do the same. A leaf has the place of it.
#[component]
fn Twist(table: Table, is_open: Signal<Option<bool>>, text: Memo<String>) -> impl IntoView {
    let i18n = table.desk.i18n;
    let is_leaf = Memo::new(move |_| is_open.get().is_none());
    let label = move || {
        let name = text.get();
        if is_open.get() == Some(true) {
            t_string!(i18n, report.close_node, name = name).to_string()
        } else {
            t_string!(i18n, report.open_node, name = name).to_string()
        }
    };
    move || {
        if is_leaf.get() {
            return leaf().into_any();
        }
        view! {
            <button class="report-twist" type="button" tabindex="-1" aria-label=label>
                <Icon glyph=Glyph::ChevronRight />
            </button>
        }
        .into_any()
    }
}

/// The place of the twist where there is nothing to open.
pub fn leaf() -> impl IntoView {
    view! { <span class="report-twist" data-leaf="true"></span> }
}
