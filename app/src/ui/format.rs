//! Formats: numbers, money, shares and days as the reader's language writes them, by the browser's own `Intl`.
//!
//! A formatter is made once a language and kept, because making one costs a hundred times what using it does. Minus is
//! "−" everywhere; spaces in numbers and before units do not break.

use std::{cell::RefCell, collections::HashMap};

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::{
    i18n::{I18nContext, Locale, t_string, use_i18n},
    money::Currency,
    time::{Day, Stamp},
};

/// What stands where a value has no meaning, such as a cost per lead without leads.
pub const NONE: &str = "—";

/// Formats in the reader's language. Inside a view the text follows the language when it is changed.
#[derive(Clone, Copy)]
pub struct Format(I18nContext<Locale>);

/// The formats of the reader's language.
pub fn use_format() -> Format {
    Format(use_i18n())
}

/// One kind of formatter; with a language it is the key of what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Shape {
    Whole,
    Decimal(u8),
    Compact,
    Percent(u8),
    Change,
    Kilobytes,
    Megabytes,
    Money(Currency, bool),
    MoneyCompact(Currency),
    Day,
    DayShort,
    DayMiddle,
    DayLong,
    DayMonthYear,
    Moment,
}

/// The language of `Intl` for one of ours. English is the British one: it puts the day before the month.
fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::en => "en-GB",
        Locale::ru => "ru",
        Locale::uk => "uk",
    }
}

thread_local! {
    static KEPT: RefCell<HashMap<(&'static str, Shape), Function>> = RefCell::new(HashMap::new());
}

impl Format {
    /// The formats of a language.
    pub fn of(i18n: I18nContext<Locale>) -> Self {
        Self(i18n)
    }

    /// A count: `1 234 567`.
    pub fn whole(self, value: i64) -> String {
        self.write(Shape::Whole, &JsValue::from_str(&value.to_string()))
    }

    /// A number with a fixed count of decimals.
    pub fn decimal(self, value: f64, digits: u8) -> String {
        self.write(Shape::Decimal(digits), &value.into())
    }

    /// A number for an axis: `80 тыс.`.
    pub fn compact(self, value: f64) -> String {
        self.write(Shape::Compact, &value.into())
    }

    /// An amount of major units for an axis: `80 тыс. ₽`.
    pub fn money_compact(self, value: f64, currency: Currency) -> String {
        self.write(Shape::MoneyCompact(currency), &value.into())
    }

    /// An exact amount of minor units: `418,79 ₽`.
    pub fn money(self, minor: i64, currency: Currency) -> String {
        self.write(Shape::Money(currency, true), &JsValue::from_str(&currency.decimal(minor)))
    }

    /// An amount without its minor units, for sums where they are noise: `402 880 ₽`.
    pub fn money_whole(self, minor: i64, currency: Currency) -> String {
        self.write(Shape::Money(currency, false), &JsValue::from_str(&currency.decimal(minor)))
    }

    /// A share: 0.158 is `15,8 %`.
    pub fn percent(self, share: f64) -> String {
        self.write(Shape::Percent(1), &share.into())
    }

    /// A share without decimals: 6.21 is `621 %`.
    pub fn percent_whole(self, share: f64) -> String {
        self.write(Shape::Percent(0), &share.into())
    }

    /// A change with its sign: 0.041 is `+4,1 %`.
    pub fn change(self, share: f64) -> String {
        self.write(Shape::Change, &share.into())
    }

    /// The change of a share, in points: −0.47 is `−47 п. п.`.
    pub fn points(self, difference: f64) -> String {
        let points = (difference * 100.0).round();
        let sign = if points > 0.0 { "+" } else { "" };
        format!("{sign}{}\u{a0}{}", self.decimal(points, 0), t_string!(self.0, ui.points))
    }

    /// A size: `38,2 МБ`, of less than one in whole kilobytes.
    pub fn size(self, bytes: f64) -> String {
        if bytes < 1_000_000.0 {
            self.write(Shape::Kilobytes, &(bytes / 1_000.0).ceil().into())
        } else {
            self.write(Shape::Megabytes, &(bytes / 1_000_000.0).into())
        }
    }

    /// A day: `22.11.2026`, in English `22 Nov 2026`.
    pub fn day(self, day: Day) -> String {
        self.write(Shape::Day, &date(day))
    }

    /// A day of this year: `22 нояб.`.
    pub fn day_short(self, day: Day) -> String {
        self.write(Shape::DayShort, &date(day))
    }

    /// A day with the month's whole name: `22 ноября`.
    pub fn day_middle(self, day: Day) -> String {
        self.write(Shape::DayMiddle, &date(day))
    }

    /// A day that cannot be mistaken for another: `3 апреля 2026`.
    pub fn day_long(self, day: Day) -> String {
        self.write(Shape::DayLong, &date(day))
    }

    /// A range of days: `23 нояб. – 22 дек. 2026`; a single day stands alone.
    pub fn span(self, from: Day, to: Day) -> String {
        let end = self.write(Shape::DayMonthYear, &date(to));
        if from == to {
            return end;
        }
        let same_year = from.civil().0 == to.civil().0;
        let start = if same_year { Shape::DayShort } else { Shape::DayMonthYear };
        format!("{} – {end}", self.write(start, &date(from)))
    }

    /// A moment in the reader's own time zone: `22.11.2026, 09:40`.
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of the next 285,000 years are exact")]
    pub fn moment(self, at: Stamp) -> String {
        self.write(Shape::Moment, &js_sys::Date::new(&(at.0 as f64).into()).into())
    }

    fn write(self, shape: Shape, value: &JsValue) -> String {
        let tag = tag(self.0.get_locale());
        KEPT.with_borrow_mut(|kept| {
            let formatter = kept.entry((tag, shape)).or_insert_with(|| make(tag, shape));
            let text = formatter.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string());
            tidy(&text.unwrap_or_else(|| NONE.to_owned()))
        })
    }
}

