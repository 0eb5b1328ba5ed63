//! The open card: loads it, keeps it fresh, and shows it in a dialog.

use leptos::{prelude::*, task::spawn_local};

use super::{desk::Desk, sheet::Sheet};
use crate::{
    board::{api::open_card, model::Opened},
    error::Error,
    event::Touched,
    i18n::use_i18n,
    id::CardId,
    live,
    ui::{Dialog, DialogSize, ErrorState, Late, Shape, Skeleton, error_text},
};

/// A card that lies open.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub desk: Desk,
    pub id: CardId,
    /// What the server said last.
    pub card: RwSignal<Option<Opened>>,
    fault: RwSignal<Option<Error>>,
}

impl Open {
    fn new(desk: Desk, id: CardId) -> Self {
        let open = Self { desk, id, card: RwSignal::new(None), fault: RwSignal::new(None) };
        open.load();
        live::on_news(move |news| {
            if matches!(news.touched, Some(Touched::Card { card }) if card == id) {
                open.load();
            }
        });
        open
    }

    /// Reads the card, again if need be. What is shown stays until the answer is there.
    pub(super) fn load(self) {
        spawn_local(async move {
            self.read().await;
        });
    }

    /// The same, for who waits for it.
    pub(super) async fn read(self) -> Option<Opened> {
        match open_card(self.desk.project(), self.id).await {
            Ok(opened) => {
                self.fault.try_set(None);
                self.card.try_set(Some(opened.clone()));
                Some(opened)
            }
            Err(error) => {
                self.fault.try_set(Some(error));
                None
            }
        }
    }
}

/// The dialog of a card.
#[component]
pub fn CardDialog(desk: Desk, id: CardId, on_close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let open = Open::new(desk, id);
    let name =
        desk.card(id).map(|card| desk.name_of(card.with_untracked(|card| card.number))).unwrap_or_default();
    // Every reading sets both signals; the sheet is made anew, with all that is being written in it, only at a change.
    let is_there = Memo::new(move |_| open.card.with(Option::is_some));
    let fault = Memo::new(move |_| open.fault.get());
    view! {
        <Dialog title=move || name.clone() size=DialogSize::Wide on_close>
            {move || match (is_there.get(), fault.get()) {
                (true, _) => open.card.get_untracked().map(|opened| view! { <Sheet open opened /> }).into_any(),
                (false, None) => view! { <Late>{waiting}</Late> }.into_any(),
                (false, Some(error)) => {
                    let retry = Callback::new(move |()| open.load());
                    view! { <ErrorState text=move || error_text(i18n, &error) on_retry=retry /> }.into_any()
                }
            }}
        </Dialog>
    }
}

fn waiting() -> impl IntoView {
    view! {
        <div class="board-dialog" aria-busy="true">
            <div class="board-dialog-main">
                <Skeleton shape=Shape::Half />
                <Skeleton shape=Shape::Block />
            </div>
            <div class="board-dialog-side">
                <Skeleton shape=Shape::Long />
                <Skeleton shape=Shape::Long />
            </div>
        </div>
    }
}
