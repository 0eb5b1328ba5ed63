//! The rows of a table in the order of their days, the measures of a row side by side.

use std::ops::Range;

use crate::{
    DayRange,
    sums::{LANES, runs},
};

/// The rows of a table in the order of their days.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The days that occur, ascending.
    days: Vec<i32>,
    /// Where the rows of each day start, and where the last ones end.
    starts: Vec<usize>,
    measures: usize,
    values: Values,
}

/// The lanes of every row: a one (so that counting rows is summing too), the measures, zeros up to a
/// multiple of [`LANES`]. Half the memory when every value fits 32 bits.
#[derive(Clone, Debug)]
pub enum Values {
    Narrow(Vec<[i32; LANES]>),
    Wide(Vec<[i64; LANES]>),
}

impl Rows {
    /// The rows, and for each of them its place in the columns given.
    pub fn new(days: &[i32], measures: &[Vec<i64>]) -> (Self, Vec<u32>) {
        let mut order: Vec<u32> = (0..).take(days.len()).collect();
        // Stable, and nearly free when the rows come by day as they usually do.
        order.sort_by_key(|&row| days[row as usize]);
        let (days, starts) = index(days, &order);
        let narrow = measures.iter().flatten().all(|&value| i32::try_from(value).is_ok());
        let values = if narrow {
            // The conversion cannot fail: every value was just seen to fit.
            Values::Narrow(pack(&order, measures, |value| i32::try_from(value).unwrap_or_default()))
        } else {
            Values::Wide(pack(&order, measures, |value| value))
        };
        (Self { days, starts, measures: measures.len(), values }, order)
    }

    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    pub const fn measures(&self) -> usize {
        self.measures
    }

    pub const fn values(&self) -> &Values {
        &self.values
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

    /// The days at some positions.
    pub fn days(&self, at: Range<usize>) -> &[i32] {
        &self.days[at]
    }

    /// The rows of the day at a position.
    pub fn of_day(&self, at: usize) -> Range<usize> {
        self.starts[at]..self.starts[at + 1]
    }
}

/// The distinct days, and where the rows of each start.
fn index(days: &[i32], order: &[u32]) -> (Vec<i32>, Vec<usize>) {
    let mut distinct = Vec::new();
    let mut starts = Vec::new();
    for (at, &row) in order.iter().enumerate() {
        let day = days[row as usize];
        if distinct.last() != Some(&day) {
            distinct.push(day);
            starts.push(at);
        }
    }
    starts.push(order.len());
    (distinct, starts)
}

fn pack<T: Copy + Default + From<bool>>(
    order: &[u32],
    measures: &[Vec<i64>],
    narrow: impl Fn(i64) -> T,
) -> Vec<[T; LANES]> {
    let runs = runs(measures.len());
    let mut packed = vec![[T::default(); LANES]; order.len() * runs];
    for (lanes, &row) in packed.chunks_exact_mut(runs).zip(order) {
        let lanes = lanes.as_flattened_mut();
        lanes[0] = T::from(true);
        for (lane, values) in lanes[1..].iter_mut().zip(measures) {
            *lane = narrow(values[row as usize]);
        }
    }
    packed
}
