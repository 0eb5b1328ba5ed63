//! Tabs: several views in one place, one at a time. The caller draws the panel and gives it the id that it passes here.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::{focus, segments::neighbour};

/// One tab.
#[derive(Clone)]
pub struct Tab {
    /// What the callback gets.
    pub value: &'static str,
    /// What is read.
    pub text: TextProp,
}

/// The row of tabs.
#[component]
pub fn Tabs(
    #[prop(into)] label: TextProp,
    tabs: Vec<Tab>,
    #[prop(into)] value: Signal<&'static str>,
    #[prop(into)] on_choose: Callback<(&'static str,)>,
    /// The id of the element that shows the chosen tab (`role="tabpanel"`).
    panel: &'static str,
) -> impl IntoView {
    let values: StoredValue<Vec<&'static str>> = StoredValue::new(tabs.iter().map(|tab| tab.value).collect());
    let step = move |event: KeyboardEvent| {
        let next = values.with_value(|values| match event.key().as_str() {
            "ArrowRight" => neighbour(values, value.get_untracked(), 1).map(|next| (next, 1)),
            "ArrowLeft" => neighbour(values, value.get_untracked(), -1).map(|next| (next, -1)),
            _ => None,
        });
        if let Some((next, by)) = next {
            event.prevent_default();
            on_choose.run((next,));
            focus::sibling(&event, by);
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() on:keydown=step>
            {tabs
                .into_iter()
                .map(|Tab { value: own, text }| {
                    view! {
                        <button
                            class="tab"
                            type="button"
                            role="tab"
                            aria-controls=panel
                            aria-selected=move || (value.get() == own).to_string()
                            tabindex=move || if value.get() == own { "0" } else { "-1" }
                            on:click=move |_| on_choose.run((own,))
                        >
                            {move || text.get()}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}
