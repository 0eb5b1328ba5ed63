//! The desk: what every block of the page shares. The address holds the question, the reader answers it, and a click is
//! a new address.

use std::{rc::Rc, sync::Arc};

use cube::Member;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::{
    explained::Explained,
    loading::{Progress, Shared},
    words,
};
use crate::{
    i18n::{I18nContext, Locale, use_i18n},
    id::ProjectId,
    money::Currency,
    report::{
        known::Known,
        link::Guest,
        metric::{Change, Kind, Metric, Value},
        model::Dimension,
        period::Calendar,
        query::Query,
        reader::{Page, Reader},
    },
    time::Day,
    ui::{Format, format::NONE},
};

/// Whether Back leads to where the reader was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Yes: something was chosen.
    Forward,
    /// No: only the looks changed.
    Aside,
}

/// Leads the browser to the address of a question.
type Go = Rc<dyn Fn(&Query, Step)>;

/// What stays the same as long as the page does. It is kept in one place, so that a desk is cheap to hand on.
struct Kept {
    /// None where somebody came by a link, who may ask for nothing and save nothing.
    project: Option<ProjectId>,
    explained: RwSignal<Option<Arc<Explained>>>,
    go: Go,
}

/// What every block of the page shares.
#[derive(Clone, Copy)]
pub struct Desk {
    reader: RwSignal<Shared, LocalStorage>,
    /// Whether all rows have come. Until then the page may be known in part, and whoever asks the reader himself has to see
    /// whether it knows the days (`Reader::knows`).
    pub whole: Memo<bool>,
    /// What of the page is exact; nobody may show the rest.
    pub known: Memo<Known>,
    /// Whether what the page opens with has come, and there is time for the rest.
    pub settled: ReadSignal<bool>,
    /// How much of the rows has come, from 0 to 1.
    pub share: RwSignal<f64>,
    /// The question, as it stands in the address.
    pub query: Memo<Query>,
    /// The answer.
    pub page: Memo<Arc<Page>>,
    /// What periods are reckoned from.
    pub calendar: Calendar,
    currency: Currency,
    /// The sentences.
    pub i18n: I18nContext<Locale>,
    kept: StoredValue<Kept, LocalStorage>,
}

/// Sets the desk for the blocks of the page.
pub fn provide_desk(
    project: Option<ProjectId>,
    reader: RwSignal<Shared, LocalStorage>,
    progress: Progress,
    calendar: Calendar,
) {
    let location = use_location();
    let (search, path, hash) = (location.search, location.pathname, location.hash);
    let navigate = use_navigate();
    let go = move |query: &Query, step: Step| {
        let (path, question) = (path.get_untracked(), query.to_string());
        let address = if question.is_empty() { path } else { format!("{path}?{question}") };
        // Behind the `#` stands the secret of a link.
        let address = address + &hash.get_untracked();
        let options =
            NavigateOptions { replace: step == Step::Aside, scroll: false, ..NavigateOptions::default() };
        navigate(&address, options);
    };
    let currency = reader.with_untracked(|reader| reader.borrow().book().currency);
    let whole = Memo::new(move |_| reader.with(|reader| reader.borrow().is_whole()));
    let shared = use_context::<Guest>().map(|guest| guest.question.query());
    let query = Memo::new(move |_| asked(&search.get(), shared.as_ref()));
    let page = Memo::new(move |_| {
        let page = |reader: &Shared| query.with(|query| reader.borrow_mut().page(query, &calendar));
        Arc::new(reader.with(page))
    });
    let known = Memo::new(move |_| page.with(|page| page.known));
    let (share, settled) = (progress.share, progress.settled.read_only());
    let kept = StoredValue::new_local(Kept { project, explained: RwSignal::new(None), go: Rc::new(go) });
    let i18n = use_i18n();
    provide_context(Desk {
        reader,
        whole,
        known,
        settled,
        share,
        query,
        page,
        calendar,
        currency,
        i18n,
        kept,
    });
}

/// The question of an address. Of a shared one the days stay: there are no facts of others.
fn asked(search: &str, shared: Option<&Query>) -> Query {
    let query = Query::parse(search);
    match shared {
        None => query,
        Some(&Query { from, to, comparison, .. }) => Query { from, to, comparison, ..query },
    }
}

