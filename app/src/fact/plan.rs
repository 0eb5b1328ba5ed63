//! What a column of a file can mean, and what a person says about it.

use serde::{Deserialize, Serialize};

use super::model::{Dimension, Measure};
use crate::{access::model::names, text::Name};

names! {
    /// What a column is taken for.
    Field {
        /// The day, or the first day of a range.
        Day = "day",
        /// The last day of a range; must be the first day, too.
        Until = "until",
        /// The system that the figures come from.
        Source = "source",
        /// Goods or services.
        Category = "category",
        /// Where people came from.
        Channel = "channel",
        /// The campaign.
        Campaign = "campaign",
        /// What people held in their hands.
        Device = "device",
        /// Where people were.
        Region = "region",
        /// A part of the finer name: ad group, advertisement, key phrase, a number.
        Detail = "detail",
        /// Shown so often.
        Impressions = "impressions",
        /// Clicked so often.
        Clicks = "clicks",
        /// What it cost.
        Cost = "cost",
        /// Visits.
        Sessions = "sessions",
        /// Leads.
        Leads = "leads",
        /// Sales.
        Sales = "sales",
        /// Revenue.
        Revenue = "revenue",
        /// A count of its own, called as the column is.
        Goal = "goal",
        /// The code of a currency, which must be the project's.
        Currency = "currency",
        /// Nothing: the column is left out.
        Skip = "skip",
    }
}

impl Field {
    /// The dimension that this field fills.
    pub fn dimension(self) -> Option<Dimension> {
        Dimension::parse(self.word())
    }

    /// The measure that this field fills.
    pub fn measure(self) -> Option<Measure> {
        Measure::parse(self.word())
    }

    /// Whether several columns may be taken for this.
    pub fn is_plural(self) -> bool {
        matches!(self, Self::Detail | Self::Goal | Self::Skip)
    }
}

names! {
    /// Which of two numbers in `3/4/26` is the day.
    DateOrder {
        /// The first: the third of April.
        DayFirst = "dmy",
        /// The second: the fourth of March.
        MonthFirst = "mdy",
    }
}

/// Which column somebody means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// By its place, from 0: what a page says, where two columns may be namesakes.
    At(usize),
    /// By its name: what the command line says.
    Named(String),
}

/// A column and what it is to be taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// The column.
    pub column: Column,
    /// What it is.
    pub field: Field,
}

impl Pick {
    /// The name of the column, when it is named.
    pub fn name(&self) -> Option<&str> {
        match &self.column {
            Column::At(_) => None,
            Column::Named(name) => Some(name),
        }
    }
}

/// What a person says about a file; what they leave open is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// Columns that mean something else than was found out.
    pub picks: Vec<Pick>,
    /// What the source is called; by default the format's name.
    pub source: Option<Name>,
    /// How dates with slashes are to be read.
    pub dates: Option<DateOrder>,
}

impl Plan {
    /// Says what the column at a place is. A field of which there is one leaves the column of which it was said before.
    pub fn pick(&mut self, at: usize, field: Field) {
        let moves = |pick: &Pick| pick.field == field && !field.is_plural();
        self.picks.retain(|pick| pick.column != Column::At(at) && !moves(pick));
        self.picks.push(Pick { column: Column::At(at), field });
    }

    /// What somebody said that the column at a place is.
    pub fn said(&self, at: usize) -> Option<Field> {
        self.picks.iter().find(|pick| pick.column == Column::At(at)).map(|pick| pick.field)
    }
}

/// What is wrong with a `column=field` of the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAPick {
    /// There is no `=` in it, or nothing before it.
    Form,
    /// There is no such field.
    Field(String),
}

impl std::str::FromStr for Pick {
    type Err = NotAPick;

    /// Reads `mark_spent=cost`. The name of a column may hold `=` itself: the last one counts.
    fn from_str(text: &str) -> Result<Self, NotAPick> {
        let (column, word) =
            text.rsplit_once('=').filter(|(column, _)| !column.trim().is_empty()).ok_or(NotAPick::Form)?;
        let field = Field::parse(word.trim()).ok_or_else(|| NotAPick::Field(word.trim().to_owned()))?;
        Ok(Self { column: Column::Named(column.trim().to_owned()), field })
    }
}

impl std::fmt::Display for NotAPick {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Form => out.write_str("write a column and what it is, such as mark_spent=cost"),
            Self::Field(word) => {
                let words: Vec<_> = Field::ALL.iter().map(|field| field.word()).collect();
                write!(out, "\"{word}\" is no field; a field is one of {}", words.join(", "))
            }
        }
    }
}

impl std::error::Error for NotAPick {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dimension_and_measure_is_a_field() {
        let dimensions = Dimension::ALL.iter().map(|one| one.word());
        let measures = Measure::ALL.iter().map(|one| one.word());
        for word in dimensions.chain(measures) {
            assert!(Field::parse(word).is_some(), "{word}");
        }
        assert_eq!(Field::Cost.measure(), Some(Measure::Cost));
        assert_eq!(Field::Day.dimension(), None);
    }

    #[test]
    fn a_field_of_which_there_is_one_moves_with_what_is_said_last() {
        let mut plan = Plan::default();
        plan.pick(3, Field::Cost);
        plan.pick(3, Field::Clicks);
        assert_eq!(plan.said(3), Some(Field::Clicks), "a column is one thing");
        plan.pick(5, Field::Clicks);
        assert_eq!((plan.said(3), plan.said(5)), (None, Some(Field::Clicks)));
        for at in [1, 2] {
            plan.pick(at, Field::Goal);
        }
        assert_eq!((plan.said(1), plan.said(2)), (Some(Field::Goal), Some(Field::Goal)), "goals may be many");
    }

    #[test]
    fn a_pick_is_a_column_and_a_field() {
        let named = |column: &str, field| Ok(Pick { column: Column::Named(column.to_owned()), field });
        assert_eq!("mark_spent=cost".parse(), named("mark_spent", Field::Cost));
        assert_eq!(" a=b = skip ".parse(), named("a=b", Field::Skip));
        assert_eq!("mark_spent".parse::<Pick>(), Err(NotAPick::Form));
        assert_eq!("=cost".parse::<Pick>(), Err(NotAPick::Form));
        assert_eq!("a=price".parse::<Pick>(), Err(NotAPick::Field("price".to_owned())));
        assert!("a=price".parse::<Pick>().unwrap_err().to_string().contains("day, until, source"));
    }
}
