//! Numbers as people and systems write them, read exactly: no floating point anywhere.

use super::currency::{self, Hint};
use crate::fact::problem::Kind;

/// The largest count, and the largest amount in minor units, that a row may hold: far beyond any campaign, and small
/// enough that nine million such rows can still be summed.
pub const LARGEST: i64 = 1_000_000_000_000;

/// Which sign stands before the fraction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Decimal {
    /// `1,234.56`
    #[default]
    Point,
    /// `1 234,56`
    Comma,
}

/// A number before it is decided what `1,234` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    negative: bool,
    /// All digits, without signs.
    digits: u128,
    /// How many of the digits stand behind the decimal sign.
    scale: u32,
    /// A single sign with three digits behind it: thousands, or a fraction?
    doubt: Option<Decimal>,
    /// What this number shows about the file's habit.
    pub shows: Option<Decimal>,
    /// The currency written beside it.
    pub currency: Option<Hint>,
}

/// What a cell is that is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Letters, or signs in an order that means nothing.
    NotANumber,
    /// A share.
    Percent,
    /// More digits than any figure has.
    TooLarge,
    /// A fraction where things are counted.
    NotWhole,
    /// Less than nothing.
    Negative,
}

impl Fault {
    /// The problem with a cell.
    pub fn of(self, cell: &str) -> Kind {
        let cell = super::row::shown(cell);
        match self {
            Self::NotANumber => Kind::NotANumber { cell },
            Self::Percent => Kind::Percent { cell },
            Self::TooLarge => Kind::TooLarge { cell },
            Self::NotWhole => Kind::NotWhole { cell },
            Self::Negative => Kind::Negative { cell },
        }
    }
}

/// An exact result, and whether a fraction had to be rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact {
    /// The count, or the minor units.
    pub value: i64,
    /// Whether something was rounded off.
    pub rounded: bool,
}

impl Number {
    /// Nothing: an empty cell, or the dash that stands for one.
    pub const ZERO: Self =
        Self { negative: false, digits: 0, scale: 0, doubt: None, shows: None, currency: None };

    /// Reads a cell.
    ///
    /// # Errors
    /// What the cell is instead of a number.
    pub fn parse(cell: &str) -> Result<Self, Fault> {
        let text = cell.trim();
        if is_nothing(text) {
            return Ok(Self::ZERO);
        }
        if text.ends_with('%') {
            return Err(Fault::Percent);
        }
        let (before, rest) = sign(text);
        let (rest, currency) = currency::strip(rest);
        let (after, rest) = sign(rest);
        if before.is_some() && after.is_some() {
            return Err(Fault::NotANumber);
        }
        let negative = before.or(after).unwrap_or(false);
        Ok(Self { negative, currency, ..digits(rest)? })
    }

    /// As a count; of a habit of writing decimals only the signs themselves are believed, because things that are
    /// counted have no fractions: `1,234` and `1.234` are both one thousand and more.
    ///
    /// # Errors
    /// When it is negative, too large, or has a fraction.
    pub fn count(self) -> Result<i64, Fault> {
        let exact = self.shifted(0, if self.doubt.is_some() { 0 } else { self.scale })?;
        if exact.rounded { Err(Fault::NotWhole) } else { positive(exact).map(|exact| exact.value) }
    }

    /// As a count that systems share out in parts, such as conversions; parts are rounded.
    ///
    /// # Errors
    /// When it is negative or too large.
    pub fn share(self, decimal: Decimal) -> Result<Exact, Fault> {
        positive(self.shifted(0, self.scale_in(decimal))?)
    }

    /// As an amount of money, in minor units of a currency with so many decimal digits.
    ///
    /// # Errors
    /// When it is too large.
    pub fn minor(self, digits: u32, decimal: Decimal) -> Result<Exact, Fault> {
        self.shifted(digits, self.scale_in(decimal))
    }

