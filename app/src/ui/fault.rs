//! When the client itself breaks: its page is covered by one that says so and offers to load it again. That one stands in
//! the document from the beginning, because nothing of the client can be relied on any more.

use std::panic;

use leptos::prelude::document;

/// Covers the page when something panics, and writes to the browser's console what it was.
pub fn cover_when_broken() {
    panic::set_hook(Box::new(|what| {
        console_error_panic_hook::hook(what);
        if let Ok(Some(cover)) = document().query_selector(".boot-fault") {
            let _ = cover.remove_attribute("hidden");
        }
    }));
}
