//! The rooms are pieces of the client: each is downloaded when its page is opened for the first time, so that nobody waits for
//! the board to see a report. `scripts/web/split.mjs` cuts the client where this module says.

#![expect(clippy::unnecessary_wraps, reason = "what can fail is the download, which `wasm_split` adds")]

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_split::{SplitLoaderError, wasm_split},
};

use super::{guest::GuestGate, page::Page};
use crate::{
    access::view::{LoginPage, SetUpPage},
    board::view::BoardPage,
    fact::view::FactPage,
    mapping::view::MappingPage,
    report::view::ReportPage,
    ui::{Arriving, Piece},
};

/// A page that comes with its piece.
#[component]
pub fn PagePiece(page: Page) -> impl IntoView {
    view! { <Piece open=move || open(page) /> }
}

/// The page of a link, which is made of the same parts as the report and comes with its piece.
#[component]
pub fn GuestPiece() -> impl IntoView {
    view! { <Piece open=|| Box::pin(guest()) /> }
}

/// A page before the login; who is logged in does not download it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Login,
    SetUp,
}

/// A page before the login, which comes with its piece.
#[component]
pub fn Entrance(door: Door) -> impl IntoView {
    view! { <Piece open=move || Box::pin(entrance(door)) /> }
}

/// Fetches the piece of a page that the reader is about to open.
pub fn fetch(page: Page) {
    spawn_local(async move {
        // A failure is told when the page is opened; that tries again.
        let _ = match page {
            Page::Report => fetch_report().await,
            Page::Board => fetch_board().await,
            Page::Facts => fetch_facts().await,
            Page::Mapping => fetch_mapping().await,
        };
    });
}

fn open(page: Page) -> Arriving {
    match page {
        Page::Report => Box::pin(report()),
        Page::Board => Box::pin(board()),
        Page::Facts => Box::pin(facts()),
        Page::Mapping => Box::pin(mapping()),
    }
}

#[wasm_split(report, wasm_split_path = leptos::wasm_split, preload(fetch_report), fallible)]
fn report() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <ReportPage /> }.into_any())
}

#[wasm_split(report, wasm_split_path = leptos::wasm_split, fallible)]
fn guest() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <GuestGate /> }.into_any())
}

#[wasm_split(board, wasm_split_path = leptos::wasm_split, preload(fetch_board), fallible)]
fn board() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <BoardPage /> }.into_any())
}

#[wasm_split(facts, wasm_split_path = leptos::wasm_split, preload(fetch_facts), fallible)]
fn facts() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <FactPage /> }.into_any())
}

#[wasm_split(mapping, wasm_split_path = leptos::wasm_split, preload(fetch_mapping), fallible)]
fn mapping() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <MappingPage /> }.into_any())
}

#[wasm_split(entrance, wasm_split_path = leptos::wasm_split, fallible)]
fn entrance(door: Door) -> Result<AnyView, SplitLoaderError> {
    Ok(match door {
        Door::Login => view! { <LoginPage /> }.into_any(),
        Door::SetUp => view! { <SetUpPage /> }.into_any(),
    })
}
