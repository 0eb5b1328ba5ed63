//! The first rows, as they stand in the file; cells that are wrong are marked.

use leptos::prelude::*;

use super::{desk::Desk, words};
use crate::{
    fact::{
        plan::Field,
        preview::{ColumnSeen, Preview, SampleRow},
    },
    i18n::{t_string, use_i18n},
    ui::say,
};

/// The table.
#[component]
pub fn Rows(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let has_rows = Memo::new(move |_| desk.seen(|preview| !preview.rows.is_empty()) == Some(true));
    let head = move || {
        let name = |(at, column): (usize, &ColumnSeen)| {
            let name = words::column_name(i18n, at, &column.name);
            view! { <th class=class(column) data-dim=dim(column) scope="col">{name}</th> }
        };
        desk.seen(|preview| preview.columns.iter().enumerate().map(name).collect_view())
    };
    let body =
        move || desk.seen(|preview| preview.rows.iter().map(|row| line(desk, preview, row)).collect_view());
    view! {
        <Show when=move || has_rows.get()>
            <section class="panel" aria-labelledby="fact-preview">
                <header class="panel-head">
                    <h2 class="panel-title" id="fact-preview">{say(move || t_string!(i18n, fact.preview_title))}</h2>
                    <span class="panel-note">{say(move || t_string!(i18n, fact.preview_note))}</span>
                </header>
                <div class="table-scroll" role="group" tabindex="0" aria-labelledby="fact-preview">
                    <table class="table fact-preview">
                        <thead>
                            <tr>
                                <th class="num" scope="col">{say(move || t_string!(i18n, fact.line))}</th>
                                {head}
                            </tr>
                        </thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            </section>
        </Show>
    }
}

fn line(desk: Desk, preview: &Preview, row: &SampleRow) -> impl IntoView + use<> {
    let wrong: Vec<&str> = preview
        .problems
        .iter()
        .filter(|problem| problem.line == row.line)
        .filter_map(|problem| problem.column.as_deref())
        .collect();
    let cell = |(column, cell): (&ColumnSeen, &String)| {
        let text = if wrong.contains(&column.name.as_str()) {
            view! { <mark class="fact-wrong">{cell.clone()}</mark> }.into_any()
        } else {
            cell.clone().into_any()
        };
        view! { <td class=class(column) data-dim=dim(column)>{text}</td> }
    };
    let cells = preview.columns.iter().zip(&row.cells).map(cell).collect_view();
    let number = words::whole(desk.format, row.line);
    view! { <tr><td class="num fact-line">{number}</td>{cells}</tr> }
}

/// Figures stand at the right.
fn class(column: &ColumnSeen) -> Option<&'static str> {
    let counted = |field: Field| field == Field::Goal || field.measure().is_some();
    column.field.is_some_and(counted).then_some("num")
}

/// A column that is left out is pale.
fn dim(column: &ColumnSeen) -> Option<&'static str> {
    matches!(column.field, None | Some(Field::Skip)).then_some("true")
}
