//! A column: its head, its cards, the composer, and what belongs here when it is empty.

use leptos::prelude::*;

use super::{card::CardView, composer::Composer, desk::Desk, words};
use crate::{
    board::model::{Column, Face, Kind},
    i18n::{t_string, use_i18n},
    ui::{Dot, Glyph, IconButton, Size, drag::Drag},
};

/// One column.
#[component]
pub fn ColumnView(desk: Desk, drag: Drag, column: Column) -> impl IntoView {
    let i18n = use_i18n();
    let Column { id, kind, .. } = column;
    let heading = format!("column-{}", kind.word());
    let labelled = heading.clone();
    let order = RwSignal::from(desk.order(id));
    let named = column.clone();
    let name = move || words::column_name(i18n, &named);
    let cards =
        move || order.get().into_iter().filter_map(|id| Some((id, desk.card(id)?))).collect::<Vec<_>>();
    let writing = Memo::new(move |_| desk.composing().get() == Some(id));
    let is_empty = move || order.with(Vec::is_empty) && !writing.get();
    view! {
        <section
            class="board-column"
            data-side=words::side_word(kind.side())
            data-drag-list=id.to_string()
            aria-labelledby=labelled
        >
            <header class="board-column-head">
                <Dot tone=words::kind_tone(kind) />
                <h2 class="board-column-title" id=heading title=name.clone()>{name.clone()}</h2>
                <span class="board-column-count">{move || order.with(Vec::len)}</span>
                <NewCard desk column />
            </header>
            <ol class="board-cards" data-drag-items="">
                {move || writing.get().then(|| view! { <li><Composer desk column=id kind /></li> })}
                <For each=cards key=|(id, _)| *id let((_, card))>
                    <CardView desk drag card=card.into() kind />
                </For>
                {move || is_empty().then(|| view! { <li class="board-none">{words::kind_purpose(i18n, kind)}</li> })}
            </ol>
        </section>
    }
}

/// The button that opens the composer, where the viewer may write.
#[component]
fn NewCard(desk: Desk, column: Column) -> impl IntoView {
    let i18n = use_i18n();
    let Column { id, kind, .. } = column;
    let may = move || kind.takes_from(desk.side()).is_ok() && (kind != Kind::ClientTasks || has_client(desk));
    let label = move || {
        if kind == Kind::Requests {
            t_string!(i18n, board.new_request).to_owned()
        } else {
            t_string!(i18n, board.new_in, column = words::column_name(i18n, &column))
        }
    };
    move || {
        may().then(|| {
            let open = move |()| desk.composing().set(Some(id));
            view! { <IconButton glyph=Glyph::Plus size=Size::Small label=label.clone() on_press=Callback::new(open) /> }
        })
    }
}

/// Whether the client has anybody who could do something.
fn has_client(desk: Desk) -> bool {
    desk.frame().with(|frame| frame.people.iter().any(Face::acts_for_client))
}
