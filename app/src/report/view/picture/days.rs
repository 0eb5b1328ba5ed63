//! The days: cost as bars, a figure as a line, the compared days as its ghost.

use leptos::prelude::*;

use super::{
    plot,
    tools::{Either, FigureMenu, Stand, Tools},
    twin::Twin,
};
use crate::{
    i18n::t_string,
    report::{
        curve::{self, Point},
        metric::Metric,
        period::Comparison,
        view::{desk::Desk, words},
    },
    ui::{Piece, after_paint},
};

/// The figures that the line can show; the cost is there as bars already.
const LINES: [Metric; 12] = [
    Metric::Leads,
    Metric::CostPerLead,
    Metric::Conversion,
    Metric::Sales,
    Metric::Revenue,
    Metric::Romi,
    Metric::Drr,
    Metric::Impressions,
    Metric::Clicks,
    Metric::Ctr,
    Metric::Cpc,
    Metric::Sessions,
];

/// The picture.
#[component]
pub fn Days(stand: Stand) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let metric = Memo::new(move |_| desk.query.with(|query| query.chart));
    // The figures and tables of a click are painted first, the chart follows in the next frame.
    let page = after_paint(desk.page);
    let points = Memo::new(move |_| {
        page.with(|page| desk.read(|reader| curve::points(page, reader.book(), metric.get())))
    });
    let name = Signal::derive(move || words::metric(i18n, metric.get()).to_owned());
    view! {
        <div class="report-picture-bar">
            <Legend metric points />
            <Tools stand name>
                <FigureMenu
                    label=move || t_string!(i18n, report.line)
                    metrics=LINES.to_vec()
                    value=metric
                    on_choose=move |(metric,)| desk.arrange(|query| query.chart = metric)
                />
            </Tools>
        </div>
        <Either stand twin=move || view! { <Twin metric points /> }>
            // The page is answered before its chart is drawn, so what draws it comes behind.
            <div class="report-place">
                <Show when=move || desk.settled.get()>
                    <Piece open=move || Box::pin(plot(metric, points, stand)) />
                </Show>
            </div>
        </Either>
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
pub fn compared(desk: Desk, comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Year => t_string!(desk.i18n, report.previous_year),
        Comparison::Iteration => t_string!(desk.i18n, report.last_iteration),
        Comparison::Days(..) => t_string!(desk.i18n, report.compared_days),
        Comparison::Previous | Comparison::None => t_string!(desk.i18n, report.previous_period),
    }
}
