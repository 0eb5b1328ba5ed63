//! `kabinet report`: a project's figures as a table, through the same cut and the same engine as the page.

use std::io::Write;

use app::{
    id::ProjectId,
    project::store as projects,
    report::{
        cut,
        export::plain,
        metric::{Metric, Value},
        model::{Book, Dimension, MEASURES},
        opening::Opening,
        query::Query,
        reader::Reader,
        sheet::{Ask, By, Sheet, unnamed},
    },
    text::Slug,
    time::Day,
};
use clap::{Args, ValueEnum};
use serde::{Serialize, Serializer};

use super::{Failure, open};

/// A report to be printed.
///
/// Rows come with the largest cost first, what no rule maps ("Unmapped") and what the files did not say ("(none)") last,
/// and days in their order. Money is exact, in the project's currency; a cost per lead without leads is no value.
#[derive(Debug, Args)]
pub struct Report {
    /// The project, by its slug
    #[arg(long, env = "KABINET_REPORT_PROJECT", value_name = "SLUG")]
    project: Slug,
    /// What the rows are: category, channel, campaign, device, region or day
    #[arg(long, env = "KABINET_REPORT_BY", default_value = "category", value_parser = by)]
    by: By,
    /// How many levels of the category tree are listed; rows below the first are called by their path, such as
    /// "Fireplaces > Electric", and are a part of the row above them
    #[arg(long, env = "KABINET_REPORT_DEPTH", default_value_t = 1, value_name = "N")]
    depth: usize,
    /// Keep only this: dimension=value, where a category is its path. Values of one dimension are alternatives,
    /// dimensions combine
    #[arg(long, env = "KABINET_REPORT_SELECT", value_name = "DIM=VALUE", value_parser = choice)]
    select: Vec<(Dimension, String)>,
    /// The first day, such as 2026-11-01; the first that has facts when it is left out
    #[arg(long, env = "KABINET_REPORT_FROM", value_name = "DAY")]
    from: Option<Day>,
    /// The last day; the last that has facts when it is left out
    #[arg(long, env = "KABINET_REPORT_TO", value_name = "DAY")]
    to: Option<Day>,
    /// How the report is written
    #[arg(long, env = "KABINET_REPORT_FORMAT", value_enum, default_value = "table")]
    format: Format,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// For spreadsheets: commas, decimal points, UTF-8
    Csv,
    /// For programs: money as decimal strings, "no value" as null
    Json,
}

fn by(word: &str) -> Result<By, String> {
    By::parse(word).ok_or_else(|| format!("rows are {} or day", dimensions()))
}

fn choice(text: &str) -> Result<(Dimension, String), String> {
    let (word, value) = text.split_once('=').ok_or("a choice is written as dimension=value")?;
    let dimension =
        Dimension::parse(word).ok_or_else(|| format!("a dimension is one of {}", dimensions()))?;
    Ok((dimension, value.to_owned()))
}

fn dimensions() -> String {
    Dimension::ALL.iter().map(|dimension| dimension.word()).collect::<Vec<_>>().join(", ")
}

/// Prints it.
///
/// # Errors
/// A sentence when there is no such project, or nothing by a name that was chosen.
pub async fn run(url: &str, report: Report) -> Result<(), Failure> {
    if let (Some(from), Some(to)) = (report.from, report.to)
        && from > to
    {
        return Err(Failure::usage(format!("--from {from} is after --to {to}")));
    }
    let mut reader = read(url, &report.project).await?;
    let query = question(&report, reader.book())?;
    let sheet = reader.sheet(&Ask { by: report.by, depth: report.depth, query });
    let text = match report.format {
        Format::Table => table(&sheet, reader.book(), report.by),
        Format::Csv => csv(&sheet, reader.book(), report.by)?,
        Format::Json => json(sheet, reader.book(), report.by)?,
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(fault) if fault.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::failed(fault.to_string()))
        }
        _ => Ok(()),
    }
}

