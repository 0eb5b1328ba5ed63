//! The figure that a reader wants explained: gathered where it stands, so that the piece that explains it needs neither
//! the cut nor the engine.

use std::sync::Arc;

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
};

use super::{desk::Desk, explain, words};
use crate::{
    i18n::t_string,
    id::ProjectId,
    money::Currency,
    report::{
        behind::{Ask, Cell, Limit},
        choice::Subject,
        metric::Metric,
        model::Dimension,
    },
    time::Day,
    ui::{Dialog, DialogSize, Piece, grid, key::Key},
};

/// Beyond this many members a list says only how many more there are.
const MANY: usize = 12;

/// A figure, with all that can be said of it without asking the server.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// Whose figure.
    pub project: ProjectId,
    /// The question about it.
    pub ask: Ask,
    /// Which figure it is.
    pub metric: Metric,
    /// The sums that it is made of, as the page has them.
    pub sums: Vec<i64>,
    /// What money is counted in.
    pub currency: Currency,
    /// Where it stands, in words.
    pub place: String,
    /// The days that count.
    pub days: (Day, Day),
    /// What else is counted by: a dimension, and what passes in it.
    pub limits: Vec<(&'static str, String)>,
    /// What is chosen and yet left out of account here.
    pub left_out: Option<(&'static str, String)>,
    /// The dimensions that the project's facts name.
    pub named: Vec<Dimension>,
}

impl Desk {
    /// Opens the explanation of a figure: where it stands, and what the page sums up there.
    pub fn explain(self, cell: Cell, metric: Metric, before: bool, sums: Vec<i64>) {
        // Whoever came by a link has no door to what is behind a figure.
        let (Some(project), Some(days)) = (self.project(), self.days_of(before)) else { return };
        let mut query = self.query.get_untracked();
        // Facts that came in meanwhile may not move the days that this page is about.
        let period = self.page.with_untracked(|page| page.period);
        (query.from, query.to) = (Some(Day(period.first)), Some(Day(period.last)));
        let rolled_up = self.read(|reader| reader.rolled_up.clone());
        let (place, left_out) = (self.place(&cell), self.left_out(&cell));
        let ask = Ask { question: query.to_string(), cell, before, rolled_up };
        let scope = ask.scope(&self.calendar);
        let limits = scope.iter().flat_map(|scope| &scope.limits);
        let limits = limits
            .map(|(dimension, limit)| (words::one(self.i18n, *dimension), self.limit(*dimension, limit)));
        let explained = Explained {
            project,
            metric,
            sums,
            currency: self.currency(),
            place,
            days: scope.as_ref().map_or(days, |scope| (Day(scope.days.first), Day(scope.days.last))),
            limits: limits.collect(),
            left_out,
            named: Dimension::ALL.iter().copied().filter(|of| self.is_named(*of)).collect(),
            ask,
        };
        self.explained().set(Some(Arc::new(explained)));
    }

    fn days_of(self, before: bool) -> Option<(Day, Day)> {
        let days = self.page.with_untracked(|page| {
            if before { page.before.as_ref().map(|before| before.period) } else { Some(page.period) }
        })?;
        Some((Day(days.first), Day(days.last)))
    }

    fn place(self, cell: &Cell) -> String {
        match cell {
            Cell::Total => t_string!(self.i18n, explain.place_total).to_owned(),
            Cell::Row { dimension, path } => words::member(self.i18n, *dimension, path),
            Cell::Whole { dimension, inside } => inside.as_ref().map_or_else(
                || {
                    t_string!(self.i18n, explain.place_whole, table = words::many(self.i18n, *dimension))
                        .to_string()
                },
                |path| {
                    let name = words::member(self.i18n, *dimension, path);
                    t_string!(self.i18n, explain.place_inside, name = name).to_string()
                },
            ),
            Cell::Day(day) => self.format().day_long(*day),
        }
    }

    fn limit(self, dimension: Dimension, limit: &Limit) -> String {
        match limit {
            Limit::Among(paths) => self.members(dimension, paths.iter().map(String::as_str)),
            Limit::Below(path) => {
                let name = words::member(self.i18n, dimension, path);
                t_string!(self.i18n, explain.place_inside, name = name).to_string()
            }
        }
    }

    fn left_out(self, cell: &Cell) -> Option<(&'static str, String)> {
        self.query.with_untracked(|query| match cell.own()? {
            Subject::Days => {
                let (first, last) = query.choices.days()?;
                Some((t_string!(self.i18n, report.days), self.write_days(first, last)))
            }
            Subject::Members(dimension) => {
                let paths = query.choices.members(dimension);
                (paths.len() > 0).then(|| (words::one(self.i18n, dimension), self.members(dimension, paths)))
            }
        })
    }

    fn members<'a>(self, dimension: Dimension, paths: impl ExactSizeIterator<Item = &'a str>) -> String {
        let more = paths.len().saturating_sub(MANY);
        let names: Vec<String> =
            paths.take(MANY).map(|path| words::member(self.i18n, dimension, path)).collect();
        let names = names.join(", ");
        if more == 0 {
            names
        } else {
            t_string!(self.i18n, report.more_chosen, first = names, count = more).to_string()
        }
    }
}

/// Which of the figures of a row a press was on; the first figure stands in the cell of the place `first`.
pub fn pressed<T: Copy>(event: &MouseEvent, first: usize, figures: &[T]) -> Option<T> {
    figures.get(grid::cell(event)?.checked_sub(first)?).copied()
}

/// Whether a press asks for an explanation: with the other button, or with Alt; any press does where nothing can be
/// chosen. Who marks text wants to copy it, and with Shift the browser shows its own menu.
pub fn asks(event: &MouseEvent, may_choose: bool) -> bool {
    let asks = match event.type_().as_str() {
        "contextmenu" => !event.shift_key(),
        _ => event.alt_key() || !may_choose,
    };
    asks && !grid::marks_text()
}

/// Whether a key on a row asks for an explanation.
pub fn asks_by_key(event: &KeyboardEvent) -> bool {
    Key::plain("KeyI").is(event)
}

/// The explanation that lies open.
#[component]
pub fn Explanation() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let explained = desk.explained();
    // Another question is another page: what was explained is no longer on it.
    Effect::new(move || {
        desk.query.track();
        explained.set(None);
    });
    let close = move || explained.set(None);
    move || {
        let place = explained.get()?.place.clone();
        let title = move || t_string!(desk.i18n, explain.title, place = place.clone()).to_string();
        Some(view! {
            <Dialog title size=DialogSize::Wide on_close=move |()| close()>
                <Piece open=|| Box::pin(explain::explanation()) />
            </Dialog>
        })
    }
}
