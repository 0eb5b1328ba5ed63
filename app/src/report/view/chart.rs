//! The chart over days with its legend and tools, and its twin: the same as a table.

use leptos::prelude::*;

use super::{desk::Desk, plot::Plot, twin::Twin, words};
use crate::{
    i18n::t_string,
    report::{
        curve::{self, Point},
        metric::Metric,
        period::Comparison,
    },
    time::Day,
    ui::{Entry, Glyph, Icon, IconButton, Item, Kind, Menu, Size, after_paint},
};

/// The figures that the line can show; the cost is there as bars already.
const LINES: [Metric; 9] = [
    Metric::Leads,
    Metric::CostPerLead,
    Metric::Sales,
    Metric::Revenue,
    Metric::Romi,
    Metric::Drr,
    Metric::Clicks,
    Metric::Impressions,
    Metric::Sessions,
];

/// How the days are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a chart.
    Chart,
    /// As a table.
    Table,
    /// As a table, because the chart did not load.
    OnlyTable,
}

/// The panel.
#[component]
pub fn ChartPanel() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let metric = Memo::new(move |_| desk.query.with(|query| query.chart));
    // The figures and tables of a click are painted first, the chart follows in the next frame.
    let page = after_paint(desk.page);
    let points = Memo::new(move |_| {
        page.with(|page| desk.read(|reader| curve::points(page, reader.book(), metric.get())))
    });
    let shown = RwSignal::new(Shown::Chart);
    let save_as = RwSignal::new(None::<String>);
    let title = move || t_string!(i18n, report.chart_title);
    let fail = move || shown.set(Shown::OnlyTable);
    view! {
        <section class="panel report-chart" aria-labelledby="report-chart">
            <header class="panel-head">
                <h2 class="panel-title" id="report-chart">{title}</h2>
                <Legend metric points />
                <div class="panel-tools"><Tools metric shown save_as /></div>
            </header>
            <Show when=move || shown.get() == Shown::Chart fallback=move || view! { <Twin metric points shown /> }>
                <Plot metric points save_as on_fail=fail />
            </Show>
        </section>
    }
}

#[component]
fn Legend(metric: Memo<Metric>, points: Memo<Vec<Point>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let ghost = Memo::new(move |_| points.with(|points| points.iter().any(|point| point.ghost.is_some())));
    let comparison = Memo::new(move |_| desk.query.with(|query| query.comparison));
    let arriving = Memo::new(move |_| points.with(|points| points.iter().any(|point| point.arriving)));
    view! {
        <ul class="report-legend">
            <li class="report-key">{move || words::metric(i18n, metric.get())}</li>
            <Show when=move || ghost.get()>
                <li class="report-key" data-series="ghost">{move || compared(desk, comparison.get())}</li>
            </Show>
            <li class="report-key" data-series="bar">{move || words::metric(i18n, Metric::Cost)}</li>
            <Show when=move || arriving.get()>
                <li class="report-key" data-series="arriving">{move || t_string!(i18n, report.arriving)}</li>
            </Show>
        </ul>
    }
}

/// What the period is compared with, in words.
pub(super) fn compared(desk: Desk, comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Year => t_string!(desk.i18n, report.previous_year),
        Comparison::Previous | Comparison::None => t_string!(desk.i18n, report.previous_period),
    }
}

#[component]
fn Tools(metric: Memo<Metric>, shown: RwSignal<Shown>, save_as: RwSignal<Option<String>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let entries = move |()| {
        let line = |&one: &Metric| {
            Item::new(words::metric(i18n, one), move || desk.arrange(|query| query.chart = one))
                .checked(one == metric.get_untracked())
                .into()
        };
        LINES.iter().map(line).collect::<Vec<Entry>>()
    };
    let is_table = Signal::derive(move || shown.get() != Shown::Chart);
    let turn = move || {
        shown.update(|shown| *shown = if *shown == Shown::Chart { Shown::Table } else { Shown::Chart });
    };
    let picture = move || {
        let name = words::metric(i18n, metric.get_untracked());
        let (first, last) = desk.page.with_untracked(|page| (Day(page.period.first), Day(page.period.last)));
        save_as.set(Some(format!("{name} {first} – {last}.png")));
    };
    view! {
        <Menu entries kind=Kind::Quiet size=Size::Small label=move || t_string!(i18n, report.line)>
            <span>{move || words::metric(i18n, metric.get())}</span>
            <Icon glyph=Glyph::ChevronDown />
        </Menu>
        <IconButton
            glyph=Glyph::Table
            size=Size::Small
            pressed=is_table
            label=move || if is_table.get() { t_string!(i18n, report.as_chart) } else { t_string!(i18n, report.as_table) }
            on_press=turn
        />
        <IconButton
            glyph=Glyph::Download
            size=Size::Small
            off=is_table
            label=move || t_string!(i18n, report.save_png)
            on_press=picture
        />
    }
}
