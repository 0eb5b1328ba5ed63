//! A box to tick.

use leptos::prelude::*;

/// A box with its words; a press on either changes the value.
#[component]
pub fn Check(#[prop(into)] label: TextProp, value: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=value on:change=move |event| value.set(event_target_checked(&event)) />
            <span>{move || label.get()}</span>
        </label>
    }
}
