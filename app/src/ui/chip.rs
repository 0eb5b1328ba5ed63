//! Chip: one part of what the reader chose, and the cross that lets go of it.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::i18n::{t_string, use_i18n};

/// A chip of a list: "Category Fireplaces › Electric ×".
#[component]
pub fn Chip(
    #[prop(into)] name: TextProp,
    #[prop(into)] value: TextProp,
    #[prop(into)] on_clear: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let cleared = name.clone();
    view! {
        <li class="chip">
            <span class="chip-name">{move || name.get()}</span>
            <span class="chip-value">{move || value.get()}</span>
            <button
                class="chip-close"
                type="button"
                aria-label=move || t_string!(i18n, ui.clear, name = cleared.get().to_string())
                on:click=move |_| on_clear.run(())
            >
                <Icon glyph=Glyph::Close />
            </button>
        </li>
    }
}
