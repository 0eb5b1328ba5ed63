//! Periods: which days a report is about, and which it is compared with.

use std::fmt;

use cube::DayRange;
use serde::{Deserialize, Serialize};

use crate::{
    access::model::names,
    iteration::model::{Iteration, LENGTH},
    time::Day,
};

/// No report is about more days: an address may ask for ten thousand years.
const MOST_DAYS: i32 = 3_700;

/// How many days a report is about when nobody has said.
pub const USUAL_DAYS: i32 = 30;

names! {
    /// A period that has a name.
    #[derive(Default)]
    Preset {
        /// The last 7 days.
        Week = "7",
        /// The last 30 days: what a report opens with.
        #[default]
        Month = "30",
        /// The last 90 days.
        Quarter = "90",
        /// The iteration of today, as far as it has come.
        Iteration = "iteration",
        /// The iteration before.
        LastIteration = "last_iteration",
        /// The calendar month of the last day.
        CalendarMonth = "month",
        /// The calendar month before, whole.
        LastCalendarMonth = "last_month",
        /// The calendar quarter of the last day.
        CalendarQuarter = "quarter",
        /// Everything.
        All = "all",
    }
}

/// What a period is compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// The equal period right before.
    #[default]
    Previous,
    /// The same days of the iteration before.
    Iteration,
    /// The same days 52 weeks ago, so that Mondays meet Mondays.
    Year,
    /// Any days, the first and the last.
    Days(Day, Day),
    /// Nothing.
    None,
}

/// What periods are reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The first and the last day that have facts.
    pub first: Day,
    /// The last of them; "the last 30 days" end here, not today.
    pub last: Day,
    /// The first day of the project's first iteration.
    pub start: Day,
    /// The day that it is for the project.
    pub today: Day,
}

impl Preset {
    /// The days that this period means.
    pub fn days(self, calendar: &Calendar) -> DayRange {
        let last = calendar.last;
        let iteration = Iteration::at(calendar.start, calendar.today);
        match self {
            Self::Week => range(last.plus(-6), last),
            Self::Month => range(last.plus(1 - USUAL_DAYS), last),
            Self::Quarter => range(last.plus(-89), last),
            // Days that have not come yet would be compared with days that have.
            Self::Iteration => range(iteration.first, iteration.last.min(last.max(iteration.first))),
            Self::LastIteration => {
                let before = Iteration::at(calendar.start, iteration.first.plus(-1));
                range(before.first, before.last)
            }
            Self::CalendarMonth => range(first_of_month(last), last),
            Self::LastCalendarMonth => {
                let end = first_of_month(last).plus(-1);
                range(first_of_month(end), end)
            }
            Self::CalendarQuarter => range(first_of_quarter(last), last),
            Self::All => range(calendar.first, last),
        }
    }
}

impl Comparison {
    /// Those that have a word; any days are named by themselves.
    pub const NAMED: [Self; 4] = [Self::Previous, Self::Iteration, Self::Year, Self::None];

    /// The days to compare with.
    pub fn of(self, period: DayRange) -> Option<DayRange> {
        match self {
            Self::Previous => Some(period.previous()),
            Self::Iteration => Some(period.shifted(iterations_back(period))),
            Self::Year => Some(period.shifted(-364)),
            Self::Days(first, last) => Some(range(first, last)),
            Self::None => None,
        }
    }

    /// Reads what [`Comparison`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let named = Self::NAMED.into_iter().find(|named| named.to_string() == text);
        named.or_else(|| days(text).map(|(first, last)| Self::Days(first, last)))
    }
}

impl fmt::Display for Comparison {
    /// The word in an address.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Previous => out.write_str("previous"),
            Self::Iteration => out.write_str("iteration"),
            Self::Year => out.write_str("year"),
            Self::Days(first, last) => write!(out, "{first}..{last}"),
            Self::None => out.write_str("none"),
        }
    }
}

/// Two days as an address has them: `2026-11-10..2026-11-17`, not too many and in their order.
pub fn days(text: &str) -> Option<(Day, Day)> {
    let (first, last) = text.split_once("..")?;
    let (first, last) = (Day::parse(first).ok()?, Day::parse(last).ok()?);
    (first <= last && last.since(first) < MOST_DAYS).then_some((first, last))
}

/// So many days back, by whole iterations, that nothing overlaps with the period.
fn iterations_back(period: DayRange) -> i64 {
    let iterations = period.len().max(1).div_ceil(LENGTH.unsigned_abs());
    -i64::from(iterations) * i64::from(LENGTH)
}

/// The days between two that a reader named; what is missing is filled in, and two in the wrong order change places.
pub fn between(from: Option<Day>, to: Option<Day>, calendar: &Calendar) -> DayRange {
    let (from, to) = match (from, to) {
        (None, None) => return Preset::default().days(calendar),
        (Some(from), None) => (from, calendar.last.max(from)),
        (None, Some(to)) => (to.plus(1 - USUAL_DAYS), to),
        (Some(from), Some(to)) => (from.min(to), from.max(to)),
    };
    range(from.max(to.plus(1 - MOST_DAYS)), to)
}

