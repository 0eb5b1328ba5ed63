//! The end of the road, always in sight: what will happen, and the button that does it. The good rows of a file with bad
//! ones come in only when somebody says so.

use leptos::prelude::*;

use super::{
    desk::{Desk, Work},
    trouble::{Trouble, Ways},
    words,
};
use crate::{
    i18n::{t_string, use_i18n},
    ui::{Button, Kind, say},
};

/// The bar.
#[component]
pub fn Bar(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let work = Memo::new(move |_| desk.work.get());
    let is_busy = Signal::derive(move || work.get() == Work::Importing);
    let is_slow = move || matches!(work.get(), Work::Reading | Work::Importing);
    let ready = Memo::new(move |_| desk.seen(|preview| (preview.is_ready(true), preview.refused > 0)));
    let another = Callback::new(move |()| desk.another());
    let trouble = Memo::new(move |_| desk.trouble.get());
    let ways = move || trouble.get().map(|trouble| view! { <Ways desk trouble /> });
    let import = move || {
        let has_bad = ready.get().filter(|(is_ready, _)| *is_ready)?.1;
        Some(view! { <Import desk has_bad is_busy /> })
    };
    view! {
        <div
            class="fact-bar"
            data-busy=move || is_slow().then_some("true")
            data-tone=move || trouble.with(Option::is_some).then_some("bad")
        >
            {move || text(desk, work.get(), trouble.get())}
            <div class="buttons">
                {ways}
                <Button off=is_busy on_press=another>{say(move || t_string!(i18n, fact.another_file))}</Button>
                {import}
            </div>
            <span class="fact-work" aria-hidden="true"></span>
        </div>
    }
}

/// What went wrong, what is being done, or what can be done.
fn text(desk: Desk, work: Work, trouble: Option<Trouble>) -> impl IntoView {
    let i18n = desk.i18n;
    let (role, fact, advice) = match (trouble, work) {
        (Some(Trouble { why, .. }), _) => (Some("alert"), format!("{}.", why.title(i18n)), why.text(i18n)),
        (None, Work::Reading) => (None, String::new(), t_string!(i18n, fact.checking).to_owned()),
        (None, Work::Importing) => (None, String::new(), t_string!(i18n, fact.importing_text).to_owned()),
        (None, Work::Still | Work::Asked) => {
            let verdict = desk.seen(|preview| words::verdict(i18n, desk.format, preview)).unwrap_or_default();
            (None, verdict.fact, verdict.advice)
        }
    };
    view! { <p class="fact-bar-text" role=role><b>{fact}</b>" "{advice}</p> }
}

#[component]
fn Import(desk: Desk, has_bad: bool, is_busy: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let good = Memo::new(move |_| desk.seen(|preview| preview.good).unwrap_or_default());
    // What is quick must not flicker: for a moment after a new plan the button only does nothing.
    let off = Signal::derive(move || {
        !desk.may_import() && !matches!(desk.work.get(), Work::Asked | Work::Importing)
    });
    let press = Callback::new(move |()| desk.import(has_bad));
    let kind = if has_bad { Kind::Plain } else { Kind::Primary };
    view! {
        <Button kind busy=is_busy off on_press=press>
            {say(move || words::import(i18n, desk.format, good.get(), has_bad))}
        </Button>
    }
}
