//! The twin of the chart: its days as a table, for those who do not see the chart and those who want the numbers.

use leptos::{
    ev::{Event, KeyboardEvent, MouseEvent},
    prelude::*,
};

use super::days::compared;
use crate::{
    i18n::t_string,
    report::{
        behind::Cell,
        curve::Point,
        metric::Metric,
        view::{
            desk::Desk,
            explained::{asks, asks_by_key, pressed},
            words,
        },
    },
    time::Day,
    ui::grid::{self, Wish},
};

/// A column of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// What the chart draws as a line.
    Line,
    /// The same of the period that is compared with.
    Before,
    /// What it draws as bars.
    Cost,
}

const COLUMNS: [Column; 3] = [Column::Line, Column::Before, Column::Cost];

/// The table. There is nothing to choose in it, so any press on a figure asks what it is made of.
#[component]
pub fn Twin(metric: Memo<Metric>, points: Memo<Vec<Point>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let days = move || points.with(|points| points.iter().map(|point| point.day).collect::<Vec<_>>());
    let day = move |event: &Event| {
        let at = usize::try_from(grid::row(event)?.section_row_index()).ok()?;
        points.with_untracked(|points| points.get(at).map(|point| point.day))
    };
    let press = move |event: MouseEvent| {
        if let (Some(day), Some(column)) = (day(&event), pressed(&event, 1, &COLUMNS))
            && asks(&event, false)
        {
            event.prevent_default();
            explain(desk, day, column, metric.get_untracked());
        }
    };
    let key = move |event: KeyboardEvent| {
        if let Some(day) = day(&event)
            && (asks_by_key(&event) || matches!(grid::wish(&event), Some(Wish::Choose(_))))
        {
            event.prevent_default();
            explain(desk, day, Column::Line, metric.get_untracked());
        }
    };
    view! {
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{move || t_string!(i18n, report.day)}</th>
                        <th class="num" scope="col">{move || words::metric(i18n, metric.get())}</th>
                        <th class="num" scope="col">{move || compared(desk, desk.query.with(|query| query.comparison))}</th>
                        <th class="num" scope="col">{move || words::metric(i18n, Metric::Cost)}</th>
                    </tr>
                </thead>
                <tbody class="report-askable" on:click=press on:contextmenu=press on:keydown=key>
                    <For each=days key=|day| *day let:day>
                        <DayRow day metric />
                    </For>
                </tbody>
            </table>
    }
}

/// Explains a figure of a day, or of the day that it is compared with.
fn explain(desk: Desk, day: Day, column: Column, metric: Metric) {
    let metric = if column == Column::Cost { Metric::Cost } else { metric };
    let found = desk.page.with_untracked(|page| match column {
        Column::Before => {
            let twin = page.twin(day.0)?;
            Some((Day(twin), page.day_before(day.0)?.to_vec()))
        }
        Column::Line | Column::Cost => Some((day, page.now.by_day.sums(day.0).to_vec())),
    });
    if let Some((day, sums)) = found {
        desk.explain(Cell::Day(day), metric, column == Column::Before, sums);
    }
}

#[component]
fn DayRow(day: Day, metric: Memo<Metric>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let now = move |metric: Metric| desk.page.with(|page| desk.write(metric, page.now.by_day.sums(day.0)));
    let before = move || desk.page.with(|page| Some(desk.write(metric.get(), page.day_before(day.0)?)));
    let tabindex = move || if desk.page.with(|page| page.period.first) == day.0 { "0" } else { "-1" };
    view! {
        <tr tabindex=tabindex>
            <th scope="row">{move || desk.format().day(day)}</th>
            <td class="num">{move || now(metric.get())}</td>
            <td class="num">{before}</td>
            <td class="num">{move || now(Metric::Cost)}</td>
        </tr>
    }
}
