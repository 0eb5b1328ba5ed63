//! Fields: a label, a control, and under it a hint or what is wrong. The error is tied to the control for a reader's ear.

use leptos::prelude::*;

use super::{
    focus,
    icon::{Glyph, Icon},
    unique,
};

/// What a field holds; browsers choose the keyboard and the stored values by it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// The password of somebody who logs in.
    Password,
    /// A password that is being chosen.
    NewPassword,
    /// A day; the value is `2026-11-22`.
    Day,
    /// A search.
    Search,
}

impl FieldKind {
    fn kind(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Password | Self::NewPassword => "password",
            Self::Day => "date",
            Self::Search => "search",
        }
    }

    fn autocomplete(self) -> &'static str {
        match self {
            Self::Email => "username",
            Self::Password => "current-password",
            Self::NewPassword => "new-password",
            Self::Text | Self::Day | Self::Search => "off",
        }
    }
}

/// One line.
#[component]
pub fn Field(
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional)] name: &'static str,
    #[prop(optional, into)] hint: Option<TextProp>,
    /// Values that are offered while one types; any other may be typed as well.
    #[prop(optional)]
    suggestions: Option<Signal<Vec<String>>>,
    /// What is wrong with the value, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let id = unique("field");
    let note = format!("{id}-note");
    let list = suggestions.map(|suggestions| (format!("{id}-list"), suggestions));
    if autofocus {
        focus_when_shown(&id);
    }
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{move || label.get()}</label>
            <input
                class="input"
                id=id
                list=list.as_ref().map(|(id, _)| id.clone())
                name=(!name.is_empty()).then_some(name)
                type=kind.kind()
                autocomplete=kind.autocomplete()
                required=required
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=note.clone()
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
            {list.map(|(id, suggestions)| {
                let options = move || suggestions.get().into_iter().map(|value| view! { <option value=value></option> }).collect_view();
                view! { <datalist id=id>{options}</datalist> }
            })}
            <Note id=note hint error />
        </div>
    }
}

/// Several lines; it grows with what is written.
#[component]
pub fn Area(
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    /// Keeps the label for the ear only, when the place says what it is.
    #[prop(optional)]
    bare: bool,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let id = unique("area");
    let note = format!("{id}-note");
    if autofocus {
        focus_when_shown(&id);
    }
    let shown = label.clone();
    view! {
        <div class="field">
            <label class=if bare { "unseen" } else { "field-label" } for=id.clone()>{move || label.get()}</label>
            <textarea
                class="textarea"
                id=id
                placeholder=move || bare.then(|| shown.get())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=note.clone()
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
            <Note id=note hint error />
        </div>
    }
}

/// What stands under a control: the error if there is one, else the hint.
#[component]
fn Note(id: String, hint: Option<TextProp>, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <div id=id aria-live="polite">
            {move || match (error.get(), &hint) {
                (Some(error), _) => {
                    view! { <p class="field-error"><Icon glyph=Glyph::Warning /><span>{error}</span></p> }.into_any()
                }
                (None, Some(hint)) => view! { <p class="field-hint">{hint.get()}</p> }.into_any(),
                (None, None) => ().into_any(),
            }}
        </div>
    }
}

/// Moves the focus to a control as soon as it is in the page.
fn focus_when_shown(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        if let Some(control) = document().get_element_by_id(&id) {
            focus::take(&control);
        }
    });
}
