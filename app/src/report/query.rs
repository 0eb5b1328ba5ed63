//! The whole question that a reader asks, as one value and as the text of an address.
//!
//! `?from=2026-10-24&to=2026-11-22&category=Камины+>+Электрокамины&channel=VK` can be read, sent to a colleague and kept:
//! it names members by their names and leaves out whatever is as usual. Parts that this version does not understand are
//! passed over and the rest is kept.

use serde::{Deserialize, Serialize};

use super::{
    address::{decoded, encoded},
    choice::{Choice, Choices},
    layout::Layout,
    metric::Metric,
    model::Dimension,
    period::{Comparison, days},
};
use crate::{access::model::names, time::Day};

/// What a reader asks of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The first day, when it was named.
    pub from: Option<Day>,
    /// The last day, when it was named.
    pub to: Option<Day>,
    /// What the period is compared with.
    pub comparison: Comparison,
    /// What is chosen on the page.
    pub choices: Choices,
    /// The category that the tree shows the inside of, by its path; everything when there is none.
    pub inside: Option<String>,
    /// How the tables are laid out.
    pub layout: Layout,
    /// The picture over the tables.
    pub picture: Picture,
    /// The figure that the chart over days draws as a line.
    pub chart: Metric,
    /// The figure that is the size of a category in its picture.
    pub size: Metric,
    /// The figure that is its colour.
    pub colour: Metric,
}

names! {
    /// What the picture over the tables shows.
    #[derive(Default)]
    Picture {
        /// Days: cost as bars, a figure as a line.
        #[default]
        Days = "days",
        /// Categories: one figure as size, another as colour.
        Categories = "categories",
        /// Campaigns: what they cost against what a lead costs.
        Campaigns = "campaigns",
        /// The way from being seen to a sale.
        Funnel = "funnel",
    }
}

impl Default for Query {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            comparison: Comparison::default(),
            choices: Choices::default(),
            inside: None,
            layout: Layout::default(),
            picture: Picture::default(),
            chart: Metric::Leads,
            size: Metric::Cost,
            colour: Metric::CostPerLead,
        }
    }
}

impl Query {
    /// Names the days that the report is about. A brush outside of them would leave nothing, so it goes.
    pub fn turn_to(&mut self, from: Day, to: Day) {
        (self.from, self.to) = (Some(from), Some(to));
        if self.choices.days().is_some_and(|(first, last)| first < from || to < last) {
            self.choices.brush(None);
        }
    }

    /// Reads the part of an address after the question mark.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for part in text.trim_start_matches('?').split('&') {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            query.read(&decoded(key), &decoded(value));
        }
        query
    }

    fn read(&mut self, key: &str, value: &str) {
        match key {
            "from" => self.from = Day::parse(value).ok().or(self.from),
            "to" => self.to = Day::parse(value).ok().or(self.to),
            "days" => self.choices.brush(days(value).or(self.choices.days())),
            "compare" => self.comparison = Comparison::parse(value).unwrap_or(self.comparison),
            "inside" => self.inside = Some(value.to_owned()).filter(|path| !path.is_empty()),
            "picture" => self.picture = Picture::parse(value).unwrap_or(self.picture),
            "chart" => self.chart = Metric::parse(value).unwrap_or(self.chart),
            "size" => self.size = Metric::parse(value).filter(|metric| metric.is_sum()).unwrap_or(self.size),
            "colour" => self.colour = Metric::parse(value).unwrap_or(self.colour),
            other => match Dimension::parse(other) {
                Some(dimension) => self.choices.choose(dimension, value),
                None => self.layout.read(other, value),
            },
        }
    }
}

