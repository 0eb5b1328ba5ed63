//! What can be wrong with a file, as values; the sentences about it live in `locales/`.

use serde::{Deserialize, Serialize};

use super::plan::Field;
use crate::{i18n::*, money::Currency};

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line of the file, from 1; 0 when the whole file is meant.
    pub line: u64,
    /// The column by its name, when one is to blame.
    pub column: Option<String>,
    /// What it is.
    pub kind: Kind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// The file has nothing in it.
    Empty,
    /// There is a header, and nothing below it.
    NoRows,
    /// A spreadsheet that was given the name of a table of text.
    Spreadsheet,
    /// Something else that is no text.
    NotText,
    /// Text in an encoding that cannot be told.
    UnknownEncoding,
    /// What is needed was not found among the columns.
    Columns {
        /// The needed fields that no column was taken for.
        missing: Vec<Field>,
        /// The columns of the file.
        found: Vec<String>,
    },
    /// Somebody named a column that is not there.
    NoSuchColumn {
        /// The columns of the file.
        found: Vec<String>,
    },
    /// More columns than any export has.
    TooManyColumns {
        /// How many are read at most.
        most: u32,
    },
    /// Several columns were taken for one field.
    Doubled {
        /// The field.
        field: Field,
        /// The columns.
        columns: Vec<String>,
    },
    /// Money in another currency than the project's.
    Currency {
        /// The file's.
        found: String,
        /// The project's.
        expected: Currency,
    },
    /// A cell that no export has.
    CellTooLong {
        /// How many kilobytes are read at most.
        kilobytes: u32,
    },
    /// A line that no export has.
    LineTooLong {
        /// How many kilobytes are read at most.
        kilobytes: u32,
    },
    /// A quotation mark that opens or closes nothing.
    LoneQuote,
    /// More or fewer cells than the header has.
    Width {
        /// Cells of the header.
        expected: u32,
        /// Cells of the row.
        found: u32,
    },
    /// A zero byte or another character that no text has.
    Control,
    /// Bytes that mean nothing in the file's encoding.
    Unreadable,
    /// Not a number.
    NotANumber {
        /// The cell.
        cell: String,
    },
    /// A fraction where things are counted.
    NotWhole {
        /// The cell.
        cell: String,
    },
    /// Less than nothing.
    Negative {
        /// The cell.
        cell: String,
    },
    /// More than can be true.
    TooLarge {
        /// The cell.
        cell: String,
    },
    /// A share where an amount is expected.
    Percent {
        /// The cell.
        cell: String,
    },
    /// Not a day.
    NotADay {
        /// The cell.
        cell: String,
    },
    /// A row without a day.
    NoDay,
    /// A row about several days.
    Range {
        /// The first of them.
        from: String,
        /// The last of them.
        until: String,
    },
    /// A name that is longer than any name is.
    NameTooLong {
        /// How many characters a name may have.
        most: u32,
    },
}

impl Problem {
    /// A problem with the file as a whole.
    pub fn of_file(kind: Kind) -> Self {
        Self { line: 0, column: None, kind }
    }

    /// Whether the file as a whole is refused, so that no row of it can be read in.
    pub fn is_fatal(&self) -> bool {
        self.line == 0
    }

    /// What is wrong and what to do, without the place.
    pub fn sentence(&self, locale: Locale) -> String {
        match &self.kind {
            Kind::Empty => td_string!(locale, fact.bad_empty).to_owned(),
            Kind::NoRows => td_string!(locale, fact.bad_no_rows).to_owned(),
            Kind::Spreadsheet => td_string!(locale, fact.bad_spreadsheet).to_owned(),
            Kind::NotText => td_string!(locale, fact.bad_not_text).to_owned(),
            Kind::UnknownEncoding => td_string!(locale, fact.bad_encoding).to_owned(),
            Kind::Columns { missing, found } => {
                let missing = fields(locale, missing);
                td_string!(locale, fact.bad_columns, missing = missing, found = found.join(", "))
            }
            Kind::NoSuchColumn { found } => td_string!(locale, fact.bad_no_column, found = found.join(", ")),
            Kind::TooManyColumns { most } => td_string!(locale, fact.bad_many_columns, most = *most),
            Kind::Doubled { field, columns } => {
                td_string!(
                    locale,
                    fact.bad_doubled,
                    field = name(locale, *field),
                    columns = columns.join(", ")
                )
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
    fields.iter().map(|&field| name(locale, field)).collect::<Vec<_>>().join(", ")
}

/// What a field is called.
pub fn name(locale: Locale, field: Field) -> String {
    match field {
        Field::Day => td_string!(locale, fact.field_day),
        Field::Until => td_string!(locale, fact.field_until),
        Field::Source => td_string!(locale, fact.field_source),
        Field::Category => td_string!(locale, fact.field_category),
        Field::Channel => td_string!(locale, fact.field_channel),
        Field::Campaign => td_string!(locale, fact.field_campaign),
        Field::Device => td_string!(locale, fact.field_device),
        Field::Region => td_string!(locale, fact.field_region),
        Field::Detail => td_string!(locale, fact.field_detail),
        Field::Impressions => td_string!(locale, fact.field_impressions),
        Field::Clicks => td_string!(locale, fact.field_clicks),
        Field::Cost => td_string!(locale, fact.field_cost),
        Field::Sessions => td_string!(locale, fact.field_sessions),
        Field::Leads => td_string!(locale, fact.field_leads),
        Field::Sales => td_string!(locale, fact.field_sales),
        Field::Revenue => td_string!(locale, fact.field_revenue),
        Field::Goal => td_string!(locale, fact.field_goal),
        Field::Currency => td_string!(locale, fact.field_currency),
        Field::Skip => td_string!(locale, fact.field_skip),
    }
    .to_owned()
}
