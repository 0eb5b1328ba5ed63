//! What can come between a file and the report, and the way on.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::desk::Desk;
use crate::{
    error::{Error, Rule},
    fact::preview::MOST_MEBIBYTES,
    i18n::{Locale, t_string},
    ui::{Button, Glyph, Notice, Size, Tone, error_text, say},
};

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    /// More than the server takes.
    TooLarge,
    /// The file did not arrive.
    NotSent,
    /// The server has the file no longer.
    Gone,
    /// Another file is being read in.
    AnotherImport,
    /// Something else.
    Refused(Error),
}

/// What a button can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Send the file once more.
    Send,
    /// Ask once more what is in it.
    Read,
}

/// What went wrong, and the way on. Where there is none but the page's own buttons, those do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trouble {
    pub why: Why,
    pub way: Option<Way>,
}

impl Why {
    pub(super) fn of_sending(error: Error) -> Self {
        match error {
            Error::Refused(Rule::TooLarge { .. }) => Self::TooLarge,
            Error::Offline => Self::NotSent,
            error => Self::Refused(error),
        }
    }

    pub(super) fn of_file(error: Error) -> Self {
        match error {
            Error::Missing | Error::Refused(Rule::UploadGone) => Self::Gone,
            error => Self::Refused(error),
        }
    }

    pub(super) fn of_import(error: Error) -> Self {
        if error == Error::Conflict { Self::AnotherImport } else { Self::of_file(error) }
    }

    pub(super) fn title(&self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::TooLarge => t_string!(i18n, fact.too_large_title),
            Self::NotSent => t_string!(i18n, fact.not_sent_title),
            Self::Gone => t_string!(i18n, fact.gone_title),
            Self::AnotherImport => t_string!(i18n, fact.another_import_title),
            Self::Refused(_) => t_string!(i18n, fact.failed_title),
        }
    }

    pub(super) fn text(&self, i18n: I18nContext<Locale>) -> String {
        match self {
            Self::TooLarge => t_string!(i18n, fact.too_large_text, size = MOST_MEBIBYTES),
            Self::NotSent => t_string!(i18n, fact.not_sent).to_owned(),
            Self::Gone => t_string!(i18n, fact.gone_text).to_owned(),
            Self::AnotherImport => t_string!(i18n, fact.another_import_text).to_owned(),
            Self::Refused(Error::Unauthenticated) => t_string!(i18n, fact.log_in_text).to_owned(),
            Self::Refused(Error::Offline) => t_string!(i18n, fact.offline_text).to_owned(),
            Self::Refused(error) => error_text(i18n, error),
        }
    }
}

/// What went wrong before anything was known of the file. Later the bar at the end says it, where the reader is.
#[component]
pub fn Stuck(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let another = Callback::new(move |()| desk.another());
    move || {
        let trouble = desk.trouble.get()?;
        let why = trouble.why.clone();
        Some(view! {
            <Notice tone=Tone::Bad>
                <b>{why.title(i18n)}</b>
                <span class="fact-line-of-notice">{why.text(i18n)}</span>
                <span class="buttons">
                    <Ways desk trouble size=Size::Small />
                    <Button size=Size::Small on_press=another>{say(move || t_string!(i18n, fact.another_file))}</Button>
                </span>
            </Notice>
        })
    }
}

/// The buttons that lead on.
#[component]
pub fn Ways(desk: Desk, trouble: Trouble, #[prop(optional)] size: Size) -> impl IntoView {
    let i18n = desk.i18n;
    let Trouble { why, way } = trouble;
    let is_out = why == Why::Refused(Error::Unauthenticated);
    let small = (size == Size::Small).then_some("small");
    let again = move |way: Way| {
        let word = move || match way {
            Way::Send => t_string!(i18n, fact.send_again),
            Way::Read => t_string!(i18n, fact.try_again),
        };
        let press = Callback::new(move |()| desk.again(way));
        view! { <Button size glyph=Glyph::Refresh on_press=press>{say(word)}</Button> }
    };
    view! {
        {is_out.then(|| view! {
            <a class="button" data-size=small href="/login" target="_blank">
                {say(move || t_string!(i18n, fact.log_in))}
            </a>
        })}
        {way.map(again)}
    }
}
