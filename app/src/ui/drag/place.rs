//! Where things are: lists and items by their marks in the page, the nearest place for the slot, edges that scroll.

use leptos::prelude::*;
use web_sys::{Element, HtmlElement};

use crate::ui::focus;

/// How near an edge a carried item makes its list scroll, and how fast at most, in pixels a frame.
const EDGE: f64 = 56.0;
const SPEED: f64 = 14.0;

pub(super) fn item_name(item: &Element) -> Option<String> {
    item.get_attribute("data-drag-item")
}

pub(super) fn list_name(list: &Element) -> Option<String> {
    list.get_attribute("data-drag-list")
}

pub(super) fn list_of(element: &Element) -> Option<Element> {
    element.closest("[data-drag-list]").ok().flatten()
}

/// The list under a point; the carried item lets the pointer through.
pub(super) fn list_at(x: f64, y: f64) -> Option<Element> {
    #[expect(clippy::cast_possible_truncation, reason = "a point of the window")]
    let element = document().element_from_point(x as f32, y as f32)?;
    list_of(&element)
}

/// The element that holds a list's items.
pub(super) fn items_of(list: &Element) -> Option<Element> {
    list.query_selector("[data-drag-items]").ok().flatten()
}

/// What scrolls up and down under an item: the list's own items, or what the list stands in with `data-drag-scroll`.
pub(super) fn scroller_of(list: &Element) -> Option<Element> {
    items_of(list).or_else(|| list.closest("[data-drag-scroll]").ok().flatten())
}

/// The name of the item that follows an element in its list. The slot and what is not an item are passed over.
pub(super) fn name_after(element: &Element) -> Option<String> {
    let mut next = element.next_element_sibling();
    while let Some(sibling) = next {
        if let Some(name) = item_name(&sibling).filter(|_| !sibling.has_attribute("data-dragging")) {
            return Some(name);
        }
        next = sibling.next_element_sibling();
    }
    None
}

/// Puts the slot before the first item whose middle lies under `middle`, or at the end.
pub(super) fn put_slot(list: &Element, slot: &HtmlElement, middle: f64) {
    let Some(holder) = items_of(list) else { return };
    let items = focus::all(&holder, "[data-drag-item]:not([data-dragging])");
    let before = items.get(items.partition_point(|item| middle_of(item) < middle));
    if slot.next_element_sibling().as_ref() == before && slot.parent_element().as_ref() == Some(&holder) {
        return;
    }
    // A page that refuses shows the slot where it was, and the item lands there.
    holder.insert_before(slot, before.map(AsRef::as_ref)).ok();
}

fn middle_of(item: &Element) -> f64 {
    let area = item.get_bounding_client_rect();
    area.top() + area.height() / 2.0
}

/// Scrolls the list up or down and the board sideways when the pointer is near an edge. Says whether anything moved.
pub(super) fn scroll_near_edges(list: Option<&Element>, carried: &HtmlElement, at: (f64, f64)) -> bool {
    let mut moved = false;
    if let Some(list) = list {
        let (area, before) = (list.get_bounding_client_rect(), list.scroll_top());
        list.set_scroll_top(before + step(at.1, area.top(), area.bottom()));
        moved |= list.scroll_top() != before;
    }
    if let Ok(Some(board)) = carried.closest("[data-drag-area]") {
        let (area, before) = (board.get_bounding_client_rect(), board.scroll_left());
        board.set_scroll_left(before + step(at.0, area.left(), area.right()));
        moved |= board.scroll_left() != before;
    }
    moved
}

/// How far to scroll: nothing in the middle, faster towards an edge.
fn step(at: f64, start: f64, end: f64) -> i32 {
    let near = |distance: f64| ((EDGE - distance) / EDGE).clamp(0.0, 1.0) * SPEED;
    #[expect(clippy::cast_possible_truncation, reason = "at most SPEED")]
    let pixels = (near(end - at) - near(at - start)).round() as i32;
    pixels
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn edges_scroll_and_the_middle_does_not() {
        assert_eq!(step(300.0, 100.0, 500.0), 0);
        assert_eq!(step(100.0, 100.0, 500.0), -14);
        assert_eq!(step(500.0, 100.0, 500.0), 14);
        assert_eq!(step(900.0, 100.0, 500.0), 14);
        assert_eq!(step(472.0, 100.0, 500.0), 7);
    }
}
