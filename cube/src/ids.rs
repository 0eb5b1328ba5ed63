//! Names for positions, so that a dimension is never taken for a measure.

/// A dimension of the facts, by its position in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dim(pub usize);

/// A measure of the facts, by its position in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure(pub usize);

/// A value of a dimension, by its position in the dictionary that the caller keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Member(pub u32);

impl Member {
    /// The member as an index. Widening is lossless on every target this crate is built for.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}
