//! The board's page: `/p/SLUG/board`, with the open card in the address.

mod card;
mod column;
mod composer;
mod desk;
mod dialog;
mod facts;
mod form;
mod hours;
mod sheet;
mod talk;
mod words;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

use self::{column::ColumnView, desk::Desk, dialog::CardDialog};
use super::{
    api::open_board,
    model::{Board, Kind, Side},
};
use crate::{
    i18n::{t, t_string, use_i18n},
    id::CardId,
    project::model::{Home, Project},
    ui::{
        Button, ErrorState, Glyph, Kind as Loud, Late, Shape, Skeleton, drag::use_drag, error_text, key,
        show_actions, walk_columns,
    },
};

/// `/p/SLUG/board`
#[component]
pub fn BoardPage() -> impl IntoView {
    let i18n = use_i18n();
    let project = expect_context::<Arc<Project>>();
    let id = project.listed.id;
    let board = LocalResource::new(move || open_board(id));
    let retry = Callback::new(move |()| board.refetch());
    move || match board.get() {
        None => view! { <Late>{waiting}</Late> }.into_any(),
        Some(Ok(board)) => view! { <Table board /> }.into_any(),
        Some(Err(error)) => {
            view! { <ErrorState text=move || error_text(i18n, &error) on_retry=retry /> }.into_any()
        }
    }
}

/// The shape of a board that is coming.
fn waiting() -> impl IntoView {
    let column = |kind: &Kind| {
        let side = words::side_word(kind.side());
        view! {
            <section class="board-column" data-side=side>
                <header class="board-column-head"><Skeleton shape=Shape::Half /></header>
                <div class="board-cards">
                    <Skeleton shape=Shape::Card />
                    <Skeleton shape=Shape::Card />
                </div>
            </section>
        }
    };
    view! { <div class="board" aria-busy="true">{Kind::ALL.iter().map(column).collect_view()}</div> }
}

/// The board itself.
#[component]
fn Table(board: Board) -> impl IntoView {
    let project = expect_context::<Arc<Project>>();
    let me = expect_context::<Arc<Home>>().me.clone();
    let desk = Desk::new(project.listed.id, &me, board);
    let accepts = move |_: String, list: String| list.parse().is_ok_and(|column| desk.knows(column));
    let drag = use_drag(accepts, move |landing| desk.landed(&landing));
    offer_new_cards(desk);
    let columns = move || desk.frame().with(|frame| frame.columns.clone());
    view! {
        <div
            class="board"
            data-drag-area=""
            on:keydown=|event| walk_columns(&event, ".board-column", ".board-card-title")
        >
            <For each=columns key=|column| column.id let:column>
                <ColumnView desk drag column />
            </For>
        </div>
        <OpenCard desk />
    }
}

/// The button in the header, and the key `c`: a client writes a request, the agency something to do.
fn offer_new_cards(desk: Desk) {
    let i18n = use_i18n();
    let kind = if desk.side() == Side::Client { Kind::Requests } else { Kind::Todo };
    let compose = move || desk.compose_in(kind);
    key::on_key(key::Key::plain("KeyC"), compose);
    show_actions(move || {
        let word = move || {
            if kind == Kind::Requests {
                t_string!(i18n, board.new_request)
            } else {
                t_string!(i18n, board.new_card)
            }
        };
        view! {
            <Button kind=Loud::Primary glyph=Glyph::Plus on_press=Callback::new(move |()| compose())>
                {word}
                <kbd class="kbd">"C"</kbd>
            </Button>
        }
    });
}

/// The card that the address names.
#[component]
fn OpenCard(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let path = use_location().pathname;
    let navigate = use_navigate();
    let named = Memo::new(move |_| query.read().get("card"));
    let found = Memo::new(move |_| Some(named.get()?).map(|name| desk.find(&name)));
    let close = Callback::new(move |()| {
        let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        navigate(&path.get_untracked(), options);
    });
    let dialog = move |id: CardId| view! { <CardDialog desk id on_close=close /> };
    move || match found.get() {
        None => ().into_any(),
        Some(Some(id)) => dialog(id).into_any(),
        Some(None) => view! {
            <crate::ui::Dialog title=move || t_string!(i18n, board.no_card) on_close=close>
                <div class="dialog-body"><p>{t!(i18n, board.no_card_text)}</p></div>
            </crate::ui::Dialog>
        }
        .into_any(),
    }
}
