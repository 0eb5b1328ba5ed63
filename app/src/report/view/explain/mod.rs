//! What a figure is made of, in a dialog: its formula with the numbers put in, what is counted, the files, and the rows
//! themselves. It comes with a piece of its own, because most readers believe their figures.

#![expect(clippy::unnecessary_wraps, reason = "what can fail is the download, which `wasm_split` adds")]

mod dig;
mod files;
mod formula;
mod rows;

use std::sync::Arc;

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use self::{dig::Dig, files::Files, formula::FormulaOf, rows::Rows};
use super::{desk::Desk, explained::Explained};
use crate::{
    i18n::t_string,
    report::metric::{Metric, Value},
    ui::{Format, format::NONE},
};

/// The piece.
#[wasm_split(report_explain, wasm_split_path = leptos::wasm_split, fallible)]
pub fn explanation() -> Result<AnyView, SplitLoaderError> {
    let desk = expect_context::<Desk>();
    Ok(desk.explained().get_untracked().map(|explained| view! { <Body desk explained /> }).into_any())
}

#[component]
fn Body(desk: Desk, explained: Arc<Explained>) -> impl IntoView {
    let metric = RwSignal::new(explained.metric);
    let dig = Dig::new(desk.i18n, &explained);
    view! {
        <div class="dialog-body report-dig">
            <FormulaOf dig metric />
            <Counted dig />
            <Files dig metric />
            <Rows dig metric />
        </div>
    }
}

/// Which days and members are counted, and what is not although it is chosen.
#[component]
fn Counted(dig: Dig) -> impl IntoView {
    let i18n = dig.i18n;
    let Explained { days: (first, last), limits, left_out, .. } = dig.explained();
    let days = (t_string!(i18n, report.days), dig.format().span(first, last));
    let line = |(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let left_out = left_out.map(|(name, value)| {
        view! {
            <p class="report-dig-note">
                {t_string!(i18n, explain.left_out, name = name, value = value).to_string()}
            </p>
        }
    });
    view! {
        <div>
            <dl class="report-dig-counted" aria-label=t_string!(i18n, explain.counted)>
                {std::iter::once(days).chain(limits).map(line).collect_view()}
            </dl>
            {left_out}
        </div>
    }
}

/// A figure, exact to the minor unit.
fn exact(format: Format, explained: &Explained, metric: Metric, sums: &[i64]) -> String {
    match metric.value(sums) {
        None => NONE.to_owned(),
        Some(Value::Count(count)) => format.whole(count),
        Some(Value::Money(minor)) => format.money(minor, explained.currency),
        Some(Value::Tenths(tenths)) => format.percent(share(tenths)),
    }
}

/// Tenths of a percent as a share.
#[expect(clippy::cast_precision_loss, reason = "what is shown has fewer digits than a double holds")]
fn share(tenths: i64) -> f64 {
    tenths as f64 / 1_000.0
}
