//! Money: an exact number of minor units (kopecks, cents) and its currency.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A currency by its ISO 4217 code, such as `RUB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// The text is not three capital Latin letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotACurrency;

impl fmt::Display for NotACurrency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a currency is a code of three capital letters, such as RUB")
    }
}

impl std::error::Error for NotACurrency {}

impl Currency {
    /// Reads a code such as `UAH`.
    ///
    /// # Errors
    /// When the text is not three capital Latin letters.
    pub fn parse(text: &str) -> Result<Self, NotACurrency> {
        match text.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(NotACurrency),
        }
    }

    /// The code, such as `EUR`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many decimal digits the minor unit has (ISO 4217): 2 for most, 0 for yen, 3 for a few dinars.
    pub fn digits(self) -> u32 {
        match &self.0 {
            b"JPY" | b"KRW" | b"VND" | b"CLP" | b"ISK" | b"PYG" | b"UGX" | b"XAF" | b"XOF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// An amount of minor units as a plain decimal: `-1234.50`.
    pub fn decimal(self, minor: i64) -> String {
        let digits = self.digits() as usize;
        let sign = if minor < 0 { "-" } else { "" };
        let all = format!("{:0>width$}", minor.unsigned_abs(), width = digits + 1);
        let (whole, part) = all.split_at(all.len() - digits);
        if digits == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = NotACurrency;
    fn from_str(text: &str) -> Result<Self, NotACurrency> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Currency {
    type Error = NotACurrency;
    fn try_from(text: String) -> Result<Self, NotACurrency> {
        Self::parse(&text)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// An exact amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: kopecks, cents.
    pub minor: i64,
    /// What they are units of.
    pub currency: Currency,
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.currency.decimal(self.minor), self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_print_with_the_digits_of_their_currency() {
        let rub = Currency::parse("RUB").unwrap();
        assert_eq!(rub.decimal(1_379_850_000), "13798500.00");
        assert_eq!(rub.decimal(-5), "-0.05");
        assert_eq!(rub.decimal(i64::MIN), "-92233720368547758.08");
        assert_eq!(Currency::parse("JPY").unwrap().decimal(-120), "-120");
        assert_eq!(Currency::parse("KWD").unwrap().decimal(7), "0.007");
    }

    #[test]
    fn a_currency_is_three_capital_letters() {
        for wrong in ["", "rub", "RUBL", "₽", "R1B"] {
            assert_eq!(Currency::parse(wrong), Err(NotACurrency), "{wrong}");
        }
    }
}
