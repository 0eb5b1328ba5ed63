//! A drawing whose items can be pointed at: tiles, dots.

use js_sys::{Function, Reflect};
use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::{Drawing, Parts};
use crate::ui::grid::Held;

/// What the pointer does with an item. An item is known by the number that its data carry under `item`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Touch {
    /// It is over an item, at a place: shares of the width and of the height.
    Over(u32, f64, f64),
    /// It is over none.
    Away,
    /// It chose one.
    Pick(u32, Held),
    /// It opened one, with a double click.
    Open(u32),
}

/// A drawing that follows its options, and tells which of its items the pointer is at.
#[component]
pub fn Items(
    /// `ECharts` options as JSON; a change is drawn into what stands, without a flicker.
    #[prop(into)]
    option: Signal<String>,
    /// What the drawing shows, for those who do not see it.
    #[prop(into)]
    label: TextProp,
    /// Gets what the pointer does.
    #[prop(into)]
    on_touch: Callback<(Touch,)>,
    /// Called when the library did not come.
    #[prop(into)]
    on_fail: Callback<()>,
    /// Set to save the drawing as a picture of this name.
    #[prop(into)]
    save_as: RwSignal<Option<String>>,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let drawing = super::drawn(place, Parts::More, option, on_fail, save_as);
    // The library calls these as long as the drawing lives; they go with the component, after it.
    let listeners = StoredValue::new_local(Vec::new());
    Effect::new(move || {
        drawing.with(|drawing| {
            if let Some(drawing) = drawing {
                listeners.set_value(listen(drawing, on_touch));
            }
        });
    });
    view! { <div class="chart-drawing" role="img" aria-label=move || label.get() node_ref=place></div> }
}

type Listener = SendWrapper<Closure<dyn FnMut(JsValue)>>;

fn listen(drawing: &Drawing, on_touch: Callback<(Touch,)>) -> Vec<Listener> {
    let on = |event: &str, touch: fn(&JsValue) -> Option<Touch>| {
        let tell = move |event: JsValue| {
            if let Some(touch) = touch(&event) {
                on_touch.try_run((touch,));
            }
        };
        let listener = SendWrapper::new(Closure::<dyn FnMut(JsValue)>::new(tell));
        drawing.listen(event, listener.as_ref().unchecked_ref::<Function>());
        listener
    };
    vec![
        on("mousemove", over),
        on("mouseout", |_| Some(Touch::Away)),
        on("globalout", |_| Some(Touch::Away)),
        on("click", pick),
        on("dblclick", |event| item(event).map(Touch::Open)),
    ]
}

fn over(event: &JsValue) -> Option<Touch> {
    let (pointer, item) = (get(event, "event")?, item(event)?);
    let native: web_sys::MouseEvent = get(&pointer, "event")?.dyn_into().ok()?;
    let area = native.target()?.dyn_into::<web_sys::Element>().ok()?.get_bounding_client_rect();
    let place = |at: &str, whole: f64| {
        get(&pointer, at).and_then(|at| at.as_f64()).map(|at| (at / whole.max(1.0)).clamp(0.0, 1.0))
    };
    Some(Touch::Over(item, place("offsetX", area.width())?, place("offsetY", area.height())?))
}

fn pick(event: &JsValue) -> Option<Touch> {
    let native: web_sys::MouseEvent = get(&get(event, "event")?, "event")?.dyn_into().ok()?;
    // The second click of a double click opens, and does not choose a second time.
    (native.detail() < 2).then_some(())?;
    Some(Touch::Pick(item(event)?, Held::during(&native)))
}

/// The number of the item that an event is about.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "written as a whole number by us"
)]
fn item(event: &JsValue) -> Option<u32> {
    get(&get(event, "data")?, "item")?.as_f64().map(|item| item as u32)
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
