//! Which members of a dimension a choice lets through.

use crate::{MemberSet, facts::Coded};

/// For every member of a dimension whether it is let through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice(Vec<bool>);

impl Choice {
    /// The members that were chosen and everything below them; all of them when nothing was chosen.
    pub fn of(dimension: &Coded, chosen: Option<&MemberSet>) -> Self {
        let Some(chosen) = chosen else { return Self(vec![true; dimension.members as usize]) };
        let mut passes = vec![false; dimension.members as usize];
        for member in chosen.iter().filter(|member| member.0 < dimension.members) {
            match &dimension.tree {
                Some(tree) => tree.branch(member).iter().for_each(|below| passes[below.index()] = true),
                None => passes[member.index()] = true,
            }
        }
        Self(passes)
    }

    /// The members that only one of two choices lets through.
    pub fn difference(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a != b).collect())
    }

    /// The members that this choice lets through and another does not.
    pub fn without(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| *a && !b).collect())
    }

    /// The members that are not let through.
    pub fn opposite(&self) -> Self {
        Self(self.0.iter().map(|passes| !passes).collect())
    }

    /// The positions of the members that are let through.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().filter_map(|(at, passes)| passes.then_some(at))
    }

    /// How many rows are let through.
    pub fn rows(&self, dimension: &Coded) -> usize {
        self.iter().map(|member| dimension.postings.count(member)).sum()
    }
}
