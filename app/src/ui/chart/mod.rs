//! Charts: loads `ECharts` when a page first needs it, draws options, and turns the pointer into places on the plot.
//!
//! The library is a file of our own beside the client (`/vendor/…`), so the page's policy needs no exception, and pages
//! without a chart never ask for it. Over the drawing lies a transparent plot of the same extent as the axes: it gets the
//! pointer, and what the page draws on it (a band, a line, a note) are ordinary elements.

mod items;
mod save;

pub use items::{Items, Touch};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::{ev::PointerEvent, html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, ResizeObserver};

/// Where the library stands; the version in its name lets browsers keep it for ever.
const LIBRARY: &str = concat!("/vendor/", env!("ECHARTS_NAME"), ".js");

/// Where its second part stands.
const MORE: &str = concat!("/vendor/", env!("ECHARTS_NAME"), "-more.js");

/// How much of the library a drawing needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// Bars and lines.
    Base,
    /// Treemaps, points and funnels too.
    More,
}

/// How wide a drawing is on an A4 sheet, in pixels.
const PAPER: f64 = 690.0;

/// How far a pointer may move, in pixels, and still have been a tap.
const STILL: i32 = 4;

/// What a pointer does on the plot. Places are shares of its width, from 0 at the left to 1 at the right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pointing {
    /// It is over a place.
    Over(f64),
    /// It is gone.
    Away,
    /// It is being dragged from one place to another.
    Drag(f64, f64),
    /// It was dragged from one place to another.
    Dragged(f64, f64),
    /// It touched one place.
    Tap(f64),
}

/// A drawing that follows its options, with the plot over it.
#[component]
pub fn Chart(
    /// `ECharts` options as JSON; a change is drawn into what stands, without a flicker.
    #[prop(into)]
    option: Signal<String>,
    /// What the drawing shows, for those who do not see it.
    #[prop(into)]
    label: TextProp,
    /// Gets what the pointer does on the plot.
    #[prop(into)]
    on_point: Callback<(Pointing,)>,
    /// Called when the library did not come.
    #[prop(into)]
    on_fail: Callback<()>,
    /// Set to save the drawing as a picture of this name.
    #[prop(into)]
    save_as: RwSignal<Option<String>>,
    /// What lies on the plot.
    children: Children,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    drawn(place, Parts::Base, option, on_fail, save_as);
    view! {
        <div class="chart-drawing" role="img" aria-label=move || label.get() node_ref=place></div>
        <Plot on_point>{children()}</Plot>
    }
}

/// A drawing in a place, which follows its options and is saved when somebody wants it.
fn drawn(
    place: NodeRef<html::Div>,
    parts: Parts,
    option: Signal<String>,
    on_fail: Callback<()>,
    save_as: RwSignal<Option<String>>,
) -> RwSignal<Option<Drawing>, LocalStorage> {
    let drawing = RwSignal::new_local(None::<Drawing>);
    Effect::new(move || {
        let Some(place) = place.get() else { return };
        leptos::task::spawn_local(async move {
            match Drawing::on(&place, parts).await {
                // The page may have gone on meanwhile; then the drawing is dropped, and with it the library's state.
                Some(made) => drop(drawing.try_set(Some(made))),
                None => drop(on_fail.try_run(())),
            }
        });
    });
    Effect::new(move || {
        drawing.with(|drawing| {
            if let Some(drawing) = drawing {
                option.with(|option| drawing.draw(option));
            }
        });
    });
    // Paper is narrower than a window, and does not tell its width before it is printed.
    let fit = move |width: Option<f64>| {
        drawing.try_with_untracked(|drawing| {
            if let Some(drawing) = drawing {
                drawing.resize(width);
            }
        });
    };
    on_window("beforeprint", move || fit(Some(PAPER)));
    on_window("afterprint", move || fit(None));
    Effect::new(move || {
        if let Some(name) = save_as.get() {
            save_as.set(None);
            drawing.with_untracked(|drawing| {
                if let (Some(drawing), Some(place)) = (drawing, place.get_untracked()) {
                    drawing.save(&place, &name);
                }
            });
        }
    });
    drawing
}

/// Calls at an event of the window as long as the current owner lives.
fn on_window(event: &'static str, act: impl Fn() + 'static) {
    let listener = window_event_listener_untyped(event, move |_| act());
    on_cleanup(move || listener.remove());
}

