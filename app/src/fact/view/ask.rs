//! The one question that a file may raise: which number of its dates is the day. It is never guessed, and the answer can
//! be changed until the file is in.

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    fact::plan::DateOrder,
    i18n::{t_string, use_i18n},
    time::Day,
    ui::{Glyph, Icon, say},
};

/// The question with both answers, as days that cannot be mistaken.
#[component]
pub fn Ask(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let question = Memo::new(move |_| desk.question.get());
    let said = Memo::new(move |_| desk.plan.with(|plan| plan.dates));
    let text = move || {
        if said.get().is_some() { t_string!(i18n, fact.ask_answered) } else { t_string!(i18n, fact.ask_text) }
    };
    move || {
        let question = question.get()?;
        let cell = question.cell;
        Some(view! {
            <section class="notice fact-ask" data-tone=move || if said.get().is_some() { None } else { Some("warn") }>
                <Icon glyph=Glyph::Calendar />
                <div class="fact-ask-text">
                    <h2>{say(move || t_string!(i18n, fact.ask_title, cell = cell.clone(), line = question.line))}</h2>
                    <p>{say(text)}</p>
                </div>
                <div class="buttons">
                    <Answer desk said day=question.day_first order=DateOrder::DayFirst />
                    <Answer desk said day=question.month_first order=DateOrder::MonthFirst />
                </div>
            </section>
        })
    }
}

#[component]
fn Answer(desk: Desk, said: Memo<Option<DateOrder>>, day: Day, order: DateOrder) -> impl IntoView {
    let is_said = move || said.get() == Some(order);
    view! {
        <button
            class="button fact-answer"
            type="button"
            aria-pressed=move || is_said().to_string()
            on:click=move |_| desk.answer(order)
        >
            {move || is_said().then(|| view! { <Icon glyph=Glyph::Check /> })}
            {say(move || desk.format.day_long(day))}
        </button>
    }
}
