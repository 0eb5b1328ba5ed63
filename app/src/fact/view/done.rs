//! What came of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    desk::{DONE, Desk},
    errors::Errors,
    words,
};
use crate::{
    i18n::{t_string, use_i18n},
    project::model::Project,
    time::Day,
    ui::{Button, Glyph, Icon, say, upload::Parcel},
};

/// So many days a report is about when nobody has said.
const USUAL_DAYS: i32 = 30;

/// The counts, and the way to the report. Rows that stayed out are still listed, to be corrected.
#[component]
pub fn Done(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let outcome = desk.outcome.get_untracked();
    let (titled, counted, refused) = (outcome.clone(), outcome.clone(), outcome.refused);
    let name = desk.parcel.with_untracked(|parcel| parcel.as_ref().map(Parcel::name));
    let slug = expect_context::<Arc<Project>>().listed.slug.to_string();
    let report = report(&slug, desk.seen(|preview| preview.days).flatten(), desk.today);
    let another = Callback::new(move |()| desk.another());
    let counts = move || {
        let line =
            |(name, count)| view! { <Count name value=words::whole(desk.format, count) is_bad=false /> };
        let [inserted, changed, unchanged, (name, refused)] = words::counts(i18n, &counted);
        let value = words::whole(desk.format, refused);
        let refused = view! { <Count name value is_bad={ refused > 0 } /> };
        ([inserted, changed, unchanged].map(line), refused)
    };
    view! {
        <section class="panel fact-done" aria-labelledby=DONE>
            <header class="panel-head">
                <Icon glyph=Glyph::Check />
                <h2 class="panel-title" id=DONE tabindex="-1">{say(move || words::done_title(i18n, &titled))}</h2>
                <span class="panel-note clip">{name}</span>
            </header>
            <dl class="fact-counts">{counts}</dl>
            {(refused > 0).then(|| view! { <p class="fact-done-text">{say(move || t_string!(i18n, fact.done_refused))}</p> })}
            <div class="buttons fact-done-foot">
                <a class="button" data-kind="primary" href=report>{say(move || t_string!(i18n, fact.open_report))}</a>
                <Button on_press=another>{say(move || t_string!(i18n, fact.another_file))}</Button>
            </div>
        </section>
        <Errors desk />
    }
}

#[component]
fn Count(name: &'static str, value: String, is_bad: bool) -> impl IntoView {
    view! {
        <div class="fact-count" data-tone=is_bad.then_some("bad")>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}

/// The report; about the days of the file, when it would otherwise open with later ones.
fn report(slug: &str, days: Option<(Day, Day)>, today: Day) -> String {
    match days.filter(|(_, last)| today.since(*last) > USUAL_DAYS) {
        Some((first, last)) => format!("/p/{slug}/report?from={first}&to={last}"),
        None => format!("/p/{slug}/report"),
    }
}
