//! How a figure comes about: what is added up, and what is divided by what.

use super::metric::{Kind, Metric};

/// How a figure is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// Added up from the rows.
    Sum,
    /// One sum divided by another.
    Share {
        /// What is divided.
        of: Metric,
        /// By what.
        by: Metric,
    },
    /// What a sum has gained over another, divided by that: `(of − by) / by`.
    Gain {
        /// What came out.
        of: Metric,
        /// What was put in.
        by: Metric,
    },
}

impl Metric {
    /// How this figure is made.
    pub fn formula(self) -> Formula {
        let share = |of, by| Formula::Share { of, by };
        match self {
            Self::CostPerLead => share(Self::Cost, Self::Leads),
            Self::Drr => share(Self::Cost, Self::Revenue),
            Self::Ctr => share(Self::Clicks, Self::Impressions),
            Self::Cpc => share(Self::Cost, Self::Clicks),
            Self::Conversion => share(Self::Leads, Self::Sessions),
            Self::Romi => Formula::Gain { of: Self::Revenue, by: Self::Cost },
            Self::Impressions
            | Self::Clicks
            | Self::Cost
            | Self::Sessions
            | Self::Leads
            | Self::Sales
            | Self::Revenue => Formula::Sum,
        }
    }

    /// The sums that this figure is made of.
    pub fn parts(self) -> Vec<Self> {
        match self.formula() {
            Formula::Sum => vec![self],
            Formula::Share { of, by } | Formula::Gain { of, by } => vec![of, by],
        }
    }

    /// Whether what is shown is the figure itself and not what it was rounded to.
    pub fn is_exact(self, sums: &[i64]) -> bool {
        let sum = |metric: Self| i128::from(metric.sum(sums));
        let scale = if self.kind() == Kind::Percent { 1_000 } else { 1 };
        let (above, below) = match self.formula() {
            Formula::Sum => return true,
            Formula::Share { of, by } => (sum(of), sum(by)),
            Formula::Gain { of, by } => (sum(of) - sum(by), sum(by)),
        };
        below != 0 && above * scale % below == 0
    }
}

#[cfg(test)]
mod tests {
    use cube::Ratio;

    use super::*;

    #[test]
    fn a_formula_says_what_the_figure_is() {
        let sums = [1_000, 50, 987_650, 400, 12, 3, 5_000_000];
        for metric in Metric::ALL {
            let sum = |metric: Metric| sums[metric as usize];
            let made = match metric.formula() {
                Formula::Sum => Ratio::of(sum(*metric), 1),
                Formula::Share { of, by } => Ratio::of(sum(of), sum(by)),
                Formula::Gain { of, by } => Ratio::of(sum(of) - sum(by), sum(by)),
            };
            assert_eq!(made, metric.of(&sums), "{}", metric.word());
        }
    }

    #[test]
    fn what_is_rounded_is_known() {
        let sums = |cost, leads| [0, 0, cost, 0, leads, 0, cost * 2];
        assert!(Metric::CostPerLead.is_exact(&sums(1_200, 12)));
        assert!(!Metric::CostPerLead.is_exact(&sums(987_650, 12)));
        assert!(!Metric::CostPerLead.is_exact(&sums(5, 0)));
        assert!(Metric::Romi.is_exact(&sums(7, 0)));
        assert!(Metric::Cost.is_exact(&sums(7, 0)));
        assert!(!Metric::Ctr.is_exact(&[3, 1, 0, 0, 0, 0, 0]));
    }
}
