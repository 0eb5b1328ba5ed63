//! Which iteration a day belongs to.

use serde::{Deserialize, Serialize};

use crate::time::Day;

/// How long an iteration is.
pub const LENGTH: i32 = 30;

/// A numbered period of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Iteration {
    /// 1 for the first.
    pub number: u32,
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
}

impl Iteration {
    /// The iteration that a day belongs to. Before the project's start it is the first one, which has not begun.
    pub fn at(start: Day, day: Day) -> Self {
        let passed = day.since(start).div_euclid(LENGTH).max(0);
        let first = start.plus(passed * LENGTH);
        Self { number: passed.unsigned_abs() + 1, first, last: first.plus(LENGTH - 1) }
    }

    /// How many days are left, today included; 0 when it is over.
    pub fn days_left(&self, today: Day) -> u32 {
        u32::try_from(self.last.since(today) + 1).unwrap_or(0)
    }

    /// The share of days that have passed, in percent.
    pub fn percent_passed(&self, today: Day) -> u32 {
        let passed = today.since(self.first).clamp(0, LENGTH);
        (passed * 100 / LENGTH).unsigned_abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iterations_follow_each_other_without_gap_or_overlap() {
        let start = Day::of(2026, 1, 15).unwrap();
        let mut before = Iteration::at(start, start);
        assert_eq!((before.number, before.first), (1, start));
        for offset in 1..400 {
            let today = start.plus(offset);
            let now = Iteration::at(start, today);
            assert!(now.first <= today && today <= now.last);
            if now != before {
                assert_eq!(now.number, before.number + 1);
                assert_eq!(now.first, before.last.plus(1));
            }
            before = now;
        }
    }

    #[test]
    fn days_left_count_today_and_stop_at_nothing() {
        let start = Day(100);
        let iteration = Iteration::at(start, start);
        assert_eq!(iteration.days_left(start), 30);
        assert_eq!(iteration.days_left(iteration.last), 1);
        assert_eq!(iteration.days_left(iteration.last.plus(1)), 0);
    }

    #[test]
    fn a_project_that_has_not_begun_waits_for_its_first_iteration() {
        assert_eq!(Iteration::at(Day(100), Day(40)).number, 1);
    }
}
