//! One row: its cells become a fact, or problems with their line and column.

use super::{
    date::{Habit, When},
    header,
    layout::Layout,
    marks,
    number::{Decimal, Fault, Number, is_nothing},
    record::Record,
    sniff,
};
use crate::{
    fact::{
        category::{DEEPEST, steps, tidy_path},
        model::{Dimension, Measure, Measures, folded},
        plan::DateOrder,
        preview::Encoding,
        problem::{Kind, Problem},
    },
    money::Currency,
    time::Day,
};

/// The longest name.
pub const LONGEST_NAME: usize = 1000;

/// The most bytes of several names in one: many columns may be a part of the finer name.
const LONGEST_NAMES: usize = 8 * LONGEST_NAME;

/// How much of a cell a sentence shows.
const SHOWN: usize = 40;

/// A cell as a sentence shows it: in one line, and not too long.
pub fn shown(cell: &str) -> String {
    let clean = |letter: char| if letter.is_control() { ' ' } else { letter };
    let mut text: String = cell.trim().chars().take(SHOWN).map(clean).collect();
    if cell.trim().chars().nth(SHOWN).is_some() {
        text.push('…');
    }
    text
}

/// A count as problems tell it.
pub fn counted(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The problems of a file: the first thousand, and how many more there are.
#[derive(Debug, Default)]
pub struct Problems {
    /// The first of them.
    pub first: Vec<Problem>,
    /// How many came after those.
    pub more: u64,
}

impl Problems {
    const MOST: usize = 1000;

    /// Writes one down before all others.
    pub fn put_first(&mut self, problem: Problem) {
        self.first.insert(0, problem);
    }

    /// Writes one down.
    pub fn add(&mut self, problem: Problem) {
        if self.first.len() < Self::MOST {
            self.first.push(problem);
        } else {
            self.more += 1;
        }
    }
}

/// How the cells of a file are to be read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// What the project's money is counted in.
    pub currency: Currency,
    /// How dates with slashes are read; until that is known, either way will do.
    pub dates: Option<DateOrder>,
    /// Which sign stands before fractions, where a number leaves it open.
    pub decimal: Decimal,
    /// How the bytes of the file became letters.
    pub encoding: Encoding,
}

/// What the rows of a file show together.
#[derive(Debug, Default)]
pub struct Habits {
    /// About its dates.
    pub dates: Habit,
    /// How the first date that can be read in two ways is written.
    pub doubtful_date: Option<String>,
    /// Numbers that can only be read with a decimal comma.
    pub commas: u64,
    /// Numbers that can only be read with a decimal point.
    pub points: u64,
    /// Fractions that were rounded, by column.
    pub rounded: Vec<u64>,
}

/// A row of a fact's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its line.
    pub line: u64,
    /// Its day, as far as it is known.
    pub when: When,
    /// Its names, one for each dimension; empty where the file says nothing.
    pub names: [String; Dimension::ALL.len()],
    /// Its figures.
    pub measures: Measures,
    /// The counts of its goals, by the column's place.
    pub goals: Vec<(usize, i64)>,
}

impl Default for Row {
    fn default() -> Self {
        Self {
            line: 0,
            when: When::Sure(Day(0)),
            names: Default::default(),
            measures: Measures::default(),
            goals: Vec::new(),
        }
    }
}

impl Row {
    /// The days that this row may be about: two as long as nobody knows in which order its date is written.
    pub fn days(&self, dates: Option<DateOrder>) -> impl Iterator<Item = Day> {
        let day = |order| self.when.in_order(order).filter(|_| dates.is_none_or(|known| known == order));
        let (first, second) = (day(DateOrder::DayFirst), day(DateOrder::MonthFirst));
        first.into_iter().chain(second.filter(|_| second != first))
    }
}

/// What a record turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A fact.
    Good,
    /// Something with a problem.
    Bad,
    /// Totals, or the header once more.
    LeftOut,
    /// An empty line.
    Blank,
}

/// Reads the rows of one file.
pub struct Reader<'a> {
    layout: &'a Layout,
    reading: Reading,
}

/// Where problems of the present record go.
struct Desk<'a> {
    layout: &'a Layout,
    line: u64,
    problems: &'a mut Problems,
    clean: bool,
}

impl Desk<'_> {
    fn complain(&mut self, column: Option<usize>, kind: Kind) {
        let column = column.and_then(|at| self.layout.names.get(at)).cloned();
        self.problems.add(Problem { line: self.line, column, kind });
        self.clean = false;
    }
}

