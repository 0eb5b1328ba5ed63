//! What is known while rows are still arriving, the newest days first. Nothing is ever said that is not exact.

use cube::{Answer, Cube, DayRange, Dim, Selection};

use super::{
    period::{Calendar, between},
    query::Query,
    reader::Reader,
};

/// What there is while rows are still arriving, the newest days first.
#[derive(Debug, Clone)]
pub(super) struct Early {
    /// The sums of every day, as if each day were a single row that belongs nowhere.
    pub sums: Cube,
    /// The first day from which on all rows are there.
    pub since: i32,
}

/// What of an answer is there, and exact; the rest is still arriving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Nothing: the page has zeros, and nobody may show them.
    Nothing,
    /// Totals and days. Every member has zeros, and nobody may show them.
    Days,
    /// Everything.
    All,
}

/// How far back the rows of a question reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The first of its own days.
    pub own: i32,
    /// The first with the days that they are compared with.
    pub compared: i32,
}

impl Reader {
    /// Whether all rows have come. Until then a page may be known in part only.
    pub fn is_whole(&self) -> bool {
        self.early.is_none()
    }

    /// Whether all rows of some days have come, or of all days there are: then every answer about them is exact.
    pub fn knows(&self, days: Option<DayRange>) -> bool {
        self.is_whole() || days.is_some_and(|days| self.knows_since(days.first))
    }

    /// Whether all rows have come from a day on.
    pub fn knows_since(&self, first: i32) -> bool {
        self.early.as_ref().is_none_or(|early| first >= early.since)
    }

    /// Which days' rows a question needs.
    pub fn reach(query: &Query, calendar: &Calendar) -> Reach {
        let period = between(query.from, query.to, calendar);
        let before = compared(query, period, calendar);
        Reach {
            own: period.first,
            compared: before.map_or(period.first, |before| before.first.min(period.first)),
        }
    }

    /// The answer to a selection, and what of it is exact. What is not known yet is empty rather than wrong.
    pub(super) fn known(&mut self, selection: &Selection) -> (Answer, Known) {
        if self.knows(selection.period) {
            return (self.cube.answer(selection), Known::All);
        }
        let mut nothing = selection.clone();
        nothing.period = Some(DayRange::new(0, -1));
        let empty = self.cube.answer(&nothing);
        let is_chosen = (0..empty.by.len()).any(|at| selection.chosen(Dim(at)).is_some());
        let days = self.early.as_mut().filter(|_| !is_chosen).map(|early| early.sums.answer(selection));
        match days {
            Some(Answer { total, by_day, .. }) => (Answer { total, by_day, by: empty.by }, Known::Days),
            None => (empty, Known::Nothing),
        }
    }
}

/// The days that a period is compared with; none from before the first facts, which would make everything look like growth.
pub(super) fn compared(query: &Query, period: DayRange, calendar: &Calendar) -> Option<DayRange> {
    query.comparison.of(period).filter(|days| days.first >= calendar.first.0)
}
