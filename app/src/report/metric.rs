//! The figures of a report: what they are made of, how they are shown, and whether more of them is better.

use std::cmp::Ordering;

use cube::Ratio;
use serde::{Deserialize, Serialize};

use super::{formula::Formula, model::MEASURES};
use crate::access::model::names;

names! {
    /// A figure. The first seven are sums and stand in the order of the measures of a cut; the others are ratios of sums.
    Metric {
        /// How often an advertisement was shown.
        Impressions = "impressions",
        /// How often it was clicked.
        Clicks = "clicks",
        /// What it cost.
        Cost = "cost",
        /// Visits to the site.
        Sessions = "sessions",
        /// People who left a request.
        Leads = "leads",
        /// Leads that became orders.
        Sales = "sales",
        /// What the orders brought.
        Revenue = "revenue",
        /// Cost of one lead.
        CostPerLead = "cost_per_lead",
        /// Return on marketing investment: (revenue − cost) / cost.
        Romi = "romi",
        /// Share of the cost in the revenue.
        Drr = "drr",
        /// Clicks per impression.
        Ctr = "ctr",
        /// Cost of one click.
        Cpc = "cpc",
        /// Leads per session.
        Conversion = "conversion",
    }
}

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number of things.
    Count,
    /// Minor units of the project's currency.
    Money,
    /// A share, written in percent.
    Percent,
}

/// Whether a change of a figure is for the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// For the better.
    Good,
    /// For the worse.
    Bad,
    /// Neither: more cost is good or bad only together with what it brought.
    Neutral,
}

/// How a figure changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// By how many tenths of a percent; of a percentage point for figures that are shares.
    pub tenths: i64,
    /// Whether `tenths` counts percentage points.
    pub points: bool,
    /// Whether that is good.
    pub tone: Tone,
}

impl Change {
    /// How a share changed of which more is better, in tenths of a percentage point.
    pub fn of_share(before: i64, now: i64) -> Self {
        let tone = match now.cmp(&before) {
            Ordering::Equal => Tone::Neutral,
            Ordering::Greater => Tone::Good,
            Ordering::Less => Tone::Bad,
        };
        Self { tenths: now.saturating_sub(before), points: true, tone }
    }
}

/// A figure, ready to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// So many things.
    Count(i64),
    /// So many minor units.
    Money(i64),
    /// So many tenths of a percent.
    Tenths(i64),
}

impl Metric {
    /// The figures of the strip above the chart.
    pub const STRIP: [Self; 6] =
        [Self::Cost, Self::Leads, Self::CostPerLead, Self::Sales, Self::Revenue, Self::Romi];

    /// All of them in the order in which they are read: from being seen to what it brought.
    pub const READING: [Self; 13] = [
        Self::Impressions,
        Self::Clicks,
        Self::Ctr,
        Self::Cpc,
        Self::Sessions,
        Self::Cost,
        Self::Leads,
        Self::Conversion,
        Self::CostPerLead,
        Self::Sales,
        Self::Revenue,
        Self::Romi,
        Self::Drr,
    ];

    /// The usual columns of the category tree.
    pub const COLUMNS: [Self; 6] =
        [Self::Cost, Self::Leads, Self::CostPerLead, Self::Sales, Self::Revenue, Self::Drr];

    /// How this figure is written.
    pub fn kind(self) -> Kind {
        match self {
            Self::Impressions | Self::Clicks | Self::Sessions | Self::Leads | Self::Sales => Kind::Count,
            Self::Cost | Self::Revenue | Self::CostPerLead | Self::Cpc => Kind::Money,
            Self::Romi | Self::Drr | Self::Ctr | Self::Conversion => Kind::Percent,
        }
    }

    /// Whether this figure is a sum, so that parts of it add up to the whole.
    pub fn is_sum(self) -> bool {
        (self as usize) < MEASURES
    }

    /// The sum that this figure is, among some sums; nothing for a ratio.
    pub fn sum(self, sums: &[i64]) -> i64 {
        if self.is_sum() { sums.get(self as usize).copied().unwrap_or(0) } else { 0 }
    }

    /// The figure over some sums; `None` ("no value") where the formula would divide by zero.
    pub fn of(self, sums: &[i64]) -> Option<Ratio> {
        match self.formula() {
            Formula::Sum => Ratio::of(self.sum(sums), 1),
            Formula::Share { of, by } => Ratio::of(of.sum(sums), by.sum(sums)),
            Formula::Gain { of, by } => {
                Ratio::change(by.sum(sums), of.sum(sums)).filter(|_| by.sum(sums) > 0)
            }
        }
    }

    /// The figure over some sums, rounded to what is shown.
    pub fn value(self, sums: &[i64]) -> Option<Value> {
        let ratio = self.of(sums)?;
        match self.kind() {
            Kind::Count => ratio.rounded().map(Value::Count),
            Kind::Money => ratio.rounded().map(Value::Money),
            Kind::Percent => ratio.scaled(1_000).map(Value::Tenths),
        }
    }