fn first_of_month(day: Day) -> Day {
    let (_, _, number) = day.civil();
    day.plus(1 - i32::try_from(number).unwrap_or(1))
}

fn first_of_quarter(day: Day) -> Day {
    let (_, month, _) = day.civil();
    let months_before = (month - 1) % 3;
    (0..months_before).fold(first_of_month(day), |first, _| first_of_month(first.plus(-1)))
}

fn range(first: Day, last: Day) -> DayRange {
    DayRange::new(first.0, last.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        let day = |text| Day::parse(text).unwrap();
        Calendar {
            first: day("2025-10-01"),
            last: day("2026-11-22"),
            start: day("2026-10-30"),
            today: day("2026-11-23"),
        }
    }

    fn days(range: DayRange) -> (String, String) {
        (Day(range.first).to_string(), Day(range.last).to_string())
    }

    fn pair(first: &str, last: &str) -> (String, String) {
        (first.to_owned(), last.to_owned())
    }

    #[test]
    fn presets_end_with_the_last_facts() {
        let of = |preset: Preset| days(preset.days(&calendar()));
        assert_eq!(of(Preset::Week), pair("2026-11-16", "2026-11-22"));
        assert_eq!(of(Preset::Month), pair("2026-10-24", "2026-11-22"));
        assert_eq!(of(Preset::Iteration), pair("2026-10-30", "2026-11-22"));
        assert_eq!(of(Preset::CalendarMonth), pair("2026-11-01", "2026-11-22"));
        assert_eq!(of(Preset::All), pair("2025-10-01", "2026-11-22"));
        assert_eq!(of(Preset::LastCalendarMonth), pair("2026-10-01", "2026-10-31"));
        assert_eq!(of(Preset::CalendarQuarter), pair("2026-10-01", "2026-11-22"));
    }

    #[test]
    fn the_iteration_before_is_whole() {
        let mut calendar = calendar();
        calendar.today = calendar.start.plus(35);
        assert_eq!(days(Preset::LastIteration.days(&calendar)), pair("2026-10-30", "2026-11-28"));
        assert_eq!(Preset::LastIteration.days(&calendar).len(), 30);
    }

    #[test]
    fn what_a_reader_left_out_is_filled_in() {
        let calendar = calendar();
        let day = |text| Day::parse(text).ok();
        assert_eq!(days(between(None, None, &calendar)), pair("2026-10-24", "2026-11-22"));
        assert_eq!(days(between(day("2026-11-01"), None, &calendar)), pair("2026-11-01", "2026-11-22"));
        assert_eq!(days(between(None, day("2026-01-30"), &calendar)), pair("2026-01-01", "2026-01-30"));
        assert_eq!(between(day("2026-05-05"), day("2026-05-01"), &calendar).len(), 5);
    }

    #[test]
    fn ten_thousand_years_are_cut_to_ten() {
        assert!(
            between(Day::parse("0001-01-01").ok(), Day::parse("9999-12-31").ok(), &calendar()).len() <= 3_700
        );
    }

    #[test]
    fn a_comparison_is_as_long_as_the_period() {
        let period = Preset::Month.days(&calendar());
        assert_eq!(days(Comparison::Previous.of(period).unwrap()), pair("2026-09-24", "2026-10-23"));
        let year = Comparison::Year.of(period).unwrap();
        assert_eq!(year.len(), period.len());
        assert_eq!(Day(year.first).weekday(), Day(period.first).weekday());
        assert_eq!(Comparison::None.of(period), None);
        let any = Comparison::parse("2026-01-01..2026-01-05").unwrap();
        assert_eq!(days(any.of(period).unwrap()), pair("2026-01-01", "2026-01-05"));
    }

    #[test]
    fn the_iteration_before_meets_day_by_day_and_never_overlaps() {
        let this = Preset::Iteration.days(&calendar());
        let before = Comparison::Iteration.of(this).unwrap();
        assert_eq!(days(before), pair("2026-09-30", "2026-10-23"));
        let quarter = Preset::Quarter.days(&calendar());
        assert_eq!(Comparison::Iteration.of(quarter).unwrap(), quarter.previous());
        let year = Comparison::Iteration.of(Preset::All.days(&calendar())).unwrap();
        assert!(year.last < Preset::All.days(&calendar()).first);
    }

    #[test]
    fn a_comparison_is_read_back() {
        let day = |text| Day::parse(text).unwrap();
        let any = Comparison::Days(day("2026-01-01"), day("2026-01-05"));
        for comparison in Comparison::NAMED.into_iter().chain([any]) {
            assert_eq!(Comparison::parse(&comparison.to_string()), Some(comparison));
        }
        for wrong in ["", "2026-01-05..2026-01-01", "0001-01-01..9999-01-01", "2026-01-01", "last"] {
            assert_eq!(Comparison::parse(wrong), None, "{wrong}");
        }
    }
}
