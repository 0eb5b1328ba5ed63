//! Who is logged in: their name, the language, the theme, and the way out.

use leptos::prelude::*;

use crate::{
    access::{
        api::log_out,
        language,
        model::{Language, Me, Person},
        view::role_name,
    },
    i18n::{t_string, use_i18n},
    ui::{
        Avatar, Entry, Glyph, Item, Menu,
        draft::forget_drafts,
        error_text,
        theme::{Theme, use_theme},
        use_toasts,
    },
};

/// The account menu at the foot of the rail.
#[component]
pub fn Account(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let themes = use_theme();
    let toasts = use_toasts();
    let leave = move || {
        leptos::task::spawn_local(async move {
            match log_out().await {
                // A fresh page, so that nothing of this person stays in memory.
                Ok(()) => {
                    forget_drafts();
                    window().location().set_href("/login").unwrap_or_default();
                }
                Err(error) => toasts.fail(error_text(i18n, &error)),
            }
        });
    };
    let Person { name, role, .. } = me.person;
    let name = name.to_string();
    let title = name.clone();
    let entries = move |()| {
        let mut lines = vec![Entry::Label(format!("{title} · {}", role_name(i18n, role)))];
        lines.extend(Language::ALL.iter().map(|&language| {
            let choose = move || language::choose_for_person(i18n, language);
            Item::new(language::name(language), choose).checked(language::current(i18n) == language).into()
        }));
        lines.push(Entry::Line);
        lines.extend([Theme::System, Theme::Light, Theme::Dark].map(|theme| {
            let word = match theme {
                Theme::System => t_string!(i18n, ui.theme_system),
                Theme::Light => t_string!(i18n, ui.theme_light),
                Theme::Dark => t_string!(i18n, ui.theme_dark),
            };
            Item::new(word, move || themes.choose(theme)).checked(themes.chosen() == theme).into()
        }));
        lines.push(Entry::Line);
        lines.push(Item::new(t_string!(i18n, shell.log_out), leave).glyph(Glyph::Logout).into());
        lines
    };
    // Under the thumb there is room for one word.
    let (first, rest) = name.split_once(' ').unwrap_or((&name, ""));
    let (first, rest) = (first.to_owned(), rest.to_owned());
    view! {
        <Menu entries class="shell-link">
            <Avatar name=name.clone() />
            <span class="shell-link-text">{first} " " <span class="shell-link-rest">{rest}</span></span>
        </Menu>
    }
}
