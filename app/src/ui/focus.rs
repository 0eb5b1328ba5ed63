//! Moving the keyboard's focus among the controls of one group, and giving it back after something floated.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, KeyboardEvent};

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

/// What has the focus inside an element.
pub(super) fn within(root: &Element) -> Option<Element> {
    document().active_element().filter(|active| root.contains(Some(active)))
}

/// Gives the focus back to an element that lost it because it was moved.
pub(super) fn restore(element: &Element) {
    if element.is_connected() && is_lost() {
        take_quietly(element);
    }
}

/// Focuses an element without scrolling to it: the reader may look elsewhere.
pub(super) fn take_quietly(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let how = FocusOptions::new();
        how.set_prevent_scroll(true);
        element.focus_with_options(&how).ok();
    }
}

/// Whether nothing in particular has the focus.
pub(super) fn is_lost() -> bool {
    let active = document().active_element();
    active.is_none_or(|element| element.tag_name() == "BODY")
}

/// Focuses the element of an id as soon as the page has been repainted with it.
pub fn focus_soon(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            take(&element);
        }
    });
}

/// Brings the element of an id into sight as soon as the page has been repainted with it.
pub fn show_soon(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            let how = web_sys::ScrollIntoViewOptions::new();
            how.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&how);
        }
    });
}

/// Moves the focus with the arrows among items that stand in columns: up and down within one, left and right to the item
/// of the same height in the next column that has any.
pub fn walk_columns(event: &KeyboardEvent, columns: &str, items: &str) {
    let Some(from) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key());
    let (down, right) = match event.key().as_str() {
        "ArrowDown" => (1, 0),
        "ArrowUp" => (-1, 0),
        "ArrowRight" => (0, 1),
        "ArrowLeft" => (0, -1),
        _ => return,
    };
    if !plain || !from.matches(items).unwrap_or(false) {
        return;
    }
    if let Some(next) = in_columns(&from, columns, items, down, right) {
        event.prevent_default();
        take(&next);
    }
}

fn in_columns(from: &Element, columns: &str, items: &str, down: isize, right: isize) -> Option<Element> {
    let own = from.closest(columns).ok()??;
    let at = all(&own, items).iter().position(|item| item == from)?;
    if right == 0 {
        return all(&own, items).get(at.checked_add_signed(down)?).cloned();
    }
    let columns = all(&own.parent_element()?, columns);
    let mut column = columns.iter().position(|column| *column == own)?;
    loop {
        column = column.checked_add_signed(right)?;
        let items = all(columns.get(column)?, items);
        if let Some(item) = items.get(at).or_else(|| items.last()) {
            return Some(item.clone());
        }
    }
}
