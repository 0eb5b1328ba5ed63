//! Dots: every campaign by what it cost and by what a lead of it cost.

use cube::Member;

use crate::report::{
    metric::Metric,
    model::Dimension,
    reader::{Page, Reader},
};

/// A campaign, in whole units of money.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// Which campaign.
    pub member: Member,
    /// What it cost.
    pub cost: f64,
    /// What a lead of it cost; `None` where there was none.
    pub lead_cost: Option<f64>,
    /// How many leads it brought.
    pub leads: i64,
}

/// The campaigns that cost something, the most expensive first.
pub fn dots(reader: &Reader, page: &Page) -> Vec<Dot> {
    let book = reader.book();
    let unit = 10_f64.powi(i32::try_from(book.currency.digits()).unwrap_or(2));
    let dot = |member| {
        let sums = page.sums(Dimension::Campaign, member)?;
        let units = |metric: Metric| metric.of(sums).map(|ratio| ratio.to_f64() / unit);
        let leads = Metric::Leads.sum(sums);
        let cost = units(Metric::Cost).filter(|cost| *cost > 0.0)?;
        Some(Dot { member, cost, lead_cost: units(Metric::CostPerLead), leads })
    };
    let mut dots: Vec<Dot> = book.dictionary(Dimension::Campaign).members().filter_map(dot).collect();
    dots.sort_by(|one, other| other.cost.total_cmp(&one.cost));
    dots
}

/// The radius of a dot in pixels: its area grows with its leads.
#[expect(clippy::cast_precision_loss, reason = "pixels are no more exact")]
pub fn radius(leads: i64, most: i64) -> f64 {
    const LEAST: f64 = 4.0;
    const LARGEST: f64 = 20.0;
    let share = leads.max(0) as f64 / most.max(1) as f64;
    LEAST + (LARGEST - LEAST) * share.clamp(0.0, 1.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::{query::Query, reader::example},
        time::Day,
    };

    #[test]
    fn a_campaign_without_leads_has_a_cost_and_no_price() {
        let mut reader = example();
        let calendar = reader.calendar(Day(0), Day(73)).unwrap();
        let page = reader.page(&Query::parse("category=Печи"), &calendar);
        let dots = dots(&reader, &page);
        let expected = Dot { member: Member(0), cost: 2.0, lead_cost: None, leads: 0 };
        assert_eq!(dots, [expected]);
    }

    #[test]
    fn four_times_the_leads_are_four_times_the_area() {
        assert!((radius(0, 100) - 4.0).abs() < 1e-9);
        assert!((radius(25, 100) - 12.0).abs() < 1e-9);
        assert!((radius(100, 100) - 20.0).abs() < 1e-9);
        assert!((radius(5, 0) - 20.0).abs() < 1e-9);
    }
}
