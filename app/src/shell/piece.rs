//! The rooms are pieces of the client: each is downloaded when its page is opened for the first time, so that nobody waits for
//! the board to see a report. `scripts/web/split.mjs` cuts the client where this module says.

#![expect(clippy::unnecessary_wraps, reason = "what can fail is the download, which `wasm_split` adds")]

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_split::{SplitLoaderError, wasm_split},
};

use super::page::Page;
use crate::{
    board::view::BoardPage,
    fact::view::FactPage,
    i18n::{t_string, use_i18n},
    report::view::ReportPage,
    ui::{ErrorState, Late, Shape, Skeleton},
};

/// A page that comes with its piece. A piece that does not arrive is asked for again on demand.
#[component]
pub fn Piece(page: Page) -> impl IntoView {
    let tries = RwSignal::new(0);
    move || {
        tries.track();
        let waiting = RwSignal::new(true);
        // No `Suspense` around it: what the room itself waits for would count too, and hide the room.
        let room = Suspend::new(async move {
            let room = open(page).await;
            waiting.set(false);
            room.unwrap_or_else(|_| {
                view! { <Missing on_retry=move |()| tries.update(|tries| *tries += 1) /> }.into_any()
            })
        });
        view! {
            {move || waiting.get().then(|| view! { <Late>{|| view! { <Skeleton shape=Shape::Block /> }}</Late> })}
            {room}
        }
    }
}

#[component]
fn Missing(#[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ErrorState
            title=move || t_string!(i18n, shell.no_piece)
            text=move || t_string!(i18n, shell.no_piece_text)
            on_retry
        />
    }
}

/// Fetches the piece of a page that the reader is about to open.
pub fn fetch(page: Page) {
    spawn_local(async move {
        // A failure is told when the page is opened; that tries again.
        let _ = match page {
            Page::Report => fetch_report().await,
            Page::Board => fetch_board().await,
            Page::Facts => fetch_facts().await,
        };
    });
}

async fn open(page: Page) -> Result<AnyView, SplitLoaderError> {
    match page {
        Page::Report => report().await,
        Page::Board => board().await,
        Page::Facts => facts().await,
    }
}

#[wasm_split(report, wasm_split_path = leptos::wasm_split, preload(fetch_report), fallible)]
fn report() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <ReportPage /> }.into_any())
}

#[wasm_split(board, wasm_split_path = leptos::wasm_split, preload(fetch_board), fallible)]
fn board() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <BoardPage /> }.into_any())
}

#[wasm_split(facts, wasm_split_path = leptos::wasm_split, preload(fetch_facts), fallible)]
fn facts() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <FactPage /> }.into_any())
}
