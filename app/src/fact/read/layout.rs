//! Which column of a file is what: from its names, and from what somebody said about them.

use super::{
    currency,
    header::{self, Header},
    marks,
};
use crate::{
    fact::{
        model::{Dimension, Measure, folded},
        plan::{Column, Field, Plan},
        preview::Format,
        problem::{Kind, Problem},
    },
    money::Currency,
    text::Name,
};

/// How many columns that are not there are told about.
const MOST_ABSENT: usize = 10;

/// The columns of a file, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// What the header calls each column.
    pub names: Vec<String>,
    /// What each column is taken for.
    pub fields: Vec<Option<Field>>,
    /// The column of the day.
    pub day: Option<usize>,
    /// The column of the last day of a range.
    pub until: Option<usize>,
    /// The column of a currency's code.
    pub currency: Option<usize>,
    /// The column of each dimension; details may have several and stand below.
    pub dimensions: [Option<usize>; Dimension::ALL.len()],
    /// The column of each measure.
    pub measures: [Option<usize>; Measure::ALL.len()],
    /// The columns of details, by name, so that another order of columns gives the same details.
    pub details: Vec<usize>,
    /// The columns that are goals.
    pub goals: Vec<usize>,
    /// The source of rows that name none.
    pub source: String,
    /// The channel of rows that name none.
    pub channel: String,
    /// Whether a row without a campaign is a sum of the others: Meta writes such a row on request.
    pub sums_are_nameless: bool,
}

impl Layout {
    /// Understands a header.
    pub fn of(header: &Header, plan: &Plan, currency: Currency) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut fields = guessed(&header.cells);
        drop_until(header, &mut fields);
        apply(plan, header, &mut fields, &mut problems);
        problems.extend(doubled(header, &fields));
        problems.extend(foreign_currency(header, &fields, currency));
        let layout = Self::built(header, plan, fields);
        problems.extend(layout.missing());
        (layout, problems)
    }

    fn built(header: &Header, plan: &Plan, fields: Vec<Option<Field>>) -> Self {
        let at = |wanted: Field| fields.iter().position(|field| *field == Some(wanted));
        let all =
            |wanted: Field| (0..fields.len()).filter(|&at| fields[at] == Some(wanted)).collect::<Vec<_>>();
        let mut details = all(Field::Detail);
        details.sort_by_cached_key(|&at| folded(&header.cells[at]));
        let place = |word: &str| Field::parse(word).filter(|field| *field != Field::Detail).and_then(at);
        Self {
            names: header.cells.clone(),
            day: at(Field::Day),
            until: at(Field::Until),
            currency: at(Field::Currency),
            dimensions: std::array::from_fn(|index| place(Dimension::ALL[index].word())),
            measures: std::array::from_fn(|index| place(Measure::ALL[index].word())),
            goals: all(Field::Goal),
            details,
            sums_are_nameless: header.format == Format::Meta,
            source: plan.source.as_ref().map_or(header.format.name(), Name::as_str).to_owned(),
            channel: header.format.channel().unwrap_or_default().to_owned(),
            fields,
        }
    }

    /// A day and anything that is counted: less is no table of facts.
    fn missing(&self) -> Option<Problem> {
        let mut missing = Vec::new();
        if self.day.is_none() {
            missing.push(Field::Day);
        }
        if self.measures.iter().all(Option::is_none) && self.goals.is_empty() {
            missing.extend(Field::ALL.iter().filter(|field| field.measure().is_some()));
        }
        let found = self.names.iter().filter(|name| !name.is_empty()).cloned().collect();
        (!missing.is_empty()).then(|| Problem::of_file(Kind::Columns { missing, found }))
    }
}

