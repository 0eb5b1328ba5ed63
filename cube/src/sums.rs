//! Sums over some rows, alone or many side by side.

use crate::{
    Measure,
    layout::{Layout, ValueReader},
};

/// The number of rows and the sum of every measure over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums {
    /// The count, then one sum a measure.
    lanes: Vec<i64>,
}

impl Sums {
    /// How many rows were summed.
    pub fn rows(&self) -> u64 {
        self.lanes[0].unsigned_abs()
    }

    /// One sum a measure.
    pub fn sums(&self) -> &[i64] {
        &self.lanes[1..]
    }

    /// The sum of one measure.
    ///
    /// # Panics
    /// When the facts have no such measure.
    pub fn get(&self, measure: Measure) -> i64 {
        self.sums()[measure.0]
    }
}

/// As many sums side by side as there are cells: the inside of groups and series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    /// The count and the measures.
    stride: usize,
    lanes: Vec<i64>,
}

impl Cells {
    /// Reads packed sums, cell after cell.
    pub fn unpacked(layout: &Layout, packed: &[u64]) -> Self {
        let readers: Vec<ValueReader> = layout.value_readers().collect();
        let cells = packed.chunks_exact(layout.words());
        let mut lanes = Vec::with_capacity(cells.len() * readers.len());
        for cell in cells {
            lanes.extend(readers.iter().map(|reader| reader.read(cell[reader.word])));
        }
        Self { stride: readers.len(), lanes }
    }

    pub fn len(&self) -> usize {
        self.lanes.len() / self.stride
    }

    pub const fn measures(&self) -> usize {
        self.stride - 1
    }

    pub fn rows(&self, cell: usize) -> u64 {
        self.lanes[cell * self.stride].unsigned_abs()
    }

    pub fn sums(&self, cell: usize) -> &[i64] {
        &self.lanes[cell * self.stride + 1..(cell + 1) * self.stride]
    }

    /// The sum of some cells.
    pub fn total(&self, cells: std::ops::Range<usize>) -> Sums {
        let mut total = vec![0; self.stride];
        for cell in self.lanes[cells.start * self.stride..cells.end * self.stride].chunks_exact(self.stride) {
            total.iter_mut().zip(cell).for_each(|(total, lane)| *total += lane);
        }
        Sums { lanes: total }
    }
}
