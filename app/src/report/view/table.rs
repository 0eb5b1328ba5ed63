//! What all tables of the page have in common: a click on a row chooses its member, the arrows walk, exactly one row has a
//! place in the order of the Tab key, and of a long table only what is in sight is drawn.
//!
//! A row belongs to a place in the table, not to a member: when a click sorts the members anew, the rows stay where they
//! are and their words change, which costs the browser a fraction of moving them. The focus goes with its member.

use std::{collections::HashSet, sync::Arc};

use cube::Member;
use leptos::{
    ev::{FocusEvent, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlTableRowElement;

use super::{desk::Desk, row::Row};
use crate::{
    report::{
        drawn::{self, Piece},
        metric::{Metric, percent},
        model::Dimension,
        reader::{Line, Page},
    },
    ui::{
        grid::{self, Wish},
        in_sight,
    },
};

/// The columns of a table; the first one has the bar of shares.
pub type Columns = &'static [Metric];

/// The nodes of a tree that are open.
pub type Open = RwSignal<HashSet<Member>>;

/// A table of the page.
#[derive(Clone, Copy)]
pub struct Table {
    /// The desk it is read from.
    pub desk: Desk,
    /// Whose members its rows are.
    pub dimension: Dimension,
    /// The figures of each row.
    pub columns: Columns,
    /// The open nodes, of a tree.
    open: Option<Open>,
    standing: Memo<Arc<Standing>>,
    rows: Memo<usize>,
    /// The member whose row was focused last.
    last: RwSignal<Option<Member>>,
    /// The place of the row that the Tab key stops at: the one that was focused last, or the first.
    stop: Memo<usize>,
}

/// What stands in a table under the present question.
struct Standing {
    page: Arc<Page>,
    lines: Vec<Line>,
    chosen: Vec<Member>,
    whole: Vec<i64>,
}

/// What a row shows.
#[derive(Clone, Default, PartialEq)]
pub struct Shown {
    /// Whose row it is, and where in a tree.
    pub line: Line,
    /// The sums of the member.
    pub sums: Vec<i64>,
    /// Which part of the table it is, in percent.
    pub share: i64,
    /// Whether the member is chosen itself.
    pub is_chosen: bool,
}

impl Table {
    /// A table of the members that `lines` puts in order.
    pub fn of(
        dimension: Dimension,
        columns: Columns,
        open: Option<Open>,
        lines: impl Fn(&Page) -> Vec<Line> + Send + Sync + 'static,
    ) -> Self {
        let desk = expect_context::<Desk>();
        let standing = move |_: Option<&Arc<Standing>>| {
            let page = desk.page.get();
            let lines = lines(&page);
            let whole = desk.read(|reader| reader.whole(dimension, &page.now));
            Arc::new(Standing { page, lines, chosen: chosen(desk, dimension), whole })
        };
        // It is made anew when something has changed, so there is nothing to compare.
        let standing = Memo::new_with_compare(standing, |_, _| true);
        let rows = Memo::new(move |_| standing.with(|standing| standing.lines.len()));
        let last = RwSignal::new(None);
        let stop = Memo::new(move |_| {
            standing.with(|standing| last.get().and_then(|member| standing.place(member)).unwrap_or(0))
        });
        Self { desk, dimension, columns, open, standing, rows, last, stop }
    }

    /// Whether it is a tree.
    pub fn is_tree(self) -> bool {
        self.open.is_some()
    }

    /// How many rows there are, where not all of them are drawn: with the head.
    pub fn row_count(self) -> Option<String> {
        let rows = self.rows.get();
        (!drawn::draws_all(rows)).then(|| (rows + 1).to_string())
    }

    /// The number of the row at a place, where not all of them are drawn; the head is the first.
    pub fn row_number(self, at: usize) -> Option<String> {
        (!drawn::draws_all(self.rows.get())).then(|| (at + 2).to_string())
    }

    /// Whether the Tab key stops at the row at a place.
    pub fn tabindex(self, at: usize) -> &'static str {
        if self.stop.get() == at { "0" } else { "-1" }
    }

    /// The sums of everything in the table, its own choice left out of account.
    pub fn whole(self, metric: Metric) -> String {
        self.standing.with(|standing| self.desk.write(metric, &standing.whole))
    }

    /// What the row at a place shows.
    pub fn shown(self, at: usize) -> Option<Shown> {
        self.standing.with(|standing| {
            let line = *standing.lines.get(at)?;
            let sums = standing.page.sums(self.dimension, line.member).unwrap_or_default().to_vec();
            let figure = self.columns[0] as usize;
            let of = |sums: &[i64]| sums.get(figure).copied().unwrap_or(0);
            let share = percent(of(&sums), of(&standing.whole));
            Some(Shown { line, sums, share, is_chosen: standing.chosen.contains(&line.member) })
        })
    }

    /// The pieces that are drawn while these rows are in sight.
    fn pieces(self, sight: (usize, usize)) -> Vec<Piece> {
        // Only a row that had the focus stays drawn, so that the focus is not lost.
        let stays = self.last.with(Option::is_some).then(|| self.stop.get());
        drawn::pieces(self.rows.get(), sight, stays)
    }

    fn line(self, at: usize) -> Option<Line> {
        self.standing.with_untracked(|standing| standing.lines.get(at).copied())
    }

    fn choose(self, member: Member, add: bool) {
        let path = self.desk.path(self.dimension, member);
        self.desk.ask(|query| query.click(self.dimension, &path, add));
    }

    /// Opens or closes a node; leaves have nothing to open.
    fn turn(self, line: Line, wanted: bool) {
        if let (Some(open), Some(_)) = (self.open, line.open) {
            open.update(|open| {
                if wanted {
                    open.insert(line.member);
                } else {
                    open.remove(&line.member);
                }
            });
        }
    }

    fn press(self, line: Line, event: &MouseEvent) {
        if grid::is_on(event, ".report-twist") {
            self.turn(line, line.open != Some(true));
        } else if !grid::marks_text() {
            self.choose(line.member, grid::adds(event));
        }
    }

    fn key(self, line: Line, event: &KeyboardEvent) {
        match grid::wish(event) {
            Some(Wish::Choose { add }) => self.choose(line.member, add),
            Some(Wish::Open) => self.turn(line, true),
            Some(Wish::Close) => self.turn(line, false),
            None => {}
        }
    }
}

impl Standing {
    fn place(&self, member: Member) -> Option<usize> {
        self.lines.iter().position(|line| line.member == member)
    }
}

/// The members of a dimension that are chosen themselves.
pub fn chosen(desk: Desk, dimension: Dimension) -> Vec<Member> {
    desk.query.with(|query| {
        desk.read(|reader| {
            let names = reader.book().dictionary(dimension);
            query.chosen(dimension).filter_map(|path| names.find(path)).collect()
        })
    })
}

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
        if let Some(line) = line(grid::row(&event)) {
            table.press(line, &event);
        }
    };
    let key = move |event: KeyboardEvent| {
        if let Some(line) = line(grid::row(&event)) {
            table.key(line, &event);
        }
    };
    let focus = move |event: FocusEvent| {
        if let Some(line) = line(grid::row(&event)) {
            table.last.set(Some(line.member));
        }
    };
    keep_focus(table, body, pieces);
    view! {
        <tbody node_ref=body on:click=click on:keydown=key on:focusin=focus>
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
