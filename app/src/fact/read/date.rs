//! Days as files write them. What `3/4/26` means is never guessed from one cell.

use crate::{fact::plan::DateOrder, time::Day};

/// A day before it is decided what `3/4/26` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// There is one way to read it.
    Sure(Day),
    /// Two numbers, either of which might be the day.
    Slashed {
        /// The first number.
        first: u8,
        /// The second.
        second: u8,
        /// The year, in full.
        year: u16,
    },
}

impl When {
    /// Reads a cell; `None` when there is no such day in any reading. A time of day behind the day is left out.
    pub fn parse(cell: &str) -> Option<Self> {
        let text = cell.trim();
        let (date, time) = match text.find([' ', 'T', '\u{a0}']) {
            Some(at) => text.split_at(at),
            None => (text, ""),
        };
        if !is_time(time) {
            return None;
        }
        if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
            return sure(number(&date[..4])?, number(&date[4..6])?, number(&date[6..])?);
        }
        let sign = date.chars().find(|letter| !letter.is_ascii_digit())?;
        if !matches!(sign, '.' | '/' | '-') {
            return None;
        }
        let mut parts = date.split(sign);
        let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        if a.len() == 4 {
            return sure(number(a)?, short(b)?, short(c)?);
        }
        let (first, second, year) = (short(a)?, short(b)?, year(c)?);
        if sign == '.' { sure(year, second, first) } else { Self::slashed(first, second, year) }
    }

    fn slashed(first: u16, second: u16, year: u16) -> Option<Self> {
        let (first, second) = (u8::try_from(first).ok()?, u8::try_from(second).ok()?);
        let when = Self::Slashed { first, second, year };
        let possible = DateOrder::ALL.iter().any(|&order| when.in_order(order).is_some());
        possible.then_some(when)
    }

    /// The day, read in an order.
    pub fn in_order(self, order: DateOrder) -> Option<Day> {
        match self {
            Self::Sure(day) => Some(day),
            Self::Slashed { first, second, year } => {
                let (day, month) =
                    if order == DateOrder::DayFirst { (first, second) } else { (second, first) };
                Day::of(year.into(), month.into(), day.into())
            }
        }
    }

    /// The only order in which this is a day.
    pub fn shows(self) -> Option<DateOrder> {
        match (self.in_order(DateOrder::DayFirst), self.in_order(DateOrder::MonthFirst)) {
            (Some(_), None) => Some(DateOrder::DayFirst),
            (None, Some(_)) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// Both days that this can be, when they differ.
    pub fn doubt(self) -> Option<(Day, Day)> {
        let both = (self.in_order(DateOrder::DayFirst)?, self.in_order(DateOrder::MonthFirst)?);
        (both.0 != both.1).then_some(both)
    }
}

fn sure(year: u16, month: u16, day: u16) -> Option<When> {
    if !YEARS.contains(&year) {
        return None;
    }
    Day::of(year.into(), month.into(), day.into()).map(When::Sure)
}

/// Years in which there was something to measure, and some to come.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2100;

fn number(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// A day or a month: one or two digits.
fn short(text: &str) -> Option<u16> {
    (text.len() <= 2).then(|| number(text)).flatten()
}

/// A year of two or four digits.
fn year(text: &str) -> Option<u16> {
    let year = number(text)?;
    match text.len() {
        2 => Some(2000 + year),
        4 => Some(year).filter(|year| YEARS.contains(year)),
        _ => None,
    }
}

/// Whether this is a time of day such as ` 08:26`, `T00:00:00Z` or ` 8:26 PM`.
fn is_time(text: &str) -> bool {
    let text = text.trim_start_matches([' ', 'T', '\u{a0}']).trim_end();
    let clock = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
    let (clock, rest) = text.split_at(clock);
    let parts = clock.split(':').map(|part| part.parse::<u8>().ok().filter(|&part| part < 60));
    let is_clock = matches!(clock.split(':').count(), 2 | 3) && parts.clone().all(|part| part.is_some());
    let is_rest = rest.len() <= 16 && rest.chars().all(|letter| "0123456789.:+- AaPpMmZ".contains(letter));
    text.is_empty() || is_clock && is_rest
}

/// What a whole file shows about its dates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habit {
    day_first: bool,
    month_first: bool,
    /// The first date that can be read in two ways.
    pub doubt: Option<(When, u64)>,
}

impl Habit {
    /// Takes a date in, and the line where it stands.
    pub fn add(&mut self, when: When, line: u64) {
        match when.shows() {
            Some(DateOrder::DayFirst) => self.day_first |= matches!(when, When::Slashed { .. }),
            Some(DateOrder::MonthFirst) => self.month_first = true,
            None => {}
        }
        if self.doubt.is_none() && when.doubt().is_some() {
            self.doubt = Some((when, line));
        }
    }

    /// The order that the file as a whole shows, unless it shows none, or both.
    pub fn order(&self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure(text: &str) -> Option<String> {
        match When::parse(text)? {
            When::Sure(day) => Some(day.to_string()),
            When::Slashed { .. } => None,
        }
    }

    #[test]
    fn dates_that_can_be_read_in_one_way_only() {
        for cell in [
            "22.11.2026",
            "22.11.26",
            "2026-11-22",
            "2026/11/22",
            "2026.11.22",
            "20261122",
            "2026-11-22 00:00:00",
        ] {
            assert_eq!(sure(cell).as_deref(), Some("2026-11-22"), "{cell}");
        }
        assert_eq!(sure(" 2026-11-22T08:26:01.500+03:00 ").as_deref(), Some("2026-11-22"));
        assert_eq!(sure("1.2.2026").as_deref(), Some("2026-02-01"));
    }

    #[test]
    fn dates_that_somebody_has_to_explain() {
        let when = When::parse("3/4/26").unwrap();
        assert_eq!(when.doubt(), Some((Day::of(2026, 4, 3).unwrap(), Day::of(2026, 3, 4).unwrap())));
        assert_eq!(When::parse("13/4/2026").unwrap().shows(), Some(DateOrder::DayFirst));
        assert_eq!(When::parse("12/31/2010 8:26").unwrap().shows(), Some(DateOrder::MonthFirst));
        assert_eq!(When::parse("4-4-2026").unwrap().doubt(), None);
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for cell in [
            "",
            "31.02.2026",
            "32/1/26",
            "13/13/2026",
            "2/30/2026",
            "0/1/26",
            "2026-13-01",
            "20261301",
            "1.2.3",
            "1/2/123",
            "2026-11",
            "tomorrow",
            "44227",
            "1/2/2026 noon",
            "22.11.2026x",
            "1850-01-01",
            "2026-11-22 99:99",
            "1/2/3/4",
            "-1/2/26",
            "٢٢.١١.٢٠٢٦",
            "Итого",
            "Total: 5",
        ] {
            assert_eq!(When::parse(cell), None, "{cell}");
        }
    }

    #[test]
    fn the_whole_file_decides() {
        let habit = |cells: &[&str]| {
            let mut habit = Habit::default();
            for (line, cell) in (1..).zip(cells) {
                habit.add(When::parse(cell).unwrap(), line);
            }
            habit
        };
        assert_eq!(habit(&["2/1/21", "2/28/21"]).order(), Some(DateOrder::MonthFirst));
        assert_eq!(habit(&["2/1/21", "28/2/21"]).order(), Some(DateOrder::DayFirst));
        assert_eq!(habit(&["2/1/21", "28/2/21", "2/28/21"]).order(), None);
        assert_eq!(habit(&["2/1/21", "3/1/21"]).order(), None);
        assert_eq!(habit(&["2/2/21", "2/1/21"]).doubt.map(|(_, line)| line), Some(2));
        assert_eq!(habit(&["2026-01-02", "3/3/26"]).doubt, None);
    }
}
