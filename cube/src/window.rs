//! Which days an answer is about.

use std::ops::Range;

use crate::{DayRange, DaySeries, Facts, Selection, rows::Rows, sums::Cells};

/// The days of a page as positions among the days that occur in the facts.
#[derive(Clone)]
pub struct Window {
    pub span: DayRange,
    pub period: Range<usize>,
    /// The days that count for everything but the series: a part of the period.
    pub brush: Range<usize>,
}

impl Window {
    pub fn of(rows: &Rows, selection: &Selection) -> Self {
        let nothing = DayRange::new(0, -1);
        Self {
            span: selection.period.or_else(|| rows.span()).unwrap_or(nothing),
            period: rows.within(selection.period),
            brush: rows.within(selection.days()),
        }
    }

    /// The brush, counted from the start of the period.
    pub fn brushed(&self) -> Range<usize> {
        if self.brush.is_empty() {
            return 0..0;
        }
        self.brush.start - self.period.start..self.brush.end - self.period.start
    }

    pub fn series(&self, facts: &Facts, cells: Cells) -> DaySeries {
        let days = facts.rows.days(self.period.clone()).to_vec();
        DaySeries::new(self.span, days, cells, facts.measures())
    }
}
