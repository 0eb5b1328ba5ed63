//! Tone: whether something is good, bad or waiting. Colour never says it alone: a tag has a word, a dot a name beside it.

use leptos::prelude::*;

/// What the colour of a part says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// Better than before, approved, done.
    Good,
    /// Worse than before, overdue, an error.
    Bad,
    /// Waiting, unmapped, still arriving.
    Warn,
    /// Chosen, current.
    Accent,
    /// A second series, when the others are taken.
    Second,
}

impl Tone {
    /// The value of `data-tone`; a plain part has none.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Good => Some("good"),
            Self::Bad => Some("bad"),
            Self::Warn => Some("warn"),
            Self::Accent => Some("accent"),
            Self::Second => Some("second"),
        }
    }
}

/// A word or two in a small tinted box.
#[component]
pub fn Tag(#[prop(into)] text: TextProp, #[prop(optional, into)] tone: Signal<Tone>) -> impl IntoView {
    view! {
        <span class="tag" data-tone=move || tone.get().attribute()>
            {move || text.get()}
        </span>
    }
}

/// A coloured dot before a name.
#[component]
pub fn Dot(#[prop(optional)] tone: Tone) -> impl IntoView {
    view! { <span class="dot" data-tone=tone.attribute()></span> }
}
