//! Which rows of a long table are drawn: those in sight, and gaps as high as the others. A click then costs what the
//! reader sees of a table, not what is in it.

/// A table with so many rows draws all of them.
const ALL: usize = 32;

/// A part of a table's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Piece {
    /// A row, by its place in the table.
    Row(usize),
    /// Rows that are not drawn.
    Gap {
        /// How many.
        rows: usize,
        /// Which gap of the table it is, from the top.
        at: usize,
    },
}

/// Whether a table with so many rows draws all of them.
pub fn draws_all(rows: usize) -> bool {
    rows <= ALL
}

/// The parts of a table with so many rows, of which those from `first` to before `last` are in sight. The ends are always
/// drawn, because Home and End lead there, and so is the row that `stays`, because the keyboard's focus is on it.
pub fn pieces(rows: usize, (first, last): (usize, usize), stays: Option<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut missing, mut gaps) = (0, 0);
    for at in 0..rows {
        let end = at == 0 || at + 1 == rows;
        if !(draws_all(rows) || end || (first..last).contains(&at) || stays == Some(at)) {
            missing += 1;
            continue;
        }
        if missing > 0 {
            pieces.push(Piece::Gap { rows: missing, at: gaps });
            (missing, gaps) = (0, gaps + 1);
        }
        pieces.push(Piece::Row(at));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[Piece]) -> String {
        let one = |piece: &Piece| match piece {
            Piece::Row(row) => row.to_string(),
            Piece::Gap { rows, at } => format!("{at}:({rows})"),
        };
        pieces.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_short_table_is_drawn_whole() {
        assert_eq!(pieces(ALL, (0, 0), None).len(), ALL);
        assert_eq!(pieces(0, (0, 9), Some(3)), []);
    }

    #[test]
    fn a_long_table_has_gaps_between_what_is_seen_its_ends_and_the_focus() {
        let of_a_hundred = |sight, stays| {
            let pieces = pieces(100, sight, stays);
            let rows = pieces.iter().map(|piece| if let Piece::Gap { rows, .. } = piece { *rows } else { 1 });
            assert_eq!(rows.sum::<usize>(), 100, "the table is as high as if everything was drawn");
            written(&pieces)
        };
        assert_eq!(of_a_hundred((3, 5), Some(70)), "0 0:(2) 3 4 1:(65) 70 2:(28) 99");
        assert_eq!(of_a_hundred((0, 2), None), "0 1 0:(97) 99");
        assert_eq!(of_a_hundred((98, 100), None), "0 0:(97) 98 99");
        assert_eq!(of_a_hundred((100, 100), Some(100)), "0 0:(98) 99");
    }
}
