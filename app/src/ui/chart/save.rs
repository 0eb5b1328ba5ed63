//! Saving a drawing as a picture: the drawing, the words that lie around it in the page, and a title above.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, DomRect, Element, HtmlCanvasElement, HtmlElement};

use super::property;

/// Dots to a pixel: a picture is looked at on sharper screens than it was made on, and printed.
const SHARP: f64 = 2.0;

/// The height of the title, and the margin around everything, in pixels.
const TITLE: f64 = 34.0;
const MARGIN: f64 = 16.0;

/// The element whose words belong to its drawings.
const FRAME: &str = ".chart-frame";

/// Draws everything in the frame of a drawing that was rendered, and saves it under a name; `None` when the browser lends
/// no canvas.
pub fn save(rendered: &HtmlCanvasElement, place: &Element, name: &str, title: &str) -> Option<()> {
    let frame = place.closest(FRAME).ok().flatten().unwrap_or_else(|| place.clone());
    let (area, own) = (frame.get_bounding_client_rect(), place.get_bounding_client_rect());
    let (canvas, context) = blank(area.width() + 2.0 * MARGIN, area.height() + 2.0 * MARGIN + TITLE)?;
    let at =
        |place: &DomRect| (MARGIN + place.left() - area.left(), MARGIN + TITLE + place.top() - area.top());
    let (left, top) = at(&own);
    context
        .draw_image_with_html_canvas_element_and_dw_and_dh(rendered, left, top, own.width(), own.height())
        .ok()?;
    context.set_text_baseline("middle");
    for word in words(&frame) {
        let style = window().get_computed_style(&word).ok()??;
        let read = |name: &str| style.get_property_value(name).unwrap_or_default();
        let place = word.get_bounding_client_rect();
        let (left, top) = at(&place);
        let is_end = matches!(read("text-align").as_str(), "end" | "right");
        context.set_font(&format!("{} {} {}", read("font-weight"), read("font-size"), read("font-family")));
        context.set_fill_style_str(&read("color"));
        context.set_text_align(if is_end { "right" } else { "left" });
        let text = word.text_content().unwrap_or_default();
        let x = if is_end { left + place.width() } else { left };
        context.fill_text(text.trim(), x, top + place.height() / 2.0).ok();
    }
    context.set_font(&format!("600 15px {}", property("--font")));
    context.set_fill_style_str(&property("--chart-ink"));
    context.set_text_align("left");
    context.fill_text(title, MARGIN, MARGIN + TITLE / 3.0).ok();
    offer(&canvas.to_data_url().ok()?, name)
}

/// An empty picture of a size.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page is smaller than a picture may be"
)]
fn blank(width: f64, height: f64) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width((width * SHARP) as u32);
    canvas.set_height((height * SHARP) as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.scale(SHARP, SHARP).ok()?;
    context.set_fill_style_str(&property("--chart-surface"));
    context.fill_rect(0.0, 0.0, width, height);
    Some((canvas, context))
}

/// The elements of a frame that hold words and nothing else.
fn words(frame: &Element) -> Vec<Element> {
    let Ok(all) = frame.query_selector_all("*") else { return Vec::new() };
    let all = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
    let says = |element: &Element| element.text_content().is_some_and(|text| !text.trim().is_empty());
    all.filter(|element| element.child_element_count() == 0 && says(element)).collect()
}

fn offer(address: &str, name: &str) -> Option<()> {
    let link: HtmlElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_attribute("href", address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    Some(())
}
