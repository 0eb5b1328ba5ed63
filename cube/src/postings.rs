//! Which rows belong to a member.

use std::ops::Range;

/// For every member of a dimension its rows, ascending: a click looks at these and at no others.
#[derive(Clone, Debug, Default)]
pub struct Postings {
    /// Where the rows of each member start, and where the last ones end.
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Postings {
    /// Lists for members with so many rows each, still to be filled.
    pub fn new(counts: &[u32]) -> Self {
        let mut starts = Vec::with_capacity(counts.len() + 1);
        let mut end = 0;
        starts.push(0);
        for count in counts {
            end += count;
            starts.push(end);
        }
        Self { starts, rows: vec![0; end as usize] }
    }

    /// Where the next row of each member goes, for [`Postings::put`].
    pub fn heads(&self) -> Vec<u32> {
        self.starts[..self.starts.len() - 1].to_vec()
    }

    /// Notes that the next row of `member` is `row`.
    pub fn put(&mut self, heads: &mut [u32], member: usize, row: u32) {
        let head = &mut heads[member];
        self.rows[*head as usize] = row;
        *head += 1;
    }

    /// How many rows a member has.
    pub fn count(&self, member: usize) -> usize {
        (self.starts[member + 1] - self.starts[member]) as usize
    }

    /// The rows of a member.
    pub fn of(&self, member: usize) -> &[u32] {
        &self.rows[self.starts[member] as usize..self.starts[member + 1] as usize]
    }

    /// The rows of a member that lie in a range.
    pub fn within(&self, member: usize, range: &Range<usize>) -> &[u32] {
        let rows = self.of(member);
        // A page without a period asks for everything, which needs no search.
        if range.start == 0 && range.end == self.rows.len() {
            return rows;
        }
        let start = rows.partition_point(|&row| (row as usize) < range.start);
        let end = rows.partition_point(|&row| (row as usize) < range.end);
        &rows[start..end.max(start)]
    }
}
