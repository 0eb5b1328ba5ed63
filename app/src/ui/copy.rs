//! The clipboard.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Puts a text into the clipboard; whether the browser let it. Without TLS a browser has no clipboard for pages.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let there =
        Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| !clipboard.is_undefined());
    there && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// The address of a page of this house, with everything before it.
pub fn whole_address(path: &str) -> String {
    format!("{}{path}", window().location().origin().unwrap_or_default())
}
