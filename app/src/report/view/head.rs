//! The first and the last row of a table: what its columns are, in which order its rows stand, and what it all comes to.

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
};

use super::{
    explained::{asks, asks_by_key, pressed},
    row,
    table::{FIGURES, Table},
    words,
};
use crate::{
    i18n::t_string,
    report::metric::{Kind, Metric},
    ui::{
        self, Entry, Glyph, Grip, Icon, Item, Menu, Size,
        grid::{self, Wish},
    },
};

/// The heads of the columns; a press sorts, the edge resizes.
#[component]
pub fn Head(
    table: Table,
    /// What the members are called: the head of their column.
    #[prop(into)]
    name: Signal<&'static str>,
    /// Where the head of that column is the heading of the table too: its id.
    #[prop(optional, into)]
    heading: Option<String>,
) -> impl IntoView {
    let column = move |metric: Metric| {
        let text = Signal::derive(move || words::metric(table.desk.i18n, metric));
        view! { <Column table by=Some(metric) text heading=None /> }
    };
    view! {
        <thead>
            <tr>
                <Column table by=None text=name heading />
                <td class="share-cell"><ColumnsMenu table /></td>
                <For each=move || table.columns.get() key=|metric| *metric children=column />
            </tr>
        </thead>
    }
}

/// The head of one column; of the members when there is no figure.
#[component]
fn Column(
    table: Table,
    by: Option<Metric>,
    text: Signal<&'static str>,
    heading: Option<String>,
) -> impl IntoView {
    let (desk, dimension) = (table.desk, table.dimension);
    let order = Memo::new(move |_| {
        let sort = desk.query.with(|query| query.layout.sort(dimension));
        (sort.by == by).then_some(if sort.down { "descending" } else { "ascending" })
    });
    let kind = by.map(|metric| match metric.kind() {
        Kind::Count => "count",
        Kind::Money => "money",
        Kind::Percent => "percent",
    });
    let press = move |_| desk.arrange(|query| query.layout.sort_by(dimension, by));
    let width = ui::use_width(&format!("{}-{}", dimension.word(), by.map_or("name", Metric::word)));
    let resize = move |event| ui::resize_with_arrows(&event, width);
    let button = view! {
        <button class="table-sort" type="button" on:click=press on:keydown=resize>{move || text.get()}</button>
    };
    let button = match heading {
        Some(id) => view! { <h2 id=id>{button}</h2> }.into_any(),
        None => button.into_any(),
    };
    view! {
        <th
            class=by.map(|_| "num")
            scope="col"
            data-kind=kind
            data-sized=move || width.get().is_some().to_string()
            style:--width=move || width.get().map(|width| format!("{width}px"))
            aria-sort=move || order.get()
        >
            {button}
            <Grip width />
        </th>
    }
}

/// Which figures the table shows.
#[component]
fn ColumnsMenu(table: Table) -> impl IntoView {
    let i18n = table.desk.i18n;
    view! {
        <Menu
            entries=move |()| columns(table)
            kind=ui::Kind::Quiet
            size=Size::Small
            square=true
            label=move || t_string!(i18n, report.columns)
        >
            <Icon glyph=Glyph::Columns />
        </Menu>
    }
}

/// The lines of the menu of columns.
pub fn columns(table: Table) -> Vec<Entry> {
    let (desk, dimension, i18n) = (table.desk, table.dimension, table.desk.i18n);
    let line = |metric: Metric| {
        let turn = move || desk.arrange(|query| query.layout.turn(dimension, metric));
        let is_shown = Signal::derive(move || table.columns.with(|columns| columns.contains(&metric)));
        Item::new(words::metric(i18n, metric), turn).tick(is_shown).into()
    };
    let changes = move || desk.arrange(|query| query.layout.changes = !query.layout.changes);
    let mut entries: Vec<Entry> = vec![
        Item::new(t_string!(i18n, report.show_changes), changes).tick(table.changes).into(),
        Entry::Line,
    ];
    entries.extend(Metric::READING.into_iter().map(line));
    if !desk.query.with_untracked(|query| query.layout.is_usual(dimension)) {
        let reset = move || desk.arrange(|query| query.layout.reset(dimension));
        entries.extend([Entry::Line, Item::new(t_string!(i18n, report.usual_columns), reset).into()]);
    }
    entries
}

/// The total, its own choice left out of account: the sum of the rows above it. There is nothing to choose in it, so any
/// press on a figure asks what it is made of.
#[component]
pub fn Foot(table: Table) -> impl IntoView {
    let i18n = table.desk.i18n;
    let cell = move |metric: Metric| view! { <td class="num">{move || table.whole(metric)}</td> };
    let press = move |event: MouseEvent| {
        let metric = table.columns.with_untracked(|columns| pressed(&event, FIGURES, columns));
        if let Some(metric) = metric.filter(|_| asks(&event, false)) {
            event.prevent_default();
            table.explain_whole(metric);
        }
    };
    let key = move |event: KeyboardEvent| {
        // The arrows lead here from the last row.
        if asks_by_key(&event) || matches!(grid::wish(&event), Some(Wish::Choose(_))) {
            event.prevent_default();
            table.explain_whole(table.columns.with_untracked(|columns| columns[0]));
        }
    };
    view! {
        <tfoot class="report-askable" on:click=press on:contextmenu=press on:keydown=key>
            <tr tabindex="-1" title=move || t_string!(i18n, explain.ask)>
                <th scope="row">
                    <div class="report-name">
                        {table.is_tree().then(row::leaf)}
                        <span>{move || t_string!(i18n, report.total)}</span>
                    </div>
                </th>
                <td class="share-cell"></td>
                <For each=move || table.columns.get() key=|metric| *metric children=cell />
            </tr>
        </tfoot>
    }
}