    fn scale_in(self, decimal: Decimal) -> u32 {
        match self.doubt {
            Some(sign) if sign != decimal => 0,
            _ => self.scale,
        }
    }

    /// The digits moved to `digits` decimals, the half rounded away from zero.
    fn shifted(self, digits: u32, scale: u32) -> Result<Exact, Fault> {
        let wide = self.digits.checked_mul(10_u128.pow(digits)).ok_or(Fault::TooLarge)?;
        let unit = 10_u128.checked_pow(scale).ok_or(Fault::TooLarge)?;
        let (whole, part) = (wide / unit, wide % unit);
        let value = whole + u128::from(part * 2 >= unit && part > 0);
        let value = i64::try_from(value).ok().filter(|&value| value <= LARGEST).ok_or(Fault::TooLarge)?;
        Ok(Exact { value: if self.negative { -value } else { value }, rounded: part > 0 })
    }
}

fn positive(exact: Exact) -> Result<Exact, Fault> {
    if exact.value < 0 { Err(Fault::Negative) } else { Ok(exact) }
}

/// What systems write when there is nothing to write.
pub fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "--" | "—" | "–" | "−")
}

/// A sign at the beginning, and what follows; true is minus.
fn sign(text: &str) -> (Option<bool>, &str) {
    let mut letters = text.chars();
    match letters.next() {
        Some('-' | '−') => (Some(true), letters.as_str().trim_start()),
        Some('+') => (Some(false), letters.as_str().trim_start()),
        _ => (None, text),
    }
}

/// What was read of the digits so far.
#[derive(Default)]
struct Scan {
    digits: u128,
    any: bool,
    /// Digits that count: leading zeros do not.
    length: u32,
    /// Digits since the last separator, and how many separators there were.
    group: u32,
    groups: u32,
    /// Separators so far: spaces and apostrophes, commas, points.
    spaces: u32,
    commas: u32,
    points: u32,
    last: Option<char>,
    /// A group before the last separator that is no group of thousands.
    ragged: bool,
}

/// More digits than this are no figure at all.
const MOST_DIGITS: u32 = 30;

impl Scan {
    fn digit(&mut self, digit: u32) -> Result<(), Fault> {
        self.any = true;
        self.length += u32::from(self.length > 0 || digit > 0);
        if self.length > MOST_DIGITS {
            return Err(Fault::TooLarge);
        }
        self.digits = self.digits * 10 + u128::from(digit);
        self.group += 1;
        Ok(())
    }

    fn separator(&mut self, sign: char) {
        self.check_group();
        self.groups += 1;
        self.group = 0;
        self.last = Some(sign);
        match sign {
            ',' => self.commas += 1,
            '.' => self.points += 1,
            _ => self.spaces += 1,
        }
    }

    /// The first group of thousands has one to three digits, each further one three.
    fn check_group(&mut self) {
        let fits = if self.groups == 0 { (1..=3).contains(&self.group) } else { self.group == 3 };
        self.ragged |= !fits;
    }
}

fn digits(text: &str) -> Result<Number, Fault> {
    let mut scan = Scan::default();
    for letter in text.chars() {
        match letter {
            '0'..='9' => scan.digit(u32::from(letter) - u32::from('0'))?,
            ',' | '.' => scan.separator(letter),
            // Apostrophes, and the spaces that people put between thousands, breaking or not.
            '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => scan.separator(' '),
            _ => return Err(Fault::NotANumber),
        }
    }
    understood(&scan)
}

