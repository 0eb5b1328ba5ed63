//! Which rows of a long table are drawn: those in sight, and gaps as high as the others. A click then costs what the
//! reader sees of a table, not what is in it.

use std::{collections::HashMap, hash::Hash};

/// A table with so many rows draws all of them.
const ALL: usize = 32;

/// A part of a table's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Piece<T> {
    /// A row.
    Row(T),
    /// Rows that are not drawn.
    Gap {
        /// How many.
        rows: usize,
        /// Which gap of the table it is, from the top.
        at: usize,
    },
}

impl<T> Piece<T> {
    /// The same with something else for a row.
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Piece<U> {
        match self {
            Self::Row(row) => Piece::Row(of(row)),
            Self::Gap { rows, at } => Piece::Gap { rows, at },
        }
    }
}

/// The parts of a table of which the rows from `first` to before `last` are in sight. The ends are always drawn, because
/// Home and End lead there, and so is what must stay, because the keyboard's focus is on it.
pub fn pieces<T: Copy>(
    rows: &[T],
    (first, last): (usize, usize),
    stays: impl Fn(&T) -> bool,
) -> Vec<Piece<T>> {
    let whole = rows.len() <= ALL;
    let mut pieces = Vec::new();
    let (mut missing, mut gaps) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        let end = at == 0 || at + 1 == rows.len();
        if !(whole || end || (first..last).contains(&at) || stays(row)) {
            missing += 1;
            continue;
        }
        if missing > 0 {
            pieces.push(Piece::Gap { rows: missing, at: gaps });
            (missing, gaps) = (0, gaps + 1);
        }
        pieces.push(Piece::Row(*row));
    }
    pieces
}

/// The number of each row of a table that does not draw all of them, for those who hear it; empty for others, where the
/// rows count themselves.
pub fn numbers<T: Hash + Eq>(rows: impl ExactSizeIterator<Item = T>) -> HashMap<T, usize> {
    if rows.len() <= ALL {
        return HashMap::new();
    }
    // The head is the first row.
    rows.enumerate().map(|(at, row)| (row, at + 2)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[Piece<usize>]) -> String {
        let one = |piece: &Piece<usize>| match piece {
            Piece::Row(row) => row.to_string(),
            Piece::Gap { rows, at } => format!("{at}:({rows})"),
        };
        pieces.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_short_table_is_drawn_whole() {
        let rows: Vec<usize> = (0..ALL).collect();
        assert_eq!(pieces(&rows, (0, 0), |_| false).len(), ALL);
        assert!(numbers(rows.iter()).is_empty());
        assert_eq!(pieces::<usize>(&[], (0, 9), |_| true), []);
    }

    #[test]
    fn a_long_table_has_gaps_between_what_is_seen_its_ends_and_the_focus() {
        let rows: Vec<usize> = (0..100).collect();
        let all = |pieces: Vec<Piece<usize>>| {
            let rows = pieces.iter().map(|piece| if let Piece::Gap { rows, .. } = piece { *rows } else { 1 });
            assert_eq!(rows.sum::<usize>(), 100, "the table is as high as if everything was drawn");
            written(&pieces)
        };
        assert_eq!(all(pieces(&rows, (3, 5), |row| *row == 70)), "0 0:(2) 3 4 1:(65) 70 2:(28) 99");
        assert_eq!(all(pieces(&rows, (0, 2), |_| false)), "0 1 0:(97) 99");
        assert_eq!(all(pieces(&rows, (98, 100), |_| false)), "0 0:(97) 98 99");
        assert_eq!(all(pieces(&rows, (100, 100), |_| false)), "0 0:(98) 99");
    }

    #[test]
    fn rows_of_a_long_table_are_numbered_below_the_head() {
        let numbers = numbers(10..110);
        assert_eq!((numbers[&10], numbers[&109]), (2, 101));
    }
}
