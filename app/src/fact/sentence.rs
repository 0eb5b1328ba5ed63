//! What the room says about files, in the reader's language: the same sentences on a page and on the command line.

use super::{
    category::Test,
    plan::Field,
    preview::{Note, Question},
    problem::{Kind, Problem},
};
use crate::i18n::{Locale, td_string};

impl Problem {
    /// What is wrong and what to do, without the place.
    pub fn sentence(&self, locale: Locale) -> String {
        match &self.kind {
            Kind::Empty => td_string!(locale, fact.bad_empty).to_owned(),
            Kind::NoRows => td_string!(locale, fact.bad_no_rows).to_owned(),
            Kind::Spreadsheet => td_string!(locale, fact.bad_spreadsheet).to_owned(),
            Kind::NotText => td_string!(locale, fact.bad_not_text).to_owned(),
            Kind::UnknownEncoding => td_string!(locale, fact.bad_encoding).to_owned(),
            Kind::Columns { found, .. } if found.is_empty() => {
                td_string!(locale, fact.bad_no_table).to_owned()
            }
            Kind::Columns { missing, found } => {
                let missing = fields(locale, missing);
                td_string!(locale, fact.bad_columns, missing = missing, found = found.join(", "))
            }
            Kind::NoSuchColumn { found } => td_string!(locale, fact.bad_no_column, found = found.join(", ")),
            Kind::TooManyColumns { most } => td_string!(locale, fact.bad_many_columns, most = *most),
            Kind::Doubled { field, columns } => {
                td_string!(locale, fact.bad_doubled, field = field.name(locale), columns = columns.join(", "))
            }
            Kind::Currency { found, expected } => {
                td_string!(locale, fact.bad_currency, found = found.clone(), expected = expected.to_string())
            }
            other => Self::of_cell(locale, other),
        }
    }

    fn of_cell(locale: Locale, kind: &Kind) -> String {
        match kind {
            Kind::CellTooLong { kilobytes } => td_string!(locale, fact.bad_cell_long, kilobytes = *kilobytes),
            Kind::LineTooLong { kilobytes } => td_string!(locale, fact.bad_line_long, kilobytes = *kilobytes),
            Kind::LoneQuote => td_string!(locale, fact.bad_quote).to_owned(),
            Kind::Width { expected, found } => {
                td_string!(locale, fact.bad_width, expected = *expected, found = *found)
            }
            Kind::Control => td_string!(locale, fact.bad_control).to_owned(),
            Kind::Unreadable => td_string!(locale, fact.bad_unreadable).to_owned(),
            Kind::NotANumber { cell } => td_string!(locale, fact.bad_number, cell = cell.clone()),
            Kind::NotWhole { cell } => td_string!(locale, fact.bad_fraction, cell = cell.clone()),
            Kind::Negative { cell } => td_string!(locale, fact.bad_negative, cell = cell.clone()),
            Kind::TooLarge { cell } => td_string!(locale, fact.bad_large, cell = cell.clone()),
            Kind::Percent { cell } => td_string!(locale, fact.bad_percent, cell = cell.clone()),
            Kind::NotADay { cell } => td_string!(locale, fact.bad_day, cell = cell.clone()),
            Kind::NoDay => td_string!(locale, fact.bad_no_day).to_owned(),
            Kind::Range { from, until } => {
                td_string!(locale, fact.bad_range, from = from.clone(), until = until.clone())
            }
            Kind::NameTooLong { most } => td_string!(locale, fact.bad_name_long, most = *most),
            Kind::TooDeep { most } => td_string!(locale, fact.bad_deep, most = *most),
            Kind::TooManyCategories { most } => td_string!(locale, fact.bad_many_categories, most = *most),
            _ => String::new(),
        }
    }

    /// The same with its place: `line 7, column "Cost": …`.
    pub fn placed(&self, locale: Locale) -> String {
        let sentence = self.sentence(locale);
        match (self.line, &self.column) {
            (0, None) => sentence,
            (0, Some(column)) => {
                td_string!(locale, fact.at_column, column = column.clone(), sentence = sentence)
            }
            (line, None) => td_string!(locale, fact.at_line, line = line, sentence = sentence),
            (line, Some(column)) => {
                td_string!(locale, fact.at_cell, line = line, column = column.clone(), sentence = sentence)
            }
        }
    }
}

fn fields(locale: Locale, fields: &[Field]) -> String {
    fields.iter().map(|field| field.name(locale)).collect::<Vec<_>>().join(", ")
}

impl Field {
    /// What it is called.
    pub fn name(self, locale: Locale) -> &'static str {
        match self {
            Self::Day => td_string!(locale, fact.field_day),
            Self::Until => td_string!(locale, fact.field_until),
            Self::Source => td_string!(locale, fact.field_source),
            Self::Category => td_string!(locale, fact.field_category),
            Self::Channel => td_string!(locale, fact.field_channel),
            Self::Campaign => td_string!(locale, fact.field_campaign),
            Self::Device => td_string!(locale, fact.field_device),
            Self::Region => td_string!(locale, fact.field_region),
            Self::Detail => td_string!(locale, fact.field_detail),
            Self::Impressions => td_string!(locale, fact.field_impressions),
            Self::Clicks => td_string!(locale, fact.field_clicks),
            Self::Cost => td_string!(locale, fact.field_cost),
            Self::Sessions => td_string!(locale, fact.field_sessions),
            Self::Leads => td_string!(locale, fact.field_leads),
            Self::Sales => td_string!(locale, fact.field_sales),
            Self::Revenue => td_string!(locale, fact.field_revenue),
            Self::Goal => td_string!(locale, fact.field_goal),
            Self::Currency => td_string!(locale, fact.field_currency),
            Self::Skip => td_string!(locale, fact.field_skip),
        }
    }
}

impl Note {
    /// What was done to the figures.
    pub fn sentence(&self, locale: Locale) -> String {
        match self {
            Self::Rounded { column, cells } => {
                td_string!(locale, fact.note_rounded, column = column.clone(), cells = *cells)
            }
            Self::MoreTables { line } => td_string!(locale, fact.note_tables, line = *line),
        }
    }
}

impl Question {
    /// What has to be answered, with days as the command line writes them.
    pub fn sentence(&self, locale: Locale) -> String {
        td_string!(
            locale,
            fact.ask_dates,
            cell = self.cell.clone(),
            line = self.line,
            day_first = self.day_first.to_string(),
            month_first = self.month_first.to_string()
        )
    }
}

impl Test {
    /// How a rule compares, as a word between what it looks at and what it looks for.
    pub fn name(self, locale: Locale) -> &'static str {
        match self {
            Self::Equals => td_string!(locale, fact.test_equals),
            Self::Contains => td_string!(locale, fact.test_contains),
            Self::Starts => td_string!(locale, fact.test_starts),
            Self::Matches => td_string!(locale, fact.test_matches),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_table_is_not_told_about_no_columns() {
        let without = |found: &[&str]| {
            let found = found.iter().map(|&name| name.to_owned()).collect();
            Problem::of_file(Kind::Columns { missing: vec![Field::Day], found }).sentence(Locale::en)
        };
        assert!(without(&["wann", "wo"]).ends_with("Columns of the file: wann, wo."));
        assert!(without(&[]).starts_with("No table was found."), "{}", without(&[]));
    }
}
