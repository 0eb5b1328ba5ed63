//! Drafts: what somebody wrote and has not sent survives a reload. It stays in this tab and leaves with it.

use leptos::prelude::*;

/// A text that is kept under a name as long as the tab lives. An empty one is forgotten.
pub fn use_draft(name: &str) -> RwSignal<String> {
    let key = format!("draft-{name}");
    let kept = storage().and_then(|storage| storage.get_item(&key).ok().flatten());
    let text = RwSignal::new(kept.unwrap_or_default());
    Effect::new(move || {
        let text = text.get();
        let Some(storage) = storage() else { return };
        // A browser that keeps nothing loses a draft at a reload, and nothing else.
        if text.is_empty() {
            storage.remove_item(&key).ok()
        } else {
            storage.set_item(&key, &text).ok()
        };
    });
    text
}

/// Forgets all drafts: whoever logs in next in this tab has not written them.
pub fn forget_drafts() {
    if let Some(storage) = storage() {
        storage.clear().ok();
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}
