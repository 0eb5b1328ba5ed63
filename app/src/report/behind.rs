//! What is behind a figure of the page: which facts it is made of, in the words of the page.
//!
//! The same rules as the engine's (`reader.rs`): members of one dimension are alternatives, dimensions combine, a node of
//! the tree means everything below it, what is unknown means nothing, and a table keeps its own rows whatever is chosen
//! in it. A story compares both to the last minor unit.

use std::collections::BTreeSet;

use cube::DayRange;
use serde::{Deserialize, Serialize};

use super::{choice::Subject, model::Dimension, period::Calendar, period::between, query::Query};
use crate::time::Day;

/// Where on the page a figure stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// In the strip: everything that is chosen.
    Total,
    /// In the row of a member.
    Row {
        /// Whose table.
        dimension: Dimension,
        /// The member.
        path: String,
    },
    /// In the last row of a table: everything in it.
    Whole {
        /// Whose table.
        dimension: Dimension,
        /// The node that the table shows the inside of.
        inside: Option<String>,
    },
    /// On a day of the chart.
    Day(Day),
}

impl Cell {
    /// What this place leaves out of account, because a table keeps its rows and the chart its days.
    pub fn own(&self) -> Option<Subject> {
        match self {
            Self::Total => None,
            Self::Row { dimension, .. } | Self::Whole { dimension, .. } => Some(Subject::Members(*dimension)),
            Self::Day(_) => Some(Subject::Days),
        }
    }
}

/// A question about a figure. Which figure it is does not matter: all are made of the same facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The question of the page, as its address has it.
    pub question: String,
    /// Where the figure stands.
    pub cell: Cell,
    /// Whether it is the one of the period that the page compares with.
    pub before: bool,
    /// What the page does not tell apart, because its cut was rolled up.
    pub rolled_up: Vec<Dimension>,
}

/// Which facts a figure is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The days.
    pub days: DayRange,
    /// What passes, in each dimension where not everything does.
    pub limits: Vec<(Dimension, Limit)>,
}

/// What passes in a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// These members and what is below them, by their paths.
    Among(BTreeSet<String>),
    /// What is below a node, and not the node itself.
    Below(String),
}

impl Ask {
    /// The facts that are asked for; none where there is nothing to compare with.
    pub fn scope(&self, calendar: &Calendar) -> Option<Scope> {
        let query = Query::parse(&self.question);
        let now = between(query.from, query.to, calendar);
        let period = if self.before { query.comparison.of(now)? } else { now };
        let moved = i64::from(period.first) - i64::from(now.first);
        let own = self.cell.own();
        let mut scope = Scope { days: period, limits: Vec::new() };
        if let Some((first, last)) = query.choices.days().filter(|_| own != Some(Subject::Days)) {
            scope.days = period.intersection(DayRange::new(first.0, last.0).shifted(moved));
        }
        for subject in query.choices.subjects().filter(|subject| own != Some(*subject)) {
            if let Subject::Members(dimension) = subject {
                let paths = query.choices.members(dimension).map(str::to_owned).collect();
                scope.limits.push((dimension, Limit::Among(paths)));
            }
        }
        match &self.cell {
            Cell::Total | Cell::Whole { inside: None, .. } => {}
            Cell::Day(day) => scope.days = period.intersection(DayRange::new(day.0, day.0)),
            Cell::Row { dimension, path } => {
                scope.limits.push((*dimension, Limit::Among(BTreeSet::from([path.clone()]))));
            }
            Cell::Whole { dimension, inside: Some(path) } => {
                scope.limits.push((*dimension, Limit::Below(path.clone())));
            }
        }
        self.roll_up(scope)
    }

