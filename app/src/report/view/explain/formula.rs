//! The figure, and how it comes about.

use leptos::{prelude::*, task::spawn_local};

use super::{Dig, Explained, exact};
use crate::{
    i18n::t_string,
    report::{formula::Formula, metric::Metric, view::words},
    ui::{Button, Choice, Kind, Select, Size, copy, use_toasts},
};

/// The figure with its formula: in words, then with the numbers put in.
#[component]
pub(super) fn FormulaOf(dig: Dig, metric: RwSignal<Metric>) -> impl IntoView {
    let i18n = dig.i18n;
    let choice = move |one: &Metric| Choice::new(one.word(), words::metric(i18n, *one));
    let choices = Signal::derive(move || Metric::ALL.iter().map(choice).collect::<Vec<_>>());
    let choose = move |word: String| metric.set(Metric::parse(&word).unwrap_or(metric.get_untracked()));
    let toasts = use_toasts();
    let take = move |()| {
        let text = line(dig, metric.get_untracked());
        spawn_local(async move {
            if copy(&text).await {
                toasts.say(t_string!(i18n, explain.copied));
            } else {
                toasts.fail(t_string!(i18n, explain.not_copied));
            }
        });
    };
    let parts = move || {
        let [words, numbers, figure] = parts(dig, metric.get());
        view! {
            <span>{words}</span>
            " "
            <span>{numbers}</span>
            " "
            <b>{figure}</b>
        }
    };
    view! {
        <section class="report-dig-figure" aria-live="polite">
            <Select
                bare=true
                label=t_string!(i18n, explain.figure)
                choices
                value=Signal::derive(move || metric.get().word().to_owned())
                on_choose=move |word| choose(word)
            />
            <output class="report-dig-value">{move || exact(dig.format(), &dig.explained(), metric.get(), &dig.explained().sums)}</output>
            <p class="report-dig-formula">{parts}</p>
            {move || no_value(dig, metric.get())}
            <Button kind=Kind::Quiet size=Size::Small on_press=take>{t_string!(i18n, explain.copy)}</Button>
        </section>
    }
}

/// The formula in words, with the numbers put in, and the figure. A sum has no numbers but itself.
fn parts(dig: Dig, metric: Metric) -> [String; 3] {
    let (i18n, explained) = (dig.i18n, dig.explained());
    let name = |metric| words::metric(i18n, metric);
    let number = |metric| exact(dig.format(), &explained, metric, &explained.sums);
    let (formula, numbers) = match metric.formula() {
        Formula::Sum => (t_string!(i18n, explain.sum_of_rows).to_owned(), String::new()),
        Formula::Share { of, by } => {
            (ratio(name(of), name(by)), format!("= {}", ratio(&number(of), &number(by))))
        }
        Formula::Gain { of, by } => {
            (gain(name(of), name(by)), format!("= {}", gain(&number(of), &number(by))))
        }
    };
    let equals =
        if metric.value(&explained.sums).is_none() || metric.is_exact(&explained.sums) { "=" } else { "≈" };
    [format!("{} = {formula}", name(metric)), numbers, format!("{equals} {}", number(metric))]
}

fn ratio(of: &str, by: &str) -> String {
    format!("{of} / {by}")
}

fn gain(of: &str, by: &str) -> String {
    format!("({of} − {by}) / {by}")
}

/// The whole of it in one line of text.
fn line(dig: Dig, metric: Metric) -> String {
    let Explained { days: (first, last), limits, .. } = dig.explained();
    let formula =
        parts(dig, metric).into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let limits = limits.into_iter().map(|(name, value)| format!("{name}: {value}"));
    let parts = [formula, dig.format().span(first, last)].into_iter().chain(limits);
    parts.collect::<Vec<_>>().join(" · ")
}

/// Why there is no figure, where there is none.
fn no_value(dig: Dig, metric: Metric) -> Option<impl IntoView> {
    let (Formula::Share { by, .. } | Formula::Gain { by, .. }) = metric.formula() else { return None };
    metric.value(&dig.explained().sums).is_none().then(|| {
        let name = words::metric(dig.i18n, by);
        view! { <p class="report-dig-note">{t_string!(dig.i18n, explain.no_value, name = name).to_string()}</p> }
    })
}
