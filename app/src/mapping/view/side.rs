//! The right side: the tree, the rules, the versions, one at a time.

use leptos::prelude::*;

use super::{desk::Desk, history::History, rules::Rules, tree::TreePanel};
use crate::{
    i18n::{t_string, use_i18n},
    ui::{Tab, Tabs},
};

const TREE: &str = "tree";
const RULES: &str = "rules";
const HISTORY: &str = "history";
const PANEL: &str = "mapping-side";

/// The panel.
#[component]
pub fn Side(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let shown = RwSignal::new(TREE);
    let rules = move || {
        let count = desk.known(|mapped| mapped.book.rules.len()).unwrap_or_default();
        format!("{} {count}", t_string!(i18n, mapping.rules))
    };
    let tabs = vec![
        Tab { value: TREE, text: (move || t_string!(i18n, mapping.tree)).into() },
        Tab { value: RULES, text: rules.into() },
        Tab { value: HISTORY, text: (move || t_string!(i18n, mapping.history)).into() },
    ];
    view! {
        <section class="panel mapping-side" aria-label=move || t_string!(i18n, mapping.side)>
            <Tabs
                label=move || t_string!(i18n, mapping.side)
                tabs
                value=shown
                on_choose=move |value: &'static str| shown.set(value)
                panel=PANEL
            />
            <div class="mapping-side-body" id=PANEL role="tabpanel" aria-label=move || match shown.get() {
                RULES => t_string!(i18n, mapping.rules),
                HISTORY => t_string!(i18n, mapping.history),
                _ => t_string!(i18n, mapping.tree),
            }>
                {move || match shown.get() {
                    RULES => view! { <Rules desk /> }.into_any(),
                    HISTORY => view! { <History desk /> }.into_any(),
                    _ => view! { <TreePanel desk /> }.into_any(),
                }}
            </div>
        </section>
    }
}
