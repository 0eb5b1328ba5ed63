//! Keys: shortcuts by the place of a key on the board, not by its letter, so that `c` works on a Cyrillic layout too.

use leptos::{ev, ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;

/// A key with its modifiers. `Ctrl` is also `Cmd`, as every Mac expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The place on the board: `KeyC`, `Slash`, `Escape`.
    pub code: &'static str,
    /// With Ctrl or Cmd.
    pub ctrl: bool,
    /// With Shift.
    pub shift: bool,
}

impl Key {
    /// A key alone.
    pub const fn plain(code: &'static str) -> Self {
        Self { code, ctrl: false, shift: false }
    }

    /// A key with Ctrl or Cmd.
    pub const fn ctrl(code: &'static str) -> Self {
        Self { code, ctrl: true, shift: false }
    }

    /// A key with Shift.
    pub const fn shift(code: &'static str) -> Self {
        Self { code, ctrl: false, shift: true }
    }

    /// Whether an event is this key.
    pub fn is(self, event: &KeyboardEvent) -> bool {
        event.code() == self.code
            && (event.ctrl_key() || event.meta_key()) == self.ctrl
            && event.shift_key() == self.shift
            && !event.alt_key()
    }
}

/// Calls `act` when a key is pressed anywhere in the page, as long as the current owner lives. While somebody writes, or
/// a dialog is open, a plain key is only a letter; one with Ctrl still works.
pub fn on_key(key: Key, act: impl Fn() + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if key.is(&event)
            && !event.default_prevented()
            && (key.ctrl || !(is_writing(&event) || is_dialog_open()))
        {
            event.prevent_default();
            act();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Whether an event came from where text is written.
fn is_writing(event: &KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return false;
    };
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || element.is_content_editable()
}

fn is_dialog_open() -> bool {
    document().query_selector("dialog[open], [popover]:popover-open").ok().flatten().is_some()
}
