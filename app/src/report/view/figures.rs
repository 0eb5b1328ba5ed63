//! The strip of figures: what the whole selection comes to, and how that changed.

use leptos::prelude::*;

use super::{desk::Desk, words};
use crate::{
    i18n::t_string,
    report::{
        behind::Cell,
        metric::{Change, Metric, Tone},
    },
};

/// Six figures.
#[component]
pub fn Figures() -> impl IntoView {
    view! {
        <dl class="report-figures">
            {Metric::STRIP.into_iter().map(|metric| view! { <Figure metric /> }).collect_view()}
        </dl>
    }
}

#[component]
fn Figure(metric: Metric) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let value = move || desk.page.with(|page| desk.write(metric, page.now.total.sums()));
    let change = Memo::new(move |_| {
        desk.page.with(|page| metric.change(page.before.as_ref()?.answer.total.sums(), page.now.total.sums()))
    });
    let was = move || {
        let before =
            desk.page.with(|page| Some(desk.write(metric, page.before.as_ref()?.answer.total.sums())));
        before.map(|before| view! { <span class="report-before">{t_string!(i18n, report.was, value = before).to_string()}</span> })
    };
    let explain = move || {
        let sums = desk.page.with_untracked(|page| page.now.total.sums().to_vec());
        desk.explain(Cell::Total, metric, false, sums);
    };
    view! {
        <div class="report-figure">
            <dt>{move || words::metric(i18n, metric)}</dt>
            <dd class="report-value">
                {if desk.is_guest() {
                    value.into_any()
                } else {
                    view! {
                        <button
                            class="report-asked"
                            type="button"
                            aria-haspopup="dialog"
                            title=move || t_string!(i18n, explain.ask)
                            on:click=move |_| explain()
                        >
                            {value}
                        </button>
                    }
                    .into_any()
                }}
            </dd>
            <dd class="report-change">
                {move || delta(desk, change.get())}
                {was}
            </dd>
        </div>
    }
}

/// How a figure changed, as it is written; nothing where there is nothing to compare with.
pub fn delta(desk: Desk, change: Option<Change>) -> impl IntoView {
    let tone = change.and_then(|change| match change.tone {
        Tone::Good => Some("good"),
        Tone::Bad => Some("bad"),
        Tone::Neutral => None,
    });
    let trend = change.and_then(|change| match change.tenths {
        0 => None,
        up if up > 0 => Some("up"),
        _ => Some("down"),
    });
    let text = change.map(|change| desk.write_change(change)).unwrap_or_default();
    view! { <span class="report-delta" data-tone=tone data-trend=trend>{text}</span> }
}
