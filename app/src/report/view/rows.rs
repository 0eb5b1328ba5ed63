//! What the rows of all tables have in common: they choose a member, and exactly one of them has a place in the order of
//! the Tab key.

use std::collections::HashMap;

use cube::Member;
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
};

use super::desk::Desk;
use crate::{
    report::{
        drawn::Piece,
        metric::{Metric, percent},
        model::Dimension,
    },
    ui::grid::{self, Wish},
};

/// Which row of a table has the Tab stop: the one that was focused last, or the first.
#[derive(Clone, Copy)]
pub struct Stop {
    last: RwSignal<Option<Member>>,
    present: Memo<Option<Member>>,
}

impl Stop {
    /// The Tab stop of a table with these rows.
    pub fn of(rows: Signal<Vec<Member>>) -> Self {
        let last = RwSignal::new(None);
        let present = Memo::new(move |_| {
            rows.with(|rows| last.get().filter(|member| rows.contains(member)).or(rows.first().copied()))
        });
        Self { last, present }
    }

    /// The `tabindex` of a row.
    pub fn tabindex(self, member: Member) -> &'static str {
        if self.present.get() == Some(member) { "0" } else { "-1" }
    }

    /// Whether a row has the Tab stop because it had the focus: it stays, so that the focus is not lost.
    pub fn is_at(self, member: Member) -> bool {
        self.last.get() == Some(member)
    }

    /// A row got the focus.
    pub fn take(self, member: Member) {
        self.last.set(Some(member));
    }
}

/// The number of each row, for those who hear the table; empty while all rows are drawn.
pub type Numbers = Memo<HashMap<Member, usize>>;

/// How many rows a table has, where not all of them are drawn.
pub fn row_count(numbers: Numbers) -> Option<String> {
    numbers.with(|numbers| (!numbers.is_empty()).then(|| (numbers.len() + 1).to_string()))
}

/// The number of a row, where not all of them are drawn.
pub fn row_number(numbers: Numbers, member: Member) -> Option<String> {
    numbers.with(|numbers| numbers.get(&member).map(ToString::to_string))
}

/// A row that is drawn, or the room of those that are not.
pub fn piece<T>(piece: Piece<T>, row: impl FnOnce(T) -> AnyView) -> AnyView {
    match piece {
        Piece::Row(of) => row(of),
        Piece::Gap { rows, .. } => {
            view! { <tr class="table-gap" aria-hidden="true" style:--rows=rows.to_string()><td></td></tr> }
                .into_any()
        }
    }
}

/// A row's side of a member: its sums, whether it is chosen, and what choosing it does.
#[derive(Clone, Copy)]
pub struct Row {
    desk: Desk,
    dimension: Dimension,
    path: StoredValue<String>,
    /// The sums of the member under the present selection.
    pub sums: Memo<Vec<i64>>,
    /// Whether the member is chosen itself.
    pub chosen: Memo<bool>,
}

impl Row {
    /// The row of a member.
    pub fn of(desk: Desk, dimension: Dimension, member: Member) -> Self {
        let path = StoredValue::new(desk.path(dimension, member));
        let sums = Memo::new(move |_| {
            desk.page.with(|page| page.sums(dimension, member).map(<[i64]>::to_vec).unwrap_or_default())
        });
        let chosen = Memo::new(move |_| {
            desk.query.with(|query| path.with_value(|path| query.is_chosen(dimension, path)))
        });
        Self { desk, dimension, path, sums, chosen }
    }

    /// A press on the row.
    pub fn press(self, event: &MouseEvent) {
        if !grid::marks_text() {
            self.choose(grid::adds(event));
        }
    }

    /// A key on the row; what is left to the table comes back.
    pub fn key(self, event: &KeyboardEvent) -> Option<Wish> {
        match grid::wish(event)? {
            Wish::Choose { add } => {
                self.choose(add);
                None
            }
            wish => Some(wish),
        }
    }

    fn choose(self, add: bool) {
        self.desk.ask(|query| self.path.with_value(|path| query.click(self.dimension, path, add)));
    }

    /// Whether there is nothing behind the row under the present selection.
    pub fn is_dim(self) -> Option<&'static str> {
        self.sums.with(|sums| sums.iter().all(|sum| *sum == 0)).then_some("true")
    }

    /// The cells of some figures.
    pub fn cells(self, metrics: &'static [Metric]) -> impl IntoView {
        let cell = move |&metric: &Metric| {
            view! { <td class="num">{move || self.sums.with(|sums| self.desk.write(metric, sums))}</td> }
        };
        metrics.iter().map(cell).collect_view()
    }

    /// The bar that shows which part of the whole table this row is.
    pub fn share(self, metric: Metric, whole: Memo<Vec<i64>>) -> impl IntoView {
        let at = metric as usize;
        let part = move || {
            let whole = whole.with(|whole| whole.get(at).copied().unwrap_or(0));
            format!("{}%", percent(self.sums.with(|sums| sums.get(at).copied().unwrap_or(0)), whole))
        };
        view! { <td class="share-cell"><span class="share" style:--share=part></span></td> }
    }
}
