//! Cross tables: sums by every combination of members of a few small tables. Where no other filters apply to a table, no row
//! has to be looked at.

use crate::{
    batch::{Batch, Cells},
    tables::{Table, Tables},
};

/// A cross table has so many times fewer cells than there are rows, so that going through all of it is a small part of going
/// through the rows that it stands for.
const ROWS_OF_A_CELL: usize = 32;

/// How many cross tables are kept. Each costs every row an addition while loading.
const MOST: usize = 8;

/// One of the tables that are crossed.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    pub at: usize,
    pub table: Table,
    members: usize,
    /// How many cells lie between two neighbouring members.
    pub step: usize,
}

/// Sums by the members of some tables.
#[derive(Clone, Debug)]
pub struct Cross {
    sides: Vec<Side>,
    sums: Vec<u64>,
    words: usize,
}

/// Which members of a side count.
struct Chosen {
    step: usize,
    members: Vec<usize>,
    /// Whether the sums go by this side.
    wanted: bool,
}

/// The cross tables that are worth keeping for so many rows, nothing summed yet.
///
/// Every two tables that are small enough are crossed, the largest such pair first; tables that still fit are crossed with
/// them, the smallest first, and what has been crossed already is not crossed again.
pub fn crosses(rows: usize, words: usize, tables: &Tables) -> Vec<Cross> {
    let most = rows / ROWS_OF_A_CELL;
    let members: Vec<usize> = (0..tables.all().len()).map(|at| tables.cells_of(at)).collect();
    let cells = |sides: &[usize]| sides.iter().fold(1, |cells: usize, &at| cells.saturating_mul(members[at]));
    let by_size = sorted((0..members.len()).filter(|&at| members[at] > 1), |&at| members[at]);
    let pairs = by_size.iter().flat_map(|&one| by_size.iter().map(move |&other| [one, other]));
    let small = pairs.filter(|&[one, other]| one < other && cells(&[one, other]) <= most);
    let pairs = sorted(small, |pair| usize::MAX - cells(pair));
    let mut found: Vec<Vec<usize>> = Vec::new();
    for pair in pairs {
        if found.iter().any(|sides| pair.iter().all(|at| sides.contains(at))) {
            continue;
        }
        let mut sides = pair.to_vec();
        for &further in &by_size {
            if !sides.contains(&further) && cells(&sides).saturating_mul(members[further]) <= most {
                sides.push(further);
            }
        }
        sides.sort_unstable();
        found.push(sides);
    }
    found.truncate(MOST);
    found.iter().map(|sides| Cross::new(sides, words, tables)).collect()
}

/// The few items in the order of a key. Less to download than the ways in which the library sorts.
fn sorted<T>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> usize) -> Vec<T> {
    let mut sorted = Vec::new();
    for item in items {
        let at = sorted.partition_point(|other| key(other) <= key(&item));
        sorted.insert(at, item);
    }
    sorted
}

impl Cross {
    fn new(at: &[usize], words: usize, tables: &Tables) -> Self {
        let mut step = 1;
        let mut sides = Vec::new();
        for &at in at.iter().rev() {
            let members = tables.cells_of(at);
            sides.push(Side { at, table: tables.all()[at], members, step });
            step *= members;
        }
        Self { sides, sums: vec![0; step * words], words }
    }

    /// Sums further rows: those of a batch, a panel of their words.
    pub fn add<const WORDS: usize>(&mut self, batch: &Batch<WORDS>, panel: usize) {
        batch.add_crossed(&self.sides, panel, &mut Cells::new(&mut self.sums, self.words));
    }

    /// Whether all of these tables are crossed.
    pub fn has(&self, mut tables: impl Iterator<Item = usize>) -> bool {
        tables.all(|at| self.sides.iter().any(|side| side.at == at))
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.sums.len() / self.words
    }

    /// Adds up, cell by cell of one table, what the chosen members of the other sides have together.
    pub fn sum(&self, table: usize, chosen: impl Fn(usize) -> Option<Vec<usize>>, cells: &mut [u64]) {
        let of = |side: &Side| Chosen {
            step: side.step,
            members: chosen(side.at)
                .filter(|_| side.at != table)
                .unwrap_or_else(|| (0..side.members).collect()),
            wanted: side.at == table,
        };
        self.walk(&self.sides.iter().rev().map(of).collect::<Vec<_>>(), 0, 0, cells);
    }

    /// Goes through the combinations, side by side: `first` is where the sides chosen so far lead.
    fn walk(&self, sides: &[Chosen], first: usize, cell: usize, cells: &mut [u64]) {
        if let [side, rest @ ..] = sides {
            for &member in &side.members {
                let cell = if side.wanted { member } else { cell };
                self.walk(rest, first + member * side.step, cell, cells);
            }
        } else {
            let more = &self.sums[first * self.words..(first + 1) * self.words];
            let sums = &mut cells[cell * self.words..(cell + 1) * self.words];
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum = sum.wrapping_add(*more));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::layout::Layout;

    fn of(rows: usize, members: &[u32]) -> Vec<Cross> {
        let layout = Layout::new(&[1], members);
        let tables = Tables::new(&layout, members.iter().map(|&members| members as usize));
        crosses(rows, layout.words(), &tables)
    }

    fn sides(cross: &Cross) -> Vec<usize> {
        let mut sides: Vec<usize> = cross.sides.iter().map(|side| side.at).collect();
        sides.sort_unstable();
        sides
    }

    #[test]
    fn small_tables_are_crossed_and_large_ones_are_not() {
        // Four devices, eight channels, a hundred days, a thousand products.
        let found: Vec<Vec<usize>> = of(160_000, &[4, 8, 100, 1_000]).iter().map(sides).collect();
        assert_eq!(found, [vec![0, 3], vec![0, 1, 2]]);
        assert!(of(32, &[4, 8, 100, 1_000]).is_empty());
    }

    proptest! {
        #[test]
        fn every_two_tables_that_fit_are_crossed(members in vec(1..60_u32, 0..8), rows in 0..100_000_usize) {
            let found = of(rows, &members);
            let fits = |cells: usize| cells <= rows / ROWS_OF_A_CELL;
            prop_assert!(found.iter().all(|cross| fits(cross.cells())));
            for one in 0..members.len() {
                for other in one + 1..members.len() {
                    let worth = members[one].min(members[other]) > 1 && fits((members[one] * members[other]) as usize);
                    let has = found.iter().any(|cross| cross.has([one, other].into_iter()));
                    prop_assert!(has == worth || found.len() == MOST && worth, "{one} and {other}");
                }
            }
        }
    }
}
