//! Empty state: never a dead end. It says why nothing is here and what to do next.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// The block; its children are the buttons of the next step.
#[component]
pub fn Empty(
    glyph: Glyph,
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon glyph />
            <h2 class="empty-title">{move || title.get()}</h2>
            <p class="empty-text">{move || text.get()}</p>
            {children.map(|children| view! { <div class="buttons">{children()}</div> })}
        </div>
    }
}
