//! The shape of a dimension whose members contain each other.

use crate::{Dim, FactsError, Member};

/// A checked tree (or several: any number of roots) over the members of a dimension.
///
/// The members are kept in the order of a walk that visits a node before its children, so that
/// everything below a node is one slice and a walk backwards meets every child before its parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    parent: Vec<Option<Member>>,
    /// The members in walking order: roots and siblings by ascending code.
    walk: Vec<Member>,
    /// Where a member stands in `walk`.
    at: Vec<usize>,
    /// Where in `walk` the descendants of a member end.
    end: Vec<usize>,
}

impl Tree {
    pub(crate) fn new(dim: Dim, members: u32, parent: Vec<Option<Member>>) -> Result<Self, FactsError> {
        if parent.len() != members as usize {
            return Err(FactsError::TreeLength { dim, expected: members, found: parent.len() });
        }
        for (member, &parent) in (0..members).map(Member).zip(&parent) {
            if let Some(parent) = parent.filter(|parent| parent.0 >= members) {
                return Err(FactsError::Parent { dim, member, parent });
            }
        }
        let (walk, at) = walk(&parent);
        if let Some(member) = (0..members).map(Member).find(|member| at[member.index()] == usize::MAX) {
            return Err(FactsError::Cycle { dim, member });
        }
        let end = ends(&parent, &walk, &at);
        Ok(Self { parent, walk, at, end })
    }

    /// The parent of a member, `None` for a root and for a stranger.
    pub fn parent(&self, member: Member) -> Option<Member> {
        *self.parent.get(member.index())?
    }

    /// The members without a parent.
    pub fn roots(&self) -> impl Iterator<Item = Member> + '_ {
        self.siblings(0, self.walk.len())
    }

    /// The members right below one.
    pub fn children(&self, member: Member) -> impl Iterator<Item = Member> + '_ {
        let below = self.branch(member);
        let start = self.at.get(member.index()).map_or(0, |at| at + 1);
        self.siblings(start, start + below.len().saturating_sub(1))
    }

    /// A member with everything below it, itself first; empty for a stranger.
    pub fn branch(&self, member: Member) -> &[Member] {
        match (self.at.get(member.index()), self.end.get(member.index())) {
            (Some(&at), Some(&end)) => &self.walk[at..end],
            _ => &[],
        }
    }

    /// The way from a member's parent up to its root.
    pub fn ancestors(&self, member: Member) -> impl Iterator<Item = Member> + '_ {
        std::iter::successors(self.parent(member), |&up| self.parent(up))
    }

    /// Every member with its parent, children before parents.
    pub(crate) fn upwards(&self) -> impl Iterator<Item = (Member, Option<Member>)> + '_ {
        self.walk.iter().rev().map(|&member| (member, self.parent[member.index()]))
    }

    /// The members that start a branch in a part of the walk, jumping from branch to branch.
    fn siblings(&self, start: usize, end: usize) -> impl Iterator<Item = Member> + '_ {
        let mut next = start;
        std::iter::from_fn(move || {
            let member = *self.walk[..end].get(next)?;
            next = self.end[member.index()];
            Some(member)
        })
    }
}

/// The walk and every member's place in it; members on a cycle have no place (`usize::MAX`).
fn walk(parent: &[Option<Member>]) -> (Vec<Member>, Vec<usize>) {
    let children = Children::of(parent);
    let mut walk = Vec::with_capacity(parent.len());
    let mut at = vec![usize::MAX; parent.len()];
    // A stack of its own instead of recursion: a chain of a million members is a valid tree.
    let mut stack: Vec<Member> = children.roots().rev().collect();
    while let Some(member) = stack.pop() {
        at[member.index()] = walk.len();
        walk.push(member);
        stack.extend(children.below(member).rev());
    }
    (walk, at)
}

/// Every member's children side by side, in ascending order.
struct Children {
    starts: Vec<usize>,
    members: Vec<Member>,
    roots: Vec<Member>,
}

impl Children {
    fn of(parent: &[Option<Member>]) -> Self {
        let mut starts = vec![0; parent.len() + 1];
        for parent in parent.iter().flatten() {
            starts[parent.index() + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut free = starts.clone();
        let mut members = vec![Member(0); starts[parent.len()]];
        let mut roots = Vec::new();
        for (member, parent) in (0..).map(Member).zip(parent) {
            let Some(parent) = parent else {
                roots.push(member);
                continue;
            };
            members[free[parent.index()]] = member;
            free[parent.index()] += 1;
        }
        Self { starts, members, roots }
    }

    fn roots(&self) -> impl DoubleEndedIterator<Item = Member> + '_ {
        self.roots.iter().copied()
    }

    fn below(&self, member: Member) -> impl DoubleEndedIterator<Item = Member> + '_ {
        self.members[self.starts[member.index()]..self.starts[member.index() + 1]].iter().copied()
    }
}

/// Where each member's branch ends: a parent's branch reaches as far as the last of its children's.
fn ends(parent: &[Option<Member>], walk: &[Member], at: &[usize]) -> Vec<usize> {
    let mut end: Vec<usize> = at.iter().map(|at| at + 1).collect();
    for member in walk.iter().rev() {
        if let Some(parent) = parent[member.index()] {
            end[parent.index()] = end[parent.index()].max(end[member.index()]);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(parents: &[i64]) -> Result<Tree, FactsError> {
        let parent: Vec<_> = parents.iter().map(|&up| u32::try_from(up).ok().map(Member)).collect();
        Tree::new(Dim(0), u32::try_from(parent.len()).expect("a small tree"), parent)
    }

    fn codes(members: impl IntoIterator<Item = Member>) -> Vec<u32> {
        members.into_iter().map(|member| member.0).collect()
    }

    /// 1 → (3 → 0, 4), 2 → 5; written with children before their parents on purpose.
    fn garden() -> Tree {
        tree(&[3, -1, -1, 1, 1, 2]).expect("no cycle")
    }

    #[test]
    fn a_branch_is_the_node_and_everything_below() {
        let tree = garden();
        assert_eq!(codes(tree.roots()), [1, 2]);
        assert_eq!(codes(tree.children(Member(1))), [3, 4]);
        assert_eq!(codes(tree.children(Member(4))), []);
        assert_eq!(codes(tree.branch(Member(1)).iter().copied()), [1, 3, 0, 4]);
        assert_eq!(codes(tree.branch(Member(5)).iter().copied()), [5]);
        assert_eq!(codes(tree.ancestors(Member(0))), [3, 1]);
    }

    #[test]
    fn strangers_have_no_family() {
        let tree = garden();
        assert!(tree.branch(Member(6)).is_empty());
        assert_eq!(tree.parent(Member(6)), None);
        assert_eq!(codes(tree.children(Member(u32::MAX))), []);
    }

    #[test]
    fn cycles_and_unknown_parents_are_refused() {
        let cycle = |at| Err(FactsError::Cycle { dim: Dim(0), member: Member(at) });
        assert_eq!(tree(&[0]), cycle(0));
        assert_eq!(tree(&[-1, 2, 3, 1, 0]), cycle(1));
        assert_eq!(
            tree(&[-1, 9]),
            Err(FactsError::Parent { dim: Dim(0), member: Member(1), parent: Member(9) })
        );
    }

    #[test]
    fn a_deep_chain_needs_no_deep_stack() {
        let parents: Vec<i64> = (-1..300_000).collect();
        let tree = tree(&parents).expect("a chain is a tree");
        assert_eq!(tree.branch(Member(0)).len(), 300_001);
        assert_eq!(tree.upwards().count(), 300_001);
    }
}
