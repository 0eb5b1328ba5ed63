//! When something went wrong: what happened, what to do, and a way to try again.

use leptos::prelude::*;

use super::{
    button::Button,
    icon::{Glyph, Icon},
    tone::Tone,
};
use crate::i18n::{t, t_string, use_i18n};

/// Stands in the place of what did not load.
#[component]
pub fn ErrorState(
    /// What happened and what to do; the general advice when absent.
    #[prop(optional, into)]
    text: Option<TextProp>,
    #[prop(optional, into)] title: Option<TextProp>,
    #[prop(optional, into)] on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = title.unwrap_or_else(|| (move || t_string!(i18n, ui.failed)).into());
    let text = text.unwrap_or_else(|| (move || t_string!(i18n, ui.failed_text)).into());
    view! {
        <div class="empty" data-tone="bad" role="alert">
            <Icon glyph=Glyph::Warning />
            <h2 class="empty-title">{move || title.get()}</h2>
            <p class="empty-text">{move || text.get()}</p>
            {on_retry
                .map(|on_retry| {
                    view! {
                        <div class="buttons">
                            <Button glyph=Glyph::Refresh on_press=on_retry>
                                {t!(i18n, ui.retry)}
                            </Button>
                        </div>
                    }
                })}
        </div>
    }
}

/// A line of advice or trouble that stays in the page; trouble is announced.
#[component]
pub fn Notice(#[prop(optional)] tone: Tone, children: Children) -> impl IntoView {
    let glyph = match tone {
        Tone::Good => Glyph::Check,
        Tone::Bad | Tone::Warn => Glyph::Warning,
        Tone::Plain | Tone::Accent | Tone::Second => Glyph::Info,
    };
    view! {
        <div class="notice" data-tone=tone.attribute() role=if tone == Tone::Bad { "alert" } else { "note" }>
            <Icon glyph />
            <span class="notice-text">{children()}</span>
        </div>
    }
}
