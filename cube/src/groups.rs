//! The sums of a dimension, one group for each of its members.

use crate::{Measure, Member, sums::Cells};

/// The sums of a dimension, one group for each of its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    pub(crate) cells: Cells,
}

impl Groups {
    /// How many members the dimension has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether the dimension has no member at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many rows were summed for a member; a node of a tree counts its descendants' too.
    ///
    /// # Panics
    /// When the dimension has no such member.
    pub fn rows(&self, member: Member) -> u64 {
        self.cells.rows(member.index())
    }

    /// One sum a measure for a member; a node of a tree includes its descendants.
    ///
    /// # Panics
    /// When the dimension has no such member.
    pub fn sums(&self, member: Member) -> &[i64] {
        self.cells.sums(member.index())
    }

    /// The sum of one measure for a member.
    ///
    /// # Panics
    /// When the dimension has no such member or the facts have no such measure.
    pub fn get(&self, member: Member, measure: Measure) -> i64 {
        self.sums(member)[measure.0]
    }

    /// All members of the dimension.
    pub fn members(&self) -> impl Iterator<Item = Member> + use<> {
        (0..).take(self.len()).map(Member)
    }

    /// The members that have rows, with their sums.
    pub fn present(&self) -> impl Iterator<Item = (Member, &[i64])> {
        self.members().filter(|&member| self.rows(member) > 0).map(|member| (member, self.sums(member)))
    }
}
