//! The iteration in the header: its number, its end, and how much is left.

use leptos::prelude::*;

use super::model::Iteration;
use crate::{
    i18n::{t, t_string, use_i18n},
    time::Day,
    ui::{Progress, use_format},
};

/// "Iteration 7 · ends 22 Dec", a thin bar, and the days left.
#[component]
pub fn IterationLine(
    /// The iteration of today.
    iteration: Iteration,
    /// The day that it is in the project's time zone.
    today: Day,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let left = iteration.days_left(today);
    let sentence = move || {
        t_string!(i18n, iteration.ends, number = iteration.number, day = format.day_middle(iteration.last))
    };
    view! {
        <div class="shell-iteration">
            <span class="clip">{sentence}</span>
            <Progress value=f64::from(iteration.percent_passed(today)) / 100.0 label=move || t_string!(i18n, iteration.passed) />
            <span>{t!(i18n, iteration.days_left, count = move || left)}</span>
        </div>
    }
}
