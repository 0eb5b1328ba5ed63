//! Sums by day.

use crate::{DayRange, Measure, sums::Cells};

/// Sums for every day of a range.
///
/// Only the days that occur in the facts are kept, whatever range was asked for: a year 9999 typed
/// into an address costs nothing. The other days answer zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaySeries {
    span: DayRange,
    days: Vec<i32>,
    cells: Cells,
    /// What a day without facts answers.
    nothing: Vec<i64>,
}

impl DaySeries {
    pub(crate) fn new(span: DayRange, days: Vec<i32>, cells: Cells) -> Self {
        let nothing = vec![0; cells.measures()];
        Self { span, days, cells, nothing }
    }

    /// The days of the series.
    pub const fn span(&self) -> DayRange {
        self.span
    }

    /// The first day of the series.
    pub const fn first(&self) -> i32 {
        self.span.first
    }

    /// How many days the series has.
    pub fn len(&self) -> usize {
        self.span.len() as usize
    }

    /// Whether the series has no day.
    pub const fn is_empty(&self) -> bool {
        self.span.is_empty()
    }

    /// How many rows were summed on a day; 0 for a day outside.
    pub fn rows(&self, day: i32) -> u64 {
        self.days.binary_search(&day).map_or(0, |at| self.cells.rows(at))
    }

    /// One sum a measure on a day; zeros for a day outside.
    pub fn sums(&self, day: i32) -> &[i64] {
        self.days.binary_search(&day).map_or(&self.nothing, |at| self.cells.sums(at))
    }

    /// The sum of one measure on a day.
    ///
    /// # Panics
    /// When the facts have no such measure.
    pub fn get(&self, day: i32, measure: Measure) -> i64 {
        self.sums(day)[measure.0]
    }

    /// Every day with its sums, in order.
    pub fn iter(&self) -> impl Iterator<Item = (i32, &[i64])> {
        let days = (!self.is_empty()).then_some(self.span.first..=self.span.last);
        let mut at = 0;
        days.into_iter().flatten().map(move |day| {
            if self.days.get(at) != Some(&day) {
                return (day, self.nothing.as_slice());
            }
            at += 1;
            (day, self.cells.sums(at - 1))
        })
    }
}
