//! Parts of the client that are downloaded when they are first needed: the pages of the rooms, and in a room whatever a
//! reader opens now and then. A function marked `#[wasm_split]` is where the client is cut; `scripts/web/split.mjs` cuts it.

use std::pin::Pin;

use leptos::{prelude::*, wasm_split::SplitLoaderError};

use super::{ErrorState, Late, Shape, Skeleton};
use crate::i18n::{t_string, use_i18n};

/// What a function marked `#[wasm_split]` answers when it is called: its view, once the piece has come.
pub type Arriving = Pin<Box<dyn Future<Output = Result<AnyView, SplitLoaderError>> + Send>>;

/// What comes with its piece. A piece that does not arrive is asked for again on demand.
#[component]
pub fn Piece(
    /// Begins the download and answers the view.
    open: impl Fn() -> Arriving + Send + 'static,
) -> impl IntoView {
    let tries = RwSignal::new(0);
    move || {
        tries.track();
        let waiting = RwSignal::new(true);
        let arriving = open();
        // No `Suspense` around it: what the piece itself waits for would count too, and hide it.
        let piece = Suspend::new(async move {
            let piece = arriving.await;
            waiting.set(false);
            piece.unwrap_or_else(|_| {
                view! { <Missing on_retry=move |()| tries.update(|tries| *tries += 1) /> }.into_any()
            })
        });
        view! {
            {move || waiting.get().then(|| view! { <Late>{|| view! { <Skeleton shape=Shape::Block /> }}</Late> })}
            {piece}
        }
    }
}

#[component]
fn Missing(#[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ErrorState title=move || t_string!(i18n, ui.no_piece) text=move || t_string!(i18n, ui.no_piece_text) on_retry />
    }
}
