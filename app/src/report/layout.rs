//! How the tables of a report are laid out: which figures they show, in which order their rows stand, and whether each
//! figure says how it changed. It is a part of the question, so that a colleague sees the same picture.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{metric::Metric, model::Dimension};

/// How all tables of a report are laid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The figures of the tables that have room: categories and campaigns.
    wide: Columns,
    /// The figures of the tables beside them.
    side: Columns,
    /// The orders that are not as usual.
    orders: BTreeMap<Dimension, Sort>,
    /// Whether every figure says how it changed.
    pub changes: bool,
}

/// Figures side by side: each at most once, in the order of [`Metric::READING`], and at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns(Vec<Metric>);

/// The order of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// The figure that decides; the name when there is none.
    pub by: Option<Metric>,
    /// The largest first.
    pub down: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            wide: Columns(Metric::COLUMNS.to_vec()),
            side: Columns(vec![Metric::Leads, Metric::CostPerLead]),
            orders: BTreeMap::new(),
            changes: false,
        }
    }
}

impl Layout {
    /// The figures of a dimension's table.
    pub fn columns(&self, dimension: Dimension) -> &[Metric] {
        if is_wide(dimension) { &self.wide.0 } else { &self.side.0 }
    }

    /// Shows a figure in a dimension's table, or hides it there; the last one stays.
    pub fn turn(&mut self, dimension: Dimension, metric: Metric) {
        let columns = if is_wide(dimension) { &mut self.wide } else { &mut self.side };
        columns.turn(metric);
    }

    /// Whether a dimension's table shows the usual figures.
    pub fn is_usual(&self, dimension: Dimension) -> bool {
        self.columns(dimension) == Self::default().columns(dimension)
    }

    /// Shows the usual figures again.
    pub fn reset(&mut self, dimension: Dimension) {
        let usual = Self::default();
        if is_wide(dimension) {
            self.wide = usual.wide;
        } else {
            self.side = usual.side;
        }
    }

    /// The order of a dimension's table.
    pub fn sort(&self, dimension: Dimension) -> Sort {
        self.orders.get(&dimension).copied().unwrap_or_else(|| usual_sort(dimension))
    }

    /// Turns the order after a click on a column's head: a new column opens with its usual end, the same one turns round.
    pub fn sort_by(&mut self, dimension: Dimension, by: Option<Metric>) {
        self.order(dimension, self.sort(dimension).clicked(by));
    }

    fn order(&mut self, dimension: Dimension, sort: Sort) {
        if sort == usual_sort(dimension) {
            self.orders.remove(&dimension);
        } else {
            self.orders.insert(dimension, sort);
        }
    }

    /// The figure whose shares the bars of a table show: the first that is a sum, because shares of ratios say nothing.
    pub fn shares(&self, dimension: Dimension) -> Option<Metric> {
        self.columns(dimension).iter().copied().find(|metric| metric.is_sum())
    }

    /// What of an address is about the layout.
    pub(super) fn read(&mut self, key: &str, value: &str) {
        match key {
            "columns" => self.wide = Columns::parse(value).unwrap_or_else(|| self.wide.clone()),
            "side" => self.side = Columns::parse(value).unwrap_or_else(|| self.side.clone()),
            "changes" => self.changes = value == "on",
            "sort" => self.read_order(Dimension::Category, value),
            other => {
                if let Some(dimension) = other.strip_prefix("sort.").and_then(Dimension::parse) {
                    self.read_order(dimension, value);
                }
            }
        }
    }

    fn read_order(&mut self, dimension: Dimension, value: &str) {
        if let Some(sort) = Sort::parse(value) {
            self.order(dimension, sort);
        }
    }

    /// The parts of an address that say it; none for the usual layout.
    pub(super) fn parts(&self) -> Vec<(&'static str, String)> {
        let usual = Self::default();
        let mut parts = Vec::new();
        if self.wide != usual.wide {
            parts.push(("columns", self.wide.to_string()));
        }
        if self.side != usual.side {
            parts.push(("side", self.side.to_string()));
        }
        if self.changes {
            parts.push(("changes", "on".to_owned()));
        }
        parts.extend(self.orders.iter().map(|(dimension, sort)| (sort_key(*dimension), sort.word())));
        parts
    }
}

fn is_wide(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Category | Dimension::Campaign)
}

