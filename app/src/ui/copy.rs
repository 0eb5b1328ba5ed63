//! Copying a text for other programs.

use leptos::prelude::window;

/// Puts a text on the clipboard. Browsers that have none, or refuse it to a page that is not on a safe address, keep what
/// is there: the text stands on the page and can be marked.
pub fn copy(text: &str) {
    let promise = window().navigator().clipboard().write_text(text);
    leptos::task::spawn_local(async move {
        // Nobody can do anything about a refusal.
        let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    });
}
