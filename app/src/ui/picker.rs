//! Picker: a dialog with one line to type in and, under it, what that finds. Arrows walk, Enter takes, Ctrl with Enter
//! takes beside what was taken before.

use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::{Dialog, focus, unique};

/// A line that can be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// What it is called.
    pub text: String,
    /// What it is.
    pub kind: String,
    /// A quiet word at its end.
    pub note: String,
}

/// The dialog. It is open as long as it is in the page.
#[component]
pub fn Picker(
    #[prop(into)] title: TextProp,
    /// What may be typed.
    #[prop(into)]
    hint: TextProp,
    /// Said when nothing was found.
    #[prop(into)]
    none: TextProp,
    /// Finds lines for what was typed.
    #[prop(into)]
    look: Callback<(String,), Vec<Pick>>,
    /// Gets the number of the line, and whether Ctrl or Cmd was held.
    #[prop(into)]
    on_choose: Callback<(usize, bool)>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let picks = Memo::new(move |_| look.run((text.get(),)));
    let at = RwSignal::new(0);
    let (list, input) = (unique("picks"), NodeRef::<html::Input>::new());
    Effect::new(move || {
        if let Some(input) = input.get() {
            request_animation_frame(move || focus::take(&input));
        }
    });
    let body = NodeRef::<html::Ul>::new();
    let key = move |event: KeyboardEvent| {
        let count = picks.with_untracked(Vec::len);
        let now = at.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.set((now + 1) % count),
            "ArrowUp" if count > 0 => at.set(now.checked_sub(1).unwrap_or(count - 1)),
            "Enter" if now < count => on_choose.run((now, event.ctrl_key() || event.meta_key())),
            _ => return,
        }
        event.prevent_default();
        show(body, at.get_untracked());
    };
    let typed = move |event| {
        text.set(event_target_value(&event));
        at.set(0);
    };
    let option = {
        let list = list.clone();
        move |at: usize| format!("{list}-{at}")
    };
    let (active, controls) = (option.clone(), list.clone());
    let named = title.clone();
    let line = move |(number, pick): (usize, Pick)| {
        let choose = move |event: leptos::ev::MouseEvent| {
            on_choose.run((number, event.ctrl_key() || event.meta_key()));
        };
        view! {
            <li class="picker-line" id=option(number) role="option" aria-selected=move || (at.get() == number).to_string() on:click=choose>
                <span class="picker-text">{pick.text}</span>
                <span class="picker-kind">{pick.kind}</span>
                <span class="picker-note">{pick.note}</span>
            </li>
        }
    };
    let is_none = move || picks.with(Vec::is_empty) && !text.with(|text| text.trim().is_empty());
    view! {
        <Dialog title on_close>
            <div class="picker">
                <input
                    class="input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    aria-label=move || named.get()
                    aria-expanded=move || (!picks.with(Vec::is_empty)).to_string()
                    aria-controls=controls
                    aria-activedescendant=move || (!picks.with(Vec::is_empty)).then(|| active(at.get()))
                    placeholder=move || hint.get()
                    node_ref=input
                    on:input=typed
                    on:keydown=key
                />
                <ul class="picker-list" id=list role="listbox" node_ref=body>
                    {move || picks.get().into_iter().enumerate().map(&line).collect_view()}
                </ul>
                <p class="picker-none" role="status">{move || is_none().then(|| none.get())}</p>
            </div>
        </Dialog>
    }
}

/// Scrolls to the line that the arrows have come to.
fn show(body: NodeRef<html::Ul>, at: usize) {
    request_animation_frame(move || {
        let Some(body) = body.try_get_untracked().flatten() else { return };
        if let Some(line) = u32::try_from(at).ok().and_then(|at| body.children().item(at)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