/// The transparent plot.
#[component]
fn Plot(on_point: Callback<(Pointing,)>, children: Children) -> impl IntoView {
    let began = RwSignal::new(None::<(f64, i32)>);
    let down = move |event: PointerEvent| {
        if event.is_primary() && event.button() == 0 {
            if let Some(plot) = plot(&event) {
                // Without the capture a drag ends at the edge, which is no harm.
                plot.set_pointer_capture(event.pointer_id()).ok();
            }
            began.set(share(&event).map(|share| (share, event.client_x())));
        }
    };
    let moved = move |event: PointerEvent| {
        let Some(share) = share(&event) else { return };
        match began.get_untracked() {
            Some((start, x)) if (event.client_x() - x).abs() > STILL => {
                on_point.run((Pointing::Drag(start, share),));
            }
            _ => on_point.run((Pointing::Over(share),)),
        }
    };
    let up = move |event: PointerEvent| {
        let (Some((start, x)), Some(share)) = (began.get_untracked(), share(&event)) else { return };
        began.set(None);
        let far = (event.client_x() - x).abs() > STILL;
        on_point.run((if far { Pointing::Dragged(start, share) } else { Pointing::Tap(share) },));
    };
    let away = move |_| {
        began.set(None);
        on_point.run((Pointing::Away,));
    };
    view! {
        <div
            class="chart-plot"
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=away
            on:pointerleave=away
        >
            {children()}
        </div>
    }
}

fn plot(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// Where on the plot an event is.
fn share(event: &PointerEvent) -> Option<f64> {
    let area = plot(event)?.get_bounding_client_rect();
    (area.width() > 0.0).then(|| ((f64::from(event.client_x()) - area.left()) / area.width()).clamp(0.0, 1.0))
}

/// The value of a custom property of the page, such as a colour of the theme.
pub fn property(name: &str) -> String {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    style.and_then(|style| style.get_property_value(name).ok()).unwrap_or_default().trim().to_owned()
}

/// One chart of the library, which is told to let go of it when this is dropped.
struct Drawing {
    chart: JsValue,
    observer: ResizeObserver,
    _resized: SendWrapper<Closure<dyn FnMut()>>,
}

impl Drawing {
    async fn on(place: &Element, parts: Parts) -> Option<Self> {
        let library = library(parts).await?;
        let init: Function = Reflect::get(&library, &"init".into()).ok()?.dyn_into().ok()?;
        let chart = init.call1(&library, place).ok()?;
        let resizing = chart.clone();
        let resized = Closure::<dyn FnMut()>::new(move || drop(call(&resizing, "resize", &[])));
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
        observer.observe(place);
        Some(Self { chart, observer, _resized: SendWrapper::new(resized) })
    }

    /// Calls a function at an event of the library.
    fn listen(&self, event: &str, call_back: &Function) {
        call(&self.chart, "on", &[event.into(), call_back.clone().into()]);
    }

    /// Gives it a width in pixels, or that of its place.
    fn resize(&self, width: Option<f64>) {
        let wanted = Object::new();
        // A plain object accepts every property.
        Reflect::set(&wanted, &"width".into(), &width.map_or("auto".into(), JsValue::from_f64)).ok();
        call(&self.chart, "resize", &[wanted.into()]);
    }

    fn draw(&self, option: &str) {
        if let Ok(option) = js_sys::JSON::parse(option) {
            call(&self.chart, "setOption", &[option]);
        }
    }

    /// Saves the drawing with the words around it under a name, which is its title too.
    fn save(&self, place: &Element, name: &str) {
        let wanted = Object::new();
        // A plain object accepts every property.
        Reflect::set(&wanted, &"pixelRatio".into(), &2.into()).ok();
        let rendered = call(&self.chart, "renderToCanvas", &[wanted.into()]);
        if let Some(rendered) = rendered.and_then(|rendered| rendered.dyn_into().ok()) {
            save::save(&rendered, place, name, name.trim_end_matches(".png"));
        }
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        self.observer.disconnect();
        call(&self.chart, "dispose", &[]);
    }
}

/// Calls a method; what the library refuses is not drawn, and the table beside it still tells everything.
fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    method.apply(object, &arguments.iter().collect::<Array>()).ok()
}

/// The library, loaded at its first use. The second part brings the first one along.
async fn library(parts: Parts) -> Option<JsValue> {
    let (address, name) = match parts {
        Parts::Base => (LIBRARY, "base"),
        Parts::More => (MORE, "more"),
    };
    let present = || {
        let library = Reflect::get(&js_sys::global(), &"echarts".into()).ok()?;
        let parts: js_sys::Set = Reflect::get(&library, &"parts".into()).ok()?.dyn_into().ok()?;
        parts.has(&name.into()).then_some(library)
    };
    if present().is_none() {
        JsFuture::from(script(address)).await.ok()?;
    }
    present()
}

/// Puts a script into the page; a second wish for the same one waits for the first. One that failed is taken out, so
/// that the next wish tries again.
fn script(address: &str) -> Promise {
    Promise::new(&mut |done, failed| {
        let present = document().query_selector(&format!("script[src=\"{address}\"]")).ok().flatten();
        let fresh = present.is_none();
        let Some(script) = present.or_else(|| document().create_element("script").ok()) else { return };
        let gone = script.clone();
        let fail = Closure::once_into_js(move || {
            gone.remove();
            failed.call0(&JsValue::UNDEFINED).ok();
        });
        script.add_event_listener_with_callback("load", &done).ok();
        script.add_event_listener_with_callback("error", fail.unchecked_ref()).ok();
        if fresh {
            script.set_attribute("type", "module").ok();
            script.set_attribute("src", address).ok();
            if let Some(head) = document().head() {
                head.append_child(&script).ok();
            }
        }
    })
}
