//! The words of packed rows, beginning where a line of the cache does.

use std::ops::{Deref, DerefMut};

/// A line of the cache, in words: what is read from memory at once.
const LINE: usize = 8;

/// Words that begin where a line of the cache does: no row of a power of two of words then
/// lies across more lines than it must, and rows that are looked at here and there wait for fewer of them.
#[derive(Debug, Default)]
pub struct Packed {
    words: Vec<u64>,
    /// How many words lie before the first that counts.
    start: usize,
}

impl Packed {
    /// So many words of zero.
    pub fn zeroed(words: usize) -> Self {
        // Memory that the system hands out is zero already, and is not written to before somebody does.
        let mut all = vec![0_u64; words + LINE];
        let start = all.as_ptr().align_offset(LINE * size_of::<u64>()).min(LINE);
        all.truncate(start + words);
        Self { words: all, start }
    }
}

impl Clone for Packed {
    fn clone(&self) -> Self {
        let mut clone = Self::zeroed(self.len());
        clone.copy_from_slice(self);
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
        let mut packed = Packed::zeroed(100);
        packed[1] = 7;
        for packed in [packed.clone(), packed] {
            assert_eq!(packed.as_ptr().align_offset(64), 0);
            assert_eq!((packed.len(), packed[1], packed.iter().sum::<u64>()), (100, 7, 7));
        }
    }
}
