//! Moving the keyboard's focus among the controls of one group, and giving it back after something floated.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Focuses an element; a page that refuses keeps the focus where it is, which is no harm.
pub(super) fn take(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.focus().ok();
    }
}

/// Moves the focus from the control of an event to its neighbour in the same parent, around the end.
pub(super) fn sibling(event: &KeyboardEvent, by: isize) {
    let Some(from) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Some(parent) = from.parent_element() else { return };
    let next = if by > 0 {
        from.next_element_sibling().or_else(|| parent.first_element_child())
    } else {
        from.previous_element_sibling().or_else(|| parent.last_element_child())
    };
    if let Some(next) = next {
        take(&next);
    }
}

/// The elements under `root` that a selector finds, in the order of the page.
pub(super) fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}

/// Remembers who has the focus now, and gives it back after the current owner is cleaned up: a frame later, because
/// until a modal dialog has left the page nothing beside it takes the focus.
pub(super) fn give_back_on_cleanup() {
    let before = send_wrapper::SendWrapper::new(document().active_element());
    on_cleanup(move || {
        let before = before.take();
        request_animation_frame(move || {
            if let Some(element) = before.filter(|element| element.is_connected() && is_lost()) {
                take(&element);
            }
        });
    });
}

/// Whether nothing in particular has the focus.
pub(super) fn is_lost() -> bool {
    let active = document().active_element();
    active.is_none_or(|element| element.tag_name() == "BODY")
}
