//! Taking along what is seen: as a workbook, or one table as CSV.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    i18n::t_string,
    project::model::Project,
    report::model::{By, Dimension},
    ui::{Entry, Glyph, Icon, Item, Kind, Menu},
};

/// A menu of links: the browser downloads by itself, and the server answers the question of the address.
#[component]
pub fn ExportMenu() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let project = expect_context::<Arc<Project>>().listed.id;
    let entries = move |()| {
        let question = js_sys::encode_uri_component(&desk.query.read_untracked().to_string());
        let address = |what: &str| format!("/api/export/{project}?{what}&question={question}");
        let table = |by: By| {
            let name = by.many(i18n.get_locale_untracked());
            Item::download(name, address(&format!("format=csv&table={}", by.word()))).into()
        };
        let workbook = t_string!(i18n, report.export_workbook);
        let mut lines: Vec<Entry> = vec![
            Item::download(workbook, address("format=xlsx")).note("XLSX").into(),
            Entry::Label(t_string!(i18n, report.export_tables).to_owned()),
        ];
        lines.extend(By::TABLES.into_iter().filter(|&by| is_shown(desk, by)).map(table));
        lines
    };
    view! {
        <Menu entries kind=Kind::Quiet label=move || t_string!(i18n, report.export)>
            <Icon glyph=Glyph::Download />
            <span class="report-tool-text">{move || t_string!(i18n, report.export)}</span>
        </Menu>
    }
}

/// A table of "not given" alone is not on the page either.
fn is_shown(desk: Desk, by: By) -> bool {
    match by {
        By::Dimension(dimension) => dimension == Dimension::Category || desk.is_named(dimension),
        By::Day => true,
    }
}
