//! Dialog: the browser's own `<dialog>`, modal. It is open as long as it is in the page: the caller puts it behind a
//! `Show`, usually of something in the address, and takes it away in `on_close`.

use leptos::{
    ev::{Event, MouseEvent},
    html,
    prelude::*,
};

use super::{
    button::{IconButton, Size},
    focus,
    icon::Glyph,
    unique,
};
use crate::i18n::{t_string, use_i18n};

/// How wide a dialog is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// 400 px: a question.
    Small,
    /// 520 px: a form.
    #[default]
    Medium,
    /// 920 px: a card with its comments.
    Wide,
}

/// A dialog with its head; Escape, the cross and a press beside it call `on_close`. The focus goes back where it was.
#[component]
pub fn Dialog(
    #[prop(into)] title: TextProp,
    #[prop(into)] on_close: Callback<()>,
    #[prop(optional)] size: DialogSize,
    /// What stands in the head instead of the title, which is then only read aloud.
    #[prop(optional)]
    head: Option<Children>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = unique("dialog");
    let node = NodeRef::<html::Dialog>::new();
    focus::give_back_on_cleanup();
    Effect::new(move || {
        if let Some(dialog) = node.get() {
            open(&dialog);
        }
    });
    let cancel = move |event: Event| {
        event.prevent_default();
        on_close.run(());
    };
    let beside = move |event: MouseEvent| {
        if is_beside(&event) {
            on_close.run(());
        }
    };
    let labelled = id.clone();
    let (title_class, head) = match head {
        Some(head) => ("unseen", Some(view! { <div class="dialog-title">{head()}</div> })),
        None => ("dialog-title", None),
    };
    view! {
        <dialog
            class="dialog"
            node_ref=node
            tabindex="-1"
            data-size=match size {
                DialogSize::Small => Some("small"),
                DialogSize::Medium => None,
                DialogSize::Wide => Some("wide"),
            }
            aria-labelledby=labelled
            on:cancel=cancel
            on:mousedown=beside
        >
            <header class="dialog-head">
                <h2 class=title_class id=id>{move || title.get()}</h2>
                {head}
                <IconButton
                    glyph=Glyph::Close
                    size=Size::Small
                    label=move || t_string!(i18n, ui.close)
                    on_press=on_close
                />
            </header>
            {children()}
        </dialog>
    }
}

/// The row of buttons at a dialog's foot.
#[component]
pub fn DialogFoot(children: Children) -> impl IntoView {
    view! { <footer class="dialog-foot">{children()}</footer> }
}

/// Opens a dialog and puts the focus on its first field, or on the dialog itself: never on the cross.
fn open(dialog: &web_sys::HtmlDialogElement) {
    if dialog.open() || dialog.show_modal().is_err() {
        return;
    }
    let first = dialog.query_selector("[autofocus], input, select, textarea").ok().flatten();
    focus::take(first.as_ref().unwrap_or(dialog));
}

/// Whether a press hit the veil: the veil belongs to the dialog's element, but lies outside its box.
fn is_beside(event: &MouseEvent) -> bool {
    use wasm_bindgen::JsCast;
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok())
    else {
        return false;
    };
    let (area, x, y) = (target.get_bounding_client_rect(), event.client_x().into(), event.client_y().into());
    !(area.left()..=area.right()).contains(&x) || !(area.top()..=area.bottom()).contains(&y)
}
