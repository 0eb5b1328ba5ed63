//! The rows of a table, packed, in the order of their days.

use std::ops::Range;

use crate::{DayRange, layout::Layout, packed::Packed};

/// The rows of a table in the order of their days, each packed as the layout says.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The days that occur, ascending.
    pub days: Vec<i32>,
    /// Where the rows of each day start, and where the last ones end.
    pub starts: Vec<usize>,
    pub layout: Layout,
    pub packed: Packed,
}

impl Rows {
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    pub fn measures(&self) -> usize {
        self.layout.lanes() - 1
    }

    pub fn span(&self) -> Option<DayRange> {
        Some(DayRange::new(*self.days.first()?, *self.days.last()?))
    }

    /// Which of the days that occur lie in `range` (all without one), as positions.
    pub fn within(&self, range: Option<DayRange>) -> Range<usize> {
        let Some(range) = range else { return 0..self.days.len() };
        let start = self.days.partition_point(|&day| day < range.first);
        let end = self.days.partition_point(|&day| day <= range.last);
        start..end.max(start)
    }

    /// The positions of the days with these rows, which must be all rows of theirs.
    pub fn days_of(&self, rows: &Range<usize>) -> Range<usize> {
        let day = |row| self.starts[..self.days.len()].partition_point(|&start| start < row);
        day(rows.start)..day(rows.end)
    }

    /// The rows of the days at some positions.
    pub fn of_days(&self, at: &Range<usize>) -> Range<usize> {
        self.starts[at.start]..self.starts[at.end]
    }
}
