//! The words of packed rows, beginning where a line of the cache does.

use std::ops::{Deref, DerefMut};

/// A line of the cache, in words: what is read from memory at once.
const LINE: usize = 8;

/// Words that begin where a line of the cache does, as long as they were announced: no row of a power of two of words then
/// lies across more lines than it must, and rows that are looked at here and there wait for fewer of them.
#[derive(Debug, Default)]
pub struct Packed {
    words: Vec<u64>,
    /// How many words lie before the first that counts.
    start: usize,
}

impl Packed {
    /// No words yet, with room for so many.
    pub fn with_capacity(words: usize) -> Self {
        let mut of: Vec<u64> = Vec::with_capacity(words + LINE);
        let start = of.as_ptr().align_offset(LINE * size_of::<u64>()).min(LINE);
        of.resize(start, 0);
        Self { words: of, start }
    }

    /// Makes it longer by zeros, up to so many words.
    pub fn grow_to(&mut self, words: usize) {
        self.words.resize(self.start + words, 0);
    }
}

impl Clone for Packed {
    fn clone(&self) -> Self {
        let mut clone = Self::with_capacity(self.len());
        clone.words.extend_from_slice(self);
        clone
    }
}

impl Deref for Packed {
    type Target = [u64];

    fn deref(&self) -> &[u64] {
        &self.words[self.start..]
    }
}

impl DerefMut for Packed {
    fn deref_mut(&mut self) -> &mut [u64] {
        &mut self.words[self.start..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_with_a_line_in_a_clone_too() {
        let mut packed = Packed::with_capacity(100);
        packed.grow_to(3);
        packed[1] = 7;
        packed.grow_to(100);
        for packed in [packed.clone(), packed] {
            assert_eq!(packed.as_ptr().align_offset(64), 0);
            assert_eq!((packed.len(), packed[1], packed.iter().sum::<u64>()), (100, 7, 7));
        }
    }
}
