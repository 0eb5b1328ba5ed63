//! The funnel: how many people saw, came, asked and bought, and what part of them went on from each stage to the next.

use cube::Ratio;

use crate::report::{metric::Metric, reader::Page};

/// The stages, from the widest.
pub const STAGES: [Metric; 4] = [Metric::Impressions, Metric::Clicks, Metric::Leads, Metric::Sales];

/// A stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// What is counted.
    pub metric: Metric,
    /// How many.
    pub count: i64,
    /// How many there were in the time that the page is compared with.
    pub before: Option<i64>,
    /// Which part of the stage above went on to this one.
    pub passed: Option<Ratio>,
    /// The same of the time that the page is compared with.
    pub passed_before: Option<Ratio>,
}

/// The stages that these facts know of: what was never counted is left out instead of shown as nothing.
pub fn stages(page: &Page) -> Vec<Stage> {
    let now = page.now.total.sums();
    let before = page.before.as_ref().map(|before| before.answer.total.sums());
    let is_known =
        |metric: &Metric| metric.sum(now) > 0 || before.is_some_and(|before| metric.sum(before) > 0);
    let mut above: Option<Metric> = None;
    let stage = |metric: Metric| {
        let passed = |sums: &[i64]| Ratio::of(metric.sum(sums), above?.sum(sums));
        let stage = Stage {
            metric,
            count: metric.sum(now),
            before: before.map(|before| metric.sum(before)),
            passed: passed(now),
            passed_before: before.and_then(passed),
        };
        above = Some(metric);
        stage
    };
    STAGES.into_iter().filter(is_known).map(stage).collect()
}

/// The width of a stage, from 0 to 1: its logarithm, or a thousand impressions would leave a sale no width to be seen.
#[expect(clippy::cast_precision_loss, reason = "a picture is no more exact")]
pub fn width(count: i64, most: i64) -> f64 {
    let log = |count: i64| (count.max(0) as f64 + 1.0).ln();
    if most <= 0 { 0.0 } else { log(count) / log(most) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::{query::Query, reader::example},
        time::Day,
    };

    #[test]
    fn stages_that_nobody_counted_are_left_out() {
        let mut reader = example();
        let calendar = reader.calendar(Day(0), Day(73)).unwrap();
        let page = reader.page(&Query::parse(""), &calendar);
        let expected =
            Stage { metric: Metric::Leads, count: 17, before: Some(1), passed: None, passed_before: None };
        assert_eq!(stages(&page), [expected]);
    }

    #[test]
    fn a_stage_is_narrower_than_the_one_above() {
        assert!((width(1_000_000, 1_000_000) - 1.0).abs() < 1e-9);
        let widths = [1_000_000, 20_000, 300, 4, 0].map(|count| width(count, 1_000_000));
        assert!(widths.is_sorted_by(|one, other| one > other), "{widths:?}");
        assert!(width(0, 5).abs() < 1e-9 && width(3, 0).abs() < 1e-9);
    }
}