/// What the names say; of several columns for one field the surest stays.
fn guessed(cells: &[String]) -> Vec<Option<Field>> {
    let meanings: Vec<_> = cells.iter().map(|cell| header::meaning(cell)).collect();
    let surest = |wanted: Field| {
        meanings.iter().flatten().filter(|(field, _)| *field == wanted).map(|(_, place)| *place).min()
    };
    meanings
        .iter()
        .map(|meaning| {
            let (field, place) = (*meaning)?;
            (field.is_plural() || surest(field) == Some(place)).then_some(field)
        })
        .collect()
}

/// What somebody said wins over what was guessed, also when another column was guessed to be that field.
fn apply(plan: &Plan, header: &Header, fields: &mut [Option<Field>], problems: &mut Vec<Problem>) {
    let mut said = vec![false; fields.len()];
    for pick in &plan.picks {
        let chosen: Vec<usize> = match &pick.column {
            Column::At(at) => Some(*at).filter(|&at| at < fields.len()).into_iter().collect(),
            Column::Named(name) => {
                (0..fields.len()).filter(|&at| header::is_named(&header.cells[at], name)).collect()
            }
        };
        if let (true, Column::Named(name), true) =
            (chosen.is_empty(), &pick.column, problems.len() < MOST_ABSENT)
        {
            let kind = Kind::NoSuchColumn { found: header.cells.clone() };
            problems.push(Problem { line: 0, column: Some(name.clone()), kind });
        }
        for at in chosen {
            fields[at] = Some(pick.field);
            said[at] = true;
        }
    }
    for at in 0..fields.len() {
        let taken = |other: usize| said[other] && fields[other] == fields[at];
        let singular = fields[at].is_some_and(|field| !field.is_plural());
        if !said[at] && singular && (0..fields.len()).any(taken) {
            fields[at] = None;
        }
    }
}

/// The end of a range says nothing where the day is not the beginning of one.
fn drop_until(header: &Header, fields: &mut [Option<Field>]) {
    let day = fields.iter().position(|field| *field == Some(Field::Day));
    let is_range =
        day.is_some_and(|at| marks::RANGE_STARTS.contains(&header::plain(&header.cells[at]).as_str()));
    if !is_range {
        for field in fields.iter_mut().filter(|field| **field == Some(Field::Until)) {
            *field = None;
        }
    }
}

fn doubled(header: &Header, fields: &[Option<Field>]) -> Vec<Problem> {
    doubled_fields(header, fields).into_iter().chain(doubled_goals(header, fields)).collect()
}

/// Goals are told apart by their names alone.
fn doubled_goals(header: &Header, fields: &[Option<Field>]) -> Option<Problem> {
    let goals: Vec<&String> = header
        .cells
        .iter()
        .zip(fields)
        .filter(|(_, field)| **field == Some(Field::Goal))
        .map(|(cell, _)| cell)
        .collect();
    let namesakes = |name: &String| goals.iter().filter(|other| folded(other) == folded(name)).count() > 1;
    let columns: Vec<String> =
        goals.iter().filter(|name| namesakes(name)).map(|name| (*name).clone()).collect();
    (!columns.is_empty()).then(|| Problem::of_file(Kind::Doubled { field: Field::Goal, columns }))
}

fn doubled_fields(header: &Header, fields: &[Option<Field>]) -> Vec<Problem> {
    let singular = Field::ALL.iter().filter(|field| !field.is_plural());
    singular
        .filter_map(|&field| {
            let taken = (0..fields.len()).filter(|&at| fields[at] == Some(field));
            let columns: Vec<String> = taken.map(|at| header.cells[at].clone()).collect();
            (columns.len() > 1).then(|| Problem::of_file(Kind::Doubled { field, columns }))
        })
        .collect()
}

