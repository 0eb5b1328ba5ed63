//! A table as CSV, as the spreadsheets of a language expect it.

use super::{
    name,
    told::{Key, Row, Table, Told, head},
};
use crate::{
    error::{Error, Result},
    i18n::{Locale, td_string},
    money::Currency,
    report::{
        metric::{Kind, Metric, Value},
        model::{By, Dimension},
    },
};

/// Tells a spreadsheet that the text is UTF-8; without it Excel takes Cyrillic letters for something else.
const MARK: &str = "\u{feff}";

/// How a language writes tables.
struct Style {
    mark: &'static str,
    delimiter: u8,
    point: char,
}

impl Style {
    fn of(locale: Locale) -> Self {
        match locale {
            Locale::en => Self { mark: "", delimiter: b',', point: '.' },
            Locale::ru | Locale::uk => Self { mark: MARK, delimiter: b';', point: ',' },
        }
    }

    fn number(&self, decimal: &str) -> String {
        decimal.replace('.', self.point.encode_utf8(&mut [0; 4]))
    }
}

/// The text of one table: its head, its rows, its total. A file without facts has only its head.
///
/// # Errors
/// [`Error::Internal`] when the text cannot be written, which memory never refuses.
pub fn table(told: &Told, by: By, locale: Locale) -> Result<Vec<u8>> {
    let style = Style::of(locale);
    let mut writer = csv::WriterBuilder::new()
        .delimiter(style.delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(style.mark.as_bytes().to_vec());
    for line in lines(told, by, locale, &style) {
        writer.write_record(line).map_err(|_| Error::Internal)?;
    }
    writer.into_inner().map_err(|_| Error::Internal)
}

fn lines(told: &Told, by: By, locale: Locale, style: &Style) -> Vec<Vec<String>> {
    let has_levels = by == By::Dimension(Dimension::Category);
    let levels = |text: String| has_levels.then_some(text);
    let mut first = vec![by.one(locale).to_owned()];
    first.extend(levels(td_string!(locale, report.export_level).to_owned()));
    let Some(table) = told.tables.iter().find(|table| table.by == by) else { return vec![first] };
    let texts = |values: &[Option<Value>]| {
        values.iter().map(|value| text(*value, told.currency, style)).collect::<Vec<_>>()
    };
    first.extend(heads(table, told.currency, locale));
    let mut lines = vec![first];
    for Row { key, level, values, .. } in &table.rows {
        let mut line = vec![key_text(key, locale)];
        line.extend(levels(level.to_string()));
        line.extend(texts(values));
        lines.push(line);
    }
    let mut total = vec![td_string!(locale, report.total).to_owned()];
    total.extend(levels(String::new()));
    total.extend(texts(&table.total));
    lines.push(total);
    lines
}

fn heads(table: &Table, currency: Currency, locale: Locale) -> Vec<String> {
    let name = |metric: &Metric| match metric.kind() {
        // Here a share is the number before the sign.
        Kind::Percent => format!("{}, %", metric.name(locale)),
        Kind::Count | Kind::Money => head(*metric, currency, locale),
    };
    table.columns.iter().map(name).collect()
}

fn key_text(key: &Key, locale: Locale) -> String {
    match key {
        Key::Day(day) => name::day(locale, *day),
        Key::Member(_, path) => plain(path),
    }
}

/// A number as a number; "no value" is an empty cell.
fn text(value: Option<Value>, currency: Currency, style: &Style) -> String {
    match value {
        None => String::new(),
        Some(Value::Count(count)) => count.to_string(),
        Some(Value::Money(minor)) => style.number(&currency.decimal(minor)),
        Some(Value::Tenths(tenths)) => {
            let sign = if tenths < 0 { "-" } else { "" };
            let tenths = tenths.unsigned_abs();
            style.number(&format!("{sign}{}.{}", tenths / 10, tenths % 10))
        }
    }
}

/// A spreadsheet takes a name that begins like this for a formula; an apostrophe says that it is a text.
pub fn plain(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']) {
        format!("'{name}")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_begins_like_a_formula_is_a_text_and_a_negative_number_stays_one() {
        for evil in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\0x", "＝1+1"] {
            assert_eq!(plain(evil), format!("'{evil}"));
        }
        assert_eq!(plain("a=1"), "a=1");
        let rub = Currency::parse("RUB").unwrap();
        let (en, ru) = (Style::of(Locale::en), Style::of(Locale::ru));
        assert_eq!(text(Some(Value::Tenths(-5)), rub, &en), "-0.5");
        assert_eq!(text(Some(Value::Tenths(-137)), rub, &ru), "-13,7");
        assert_eq!(text(Some(Value::Money(-5)), rub, &ru), "-0,05");
        assert_eq!(text(None, rub, &en), "");
    }
}
