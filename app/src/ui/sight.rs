//! What the reader sees of a long table: so that nothing else of it has to be drawn.

use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};

use super::focus;

/// Rows come into sight so many at a time, and so many more than are seen, so that a scroll shows no gap.
const STEP: usize = 4;

/// The rows in sight: from the first to before the last, of a body in which every row is as high as the others.
pub fn in_sight(body: NodeRef<html::Tbody>, rows: Signal<usize>) -> Signal<(usize, usize)> {
    let sight = RwSignal::new((0, 8 * STEP));
    let look = move || {
        let Some(body) = body.try_get_untracked().flatten() else { return };
        let Some(rows) = rows.try_get_untracked().filter(|rows| *rows > 0) else { return };
        let seen = seen(&body, rows);
        if sight.get_untracked() != seen {
            let held = focus::within(&body);
            sight.set(seen);
            if let Some(held) = held {
                request_animation_frame(move || focus::restore(&held));
            }
        }
    };
    // What scrolls inside the page tells only those who listen on the way down.
    listen("scroll", true, look);
    listen("resize", false, look);
    // Paper has no window.
    listen("beforeprint", false, move || sight.set((0, usize::MAX)));
    listen("afterprint", false, look);
    Effect::new(move || {
        rows.track();
        request_animation_frame(look);
    });
    sight.into()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the number of rows")]
#[expect(clippy::cast_precision_loss, reason = "a table has fewer rows than a double holds digits")]
fn seen(body: &web_sys::Element, rows: usize) -> (usize, usize) {
    let area = body.get_bounding_client_rect();
    let bottom = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let row = (area.height() / rows as f64).max(1.0);
    let at = |place: f64| ((place - area.top()) / row).clamp(0.0, rows as f64) as usize;
    let first = (at(0.0) / STEP * STEP).saturating_sub(STEP);
    (first, (at(bottom) / STEP + 2) * STEP)
}

/// Calls at every event of the window while the table is there.
fn listen(event: &'static str, capture: bool, call: impl Fn() + 'static) {
    let closure = SendWrapper::new(Closure::<dyn Fn()>::new(call));
    let listener = closure.as_ref().unchecked_ref();
    window().add_event_listener_with_callback_and_bool(event, listener, capture).ok();
    on_cleanup(move || {
        let listener = closure.as_ref().unchecked_ref();
        window().remove_event_listener_with_callback_and_bool(event, listener, capture).ok();
    });
}
