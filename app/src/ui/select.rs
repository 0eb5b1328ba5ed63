//! A list to choose one from: the browser's own, because it works with every keyboard, phone and screen reader.

use leptos::prelude::*;

use super::unique;

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the callback gets.
    pub value: String,
    /// What is read.
    pub text: String,
}

impl Choice {
    /// A line.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into() }
    }
}

/// A list. The value is the caller's: it changes when the caller accepts what `on_choose` reports.
#[component]
pub fn Select(
    #[prop(into)] label: TextProp,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_choose: Callback<(String,)>,
    /// Without a visible label, lower, for a row of a table or a list of properties.
    #[prop(optional)]
    bare: bool,
    #[prop(optional, into)] off: Signal<bool>,
) -> impl IntoView {
    let id = unique("select");
    let options = move || {
        let chosen = value.get();
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let selected = choice.value == chosen;
                view! { <option value=choice.value prop:selected=selected>{choice.text}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label class=if bare { "unseen" } else { "field-label" } for=id.clone()>{move || label.get()}</label>
            <select
                class="select"
                id=id
                data-size=bare.then_some("small")
                disabled=move || off.get()
                on:change=move |event| on_choose.run((event_target_value(&event),))
            >
                {options}
            </select>
        </div>
    }
}