impl Desk {
    /// Whether the reader came by a link: the days are those that were shared, and nothing can be saved.
    pub fn is_guest(self) -> bool {
        self.project().is_none()
    }

    /// How figures and days are written.
    pub fn format(self) -> Format {
        Format::of(self.i18n)
    }

    /// Whose report it is.
    pub fn project(self) -> Option<ProjectId> {
        self.kept.with_value(|kept| kept.project)
    }

    /// The figure that is being explained.
    pub fn explained(self) -> RwSignal<Option<Arc<Explained>>> {
        self.kept.with_value(|kept| kept.explained)
    }

    /// What money is counted in.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Looks something up in the cut.
    pub fn read<T>(self, look: impl FnOnce(&Reader) -> T) -> T {
        self.reader.with_untracked(|reader| look(&reader.borrow()))
    }

    /// Whether the facts of this project name anything in a dimension; a table of "not given" alone says nothing.
    pub fn is_named(self, dimension: Dimension) -> bool {
        self.read(|reader| reader.book().dictionary(dimension).names.iter().any(|name| !name.is_empty()))
    }

    /// The path of a member, as the address has it.
    pub fn path(self, dimension: Dimension, member: Member) -> String {
        self.read(|reader| reader.book().dictionary(dimension).path(member))
    }

    /// What a member is called, in the reader's language.
    pub fn name(self, dimension: Dimension, member: Member) -> String {
        let name = self.read(|reader| reader.book().dictionary(dimension).name(member).to_owned());
        words::member(self.i18n, dimension, &name)
    }

    /// Asks another question; Back leads to this one.
    pub fn ask(self, change: impl FnOnce(&mut Query)) {
        self.turn(Step::Forward, change);
    }

    /// Looks at the same answer in another way.
    pub fn arrange(self, change: impl FnOnce(&mut Query)) {
        self.turn(Step::Aside, change);
    }

    fn turn(self, step: Step, change: impl FnOnce(&mut Query)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        self.kept.with_value(|kept| (kept.go)(&query, step));
    }

    /// A figure over some sums, as it is written: sums of money without minor units, what is made of them with.
    pub fn write(self, metric: Metric, sums: &[i64]) -> String {
        match metric.value(sums) {
            None => NONE.to_owned(),
            Some(Value::Count(count)) => self.format().whole(count),
            Some(Value::Money(minor)) if matches!(metric, Metric::Cost | Metric::Revenue) => {
                self.format().money_whole(minor, self.currency)
            }
            Some(Value::Money(minor)) => self.format().money(minor, self.currency),
            Some(Value::Tenths(tenths)) if tenths.abs() >= 1_000 => {
                self.format().percent_whole(share(tenths))
            }
            Some(Value::Tenths(tenths)) => self.format().percent(share(tenths)),
        }
    }

    /// A change, as it is written.
    pub fn write_change(self, change: Change) -> String {
        if change.points {
            self.format().points(share(change.tenths))
        } else {
            self.format().change(share(change.tenths))
        }
    }

    /// Days beside the page's own period: the year is left out while it is the same.
    pub fn write_days(self, first: Day, last: Day) -> String {
        let year = |day: Day| day.civil().0;
        let own = year(Day(self.page.with(|page| page.period.last)));
        if year(first) != own || year(last) != own {
            return self.format().span(first, last);
        }
        let (first_text, last_text) = (self.format().day_short(first), self.format().day_short(last));
        if first == last { first_text } else { format!("{first_text} – {last_text}") }
    }

    /// A number on an axis, as it is written.
    pub fn write_mark(self, metric: Metric, mark: f64) -> String {
        match metric.kind() {
            Kind::Percent => self.format().percent_whole(mark / 100.0),
            Kind::Count => self.format().compact(mark),
            Kind::Money => self.format().money_compact(mark, self.currency),
        }
    }
}

/// Tenths of a percent as a share.
#[expect(clippy::cast_precision_loss, reason = "what is shown has fewer digits than a double holds")]
fn share(tenths: i64) -> f64 {
    tenths as f64 / 1_000.0
}
