//! What all tables of the page have in common: a click on a row chooses its member, the arrows walk, exactly one row has a
//! place in the order of the Tab key, and of a long table only what is in sight is drawn.
//!
//! A row belongs to a place in the table, not to a member: when a click sorts the members anew, the rows stay where they
//! are and their words change, which costs the browser a fraction of moving them. The focus goes with its member.

use std::{collections::HashSet, sync::Arc};

use cube::Member;
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};

use super::{
    desk::Desk,
    explained::{asks, asks_by_key, pressed},
    words,
};
use crate::{
    report::{
        behind::Cell,
        drawn::{self, Piece},
        metric::{Metric, percent},
        model::Dimension,
        reader::{Line, Page},
    },
    ui::grid::{self, Held, Wish},
};

/// The place of the first figure in a row, behind the name and the bar of shares.
pub const FIGURES: usize = 2;

/// How far a tree is opened.
#[derive(Clone, Copy)]
pub struct Tree {
    /// The nodes whose children stand beneath them.
    pub open: RwSignal<HashSet<Member>>,
    /// The node that the table shows the inside of.
    pub inside: Memo<Option<Member>>,
}

/// A table of the page.
#[derive(Clone, Copy)]
pub struct Table {
    /// The desk it is read from.
    pub desk: Desk,
    /// Whose members its rows are.
    pub dimension: Dimension,
    /// The figures of each row.
    pub columns: Memo<Vec<Metric>>,
    /// Whether each figure says how it changed.
    pub changes: Memo<bool>,
    /// The figure whose shares the bars show.
    pub shares: Memo<Option<Metric>>,
    tree: Option<Tree>,
    standing: Memo<Arc<Standing>>,
    /// How many rows there are.
    pub rows: Memo<usize>,
    hand: RwSignal<Hand>,
    /// The place of the row that the Tab key stops at: the one that was focused last, or the first.
    pub stop: Memo<usize>,
}

/// Where the reader's hand is in a table.
#[derive(Clone, Copy, Default)]
struct Hand {
    /// The member whose row was focused last.
    focused: Option<Member>,
    /// The member that was chosen last, where Shift extends from.
    chosen: Option<Member>,
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
    /// The same of the time that the page is compared with, where changes are shown and there is one.
    pub before: Option<Vec<i64>>,
    /// Which part of the table it is, in percent.
    pub share: i64,
    /// Whether the member is chosen itself.
    pub is_chosen: bool,
}

impl Table {
    /// A table of the members that `lines` puts in order.
    pub fn of(
        dimension: Dimension,
        tree: Option<Tree>,
        lines: impl Fn(&Page) -> Vec<Line> + Send + Sync + 'static,
    ) -> Self {
        let desk = expect_context::<Desk>();
        let inside = move || tree.and_then(|tree| tree.inside.get());
        let standing = move |_: Option<&Arc<Standing>>| {
            let page = desk.page.get();
            let lines = lines(&page);
            let whole = desk.read(|reader| reader.whole(dimension, &page.now, inside()));
            Arc::new(Standing { page, lines, chosen: chosen(desk, dimension), whole })
        };
        // It is made anew when something has changed, so there is nothing to compare.
        let standing = Memo::new_with_compare(standing, |_, _| true);
        let rows = Memo::new(move |_| standing.with(|standing| standing.lines.len()));
        let columns = Memo::new(move |_| desk.query.with(|query| query.layout.columns(dimension).to_vec()));
        let changes = Memo::new(move |_| desk.query.with(|query| query.layout.changes));
        let shares = Memo::new(move |_| desk.query.with(|query| query.layout.shares(dimension)));
        let hand = RwSignal::new(Hand::default());
        let stop = Memo::new(move |_| {
            standing
                .with(|standing| hand.get().focused.and_then(|member| standing.place(member)).unwrap_or(0))
        });
        Self { desk, dimension, columns, changes, shares, tree, standing, rows, hand, stop }
    }

