//! A workbook: a sheet with the figures and the question, then a sheet for each table. Texts are written as texts only.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::told::{Cell, Figure, Key, Table, Told, head};
use crate::{
    error::{Error, Result},
    i18n::{Locale, td_string},
    money::Currency,
    report::metric::{Change, Metric, Value},
    time::{Day, Stamp},
};

/// The column of names grows up to here.
const WIDEST: usize = 60;

/// A cell holds 32,767 units of UTF-16, two of which may be one letter.
const MOST_LETTERS: usize = 16_000;

/// A sheet has no more rows; the total must find room, too.
const MOST_ROWS: usize = 1_000_000;

/// A workbook folds rows in so many levels.
const MOST_LEVELS: usize = 8;

/// The bytes of a workbook.
///
/// # Errors
/// [`Error::Internal`] when it cannot be written: a fault of the program.
pub fn workbook(told: &Told, locale: Locale, now: Stamp) -> Result<Vec<u8>> {
    written(told, locale, now).map_err(|fault| {
        tracing::error!(%fault, "a workbook cannot be written");
        Error::Internal
    })
}

fn written(told: &Told, locale: Locale, now: Stamp) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(now.0.div_euclid(1_000))?;
    book.set_properties(
        &DocProperties::new().set_title(&told.project).set_author("Kabinet").set_creation_datetime(&made),
    );
    let looks = Looks::new(told.currency, locale);
    summary(page(&mut book), told, &looks)?;
    for table in told.tables.iter().filter(|table| table.is_named) {
        fill(page(&mut book), table, told.currency, &looks)?;
    }
    book.save_to_buffer()
}

/// A new sheet; printed, it is as wide as the paper and as long as it needs.
fn page(book: &mut Workbook) -> &mut Worksheet {
    const A4: u8 = 9;
    book.add_worksheet().set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0)
}

/// How cells look.
struct Looks {
    locale: Locale,
    unit: f64,
    money: String,
    day: &'static str,
    points: String,
}

type Format = rust_xlsxwriter::Format;

impl Looks {
    fn new(currency: Currency, locale: Locale) -> Self {
        let digits = usize::try_from(currency.digits()).unwrap_or(2);
        let money = if digits == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(digits)) };
        let day = match locale {
            Locale::en => "d mmm yyyy",
            Locale::ru | Locale::uk => "dd.mm.yyyy",
        };
        let points = td_string!(locale, ui.points);
        let points = format!("+0.0\" {points}\";\u{2212}0.0\" {points}\";0.0\" {points}\"");
        Self { locale, unit: 10_f64.powi(i32::try_from(digits).unwrap_or(2)), money, day, points }
    }

    fn value(&self, value: Value) -> (f64, Format) {
        match value {
            Value::Count(count) => (float(count), number("#,##0")),
            Value::Money(minor) => (float(minor) / self.unit, number(&self.money)),
            Value::Tenths(tenths) => (float(tenths) / 1_000.0, number("0.0%")),
        }
    }

    fn change(&self, change: Change) -> (f64, Format) {
        if change.points {
            (float(change.tenths) / 10.0, number(&self.points))
        } else {
            (float(change.tenths) / 1_000.0, number("+0.0%;\u{2212}0.0%;0.0%"))
        }
    }
}

fn number(format: &str) -> Format {
    Format::new().set_num_format(format)
}

fn bold() -> Format {
    Format::new().set_bold()
}

/// A workbook knows no other number; it shows fifteen digits of it.
#[expect(clippy::cast_precision_loss, reason = "a workbook counts in doubles")]
fn float(value: i64) -> f64 {
    value as f64
}

fn clipped(text: &str) -> String {
    text.chars().take(MOST_LETTERS).collect()
}