async fn read(url: &str, slug: &Slug) -> Result<Reader, Failure> {
    let console = open(url).await?;
    let mut tx = console.read().await?;
    let row = projects::by_slug(&mut tx, slug).await?;
    let project: ProjectId = row.ok_or_else(|| Failure::failed(format!("there is no project {slug}")))?.id;
    let cut = cut::make(&mut tx, project).await?;
    Opening::all(&cut.bytes()).map_err(|fault| Failure::failed(fault.to_string()))
}

fn question(report: &Report, book: &Book) -> Result<Query, Failure> {
    let mut query = Query::default();
    (query.from, query.to) = (report.from, report.to);
    for (dimension, value) in &report.select {
        let names = book.dictionary(*dimension);
        let path = if names.find(value).is_none() && value == unnamed(*dimension) { "" } else { value };
        if names.find(path).is_none() {
            return Err(Failure::usage(unknown(*dimension, value, &names.near(value))));
        }
        query.choices.choose(*dimension, path);
    }
    Ok(query)
}

fn unknown(dimension: Dimension, value: &str, near: &[String]) -> String {
    let sentence = format!("the report has no {} \"{value}\"", dimension.word());
    match near {
        [] => format!("{sentence}; --by {} lists what there is", dimension.word()),
        near => format!("{sentence}; did you mean \"{}\"?", near.join("\", \"")),
    }
}

/// The figures of a row, in the order in which they are printed.
#[derive(Serialize)]
struct Figures {
    impressions: i64,
    clicks: i64,
    cost: String,
    leads: i64,
    cost_per_lead: Option<String>,
    sales: i64,
    revenue: String,
    sessions: i64,
    goals: Goals,
}

/// The project's own counts, in the order in which it got them.
struct Goals(Vec<(String, i64)>);

impl Serialize for Goals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, count)| (name, count)))
    }
}

impl Figures {
    const HEADS: [&str; 8] =
        ["impressions", "clicks", "cost", "leads", "cost_per_lead", "sales", "revenue", "sessions"];

    fn of(sums: &[i64], book: &Book) -> Self {
        let sum = |metric: Metric| sums.get(metric as usize).copied().unwrap_or(0);
        let money = |metric: Metric| match metric.value(sums) {
            Some(Value::Money(minor)) => Some(book.currency.decimal(minor)),
            _ => None,
        };
        let goals = book.goals.iter().zip(sums.iter().skip(MEASURES));
        Self {
            impressions: sum(Metric::Impressions),
            clicks: sum(Metric::Clicks),
            cost: money(Metric::Cost).unwrap_or_default(),
            leads: sum(Metric::Leads),
            cost_per_lead: money(Metric::CostPerLead),
            sales: sum(Metric::Sales),
            revenue: money(Metric::Revenue).unwrap_or_default(),
            sessions: sum(Metric::Sessions),
            goals: Goals(goals.map(|(name, count)| (name.clone(), *count)).collect()),
        }
    }

    fn texts(&self, nothing: &str) -> Vec<String> {
        let mut texts = vec![
            self.impressions.to_string(),
            self.clicks.to_string(),
            self.cost.clone(),
            self.leads.to_string(),
            self.cost_per_lead.clone().unwrap_or_else(|| nothing.to_owned()),
            self.sales.to_string(),
            self.revenue.clone(),
            self.sessions.to_string(),
        ];
        texts.extend(self.goals.0.iter().map(|(_, count)| count.to_string()));
        texts
    }
}

