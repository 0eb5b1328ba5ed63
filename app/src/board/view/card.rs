//! A card on the board: number and tag, title, one line of facts, and the menu that moves it without a pointer.

use leptos::{ev::PointerEvent, prelude::*};

use super::{
    desk::{Desk, card_anchor},
    facts::Facts,
    words,
};
use crate::{
    access::model::Act,
    board::model::{Card, Kind, Place},
    i18n::{t_string, use_i18n},
    ui::{Entry, Glyph, Icon, Item, Kind as Loud, Menu, Size, Tag, Tone, drag::Drag},
};

/// One card.
#[component]
pub fn CardView(desk: Desk, drag: Drag, card: RwSignal<Card>, kind: Kind) -> impl IntoView {
    let (id, number) = card.with_untracked(|card| (card.id, card.number));
    let name = desk.name_of(number);
    let anchor = card.with_untracked(card_anchor);
    let title = move || card.with(|card| card.title.to_string());
    let movable = desk.may(Act::MoveCard);
    let grab = move |event: PointerEvent| {
        if movable {
            drag.grab(&event);
        }
    };
    view! {
        <li class="board-card" data-drag-item=id.to_string() on:pointerdown=grab>
            <div class="board-card-top">
                <span class="board-number">{name.clone()}</span>
                <Mark desk card kind />
            </div>
            <a class="board-card-title" id=anchor href=format!("?card={name}") draggable="false" data-noscroll="" title=title>
                {title}
            </a>
            <Facts desk card kind />
            {movable.then(|| view! { <MoveMenu desk card name /> })}
        </li>
    }
}

/// The tag: whose move it is when somebody waits, else the card's own.
#[component]
fn Mark(desk: Desk, card: RwSignal<Card>, kind: Kind) -> impl IntoView {
    let i18n = use_i18n();
    let mark = Memo::new(move |_| {
        let now = desk.frame().with(|frame| frame.now);
        card.with(|card| match card.waiting(kind, now) {
            Some(waiting) => Some(words::waiting(i18n, waiting)),
            None => card.tag.as_ref().map(|tag| (tag.to_string(), Tone::Plain)),
        })
    });
    move || {
        mark.get().map(|(text, tone)| view! { <Tag text=move || text.clone() tone=Signal::stored(tone) /> })
    }
}

/// "Move to…": every column, and a step up or down.
#[component]
fn MoveMenu(desk: Desk, card: RwSignal<Card>, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let entries = move |()| {
        let (id, current) = card.with_untracked(|card| (card.id, card.column));
        let mut lines = vec![Entry::Label(t_string!(i18n, board.move_to).to_owned())];
        for column in desk.frame().with_untracked(|frame| frame.columns.clone()) {
            let to = move || {
                let before = desk.order(column.id).with_untracked(|order| order.first().copied());
                desk.move_to(id, Place { column: column.id, before });
            };
            let act = move || {
                if column.id != current {
                    to();
                }
            };
            let item = Item::new(words::column_name(i18n, &column), act).dot(words::kind_tone(column.kind));
            lines.push(item.checked(column.id == current).into());
        }
        lines.push(Entry::Line);
        lines.extend(steps(desk, card, t_string!(i18n, board.move_up), t_string!(i18n, board.move_down)));
        lines
    };
    view! {
        <span class="board-card-more">
            <Menu
                entries=Callback::new(entries)
                kind=Loud::Quiet
                size=Size::Small
                square=true
                label=move || t_string!(i18n, board.move_card, card = name.clone())
            >
                <Icon glyph=Glyph::More />
            </Menu>
        </span>
    }
}

/// One step up and one down, where there is room.
fn steps(desk: Desk, card: RwSignal<Card>, up: &str, down: &str) -> Vec<Entry> {
    let (id, column) = card.with_untracked(|card| (card.id, card.column));
    let order = desk.order(column).get_untracked();
    let Some(at) = order.iter().position(|one| *one == id) else { return Vec::new() };
    let step = |before| move || desk.move_to(id, Place { column, before });
    let mut lines = Vec::new();
    if at > 0 {
        lines.push(Item::new(up, step(order.get(at - 1).copied())).into());
    }
    if at + 1 < order.len() {
        lines.push(Item::new(down, step(order.get(at + 2).copied())).into());
    }
    lines
}
