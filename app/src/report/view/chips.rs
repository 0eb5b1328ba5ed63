//! Chips: what the reader has chosen, and how to let go of it.

use leptos::prelude::*;

use super::{desk::Desk, words};
use crate::{
    i18n::{t, t_string},
    report::choice::Subject,
    ui::{
        Button, Chip, Kind,
        key::{Key, on_key},
    },
};

/// One chip for each choice, and a way to clear them all. Esc takes back the last.
#[component]
pub fn Chips() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let subjects = Memo::new(move |_| desk.query.with(|query| query.choices.subjects().collect::<Vec<_>>()));
    on_key(Key::plain("Escape"), move || {
        if subjects.with_untracked(|subjects| !subjects.is_empty()) {
            desk.ask(|query| query.choices.clear_last());
        }
    });
    view! {
        <Show when=move || !subjects.with(Vec::is_empty)>
            <span class="report-toolbar-line"></span>
            <ul class="report-chips" aria-label=move || t_string!(i18n, report.selection)>
                <For each=move || subjects.get() key=|subject| *subject let:subject>
                    <Chip
                        name=move || name(desk, subject)
                        value=move || value(desk, subject)
                        on_clear=move || desk.ask(|query| query.choices.clear(subject))
                    />
                </For>
            </ul>
            <Button kind=Kind::Quiet on_press=move || desk.ask(|query| query.choices.clear_all())>
                {t!(i18n, report.clear_all)}
            </Button>
        </Show>
    }
}

fn name(desk: Desk, subject: Subject) -> &'static str {
    match subject {
        Subject::Members(dimension) => words::one(desk.i18n, dimension),
        Subject::Days => t_string!(desk.i18n, report.days),
    }
}

/// What is chosen: days from first to last; of members the first by name, the others by their count.
fn value(desk: Desk, subject: Subject) -> String {
    let Subject::Members(dimension) = subject else {
        let days = desk.query.with(|query| query.choices.days());
        return days.map_or_else(String::new, |(first, last)| desk.write_days(first, last));
    };
    let (first, more) = desk.query.with(|query| {
        let mut paths = query.choices.members(dimension);
        (paths.next().map(str::to_owned).unwrap_or_default(), paths.len())
    });
    let first = words::member(desk.i18n, dimension, &first);
    if more == 0 {
        first
    } else {
        t_string!(desk.i18n, report.more_chosen, first = first, count = more).to_string()
    }
}
