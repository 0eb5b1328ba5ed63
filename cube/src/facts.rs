//! The immutable table of facts.

use crate::{Column, DayRange, Dim, FactsError, Measure, Member, Tree, rows::Rows};

/// How many dimensions a table may have: one bit of the fail mask each.
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
/// Rows may come in any order; they are kept by day. That makes any range of days a range of rows.
#[derive(Clone, Debug)]
pub struct Facts {
    pub(crate) rows: Rows,
    pub(crate) dimensions: Vec<Coded>,
}

/// A dimension as the table keeps it: its codes in the order of the rows.
#[derive(Clone, Debug)]
pub(crate) struct Coded {
    pub members: u32,
    pub tree: Option<Tree>,
    pub codes: Vec<u32>,
}

impl Facts {
    /// A table from its columns: the day, the dimensions and the measures of every row.
    ///
    /// # Errors
    /// When the columns differ in length, a code or parent is out of range, a tree has a cycle, a limit
    /// of size is passed, or the absolute values of a measure add up to more than an `i64`: past this
    /// check every sum of any rows is exact.
    pub fn new(days: &[i32], dimensions: Vec<Dimension>, measures: &[Vec<i64>]) -> Result<Self, FactsError> {
        if dimensions.len() > MAX_DIMENSIONS {
            return Err(FactsError::TooManyDimensions { found: dimensions.len() });
        }
        if u32::try_from(days.len()).is_err() {
            return Err(FactsError::TooManyRows { found: days.len() });
        }
        for (at, values) in measures.iter().enumerate() {
            check_measure(Measure(at), values, days.len())?;
        }
        for (at, dimension) in dimensions.iter().enumerate() {
            check_codes(Dim(at), dimension, days.len())?;
        }
        let (rows, order) = Rows::new(days, measures);
        let columns = dimensions.into_iter().enumerate();
        let dimensions =
            columns.map(|(at, dimension)| column(Dim(at), dimension, &order)).collect::<Result<_, _>>()?;
        Ok(Self { rows, dimensions })
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

fn check_measure(measure: Measure, values: &[i64], rows: usize) -> Result<(), FactsError> {
    check_length(Column::Measure(measure), values.len(), rows)?;
    let size: i128 = values.iter().map(|&value| i128::from(value).abs()).sum();
    if size > i128::from(i64::MAX) {
        return Err(FactsError::Overflow { measure });
    }
    Ok(())
}

fn check_codes(dim: Dim, dimension: &Dimension, rows: usize) -> Result<(), FactsError> {
    check_length(Column::Dimension(dim), dimension.codes.len(), rows)?;
    if dimension.members > MAX_MEMBERS {
        return Err(FactsError::TooManyMembers { dim, found: dimension.members });
    }
    match dimension.codes.iter().position(|&code| code >= dimension.members) {
        Some(row) => Err(FactsError::Code { dim, row, code: dimension.codes[row] }),
        None => Ok(()),
    }
}

fn check_length(column: Column, found: usize, expected: usize) -> Result<(), FactsError> {
    if found == expected { Ok(()) } else { Err(FactsError::Length { column, expected, found }) }
}

/// The column of a dimension, its codes put in the order of the rows.
fn column(dim: Dim, dimension: Dimension, order: &[u32]) -> Result<Coded, FactsError> {
    let Dimension { members, shape, codes } = dimension;
    let tree = match shape {
        Shape::Flat => None,
        Shape::Tree { parent } => Some(Tree::new(dim, members, parent)?),
    };
    let codes = order.iter().map(|&row| codes[row as usize]).collect();
    Ok(Coded { members, tree, codes })
}
