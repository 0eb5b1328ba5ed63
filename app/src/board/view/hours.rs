//! The work that went into a card: how much it was, who did it, and a line to write down one's own of today.

use leptos::{prelude::*, task::spawn_local};

use super::{dialog::Open, sheet::Property, words};
use crate::{
    access::model::Act,
    board::{
        api::log_hours,
        model::{Hours, Minutes, NewHours},
    },
    i18n::{t, t_string, use_i18n},
    text::Body,
    ui::{Button, Size, error_text, use_format},
};

/// Hours spent, each line of them, and the form.
#[component]
pub fn Effort(open: Open) -> impl IntoView {
    let i18n = use_i18n();
    let total = move || {
        let (spent, estimate) = open.card.with(|opened| {
            opened.as_ref().map(|opened| (opened.card.spent, opened.card.estimate)).unwrap_or_default()
        });
        match estimate {
            None => words::hours(i18n, spent),
            Some(estimate) => {
                let (spent, estimate) =
                    (words::hours_number(i18n, spent), words::hours_number(i18n, estimate));
                t_string!(i18n, board.hours_of, spent = spent, estimate = estimate)
            }
        }
    };
    let lines = move || {
        open.card.with(|opened| opened.as_ref().map(|opened| opened.hours.clone()).unwrap_or_default())
    };
    view! {
        <Property name=move || t_string!(i18n, board.spent)>
            <span class="board-total">{total}</span>
        </Property>
        {move || lines().into_iter().rev().map(|line| view! { <Line open line /> }).collect_view()}
        {open.desk.may(Act::LogHours).then(|| view! { <Log open /> })}
    }
}

#[component]
fn Line(open: Open, line: Hours) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    view! {
        <div class="board-worked">
            <dt>{move || format.day_short(line.day)}</dt>
            <dd>
                <span class="clip">{open.desk.person(line.person)}</span>
                <span class="num">{move || words::hours(i18n, line.minutes)}</span>
            </dd>
        </div>
    }
}

/// A line to write down one's hours of today.
#[component]
fn Log(open: Open) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None);
    let send = move || {
        let form = || t_string!(i18n, board.hours_form).to_owned();
        let new = Minutes::parse(&typed.get_untracked()).ok().zip(Body::parse("").ok());
        let Some(new) =
            new.map(|(minutes, note)| NewHours { minutes, note }).filter(|new| new.check().is_ok())
        else {
            return wrong.set(Some(form()));
        };
        busy.set(true);
        spawn_local(async move {
            let outcome = log_hours(open.desk.project(), open.id, new).await;
            busy.try_set(false);
            wrong.try_set(outcome.as_ref().err().map(|error| error_text(i18n, error)));
            if let Ok(card) = outcome {
                typed.try_set(String::new());
                open.desk.apply(card);
                open.load();
            }
        });
    };
    view! {
        <Property name=move || t_string!(i18n, board.log)>
            <form
                class="board-log"
                on:submit=move |event| {
                    event.prevent_default();
                    if !busy.get_untracked() {
                        send();
                    }
                }
            >
                <input
                    class="input"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=move || t_string!(i18n, board.log_label)
                    placeholder=move || t_string!(i18n, board.log_hint)
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <Button size=Size::Small submit=true busy>{t!(i18n, board.log_add)}</Button>
            </form>
        </Property>
        {move || wrong.get().map(|wrong| view! { <p class="field-error" role="alert">{wrong}</p> })}
    }
}
