//! What is wrong with a file: as a whole, on top; row by row, in a table; and what was done to its figures.

use leptos::prelude::*;

use super::{desk::Desk, words};
use crate::{
    fact::problem::Problem,
    i18n::{t_string, use_i18n},
    ui::{Notice, Tone, say},
};

/// Why no row of the file can be read in.
#[component]
pub fn Fatal(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let fatal = Memo::new(move |_| problems(desk, Problem::is_fatal));
    let line = move |problem: &Problem| {
        let column = problem.column.clone().map(|column| view! { <code>{column}</code>" " });
        view! { <span class="fact-line-of-notice">{column}{problem.sentence(i18n.get_locale())}</span> }
    };
    move || {
        let lines = fatal.with(|fatal| fatal.iter().map(line).collect_view());
        (!lines.is_empty()).then(|| {
            view! {
                <Notice tone=Tone::Bad>
                    <b>{say(move || t_string!(i18n, fact.refused_file))}</b>
                    {lines}
                </Notice>
            }
        })
    }
}

fn problems(desk: Desk, which: impl Fn(&Problem) -> bool) -> Vec<Problem> {
    let some = |problems: &[Problem]| problems.iter().filter(|problem| which(problem)).cloned().collect();
    desk.seen(|preview| some(&preview.problems)).unwrap_or_default()
}

/// The rows that cannot be read in: where, and what is wrong with each.
#[component]
pub fn Errors(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wrong = Memo::new(move |_| problems(desk, |problem| !problem.is_fatal()));
    let note =
        move || desk.seen(|preview| words::bad_rows(i18n, desk.format, preview.refused)).unwrap_or_default();
    let more = move || desk.seen(|preview| preview.more_problems).filter(|more| *more > 0);
    let rows = move || wrong.get().into_iter().map(|problem| view! { <Line desk problem /> }).collect_view();
    view! {
        <Show when=move || !wrong.with(Vec::is_empty)>
            <section class="panel" aria-labelledby="fact-errors">
                <header class="panel-head">
                    <h2 class="panel-title" id="fact-errors">{say(move || t_string!(i18n, fact.errors_title))}</h2>
                    <span class="panel-note">{say(note)}</span>
                </header>
                <div class="table-scroll fact-errors" role="group" tabindex="0" aria-labelledby="fact-errors">
                    <table class="table" data-wrap="true">
                        <thead>
                            <tr>
                                <th class="num" scope="col">{say(move || t_string!(i18n, fact.line))}</th>
                                <th scope="col">{say(move || t_string!(i18n, fact.error_column))}</th>
                                <th scope="col">{say(move || t_string!(i18n, fact.error_what))}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {move || more().map(|more| {
                    let more = words::whole(desk.format, more);
                    view! { <p class="panel-foot fact-more">{t_string!(i18n, fact.errors_more, more = more)}</p> }
                })}
            </section>
        </Show>
    }
}

#[component]
fn Line(desk: Desk, problem: Problem) -> impl IntoView {
    let i18n = use_i18n();
    let line = problem.line;
    view! {
        <tr>
            <td class="num fact-line">{say(move || words::whole(desk.format, line))}</td>
            <td class="fact-column">{problem.column.clone()}</td>
            <td>{say(move || problem.sentence(i18n.get_locale()))}</td>
        </tr>
    }
}

/// What was done to the figures, and what was left out.
#[component]
pub fn Notes(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let notes = Memo::new(move |_| {
        desk.seen(|preview| {
            let left_out = (preview.left_out > 0).then(|| {
                let rows = words::whole(desk.format, preview.left_out);
                t_string!(i18n, fact.left_out, count = preview.left_out, rows = rows)
            });
            let notes = preview.notes.iter().map(|note| note.sentence(i18n.get_locale()));
            left_out.into_iter().chain(notes).collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let line = |note: String| view! { <span class="fact-line-of-notice">{note}</span> };
    move || {
        let notes = notes.get();
        (!notes.is_empty()).then(|| view! { <Notice>{notes.into_iter().map(line).collect_view()}</Notice> })
    }
}
