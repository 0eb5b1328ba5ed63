//! The board's words and colours.

use leptos_i18n::I18nContext;

use crate::{
    board::model::{Column, Kind, Minutes, Side, Waiting},
    i18n::{Locale, t_string},
    time::Day,
    ui::{Format, Tone},
};

type Words = I18nContext<Locale>;

/// The value of `data-side`.
pub(super) fn side_word(side: Side) -> &'static str {
    match side {
        Side::Client => "client",
        Side::Agency => "agency",
    }
}

/// What a column is called: by its own name, or after its kind.
pub(super) fn column_name(i18n: Words, column: &Column) -> String {
    column.name.as_ref().map_or_else(|| kind_name(i18n, column.kind).to_owned(), ToString::to_string)
}

fn kind_name(i18n: Words, kind: Kind) -> &'static str {
    match kind {
        Kind::Requests => t_string!(i18n, board.requests),
        Kind::ClientTasks => t_string!(i18n, board.client_tasks),
        Kind::Todo => t_string!(i18n, board.todo),
        Kind::Progress => t_string!(i18n, board.progress),
        Kind::Review => t_string!(i18n, board.review),
        Kind::Done => t_string!(i18n, board.done),
    }
}

/// What belongs into an empty column.
pub(super) fn kind_purpose(i18n: Words, kind: Kind) -> &'static str {
    match kind {
        Kind::Requests => t_string!(i18n, board.requests_none),
        Kind::ClientTasks => t_string!(i18n, board.client_tasks_none),
        Kind::Todo => t_string!(i18n, board.todo_none),
        Kind::Progress => t_string!(i18n, board.progress_none),
        Kind::Review => t_string!(i18n, board.review_none),
        Kind::Done => t_string!(i18n, board.done_none),
    }
}

/// The colour of a column's dot.
pub(super) fn kind_tone(kind: Kind) -> Tone {
    match kind {
        Kind::Requests => Tone::Warn,
        Kind::ClientTasks | Kind::Progress => Tone::Accent,
        Kind::Todo => Tone::Plain,
        Kind::Review => Tone::Second,
        Kind::Done => Tone::Good,
    }
}

/// Whose move it is, and how urgent that has become.
pub(super) fn waiting(i18n: Words, waiting: Waiting) -> (String, Tone) {
    match waiting {
        Waiting::New => (t_string!(i18n, board.new).to_owned(), Tone::Warn),
        Waiting::For { side: Side::Client, days } => {
            let tone = if days < 3 { Tone::Warn } else { Tone::Bad };
            (t_string!(i18n, board.client_days, days = days), tone)
        }
        Waiting::For { side: Side::Agency, days } => {
            let tone = match days {
                ..3 => Tone::Good,
                3..7 => Tone::Warn,
                _ => Tone::Bad,
            };
            (t_string!(i18n, board.agency_days, days = days), tone)
        }
    }
}

/// When a card is due, in a word where there is one.
pub(super) fn due(i18n: Words, format: Format, due: Day, today: Day) -> String {
    match due.since(today) {
        0 => t_string!(i18n, board.due_today).to_owned(),
        1 => t_string!(i18n, board.due_tomorrow).to_owned(),
        -1 => t_string!(i18n, board.due_yesterday).to_owned(),
        _ if due.civil().0 == today.civil().0 => t_string!(i18n, board.due, day = format.day_short(due)),
        _ => t_string!(i18n, board.due, day = format.day(due)),
    }
}

/// What stands between hours and their part.
fn decimal_point(i18n: Words) -> char {
    match i18n.get_locale() {
        Locale::en => '.',
        Locale::ru | Locale::uk => ',',
    }
}

/// A number of hours, as it is typed: `4,5`.
pub(super) fn hours_number(i18n: Words, minutes: Minutes) -> String {
    minutes.hours(decimal_point(i18n))
}

/// Hours with their unit.
pub(super) fn hours(i18n: Words, minutes: Minutes) -> String {
    t_string!(i18n, board.hours, hours = hours_number(i18n, minutes))
}

/// Hours that were spent, out of how many; nothing where there is neither.
pub(super) fn effort(i18n: Words, spent: Minutes, estimate: Option<Minutes>) -> Option<String> {
    match estimate {
        None if spent == Minutes::default() => None,
        None => Some(hours(i18n, spent)),
        Some(estimate) if spent == Minutes::default() => Some(hours(i18n, estimate)),
        Some(estimate) => {
            let (spent, estimate) = (hours_number(i18n, spent), hours_number(i18n, estimate));
            Some(t_string!(i18n, board.hours_of, spent = spent, estimate = estimate))
        }
    }
}
