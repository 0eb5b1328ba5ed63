//! Carrying an item from list to list with a mouse, a pen or a finger: pointer events, because HTML5 drag fails on touch.
//!
//! The page marks its elements and listens; this module moves them:
//! - a list has `data-drag-list="name"` and, inside, one element with `data-drag-items` that holds its items;
//! - an item has `data-drag-item="name"` and `on:pointerdown=move |event| drag.grab(&event)`;
//! - what scrolls sideways has `data-drag-area`; what scrolls up and down around lists that hold no items themselves,
//!   such as the rows of a tree, has `data-drag-scroll`.
//!
//! A mouse begins after 5 px, a finger after resting 300 ms (before that it scrolls). While an item is carried it follows
//! the pointer by CSS alone, a dashed slot stands where it would land, and lists scroll near their edges. Nothing of the
//! page's data changes until `on_drop`; Escape puts the item back. Without a pointer there is the "Move to…" menu.

mod carry;
mod place;

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::{
    ev,
    ev::{KeyboardEvent, PointerEvent},
    prelude::*,
};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement};

use self::carry::Carry;

/// How far a mouse moves before an item is lifted.
const THRESHOLD: f64 = 5.0;
/// How far a resting finger may tremble.
const TREMBLE: f64 = 9.0;
/// How long a finger rests before an item is lifted.
const LONG_PRESS: Duration = Duration::from_millis(300);

/// Where an item was let go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landing {
    /// The item.
    pub item: String,
    /// The list under it.
    pub list: String,
    /// The item that it lands before; the end of the list when absent.
    pub before: Option<String>,
}

/// The carrying of one board. Copy it into every item.
#[derive(Clone, Copy)]
pub struct Drag(StoredValue<SendWrapper<Rc<RefCell<State>>>>);

struct State {
    phase: Phase,
    accepts: Callback<(String, String), bool>,
    on_drop: Callback<(Landing,)>,
}

enum Phase {
    Idle,
    /// Pressed, not yet lifted.
    Pressed {
        item: HtmlElement,
        pointer: i32,
        x: f64,
        y: f64,
        timer: Option<TimeoutHandle>,
    },
    Carrying(Carry),
}

/// Prepares carrying for the current owner. `accepts` says whether a list takes an item (name of the item, name of the
/// list); `on_drop` is called only when an item changes its place.
pub fn use_drag(
    accepts: impl Into<Callback<(String, String), bool>>,
    on_drop: impl Into<Callback<(Landing,)>>,
) -> Drag {
    let state = State { phase: Phase::Idle, accepts: accepts.into(), on_drop: on_drop.into() };
    let drag = Drag(StoredValue::new(SendWrapper::new(Rc::new(RefCell::new(state)))));
    let listeners = [
        window_event_listener(ev::pointermove, move |event| drag.moved(&event)),
        window_event_listener(ev::pointerup, move |event| drag.released(&event)),
        window_event_listener(ev::pointercancel, move |_| drag.put_back()),
        window_event_listener(ev::keydown, move |event| drag.key(&event)),
        window_event_listener(ev::contextmenu, move |event| {
            // A long press on a phone asks for a menu just when the item is lifted.
            if drag.is_carrying() {
                event.prevent_default();
            }
        }),
    ];
    keep_the_page_still(drag);
    on_cleanup(move || {
        drag.put_back();
        listeners.into_iter().for_each(WindowListenerHandle::remove);
    });
    drag
}

impl Drag {
    /// To be called by `pointerdown` of an item.
    pub fn grab(self, event: &PointerEvent) {
        let Some(item) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
        else {
            return;
        };
        if event.button() != 0 || !event.is_primary() || is_control(event, &item) {
            return;
        }
        let touch = event.pointer_type() == "touch";
        let timer = touch.then(|| set_timeout_with_handle(move || self.lift(), LONG_PRESS).ok()).flatten();
        let (x, y) = (event.client_x().into(), event.client_y().into());
        self.enter(Phase::Pressed { item, pointer: event.pointer_id(), x, y, timer });
    }

    /// Whether an item is in the air.
    pub fn is_carrying(self) -> bool {
        self.with(|state| matches!(state.phase, Phase::Carrying(_))).unwrap_or(false)
    }

    fn moved(self, event: &PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let next = self.with(|state| match &mut state.phase {
            Phase::Pressed { pointer, x: from_x, y: from_y, timer, .. } if *pointer == event.pointer_id() => {
                let far = (x - *from_x).hypot(y - *from_y);
                match timer {
                    // The finger scrolls: this is no carrying.
                    Some(_) if far > TREMBLE => Next::Forget,
                    None if far > THRESHOLD => Next::Lift,
                    _ => Next::Stay,
                }
            }
            Phase::Carrying(carry) if carry.pointer() == event.pointer_id() => {
                carry.follow(x, y);
                Next::Stay
            }
            _ => Next::Stay,
        });
        match next {
            Some(Next::Lift) => {
                self.lift();
                self.moved(event);
            }
            Some(Next::Forget) => drop(self.enter(Phase::Idle)),
            Some(Next::Stay) | None => {}
        }
    }

