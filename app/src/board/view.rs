//! The page of this room.

use leptos::prelude::*;

/// The page.
#[component]
pub fn BoardPage() -> impl IntoView {
    view! { <p>"…"</p> }
}
