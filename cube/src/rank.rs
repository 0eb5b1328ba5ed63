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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ratio;

    /// Cost and leads of five members: the first and the last two cost 5 a lead, the second got none.
    const FIGURES: [(i64, i64); 5] = [(10, 2), (90, 0), (12, 4), (20, 4), (5, 1)];

    fn by_cost_per_lead(order: Order) -> Vec<u32> {
        let key = |member: Member| Ratio::of(FIGURES[member.index()].0, FIGURES[member.index()].1);
        ranked((0..5).map(Member), order, key).into_iter().map(|member| member.0).collect()
    }

    #[test]
    fn no_value_comes_last_and_equals_keep_their_order_both_ways() {
        assert_eq!(by_cost_per_lead(Order::Ascending), [2, 0, 3, 4, 1]);
        assert_eq!(by_cost_per_lead(Order::Descending), [0, 3, 4, 2, 1]);
    }

    #[test]
    fn names_can_be_keys() {
        let names = ["pear", "apple", "fig"];
        let ranked = ranked((0..3).map(Member), Order::Ascending, |member| Some(names[member.index()]));
        assert_eq!(ranked, [Member(1), Member(2), Member(0)]);
    }
}
