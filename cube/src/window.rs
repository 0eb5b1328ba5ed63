//! Which days an answer is about.

use std::ops::Range;

use crate::{DayRange, Selection, rows::Rows};

/// The days of a page, as positions among the days that occur and as rows.
#[derive(Clone, Debug)]
pub struct Window {
    pub span: DayRange,
    pub period: Range<usize>,
    /// The days that count for everything but the series: a part of the period.
    pub brush: Range<usize>,
    pub rows: WindowRows,
}

/// The rows of a page's days. Two windows with the same rows have the same sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowRows {
    pub period: Range<usize>,
    /// A part of the period; when empty it lies at the period's start.
    pub brush: Range<usize>,
}

impl Window {
    pub fn of(rows: &Rows, selection: &Selection) -> Self {
        let nothing = DayRange::new(0, -1);
        let period = rows.within(selection.period);
        let brush = rows.within(selection.days());
        let brush = if brush.is_empty() { period.start..period.start } else { brush };
        let window_rows = WindowRows { period: rows.of_days(&period), brush: rows.of_days(&brush) };
        let span = selection.period.or_else(|| rows.span()).unwrap_or(nothing);
        Self { span, period, brush, rows: window_rows }
    }

    /// The brush, counted from the start of the period.
    pub fn brushed(&self) -> Range<usize> {
        self.brush.start - self.period.start..self.brush.end - self.period.start
    }
}

impl WindowRows {
    /// The rows of the period before the brush and behind it.
    pub fn around_brush(&self) -> [Range<usize>; 2] {
        [self.period.start..self.brush.start, self.brush.end..self.period.end]
    }
}
