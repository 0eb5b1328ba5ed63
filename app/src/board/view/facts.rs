//! The line of facts at a card's foot: when it is due, how much work it is, how much was said, and whose it is.

use leptos::prelude::*;

use super::{desk::Desk, words};
use crate::{
    board::model::{Card, Kind},
    i18n::{t_string, use_i18n},
    ui::{Avatar, Glyph, Icon, use_format},
};

/// The line.
#[component]
pub fn Facts(desk: Desk, card: RwSignal<Card>, kind: Kind) -> impl IntoView {
    let i18n = use_i18n();
    let effort = move || {
        let (spent, estimate) = card.with(|card| (card.spent, card.estimate));
        words::effort(i18n, spent, estimate).map(|text| view! { <span class="board-fact">{text}</span> })
    };
    let said = move || {
        let count = card.with(|card| card.comments);
        (count > 0).then(|| {
            let label = t_string!(i18n, board.comments, count = count);
            let tip = label.clone();
            view! {
                <span class="board-fact" title=tip>
                    <Icon glyph=Glyph::Comment />
                    <span aria-hidden="true">{count}</span>
                    <span class="unseen">{label}</span>
                </span>
            }
        })
    };
    let face = move || {
        let person = card.with(|card| card.assignee)?;
        Some(view! { <Avatar name=desk.person(person) /> })
    };
    view! {
        <div class="board-card-facts">
            <Due desk card kind />
            {effort}
            {said}
            {face}
        </div>
    }
}

/// When it is due; in red when that is past.
#[component]
fn Due(desk: Desk, card: RwSignal<Card>, kind: Kind) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    move || {
        let today = desk.frame().with(|frame| frame.today);
        let (due, overdue) = card.with(|card| (card.due, card.is_overdue(kind, today)));
        due.map(|due| {
            view! {
                <span class="board-fact" data-tone=overdue.then_some("bad")>
                    {words::due(i18n, format, due, today)}
                </span>
            }
        })
    }
}
