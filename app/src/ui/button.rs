//! Buttons. Words on a button say what happens: "Close iteration 7", not "OK".

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// How loud a button is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Bordered.
    #[default]
    Plain,
    /// The one thing that a page is for.
    Primary,
    /// Without a border, among others of its sort.
    Quiet,
    /// Takes something away.
    Danger,
}

impl Kind {
    pub(super) fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Primary => Some("primary"),
            Self::Quiet => Some("quiet"),
            Self::Danger => Some("danger"),
        }
    }
}

/// How big a button is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    /// 30 px, 44 under a finger.
    #[default]
    Medium,
    /// Inside a row or a card.
    Small,
    /// As wide as its form.
    Wide,
}

impl Size {
    pub(super) fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Medium => None,
            Self::Small => Some("small"),
            Self::Wide => Some("wide"),
        }
    }
}

/// A button with words. While `busy`, presses are swallowed; it keeps the focus, so that a keyboard is not lost.
#[component]
pub fn Button(
    children: Children,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] size: Size,
    #[prop(optional)] glyph: Option<Glyph>,
    /// Submits the form that it stands in, instead of calling `on_press`.
    #[prop(optional)]
    submit: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] off: Signal<bool>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class="button"
            type=if submit { "submit" } else { "button" }
            data-kind=kind.attribute()
            data-size=size.attribute()
            aria-busy=move || busy.get().then_some("true")
            disabled=move || off.get()
            on:click=press
        >
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            {children()}
        </button>
    }
}

/// A square button that shows only an icon. Its label is read aloud and shown as a tooltip.
#[component]
pub fn IconButton(
    glyph: Glyph,
    #[prop(into)] label: TextProp,
    #[prop(into)] on_press: Callback<()>,
    #[prop(default = Kind::Quiet)] kind: Kind,
    #[prop(optional)] size: Size,
    /// For a button that stays down: whether it is down.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    #[prop(optional, into)] off: Signal<bool>,
) -> impl IntoView {
    let tip = label.clone();
    view! {
        <button
            class="button"
            type="button"
            data-shape="square"
            data-kind=kind.attribute()
            data-size=size.attribute()
            data-tip=move || tip.get()
            data-tip-side="end"
            aria-label=move || label.get()
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            disabled=move || off.get()
            on:click=move |_| on_press.run(())
        >
            <Icon glyph />
        </button>
    }
}
