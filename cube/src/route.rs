//! The cheapest way from what is known to what is asked.
//!
//! A click changes one filter. The sums before it and after it differ by the rows that this filter let through before
//! and not after, or after and not before; so they can be mended by these rows alone. Or the rows that pass now are
//! summed anew: whichever are fewer. The table of the changed filter itself never changes, because it leaves its own
//! filter out of account. While nothing is chosen, sums of everything up to a row do most of the work.

use std::ops::Range;

use crate::{
    Facts,
    bits::Bits,
    choice::Choice,
    cross::Cross,
    kernel::{Changed, Kernel, Sign},
    memory::{Known, Memory, Question},
    passes::Passes,
    window::WindowRows,
};

/// Everything that summing needs.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub facts: &'a Facts,
    /// The rows that pass the choices that are asked for.
    pub passes: &'a Passes,
}

/// A way to the sums of a question.
enum Route<'a> {
    /// Sums the whole period.
    Anew,
    /// Nothing is chosen: takes the difference of sums up to a row.
    Nothing,
    /// One dimension is chosen: takes its table over from nothing chosen, and sums the members that pass.
    FromNothing(usize),
    /// Mends known sums by the days that differ.
    MendDays(&'a Known),
    /// Takes the series over and sums the brush anew.
    AnewDays(&'a Known),
    /// Mends known sums by the members that differ.
    Mend(&'a Known, usize),
    /// Takes one table over and sums the members that pass anew.
    AnewMembers(&'a Known, usize),
}

/// A table, and the cross table that it can be read from.
#[derive(Clone, Copy, Debug)]
struct Given<'a> {
    table: usize,
    cross: &'a Cross,
}

/// The sums of a question.
pub fn sums(ground: Ground<'_>, memory: &Memory, question: &Question) -> Vec<u64> {
    let known = memory.iter().flat_map(|known| routes(ground, known, question));
    let route = known.chain(ground.routes(question)).min_by_key(|(cost, _)| *cost);
    route.map_or_else(Vec::new, |(rows, route)| route.walk(ground, question, rows))
}

/// The ways that start from something known, each with the number of rows to look at. They exist when just one filter
/// differs.
fn routes<'a>(ground: Ground<'_>, known: &'a Known, question: &Question) -> Vec<(usize, Route<'a>)> {
    let (old, new) = (&known.question, question);
    if old.window.period != new.window.period {
        return Vec::new();
    }
    let mut differing = (0..new.choices.len()).filter(|&at| old.choices[at] != new.choices[at]);
    match (differing.next(), differing.next(), old.window.brush == new.window.brush) {
        (None, _, false) => {
            let moved = parts(&old.window.brush, &new.window.brush)
                .iter()
                .chain(&parts(&new.window.brush, &old.window.brush))
                .map(Range::len)
                .sum::<usize>();
            vec![(moved, Route::MendDays(known)), (new.window.brush.len(), Route::AnewDays(known))]
        }
        (Some(dim), None, true) => {
            let (before, now) = (ground.choice(dim, old), ground.choice(dim, new));
            vec![
                (ground.share(dim, &now, &new.window), Route::AnewMembers(known, dim)),
                (ground.share(dim, &before.difference(&now), &new.window), Route::Mend(known, dim)),
            ]
        }
        _ => Vec::new(),
    }
}

/// What of one range lies outside of another.
fn parts(range: &Range<usize>, other: &Range<usize>) -> [Range<usize>; 2] {
    if other.is_empty() {
        return [range.clone(), range.end..range.end];
    }
    let before = range.start..range.end.min(other.start).max(range.start);
    let after = range.start.max(other.end).min(range.end)..range.end;
    [before, after]
}

impl Route<'_> {
    /// Goes a way on which so many rows are looked at.
    fn walk(self, ground: Ground<'_>, question: &Question, rows: usize) -> Vec<u64> {
        let brush = &question.window.brush;
        match self {
            Route::Anew => {
                let mut sums = vec![0; ground.facts.tables.len()];
                let given = ground.given(question, None, rows);
                let kernel = ground.kernel(Changed::Nothing).leaving(given.iter().map(|given| given.table));
                kernel.window(&question.window, &mut sums);
                ground.give(&given, question, &mut sums);
                sums
            }
            Route::Nothing => ground.nothing(&question.window),
            Route::FromNothing(dim) => ground.members(dim, &ground.nothing(&question.window), question, rows),
            Route::MendDays(known) => {
                let mut sums = known.sums.to_vec();
                let old = &known.question.window.brush;
                let kernel = ground.kernel(Changed::Days);
                kernel.brushed(&parts(brush, old), &mut sums);
                kernel.signed(Sign::Subtract).brushed(&parts(old, brush), &mut sums);
                sums
            }
            Route::AnewDays(known) => {
                let mut sums = ground.taken_over(ground.facts.tables.series(), &known.sums);
                let given = ground.given(question, Some(ground.facts.tables.series()), rows);
                let kernel = ground.kernel(Changed::Days).leaving(given.iter().map(|given| given.table));
                kernel.brushed(std::slice::from_ref(brush), &mut sums);
                ground.give(&given, question, &mut sums);
                sums
            }
            Route::Mend(known, dim) => {
                let (old, new) = (ground.choice(dim, &known.question), ground.choice(dim, question));
                let mut sums = known.sums.to_vec();
                let given = ground.given(question, Some(dim), rows);
                ground.mend(dim, &new.without(&old), Sign::Add, &given, &question.window, &mut sums);
                ground.mend(dim, &old.without(&new), Sign::Subtract, &given, &question.window, &mut sums);
                ground.give(&given, question, &mut sums);
                sums
            }
            Route::AnewMembers(known, dim) => ground.members(dim, &known.sums, question, rows),
        }
    }
}

