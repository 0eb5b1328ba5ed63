//! The page of this room.

use leptos::prelude::*;

/// The page.
#[component]
pub fn ReportPage() -> impl IntoView {
    view! { <p>"…"</p> }
}
