//! The words of the report in the reader's language.

use crate::{
    i18n::{I18nContext, Locale},
    report::{metric::Metric, model::Dimension},
};

type I18n = I18nContext<Locale>;

/// A dimension, as a chip names it.
pub fn one(i18n: I18n, dimension: Dimension) -> &'static str {
    dimension.one(i18n.get_locale())
}

/// A dimension, as the head of its table names it.
pub fn many(i18n: I18n, dimension: Dimension) -> &'static str {
    dimension.many(i18n.get_locale())
}

/// A figure.
pub fn metric(i18n: I18n, metric: Metric) -> &'static str {
    metric.name(i18n.get_locale())
}

/// A member by its name or path; what the facts do not name has a word too.
pub fn member(i18n: I18n, dimension: Dimension, name: &str) -> String {
    dimension.member(i18n.get_locale(), name)
}
