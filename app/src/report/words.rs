//! The words of the report by language: the same on a page and in a file that leaves the house.

use super::{
    metric::Metric,
    model::{By, Dimension, STEP},
};
use crate::i18n::{Locale, td_string};

impl Dimension {
    /// A dimension, as a chip names it.
    pub fn one(self, locale: Locale) -> &'static str {
        match self {
            Self::Category => td_string!(locale, report.category),
            Self::Channel => td_string!(locale, report.channel),
            Self::Campaign => td_string!(locale, report.campaign),
            Self::Device => td_string!(locale, report.device),
            Self::Region => td_string!(locale, report.region),
        }
    }

    /// A dimension, as the head of its table names it.
    pub fn many(self, locale: Locale) -> &'static str {
        match self {
            Self::Category => td_string!(locale, report.categories),
            Self::Channel => td_string!(locale, report.channels),
            Self::Campaign => td_string!(locale, report.campaigns),
            Self::Device => td_string!(locale, report.devices),
            Self::Region => td_string!(locale, report.regions),
        }
    }

    /// A member by its name or path; what the facts do not name has a word too.
    pub fn member(self, locale: Locale, name: &str) -> String {
        match (name, self) {
            ("", Self::Category) => td_string!(locale, report.unmapped).to_owned(),
            ("", _) => td_string!(locale, report.not_given).to_owned(),
            (name, _) => name.replace(STEP, " › "),
        }
    }
}

impl Metric {
    /// A figure.
    pub fn name(self, locale: Locale) -> &'static str {
        match self {
            Self::Impressions => td_string!(locale, metric.impressions),
            Self::Clicks => td_string!(locale, metric.clicks),
            Self::Cost => td_string!(locale, metric.cost),
            Self::Sessions => td_string!(locale, metric.sessions),
            Self::Leads => td_string!(locale, metric.leads),
            Self::Sales => td_string!(locale, metric.sales),
            Self::Revenue => td_string!(locale, metric.revenue),
            Self::CostPerLead => td_string!(locale, metric.cost_per_lead),
            Self::Romi => td_string!(locale, metric.romi),
            Self::Drr => td_string!(locale, metric.drr),
            Self::Ctr => td_string!(locale, metric.ctr),
            Self::Cpc => td_string!(locale, metric.cpc),
            Self::Conversion => td_string!(locale, metric.conversion),
        }
    }
}

impl By {
    /// A row, as the head of the first column names it.
    pub fn one(self, locale: Locale) -> &'static str {
        match self {
            Self::Dimension(dimension) => dimension.one(locale),
            Self::Day => td_string!(locale, report.day),
        }
    }

    /// All rows, as the name of a table.
    pub fn many(self, locale: Locale) -> &'static str {
        match self {
            Self::Dimension(dimension) => dimension.many(locale),
            Self::Day => td_string!(locale, report.days),
        }
    }
}
