//! Which rows of a file are namesakes, in little memory.
//!
//! Rows that agree in their day and all their names are told apart by their order. To number them one has to know how
//! often a name came before, and a file may have millions of names. The first pass writes every name into a filter of
//! fixed size and keeps only names that seem to have come before; the second pass counts only those.

use std::collections::HashMap;

/// Bits of the filter: 16 MiB. At ten million rows one name in two hundred is kept without need.
const BITS: u64 = 1 << 27;

/// Marks of a name in the filter.
const MARKS: u64 = 4;

/// The first pass.
pub struct Filter {
    bits: Vec<u64>,
    repeats: Repeats,
}

/// Names that may come several times, and how often they came.
#[derive(Debug, Clone, Default)]
pub struct Repeats {
    counts: HashMap<u64, u32>,
}

impl Filter {
    /// A filter that has seen nothing.
    pub fn new() -> Self {
        Self { bits: vec![0; usize::try_from(BITS / 64).unwrap_or_default()], repeats: Repeats::default() }
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
            self.repeats.counts.insert(hash, 0);
        }
    }

    /// Forgets the filter and keeps the names.
    pub fn finish(self) -> Repeats {
        self.repeats
    }
}

impl Repeats {
    /// How often a name came before this time.
    pub fn next(&mut self, hash: u64) -> u32 {
        self.counts.get_mut(&hash).map_or(0, |count| {
            *count += 1;
            *count - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{DefaultHasher, Hash, Hasher};

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
        names.iter().for_each(|&name| filter.add(hash(name)));
        let mut repeats = filter.finish();
        assert_eq!(names.map(|name| repeats.next(hash(name))), [0, 0, 1, 0, 2, 1]);
    }

    #[test]
    fn few_names_are_kept_without_need() {
        let mut filter = Filter::new();
        (0..1_000_000).for_each(|name| filter.add(hash(name)));
        assert!(filter.finish().counts.len() < 100);
    }
}
