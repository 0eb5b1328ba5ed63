//! One item in the air: it follows the pointer, and a slot stands where it would land.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{Landing, place};

/// An item that is being carried.
pub(super) struct Carry {
    item: HtmlElement,
    slot: HtmlElement,
    pointer: i32,
    /// Where the pointer holds the item, from its upper left corner.
    hold: (f64, f64),
    at: (f64, f64),
    height: f64,
    name: String,
    list: Option<Element>,
    /// Where the item came from: its list and the name of the item after it.
    home: (String, Option<String>),
    accepts: Callback<(String, String), bool>,
}

impl Carry {
    /// Takes an item out of the flow and puts the slot in its place.
    pub(super) fn lift(
        item: HtmlElement,
        pointer: i32,
        at: (f64, f64),
        accepts: Callback<(String, String), bool>,
    ) -> Option<Self> {
        let (name, list) = (place::item_name(&item)?, place::list_of(&item)?);
        let area = item.get_bounding_client_rect();
        let slot = document().create_element("li").ok()?.dyn_into::<HtmlElement>().ok()?;
        slot.set_class_name("board-slot");
        slot.set_attribute("aria-hidden", "true").ok()?;
        set(&slot, "--height", area.height());
        let home = (place::list_name(&list)?, place::name_after(&item));
        item.parent_element()?.insert_before(&slot, Some(&item)).ok()?;
        set(&item, "--width", area.width());
        item.set_attribute("data-dragging", "true").ok()?;
        let hold = (at.0 - area.left(), at.1 - area.top());
        // For an item that is drawn smaller while it is carried: where it is held.
        set(&item, "--hold", hold.0);
        let mut carry =
            Self { item, slot, pointer, hold, at, height: area.height(), name, list: None, home, accepts };
        carry.enter(Some(list));
        carry.follow(at.0, at.1);
        Some(carry)
    }

    /// Which pointer carries.
    pub(super) fn pointer(&self) -> i32 {
        self.pointer
    }

    /// Moves the item with the pointer, and the slot when another place is nearer.
    pub(super) fn follow(&mut self, x: f64, y: f64) {
        self.at = (x, y);
        set(&self.item, "--x", x - self.hold.0);
        set(&self.item, "--y", y - self.hold.1);
        let Some(list) = place::list_at(x, y) else { return };
        if Some(&list) != self.list.as_ref() {
            let accepted = place::list_name(&list)
                .is_some_and(|name| name == self.home.0 || self.accepts.run((self.name.clone(), name)));
            if !accepted {
                return self.go_home();
            }
            self.enter(Some(list.clone()));
        }
        let middle = y - self.hold.1 + self.height / 2.0;
        place::put_slot(&list, &self.slot, middle);
    }

    /// Scrolls what is under the pointer when it is near an edge.
    pub(super) fn scroll(&mut self) {
        let list = self.list.as_ref().and_then(place::scroller_of);
        if place::scroll_near_edges(list.as_ref(), &self.item, self.at) {
            let (x, y) = self.at;
            self.follow(x, y);
        }
    }

    /// Lets go. The landing is `None` when the item comes back to where it was.
    pub(super) fn put_down(mut self) -> Option<Landing> {
        let before = place::name_after(&self.slot).filter(|before| *before != self.name);
        let list = self.list.as_ref().and_then(place::list_name);
        self.clean();
        let list = list?;
        let moved = (&list, &before) != (&self.home.0, &self.home.1);
        moved.then(|| Landing { item: self.name.clone(), list, before })
    }

    /// Gives up: everything is as it was.
    pub(super) fn put_back(mut self) {
        self.clean();
    }

    /// Over a list that does not take the item: let go now, it returns.
    fn go_home(&mut self) {
        self.enter(None);
        self.item.before_with_node_1(&self.slot).ok();
    }

    /// Marks the list under the item, and unmarks the one before.
    fn enter(&mut self, list: Option<Element>) {
        if let Some(before) = &self.list {
            before.remove_attribute("data-over").ok();
        }
        if let Some(list) = &list {
            list.set_attribute("data-over", "true").ok();
        }
        self.list = list;
    }

    fn clean(&mut self) {
        self.enter(None);
        self.slot.remove();
        self.item.remove_attribute("data-dragging").ok();
        for name in ["--x", "--y", "--width", "--hold"] {
            self.item.style().remove_property(name).ok();
        }
    }
}

/// Sets a length in pixels; a browser that refuses shows the item where it was, and the drop still works.
fn set(element: &HtmlElement, name: &str, pixels: f64) {
    element.style().set_property(name, &format!("{pixels}px")).ok();
}