/// Money in a currency that the header names and the project does not use.
fn foreign_currency(header: &Header, fields: &[Option<Field>], expected: Currency) -> Vec<Problem> {
    let money =
        (0..fields.len()).filter(|&at| fields[at].and_then(Field::measure).is_some_and(Measure::is_money));
    money
        .filter_map(|at| {
            let hint = header::bracketed(&header.cells[at]).and_then(currency::named)?;
            let kind = Kind::Currency { found: hint.name().to_owned(), expected };
            (!hint.fits(expected)).then(|| Problem { line: 0, column: Some(header.cells[at].clone()), kind })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{plan::Pick, preview::Delimiter};

    fn layout(cells: &[&str], picks: &[&str]) -> (Layout, Vec<Problem>) {
        let cells = cells.iter().map(|&cell| cell.to_owned()).collect();
        let header = Header { line: 1, delimiter: Delimiter::Comma, cells, format: Format::Plain };
        let picks = picks.iter().map(|pick| pick.parse::<Pick>().unwrap()).collect();
        Layout::of(&header, &Plan { picks, ..Plan::default() }, Currency::parse("RUB").unwrap())
    }

    #[test]
    fn the_real_file_is_understood_by_its_names() {
        let (layout, problems) = layout(
            &[
                "id",
                "c_date",
                "campaign_name",
                "category",
                "campaign_id",
                "impressions",
                "mark_spent",
                "clicks",
                "leads",
                "orders",
                "revenue",
            ],
            &[],
        );
        assert_eq!(problems, []);
        assert_eq!(layout.day, Some(1));
        assert_eq!(layout.dimensions, [None, Some(3), None, Some(2), None, None, None]);
        assert_eq!(layout.measures, [Some(5), Some(7), Some(6), None, Some(8), Some(9), Some(10)]);
        assert_eq!((layout.details, layout.fields[0], layout.source.as_str()), (vec![4], None, "CSV"));
    }

    #[test]
    fn the_surest_of_several_names_wins_and_what_somebody_says_wins_over_it() {
        let cells = [
            "Reporting starts",
            "Reporting ends",
            "Link clicks",
            "Clicks (all)",
            "Amount spent (RUB)",
            "Results",
        ];
        let (found, problems) = layout(&cells, &[]);
        assert_eq!((found.measures[1], found.until), (Some(2), Some(1)));
        assert_eq!(problems, []);
        let (said, problems) = layout(&cells, &["clicks (ALL)=clicks", "results=goal"]);
        assert_eq!((said.measures[1], said.fields[2]), (Some(3), None));
        assert_eq!((said.goals, said.measures[4]), (vec![5], None));
        assert_eq!(problems, []);
    }

    #[test]
    fn a_day_beside_the_range_makes_the_range_meaningless() {
        let (found, _) = layout(&["Reporting starts", "Reporting ends", "Day", "Clicks"], &[]);
        assert_eq!((found.day, found.until), (Some(2), None));
    }

    #[test]
    fn a_header_that_cannot_be_meant_is_refused_with_names() {
        let kinds = |cells: &[&str], picks: &[&str]| {
            layout(cells, picks).1.into_iter().map(|problem| problem.kind).collect::<Vec<_>>()
        };
        let missing = kinds(&["wann", "wieviel"], &[]);
        assert!(
            matches!(&missing[..], [Kind::Columns { missing, found }] if missing[0] == Field::Day && found.len() == 2)
        );
        let columns = vec!["Clicks".to_owned(), "clicks".to_owned()];
        assert_eq!(
            kinds(&["Day", "Clicks", "clicks"], &[]),
            [Kind::Doubled { field: Field::Clicks, columns }]
        );
        let found = vec!["Day".to_owned(), "Clicks".to_owned()];
        assert_eq!(kinds(&["Day", "Clicks"], &["cost=cost"]), [Kind::NoSuchColumn { found }]);
        let expected = Currency::parse("RUB").unwrap();
        let (_, problems) = layout(&["Day", "Amount spent (USD)"], &[]);
        let kind = Kind::Currency { found: "USD".to_owned(), expected };
        assert_eq!(problems, [Problem { line: 0, column: Some("Amount spent (USD)".to_owned()), kind }]);
    }
}
