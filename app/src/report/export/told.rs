//! The page as tables of typed cells, before anybody has decided how they are written.

use std::collections::HashSet;

use cube::Member;

use super::Order;
use crate::{
    i18n::{Locale, td_string},
    money::Currency,
    report::{
        choice::Subject,
        metric::{Change, Kind, Metric, Value},
        model::{By, Dimension},
        query::Query,
        reader::{Line, Page, Reader},
    },
    time::{Day, Stamp},
};

/// Everything that a file says.
pub struct Told {
    /// What the project is called.
    pub project: String,
    /// Whose it is.
    pub client: String,
    /// What money is counted in.
    pub currency: Currency,
    /// The first and the last day that it is about; `None` without facts.
    pub days: Option<(Day, Day)>,
    /// The figures above the chart.
    pub strip: Vec<Figure>,
    /// The question in words: what a line is about, and what it says.
    pub question: Vec<(String, Vec<Cell>)>,
    /// The tables.
    pub tables: Vec<Table>,
}

/// A figure of the strip.
pub struct Figure {
    /// Which.
    pub metric: Metric,
    /// What it is.
    pub now: Option<Value>,
    /// What it was in the time that is compared with.
    pub before: Option<Value>,
    /// How it changed.
    pub change: Option<Change>,
}

/// What a cell of the question holds.
pub enum Cell {
    /// Words.
    Text(String),
    /// A day.
    Day(Day),
    /// A minute of a day, in the project's time zone.
    Moment(Day, u32),
    /// An amount of money in minor units.
    Money(i64),
}

/// A table.
pub struct Table {
    /// What its rows are.
    pub by: By,
    /// Whether the facts name any of its rows; the page leaves out a table of "not given" alone.
    pub is_named: bool,
    /// The figures of a row.
    pub columns: Vec<Metric>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What they add up to, the table's own choice left out of account.
    pub total: Vec<Option<Value>>,
}

/// A row of a table.
pub struct Row {
    /// Whose row it is.
    pub key: Key,
    /// How deep it stands in a tree; 1 for a root and for every row of a flat table.
    pub level: usize,
    /// Whether the reader has chosen it.
    pub is_chosen: bool,
    /// Its figures; `None` for "no value".
    pub values: Vec<Option<Value>>,
}

/// Whose row it is.
pub enum Key {
    /// A day's.
    Day(Day),
    /// A member's: its name, and its path from the root.
    Member(String, String),
}

/// The figures of a table under a question: those that the page shows. Days have the columns of the widest tables.
fn columns(query: &Query, by: By) -> Vec<Metric> {
    let dimension = match by {
        By::Dimension(dimension) => dimension,
        By::Day => Dimension::Category,
    };
    query.layout.columns(dimension).to_vec()
}

/// Answers the question and puts the answer into tables.
pub fn tell(mut reader: Reader, order: &Order) -> Told {
    let query = &order.wanted.query;
    let calendar = reader.calendar(order.start, order.today);
    let page = calendar.map(|calendar| reader.page(query, &calendar));
    let teller = Teller { reader: &reader, query, locale: order.locale };
    let mut question = page.as_ref().map_or_else(|| teller.no_facts(), |page| teller.question(page));
    question.extend(
        reader
            .book()
            .imported
            .map(|at| (td_string!(order.locale, report.export_fresh).to_owned(), vec![moment(order, at)])),
    );
    Told {
        project: order.project.to_string(),
        client: order.client.to_string(),
        currency: reader.book().currency,
        days: page.as_ref().map(|page| (Day(page.period.first), Day(page.period.last))),
        strip: page.as_ref().map(strip).unwrap_or_default(),
        question,
        tables: page.iter().flat_map(|page| By::TABLES.map(|by| teller.table(page, by))).collect(),
    }
}

fn moment(order: &Order, at: Stamp) -> Cell {
    let (day, minute) = order.zone.minute(at);
    Cell::Moment(day, minute)
}

fn strip(page: &Page) -> Vec<Figure> {
    let now = page.now.total.sums();
    let before = page.before.as_ref().map(|before| before.answer.total.sums());
    let figure = |metric: Metric| Figure {
        metric,
        now: metric.value(now),
        before: before.and_then(|before| metric.value(before)),
        change: before.and_then(|before| metric.change(before, now)),
    };
    Metric::STRIP.into_iter().map(figure).collect()
}

struct Teller<'a> {
    reader: &'a Reader,
    query: &'a Query,
    locale: Locale,
}

