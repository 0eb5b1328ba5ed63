//! Parts that the lists of the page share.

use leptos::prelude::*;

use crate::{
    error::Error,
    i18n::{t_string, use_i18n},
    ui::{Button, Entry, ErrorState, Glyph, Icon, Kind, Menu, Size, error_text, say},
};

/// What can be done with a line besides what a press does.
#[component]
pub fn More(
    /// What the line is called.
    #[prop(into)]
    name: Signal<String>,
    #[prop(into)] entries: Callback<(), Vec<Entry>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || t_string!(i18n, mapping.more, name = name.get()).to_string();
    view! {
        <Menu entries kind=Kind::Quiet size=Size::Small square=true label>
            <Icon glyph=Glyph::More />
        </Menu>
    }
}

/// The way to the lines of a long list that are not shown yet.
#[component]
pub fn ShowMore(
    /// How many are shown.
    most: RwSignal<usize>,
    /// How many there are.
    #[prop(into)]
    count: Signal<usize>,
    /// So many more are shown at a time.
    step: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let hidden = move || count.get().saturating_sub(most.get());
    let more = Callback::new(move |()| most.update(|most| *most += step));
    view! {
        <Show when=move || { hidden() > 0 }>
            <Button kind=Kind::Quiet on_press=more>
                {say(move || t_string!(i18n, mapping.show_more, count = hidden().min(step)).to_string())}
            </Button>
        </Show>
    }
}

/// What did not load.
#[component]
pub fn Failed(error: Error, on_retry: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! { <ErrorState text=move || error_text(i18n, &error) on_retry /> }
}
