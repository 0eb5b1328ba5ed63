//! The order of rules in the database: numbers with gaps between them, so that moving one rule writes one row.

/// The distance between neighbours after numbering anew.
const STEP: i64 = 1 << 24;

/// Numbers for things in their new order, given the number that each had before, if it had one. As many as possible keep
/// theirs.
pub fn ranks(before: &[Option<i64>]) -> Vec<i64> {
    let kept = longest_rising(before);
    let mut ranks: Vec<Option<i64>> =
        before.iter().zip(&kept).map(|(rank, kept)| rank.filter(|_| *kept)).collect();
    let mut at = 0;
    while at < ranks.len() {
        let end = (at..ranks.len()).find(|&next| ranks[next].is_some()).unwrap_or(ranks.len());
        let (left, right) =
            (at.checked_sub(1).and_then(|left| ranks[left]), ranks.get(end).copied().flatten());
        let Some(numbers) = spread(left, right, end - at) else { return anew(ranks.len()) };
        for (place, number) in ranks[at..end].iter_mut().zip(numbers) {
            *place = Some(number);
        }
        at = end + 1;
    }
    ranks.into_iter().flatten().collect()
}

fn anew(count: usize) -> Vec<i64> {
    (1..).map(|nth: i64| nth * STEP).take(count).collect()
}

/// Some numbers between two neighbours, or beyond the only one; `None` when there is no room.
fn spread(left: Option<i64>, right: Option<i64>, count: usize) -> Option<Vec<i64>> {
    let many = i64::try_from(count).ok()?;
    let (start, step) = match (left, right) {
        (None, None) => (0, STEP),
        (Some(left), None) => (left, STEP),
        (None, Some(right)) => (right.checked_sub(STEP.checked_mul(many + 1)?)?, STEP),
        (Some(left), Some(right)) => (left, right.checked_sub(left)? / (many + 1)),
    };
    start.checked_add(step.checked_mul(many + 1)?)?;
    (step > 0 || count == 0).then(|| (1..=many).map(|nth| start + step * nth).collect())
}

/// Which numbers form the longest rising sequence.
fn longest_rising(numbers: &[Option<i64>]) -> Vec<bool> {
    // For each length, the place of the smallest number that ends a rising sequence of that length.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate().filter(|(_, number)| number.is_some()) {
        let length = ends.partition_point(|&end| numbers[end] < *number);
        previous[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut rising = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        rising[at] = true;
        next = previous[at];
    }
    rising
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn moving_one_writes_one_and_new_ones_find_room() {
        assert_eq!(ranks(&[Some(3), Some(1), Some(2)])[1..], [1, 2], "the last came to the front");
        assert_eq!(ranks(&[Some(100), None, Some(200)]), [100, 150, 200]);
        assert_eq!(ranks(&[None, None]), [STEP, 2 * STEP]);
        assert_eq!(ranks(&[Some(1), None, Some(2)]), [STEP, 2 * STEP, 3 * STEP], "no room: all anew");
        assert_eq!(ranks(&[Some(i64::MAX), None]), [STEP, 2 * STEP]);
        assert_eq!(ranks(&[]), [0_i64; 0]);
    }

    proptest! {
        #[test]
        fn numbers_rise_whatever_was_before(before in prop::collection::vec(prop::option::of(-50..50_i64), 0..40)) {
            let after = ranks(&before);
            prop_assert_eq!(after.len(), before.len());
            prop_assert!(after.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", after);
        }

        #[test]
        fn a_move_with_room_changes_one_number(count in 1..30_usize, from in 0..30_usize, to in 0..30_usize) {
            let mut order: Vec<Option<i64>> = (1..).map(|nth: i64| Some(nth * STEP)).take(count).collect();
            let moved = order.remove(from % count);
            order.insert(to % count, moved);
            let changed = ranks(&order).iter().zip(&order).filter(|(after, before)| Some(**after) != **before).count();
            prop_assert!(changed <= 1, "{changed}");
        }
    }
}
