//! Sums of earlier selections: a way back costs nothing, and the next click starts from the nearest of them.

use std::{collections::VecDeque, rc::Rc};

use crate::{passes::Choices, window::WindowRows};

/// How many bytes of sums are remembered, at most; the two latest are kept whatever their size.
const MOST_BYTES: usize = 24 << 20;

/// What sums depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub choices: Choices,
    pub window: WindowRows,
}

/// Sums with the question they answer.
#[derive(Clone, Debug)]
pub struct Known {
    pub question: Question,
    pub sums: Rc<Vec<u64>>,
}

/// Earlier questions with their sums, the latest first.
#[derive(Clone, Debug, Default)]
pub struct Memory(VecDeque<Known>);

impl Memory {
    /// The sums of exactly this question; it becomes the latest.
    pub fn recall(&mut self, question: &Question) -> Option<Rc<Vec<u64>>> {
        let at = self.0.iter().position(|known| known.question == *question)?;
        let known = self.0.remove(at)?;
        let sums = known.sums.clone();
        self.0.push_front(known);
        Some(sums)
    }

    /// Keeps sums, and lets go of the oldest when there are too many.
    pub fn keep(&mut self, question: Question, sums: Rc<Vec<u64>>) {
        let each = (sums.len() * size_of::<u64>()).max(1);
        self.0.push_front(Known { question, sums });
        self.0.truncate((MOST_BYTES / each).max(2));
    }

    /// Everything that is known, the latest first.
    pub fn iter(&self) -> impl Iterator<Item = &Known> {
        self.0.iter()
    }

    /// Lets go of everything.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
