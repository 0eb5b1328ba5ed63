//! Time: instants in milliseconds, civil days as numbers, and the only clock of the house.
//!
//! Day arithmetic follows Howard Hinnant's "chrono-compatible low-level date algorithms" (proleptic Gregorian
//! calendar), which cost a few hundred bytes in the browser.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Stamp(pub i64);

impl Stamp {
    /// This instant moved by some seconds.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }
}

/// A civil day: days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Day(pub i32);

/// The text is not a day of the form `2026-11-22`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADay;

impl fmt::Display for NotADay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a day is written as 2026-11-22")
    }
}

impl std::error::Error for NotADay {}

impl Day {
    /// The day of a year, month (1 to 12) and day of the month, or `None` when there is no such day.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year)
            || !(1..=12).contains(&month)
            || day == 0
            || day > month_length(year, month)
        {
            return None;
        }
        let (month, day) = (i32::try_from(month).ok()?, i32::try_from(day).ok()?);
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month (1 to 12) and day of the month.
    #[expect(clippy::cast_sign_loss, reason = "month and day are positive by construction")]
    pub fn civil(self) -> (i32, u32, u32) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// This day moved by some days.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from an earlier day to this one.
    pub fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        (self.0 + 3).rem_euclid(7).unsigned_abs()
    }

    /// Reads `2026-11-22`.
    ///
    /// # Errors
    /// When the text has another form or names a day that does not exist.
    pub fn parse(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.split('-');
        let mut part = |digits: usize| {
            let text =
                parts.next().filter(|text| text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()));
            text.and_then(|text| text.parse::<u32>().ok()).ok_or(NotADay)
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        if parts.next().is_some() {
            return Err(NotADay);
        }
        i32::try_from(year).ok().and_then(|year| Self::of(year, month, day)).ok_or(NotADay)
    }
}

fn month_length(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Self, NotADay> {
        Self::parse(text)
    }
}

#[cfg(feature = "ssr")]
pub use clock::{Clock, Zone};

/// The server's clock: time is always a parameter, so that a test can move it.
#[cfg(feature = "ssr")]
mod clock {
    use std::sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    };

    use super::{Day, Stamp};

    /// Where "now" comes from.
    #[derive(Debug, Clone)]
    pub enum Clock {
        /// The machine's clock.
        System,
        /// A clock that stands still until somebody moves it.
        Fixed(Arc<AtomicI64>),
    }

    impl Clock {
        /// A clock that stands at an instant.
        pub fn fixed(at: Stamp) -> Self {
            Self::Fixed(Arc::new(AtomicI64::new(at.0)))
        }

        /// The present instant.
        #[expect(clippy::disallowed_methods, reason = "this is the one owner of the clock")]
        pub fn now(&self) -> Stamp {
            match self {
                Self::System => Stamp(jiff::Timestamp::now().as_millisecond()),
                Self::Fixed(at) => Stamp(at.load(Ordering::Relaxed)),
            }
        }

        /// Moves a standing clock; the machine's clock is left alone.
        pub fn advance(&self, seconds: i64) {
            if let Self::Fixed(at) = self {
                at.fetch_add(seconds * 1000, Ordering::Relaxed);
            }
        }
    }

    /// A time zone by its IANA name, such as `Europe/Kyiv`.
    #[derive(Debug, Clone)]
    pub struct Zone(jiff::tz::TimeZone);

    impl Zone {
        /// Finds a zone by name; `None` when there is no such zone.
        pub fn parse(name: &str) -> Option<Self> {
            jiff::tz::TimeZone::get(name).ok().map(Self)
        }

        /// The civil day that it is in this zone at an instant.
        pub fn day(&self, at: Stamp) -> Day {
            let instant = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
            let date = self.0.to_datetime(instant).date();
            let (year, month, day) =
                (i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs());
            Day::of(year, month.into(), day.into()).unwrap_or(Day(0))
        }

        /// The civil day that it is in this zone at an instant, and the minute of it.
        pub fn minute(&self, at: Stamp) -> (Day, u32) {
            let instant = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
            let time = self.0.to_datetime(instant).time();
            let (hour, minute) =
                (u32::from(time.hour().unsigned_abs()), u32::from(time.minute().unsigned_abs()));
            (self.day(at), hour * 60 + minute)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_survive_the_round_trip_through_the_calendar() {
        for number in (-719_162..2_932_896).step_by(97) {
            let (year, month, day) = Day(number).civil();
            assert_eq!(Day::of(year, month, day), Some(Day(number)));
            assert_eq!(Day::parse(&Day(number).to_string()), Ok(Day(number)));
        }
    }

    #[test]
    fn known_days_have_their_numbers_and_weekdays() {
        assert_eq!(Day::of(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::of(2000, 3, 1), Some(Day(11_017)));
        assert_eq!(Day::of(2026, 11, 22).map(Day::weekday), Some(6));
        assert_eq!(Day::of(2024, 2, 29).map(|day| day.to_string()).as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for wrong in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "22.11.2026",
            "2026-1-1",
            "2026-11-22x",
            "",
            "+026-01-01",
        ] {
            assert_eq!(Day::parse(wrong), Err(NotADay), "{wrong}");
        }
    }
}
