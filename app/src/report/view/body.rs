//! The rows of a table: one listener for all of them, those in sight drawn, the focus with its member.

use leptos::{
    ev::{FocusEvent, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlTableRowElement;

use super::{
    row::Row,
    table::{Table, is_second},
};
use crate::{
    report::drawn::Piece,
    ui::{grid, in_sight},
};

/// The rows of a table.
#[component]
pub fn Body(table: Table) -> impl IntoView {
    let body = NodeRef::new();
    let sight = in_sight(body, table.rows.into());
    let pieces = Memo::new(move |_| table.pieces(sight.get()));
    let line = move |row: Option<HtmlTableRowElement>| {
        let at = usize::try_from(row?.section_row_index()).ok()?;
        match pieces.with_untracked(|pieces| pieces.get(at).copied())? {
            Piece::Row(at) => table.line(at),
            Piece::Gap { .. } => None,
        }
    };
    let click = move |event: MouseEvent| {
        if let Some(line) = line(grid::row(&event))
            && !table.asks(line, &event)
        {
            table.press(line, &event);
        }
    };
    let other = move |event: MouseEvent| {
        if let Some(line) = line(grid::row(&event)) {
            table.asks(line, &event);
        }
    };
    let twice = move |event: MouseEvent| {
        if let Some(line) = line(grid::row(&event)) {
            table.press_twice(line, &event);
        }
    };
    // The browser would mark text from the last click to this one.
    let down = move |event: MouseEvent| {
        let row = grid::row(&event);
        let opens = line(row.clone()).is_some_and(|line| is_second(line, &event));
        if event.shift_key() || opens {
            event.prevent_default();
            row.map(|row| row.focus().ok());
        }
    };
    let key = move |event: KeyboardEvent| {
        if let Some(line) = line(grid::row(&event)) {
            table.key(line, &event);
        }
    };
    let focus = move |event: FocusEvent| {
        if let Some(line) = line(grid::row(&event)) {
            table.focus(line);
        }
    };
    keep_focus(table, body, pieces);
    view! {
        <tbody node_ref=body on:mousedown=down on:click=click on:contextmenu=other on:dblclick=twice on:keydown=key on:focusin=focus>
            <For each=move || pieces.get() key=|piece| *piece let:piece>
                {match piece {
                    Piece::Row(at) => view! { <Row table at /> }.into_any(),
                    Piece::Gap { rows, .. } => gap(rows).into_any(),
                }}
            </For>
        </tbody>
    }
}

/// The room of rows that are not drawn.
fn gap(rows: usize) -> impl IntoView {
    view! { <tr class="table-gap" aria-hidden="true" style:--rows=rows.to_string()><td></td></tr> }
}

/// When the row with the focus comes to show another member, the focus goes to where its own is now.
fn keep_focus(table: Table, body: NodeRef<html::Tbody>, pieces: Memo<Vec<Piece>>) {
    let follow = move || {
        let stop = Piece::Row(table.stop.try_get_untracked()?);
        let at = pieces.try_with_untracked(|pieces| pieces.iter().position(|piece| *piece == stop))??;
        let body = body.try_get_untracked().flatten()?;
        let row = body.rows().item(u32::try_from(at).ok()?)?.dyn_into().ok()?;
        grid::move_focus(&body, &row);
        Some(())
    };
    Effect::new(move || {
        pieces.track();
        table.stop.track();
        request_animation_frame(move || {
            follow();
        });
    });
}