    /// What is rolled up has one member, which has no name: choosing it chooses everything, and another one nothing.
    fn roll_up(&self, mut scope: Scope) -> Option<Scope> {
        let is_nameless = |limit: &Limit| matches!(limit, Limit::Among(paths) if paths.contains(""));
        let rolled_up = |dimension: &Dimension| self.rolled_up.contains(dimension);
        if scope.limits.iter().any(|(dimension, limit)| rolled_up(dimension) && !is_nameless(limit)) {
            return None;
        }
        scope.limits.retain(|(dimension, _)| !rolled_up(dimension));
        Some(scope).filter(|scope| !scope.days.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALENDAR: Calendar = Calendar { first: Day(0), last: Day(99), start: Day(0), today: Day(100) };

    fn ask(question: &str, cell: Cell) -> Ask {
        Ask { question: question.to_owned(), cell, before: false, rolled_up: Vec::new() }
    }

    fn scope(question: &str, cell: Cell) -> Scope {
        ask(question, cell).scope(&CALENDAR).unwrap()
    }

    fn among(dimension: Dimension, paths: &[&str]) -> (Dimension, Limit) {
        (dimension, Limit::Among(paths.iter().map(|path| (*path).to_owned()).collect()))
    }

    fn row(dimension: Dimension, path: &str) -> Cell {
        Cell::Row { dimension, path: path.to_owned() }
    }

    #[test]
    fn the_total_is_everything_that_is_chosen() {
        let question = format!("channel=VK&channel=Direct&category=A+>+B&days={}..{}", Day(80), Day(85));
        let scope = scope(&question, Cell::Total);
        assert_eq!(scope.days, DayRange::new(80, 85));
        let expected = [among(Dimension::Channel, &["Direct", "VK"]), among(Dimension::Category, &["A > B"])];
        assert_eq!(scope.limits, expected);
    }

    #[test]
    fn a_table_leaves_its_own_choice_out_and_the_chart_its_brush() {
        let question = format!("channel=VK&device=phone&days={}..{}", Day(80), Day(85));
        let row = scope(&question, row(Dimension::Channel, "Direct"));
        assert_eq!(
            row.limits,
            [among(Dimension::Device, &["phone"]), among(Dimension::Channel, &["Direct"])]
        );
        assert_eq!(row.days, DayRange::new(80, 85));
        let whole = scope(&question, Cell::Whole { dimension: Dimension::Channel, inside: None });
        assert_eq!(whole.limits, [among(Dimension::Device, &["phone"])]);
        let day = scope(&question, Cell::Day(Day(90)));
        assert_eq!((day.days, day.limits.len()), (DayRange::new(90, 90), 2));
    }

    #[test]
    fn the_inside_of_a_node_is_without_the_node() {
        let inside = Cell::Whole { dimension: Dimension::Category, inside: Some("A".to_owned()) };
        let limits = scope("category=A+>+B&inside=A", inside).limits;
        assert_eq!(limits, [(Dimension::Category, Limit::Below("A".to_owned()))]);
    }

    #[test]
    fn days_outside_of_the_period_mean_nothing() {
        assert_eq!(ask("", Cell::Day(Day(3))).scope(&CALENDAR), None);
        assert_eq!(ask(&format!("days={}..{}", Day(1), Day(5)), Cell::Total).scope(&CALENDAR), None);
    }

    #[test]
    fn the_period_before_takes_the_brush_along() {
        let mut ask = ask(&format!("days={}..{}", Day(72), Day(73)), Cell::Total);
        ask.before = true;
        assert_eq!(ask.scope(&CALENDAR).unwrap().days, DayRange::new(42, 43));
        ask.question.push_str("&compare=none");
        assert_eq!(ask.scope(&CALENDAR), None);
    }

    #[test]
    fn what_is_rolled_up_is_chosen_as_a_whole_or_not_at_all() {
        let mut asked = ask("region=&region=Moscow&device=phone", Cell::Total);
        asked.rolled_up = vec![Dimension::Region];
        assert_eq!(asked.scope(&CALENDAR).unwrap().limits, [among(Dimension::Device, &["phone"])]);
        asked.question = "region=Moscow".to_owned();
        assert_eq!(asked.scope(&CALENDAR), None);
    }
}
