//! The language of the page: what the person chose, else what this browser remembers, else what it prefers.

use leptos::prelude::*;

use super::{api::speak, model::Language};
use crate::{
    i18n::{I18nContext, Locale, use_i18n},
    ui::{keep, kept},
};

const KEY: &str = "kabinet-language";

/// The name of a language in itself.
pub fn name(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Ru => "Русский",
        Language::Uk => "Українська",
    }
}

/// Speaks the language that this browser remembers; without one it stays with what the browser prefers.
pub fn recall() {
    let i18n = use_i18n();
    if let Some(language) = kept(KEY).as_deref().and_then(Language::parse) {
        i18n.set_locale(language.locale());
        // The context has an effect that waits to set what the browser prefers; this one comes after it.
        Effect::new(move || i18n.set_locale(language.locale()));
    }
}

/// The language that the page speaks now.
pub fn current(i18n: I18nContext<Locale>) -> Language {
    match i18n.get_locale() {
        Locale::en => Language::En,
        Locale::ru => Language::Ru,
        Locale::uk => Language::Uk,
    }
}

/// Speaks a language from now on, in this browser.
pub fn choose(i18n: I18nContext<Locale>, language: Language) {
    i18n.set_locale(language.locale());
    keep(KEY, Some(language.word()));
}

/// Speaks a language from now on, for this person everywhere.
pub fn choose_for_person(i18n: I18nContext<Locale>, language: Language) {
    choose(i18n, language);
    leptos::task::spawn_local(async move {
        // When the server does not hear it, this browser remembers; the next choice tries again.
        speak(language).await.ok();
    });
}

/// The languages as quiet buttons, for pages before the login.
#[component]
pub fn LanguageButtons() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <nav class="access-aside" aria-label="Language">
            {Language::ALL
                .iter()
                .map(|&language| {
                    view! {
                        <button
                            class="button"
                            type="button"
                            data-kind="quiet"
                            data-size="small"
                            lang=language.word()
                            aria-pressed=move || (current(i18n) == language).to_string()
                            on:click=move |_| choose(i18n, language)
                        >
                            {name(language)}
                        </button>
                    }
                })
                .collect_view()}
        </nav>
    }
}
