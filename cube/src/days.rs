//! Ranges of days.

/// Days from `first` to `last`, both included, numbered from 1970-01-01.
///
/// A range whose `first` lies after its `last` holds no day at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The first day of the range.
    pub first: i32,
    /// The last day of the range.
    pub last: i32,
}

impl DayRange {
    /// The days from `first` to `last`, both included.
    pub const fn new(first: i32, last: i32) -> Self {
        Self { first, last }
    }

    /// How many days there are, capped at `u32::MAX`.
    pub fn len(self) -> u32 {
        let days = i64::from(self.last) - i64::from(self.first) + 1;
        u32::try_from(days.max(0)).unwrap_or(u32::MAX)
    }

    /// Whether no day is in the range.
    pub const fn is_empty(self) -> bool {
        self.first > self.last
    }

    /// Whether `day` is in the range.
    pub const fn contains(self, day: i32) -> bool {
        self.first <= day && day <= self.last
    }

    /// The range of equal length that ends on the day before this one starts.
    #[must_use]
    pub fn previous(self) -> Self {
        self.shifted(-i64::from(self.len()))
    }

    /// The same range, `days` later (earlier when negative); stops at the ends of the calendar.
    #[must_use]
    pub fn shifted(self, days: i64) -> Self {
        Self { first: shift(self.first, days), last: shift(self.last, days) }
    }

    /// The days that lie in both ranges.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self { first: self.first.max(other.first), last: self.last.min(other.last) }
    }
}

fn shift(day: i32, by: i64) -> i32 {
    let moved = i64::from(day).saturating_add(by);
    i32::try_from(moved).unwrap_or(if moved < 0 { i32::MIN } else { i32::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn previous_is_as_long_and_ends_right_before() {
        let may = DayRange::new(100, 129);
        assert_eq!(may.len(), 30);
        assert_eq!(may.previous(), DayRange::new(70, 99));
        assert_eq!(DayRange::new(5, 5).previous(), DayRange::new(4, 4));
    }

    #[test]
    fn a_reversed_range_is_empty() {
        let none = DayRange::new(3, 2);
        assert!(none.is_empty());
        assert_eq!(none.len(), 0);
        assert!(!none.contains(2) && !none.contains(3));
        assert!(none.previous().is_empty());
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_overflow() {
        let all = DayRange::new(i32::MIN, i32::MAX);
        assert_eq!(all.len(), u32::MAX);
        assert_eq!(all.previous().first, i32::MIN);
        assert_eq!(DayRange::new(0, 1).shifted(i64::MAX), DayRange::new(i32::MAX, i32::MAX));
    }

    #[test]
    fn intersection_of_strangers_is_empty() {
        assert_eq!(DayRange::new(0, 9).intersection(DayRange::new(5, 20)), DayRange::new(5, 9));
        assert!(DayRange::new(0, 4).intersection(DayRange::new(5, 20)).is_empty());
    }
}