/// A real minus, spaces that do not break, and no "г." after a year, which a label has no room for.
fn tidy(text: &str) -> String {
    // "24 вер." ends in the same letters: only what stands alone behind a number is the word for a year.
    let year = text.strip_suffix("г.").or_else(|| text.strip_suffix("р.")).map(str::trim_end);
    let text = year.filter(|rest| rest.ends_with(|last: char| last.is_ascii_digit())).unwrap_or(text);
    text.chars()
        .map(|letter| match letter {
            '-' => '\u{2212}',
            '\u{202f}' | ' ' => '\u{a0}',
            letter => letter,
        })
        .collect()
}

/// A day as the browser's date: midnight UTC, formatted in UTC, so that no zone moves it.
fn date(day: Day) -> JsValue {
    js_sys::Date::new(&(f64::from(day.0) * 86_400_000.0).into()).into()
}

fn make(tag: &str, shape: Shape) -> Function {
    let locales = Array::of1(&tag.into());
    let options = options(tag, shape);
    match shape {
        Shape::Day
        | Shape::DayShort
        | Shape::DayMiddle
        | Shape::DayLong
        | Shape::DayMonthYear
        | Shape::Moment => Intl::DateTimeFormat::new(&locales, &options).format(),
        _ => Intl::NumberFormat::new(&locales, &options).format(),
    }
}

fn options(tag: &str, shape: Shape) -> Object {
    let set = Object::new();
    let put = |name: &str, value: JsValue| {
        // A plain object accepts every property.
        Reflect::set(&set, &name.into(), &value).ok();
    };
    let digits = |count: u8| {
        put("minimumFractionDigits", count.into());
        put("maximumFractionDigits", count.into());
    };
    let words = |pairs: &[(&str, &str)]| pairs.iter().for_each(|(name, value)| put(name, (*value).into()));
    match shape {
        Shape::Whole => digits(0),
        Shape::Decimal(count) => digits(count),
        Shape::Compact => words(&[("notation", "compact")]),
        Shape::Percent(count) => {
            words(&[("style", "percent")]);
            digits(count);
        }
        Shape::Change => {
            words(&[("style", "percent"), ("signDisplay", "exceptZero")]);
            digits(1);
        }
        Shape::Kilobytes => {
            words(&[("style", "unit"), ("unit", "kilobyte")]);
            digits(0);
        }
        Shape::Megabytes => {
            words(&[("style", "unit"), ("unit", "megabyte")]);
            digits(1);
        }
        Shape::Money(currency, exact) => {
            words(&[
                ("style", "currency"),
                ("currency", currency.code()),
                ("currencyDisplay", "narrowSymbol"),
            ]);
            digits(if exact { u8::try_from(currency.digits()).unwrap_or(2) } else { 0 });
        }
        Shape::MoneyCompact(currency) => words(&[
            ("style", "currency"),
            ("currency", currency.code()),
            ("currencyDisplay", "narrowSymbol"),
            ("notation", "compact"),
        ]),
        Shape::Day if tag == "en-GB" => {
            words(&[("timeZone", "UTC"), ("day", "numeric"), ("month", "short"), ("year", "numeric")]);
        }
        Shape::Day => {
            words(&[("timeZone", "UTC"), ("day", "2-digit"), ("month", "2-digit"), ("year", "numeric")]);
        }
        Shape::DayShort => words(&[("timeZone", "UTC"), ("day", "numeric"), ("month", "short")]),
        Shape::DayMiddle => words(&[("timeZone", "UTC"), ("day", "numeric"), ("month", "long")]),
        Shape::DayLong => {
            words(&[("timeZone", "UTC"), ("day", "numeric"), ("month", "long"), ("year", "numeric")]);
        }
        Shape::DayMonthYear => {
            words(&[("timeZone", "UTC"), ("day", "numeric"), ("month", "short"), ("year", "numeric")]);
        }
        Shape::Moment => words(&[
            ("day", "2-digit"),
            ("month", if tag == "en-GB" { "short" } else { "2-digit" }),
            ("year", "numeric"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
        ]),
    }
    set
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn minus_and_spaces_are_the_typographic_ones() {
        assert_eq!(tidy("-1 234,5\u{202f}%"), "\u{2212}1\u{a0}234,5\u{a0}%");
        assert_eq!(tidy("22 дек. 2026\u{202f}г."), "22\u{a0}дек.\u{a0}2026");
        assert_eq!(tidy("22 груд. 2026\u{a0}р."), "22\u{a0}груд.\u{a0}2026");
        assert_eq!(tidy("24 вер."), "24\u{a0}вер.");
    }
}
