//! Links: one question of a report, opened to whoever has the link, for a while.
//!
//! A link holds 256 random bits behind the `#` of an address, which browsers send to no server and name to no other page;
//! the house keeps a hash of them. Nobody guesses 256 bits, so guesses are not counted: a billion of them a second find
//! nothing before the sun goes out.

use serde::{Deserialize, Serialize};

use super::{
    period::{Calendar, between},
    query::Query,
    saved::Question,
};
use crate::{
    access::model::names,
    id::ShareId,
    text::Name,
    time::{Day, Stamp},
};
use cube::DayRange;

/// A project has no more open links than somebody can keep an eye on.
pub const MOST_SHARES: u32 = 50;

names! {
    /// How long a link opens.
    #[derive(Default)]
    Term {
        /// A week.
        Week = "7",
        /// Thirty days.
        #[default]
        Month = "30",
        /// Ninety days.
        Quarter = "90",
    }
}

impl Term {
    /// How many days.
    pub fn days(self) -> u32 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }

    /// When a link of this term ends.
    pub fn ends(self, now: Stamp) -> Stamp {
        now.plus_seconds(i64::from(self.days()) * 24 * 3600)
    }
}

/// A link that still opens, as those who may close it see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Which.
    pub id: ShareId,
    /// What its page is called.
    pub name: Name,
    /// What it shows.
    pub question: Question,
    /// Who made it.
    pub author_name: Name,
    /// When it ends.
    pub expires_at: Stamp,
    /// How often it was opened.
    pub opened: i64,
    /// When it was opened last.
    pub opened_at: Option<Stamp>,
}

/// A new link. Its secret is told this once.
#[derive(Clone, Serialize, Deserialize)]
pub struct Shared {
    /// What stands behind the `#`.
    pub secret: String,
    /// All links that open now.
    pub shares: Vec<Share>,
}

/// What a visitor with a link is told beside the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// What the agency is called.
    pub agency: Option<Name>,
    /// What the project is called.
    pub project: Name,
    /// What the page is called.
    pub name: Name,
    /// The question that was shared.
    pub question: Question,
    /// The days that it is about, and what its comparison is reckoned from; `None` without facts.
    pub calendar: Option<Calendar>,
    /// When the link ends.
    pub expires_at: Stamp,
}

/// The days that a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The period.
    pub period: DayRange,
    /// The period that it is compared with, when the facts reach back so far.
    pub before: Option<DayRange>,
}

impl Window {
    /// The days that a question means when these are the days that have facts.
    pub fn of(query: &Query, span: DayRange) -> Self {
        let (first, last) = (Day(span.first), Day(span.last));
        // A default period ends with the last facts; iterations are not asked for here.
        let period = between(query.from, query.to, &Calendar { first, last, start: first, today: last });
        let before = query.comparison.of(period).filter(|days| days.first >= span.first);
        Self { period, before }
    }

    /// A calendar by which the same question finds the same days among the facts of this window alone.
    pub fn calendar(&self) -> Calendar {
        let first = self.before.map_or(self.period.first, |before| before.first.min(self.period.first));
        let (first, last) = (Day(first), Day(self.period.last));
        Calendar { first, last, start: first, today: last }
    }

    /// Whether facts of a day are shown: days of the period and of its comparison, and of those the brushed ones.
    pub fn shows(&self, day: i32, brush: Option<(Day, Day)>) -> bool {
        let within = |days: DayRange| {
            let moved = days.first.saturating_sub(self.period.first);
            let brushed =
                |(first, last): (Day, Day)| (first.plus(moved)..=last.plus(moved)).contains(&Day(day));
            (days.first..=days.last).contains(&day) && brush.is_none_or(brushed)
        };
        within(self.period) || self.before.is_some_and(within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPAN: DayRange = DayRange { first: 100, last: 199 };

    #[test]
    fn a_window_is_the_period_and_what_it_is_compared_with() {
        let window = Window::of(&Query::default(), SPAN);
        assert_eq!(window.period, DayRange::new(170, 199));
        assert_eq!(window.before, Some(DayRange::new(140, 169)));
        let shown = |brush| (0..300).filter(|day| window.shows(*day, brush)).collect::<Vec<_>>();
        assert_eq!(shown(None), (140..=199).collect::<Vec<_>>());
        assert_eq!(shown(Some((Day(172), Day(173)))), [142, 143, 172, 173]);
    }

    #[test]
    fn a_comparison_from_before_the_facts_is_none() {
        let query = Query { from: Some(Day(120)), to: Some(Day(159)), ..Query::default() };
        assert_eq!(Window::of(&query, SPAN).before, None);
        let year = Query::parse("compare=none");
        let window = Window::of(&year, SPAN);
        assert_eq!((window.before, window.calendar().first), (None, Day(170)));
        assert!(!window.shows(169, None));
    }

    #[test]
    fn the_calendar_of_a_window_finds_the_same_days() {
        for text in ["", "compare=none", "from=1970-05-01&to=1970-05-20", "to=1970-06-01"] {
            let query = Query::parse(text);
            let window = Window::of(&query, SPAN);
            let calendar = window.calendar();
            let known = |days: &DayRange| days.first >= calendar.first.0;
            assert_eq!(query.comparison.of(window.period).filter(known), window.before, "{text}");
        }
    }

    #[test]
    fn a_link_lasts_as_long_as_it_says() {
        assert_eq!(Term::default().ends(Stamp(0)), Stamp(30 * 24 * 3600 * 1000));
        assert!(Term::ALL.iter().all(|term| term.word() == term.days().to_string()));
    }
}
