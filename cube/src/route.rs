//! The cheapest way from what is known to what is asked.
//!
//! A click changes one filter. The sums before it and after it differ by the rows that this filter let through before
//! and not after, or after and not before; so they can be mended by these rows alone. Or the rows that pass now are
//! summed anew, by their lists or in one run over the period: whichever costs least. The table of the changed filter
//! itself never changes, because it leaves its own filter out of account.

use std::ops::Range;

use crate::{
    Facts,
    choice::Choice,
    kernel::{Changed, Kernel, Sign, Source},
    mask::Fails,
    memory::{Known, Memory, Question},
    tables::Tables,
};

/// What it costs to look at a row of a run that does not matter, to add one of a run, and to add one of a list, whose
/// rows lie scattered. Only the proportions count; they are those of memory that is read in order and out of order.
const SKIP: usize = 1;
const RUN: usize = 8;
const LIST: usize = 16;

/// Everything that summing needs.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub facts: &'a Facts,
    pub tables: &'a Tables,
    /// The mask of the choices that are asked for.
    pub mask: &'a [Fails],
}

/// A way to the sums of a question.
enum Route<'a> {
    /// Sums the whole period.
    Anew,
    /// Mends known sums by the days that differ.
    MendDays(&'a Known),
    /// Takes the series over and sums the brush anew.
    AnewDays(&'a Known),
    /// Mends known sums by the members that differ.
    Mend(&'a Known, Difference),
    /// Takes one table over and sums the members that pass anew, by their lists.
    AnewByList(&'a Known, Difference),
    /// The same in one run over the period.
    AnewByRun(&'a Known, usize),
}

/// How the choices of a dimension differ.
struct Difference {
    dim: usize,
    old: Choice,
    new: Choice,
}

/// The sums of a question.
pub fn sums(ground: Ground<'_>, memory: &Memory, question: &Question) -> Vec<u64> {
    let whole = (question.window.period.len() * RUN, Route::Anew);
    let routes = memory.iter().flat_map(|known| routes(ground, known, question)).chain([whole]);
    match routes.min_by_key(|(cost, _)| *cost) {
        Some((_, route)) => route.walk(ground, question),
        None => Vec::new(),
    }
}

/// The ways that start from something known. They exist when just one filter differs.
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
            vec![
                (moved * RUN, Route::MendDays(known)),
                (new.window.brush.len() * RUN, Route::AnewDays(known)),
            ]
        }
        (Some(dim), None, true) => {
            let dimension = &ground.facts.dimensions[dim];
            let choice = |question: &Question| Choice::of(dimension, question.choices[dim].as_ref());
            let (old, next) = (choice(old), choice(new));
            let all = ground.facts.len().max(1);
            let period = new.window.period.len();
            // Members are taken to be as frequent in the period as everywhere.
            let share = |choice: &Choice| {
                let rows = u64::try_from(choice.rows(dimension)).unwrap_or(u64::MAX);
                usize::try_from(u128::from(rows) * period as u128 / all as u128).unwrap_or(usize::MAX)
            };
            let (moved, passing) = (share(&old.difference(&next)), share(&next));
            let difference =
                |old: &Choice, new: &Choice| Difference { dim, old: old.clone(), new: new.clone() };
            vec![
                (moved * LIST, Route::Mend(known, difference(&old, &next))),
                (passing * LIST, Route::AnewByList(known, difference(&old, &next))),
                (period * SKIP + passing * RUN, Route::AnewByRun(known, dim)),
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
    fn walk(self, ground: Ground<'_>, question: &Question) -> Vec<u64> {
        let tables = ground.tables;
        match self {
            Route::Anew => {
                let mut sums = vec![0; tables.len()];
                ground.run(Changed::Nothing, question, &mut sums);
                sums
            }
            Route::MendDays(known) => {
                let mut sums = known.sums.to_vec();
                let (old, new) = (&known.question.window.brush, &question.window.brush);
                for (rows, sign) in [(parts(new, old), Sign::Add), (parts(old, new), Sign::Subtract)] {
                    let kernel = ground.kernel(Changed::Days, sign);
                    kernel.brushed(&rows.map(Source::Run), &mut sums);
                }
                sums
            }
            Route::AnewDays(known) => {
                let mut sums = taken_over(tables, known, tables.series());
                ground
                    .kernel(Changed::Days, Sign::Add)
                    .brushed(&[Source::Run(question.window.brush.clone())], &mut sums);
                sums
            }
            Route::Mend(known, Difference { dim, old, new }) => {
                let mut sums = known.sums.to_vec();
                ground.lists(dim, &new.without(&old), Sign::Add, question, &mut sums);
                ground.lists(dim, &old.without(&new), Sign::Subtract, question, &mut sums);
                sums
            }
            Route::AnewByList(known, Difference { dim, new, .. }) => {
                let mut sums = taken_over(tables, known, dim);
                ground.lists(dim, &new, Sign::Add, question, &mut sums);
                sums
            }
            Route::AnewByRun(known, dim) => {
                let mut sums = taken_over(tables, known, dim);
                ground.run(Changed::Dimension(dim), question, &mut sums);
                sums
            }
        }
    }
}

/// Empty sums but for one table, which is that of something known.
fn taken_over(tables: &Tables, known: &Known, table: usize) -> Vec<u64> {
    let mut sums = vec![0; tables.len()];
    let words = tables.words_of(table);
    sums[words.clone()].copy_from_slice(&known.sums[words]);
    sums
}

impl<'a> Ground<'a> {
    fn kernel(self, changed: Changed, sign: Sign) -> Kernel<'a> {
        Kernel::new(&self.facts.rows, self.mask, self.tables, changed, sign)
    }

    /// Adds the rows of the period.
    fn run(self, changed: Changed, question: &Question, sums: &mut [u64]) {
        let kernel = self.kernel(changed, Sign::Add);
        kernel.brushed(&[Source::Run(question.window.brush.clone())], sums);
        kernel.unbrushed(&question.window.around_brush().map(Source::Run), sums);
    }

    /// Adds or subtracts the rows of some members in the period.
    fn lists(self, dim: usize, members: &Choice, sign: Sign, question: &Question, sums: &mut [u64]) {
        let kernel = self.kernel(Changed::Dimension(dim), sign);
        let postings = &self.facts.dimensions[dim].postings;
        let within = |range: &Range<usize>| -> Vec<Source<'_>> {
            members.iter().map(|member| Source::List(postings.within(member, range))).collect()
        };
        kernel.brushed(&within(&question.window.brush), sums);
        for rows in question.window.around_brush().iter().filter(|rows| !rows.is_empty()) {
            kernel.unbrushed(&within(rows), sums);
        }
    }
}
