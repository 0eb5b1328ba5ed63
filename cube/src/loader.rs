//! Building a table from pieces, in steps so short that a page stays awake.

use std::ops::Range;

use crate::{
    Axis, Column, Columns, Dim, Facts, FactsError, MAX_DIMENSIONS, MAX_MEMBERS, Measure, Schema, Shape, Tree,
    cross::{self, Cross},
    facts::Coded,
    layout::{CodeReader, Layout},
    packed::Packed,
    postings::Postings,
    prefix::Prefix,
    rows::Rows,
    tables::Tables,
};

/// How many rows one step of indexing takes: a few milliseconds in a browser.
const ROWS_AT_ONCE: usize = 1 << 17;

/// Takes rows piece by piece, then indexes them step by step. Days may come in any order: it is known beforehand how many
/// rows each has.
///
/// [`Loader::push`] until all rows have come, [`Loader::step`] while it says that there is more to do,
/// [`Loader::finish`]. The last does whatever is left, so the steps may be skipped where nobody waits for a frame. What has
/// come of the newest days can be had before the rest is there, see [`Loader::since`].
#[derive(Debug)]
pub struct Loader {
    rows: Rows,
    /// How many rows have come, of all days and of each.
    come: usize,
    come_of: Vec<u32>,
    /// How many of the earliest days still lack rows, or come before one that does.
    lacking: usize,
    axes: Vec<Axes>,
    /// What each measure may still add up to.
    left: Vec<u64>,
    tables: Tables,
    prefix: Prefix,
    crosses: Vec<Cross>,
    indexing: Option<Indexing>,
}

/// A dimension while it is loaded.
#[derive(Debug)]
struct Axes {
    members: u32,
    tree: Option<Tree>,
    reader: CodeReader,
    /// How many rows each member has.
    counts: Vec<u32>,
    postings: Postings,
}

/// How far indexing has come: one dimension after the other, then the sums that are kept ready.
#[derive(Debug, Default)]
struct Indexing {
    dim: usize,
    row: usize,
    heads: Vec<u32>,
}

impl Loader {
    /// A loader for a table of this shape.
    ///
    /// # Errors
    /// When a limit of size is passed, a tree is none, the days are not ascending, or a measure may not fit 64 bits.
    pub fn new(schema: Schema) -> Result<Self, FactsError> {
        let Schema { days, rows, dimensions, sizes } = schema;
        if dimensions.len() > MAX_DIMENSIONS {
            return Err(FactsError::TooManyDimensions { found: dimensions.len() });
        }
        if let Some(measure) = sizes.iter().position(|&size| i64::try_from(size).is_err()) {
            return Err(FactsError::Overflow { measure: Measure(measure) });
        }
        if rows.len() != days.len() || !days.is_sorted_by(|a, b| a < b) {
            return Err(FactsError::Days);
        }
        if let Some(at) = dimensions.iter().position(|axis| axis.members > MAX_MEMBERS) {
            return Err(FactsError::TooManyMembers { dim: Dim(at), found: dimensions[at].members });
        }
        let expected = rows.iter().fold(0_usize, |sum, &rows| sum.saturating_add(rows as usize));
        let all = u32::try_from(expected).map_err(|_| FactsError::TooManyRows { found: expected })?;
        let days_found =
            u32::try_from(days.len()).map_err(|_| FactsError::TooManyRows { found: days.len() })?;
        let codes: Vec<u32> = dimensions.iter().map(|axis| axis.members).chain([days_found]).collect();
        let lanes: Vec<u64> = [u64::from(all)].into_iter().chain(sizes.iter().copied()).collect();
        let layout = Layout::new(&lanes, &codes);
        let tables = Tables::new(&layout, codes.iter().map(|&codes| codes as usize));
        let readers: Vec<CodeReader> = layout.code_readers().collect();
        let axes = dimensions.into_iter().zip(readers).enumerate();
        let axes =
            axes.map(|(at, (axis, reader))| Axes::new(Dim(at), axis, reader)).collect::<Result<_, _>>()?;
        let packed = Packed::zeroed(expected * layout.stride());
        let rows = Rows { starts: starts(&rows), days, layout, packed };
        let mut loader = Self::over(rows, axes, sizes, tables);
        loader.pass_complete_days();
        Ok(loader)
    }

