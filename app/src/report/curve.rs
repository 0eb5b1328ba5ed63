//! What the chart over days shows, point by point.

use cube::{DayRange, Ratio};

use super::{
    metric::{Kind, Metric},
    model::Book,
    reader::Page,
};
use crate::time::Day;

/// Advertising systems go on attributing for this long: the day of an import and the two before it still grow.
const ARRIVING_DAYS: i32 = 2;

const DAY_MILLISECONDS: i64 = 86_400_000;

/// One day of the chart, in the units that its axes are marked with: money in whole units, shares in percent.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Which day.
    pub day: Day,
    /// The chosen figure; `None` where it has no value.
    pub line: Option<f64>,
    /// The same figure on the day that this one is compared with.
    pub ghost: Option<f64>,
    /// The cost.
    pub cost: f64,
    /// Whether figures of this day may still come in.
    pub arriving: bool,
}

/// The points of a page's chart.
pub fn points(page: &Page, book: &Book, metric: Metric) -> Vec<Point> {
    let unit = 10_f64.powi(i32::try_from(book.currency.digits()).unwrap_or(2));
    let shown = |metric: Metric, sums: &[i64]| metric.of(sums).map(|ratio| in_units(metric, ratio, unit));
    let first_arriving = book.imported.map(|at| {
        let day = i32::try_from(at.0.div_euclid(DAY_MILLISECONDS)).unwrap_or(i32::MAX);
        day.saturating_sub(ARRIVING_DAYS)
    });
    let point = |(day, sums): (i32, &[i64])| {
        let compared = page.day_before(day);
        Point {
            day: Day(day),
            line: shown(metric, sums),
            ghost: compared.and_then(|sums| shown(metric, sums)),
            cost: shown(Metric::Cost, sums).unwrap_or(0.0),
            arriving: first_arriving.is_some_and(|first| day >= first),
        }
    };
    page.now.by_day.iter().map(point).collect()
}

impl Page {
    /// The day that a day is compared with: the one as far into the other period. A shorter period has none for the last
    /// days of a longer one.
    pub fn twin(&self, day: i32) -> Option<i32> {
        let before = self.before.as_ref()?.period;
        let twin = before.first.saturating_add(day.saturating_sub(self.period.first));
        (twin <= before.last).then_some(twin)
    }

    /// The sums of that day.
    pub fn day_before(&self, day: i32) -> Option<&[i64]> {
        Some(self.before.as_ref()?.answer.by_day.sums(self.twin(day)?))
    }
}

/// The day at a place of the plot, from 0 at its left edge to 1 at its right.
#[expect(clippy::cast_possible_truncation, reason = "a chart has a few thousand days at most")]
pub fn day_at(period: DayRange, place: f64) -> Day {
    let days = f64::from(period.len());
    let at = (place.clamp(0.0, 1.0) * days).floor().min(days - 1.0).max(0.0);
    Day(period.first.saturating_add(at as i32))
}

/// Where a range of days begins and ends on the plot; `None` when it lies outside.
pub fn place_of(period: DayRange, first: Day, last: Day) -> Option<(f64, f64)> {
    let shown = period.intersection(DayRange::new(first.0, last.0));
    let place = |day: i32| f64::from(day.saturating_sub(period.first)) / f64::from(period.len());
    (!shown.is_empty()).then(|| (place(shown.first), place(shown.last.saturating_add(1))))
}

fn in_units(metric: Metric, ratio: Ratio, unit: f64) -> f64 {
    match metric.kind() {
        Kind::Count => ratio.to_f64(),
        Kind::Money => ratio.to_f64() / unit,
        Kind::Percent => ratio.to_f64() * 100.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::{query::Query, reader::example},
        time::Stamp,
    };

    #[test]
    fn a_chart_has_a_point_for_every_day_with_its_twin() {
        let mut reader = example();
        let calendar = reader.calendar(Day(0), Day(73)).unwrap();
        let question = Query::parse(&format!("from={}&to={}", Day(68), Day(72)));
        let page = reader.page(&question, &calendar);
        let mut book = reader.book().clone();
        book.imported = Some(Stamp(73 * DAY_MILLISECONDS + 5));
        let points = points(&page, &book, Metric::CostPerLead);
        let lines: Vec<_> = points.iter().map(|point| point.line).collect();
        assert_eq!(lines, [None, Some(1.0), Some(1.0), None, Some(1.0)]);
        assert_eq!(points.iter().map(|point| point.cost).collect::<Vec<_>>(), [0.0, 3.0, 5.0, 2.0, 9.0]);
        assert_eq!(
            points.iter().map(|point| point.arriving).collect::<Vec<_>>(),
            [false, false, false, true, true]
        );
        assert!(points.iter().all(|point| point.ghost.is_none()));
    }

    #[test]
    fn places_on_the_plot_are_days_and_back() {
        let period = DayRange::new(10, 19);
        for (place, day) in [(0.0, 10), (0.05, 10), (0.11, 11), (0.999, 19), (1.0, 19), (-3.0, 10), (7.0, 19)]
        {
            assert_eq!(day_at(period, place), Day(day), "{place}");
        }
        assert_eq!(place_of(period, Day(12), Day(13)), Some((0.2, 0.4)));
        assert_eq!(place_of(period, Day(0), Day(99)), Some((0.0, 1.0)));
        assert_eq!(place_of(period, Day(0), Day(9)), None);
    }

    #[test]
    fn days_are_compared_by_their_distance_from_the_beginning() {
        let mut reader = example();
        let calendar = reader.calendar(Day(0), Day(73)).unwrap();
        let question = format!("from={}&to={}&compare={}..{}", Day(69), Day(72), Day(39), Day(40));
        let page = reader.page(&Query::parse(&question), &calendar);
        let cost = |day| page.day_before(day).map(|sums| sums[Metric::Cost as usize]);
        assert_eq!([69, 70, 71, 72].map(cost), [Some(0), Some(100), None, None]);
    }
}
