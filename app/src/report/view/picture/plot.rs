//! The plot: the drawn chart with the numbers of its axes, the band of brushed days and the note under the pointer.

use leptos::prelude::*;

use crate::{
    i18n::t_string,
    report::{
        chart::{self, Palette, Scales},
        curve::{self, Point},
        metric::Metric,
        scale::Scale,
        view::{desk::Desk, words},
    },
    time::Day,
    ui::{
        chart::{Chart, Pointing},
        theme::themed,
    },
};

/// What the pointer is doing, in days.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Pointer {
    over: Option<Day>,
    dragged: Option<(Day, Day)>,
}

/// The plot.
#[component]
pub fn Plot(
    metric: Memo<Metric>,
    points: Memo<Vec<Point>>,
    save_as: RwSignal<Option<String>>,
    #[prop(into)] on_fail: Callback<()>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let scales = Memo::new(move |_| points.with(|points| Scales::of(points)));
    let palette = themed(Palette::present);
    let option = Signal::derive(move || {
        points.with(|points| {
            let days = points.iter().map(|point| desk.format().day_short(point.day)).collect();
            scales.with(|scales| palette.with(|palette| chart::option(points, days, scales, palette)))
        })
    });
    let label = move || {
        let days = desk.page.with(|page| desk.format().span(Day(page.period.first), Day(page.period.last)));
        t_string!(i18n, report.chart_label, metric = words::metric(i18n, metric.get()), days = days)
            .to_string()
    };
    let pointer = RwSignal::new(Pointer::default());
    view! {
        <div class="report-canvas chart-frame">
            <Marks side="left" metric=Signal::derive(|| Metric::Cost) scale=Signal::derive(move || scales.get().cost) />
            <Marks side="right" metric=metric.into() scale=Signal::derive(move || scales.get().line) />
            <Chart option label on_point=move |pointing| point(desk, pointer, pointing) on_fail save_as>
                <Band pointer />
                <Note metric pointer />
            </Chart>
        </div>
    }
}

/// Turns what the pointer does into days: a drag brushes, a tap brushes one day, a tap on a brushed chart lets go.
fn point(desk: Desk, pointer: RwSignal<Pointer>, pointing: Pointing) {
    let period = desk.page.with_untracked(|page| page.period);
    let day = |place| curve::day_at(period, place);
    let span = |from, to| (day(from).min(day(to)), day(from).max(day(to)));
    let brush = |days: Option<(Day, Day)>| desk.ask(|query| query.choices.brush(days));
    let next = match pointing {
        Pointing::Over(place) => Pointer { over: Some(day(place)), dragged: None },
        Pointing::Drag(from, to) => Pointer { over: None, dragged: Some(span(from, to)) },
        Pointing::Away => Pointer::default(),
        Pointing::Dragged(from, to) => {
            brush(Some(span(from, to)));
            Pointer::default()
        }
        Pointing::Tap(place) => {
            let is_brushed = desk.query.with_untracked(|query| query.choices.days().is_some());
            brush((!is_brushed).then(|| span(place, place)));
            Pointer::default()
        }
    };
    if pointer.get_untracked() != next {
        pointer.set(next);
    }
}

/// The numbers beside an axis.
#[component]
pub fn Marks(side: &'static str, metric: Signal<Metric>, scale: Signal<Scale>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let marks = move || {
        let mark = |(mark, place): (f64, f64)| {
            let at = format!("{:.2}%", place * 100.0);
            view! { <li style:--at=at>{desk.write_mark(metric.get(), mark)}</li> }
        };
        scale.get().marks().into_iter().map(mark).collect_view()
    };
    view! { <ol class="report-marks" data-side=side aria-hidden="true">{marks}</ol> }
}

/// The brushed days, or those that are being brushed.
#[component]
fn Band(pointer: RwSignal<Pointer>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let band = Memo::new(move |_| {
        let brushed = desk.query.with(|query| query.choices.days());
        let (first, last) = pointer.get().dragged.or(brushed)?;
        desk.page.with(|page| curve::place_of(page.period, first, last))
    });
    move || {
        band.get().map(|(from, to)| view! { <div class="report-band" style:--from=percent(from) style:--to=percent(to)></div> })
    }
}

/// The day under the pointer with its figures.
#[component]
fn Note(metric: Memo<Metric>, pointer: RwSignal<Pointer>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let over = Memo::new(move |_| pointer.get().over);
    let note = move |day: Day| {
        desk.page.with(|page| {
            let (from, to) = curve::place_of(page.period, day, day)?;
            let middle = f64::midpoint(from, to);
            let side = if middle > 0.5 { "left" } else { "right" };
            let sums = page.now.by_day.sums(day.0);
            let before = page.day_before(day.0).map(|sums| desk.write(metric.get(), sums));
            let was = before.map(|value| t_string!(i18n, report.was, value = value).to_string());
            Some(view! {
                <div class="report-cross" style:--at=percent(middle)>
                    <div class="report-note" data-side=side>
                        <b>{desk.format().day(day)}</b>
                        <span>{words::metric(i18n, metric.get())}" "<b>{desk.write(metric.get(), sums)}</b></span>
                        {was.map(|was| view! { <span class="report-before">{was}</span> })}
                        <span>{words::metric(i18n, Metric::Cost)}" "<b>{desk.write(Metric::Cost, sums)}</b></span>
                    </div>
                </div>
            })
        })
    };
    move || over.get().and_then(note)
}

fn percent(place: f64) -> String {
    format!("{:.3}%", place * 100.0)
}
