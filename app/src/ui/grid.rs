//! Rows of a table that can be chosen: what a key on a row asks for, and how the focus walks among them.

use leptos::{
    ev::{Event, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTableRowElement};

use super::focus;

/// What is held while a row is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Ctrl or Cmd: beside the others.
    pub add: bool,
    /// Shift: all rows from the one before to this one.
    pub extend: bool,
}

impl Held {
    /// What is held during a press.
    pub fn during(event: &MouseEvent) -> Self {
        Self { add: event.ctrl_key() || event.meta_key(), extend: event.shift_key() }
    }
}

/// What a key on a row asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Choose it.
    Choose(Held),
    /// Show what is below it.
    Open,
    /// Hide what is below it.
    Close,
}

/// The row that an event of a table's body happened in.
pub fn row(event: &Event) -> Option<HtmlTableRowElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("tr").ok()??.dyn_into().ok()
}

/// The place in its row, from 0, of the cell that an event happened in.
pub fn cell(event: &Event) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let cell = target.closest("td, th").ok()??;
    Some(std::iter::successors(cell.previous_element_sibling(), Element::previous_element_sibling).count())
}

/// Whether an event happened on what a selector finds.
pub fn is_on(event: &Event, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()))
}

/// What a key on a row asks for. Arrows, Home and End move the focus by themselves, the arrows into a total beneath the
/// rows too, when it takes the focus; what is inside a row keeps its keys.
pub fn wish(event: &KeyboardEvent) -> Option<Wish> {
    let row: HtmlTableRowElement = event.target()?.dyn_into().ok()?;
    if event.alt_key() {
        return None;
    }
    let body = row.parent_element()?;
    let next = match event.key().as_str() {
        "Enter" | " " => {
            event.prevent_default();
            let add = event.ctrl_key() || event.meta_key();
            return Some(Wish::Choose(Held { add, extend: event.shift_key() }));
        }
        "ArrowRight" => return Some(Wish::Open),
        "ArrowLeft" => return Some(Wish::Close),
        "ArrowDown" => {
            row.next_element_sibling().or_else(|| body.next_element_sibling()?.first_element_child())
        }
        "ArrowUp" => {
            row.previous_element_sibling().or_else(|| body.previous_element_sibling()?.last_element_child())
        }
        "Home" => body.first_element_child(),
        "End" => body.last_element_child(),
        _ => return None,
    };
    event.prevent_default();
    if let Some(next) = next {
        focus::take(&next);
    }
    None
}

/// Scrolls to the first chosen row of a table, found by the id of its heading, and gives it the focus.
pub fn show_chosen(heading: &str) {
    let selector = format!("[aria-labelledby=\"{heading}\"] tr[aria-selected=\"true\"]");
    // A frame for the new rows, and one for the dialog in front of them to be gone.
    request_animation_frame(move || {
        request_animation_frame(move || {
            if let Some(row) = document().query_selector(&selector).ok().flatten() {
                focus::take(&row);
            }
        });
    });
}

/// Gives a table the names of its columns, for where its rows are cards and have no head above them: the style sheet
/// writes them from `--label-1` on, once for the table instead of in every cell.
pub fn label_columns(table: NodeRef<html::Table>, labels: impl Fn() -> Vec<&'static str> + 'static) {
    Effect::new(move || {
        let Some(table) = table.get() else { return };
        for (at, label) in labels().into_iter().enumerate() {
            // A quotation mark or a backslash would end the text.
            let text = format!("\"{}\"", label.replace(['"', '\\'], ""));
            web_sys::HtmlElement::style(&table).set_property(&format!("--label-{}", at + 1), &text).ok();
        }
    });
}

/// Whether a press ended a marking of text: whoever copies a figure does not want to filter by its row.
pub fn marks_text() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Moves the focus to a row, if another row of the same body has it.
pub fn move_focus(body: &Element, to: &HtmlTableRowElement) {
    if focus::within(body).is_some_and(|from| !to.contains(Some(&from))) {
        focus::take_quietly(to);
    }
}