fn sort_key(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Category => "sort",
        Dimension::Channel => "sort.channel",
        Dimension::Campaign => "sort.campaign",
        Dimension::Device => "sort.device",
        Dimension::Region => "sort.region",
    }
}

fn usual_sort(dimension: Dimension) -> Sort {
    let by = if is_wide(dimension) { Metric::Cost } else { Metric::Leads };
    Sort { by: Some(by), down: true }
}

impl Columns {
    fn turn(&mut self, metric: Metric) {
        let wanted = |one: &Metric| self.0.contains(one) != (*one == metric);
        let columns: Vec<Metric> = Metric::READING.into_iter().filter(wanted).collect();
        if !columns.is_empty() {
            self.0 = columns;
        }
    }

    /// Words that name no figure are passed over; none at all are no columns.
    fn parse(text: &str) -> Option<Self> {
        let named: Vec<Metric> = text.split(',').filter_map(Metric::parse).collect();
        let columns: Vec<Metric> = Metric::READING.into_iter().filter(|one| named.contains(one)).collect();
        (!columns.is_empty()).then_some(Self(columns))
    }
}

impl std::fmt::Display for Columns {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words: Vec<&str> = self.0.iter().map(|metric| metric.word()).collect();
        out.write_str(&words.join(","))
    }
}

impl Default for Sort {
    fn default() -> Self {
        Self { by: Some(Metric::Cost), down: true }
    }
}

impl Sort {
    fn clicked(self, by: Option<Metric>) -> Self {
        if self.by == by { Self { by, down: !self.down } } else { Self { by, down: by.is_some() } }
    }

    fn word(self) -> String {
        let word = self.by.map_or("name", Metric::word);
        if self.down == self.by.is_some() { word.to_owned() } else { format!("{word}.turned") }
    }

    fn parse(text: &str) -> Option<Self> {
        let (word, turned) = text.strip_suffix(".turned").map_or((text, false), |word| (word, true));
        let by = if word == "name" { None } else { Some(Metric::parse(word)?) };
        Some(Self { by, down: by.is_some() != turned })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: Dimension = Dimension::Category;

    #[test]
    fn a_head_clicked_twice_turns_its_own_table_round() {
        let mut layout = Layout::default();
        layout.sort_by(TREE, Some(Metric::Leads));
        assert_eq!(layout.sort(TREE), Sort { by: Some(Metric::Leads), down: true });
        layout.sort_by(TREE, Some(Metric::Leads));
        layout.sort_by(Dimension::Channel, None);
        assert_eq!(layout.sort(Dimension::Channel), Sort { by: None, down: false });
        assert_eq!(layout.sort(Dimension::Device), Sort { by: Some(Metric::Leads), down: true });
        let parts = [("sort", "leads.turned".to_owned()), ("sort.channel", "name".to_owned())];
        assert_eq!(layout.parts(), parts);
    }

    #[test]
    fn an_order_as_usual_leaves_no_trace() {
        let mut layout = Layout::default();
        layout.sort_by(TREE, None);
        layout.sort_by(TREE, Some(Metric::Cost));
        assert_eq!(layout, Layout::default());
    }

    #[test]
    fn figures_stand_where_they_are_read_and_the_last_one_stays() {
        let mut layout = Layout::default();
        layout.turn(TREE, Metric::Clicks);
        assert_eq!(layout.columns(TREE)[..2], [Metric::Clicks, Metric::Cost]);
        assert_eq!(layout.columns(Dimension::Campaign), layout.columns(TREE));
        assert!(layout.is_usual(Dimension::Device));
        layout.turn(Dimension::Device, Metric::Leads);
        layout.turn(Dimension::Device, Metric::CostPerLead);
        assert_eq!(layout.columns(Dimension::Device), [Metric::CostPerLead]);
        assert_eq!(layout.shares(Dimension::Device), None, "a share of a ratio says nothing");
        layout.reset(TREE);
        layout.reset(Dimension::Device);
        assert_eq!(layout, Layout::default());
    }

    #[test]
    fn what_is_unknown_in_an_address_is_passed_over() {
        let mut layout = Layout::default();
        for (key, value) in [("columns", "beauty"), ("side", ""), ("sort", "beauty"), ("sort.moon", "cost")] {
            layout.read(key, value);
        }
        assert_eq!(layout, Layout::default());
        layout.read("columns", "leads,beauty,cost,leads");
        assert_eq!(layout.columns(TREE), [Metric::Cost, Metric::Leads]);
    }
}