impl std::fmt::Display for Query {
    /// The part of an address after the question mark; empty for the usual question.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let usual = Self::default();
        let mut parts: Vec<(&str, String)> = Vec::new();
        parts.extend(self.from.map(|day| ("from", day.to_string())));
        parts.extend(self.to.map(|day| ("to", day.to_string())));
        if self.comparison != usual.comparison {
            parts.push(("compare", self.comparison.to_string()));
        }
        for choice in self.choices.all() {
            match choice {
                Choice::Members(dimension, set) => {
                    parts.extend(set.iter().map(|path| (dimension.word(), encoded(path))));
                }
                Choice::Days(first, last) => parts.push(("days", format!("{first}..{last}"))),
            }
        }
        parts.extend(self.inside.as_deref().map(|path| ("inside", encoded(path))));
        parts.extend(self.layout.parts());
        if self.picture != usual.picture {
            parts.push(("picture", self.picture.word().to_owned()));
        }
        let figures = [
            ("chart", self.chart, usual.chart),
            ("size", self.size, usual.size),
            ("colour", self.colour, usual.colour),
        ];
        let unusual = figures.into_iter().filter(|(_, metric, usual)| metric != usual);
        parts.extend(unusual.map(|(key, metric, _)| (key, metric.word().to_owned())));
        let parts: Vec<String> = parts.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
        out.write_str(&parts.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn the_usual_question_needs_no_words() {
        assert_eq!(Query::default().to_string(), "");
        assert_eq!(Query::parse(""), Query::default());
        assert_eq!(Query::parse("?"), Query::default());
    }

    #[test]
    fn an_address_can_be_read() {
        let mut query = Query::default();
        query.turn_to(day("2026-10-24"), day("2026-11-22"));
        query.choices.click(Dimension::Channel, "VK & Co", false);
        query.choices.brush(Some((day("2026-11-10"), day("2026-11-17"))));
        query.choices.click(Dimension::Category, "Камины > Электрокамины", false);
        query.inside = Some("Камины".to_owned());
        let text = "from=2026-10-24&to=2026-11-22&channel=VK+%26+Co&days=2026-11-10..2026-11-17\
                    &category=Камины+>+Электрокамины&inside=Камины";
        assert_eq!(query.to_string(), text);
        assert_eq!(Query::parse(text), query);
    }

    #[test]
    fn a_browser_may_escape_what_we_left_readable() {
        let query = Query::parse("category=%D0%9F%D0%B5%D1%87%D0%B8%20%3E%20%D0%91%D0%B0%D0%BD%D1%8F");
        assert!(query.choices.has(Dimension::Category, "Печи > Баня"));
    }

    #[test]
    fn broken_parts_are_passed_over_and_the_rest_is_kept() {
        let query = Query::parse(
            "from=yesterday&to=2026-11-22&&=&utm_source=x&channel&sort=beauty&days=9..1&chart=%FF&%",
        );
        let mut expected = Query { to: Some(day("2026-11-22")), ..Query::default() };
        expected.choices.choose(Dimension::Channel, "");
        assert_eq!(query, expected);
    }

    #[test]
    fn a_new_period_lets_go_of_a_brush_outside() {
        let mut query = Query::default();
        query.choices.brush(Some((day("2026-11-10"), day("2026-11-17"))));
        query.turn_to(day("2026-11-01"), day("2026-11-30"));
        assert!(query.choices.days().is_some());
        query.turn_to(day("2026-11-12"), day("2026-11-30"));
        assert_eq!(query.choices.days(), None);
    }

    prop_compose! {
        fn queries()(
            from in proptest::option::of(0..40_000_i32),
            to in proptest::option::of(0..40_000_i32),
            comparison in proptest::sample::select(Comparison::NAMED.to_vec()),
            clicks in proptest::collection::vec((proptest::sample::select(Dimension::ALL), any::<String>()), 0..8),
            inside in proptest::option::of(any::<String>()),
            brush in proptest::option::of((0..40_000_i32, 0..400_i32)),
            heads in proptest::collection::vec((proptest::sample::select(Dimension::ALL), a_metric()), 0..6),
            hidden in proptest::collection::vec((proptest::sample::select(Dimension::ALL), a_metric()), 0..6),
            picture in proptest::sample::select(Picture::ALL),
            (chart, size, colour) in (a_metric(), proptest::sample::select(&Metric::ALL[..7]), a_metric()),
            changes in any::<bool>(),
        ) -> Query {
            let brush = brush.map(|(first, more)| (Day(first), Day(first + more)));
            let inside = inside.filter(|path| !path.is_empty());
            let mut query = Query { from: from.map(Day), to: to.map(Day), comparison, inside, picture, chart, size, colour, ..Query::default() };
            if let Some((first, last)) = brush.filter(|(first, _)| first.0 % 2 == 0) {
                query.comparison = Comparison::Days(first, last);
            }
            query.layout.changes = changes;
            for (dimension, metric) in &heads {
                query.layout.sort_by(*dimension, Some(*metric));
            }
            for (dimension, metric) in &hidden {
                query.layout.turn(*dimension, *metric);
            }
            for (at, (dimension, path)) in clicks.iter().enumerate() {
                if at == 3 {
                    query.choices.brush(brush);
                }
                query.choices.click(*dimension, path, true);
            }
            query
        }
    }

    fn a_metric() -> impl Strategy<Value = Metric> {
        proptest::sample::select(Metric::ALL)
    }

    proptest! {
        #[test]
        fn a_question_survives_its_address(query in queries()) {
            prop_assert_eq!(Query::parse(&query.to_string()), query);
        }

        #[test]
        fn any_text_is_some_question_and_settles(text in any::<String>()) {
            let query = Query::parse(&text);
            prop_assert_eq!(Query::parse(&query.to_string()), query);
        }
    }
}