    /// Whether it is a tree.
    pub fn is_tree(self) -> bool {
        self.tree.is_some()
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
            let before = self.changes.get().then(|| standing.page.sums_before(self.dimension, line.member));
            let before = before.flatten().map(<[i64]>::to_vec);
            let share =
                self.shares.get().map_or(0, |figure| percent(figure.sum(&sums), figure.sum(&standing.whole)));
            Some(Shown { line, sums, before, share, is_chosen: standing.chosen.contains(&line.member) })
        })
    }

    /// The pieces that are drawn while these rows are in sight.
    pub fn pieces(self, sight: (usize, usize)) -> Vec<Piece> {
        // Only a row that had the focus stays drawn, so that the focus is not lost.
        let stays = self.hand.get().focused.map(|_| self.stop.get());
        drawn::pieces(self.rows.get(), sight, stays)
    }

    /// Remembers the row that has the focus.
    pub fn focus(self, line: Line) {
        self.hand.update(|hand| hand.focused = Some(line.member));
    }

    /// The row at a place.
    pub fn line(self, at: usize) -> Option<Line> {
        self.standing.with_untracked(|standing| standing.lines.get(at).copied())
    }

    fn choose(self, line: Line, held: Held) {
        let (dimension, anchor) = (self.dimension, self.hand.get_untracked().chosen);
        if let Some(anchor) = anchor.filter(|_| held.extend) {
            let members = self.standing.with_untracked(|standing| standing.between(anchor, line.member));
            let paths: Vec<String> = members.into_iter().map(|member| self.path(member)).collect();
            return self.desk.ask(|query| query.choices.extend(dimension, paths, held.add));
        }
        self.hand.update(|hand| hand.chosen = Some(line.member));
        self.desk.ask(|query| query.choices.click(dimension, &self.path(line.member), held.add));
    }

    fn path(self, member: Member) -> String {
        self.desk.path(self.dimension, member)
    }

    /// Shows or hides the children of a node beneath it.
    fn turn(self, line: Line, wanted: bool) {
        let Some(tree) = self.tree.filter(|_| line.open.is_some()) else { return };
        tree.open.update(|open| {
            if wanted {
                open.insert(line.member);
            } else {
                open.remove(&line.member);
            }
        });
    }

    /// Goes a level deeper: shows what is inside of a node, and nothing else.
    fn enter(self, line: Line, choose: bool) {
        if line.open.is_none() {
            return;
        }
        let path = self.path(line.member);
        self.desk.ask(|query| {
            if choose {
                query.choices.choose_only(self.dimension, &path);
            }
            query.inside = Some(path);
        });
    }

    /// Goes a level up, out of the node that the table shows the inside of.
    fn leave(self) {
        let Some(inside) = self.tree.and_then(|tree| tree.inside.get_untracked()) else { return };
        let way = self.desk.read(|reader| reader.way(self.dimension, inside));
        let above = way.len().checked_sub(2).map(|at| self.path(way[at]));
        self.hand.update(|hand| hand.focused = Some(inside));
        self.desk.ask(|query| query.inside = above);
    }

    /// Explains a figure of a row: the one that was pressed, or the first.
    fn explain(self, line: Line, metric: Option<Metric>) {
        let (dimension, path) = (self.dimension, self.path(line.member));
        let sums =
            self.desk.page.with_untracked(|page| page.sums(dimension, line.member).map(<[i64]>::to_vec));
        let metric = metric.unwrap_or_else(|| self.columns.with_untracked(|columns| columns[0]));
        self.desk.explain(Cell::Row { dimension, path }, metric, false, sums.unwrap_or_default());
    }

    /// Explains a figure of the last row.
    pub fn explain_whole(self, metric: Metric) {
        let inside = self.tree.and_then(|tree| tree.inside.get_untracked()).map(|node| self.path(node));
        let whole = self.standing.with_untracked(|standing| standing.whole.clone());
        self.desk.explain(Cell::Whole { dimension: self.dimension, inside }, metric, false, whole);
    }

    /// A press that asks for an explanation chooses nothing.
    pub fn asks(self, line: Line, event: &MouseEvent) -> bool {
        let is_row = event.target() == grid::row(event).map(Into::into);
        let metric = self.columns.with_untracked(|columns| pressed(event, FIGURES, columns));
        let asked = asks(event, true) && (metric.is_some() || is_row);
        if asked {
            event.prevent_default();
            self.explain(line, metric);
        }
        asked
    }

    /// A press on a row chooses its member, or turns its twist.
    pub fn press(self, line: Line, event: &MouseEvent) {
        if grid::is_on(event, ".report-twist") {
            self.turn(line, line.open != Some(true));
        } else if !(grid::marks_text() || is_second(line, event)) {
            self.choose(line, Held::during(event));
        }
    }

    /// A double press on a row goes inside of its member.
    pub fn press_twice(self, line: Line, event: &MouseEvent) {
        if !grid::is_on(event, ".report-twist") {
            self.enter(line, true);
        }
    }

    /// A key on a row.
    pub fn key(self, line: Line, event: &KeyboardEvent) {
        if asks_by_key(event) {
            event.prevent_default();
            return self.explain(line, None);
        }
        match grid::wish(event) {
            Some(Wish::Choose(held)) => self.choose(line, held),
            Some(Wish::Open) if line.open == Some(true) => self.enter(line, false),
            Some(Wish::Open) => self.turn(line, true),
            Some(Wish::Close) if line.open == Some(true) => self.turn(line, false),
            Some(Wish::Close) => self.leave(),
            None => {}
        }
    }
}

impl Standing {
    /// The members from one row to another, whichever comes first. A row that is gone counts as the other one.
    fn between(&self, one: Member, other: Member) -> Vec<Member> {
        let Some(to) = self.place(other) else { return Vec::new() };
        let from = self.place(one).unwrap_or(to);
        self.lines[from.min(to)..=from.max(to)].iter().map(|line| line.member).collect()
    }

    fn place(&self, member: Member) -> Option<usize> {
        self.lines.iter().position(|line| line.member == member)
    }
}

/// Whether a press is the second one of a double press, which opens and does not choose a second time.
pub fn is_second(line: Line, event: &MouseEvent) -> bool {
    event.detail() > 1 && line.open.is_some()
}

/// The members of a dimension that are chosen themselves.
pub fn chosen(desk: Desk, dimension: Dimension) -> Vec<Member> {
    desk.query.with(|query| {
        desk.read(|reader| {
            let names = reader.book().dictionary(dimension);
            query.choices.members(dimension).filter_map(|path| names.find(path)).collect()
        })
    })
}

/// The element of a table, which knows the names of its columns.
pub fn labelled(table: Table) -> NodeRef<html::Table> {
    let element = NodeRef::new();
    let label = move |metric: &Metric| words::metric(table.desk.i18n, *metric);
    grid::label_columns(element, move || table.columns.with(|columns| columns.iter().map(label).collect()));
    element
}