impl<'a> Reader<'a> {
    /// A reader of rows under a header.
    pub fn new(layout: &'a Layout, reading: Reading) -> Self {
        Self { layout, reading }
    }

    /// Reads a record into a row.
    pub fn read(
        &self,
        record: &Record,
        row: &mut Row,
        habits: &mut Habits,
        problems: &mut Problems,
    ) -> Verdict {
        if record.is_blank() {
            return Verdict::Blank;
        }
        let when = self.layout.day.and_then(|day| When::parse(record.cell(day)));
        if self.is_total(record, when) || self.is_header(record) {
            return Verdict::LeftOut;
        }
        let mut desk = Desk { layout: self.layout, line: record.line, problems, clean: true };
        row.line = record.line;
        self.check_width(record, &mut desk);
        check_letters(record, self.reading.encoding, &mut desk);
        if !desk.clean {
            return Verdict::Bad;
        }
        self.read_day(record, when, row, habits, &mut desk);
        self.read_names(record, row, &mut desk);
        self.read_figures(record, row, habits, &mut desk);
        if desk.clean { Verdict::Good } else { Verdict::Bad }
    }

    /// Totals have no day, and say what they are.
    fn is_total(&self, record: &Record, when: Option<When>) -> bool {
        if when.is_some() {
            let campaign = self.layout.dimensions[Dimension::Campaign as usize];
            return self.layout.sums_are_nameless
                && campaign.is_some_and(|at| record.cell(at).trim().is_empty())
                && record.width() == self.layout.names.len();
        }
        let first = record.cells().map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default();
        is_total_word(first) || record.cells().last().is_some_and(|cell| folded(cell) == "grand total")
    }

    fn is_header(&self, record: &Record) -> bool {
        record.width() >= self.layout.names.len()
            && record.cells().zip(&self.layout.names).all(|(cell, name)| header::label(cell) == *name)
    }

    /// Empty cells behind the last column are forgiven, anything else is not.
    fn check_width(&self, record: &Record, desk: &mut Desk<'_>) {
        let expected = self.layout.names.len();
        let extra = (expected..record.width()).any(|at| !record.cell(at).trim().is_empty());
        if record.width() < expected || extra {
            desk.complain(None, Kind::Width { expected: counted(expected), found: counted(record.width()) });
        }
    }

    fn read_day(
        &self,
        record: &Record,
        when: Option<When>,
        row: &mut Row,
        habits: &mut Habits,
        desk: &mut Desk<'_>,
    ) {
        let Some(at) = self.layout.day else { return };
        let cell = record.cell(at);
        let possible =
            when.filter(|when| self.reading.dates.is_none_or(|order| when.in_order(order).is_some()));
        let Some(when) = possible else {
            let kind =
                if is_nothing(cell.trim()) { Kind::NoDay } else { Kind::NotADay { cell: shown(cell) } };
            return desk.complain(Some(at), kind);
        };
        habits.dates.add(when, record.line);
        if habits.doubtful_date.is_none() && when.doubt().is_some() {
            habits.doubtful_date = Some(shown(cell));
        }
        row.when = when;
        if let Some(until) = self.layout.until {
            let last = record.cell(until);
            if !last.trim().is_empty() && When::parse(last) != Some(when) {
                desk.complain(Some(until), Kind::Range { from: shown(cell), until: shown(last) });
            }
        }
    }

    fn read_names(&self, record: &Record, row: &mut Row, desk: &mut Desk<'_>) {
        for &dimension in Dimension::ALL {
            let name = &mut row.names[dimension as usize];
            name.clear();
            if let Some(at) = self.layout.dimensions[dimension as usize] {
                read_name(record, at, dimension, name, desk);
            }
        }
        for &at in &self.layout.details {
            read_name(record, at, Dimension::Detail, &mut row.names[Dimension::Detail as usize], desk);
        }
        default(&mut row.names[Dimension::Source as usize], &self.layout.source);
        default(&mut row.names[Dimension::Channel as usize], &self.layout.channel);
    }

    fn read_figures(&self, record: &Record, row: &mut Row, habits: &mut Habits, desk: &mut Desk<'_>) {
        for &measure in Measure::ALL {
            let at = self.layout.measures[measure as usize];
            row.measures.0[measure as usize] =
                at.map_or(0, |at| self.figure(record.cell(at), at, Some(measure), habits, desk));
        }
        row.goals.clear();
        for &at in &self.layout.goals {
            let count = self.figure(record.cell(at), at, None, habits, desk);
            if count != 0 {
                row.goals.push((at, count));
            }
        }
        if let Some(at) = self.layout.currency {
            self.check_currency(record.cell(at), at, desk);
        }
    }