    fn lift(self) {
        let accepts = self.with(|state| state.accepts);
        let Some(Phase::Pressed { item, pointer, x, y, .. }) = self.enter(Phase::Idle) else { return };
        let Some(accepts) = accepts else { return };
        if let Some(carry) = Carry::lift(item, pointer, (x, y), accepts) {
            self.enter(Phase::Carrying(carry));
            self.scroll_while_carrying();
        }
    }

    fn released(self, event: &PointerEvent) {
        let ours = self.with(|state| match &state.phase {
            Phase::Pressed { pointer, .. } => *pointer == event.pointer_id(),
            Phase::Carrying(carry) => carry.pointer() == event.pointer_id(),
            Phase::Idle => false,
        });
        if ours != Some(true) {
            return;
        }
        if let Some(Phase::Carrying(carry)) = self.enter(Phase::Idle) {
            swallow_the_click();
            let on_drop = self.with(|state| state.on_drop);
            if let (Some(landing), Some(on_drop)) = (carry.put_down(), on_drop) {
                on_drop.run((landing,));
            }
        }
    }

    fn key(self, event: &KeyboardEvent) {
        if event.key() == "Escape" && self.is_carrying() {
            event.prevent_default();
            event.stop_propagation();
            self.put_back();
        }
    }

    fn put_back(self) {
        if let Some(Phase::Carrying(carry)) = self.enter(Phase::Idle) {
            swallow_the_click();
            carry.put_back();
        }
    }

    /// Once a frame, as long as something is carried.
    fn scroll_while_carrying(self) {
        let carrying = self.with(|state| match &mut state.phase {
            Phase::Carrying(carry) => {
                carry.scroll();
                true
            }
            _ => false,
        });
        if carrying == Some(true) {
            request_animation_frame(move || self.scroll_while_carrying());
        }
    }

    /// Changes the phase and returns the one before; a waiting long press is forgotten.
    fn enter(self, phase: Phase) -> Option<Phase> {
        let mut before = self.with(|state| std::mem::replace(&mut state.phase, phase))?;
        if let Phase::Pressed { timer, .. } = &mut before
            && let Some(timer) = timer.take()
        {
            timer.clear();
        }
        Some(before)
    }

    fn with<T>(self, look: impl FnOnce(&mut State) -> T) -> Option<T> {
        let state = self.0.try_with_value(|state| Rc::clone(state))?;
        let mut state = state.try_borrow_mut().ok()?;
        Some(look(&mut state))
    }
}

enum Next {
    Stay,
    Lift,
    Forget,
}

/// Whether a press began on a button or a field inside the item. The item's own link does not count.
fn is_control(event: &PointerEvent, item: &HtmlElement) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let control = target.and_then(|target| target.closest("button, input, textarea, select").ok().flatten());
    control.is_some_and(|control| item.contains(Some(&control)))
}

/// A click follows every release; after a carrying it must not open the item.
fn swallow_the_click() {
    let handler = SendWrapper::new(Rc::new(RefCell::new(None::<Closure<dyn Fn(web_sys::Event)>>)));
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| {
        event.prevent_default();
        event.stop_propagation();
    });
    let window = window();
    // The capture phase comes before the link's own listener and before the router's.
    window.add_event_listener_with_callback_and_bool("click", closure.as_ref().unchecked_ref(), true).ok();
    *handler.borrow_mut() = Some(closure);
    set_timeout(
        move || {
            if let Some(closure) = handler.borrow_mut().take() {
                window
                    .remove_event_listener_with_callback_and_bool(
                        "click",
                        closure.as_ref().unchecked_ref(),
                        true,
                    )
                    .ok();
            }
        },
        Duration::from_millis(0),
    );
}

/// A finger that carries must not scroll the page. Only a listener that is there before the touch and says that it is not
/// passive can stop that.
fn keep_the_page_still(drag: Drag) {
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if drag.is_carrying() && event.cancelable() {
            event.prevent_default();
        }
    });
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"passive".into(), &JsValue::FALSE).ok();
    let (window, options) = (window(), options.unchecked_into::<web_sys::AddEventListenerOptions>());
    window
        .add_event_listener_with_callback_and_add_event_listener_options(
            "touchmove",
            closure.as_ref().unchecked_ref(),
            &options,
        )
        .ok();
    let held = SendWrapper::new(closure);
    on_cleanup(move || {
        let closure = held.take();
        leptos::prelude::window()
            .remove_event_listener_with_callback("touchmove", closure.as_ref().unchecked_ref())
            .ok();
    });
}