#[derive(Serialize)]
struct Row {
    key: String,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct Whole {
    by: &'static str,
    rows: Vec<Row>,
    total: Figures,
}

fn json(sheet: Sheet, book: &Book, by: By) -> Result<String, Failure> {
    let rows = sheet.rows.into_iter().map(|(key, sums)| Row { key, figures: Figures::of(&sums, book) });
    let whole = Whole { by: by.word(), rows: rows.collect(), total: Figures::of(&sheet.total, book) };
    let text = serde_json::to_string(&whole).map_err(|fault| Failure::failed(fault.to_string()))?;
    Ok(text + "\n")
}

/// Every line as texts: the head, the rows, the total.
fn lines(sheet: &Sheet, book: &Book, by: By, nothing: &str) -> Vec<Vec<String>> {
    let heads = Figures::HEADS.map(str::to_owned).into_iter().chain(book.goals.iter().cloned());
    let mut lines = vec![std::iter::once(by.word().to_owned()).chain(heads).collect()];
    let total = ("Total".to_owned(), sheet.total.clone());
    for (key, sums) in sheet.rows.iter().chain([&total]) {
        let mut line = vec![key.clone()];
        line.extend(Figures::of(sums, book).texts(nothing));
        lines.push(line);
    }
    lines
}

fn csv(sheet: &Sheet, book: &Book, by: By) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in lines(sheet, book, by, "") {
        let texts = line
            .iter()
            .enumerate()
            .map(|(column, text)| if column == 0 { plain(text) } else { text.clone() });
        writer.write_record(texts).map_err(|fault| Failure::failed(fault.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|fault| Failure::failed(fault.to_string()))?;
    String::from_utf8(bytes).map_err(|fault| Failure::failed(fault.to_string()))
}

fn table(sheet: &Sheet, book: &Book, by: By) -> String {
    let lines = lines(sheet, book, by, "—");
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..lines[0].len()).map(width).collect();
    let mut text = String::new();
    for line in &lines {
        for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
            let cell = if column == 0 { format!("{cell:<width$}") } else { format!("  {cell:>width$}") };
            text.push_str(&cell);
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> (Sheet, Book) {
        let mut book = Book::new(app::money::Currency::parse("RUB").unwrap());
        book.goals = vec!["Call".to_owned()];
        let sums = vec![0, 0, 1_379_850_000, 0, 31_384, 2_635, 1_191_145_400, 4];
        let nothing = vec![0; 8];
        let rows = vec![("=social".to_owned(), sums.clone()), ("Unmapped".to_owned(), nothing)];
        (Sheet { rows, total: sums }, book)
    }

    #[test]
    fn programs_get_money_as_texts_and_no_value_as_null() {
        let (sheet, book) = sheet();
        let text = json(sheet, &book, By::Dimension(Dimension::Category)).unwrap();
        let start = r#"{"by":"category","rows":[{"key":"=social","impressions":0,"clicks":0,"cost":"13798500.00","leads":31384,"cost_per_lead":"439.67","sales":2635,"revenue":"11911454.00","sessions":0,"goals":{"Call":4}},{"key":"Unmapped","#;
        assert!(text.starts_with(start), "{text}");
        assert!(text.contains(r#""cost_per_lead":null"#), "{text}");
    }

    #[test]
    fn a_spreadsheet_gets_no_formula() {
        let (sheet, book) = sheet();
        let text = csv(&sheet, &book, By::Day).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "day,impressions,clicks,cost,leads,cost_per_lead,sales,revenue,sessions,Call");
        assert_eq!(lines[1], "'=social,0,0,13798500.00,31384,439.67,2635,11911454.00,0,4");
        assert_eq!(lines[2], "Unmapped,0,0,0.00,0,,0,0.00,0,0");
    }

    #[test]
    fn the_columns_of_a_table_line_up() {
        let (sheet, book) = sheet();
        let text = table(&sheet, &book, By::Dimension(Dimension::Category));
        let widths: Vec<usize> = text.lines().map(|line| line.chars().count()).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{text}");
    }

    #[test]
    fn a_choice_has_a_dimension_and_may_have_any_value() {
        assert_eq!(choice("campaign=a=b"), Ok((Dimension::Campaign, "a=b".to_owned())));
        assert!(choice("campaign").is_err());
        assert!(choice("colour=red").is_err());
    }
}
