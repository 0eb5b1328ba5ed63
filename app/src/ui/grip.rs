//! Columns that can be made wider: an edge to drag, the arrows with Alt for the keyboard, a double click for the usual
//! width. Widths are a matter of this browser's window and stay in it.

use leptos::{
    ev::{KeyboardEvent, PointerEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{keep, kept};

/// No column is narrower than this, nor wider than that, in pixels.
const NARROWEST: i32 = 40;
const WIDEST: i32 = 900;

/// How far one press of an arrow goes.
const STEP: i32 = 16;

/// The width of a column: what somebody gave it, or none.
pub type Width = RwSignal<Option<i32>>;

/// The width that a column was given in this browser.
pub fn use_width(column: &str) -> Width {
    let key = format!("kabinet-width-{column}");
    let width = RwSignal::new(kept(&key).and_then(|width| width.parse().ok()).map(bounded));
    Effect::new(move |before: Option<()>| {
        let width = width.get();
        if before.is_some() {
            keep(&key, width.map(|width| width.to_string()).as_deref());
        }
    });
    width
}

/// The edge of a column's head. It is a child of the head.
#[component]
pub fn Grip(width: Width) -> impl IntoView {
    let began = StoredValue::new(None::<(i32, i32)>);
    let down = move |event: PointerEvent| {
        let Some(grip) = target(&event) else { return };
        event.prevent_default();
        // Without the capture a drag ends at the edge of the grip, which is no harm.
        grip.set_pointer_capture(event.pointer_id()).ok();
        began.set_value(present(&grip).map(|width| (event.client_x(), width)));
    };
    let moved = move |event: PointerEvent| {
        if let Some((x, before)) = began.get_value() {
            width.set(Some(bounded(before + event.client_x() - x)));
        }
    };
    let up = move |_| began.set_value(None);
    view! {
        <span
            class="table-grip"
            aria-hidden="true"
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=up
            on:dblclick=move |_| width.set(None)
        ></span>
    }
}

/// On the button in a column's head: Alt and an arrow make it wider or narrower.
pub fn resize_with_arrows(event: &KeyboardEvent, width: Width) {
    let by = match event.key().as_str() {
        "ArrowRight" => STEP,
        "ArrowLeft" => -STEP,
        _ => return,
    };
    if let (true, Some(target)) = (event.alt_key(), event.target()) {
        event.prevent_default();
        let before = target.dyn_into().ok().as_ref().and_then(present);
        width.set(before.map(|before| bounded(before + by)));
    }
}

fn target(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// How wide the head around an element is now.
#[expect(clippy::cast_possible_truncation, reason = "a window is narrower than two billion pixels")]
fn present(inside: &Element) -> Option<i32> {
    let head = inside.closest("th").ok()??;
    Some(head.get_bounding_client_rect().width().round() as i32)
}

fn bounded(width: i32) -> i32 {
    width.clamp(NARROWEST, WIDEST)
}
