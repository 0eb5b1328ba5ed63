//! What opens now and then over the page: pieces of their own, downloaded when they are first needed.

#![expect(clippy::unnecessary_wraps, reason = "what can fail is the download, which `wasm_split` adds")]

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use super::{
    desk::{Desk, Sheet},
    rule_form::RuleSheet,
    sheets::SmallSheet,
};
use crate::ui::{Arriving, Piece};

/// The dialog that is open, if any.
#[component]
pub fn OpenSheet(desk: Desk) -> impl IntoView {
    move || desk.sheet.get().map(|sheet| view! { <Piece open=move || open(&sheet) /> })
}

fn open(sheet: &Sheet) -> Arriving {
    match sheet {
        Sheet::Rule(..) => Box::pin(rule()),
        _ => Box::pin(small()),
    }
}

#[wasm_split(mapping_rule, wasm_split_path = leptos::wasm_split, fallible)]
fn rule() -> Result<AnyView, SplitLoaderError> {
    let desk: Desk = expect_context();
    Ok(view! { <RuleSheet desk /> }.into_any())
}

#[wasm_split(mapping_sheet, wasm_split_path = leptos::wasm_split, fallible)]
fn small() -> Result<AnyView, SplitLoaderError> {
    let desk: Desk = expect_context();
    Ok(view! { <SmallSheet desk /> }.into_any())
}