/// Decides which separators are thousands and which one is the decimal sign.
fn understood(scan: &Scan) -> Result<Number, Fault> {
    let number = |scale, shows| Number { digits: scan.digits, scale, shows, ..Number::ZERO };
    if !scan.any {
        return Err(Fault::NotANumber);
    }
    let Some(last) = scan.last else { return Ok(number(0, None)) };
    if last == ' ' {
        let alone = scan.commas + scan.points == 0;
        return if alone { thousands(scan, number(0, None)) } else { Err(Fault::NotANumber) };
    }
    let own = if last == ',' { Decimal::Comma } else { Decimal::Point };
    let other = if last == ',' { Decimal::Point } else { Decimal::Comma };
    let (same, others) = if last == ',' {
        (scan.commas, scan.points + scan.spaces)
    } else {
        (scan.points, scan.commas + scan.spaces)
    };
    if same > 1 {
        // A sign that comes twice stands between thousands, and nothing else may.
        return if others == 0 { thousands(scan, number(0, Some(other))) } else { Err(Fault::NotANumber) };
    }
    if others > 0 {
        let mixed = scan.spaces > 0 && scan.spaces < others;
        return if scan.ragged || mixed { Err(Fault::NotANumber) } else { Ok(number(scan.group, Some(own))) };
    }
    // One sign alone. Behind one to three digits, with three digits after it, it can be either.
    if scan.group == 3 && !scan.ragged && scan.length > 3 {
        return Ok(Number { doubt: Some(own), ..number(3, None) });
    }
    Ok(number(scan.group, Some(own)))
}

