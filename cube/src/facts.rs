//! The immutable table of facts.

use crate::{
    Column, DayRange, Dim, FactsError, Loader, Measure, Member, Tree, cross::Cross, postings::Postings,
    prefix::Prefix, rows::Rows, tables::Tables,
};

/// How many dimensions a table may have. It bounds what a click costs.
pub const MAX_DIMENSIONS: usize = 16;

/// How many members a dimension may have. It bounds the memory of an answer.
pub const MAX_MEMBERS: u32 = 1 << 22;

/// How the members of a dimension relate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Side by side.
    #[default]
    Flat,
    /// Inside each other. Facts may sit on any node, not only on leaves.
    Tree {
        /// The parent of every member, `None` for a root.
        parent: Vec<Option<Member>>,
    },
}

/// A dimension without its column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Axis {
    /// How many members the dimension has.
    pub members: u32,
    /// How they relate.
    pub shape: Shape,
}

/// What is known of a table before its rows come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The days that occur, ascending.
    pub days: Vec<i32>,
    /// How many rows will come of each of them.
    pub rows: Vec<u32>,
    /// The dimensions.
    pub dimensions: Vec<Axis>,
    /// For each measure what the absolute values of its column add up to, or more. It decides in how many bits sums are
    /// kept.
    pub sizes: Vec<u64>,
}

/// Some rows of a table, by column.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// The day of every row.
    pub days: &'a [i32],
    /// For each dimension the member of every row.
    pub codes: &'a [Vec<u32>],
    /// For each measure the value of every row.
    pub measures: &'a [Vec<i64>],
}

/// A dimension and its column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    /// How many members the dimension has.
    pub members: u32,
    /// How they relate.
    pub shape: Shape,
    /// The member of every row.
    pub codes: Vec<u32>,
}

/// An immutable table of facts, checked once so that nothing can go wrong later.
///
/// Rows are kept by day. That makes any range of days a range of rows.
#[derive(Clone, Debug)]
pub struct Facts {
    pub(crate) rows: Rows,
    pub(crate) dimensions: Vec<Coded>,
    pub(crate) tables: Tables,
    pub(crate) prefix: Prefix,
    pub(crate) crosses: Vec<Cross>,
}

/// A dimension as the table keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Coded {
    pub members: u32,
    pub tree: Option<Tree>,
    pub postings: Postings,
}

impl Facts {
    /// A table from its columns: the day, the dimensions and the measures of every row, in any order of rows.
    ///
    /// # Errors
    /// When the columns differ in length, a code or parent is out of range, a tree has a cycle, a limit of size is passed,
    /// or the absolute values of a measure add up to more than an `i64`: past this check every sum of any rows is exact.
    pub fn new(days: &[i32], dimensions: Vec<Dimension>, measures: &[Vec<i64>]) -> Result<Self, FactsError> {
        u32::try_from(days.len()).map_err(|_| FactsError::TooManyRows { found: days.len() })?;
        check_lengths(days.len(), &dimensions, measures)?;
        let (mut axes, mut codes) = (Vec::new(), Vec::new());
        for Dimension { members, shape, codes: column } in dimensions {
            axes.push(Axis { members, shape });
            codes.push(column);
        }
        check_codes(&axes, &codes)?;
        let sizes = measures
            .iter()
            .enumerate()
            .map(|(at, values)| size(Measure(at), values))
            .collect::<Result<_, _>>()?;
        let mut sorted = days.to_vec();
        sorted.sort_unstable();
        let by_day = || sorted.chunk_by(|a, b| a == b);
        let distinct = by_day().map(|day| day[0]).collect();
        // No day has more rows than all together.
        let rows = by_day().map(|day| u32::try_from(day.len()).unwrap_or(u32::MAX)).collect();
        let mut loader = Loader::new(Schema { days: distinct, rows, dimensions: axes, sizes })?;
        loader.push(&Columns { days, codes: &codes, measures })?;
        loader.finish()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many dimensions there are.
    pub fn dimensions(&self) -> usize {
        self.dimensions.len()
    }

    /// How many measures there are.
    pub fn measures(&self) -> usize {
        self.rows.measures()
    }

    /// How many members a dimension has; 0 for a dimension that is not there.
    pub fn members(&self, dim: Dim) -> u32 {
        self.dimensions.get(dim.0).map_or(0, |dimension| dimension.members)
    }

    /// The tree of a dimension, `None` when it is flat.
    pub fn tree(&self, dim: Dim) -> Option<&Tree> {
        self.dimensions.get(dim.0)?.tree.as_ref()
    }

    /// From the first to the last day that occurs, `None` without rows.
    pub fn span(&self) -> Option<DayRange> {
        self.rows.span()
    }
}

fn check_lengths(rows: usize, dimensions: &[Dimension], measures: &[Vec<i64>]) -> Result<(), FactsError> {
    let codes =
        dimensions.iter().enumerate().map(|(at, column)| (Column::Dimension(Dim(at)), column.codes.len()));
    let values = measures.iter().enumerate().map(|(at, column)| (Column::Measure(Measure(at)), column.len()));
    match codes.chain(values).find(|&(_, found)| found != rows) {
        Some((column, found)) => Err(FactsError::Length { column, expected: rows, found }),
        None => Ok(()),
    }
}

/// Codes are checked in the order given, so that an error names a row that the caller can find.
fn check_codes(axes: &[Axis], codes: &[Vec<u32>]) -> Result<(), FactsError> {
    for (at, (axis, codes)) in
        axes.iter().zip(codes).enumerate().filter(|(_, (axis, _))| axis.members <= MAX_MEMBERS)
    {
        if let Some(row) = codes.iter().position(|&code| code >= axis.members) {
            return Err(FactsError::Code { dim: Dim(at), row, code: codes[row] });
        }
    }
    Ok(())
}

/// What the absolute values of a measure add up to.
fn size(measure: Measure, values: &[i64]) -> Result<u64, FactsError> {
    let size: u128 = values.iter().map(|&value| u128::from(value.unsigned_abs())).sum();
    i64::try_from(size).map(i64::cast_unsigned).map_err(|_| FactsError::Overflow { measure })
}
