//! The switch between projects: in the rail, and on phones in the header.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::{
    i18n::{t_string, use_i18n},
    project::model::{Home, Listed},
    ui::{Entry, Glyph, Icon, Item, Kind, Menu},
};

/// The button with the present project, and the list of all.
#[component]
pub fn Switcher(home: Arc<Home>, listed: Memo<Option<Listed>>, compact: bool) -> impl IntoView {
    let i18n = use_i18n();
    let entries = StoredValue::new(home);
    let navigate = StoredValue::new_local(use_navigate());
    let path = use_location().pathname;
    let go = move |listed: &Listed| {
        let path = path.get_untracked();
        let page =
            path.rsplit('/').next().filter(|page| matches!(*page, "report" | "board" | "facts" | "mapping"));
        let target = format!("/p/{}/{}", listed.slug, page.unwrap_or("report"));
        navigate.with_value(|navigate| navigate(&target, NavigateOptions::default()));
    };
    let list = move |()| entries.with_value(|home| lines(home, listed.get_untracked().as_ref(), go));
    let face = move || listed.get().and_then(|listed| listed.client.as_str().chars().next());
    if compact {
        let name = move || listed.get().map(|listed| listed.name.to_string());
        // Where there is no project, the page is the list of all.
        let is_there = Memo::new(move |_| listed.with(Option::is_some));
        view! {
            <Show when=move || is_there.get()>
                <span class="shell-project">
                    <Menu entries=list kind=Kind::Quiet>
                        <span class="clip">{name}</span>
                        <Icon glyph=Glyph::Chevrons />
                    </Menu>
                </span>
            </Show>
        }
        .into_any()
    } else {
        view! {
            <Menu entries=list class="shell-switch">
                <span class="shell-switch-face" aria-hidden="true">{face}</span>
                <span class="shell-switch-text">
                    <b>{move || listed.get().map_or_else(|| t_string!(i18n, shell.choose).to_owned(), |l| l.name.to_string())}</b>
                    <span>{move || listed.get().map(|listed| listed.client.to_string())}</span>
                </span>
                <Icon glyph=Glyph::Chevrons />
            </Menu>
        }
        .into_any()
    }
}

/// The projects under the names of their clients.
fn lines(
    home: &Home,
    current: Option<&Listed>,
    go: impl Fn(&Listed) + Copy + Send + Sync + 'static,
) -> Vec<Entry> {
    let mut lines = Vec::new();
    let mut client = None;
    for listed in &home.projects {
        if client != Some(&listed.client) {
            lines.push(Entry::Label(listed.client.to_string()));
            client = Some(&listed.client);
        }
        let target = listed.clone();
        let item = Item::new(listed.name.to_string(), move || go(&target));
        lines.push(item.checked(current.is_some_and(|current| current.id == listed.id)).into());
    }
    lines
}
