//! What an edit would do, told before it is made: which names a rule fits, which of them an earlier rule takes, and what
//! moves from where to where.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::{desk::Desk, words};
use crate::{
    error::{Error, Result},
    fact::model::Dimension,
    i18n::{t_string, use_i18n},
    mapping::{
        api::try_change,
        edit::Edit,
        model::{Caught, Effect as Moves, Flow},
    },
    ui::{Notice, Tone, error_text, say},
};

/// How long the writer's hand must rest before the server is asked.
const REST: Duration = Duration::from_millis(300);

/// What is known of an edit that is being written.
#[derive(Clone, Copy)]
pub(super) struct TryOut {
    pub effect: RwSignal<Option<Result<Moves>>>,
    /// A newer question is under way: what is shown answers an earlier one.
    pub waits: RwSignal<bool>,
}

impl TryOut {
    /// Asks again whenever the edit changes and the hand rests. Only the answer to the last question counts.
    pub(super) fn of(desk: Desk, edit: Memo<Option<Edit>>) -> Self {
        let this = Self { effect: RwSignal::new(None), waits: RwSignal::new(false) };
        let (turn, timer) = (StoredValue::new(0_u32), StoredValue::new(None::<TimeoutHandle>));
        let stop = move || {
            if let Some(timer) = timer.try_update_value(Option::take).flatten() {
                timer.clear();
            }
        };
        leptos::prelude::Effect::new(move || {
            let edit = edit.get();
            stop();
            turn.update_value(|turn| *turn = turn.wrapping_add(1));
            let (own, Some(edit)) = (turn.get_value(), edit) else {
                this.effect.set(None);
                return this.waits.set(false);
            };
            this.waits.set(true);
            let ask = move || {
                spawn_local(async move {
                    let answer = try_change(desk.project, edit).await;
                    if turn.try_get_value() == Some(own) {
                        this.effect.set(Some(answer));
                        this.waits.set(false);
                    }
                });
            };
            timer.set_value(set_timeout_with_handle(ask, REST).ok());
        });
        on_cleanup(stop);
        this
    }

    /// What is wrong with the edit, if the server said so.
    pub(super) fn fault(self) -> Option<Error> {
        self.effect.with(|effect| effect.as_ref().and_then(|effect| effect.as_ref().err().cloned()))
    }
}

/// The answer.
#[component]
pub fn Outcome(desk: Desk, tried: TryOut, field: Signal<Dimension>) -> impl IntoView {
    let i18n = use_i18n();
    let moves = Memo::new(move |_| {
        tried.effect.with(|effect| effect.as_ref().and_then(|effect| effect.as_ref().ok().cloned()))
    });
    // What is wrong with a text stands beside it.
    let fault = move || tried.fault().filter(|fault| !matches!(fault, Error::Invalid { .. }));
    view! {
        <section class="mapping-outcome" aria-live="polite" aria-busy=move || tried.waits.get().then_some("true")>
            <h3 class="mapping-outcome-title">{say(move || t_string!(i18n, mapping.outcome))}</h3>
            {move || fault().map(|error| view! { <Notice tone=Tone::Bad>{error_text(i18n, &error)}</Notice> })}
            {move || match moves.get() {
                Some(moves) => view! { <Told desk moves field /> }.into_any(),
                None => view! { <p class="panel-note">{say(move || t_string!(i18n, mapping.outcome_waits))}</p> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Told(desk: Desk, moves: Moves, field: Signal<Dimension>) -> impl IntoView {
    let i18n = use_i18n();
    let (names, moved) = (moves.names, moves.moved);
    let sentence = move || {
        if names == 0 {
            return t_string!(i18n, mapping.moves_nothing).to_owned();
        }
        let names = words::counted(i18n, field.get(), names);
        t_string!(i18n, mapping.moves, names = names, money = desk.weigh(moved)).to_string()
    };
    let (caught_count, taken_count) = (moves.caught_count, moves.taken_count);
    let caught_text = move || {
        let names = words::counted(i18n, field.get(), caught_count);
        let taken =
            (taken_count > 0).then(|| t_string!(i18n, mapping.taken, count = taken_count).to_string());
        format!("{} {}", t_string!(i18n, mapping.catches, names = names), taken.unwrap_or_default())
    };
    let flows = moves.flows.into_iter().take(8).map(|flow| view! { <Way desk flow /> }).collect_view();
    let caught = moves.caught.into_iter().map(|caught| view! { <CaughtName desk caught /> }).collect_view();
    view! {
        <p><b>{say(sentence)}</b></p>
        <ul class="mapping-flows">{flows}</ul>
        {(caught_count > 0).then(|| view! {
            <p class="mapping-outcome-title">{say(caught_text)}</p>
            <ul class="mapping-caught" tabindex="0" aria-label=move || t_string!(i18n, mapping.outcome)>{caught}</ul>
        })}
    }
}

/// Money on its way from one category to another.
#[component]
fn Way(desk: Desk, flow: Flow) -> impl IntoView {
    let i18n = use_i18n();
    let Flow { from, to, weight } = flow;
    let end = move |path: &Option<String>| {
        path.clone().unwrap_or_else(|| t_string!(i18n, mapping.unmapped).to_owned())
    };
    let way = move || format!("{} → {}", end(&from), end(&to));
    view! {
        <li>
            <span class="mapping-grow">{say(way)}</span>
            <span class="mapping-figure">{say(move || desk.weigh(weight))}</span>
        </li>
    }
}

#[component]
fn CaughtName(desk: Desk, caught: Caught) -> impl IntoView {
    let i18n = use_i18n();
    let Caught { name, weight, taken_by } = caught;
    let taken = move || {
        taken_by.map(|number| view! {
            <span class="tag" data-tone="warn">{t_string!(i18n, mapping.taken_by, number = number).to_string()}</span>
        })
    };
    view! {
        <li data-dim=taken_by.is_some().then_some("true")>
            <span class="mapping-grow clip" title=name.clone()>{name.clone()}</span>
            {taken}
            <span class="mapping-figure">{say(move || desk.weigh(weight))}</span>
        </li>
    }
}
