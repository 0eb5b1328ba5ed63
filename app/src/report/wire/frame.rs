//! Frames: a length, a checksum, and so many bytes.

use super::WireError;

/// The length and the checksum.
const HEAD: usize = 12;

/// The bytes of a frame around a body.
pub fn framed(body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    [&length.to_le_bytes()[..], &checksum(body).to_le_bytes(), body].concat()
}

/// Bytes that have come and were not looked at yet.
#[derive(Debug, Default)]
pub struct Frames {
    bytes: Vec<u8>,
    /// How many of them are done with.
    done: usize,
}

impl Frames {
    pub fn feed(&mut self, bytes: &[u8]) {
        // What is done with goes when there is something to take its place.
        self.bytes.drain(..self.done);
        self.done = 0;
        self.bytes.extend_from_slice(bytes);
    }

    pub fn is_empty(&self) -> bool {
        self.done == self.bytes.len()
    }

    pub fn take_byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.done).copied();
        self.done += usize::from(byte.is_some());
        byte
    }

    /// The body of the next frame; `None` until all of it has come.
    pub fn next_body(&mut self) -> Result<Option<&[u8]>, WireError> {
        let rest = &self.bytes[self.done..];
        let Some((head, rest)) = rest.split_at_checked(HEAD) else { return Ok(None) };
        let (length, sum) = head.split_at(4);
        let length = length.iter().rev().fold(0, |length, byte| length << 8 | usize::from(*byte));
        let Some(body) = rest.get(..length) else { return Ok(None) };
        if sum != checksum(body).to_le_bytes() {
            return Err(WireError::Damaged);
        }
        self.done += HEAD + length;
        Ok(Some(body))
    }
}

/// FNV-1a over words of eight bytes, the length at the end. Every step can be undone, so a change within one word changes
/// the result.
fn checksum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
    let (words, tail) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(0xcbf2_9ce4_8422_2325, |sum, word| step(sum, u64::from_le_bytes(*word)));
    let tail = tail.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    step(step(sum, tail), bytes.len() as u64)
}
