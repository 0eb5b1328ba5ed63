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

/// Takes rows piece by piece, then indexes them step by step. Rows come in the order of their days.
///
/// [`Loader::push`] until all rows have come, [`Loader::step`] while it says that there is more to do,
/// [`Loader::finish`]. The last does whatever is left, so the steps may be skipped where nobody waits for a frame.
#[derive(Debug)]
pub struct Loader {
    rows: Rows,
    expected: usize,
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
        let Schema { days, rows: expected, dimensions, sizes } = schema;
        if dimensions.len() > MAX_DIMENSIONS {
            return Err(FactsError::TooManyDimensions { found: dimensions.len() });
        }
        if let Some(measure) = sizes.iter().position(|&size| i64::try_from(size).is_err()) {
            return Err(FactsError::Overflow { measure: Measure(measure) });
        }
        if !days.is_sorted_by(|a, b| a < b) {
            return Err(FactsError::Days);
        }
        if let Some(at) = dimensions.iter().position(|axis| axis.members > MAX_MEMBERS) {
            return Err(FactsError::TooManyMembers { dim: Dim(at), found: dimensions[at].members });
        }
        let days_found =
            u32::try_from(days.len()).map_err(|_| FactsError::TooManyRows { found: days.len() })?;
        let codes: Vec<u32> = dimensions.iter().map(|axis| axis.members).chain([days_found]).collect();
        let lanes: Vec<u64> = [u64::from(expected)].into_iter().chain(sizes.iter().copied()).collect();
        let layout = Layout::new(&lanes, &codes);
        let tables = Tables::new(&layout, codes.iter().map(|&codes| codes as usize));
        let prefix = Prefix::new(expected as usize, layout.stride(), &tables);
        let crosses = cross::crosses(expected as usize, layout.words(), &tables);
        let readers: Vec<CodeReader> = layout.code_readers().collect();
        let axes = dimensions.into_iter().zip(readers).enumerate();
        let axes =
            axes.map(|(at, (axis, reader))| Axes::new(Dim(at), axis, reader)).collect::<Result<_, _>>()?;
        let packed = Packed::with_capacity(expected as usize * layout.stride());
        let rows = Rows { starts: vec![0], days, layout, packed };
        Ok(Self {
            rows,
            expected: expected as usize,
            axes,
            left: sizes,
            tables,
            prefix,
            crosses,
            indexing: None,
        })
    }

    /// How many rows have come.
    pub fn len(&self) -> usize {
        self.rows.packed.len() / self.rows.layout.stride()
    }

    /// Whether no row has come yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the next rows. After an error the loader is of no use any more.
    ///
    /// # Errors
    /// When the columns differ in length, a code is out of range, a day is unknown or comes too late, more rows come than
    /// were announced, or a measure adds up to more than was announced.
    pub fn push(&mut self, columns: &Columns<'_>) -> Result<(), FactsError> {
        let (first, count) = (self.len(), columns.days.len());
        if first + count > self.expected {
            return Err(FactsError::Rows { expected: self.expected, found: first + count });
        }
        self.check_lengths(columns)?;
        let stride = self.rows.layout.stride();
        self.rows.packed.grow_to((first + count) * stride);
        let (layout, packed) = (&self.rows.layout, &mut self.rows.packed[first * stride..]);
        for row in packed.chunks_exact_mut(stride) {
            layout.put_value(row, 0, 1);
        }
        for (at, (left, values)) in self.left.iter_mut().zip(columns.measures).enumerate() {
            for (packed, &value) in packed.chunks_exact_mut(stride).zip(values) {
                let rest = left.checked_sub(value.unsigned_abs());
                *left = rest.ok_or(FactsError::Overflow { measure: Measure(at) })?;
                layout.put_value(packed, at + 1, value);
            }
        }
        for (at, (axis, codes)) in self.axes.iter_mut().zip(columns.codes).enumerate() {
            for ((row, packed), &code) in packed.chunks_exact_mut(stride).enumerate().zip(codes) {
                let count = axis.counts.get_mut(code as usize);
                *count.ok_or(FactsError::Code { dim: Dim(at), row: first + row, code })? += 1;
                layout.put_code(packed, at, code);
            }
        }
        self.put_days(first, columns.days)?;
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

    /// Notes where each day starts. `starts` always holds the starts of the days up to the one that rows come for.
    fn put_days(&mut self, first: usize, days: &[i32]) -> Result<(), FactsError> {
        let Rows { days: known, starts, layout, packed } = &mut self.rows;
        let stride = layout.stride();
        for (row, &day) in (first..).zip(days) {
            while known.get(starts.len() - 1).is_some_and(|&at| at < day) {
                starts.push(row);
            }
            let at = starts.len() - 1;
            if known.get(at) != Some(&day) {
                return Err(FactsError::Day { row, day });
            }
            let code = u32::try_from(at).map_err(|_| FactsError::Days)?;
            layout.put_code(&mut packed[row * stride..(row + 1) * stride], self.axes.len(), code);
        }
        Ok(())
    }

    /// Indexes a few more rows. Says whether there is more to do.
    ///
    /// # Errors
    /// When fewer rows have come than were announced.
    pub fn step(&mut self) -> Result<bool, FactsError> {
        let rows = self.len();
        if rows != self.expected {
            return Err(FactsError::Rows { expected: self.expected, found: rows });
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
        self.rows.starts.resize(self.rows.days.len() + 1, self.expected);
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
