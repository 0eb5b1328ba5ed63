//! Currencies as they are written beside amounts and in headers.

use crate::money::Currency;

/// What a sign or a word says about a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// This one.
    Code(&'static str),
    /// One of those that are written so: `$` is the sign of many.
    OneOf(&'static str, &'static [&'static str]),
}

impl Hint {
    /// Whether a currency can be meant.
    pub fn fits(self, currency: Currency) -> bool {
        match self {
            Self::Code(code) => currency.code() == code,
            Self::OneOf(_, codes) => codes.contains(&currency.code()),
        }
    }

    /// How it is called in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code(name) | Self::OneOf(name, _) => name,
        }
    }
}

const DOLLARS: Hint =
    Hint::OneOf("$", &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD"]);
const YEN: Hint = Hint::OneOf("¥", &["JPY", "CNY"]);

/// What is written, in small letters, and what it means. Longer before shorter where one begins the other.
const SIGNS: &[(&str, Hint)] = &[
    ("рублей", Hint::Code("RUB")),
    ("руб.", Hint::Code("RUB")),
    ("руб", Hint::Code("RUB")),
    ("р.", Hint::Code("RUB")),
    ("₽", Hint::Code("RUB")),
    ("гривна", Hint::Code("UAH")),
    ("гривня", Hint::Code("UAH")),
    ("грн.", Hint::Code("UAH")),
    ("грн", Hint::Code("UAH")),
    ("₴", Hint::Code("UAH")),
    ("тенге", Hint::Code("KZT")),
    ("тг.", Hint::Code("KZT")),
    ("тг", Hint::Code("KZT")),
    ("₸", Hint::Code("KZT")),
    ("бел. руб.", Hint::Code("BYN")),
    ("us$", Hint::Code("USD")),
    ("$", DOLLARS),
    ("€", Hint::Code("EUR")),
    ("£", Hint::Code("GBP")),
    ("zł", Hint::Code("PLN")),
    ("¥", YEN),
    ("₺", Hint::Code("TRY")),
    ("₾", Hint::Code("GEL")),
    ("₼", Hint::Code("AZN")),
    ("₪", Hint::Code("ILS")),
    ("₹", Hint::Code("INR")),
];

/// The codes that are taken for currencies where they stand alone.
const CODES: &[&str] = &[
    "RUB", "UAH", "USD", "EUR", "KZT", "BYN", "GBP", "PLN", "CZK", "TRY", "GEL", "AMD", "AZN", "UZS", "KGS",
    "MDL", "ILS", "CHF", "SEK", "NOK", "DKK", "HUF", "RON", "BGN", "CAD", "AUD", "NZD", "JPY", "CNY", "INR",
    "AED", "SAR", "BRL", "MXN", "SGD", "HKD", "KRW", "THB", "VND", "IDR", "ZAR",
];

/// The currency that a word of a header names: `руб.`, `USD`.
pub fn named(word: &str) -> Option<Hint> {
    let word = word.trim().to_lowercase();
    let sign = SIGNS.iter().find(|(sign, _)| *sign == word).map(|(_, hint)| *hint);
    sign.or_else(|| CODES.iter().find(|code| code.eq_ignore_ascii_case(&word)).map(|code| Hint::Code(code)))
}

/// Takes a currency off the beginning or the end of a number.
pub fn strip(text: &str) -> (&str, Option<Hint>) {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(is_digit), text.rfind(is_digit)) else { return (text, None) };
    if first == 0 && last + 1 == text.len() {
        return (text, None);
    }
    let (before, after) = (&text[..first], &text[last + 1..]);
    let sign_at = before.find(['-', '−', '+', '.', ',']).unwrap_or(before.len());
    if let Some(hint) = named(&before[..sign_at]) {
        return (text[sign_at..].trim(), Some(hint));
    }
    match named(after) {
        Some(hint) => (text[..=last].trim(), Some(hint)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_known_by_sign_word_and_code() {
        for (word, code) in [("руб.", "RUB"), ("USD", "USD"), (" грн ", "UAH"), ("€", "EUR"), ("$", "CAD")]
        {
            assert!(named(word).unwrap().fits(Currency::parse(code).unwrap()), "{word}");
        }
        for word in ["all", "стр.", "%", "", "XXX"] {
            assert_eq!(named(word), None, "{word}");
        }
        assert!(!named("$").unwrap().fits(Currency::parse("RUB").unwrap()));
    }

    #[test]
    fn a_currency_is_taken_off_either_end() {
        assert_eq!(strip("$172.45"), ("172.45", Some(DOLLARS)));
        assert_eq!(strip("$-5"), ("-5", Some(DOLLARS)));
        assert_eq!(strip("USD 12"), ("12", Some(Hint::Code("USD"))));
        assert_eq!(strip("12,5\u{a0}₴"), ("12,5", Some(Hint::Code("UAH"))));
        assert_eq!(strip("12 apples"), ("12 apples", None));
        assert_eq!(strip("$"), ("$", None));
    }
}