    /// A loader over a table in which no row has come yet.
    fn over(rows: Rows, axes: Vec<Axes>, left: Vec<u64>, tables: Tables) -> Self {
        Self {
            come: 0,
            come_of: vec![0; rows.days.len()],
            lacking: rows.days.len(),
            prefix: Prefix::new(rows.len(), rows.layout.stride(), &tables),
            crosses: cross::crosses(rows.len(), rows.layout.words(), &tables),
            indexing: None,
            rows,
            axes,
            left,
            tables,
        }
    }

    /// How many rows have come.
    pub fn len(&self) -> usize {
        self.come
    }

    /// Whether no row has come yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The day after the last one that still lacks rows: from it on everything is there. `None` when no day lacks any.
    pub fn complete_since(&self) -> Option<i32> {
        Some(self.rows.days[self.lacking.checked_sub(1)?].saturating_add(1))
    }

    /// A loader with the rows of the days that are complete, see [`Loader::complete_since`], and none of earlier days.
    /// Everything else of it is the same, so an answer about these days is too.
    #[must_use]
    pub fn since(&self) -> Self {
        let (start, stride) = (self.rows.starts[self.lacking], self.rows.layout.stride());
        let tail = &self.rows.packed[start * stride..];
        let mut packed = Packed::zeroed(tail.len());
        packed.copy_from_slice(tail);
        let starts = self.rows.starts.iter().map(|&at| at.saturating_sub(start)).collect();
        let rows = Rows { days: self.rows.days.clone(), starts, layout: self.rows.layout.clone(), packed };
        let axes = self.axes.iter().map(|axis| axis.over(&rows)).collect();
        let mut since = Self::over(rows, axes, self.left.clone(), self.tables.clone());
        (since.come, since.lacking) = (since.rows.len(), 0);
        since
    }

    fn pass_complete_days(&mut self) {
        let is_complete = |at: usize| self.rows.of_days(&(at..at + 1)).len() == self.come_of[at] as usize;
        while self.lacking > 0 && is_complete(self.lacking - 1) {
            self.lacking -= 1;
        }
    }

    /// Takes the next rows. After an error the loader is of no use any more.
    ///
    /// # Errors
    /// When the columns differ in length, a code is out of range, a day is unknown or has more rows than were announced, or a
    /// measure adds up to more than was announced.
    pub fn push(&mut self, columns: &Columns<'_>) -> Result<(), FactsError> {
        self.check_lengths(columns)?;
        for (at, (left, values)) in self.left.iter_mut().zip(columns.measures).enumerate() {
            for value in values {
                let rest = left.checked_sub(value.unsigned_abs());
                *left = rest.ok_or(FactsError::Overflow { measure: Measure(at) })?;
            }
        }
        let mut first = 0;
        for run in columns.days.chunk_by(|a, b| a == b) {
            self.put_day(run[0], first..first + run.len(), columns)?;
            first += run.len();
        }
        self.pass_complete_days();
        Ok(())
    }

    /// Takes rows of one day, which go behind those of it that have come.
    fn put_day(&mut self, day: i32, range: Range<usize>, columns: &Columns<'_>) -> Result<(), FactsError> {
        let (first, stride) = (self.come, self.rows.layout.stride());
        let Ok(at) = self.rows.days.binary_search(&day) else {
            return Err(FactsError::Day { row: first, day });
        };
        let places = self.rows.of_days(&(at..at + 1));
        let start = places.start + self.come_of[at] as usize;
        if start + range.len() > places.end {
            return Err(FactsError::Rows {
                expected: places.len(),
                found: start + range.len() - places.start,
            });
        }
        let (layout, packed) =
            (&self.rows.layout, &mut self.rows.packed[start * stride..][..range.len() * stride]);
        // Both fit: a day is one of as many, and has no more rows, than a `u32` counts.
        let (code, count) =
            (u32::try_from(at).unwrap_or(u32::MAX), u32::try_from(range.len()).unwrap_or(u32::MAX));
        for row in packed.chunks_exact_mut(stride) {
            layout.put_value(row, 0, 1);
        }
        for (at, values) in columns.measures.iter().enumerate() {
            for (row, &value) in packed.chunks_exact_mut(stride).zip(&values[range.clone()]) {
                layout.put_value(row, at + 1, value);
            }
        }
        // Codes come after values, which may borrow from what lies beside them.
        for row in packed.chunks_exact_mut(stride) {
            layout.put_code(row, self.axes.len(), code);
        }
        for (at, (axis, codes)) in self.axes.iter_mut().zip(columns.codes).enumerate() {
            let codes = &codes[range.clone()];
            for ((row, packed), &code) in packed.chunks_exact_mut(stride).enumerate().zip(codes) {
                let count = axis.counts.get_mut(code as usize);
                *count.ok_or(FactsError::Code { dim: Dim(at), row: first + row, code })? += 1;
                layout.put_code(packed, at, code);
            }
        }
        self.come_of[at] += count;
        self.come += range.len();
        Ok(())
    }

