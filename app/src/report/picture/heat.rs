//! The colour of a tile: how one of its figures compares with the same figure of the whole.

use cube::Ratio;

use crate::report::{formula::Formula, metric::Metric};

/// What is less than so many percent away from the whole looks like it; then come three steps.
const STEPS: [i64; 3] = [5, 20, 50];

/// A colour, by what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heat {
    /// The figure has no value here, or none in the whole.
    Unknown,
    /// Better than the whole (1 to 3), worse (−1 to −3) or alike (0).
    Tone(i8),
    /// A sum has no better or worse: how much of the largest one, from 0 to 3.
    Amount(u8),
}

impl Heat {
    /// The colour of a part by a ratio, against the whole.
    pub fn of_ratio(metric: Metric, part: &[i64], whole: &[i64]) -> Self {
        let away = || {
            let (part, whole) = (comparable(metric, part)?, comparable(metric, whole)?);
            part.change_since(whole)?.scaled(100)
        };
        let (Some(away), Some(better)) = (away(), metric.better()) else { return Self::Unknown };
        let step = STEPS.iter().filter(|step| away.abs() >= **step).count();
        let step = i8::try_from(step).unwrap_or(0);
        Self::Tone(if away.cmp(&0) == better { step } else { -step })
    }

    /// The colour of a sum, against the largest one.
    pub fn of_sum(sum: i64, largest: i64) -> Self {
        let quarters = Ratio::of(sum, largest).and_then(|share| share.scaled(4)).unwrap_or(0);
        Self::Amount(u8::try_from(quarters.clamp(0, 3)).unwrap_or(0))
    }
}

/// A figure that can be divided by another of its kind. A return may be negative, what came back of the money is not.
fn comparable(metric: Metric, sums: &[i64]) -> Option<Ratio> {
    match metric.formula() {
        Formula::Gain { of, by } => Ratio::of(of.sum(sums), by.sum(sums)),
        Formula::Sum | Formula::Share { .. } => metric.of(sums),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Impressions, clicks, cost, sessions, leads, sales, revenue.
    fn sums(cost: i64, leads: i64, revenue: i64) -> [i64; 7] {
        [0, 0, cost, 0, leads, 0, revenue]
    }

    #[test]
    fn a_cheaper_lead_is_better_and_a_dearer_one_worse() {
        let whole = sums(1_000, 10, 0);
        let heat = |cost| Heat::of_ratio(Metric::CostPerLead, &sums(cost, 10, 0), &whole);
        assert_eq!([1_000, 1_040, 1_060, 1_300, 9_000].map(heat), [0, 0, -1, -2, -3].map(Heat::Tone));
        assert_eq!([950, 700, 100].map(heat), [1, 2, 3].map(Heat::Tone));
    }

    #[test]
    fn a_loss_is_worse_than_a_smaller_loss() {
        let whole = sums(1_000, 0, 900);
        let heat = |revenue| Heat::of_ratio(Metric::Romi, &sums(1_000, 0, revenue), &whole);
        assert_eq!([900, 400, 0, 1_800].map(heat), [0, -3, -3, 3].map(Heat::Tone));
    }

    #[test]
    fn without_a_value_there_is_no_colour() {
        let whole = sums(1_000, 10, 0);
        assert_eq!(Heat::of_ratio(Metric::CostPerLead, &sums(500, 0, 0), &whole), Heat::Unknown);
        assert_eq!(Heat::of_ratio(Metric::CostPerLead, &whole, &sums(0, 0, 0)), Heat::Unknown);
    }

    #[test]
    fn a_sum_is_measured_by_the_largest() {
        assert_eq!([0, 24, 26, 60, 100].map(|sum| Heat::of_sum(sum, 100)), [0, 1, 1, 2, 3].map(Heat::Amount));
        assert_eq!(Heat::of_sum(0, 0), Heat::Amount(0));
    }
}
