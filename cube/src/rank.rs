//! The order of the rows of a table.

use std::cmp::Ordering;

use crate::Member;

/// Which end of a table comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The smallest first.
    Ascending,
    /// The largest first: what a table of figures opens with.
    #[default]
    Descending,
}

/// Members in the order of a key, which may be a measure, a [`Ratio`](crate::Ratio) or a name.
///
/// Members with equal keys stay in the order given, and those without a value come last in either
/// order: "no value" is neither small nor large. Each key is asked for once.
pub fn ranked<K: Ord>(
    members: impl IntoIterator<Item = Member>,
    order: Order,
    mut key: impl FnMut(Member) -> Option<K>,
) -> Vec<Member> {
    let mut keyed: Vec<_> = members.into_iter().map(|member| (key(member), member)).collect();
    keyed.sort_by(|(a, _), (b, _)| compare(a.as_ref(), b.as_ref(), order));
    keyed.into_iter().map(|(_, member)| member).collect()
}

fn compare<K: Ord>(a: Option<&K>, b: Option<&K>, order: Order) -> Ordering {
    match (a, b, order) {
        (Some(a), Some(b), Order::Ascending) => a.cmp(b),
        (Some(a), Some(b), Order::Descending) => b.cmp(a),
        (a, b, _) => b.is_some().cmp(&a.is_some()),
    }
}
