//! Finding a row: a key, a few letters, and the row is chosen, whichever table it stands in.

#![expect(clippy::unnecessary_wraps, reason = "what can fail is the download, which `wasm_split` adds")]

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use super::{desk::Desk, words};
use crate::{
    i18n::t_string,
    report::{
        find::{Found, find},
        metric::Metric,
        model::{Dimension, STEP},
    },
    ui::{
        Glyph, IconButton, Pick, Picker, Piece, grid,
        key::{Key, on_key},
    },
};

/// So many rows are offered.
const MOST: usize = 50;

/// The button, and the key that does the same.
#[component]
pub fn FindRow() -> impl IntoView {
    let i18n = expect_context::<Desk>().i18n;
    let is_open = RwSignal::new(false);
    on_key(Key::plain("Slash"), move || is_open.set(true));
    view! {
        <IconButton
            glyph=Glyph::Search
            label=move || format!("{} /", t_string!(i18n, report.find))
            on_press=move |()| is_open.set(true)
        />
        <Show when=move || is_open.get()>
            <Piece open=move || Box::pin(finder(is_open)) />
        </Show>
    }
}

#[wasm_split(report_find, wasm_split_path = leptos::wasm_split, fallible)]
fn finder(is_open: RwSignal<bool>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Finder is_open /> }.into_any())
}

#[component]
fn Finder(is_open: RwSignal<bool>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let found = RwSignal::new(Vec::<Found>::new());
    let look = move |text: String| {
        let rows = desk.page.with(|page| desk.read(|reader| find(reader, page, &text, MOST)));
        let picks = rows.iter().map(|row| pick(desk, row)).collect::<Vec<_>>();
        found.set(rows);
        picks
    };
    let choose = move |(at, add): (usize, bool)| {
        let Some(row) = found.with_untracked(|found| found.get(at).cloned()) else { return };
        is_open.set(false);
        go(desk, &row, add);
    };
    view! {
        <Picker
            title=move || t_string!(i18n, report.find)
            hint=move || t_string!(i18n, report.find_hint)
            none=move || t_string!(i18n, report.find_none)
            look
            on_choose=move |(at, add)| choose((at, add))
            on_close=move |()| is_open.set(false)
        />
    }
}

/// Chooses a row and shows it; of a category the table comes to show the inside of what it stands in.
fn go(desk: Desk, row: &Found, add: bool) {
    desk.ask(|query| {
        if row.dimension == Dimension::Category {
            query.inside = row.path.rsplit_once(STEP).map(|(above, _)| above.to_owned());
        }
        if add {
            query.choices.choose(row.dimension, &row.path);
        } else {
            query.choices.choose_only(row.dimension, &row.path);
        }
    });
    let table = match row.dimension {
        Dimension::Category => "report-categories".to_owned(),
        other => format!("report-{}", other.word()),
    };
    grid::show_chosen(&table);
}

fn pick(desk: Desk, row: &Found) -> Pick {
    let sums = desk.page.with(|page| page.sums(row.dimension, row.member).map(<[i64]>::to_vec));
    Pick {
        text: words::member(desk.i18n, row.dimension, &row.path),
        kind: words::one(desk.i18n, row.dimension).to_owned(),
        note: sums.map(|sums| desk.write(Metric::Cost, &sums)).unwrap_or_default(),
    }
}