fn thousands(scan: &Scan, number: Number) -> Result<Number, Fault> {
    if scan.ragged || scan.group != 3 { Err(Fault::NotANumber) } else { Ok(number) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(cell: &str) -> Result<i64, Fault> {
        Number::parse(cell)?.count()
    }

    fn minor(cell: &str, decimal: Decimal) -> Result<i64, Fault> {
        Number::parse(cell)?.minor(2, decimal).map(|exact| exact.value)
    }

    #[test]
    fn nothing_is_nothing() {
        for cell in ["", " ", "-", "--", "—", "–", "\u{a0}"] {
            assert_eq!(count(cell), Ok(0), "{cell:?}");
        }
    }

    #[test]
    fn counts_come_with_every_separator_of_thousands() {
        for cell in [
            "1234567",
            "1,234,567",
            "1.234.567",
            "1 234 567",
            "1\u{a0}234\u{202f}567",
            "1'234’567",
            "+1234567",
        ] {
            assert_eq!(count(cell), Ok(1_234_567), "{cell:?}");
        }
        assert_eq!(count("1,234"), Ok(1234));
        assert_eq!(count("1.234"), Ok(1234));
        assert_eq!(count("12.00"), Ok(12));
        assert_eq!(count("0012"), Ok(12));
    }

    #[test]
    fn money_is_exact_in_every_habit() {
        for (cell, decimal, expected) in [
            ("1 234,56", Decimal::Comma, 123_456),
            ("1\u{202f}234,56", Decimal::Point, 123_456),
            ("1.234,56", Decimal::Comma, 123_456),
            ("1,234.56", Decimal::Point, 123_456),
            ("1,234,567.8", Decimal::Point, 123_456_780),
            ("12,4", Decimal::Point, 1240),
            (".5", Decimal::Point, 50),
            ("5.", Decimal::Point, 500),
            ("0,125", Decimal::Comma, 13),
            ("0.004", Decimal::Point, 0),
            ("-0.005", Decimal::Point, -1),
            ("1,234", Decimal::Point, 123_400),
            ("1,234", Decimal::Comma, 123),
            ("1.234", Decimal::Comma, 123_400),
            ("1.234", Decimal::Point, 123),
            ("1234,567", Decimal::Point, 123_457),
            ("$172.45", Decimal::Point, 17_245),
            ("-$172.45", Decimal::Point, -17_245),
            ("$-172.45", Decimal::Point, -17_245),
            ("1 234,50 ₽", Decimal::Comma, 123_450),
            ("1234.5 руб.", Decimal::Point, 123_450),
            ("UAH 12", Decimal::Point, 1200),
            ("−7", Decimal::Point, -700),
        ] {
            assert_eq!(minor(cell, decimal), Ok(expected), "{cell:?}");
        }
    }

    #[test]
    fn numbers_show_the_habit_of_their_file() {
        for (cell, shows) in [
            ("12,4", Some(Decimal::Comma)),
            ("1.234.567", Some(Decimal::Comma)),
            ("1,234.5", Some(Decimal::Point)),
            ("12.40", Some(Decimal::Point)),
            ("1,234", None),
            ("1 234", None),
            ("5", None),
        ] {
            assert_eq!(Number::parse(cell).unwrap().shows, shows, "{cell:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for cell in [
            "NaN",
            "nan",
            "inf",
            "-inf",
            "Infinity",
            "1e5",
            "1e309",
            "0x10",
            "abc",
            "1,23,456",
            "12 34",
            "1.2.3",
            "1,234.5.6",
            "1 2,5",
            "--5",
            "-+5",
            "1,234 567",
            "1 234.567,8",
            ",",
            ".",
            "5-",
            "(12)",
            "1_000",
            "١٢",
            "$",
            "12 apples",
        ] {
            assert_eq!(Number::parse(cell).map(|_| ()), Err(Fault::NotANumber), "{cell:?}");
        }
        assert_eq!(count("12 %"), Err(Fault::Percent));
        assert_eq!(count("-14"), Err(Fault::Negative));
        assert_eq!(count("2.5"), Err(Fault::NotWhole));
        assert_eq!(count("9223372036854775807"), Err(Fault::TooLarge));
        assert_eq!(count(&"9".repeat(400)), Err(Fault::TooLarge));
        assert_eq!(minor("100000000000.01", Decimal::Point), Err(Fault::TooLarge));
        assert_eq!(minor(&format!("0.{}", "1".repeat(29)), Decimal::Point), Ok(11));
        assert_eq!(minor(&format!("0.{}1", "0".repeat(60)), Decimal::Point), Err(Fault::TooLarge));
    }

    #[test]
    fn shared_conversions_are_rounded_and_it_is_told() {
        let share = |cell| Number::parse(cell).unwrap().share(Decimal::Point);
        assert_eq!(share("2.50"), Ok(Exact { value: 3, rounded: true }));
        assert_eq!(share("2.00"), Ok(Exact { value: 2, rounded: false }));
        assert_eq!(share("-1"), Err(Fault::Negative));
    }

    /// An amount in one of the habits: which sign before the fraction, what between thousands.
    fn written(minor: i64, decimal: char, thousands: &str) -> String {
        let whole = (minor.unsigned_abs() / 100).to_string();
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push_str(thousands);
            }
            grouped.push(digit);
        }
        format!("{}{grouped}{decimal}{:02}", if minor < 0 { "-" } else { "" }, minor.unsigned_abs() % 100)
    }

    proptest! {
        #[test]
        fn a_written_amount_is_read_back(minor in -LARGEST..=LARGEST, habit in 0..6_usize) {
            let (decimal, thousands) =
                [('.', ""), ('.', ","), (',', " "), (',', "."), (',', "\u{202f}"), ('.', "'")][habit];
            let cell = written(minor, decimal, thousands);
            for assumed in [Decimal::Point, Decimal::Comma] {
                prop_assert_eq!(super::Number::parse(&cell).unwrap().minor(2, assumed), Ok(Exact { value: minor, rounded: false }));
            }
        }

        #[test]
        fn no_cell_makes_the_reader_stumble(cell in "\\PC*") {
            if let Ok(number) = Number::parse(&cell) {
                let _ = (number.count(), number.share(Decimal::Comma), number.minor(3, Decimal::Point));
            }
        }

        #[test]
        fn signs_in_any_order_do_not_make_the_reader_stumble(cell in "[-+0-9,.' $€%]{0,40}") {
            if let Ok(number) = Number::parse(&cell) {
                let _ = (number.count(), number.minor(0, Decimal::Comma));
            }
        }
    }
}
