//! The words of the report in the reader's language.

use crate::{
    i18n::{I18nContext, Locale, t_string},
    report::{
        metric::Metric,
        model::{Dimension, STEP},
    },
};

type I18n = I18nContext<Locale>;

/// A dimension, as a chip names it.
pub fn one(i18n: I18n, dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Category => t_string!(i18n, report.category),
        Dimension::Channel => t_string!(i18n, report.channel),
        Dimension::Campaign => t_string!(i18n, report.campaign),
        Dimension::Device => t_string!(i18n, report.device),
        Dimension::Region => t_string!(i18n, report.region),
    }
}

/// A dimension, as the head of its table names it.
pub fn many(i18n: I18n, dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Category => t_string!(i18n, report.categories),
        Dimension::Channel => t_string!(i18n, report.channels),
        Dimension::Campaign => t_string!(i18n, report.campaigns),
        Dimension::Device => t_string!(i18n, report.devices),
        Dimension::Region => t_string!(i18n, report.regions),
    }
}

/// A figure.
pub fn metric(i18n: I18n, metric: Metric) -> &'static str {
    match metric {
        Metric::Impressions => t_string!(i18n, metric.impressions),
        Metric::Clicks => t_string!(i18n, metric.clicks),
        Metric::Cost => t_string!(i18n, metric.cost),
        Metric::Sessions => t_string!(i18n, metric.sessions),
        Metric::Leads => t_string!(i18n, metric.leads),
        Metric::Sales => t_string!(i18n, metric.sales),
        Metric::Revenue => t_string!(i18n, metric.revenue),
        Metric::CostPerLead => t_string!(i18n, metric.cost_per_lead),
        Metric::Romi => t_string!(i18n, metric.romi),
        Metric::Drr => t_string!(i18n, metric.drr),
        Metric::Ctr => t_string!(i18n, metric.ctr),
        Metric::Cpc => t_string!(i18n, metric.cpc),
        Metric::Conversion => t_string!(i18n, metric.conversion),
    }
}

/// A member by its name or path; what the facts do not name has a word too.
pub fn member(i18n: I18n, dimension: Dimension, name: &str) -> String {
    match (name, dimension) {
        ("", Dimension::Category) => t_string!(i18n, report.unmapped).to_owned(),
        ("", _) => t_string!(i18n, report.not_given).to_owned(),
        (name, _) => name.replace(STEP, " › "),
    }
}
