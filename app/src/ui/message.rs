//! Errors in the reader's words: what happened and what to do.

use leptos_i18n::I18nContext;

use crate::{
    error::{Error, Rule},
    i18n::{Locale, t_string},
    text::TextRule,
};

/// The sentence for an error.
pub fn error_text(i18n: I18nContext<Locale>, error: &Error) -> String {
    match error {
        Error::Unauthenticated => t_string!(i18n, error.unauthenticated).to_owned(),
        Error::Missing => t_string!(i18n, error.missing).to_owned(),
        Error::Refused(rule) => rule_text(i18n, *rule),
        Error::Invalid { rule, .. } => text_rule(i18n, *rule),
        Error::Conflict => t_string!(i18n, error.conflict).to_owned(),
        Error::Busy => t_string!(i18n, error.busy).to_owned(),
        Error::Offline => t_string!(i18n, error.offline).to_owned(),
        Error::Stale => t_string!(i18n, error.stale).to_owned(),
        Error::Malformed | Error::Internal => t_string!(i18n, error.internal).to_owned(),
    }
}

/// The sentence for a rule of the house.
pub fn rule_text(i18n: I18nContext<Locale>, rule: Rule) -> String {
    match rule {
        Rule::Role => t_string!(i18n, error.role).to_owned(),
        Rule::Credentials => t_string!(i18n, error.credentials).to_owned(),
        Rule::Patience { seconds } => t_string!(i18n, error.patience, count = seconds).to_string(),
        Rule::Link => t_string!(i18n, error.link).to_owned(),
        Rule::RequestsOnly => t_string!(i18n, error.requests_only).to_owned(),
        Rule::ClientAssignee => t_string!(i18n, error.client_assignee).to_owned(),
        Rule::Assignee => t_string!(i18n, error.assignee).to_owned(),
        Rule::Taken => t_string!(i18n, error.taken).to_owned(),
        Rule::Enough { most } => t_string!(i18n, error.enough, count = most).to_string(),
        Rule::TooLarge { mebibytes } => t_string!(i18n, error.too_large, size = mebibytes).to_string(),
        Rule::UploadGone => t_string!(i18n, error.upload_gone).to_owned(),
        Rule::Full { most } => t_string!(i18n, error.full, count = most).to_string(),
    }
}

/// The sentence for what is wrong with a text.
pub fn text_rule(i18n: I18nContext<Locale>, rule: TextRule) -> String {
    match rule {
        TextRule::Empty => t_string!(i18n, error.empty).to_owned(),
        TextRule::TooLong { most } => t_string!(i18n, error.too_long, count = most).to_string(),
        TextRule::TooShort { least } => t_string!(i18n, error.too_short, count = least).to_string(),
        TextRule::Control => t_string!(i18n, error.control).to_owned(),
        // The mapping, where expressions are written, has words for each flaw.
        TextRule::Form | TextRule::Expression { .. } => t_string!(i18n, error.form).to_owned(),
    }
}
