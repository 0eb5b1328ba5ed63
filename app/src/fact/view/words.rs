//! Sentences that are put together from what was understood of a file.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::{
    fact::preview::{Delimiter, Format as Origin, Outcome, Preview},
    i18n::{Locale, t_string},
    ui::Format,
};

type Words = I18nContext<Locale>;

/// What can be done with a file, in one line: what matters, and what follows from it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    pub fact: String,
    pub advice: String,
}

impl Verdict {
    fn new(fact: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { fact: fact.into(), advice: advice.into() }
    }

    /// As one text, for the ear.
    pub(super) fn said(&self) -> String {
        format!("{} {}", self.fact, self.advice)
    }
}

/// What can be done with a file.
pub(super) fn verdict(i18n: Words, format: Format, preview: &Preview) -> Verdict {
    if preview.fatal().is_some() {
        let known = !preview.columns.is_empty();
        let advice =
            if known { t_string!(i18n, fact.fatal_columns) } else { t_string!(i18n, fact.fatal_file) };
        return Verdict::new("", advice);
    }
    if preview.question.is_some() {
        return Verdict::new("", t_string!(i18n, fact.answer_first));
    }
    let bad = bad_rows(i18n, format, preview.refused);
    match (preview.good, preview.refused) {
        (0, _) => Verdict::new(bad, t_string!(i18n, fact.nothing_good)),
        (good, 0) => {
            Verdict::new(t_string!(i18n, fact.good_rows, count = good, rows = whole(format, good)), "")
        }
        _ => Verdict::new(bad, t_string!(i18n, fact.whole_file_waits)),
    }
}

/// How many rows cannot be read in.
pub(super) fn bad_rows(i18n: Words, format: Format, count: u64) -> String {
    t_string!(i18n, fact.bad_rows, count = count, rows = whole(format, count))
}

/// What the button says that reads the file in.
pub(super) fn import(i18n: Words, format: Format, good: u64, has_bad: bool) -> String {
    if has_bad {
        t_string!(i18n, fact.import_good, count = good, rows = whole(format, good))
    } else {
        t_string!(i18n, fact.import_rows, count = good, rows = whole(format, good))
    }
}

/// What reading a file in has done, as its title.
pub(super) fn done_title(i18n: Words, outcome: &Outcome) -> &'static str {
    match (outcome.inserted + outcome.changed, outcome.refused) {
        (0, 0) => t_string!(i18n, fact.done_same),
        (0, _) => t_string!(i18n, fact.done_same_good),
        _ => t_string!(i18n, fact.done_title),
    }
}

/// What reading a file in has done, in one text for the ear.
pub(super) fn result(i18n: Words, format: Format, outcome: &Outcome) -> String {
    let counts = counts(i18n, outcome).map(|(name, count)| format!("{name}: {}", whole(format, count)));
    format!("{}. {}", done_title(i18n, outcome), counts.join(", "))
}

/// The four counts of an import with their names.
pub(super) fn counts(i18n: Words, outcome: &Outcome) -> [(&'static str, u64); 4] {
    [
        (t_string!(i18n, fact.count_inserted), outcome.inserted),
        (t_string!(i18n, fact.count_changed), outcome.changed),
        (t_string!(i18n, fact.count_unchanged), outcome.unchanged),
        (t_string!(i18n, fact.count_refused), outcome.refused),
    ]
}

/// A count, as the reader writes it.
pub(super) fn whole(format: Format, count: u64) -> String {
    format.whole(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Where a file comes from.
pub(super) fn origin(i18n: Words, origin: Origin) -> &'static str {
    if origin == Origin::Plain { t_string!(i18n, fact.format_plain) } else { origin.name() }
}

/// What stands between the cells: a word, or the sign itself.
pub(super) fn delimiter(i18n: Words, delimiter: Delimiter) -> AnyView {
    if delimiter == Delimiter::Tab {
        t_string!(i18n, fact.delimiter_tab).into_any()
    } else {
        view! { <code>{delimiter.word()}</code> }.into_any()
    }
}

/// What a column is called; one without a name by its place.
pub(super) fn column_name(i18n: Words, at: usize, name: &str) -> String {
    if name.trim().is_empty() {
        t_string!(i18n, fact.column_nameless, number = at + 1)
    } else {
        name.to_owned()
    }
}