    /// How the figure changed between two sums. Shares change by percentage points, as they are shown: a reader who
    /// subtracts the two figures on the page gets the third.
    pub fn change(self, before: &[i64], now: &[i64]) -> Option<Change> {
        let points = self.kind() == Kind::Percent;
        let tenths = match (self.value(before)?, self.value(now)?) {
            (Value::Tenths(before), Value::Tenths(now)) => now.checked_sub(before)?,
            _ => self.of(now)?.change_since(self.of(before)?)?.scaled(1_000)?,
        };
        Some(Change { tenths, points, tone: self.tone(tenths.cmp(&0)) })
    }

    /// In which direction this figure is better; none where more is neither.
    pub fn better(self) -> Option<Ordering> {
        match self {
            Self::Impressions | Self::Cost => None,
            Self::CostPerLead | Self::Drr | Self::Cpc => Some(Ordering::Less),
            _ => Some(Ordering::Greater),
        }
    }

    fn tone(self, trend: Ordering) -> Tone {
        let Some(better) = self.better() else { return Tone::Neutral };
        match trend {
            Ordering::Equal => Tone::Neutral,
            trend if trend == better => Tone::Good,
            _ => Tone::Bad,
        }
    }
}

/// A part of a whole in percent, from 0 to 100, for bars.
pub fn percent(part: i64, whole: i64) -> i64 {
    Ratio::of(part, whole).and_then(|share| share.scaled(100)).unwrap_or(0).clamp(0, 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Impressions, clicks, cost, sessions, leads, sales, revenue.
    const SOCIAL: [i64; 7] = [0, 0, 1_379_850_000, 0, 31_384, 2_635, 1_191_145_400];

    #[test]
    fn ratios_are_made_of_sums_and_rounded_away_from_zero() {
        assert_eq!(Metric::CostPerLead.value(&SOCIAL), Some(Value::Money(43_967)));
        assert_eq!(Metric::Romi.value(&SOCIAL), Some(Value::Tenths(-137)));
        assert_eq!(Metric::Drr.value(&SOCIAL), Some(Value::Tenths(1_158)));
        assert_eq!(Metric::Leads.value(&SOCIAL), Some(Value::Count(31_384)));
    }

    #[test]
    fn a_zero_denominator_is_no_value() {
        for metric in [Metric::Ctr, Metric::Cpc, Metric::Conversion] {
            assert_eq!(metric.value(&SOCIAL), None, "{}", metric.word());
        }
        for metric in [Metric::Romi, Metric::Drr, Metric::CostPerLead] {
            assert_eq!(metric.value(&[0; 7]), None, "{}", metric.word());
        }
        assert_eq!(Metric::Cost.value(&[0; 7]), Some(Value::Money(0)));
    }

    #[test]
    fn a_change_says_whether_it_is_good() {
        let (before, now) = ([0, 0, 100, 0, 10, 1, 400], [0, 0, 120, 0, 20, 1, 240]);
        let change = |metric: Metric| metric.change(&before, &now).unwrap();
        assert_eq!(change(Metric::Cost), Change { tenths: 200, points: false, tone: Tone::Neutral });
        assert_eq!(change(Metric::Leads), Change { tenths: 1_000, points: false, tone: Tone::Good });
        assert_eq!(change(Metric::CostPerLead), Change { tenths: -400, points: false, tone: Tone::Good });
        assert_eq!(change(Metric::Sales), Change { tenths: 0, points: false, tone: Tone::Neutral });
        assert_eq!(change(Metric::Revenue), Change { tenths: -400, points: false, tone: Tone::Bad });
        assert_eq!(change(Metric::Romi), Change { tenths: -2_000, points: true, tone: Tone::Bad });
        assert_eq!(change(Metric::Drr), Change { tenths: 250, points: true, tone: Tone::Bad });
    }

    #[test]
    fn from_nothing_there_is_no_change() {
        assert_eq!(Metric::Leads.change(&[0; 7], &SOCIAL), None);
        assert_eq!(Metric::CostPerLead.change(&[0; 7], &SOCIAL), None);
    }

    #[test]
    fn every_figure_is_read_somewhere_and_sums_come_first() {
        let read: std::collections::HashSet<Metric> = Metric::READING.into();
        assert_eq!(read.len(), Metric::ALL.len());
        assert_eq!(Metric::ALL.iter().filter(|metric| metric.is_sum()).count(), MEASURES);
    }

    #[test]
    fn bars_stay_within_their_cell() {
        assert_eq!([percent(1, 3), percent(5, 2), percent(-1, 2), percent(1, 0)], [33, 100, 0, 0]);
    }
}