fn summary(sheet: &mut Worksheet, told: &Told, looks: &Looks) -> Result<(), XlsxError> {
    let locale = looks.locale;
    sheet.set_name(td_string!(locale, report.export_sheet))?;
    for (column, width) in [(0, 34.0), (1, 20.0), (2, 20.0), (3, 14.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_string_with_format(0, 0, &told.project, &bold().set_font_size(16))?;
    sheet.write_string(1, 0, &told.client)?;
    let mut row = 3;
    if !told.strip.is_empty() {
        let heads = [
            td_string!(locale, report.export_figure),
            td_string!(locale, report.export_value),
            td_string!(locale, report.export_before),
            td_string!(locale, report.export_change),
        ];
        write_heads(sheet, row, &heads.map(str::to_owned))?;
        for figure in &told.strip {
            row += 1;
            write_figure(sheet, row, figure, told.currency, looks)?;
        }
        row += 2;
    }
    for (name, cells) in &told.question {
        sheet.write_string(row, 0, clipped(name))?;
        for (column, cell) in (1..).zip(cells) {
            write_cell(sheet, row, column, cell, looks)?;
        }
        row += 1;
    }
    Ok(())
}

fn write_figure(
    sheet: &mut Worksheet,
    row: u32,
    figure: &Figure,
    currency: Currency,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.write_string(row, 0, head(figure.metric, currency, looks.locale))?;
    for (column, value) in [(1, figure.now), (2, figure.before)] {
        if let Some(value) = value {
            let (value, format) = looks.value(value);
            sheet.write_number_with_format(row, column, value, &format)?;
        }
    }
    if let Some(change) = figure.change {
        let (value, format) = looks.change(change);
        sheet.write_number_with_format(row, 3, value, &format)?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => sheet.write_string(row, column, clipped(text)).map(|_| ()),
        Cell::Day(day) => write_day(sheet, row, column, *day, &left(looks.day)),
        Cell::Moment(day, minute) => {
            let Ok(moment) = excel_day(*day) else { return Ok(()) };
            let (hour, minute) =
                (u16::try_from(minute / 60).unwrap_or(0), u8::try_from(minute % 60).unwrap_or(0));
            let format = left(&format!("{} hh:mm", looks.day));
            sheet.write_datetime_with_format(row, column, moment.and_hms(hour, minute, 0)?, &format)?;
            Ok(())
        }
        Cell::Money(minor) => {
            let (value, format) = looks.value(Value::Money(*minor));
            sheet.write_number_with_format(row, column, value, &format.set_align(LEFT))?;
            Ok(())
        }
    }
}

const LEFT: rust_xlsxwriter::FormatAlign = rust_xlsxwriter::FormatAlign::Left;

/// In the question numbers stand among words.
fn left(format: &str) -> Format {
    number(format).set_align(LEFT)
}

fn fill(sheet: &mut Worksheet, table: &Table, currency: Currency, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(table.by.many(looks.locale))?;
    let mut heads = vec![table.by.one(looks.locale).to_owned()];
    heads.extend(table.columns.iter().map(|metric: &Metric| head(*metric, currency, looks.locale)));
    write_heads(sheet, 0, &heads)?;
    sheet.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?;
    widen(sheet, table, &heads)?;
    let rows = &table.rows[..table.rows.len().min(MOST_ROWS)];
    let mut at = 0;
    for row in rows {
        at += 1;
        match &row.key {
            Key::Day(day) => write_day(sheet, at, 0, *day, &chosen(left(looks.day), row.is_chosen))?,
            Key::Member(name, _) => {
                let indent = u8::try_from(row.level.saturating_sub(1)).unwrap_or(15).min(15);
                let format = chosen(Format::new().set_indent(indent), row.is_chosen);
                sheet.write_string_with_format(at, 0, clipped(name), &format)?;
            }
        }
        write_values(sheet, at, &row.values, row.is_chosen, looks)?;
    }
    fold(sheet, &rows.iter().map(|row| row.level).collect::<Vec<_>>())?;
    sheet.write_string_with_format(at + 1, 0, td_string!(looks.locale, report.total), &bold())?;
    write_values(sheet, at + 1, &table.total, true, looks)
}

fn chosen(format: Format, is_chosen: bool) -> Format {
    if is_chosen { format.set_bold() } else { format }
}

fn write_values(
    sheet: &mut Worksheet,
    row: u32,
    values: &[Option<Value>],
    is_bold: bool,
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (column, value) in (1..).zip(values) {
        if let Some(value) = value {
            let (value, format) = looks.value(*value);
            sheet.write_number_with_format(row, column, value, &chosen(format, is_bold))?;
        }
    }
    Ok(())
}

/// Heads stand over the numbers of their column: the first at the left, the others at the right.
fn write_heads(sheet: &mut Worksheet, row: u32, heads: &[String]) -> Result<(), XlsxError> {
    let line = rust_xlsxwriter::FormatBorder::Thin;
    for (column, head) in (0..).zip(heads) {
        let align = if column == 0 { LEFT } else { rust_xlsxwriter::FormatAlign::Right };
        let format = bold().set_align(align).set_border_bottom(line);
        sheet.write_string_with_format(row, column, head, &format)?;
    }
    Ok(())
}

/// Columns are as wide as what stands in them, within reason.
fn widen(sheet: &mut Worksheet, table: &Table, heads: &[String]) -> Result<(), XlsxError> {
    let length = |text: &str| text.chars().count();
    let names = table.rows.iter().map(|row| match &row.key {
        Key::Day(_) => 12,
        Key::Member(name, _) => length(name) + 2 * row.level,
    });
    let widest = names.chain(heads.first().map(|head| length(head))).max().unwrap_or(0);
    for (column, head) in (0..).zip(heads) {
        let width = if column == 0 { widest.clamp(14, WIDEST) } else { length(head).max(13) };
        sheet.set_column_width(column, float(i64::try_from(width).unwrap_or(14)) + 2.0)?;
    }
    Ok(())
}

/// Lets the rows of a tree be folded under the one that they belong to.
fn fold(sheet: &mut Worksheet, levels: &[usize]) -> Result<(), XlsxError> {
    sheet.group_symbols_above(true);
    let deepest = levels.iter().copied().max().unwrap_or(1).min(MOST_LEVELS);
    for level in 2..=deepest {
        let mut at = 0;
        for run in levels.chunk_by(|a, b| (*a >= level) == (*b >= level)) {
            let row = |place: usize| u32::try_from(place + 1).unwrap_or(u32::MAX);
            if run[0] >= level {
                sheet.group_rows(row(at), row(at + run.len() - 1))?;
            }
            at += run.len();
        }
    }
    Ok(())
}

fn write_day(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    day: Day,
    format: &Format,
) -> Result<(), XlsxError> {
    match excel_day(day) {
        Ok(date) => sheet.write_datetime_with_format(row, column, date, format)?,
        // A workbook knows no day before 1900.
        Err(_) => sheet.write_string(row, column, day.to_string())?,
    };
    Ok(())
}

fn excel_day(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, number) = day.civil();
    let small = |value: u32| u8::try_from(value).unwrap_or(0);
    ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(0), small(month), small(number))
}