impl Teller<'_> {
    fn no_facts(&self) -> Vec<(String, Vec<Cell>)> {
        vec![(td_string!(self.locale, report.empty_title).to_owned(), Vec::new())]
    }

    fn question(&self, page: &Page) -> Vec<(String, Vec<Cell>)> {
        let locale = self.locale;
        let (first, last) = (Day(page.period.first), Day(page.period.last));
        let compared = match &page.before {
            Some(before) => days(Day(before.period.first), Day(before.period.last)),
            None if self.query.comparison.of(page.period).is_none() => {
                vec![Cell::Text(td_string!(locale, report.compare_none).to_owned())]
            }
            None => vec![Cell::Text(td_string!(locale, report.compare_absent).to_owned())],
        };
        let mut lines = vec![
            (td_string!(locale, report.export_period).to_owned(), days(first, last)),
            (td_string!(locale, report.export_compared).to_owned(), compared),
        ];
        for subject in self.query.choices.subjects() {
            lines.extend(self.choice(subject));
        }
        if let Some(inside) = &self.query.inside {
            let path = Dimension::Category.member(locale, inside);
            lines.push((td_string!(locale, report.export_inside).to_owned(), vec![Cell::Text(path)]));
        }
        lines.push((self.unmapped_head(), vec![Cell::Money(self.unmapped(page))]));
        lines.extend(self.rolled_up());
        lines
    }

    /// One line for each thing that is chosen; the first says what is chosen of.
    fn choice(&self, subject: Subject) -> Vec<(String, Vec<Cell>)> {
        let Subject::Members(dimension) = subject else {
            let brushed = self.query.choices.days().map(|(first, last)| days(first, last));
            return vec![(td_string!(self.locale, report.days).to_owned(), brushed.unwrap_or_default())];
        };
        let chosen = self.query.choices.members(dimension).enumerate();
        let line = |(at, path): (usize, &str)| {
            let head = if at == 0 { dimension.one(self.locale) } else { "" };
            (head.to_owned(), vec![Cell::Text(dimension.member(self.locale, path))])
        };
        chosen.map(line).collect()
    }

    fn unmapped_head(&self) -> String {
        let (unmapped, cost) = (Dimension::Category.member(self.locale, ""), Metric::Cost.name(self.locale));
        format!("{unmapped}: {}", cost.to_lowercase())
    }

    /// What was spent on campaigns that no rule maps to a category.
    fn unmapped(&self, page: &Page) -> i64 {
        let unmapped = self.reader.book().dictionary(Dimension::Category).find("");
        let sums = unmapped.and_then(|member| page.sums(Dimension::Category, member));
        Metric::Cost.sum(sums.unwrap_or_default())
    }

    fn rolled_up(&self) -> Option<(String, Vec<Cell>)> {
        let names: Vec<String> = self
            .reader
            .rolled_up
            .iter()
            .map(|dimension| dimension.many(self.locale).to_lowercase())
            .collect();
        (!names.is_empty())
            .then(|| (td_string!(self.locale, report.rolled_up, dimensions = names.join(", ")), Vec::new()))
    }

    fn table(&self, page: &Page, by: By) -> Table {
        match by {
            By::Day => self.days(page),
            By::Dimension(dimension) => self.members(page, dimension),
        }
    }

    fn days(&self, page: &Page) -> Table {
        let columns = columns(self.query, By::Day);
        let brush = self.query.choices.days();
        let mut whole = vec![0; page.now.total.sums().len()];
        let row = |(day, sums): (i32, &[i64])| {
            whole.iter_mut().zip(sums).for_each(|(whole, sum)| *whole += sum);
            let is_chosen = brush.is_some_and(|(first, last)| (first..=last).contains(&Day(day)));
            Row { key: Key::Day(Day(day)), level: 1, is_chosen, values: values(&columns, sums) }
        };
        let rows = page.now.by_day.iter().map(row).collect();
        let total = values(&columns, &whole);
        Table { by: By::Day, is_named: true, columns, rows, total }
    }

    fn members(&self, page: &Page, dimension: Dimension) -> Table {
        let by = By::Dimension(dimension);
        let (columns, names) = (columns(self.query, by), self.reader.book().dictionary(dimension));
        let inside = self.inside().filter(|_| dimension == Dimension::Category);
        let row = |line: Line| {
            let path = names.path(line.member);
            let name = dimension.member(self.locale, names.name(line.member));
            Row {
                level: line.level,
                is_chosen: self.query.choices.has(dimension, &path),
                values: values(&columns, page.sums(dimension, line.member).unwrap_or_default()),
                key: Key::Member(name, dimension.member(self.locale, &path)),
            }
        };
        Table {
            by,
            is_named: dimension == Dimension::Category || names.names.iter().any(|name| !name.is_empty()),
            rows: self.lines(page, dimension, inside).into_iter().map(row).collect(),
            total: values(&columns, &self.reader.whole(dimension, &page.now, inside)),
            columns,
        }
    }

    /// The rows in the order of the page; of the tree all levels.
    fn lines(&self, page: &Page, dimension: Dimension, inside: Option<Member>) -> Vec<Line> {
        let sort = self.query.layout.sort(dimension);
        if dimension == Dimension::Category {
            let all: HashSet<Member> = self.reader.book().dictionary(dimension).members().collect();
            return self.reader.lines(dimension, page, sort, inside, &all);
        }
        let members = self.reader.below(dimension, None);
        let ranked = self.reader.ranked(dimension, page.now.groups(dimension.dim()), members, sort);
        ranked.into_iter().map(|member| Line { member, level: 1, open: None }).collect()
    }

    fn inside(&self) -> Option<Member> {
        self.reader.book().dictionary(Dimension::Category).find(self.query.inside.as_deref()?)
    }
}

fn days(first: Day, last: Day) -> Vec<Cell> {
    vec![Cell::Day(first), Cell::Day(last)]
}

fn values(columns: &[Metric], sums: &[i64]) -> Vec<Option<Value>> {
    columns.iter().map(|metric| metric.value(sums)).collect()
}

/// The head of a column: money says what it is counted in.
pub fn head(metric: Metric, currency: Currency, locale: Locale) -> String {
    match metric.kind() {
        Kind::Money => format!("{}, {currency}", metric.name(locale)),
        Kind::Count | Kind::Percent => metric.name(locale).to_owned(),
    }
}