    fn check_lengths(&self, columns: &Columns<'_>) -> Result<(), FactsError> {
        let expected = columns.days.len();
        let dimensions =
            columns.codes.iter().enumerate().map(|(at, codes)| (Column::Dimension(Dim(at)), codes.len()));
        let measures = columns
            .measures
            .iter()
            .enumerate()
            .map(|(at, values)| (Column::Measure(Measure(at)), values.len()));
        if let Some((column, found)) = dimensions.chain(measures).find(|&(_, found)| found != expected) {
            return Err(FactsError::Length { column, expected, found });
        }
        if columns.codes.len() != self.axes.len() || columns.measures.len() != self.left.len() {
            return Err(FactsError::Columns {
                expected: (self.axes.len(), self.left.len()),
                found: (columns.codes.len(), columns.measures.len()),
            });
        }
        Ok(())
    }

    /// Indexes a few more rows. Says whether there is more to do.
    ///
    /// # Errors
    /// When fewer rows have come than were announced.
    pub fn step(&mut self) -> Result<bool, FactsError> {
        let rows = self.rows.len();
        if self.come != rows {
            return Err(FactsError::Rows { expected: rows, found: self.come });
        }
        let mut at = self.indexing.take().unwrap_or_default();
        let until = rows.min(at.row + ROWS_AT_ONCE);
        if let Some(axis) = self.axes.get_mut(at.dim) {
            axis.index(&self.rows, at.row..until, &mut at.heads);
        } else {
            self.prefix.push(&self.rows, &self.tables, &mut self.crosses, at.row..until);
        }
        at.row = until;
        if until == rows && at.dim < self.axes.len() {
            at = Indexing { dim: at.dim + 1, row: 0, heads: Vec::new() };
        }
        let more = at.dim < self.axes.len() || at.row < rows;
        self.indexing = Some(at);
        Ok(more)
    }

    /// The table.
    ///
    /// # Errors
    /// When fewer rows have come than were announced.
    pub fn finish(mut self) -> Result<Facts, FactsError> {
        while self.step()? {}
        let coded = |axis: Axes| Coded { members: axis.members, tree: axis.tree, postings: axis.postings };
        let dimensions = self.axes.into_iter().map(coded).collect();
        self.prefix.finish();
        Ok(Facts {
            rows: self.rows,
            dimensions,
            tables: self.tables,
            prefix: self.prefix,
            crosses: self.crosses,
        })
    }
}

impl Axes {
    fn new(dim: Dim, axis: Axis, reader: CodeReader) -> Result<Self, FactsError> {
        let tree = match axis.shape {
            Shape::Flat => None,
            Shape::Tree { parent } => Some(Tree::new(dim, axis.members, parent)?),
        };
        let counts = vec![0; axis.members as usize];
        Ok(Self { members: axis.members, tree, reader, counts, postings: Postings::default() })
    }

    /// The same dimension over other rows, nothing of it indexed yet.
    fn over(&self, rows: &Rows) -> Self {
        let mut counts = vec![0; self.members as usize];
        for packed in rows.packed.chunks_exact(rows.layout.stride()) {
            counts[self.reader.read(packed[self.reader.word])] += 1;
        }
        let postings = Postings::default();
        Self { members: self.members, tree: self.tree.clone(), reader: self.reader, counts, postings }
    }

    /// Puts some rows into the lists of their members.
    fn index(&mut self, rows: &Rows, range: Range<usize>, heads: &mut Vec<u32>) {
        if range.start == 0 {
            self.postings = Postings::new(&std::mem::take(&mut self.counts));
            *heads = self.postings.heads();
        }
        let stride = rows.layout.stride();
        let packed = rows.packed[range.start * stride..range.end * stride].chunks_exact(stride);
        for (row, packed) in range.zip(packed) {
            // Rows are counted with a `u32`, see `Schema::rows`.
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            self.postings.put(heads, self.reader.read(packed[self.reader.word]), row);
        }
    }
}

/// Where the rows of each day start, and where the last ones end.
fn starts(rows: &[u32]) -> Vec<usize> {
    let ends = rows.iter().scan(0, |end, &rows| {
        *end += rows as usize;
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}