impl<'a> Ground<'a> {
    /// The ways that need nothing known.
    fn routes<'k>(self, question: &Question) -> impl Iterator<Item = (usize, Route<'k>)> + use<'k> {
        let window = &question.window;
        let nothing = self.facts.prefix.cost(&window.brush);
        let mut chosen = (0..question.choices.len()).filter(|&dim| question.choices[dim].is_some());
        let short = match (chosen.next(), chosen.next()) {
            (None, _) => Some((nothing, Route::Nothing)),
            (Some(dim), None) => {
                let passing = self.share(dim, &self.choice(dim, question), window);
                Some((nothing + passing, Route::FromNothing(dim)))
            }
            _ => None,
        };
        short.into_iter().chain([(window.period.len(), Route::Anew)])
    }

    fn choice(self, dim: usize, question: &Question) -> Choice {
        Choice::of(&self.facts.dimensions[dim], question.choices[dim].as_ref())
    }

    /// How many rows of the period some members have, if they are as frequent there as everywhere.
    fn share(self, dim: usize, members: &Choice, window: &WindowRows) -> usize {
        let rows = members.rows(&self.facts.dimensions[dim]) as u128;
        let share = rows * window.period.len() as u128 / self.facts.len().max(1) as u128;
        usize::try_from(share).unwrap_or(usize::MAX)
    }

    /// A kernel that lets through what the choices do.
    fn kernel(self, changed: Changed) -> Kernel<'a> {
        Kernel::new(&self.facts.rows, &self.facts.tables, changed).filtered(self.passes, None)
    }

    /// The same with the rows of some members of a dimension instead of those that pass its filter.
    fn kernel_among(self, dim: usize, rows: Option<&'a Bits>, given: &[Given<'_>]) -> Kernel<'a> {
        let kernel = Kernel::new(&self.facts.rows, &self.facts.tables, Changed::Dimension(dim));
        kernel.filtered(self.passes, Some(dim)).among(rows).leaving(given.iter().map(|given| given.table))
    }

    /// The sums of a window while nothing is chosen.
    fn nothing(self, window: &WindowRows) -> Vec<u64> {
        self.facts.prefix.sums(&self.facts.rows, &self.facts.tables, &window.brush)
    }

    /// Sums the rows that pass anew but for the table of one dimension, which stays as it is known.
    fn members(self, dim: usize, known: &[u64], question: &Question, rows: usize) -> Vec<u64> {
        let mut sums = self.taken_over(dim, known);
        let given = self.given(question, Some(dim), rows);
        self.kernel_among(dim, self.passes.of(dim), &given).window(&question.window, &mut sums);
        self.give(&given, question, &mut sums);
        sums
    }

    /// Adds or subtracts the rows of some members.
    fn mend(
        self,
        dim: usize,
        members: &Choice,
        sign: Sign,
        given: &[Given<'_>],
        window: &WindowRows,
        sums: &mut [u64],
    ) {
        let postings = &self.facts.dimensions[dim].postings;
        let mut lists = members.iter().map(|member| postings.within(member, &window.period)).peekable();
        if lists.peek().is_none() {
            return;
        }
        let mut rows = Bits::all(self.facts.len(), false);
        lists.for_each(|list| rows.set(list));
        self.kernel_among(dim, Some(&rows), given).signed(sign).window(window, sums);
    }

    /// The tables that cross tables give: those have a side for every filter that applies. `except` is known
    /// already, and a cross table of more cells than the rows that are looked at would win nothing.
    fn given(self, question: &Question, except: Option<usize>, rows: usize) -> Vec<Given<'a>> {
        let (facts, choices) = (self.facts, &question.choices);
        let days = facts.tables.series();
        let whole = question.window.brush == (0..facts.len());
        let given = |table: usize| {
            let chosen = (0..days).filter(|&dim| choices[dim].is_some());
            let sides = chosen.chain((!whole && table != days).then_some(days)).chain([table]);
            let fit = facts.crosses.iter().filter(|cross| cross.cells() <= rows && cross.has(sides.clone()));
            Some(Given { table, cross: fit.min_by_key(|cross| cross.cells())? })
        };
        (0..=days).filter(|&table| Some(table) != except).filter_map(given).collect()
    }

    /// Fills the tables that are given.
    fn give(self, given: &[Given<'_>], question: &Question, sums: &mut [u64]) {
        let days = self.facts.tables.series();
        for Given { table, cross } in given {
            let chosen = |side: usize| {
                if side == days {
                    return Some(self.facts.rows.days_of(&question.window.brush).collect());
                }
                question.choices[side].as_ref().map(|_| self.choice(side, question).iter().collect())
            };
            let cells = &mut sums[self.facts.tables.words_of(*table)];
            cells.fill(0);
            cross.sum(*table, chosen, cells);
        }
    }

    /// Empty sums but for one table, which is that of something known.
    fn taken_over(self, table: usize, known: &[u64]) -> Vec<u64> {
        let mut sums = vec![0; self.facts.tables.len()];
        let words = self.facts.tables.words_of(table);
        sums[words.clone()].copy_from_slice(&known[words]);
        sums
    }
}
