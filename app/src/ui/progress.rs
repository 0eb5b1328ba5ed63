//! Progress: a thin bar, for an iteration's days or for a file on its way.

use leptos::prelude::*;

use super::tone::Tone;

/// A bar that is `value` full, from 0 to 1.
#[component]
pub fn Progress(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Signal<f64>,
    #[prop(optional)] tone: Tone,
) -> impl IntoView {
    let percent = move || (value.get().clamp(0.0, 1.0) * 100.0).round();
    view! {
        <span
            class="progress"
            role="progressbar"
            data-tone=tone.attribute()
            aria-label=move || label.get()
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent().to_string()
        >
            <span class="progress-fill" style:--value=move || format!("{}%", percent())></span>
        </span>
    }
}