    fn check_currency(&self, cell: &str, at: usize, desk: &mut Desk<'_>) {
        let expected = self.reading.currency;
        let known = super::currency::named(cell);
        let fits = known.map_or(cell.trim() == expected.code(), |hint| hint.fits(expected));
        if !fits && !is_nothing(cell.trim()) {
            desk.complain(Some(at), Kind::Currency { found: shown(cell), expected });
        }
    }

    fn figure(
        &self,
        cell: &str,
        at: usize,
        measure: Option<Measure>,
        habits: &mut Habits,
        desk: &mut Desk<'_>,
    ) -> i64 {
        let figure = Number::parse(cell).and_then(|number| {
            habits.see(number);
            self.value(number, at, measure, habits, desk)
        });
        figure.unwrap_or_else(|fault| {
            desk.complain(Some(at), fault.of(cell));
            0
        })
    }

    fn value(
        &self,
        number: Number,
        at: usize,
        measure: Option<Measure>,
        habits: &mut Habits,
        desk: &mut Desk<'_>,
    ) -> Result<i64, Fault> {
        match measure {
            Some(money @ (Measure::Cost | Measure::Revenue)) => {
                let expected = self.reading.currency;
                if let Some(hint) = number.currency.filter(|hint| !hint.fits(expected)) {
                    desk.complain(Some(at), Kind::Currency { found: hint.name().to_owned(), expected });
                }
                let minor = number.minor(expected.digits(), self.reading.decimal)?.value;
                // Goods come back, and revenue with them; what was spent stays spent.
                if minor < 0 && money == Measure::Cost { Err(Fault::Negative) } else { Ok(minor) }
            }
            _ if number.currency.is_some() => Err(Fault::NotANumber),
            Some(Measure::Impressions | Measure::Clicks | Measure::Sessions) => number.count(),
            Some(Measure::Leads | Measure::Sales) | None => {
                let exact = number.share(self.reading.decimal)?;
                habits.rounded[at] += u64::from(exact.rounded);
                Ok(exact.value)
            }
        }
    }
}

impl Habits {
    /// Habits of a file with so many columns.
    pub fn of(columns: usize) -> Self {
        Self { rounded: vec![0; columns], ..Self::default() }
    }

    fn see(&mut self, number: Number) {
        match number.shows {
            Some(Decimal::Comma) => self.commas += 1,
            Some(Decimal::Point) => self.points += 1,
            None => {}
        }
    }
}

/// Adds a cell to a name: most names are one cell, the finer one is several.
fn read_name(record: &Record, at: usize, dimension: Dimension, name: &mut String, desk: &mut Desk<'_>) {
    let cell = record.cell(at).trim();
    if is_nothing(cell) {
        return;
    }
    if cell.chars().count() > LONGEST_NAME {
        return desk.complain(Some(at), Kind::NameTooLong { most: counted(LONGEST_NAME) });
    }
    if !name.is_empty() {
        name.push_str(" · ");
    }
    if dimension == Dimension::Category {
        if steps(cell).count() > DEEPEST {
            return desk.complain(Some(at), Kind::TooDeep { most: counted(DEEPEST) });
        }
        name.push_str(&tidy_path(cell));
        return;
    }
    if name.len() + cell.len() > LONGEST_NAMES {
        return desk.complain(Some(at), Kind::NameTooLong { most: counted(LONGEST_NAME) });
    }
    for (place, word) in cell.split_whitespace().enumerate() {
        if place > 0 {
            name.push(' ');
        }
        name.push_str(word);
    }
}

fn default(name: &mut String, value: &str) {
    if name.is_empty() {
        name.push_str(value);
    }
}

fn is_total_word(cell: &str) -> bool {
    let cell = folded(&cell.chars().take(40).collect::<String>());
    marks::TOTALS.iter().any(|word| {
        cell.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()))
    })
}

/// No cell may hold what no text has, whether the cell is used or not.
fn check_letters(record: &Record, encoding: Encoding, desk: &mut Desk<'_>) {
    for (at, cell) in record.cells().enumerate() {
        let control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
        if cell.contains(control) {
            desk.complain(Some(at), Kind::Control);
        } else if cell.contains('\u{fffd}') || sniff::is_misread(cell, encoding) {
            desk.complain(Some(at), Kind::Unreadable);
        }
    }
}
