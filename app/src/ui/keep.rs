//! What this browser keeps for its reader beyond a reload: the theme, the language, how wide a column was made. A browser
//! that keeps nothing begins as usual the next time, which is no harm.

use leptos::prelude::window;

/// What is kept under a key.
pub fn kept(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a value under a key, or forgets it.
pub fn keep(key: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    match value {
        Some(value) => storage.set_item(key, value).ok(),
        None => storage.remove_item(key).ok(),
    };
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
