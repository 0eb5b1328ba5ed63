//! The passes over a file: first what it is and what is wrong with it, then its rows.

use std::{
    collections::HashSet,
    fs::File,
    io,
    path::{Path, PathBuf},
};

use super::{
    header::{self, Header, MOST_COLUMNS},
    layout::Layout,
    lines::Lines,
    number::Decimal,
    record::{Next, Record, Records},
    repeats::{Filter, Repeats, hash_of_name, hash_of_row},
    row::{Habits, Problems, Reader, Reading, Row, Verdict, counted, shown},
    sniff::{Sniffed, sniff},
};
use crate::{
    fact::{
        category::MOST_NAMED,
        model::{Dimension, Measures},
        plan::{DateOrder, Plan},
        preview::{ColumnSeen, Delimiter, Encoding, Format, Note, Preview, Question, SampleRow},
        problem::{Kind, Problem},
    },
    money::Currency,
    time::Day,
};

/// How many rows and how many samples of a column are shown.
const SHOWN_ROWS: usize = 10;
const SHOWN_SAMPLES: usize = 3;

/// A file that was read through, ready to be stored or to be talked about.
pub struct Checked {
    /// What is known of it.
    pub preview: Preview,
    /// Its fingerprint.
    pub sha256: String,
    /// How its rows are read; `None` when they cannot be.
    plan: Option<RowPlan>,
}

/// Everything that the second pass needs.
struct RowPlan {
    path: PathBuf,
    sniffed: Sniffed,
    header: Header,
    layout: Layout,
    reading: Reading,
    repeats: Repeats,
}

/// A row to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// Its line.
    pub line: u64,
    /// Its day.
    pub day: Day,
    /// Its names, one for each dimension.
    pub names: [String; 7],
    /// Which of its namesakes it is.
    pub nth: u32,
    /// Its figures.
    pub measures: Measures,
    /// The counts of its goals, by the place of the goal in [`Checked::goals`].
    pub goals: Vec<(usize, i64)>,
}

/// Reads a file through.
///
/// # Errors
/// When it cannot be read from disk.
pub fn inspect(path: &Path, plan: &Plan, currency: Currency) -> io::Result<Checked> {
    let sniffed = match sniff(File::open(path)?)? {
        Ok(sniffed) => sniffed,
        Err(kind) => return Ok(Checked::refused(std::fs::metadata(path)?.len(), kind)),
    };
    let Some(header) = header::find(Lines::new(File::open(path)?, &sniffed), &plan.picks)? else {
        let missing = vec![crate::fact::plan::Field::Day];
        return Ok(Checked::refused(sniffed.bytes, Kind::Columns { missing, found: Vec::new() }));
    };
    if header.cells.len() > MOST_COLUMNS {
        return Ok(Checked::refused(sniffed.bytes, Kind::TooManyColumns { most: 500 }));
    }
    let (layout, problems) = Layout::of(&header, plan, currency);
    let decimal = if header.delimiter == Delimiter::Semicolon { Decimal::Comma } else { Decimal::Point };
    let reading = Reading { currency, dates: plan.dates, decimal, encoding: sniffed.encoding };
    let mut pass = Pass::new(layout.names.len(), !problems.is_empty());
    for problem in problems {
        pass.problems.add(problem);
    }
    let mut rows =
        RowPlan { path: path.to_owned(), sniffed, header, layout, reading, repeats: Repeats::none() };
    pass.run(&rows)?;
    Ok(pass.finish(&mut rows).into_checked(rows))
}

/// What the first pass gathers.
struct Pass {
    /// The columns are wrong: only samples are of use.
    samples_only: bool,
    habits: Habits,
    problems: Problems,
    filter: Filter,
    samples: Vec<SampleRow>,
    columns: Vec<Vec<String>>,
    good: u64,
    refused: u64,
    left_out: u64,
    /// From the first day to the last, read in either order.
    days: [Option<(Day, Day)>; 2],
    /// The categories that the file names, until they are too many.
    categories: HashSet<u64>,
    more_tables: Option<u64>,
}

impl Pass {
    fn new(columns: usize, samples_only: bool) -> Self {
        Self {
            samples_only,
            habits: Habits::of(columns),
            problems: Problems::default(),
            filter: Filter::new(),
            samples: Vec::new(),
            columns: vec![Vec::new(); columns],
            good: 0,
            refused: 0,
            left_out: 0,
            days: [None; 2],
            categories: HashSet::new(),
            more_tables: None,
        }
    }

