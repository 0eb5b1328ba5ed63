//! Sums over some rows, alone or many side by side.

use crate::Measure;

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
///
/// A cell is a run of lanes: the count of rows, one lane a measure, and zeros up to a multiple of
/// [`LANES`], because fixed runs are what compilers turn into vector instructions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    measures: usize,
    stride: usize,
    runs: Vec<Run>,
}

/// How many lanes are added at a time.
pub const LANES: usize = 4;

/// Lanes that are added at a time.
pub type Run = [i64; LANES];

impl Cells {
    pub fn new(cells: usize, measures: usize) -> Self {
        let stride = runs(measures);
        Self { measures, stride, runs: vec![[0; LANES]; cells * stride] }
    }

    pub fn len(&self) -> usize {
        self.runs.len() / self.stride
    }

    /// The count and the sums of one cell, without the padding.
    fn lanes(&self, cell: usize) -> &[i64] {
        &self.runs[cell * self.stride..(cell + 1) * self.stride].as_flattened()[..=self.measures]
    }

    pub fn rows(&self, cell: usize) -> u64 {
        self.lanes(cell)[0].unsigned_abs()
    }

    pub fn sums(&self, cell: usize) -> &[i64] {
        &self.lanes(cell)[1..]
    }

    /// The runs of one cell, to be added to.
    pub fn cell_mut(&mut self, cell: usize) -> &mut [Run] {
        &mut self.runs[cell * self.stride..(cell + 1) * self.stride]
    }

    /// All runs, cell after cell.
    pub fn runs_mut(&mut self) -> &mut [Run] {
        &mut self.runs
    }

    /// Adds one cell of these to another.
    pub fn roll(&mut self, from: usize, into: usize) {
        for run in 0..self.stride {
            let added = self.runs[from * self.stride + run];
            add(&mut self.runs[into * self.stride + run..], &[added]);
        }
    }

    /// The sum of some cells.
    pub fn total(&self, cells: std::ops::Range<usize>) -> Sums {
        let mut total = vec![[0; LANES]; self.stride];
        for cell in self.runs[cells.start * self.stride..cells.end * self.stride].chunks_exact(self.stride) {
            total.iter_mut().zip(cell).for_each(|(total, run)| add(std::slice::from_mut(total), &[*run]));
        }
        Sums { lanes: total.as_flattened()[..=self.measures].to_vec() }
    }
}

/// How many runs hold the count and the measures.
pub const fn runs(measures: usize) -> usize {
    (measures + 1).div_ceil(LANES)
}

/// Adds runs to those at the start of `into`. No sum overflows: facts are refused when their absolute
/// values could.
#[inline]
pub fn add<const RUNS: usize>(into: &mut [Run], runs: &[Run; RUNS]) {
    for (into, run) in into[..RUNS].iter_mut().zip(runs) {
        // Read whole, written whole: else a compiler that cannot tell the two apart adds lane by lane.
        let [a, b, c, d] = *into;
        *into = [a + run[0], b + run[1], c + run[2], d + run[3]];
    }
}
