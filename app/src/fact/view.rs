//! The page of this room.

use leptos::prelude::*;

/// The page.
#[component]
pub fn FactPage() -> impl IntoView {
    view! { <p>"…"</p> }
}