    fn run(&mut self, plan: &RowPlan) -> io::Result<()> {
        let mut records = plan.records()?;
        let reader = Reader::new(&plan.layout, plan.reading);
        let (mut record, mut row) = (Record::default(), Row::default());
        loop {
            match records.read(&mut record)? {
                Next::End => break,
                Next::Broken(at, kind) => self.broken(plan, &record, at, kind),
                Next::Record if plan.is_another_table(&record, self.good) => {
                    self.more_tables = Some(record.line);
                    break;
                }
                Next::Record => {
                    self.sample(&record);
                    if self.samples_only {
                        if self.samples.len() == SHOWN_ROWS {
                            break;
                        }
                        continue;
                    }
                    let verdict = reader.read(&record, &mut row, &mut self.habits, &mut self.problems);
                    self.count(verdict, &row, plan.reading.dates);
                }
            }
        }
        if self.good + self.refused == 0 && !self.samples_only {
            self.problems.add(Problem::of_file(Kind::NoRows));
        }
        if self.categories.len() > MOST_NAMED {
            let column =
                plan.layout.dimensions[Dimension::Category as usize].map(|at| plan.layout.names[at].clone());
            let kind = Kind::TooManyCategories { most: counted(MOST_NAMED) };
            self.problems.put_first(Problem { line: 0, column, kind });
        }
        Ok(())
    }

    fn broken(&mut self, plan: &RowPlan, record: &Record, at: usize, kind: Kind) {
        if self.samples_only {
            return;
        }
        let column = plan.layout.names.get(at).cloned().filter(|_| !matches!(kind, Kind::LineTooLong { .. }));
        self.problems.add(Problem { line: record.line, column, kind });
        self.refused += 1;
    }

    fn count(&mut self, verdict: Verdict, row: &Row, dates: Option<DateOrder>) {
        match verdict {
            Verdict::Blank => {}
            Verdict::LeftOut => self.left_out += 1,
            Verdict::Bad => self.refused += 1,
            Verdict::Good => {
                self.good += 1;
                row.days(dates).for_each(|day| self.filter.add(hash_of_row(day, &row.names)));
                let category = &row.names[Dimension::Category as usize];
                if !category.is_empty() && self.categories.len() <= MOST_NAMED {
                    self.categories.insert(hash_of_name(category));
                }
                for (span, order) in self.days.iter_mut().zip(DateOrder::ALL) {
                    if let Some(day) = row.when.in_order(*order) {
                        *span =
                            Some(span.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
                    }
                }
            }
        }
    }

    fn sample(&mut self, record: &Record) {
        if self.samples.len() >= SHOWN_ROWS || record.is_blank() {
            return;
        }
        for (samples, cell) in self.columns.iter_mut().zip(record.cells()) {
            let cell = shown(cell);
            if samples.len() < SHOWN_SAMPLES && !cell.is_empty() && !samples.contains(&cell) {
                samples.push(cell);
            }
        }
        // A cell more than the table is wide shows that there is something; a line of delimiters has a hundred thousand.
        let cells = record.cells().take(self.columns.len() + 1).map(shown).collect();
        self.samples.push(SampleRow { line: record.line, cells });
    }

    /// Decides what only the whole file can tell.
    fn finish(self, plan: &mut RowPlan) -> Preview {
        let order = plan.reading.dates.or_else(|| self.habits.dates.order());
        let doubt = self.habits.dates.doubt.filter(|_| order.is_none());
        let question = doubt.and_then(|(when, line)| {
            let (day_first, month_first) = when.doubt()?;
            let cell = self.habits.doubtful_date.clone().unwrap_or_default();
            Some(Question { cell, line, day_first, month_first })
        });
        plan.reading.dates = order;
        plan.reading.decimal = match (self.habits.commas, self.habits.points) {
            (0, 0) => plan.reading.decimal,
            (commas, points) if commas > points => Decimal::Comma,
            _ => Decimal::Point,
        };
        let notes = self.notes(plan);
        plan.repeats = self.filter.finish();
        let span = if order == Some(DateOrder::MonthFirst) { self.days[1] } else { self.days[0] };
        Preview {
            bytes: plan.sniffed.bytes,
            format: plan.header.format,
            encoding: plan.sniffed.encoding,
            delimiter: plan.header.delimiter,
            header: plan.header.line,
            columns: seen(&plan.layout, self.columns),
            rows: self.samples,
            good: self.good,
            refused: self.refused,
            left_out: self.left_out,
            days: span.filter(|_| question.is_none()),
            question,
            notes,
            problems: self.problems.first,
            more_problems: self.problems.more,
        }
    }

    fn notes(&self, plan: &RowPlan) -> Vec<Note> {
        let rounded = self.habits.rounded.iter().zip(&plan.layout.names).filter(|(cells, _)| **cells > 0);
        let rounded = rounded.map(|(&cells, column)| Note::Rounded { column: column.clone(), cells });
        rounded.chain(self.more_tables.map(|line| Note::MoreTables { line })).collect()
    }
}

fn seen(layout: &Layout, samples: Vec<Vec<String>>) -> Vec<ColumnSeen> {
    let columns = layout.names.iter().zip(&layout.fields).zip(samples);
    columns
        .map(|((name, field), samples)| ColumnSeen { name: name.clone(), field: *field, samples })
        .collect()
}

impl RowPlan {
    /// The records below the header.
    fn records(&self) -> io::Result<Records<File>> {
        let mut lines = Lines::new(File::open(&self.path)?, &self.sniffed);
        lines.skip_to(self.header.line)?;
        Ok(Records::new(lines, self.header.delimiter))
    }

