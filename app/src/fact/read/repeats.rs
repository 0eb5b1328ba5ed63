//! Which rows of a file are namesakes, in little memory.
//!
//! Rows that agree in their day and all their names are told apart by their order. To number them one has to know how
//! often a name came before, and a file may have millions of names. The first pass writes every name into a filter of
//! fixed size and keeps only names that seem to have come before; the second pass counts only those. A file that holds
//! every row twice has them all to keep, so they are kept as sorted hashes: twelve bytes a name, and no more.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use crate::time::Day;

/// Bits of the filter: 16 MiB. At ten million rows one name in two hundred is kept without need.
const BITS: u64 = 1 << 27;

/// Marks of a name in the filter.
const MARKS: u64 = 4;

/// So many names are gathered before they are put in order for the first time.
const FEW: usize = 1 << 16;

/// The hash of a day and all names of a row, by which namesakes are found: names that are stored as one hash as one.
pub fn hash_of_row(day: Day, names: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    day.hash(&mut hasher);
    for name in names {
        hash_into(&mut hasher, name);
    }
    hasher.finish()
}

/// The hash of one name.
pub fn hash_of_name(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash_into(&mut hasher, name);
    hasher.finish()
}

/// Hashes a name as names are compared: without regard to case and to the amount of white space.
fn hash_into(hasher: &mut DefaultHasher, name: &str) {
    for word in name.split_whitespace() {
        word.chars().flat_map(char::to_lowercase).for_each(|letter| letter.hash(hasher));
        hasher.write_u8(0xFE);
    }
    hasher.write_u8(0xFF);
}

/// The first pass.
pub struct Filter {
    bits: Vec<u64>,
    names: Vec<u64>,
    /// How many names there may be before they are put in order.
    room: usize,
}

/// Names that may come several times.
#[derive(Debug, Clone)]
pub struct Repeats(Arc<Vec<u64>>);

/// The second pass: how often each of them came.
pub struct Count {
    names: Arc<Vec<u64>>,
    counts: Vec<u32>,
}

impl Filter {
    /// A filter that has seen nothing.
    pub fn new() -> Self {
        Self { bits: vec![0; usize::try_from(BITS / 64).unwrap_or_default()], names: Vec::new(), room: FEW }
    }

    /// Takes the hash of a name in.
    pub fn add(&mut self, hash: u64) {
        // Two halves of the hash give all marks (Kirsch and Mitzenmacher, "Less hashing, same performance").
        let step = (hash >> 32) | 1;
        let mut seen = true;
        for mark in 0..MARKS {
            let bit = hash.wrapping_add(mark.wrapping_mul(step)) % BITS;
            let (word, mask) = (usize::try_from(bit / 64).unwrap_or_default(), 1 << (bit % 64));
            seen &= self.bits[word] & mask != 0;
            self.bits[word] |= mask;
        }
        if seen {
            self.keep(hash);
        }
    }

    fn keep(&mut self, hash: u64) {
        if self.names.len() == self.room {
            self.put_in_order();
            self.room = (self.names.len() * 2).max(FEW);
        }
        self.names.push(hash);
    }

    fn put_in_order(&mut self) {
        self.names.sort_unstable();
        self.names.dedup();
    }

    /// Forgets the filter and keeps the names.
    pub fn finish(mut self) -> Repeats {
        self.bits = Vec::new();
        self.put_in_order();
        self.names.shrink_to_fit();
        Repeats(Arc::new(self.names))
    }
}

impl Repeats {
    /// No names.
    pub fn none() -> Self {
        Self(Arc::default())
    }

    /// Begins to count.
    pub fn count(&self) -> Count {
        Count { names: self.0.clone(), counts: vec![0; self.0.len()] }
    }
}

impl Count {
    /// How often a name came before this time.
    pub fn next(&mut self, hash: u64) -> u32 {
        self.names.binary_search(&hash).map_or(0, |at| {
            self.counts[at] += 1;
            self.counts[at] - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(value: u32) -> u64 {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn namesakes_are_numbered_and_all_others_are_the_first() {
        let names = [1, 2, 1, 3, 1, 2];
        let mut filter = Filter::new();
        for name in names {
            filter.add(hash(name));
        }
        let repeats = filter.finish();
        for _ in 0..2 {
            let mut count = repeats.count();
            assert_eq!(names.map(|name| count.next(hash(name))), [0, 0, 1, 0, 2, 1]);
        }
    }

    #[test]
    fn few_names_are_kept_without_need() {
        let mut filter = Filter::new();
        for name in 0..1_000_000 {
            filter.add(hash(name));
        }
        assert!(filter.finish().0.len() < 100);
    }

    #[test]
    fn names_that_come_often_are_kept_once() {
        let mut filter = Filter::new();
        for _ in 0..5 {
            for name in 0..100_000 {
                filter.add(hash(name));
            }
        }
        assert!(
            filter.names.capacity() <= 4 * 131_072,
            "what is gathered does not grow with the repetitions"
        );
        assert_eq!(filter.finish().0.len(), 100_000);
    }
}
