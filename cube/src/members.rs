//! Sets of members of one dimension.

use crate::Member;

/// A set of members of one dimension, kept in ascending order so that equal sets compare equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MemberSet(Vec<Member>);

impl MemberSet {
    /// The set of exactly one member.
    pub fn only(member: Member) -> Self {
        Self(vec![member])
    }

    /// How many members are in the set.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no member is in the set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `member` is in the set.
    pub fn contains(&self, member: Member) -> bool {
        self.0.binary_search(&member).is_ok()
    }

    /// Puts `member` in, or takes it out if it is already there.
    pub fn toggle(&mut self, member: Member) {
        match self.0.binary_search(&member) {
            Ok(at) => {
                self.0.remove(at);
            }
            Err(at) => self.0.insert(at, member),
        }
    }

    /// The members in ascending order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Member> + '_ {
        self.0.iter().copied()
    }
}

impl FromIterator<Member> for MemberSet {
    fn from_iter<I: IntoIterator<Item = Member>>(members: I) -> Self {
        let mut members: Vec<Member> = members.into_iter().collect();
        members.sort_unstable();
        members.dedup();
        Self(members)
    }
}