    /// Exports of Google Analytics may hold several tables, each below comments of its own.
    fn is_another_table(&self, record: &Record, rows_before: u64) -> bool {
        self.header.format == Format::Analytics && rows_before > 0 && record.cell(0).starts_with('#')
    }
}

impl Preview {
    fn into_checked(self, plan: RowPlan) -> Checked {
        let sha256 = plan.sniffed.sha256.clone();
        let readable = self.fatal().is_none() && self.question.is_none();
        Checked { preview: self, sha256, plan: readable.then_some(plan) }
    }
}

impl Checked {
    fn refused(bytes: u64, kind: Kind) -> Self {
        let preview = Preview {
            bytes,
            format: Format::Plain,
            encoding: Encoding::Utf8,
            delimiter: Delimiter::Comma,
            header: 0,
            columns: Vec::new(),
            rows: Vec::new(),
            good: 0,
            refused: 0,
            left_out: 0,
            days: None,
            question: None,
            notes: Vec::new(),
            problems: vec![Problem::of_file(kind)],
            more_problems: 0,
        };
        Self { preview, sha256: String::new(), plan: None }
    }

    /// The names of the goals that the rows count.
    pub fn goals(&self) -> Vec<String> {
        let plan = self.plan.iter();
        plan.flat_map(|plan| plan.layout.goals.iter().map(|&at| plan.layout.names[at].clone())).collect()
    }

    /// Shows every good row, in the order of the file, until `each` says that it has seen enough.
    ///
    /// # Errors
    /// When the file can no longer be read from disk.
    pub fn rows(&self, mut each: impl FnMut(NewFact) -> bool) -> io::Result<()> {
        let Some(plan) = &self.plan else { return Ok(()) };
        let order = plan.reading.dates.unwrap_or(DateOrder::DayFirst);
        let mut repeats = plan.repeats.count();
        let mut records = plan.records()?;
        let reader = Reader::new(&plan.layout, plan.reading);
        let (mut habits, mut problems) = (Habits::of(plan.layout.names.len()), Problems::default());
        let (mut record, mut row) = (Record::default(), Row::default());
        let mut shown = 0;
        loop {
            match records.read(&mut record)? {
                Next::End => return Ok(()),
                Next::Record if plan.is_another_table(&record, shown) => return Ok(()),
                Next::Broken(..) => {}
                Next::Record => {
                    problems.first.clear();
                    let verdict = reader.read(&record, &mut row, &mut habits, &mut problems);
                    let (Verdict::Good, Some(day)) = (verdict, row.when.in_order(order)) else { continue };
                    shown += 1;
                    let nth = repeats.next(hash_of_row(day, &row.names));
                    if !each(new_fact(&plan.layout, &row, day, nth)) {
                        return Ok(());
                    }
                }
            }
        }
    }
}

fn new_fact(layout: &Layout, row: &Row, day: Day, nth: u32) -> NewFact {
    let place = |column: usize| layout.goals.iter().position(|&at| at == column).unwrap_or_default();
    let goals = row.goals.iter().map(|&(column, count)| (place(column), count)).collect();
    NewFact { line: row.line, day, names: row.names.clone(), nth, measures: row.measures, goals }
}
