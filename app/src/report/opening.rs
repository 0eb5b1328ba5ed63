//! Opening a cut while it is still arriving: first a sketch of it, then, step by step, the whole.

use cube::{Axis, Columns, Cube, Loader, Member, Schema, Shape};

use super::{
    model::{Book, Dictionary, Dimension},
    reader::Reader,
    wire::{Head, Incoming, Part, Rows, WireError},
};

/// A cut that is being opened. Feed it what arrives and let it take steps; each is short enough for a page to stay awake.
#[derive(Debug, Default)]
pub struct Opening {
    incoming: Incoming,
    arrived: Option<Arrived>,
}

/// What there is after the head.
#[derive(Debug)]
struct Arrived {
    book: Book,
    rolled_up: Vec<Dimension>,
    loader: Loader,
    expected: u64,
}

/// What a step has come to.
#[derive(Debug)]
pub enum Step {
    /// More bytes are needed.
    Hungry,
    /// The head has come: this reader knows totals and days, but no members.
    Sketch(Box<Reader>),
    /// Something was done, and there is more to do.
    Working {
        /// How much of the rows has come, from 0 to 1.
        share: f64,
    },
    /// Everything is there.
    Whole(Box<Reader>),
}

impl Opening {
    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.incoming.feed(bytes);
    }

    /// Does a little of what there is to do.
    ///
    /// # Errors
    /// When what came is of another version, damaged, or does not fit together.
    pub fn step(&mut self) -> Result<Step, WireError> {
        if self.arrived.as_ref().is_some_and(Arrived::is_complete) {
            return self.index();
        }
        match self.incoming.next_part()? {
            None => Ok(Step::Hungry),
            Some(Part::Head(head)) => {
                let sketch = Reader::of(head.book.clone(), Cube::new(sketched(&head)?), false);
                self.arrived = Some(Arrived::new(*head)?);
                Ok(Step::Sketch(Box::new(sketch)))
            }
            Some(Part::Rows(rows)) => {
                let arrived = self.arrived.as_mut().ok_or(WireError::Damaged)?;
                arrived.take(&rows)?;
                Ok(Step::Working { share: arrived.share() })
            }
        }
    }

    /// Opens a cut that has arrived already.
    ///
    /// # Errors
    /// As [`Opening::step`]; also when the cut ends early.
    pub fn all(bytes: &[u8]) -> Result<Reader, WireError> {
        let mut opening = Self::default();
        opening.feed(bytes);
        loop {
            match opening.step()? {
                Step::Hungry => return Err(WireError::Damaged),
                Step::Whole(reader) => return Ok(*reader),
                Step::Sketch(_) | Step::Working { .. } => {}
            }
        }
    }

    fn index(&mut self) -> Result<Step, WireError> {
        if !self.incoming.is_spent() {
            return Err(WireError::Damaged);
        }
        let Some(mut arrived) = self.arrived.take() else { return Err(WireError::Damaged) };
        if arrived.loader.step()? {
            self.arrived = Some(arrived);
            return Ok(Step::Working { share: 1.0 });
        }
        let mut reader = Reader::of(arrived.book, Cube::new(arrived.loader.finish()?), true);
        reader.rolled_up = arrived.rolled_up;
        Ok(Step::Whole(Box::new(reader)))
    }
}

impl Arrived {
    fn new(head: Head) -> Result<Self, WireError> {
        let expected = head.len();
        let rows = u32::try_from(expected).map_err(|_| WireError::Damaged)?;
        let dimensions = head.book.dictionaries.iter().map(axis).collect();
        let loader = Loader::new(Schema { days: head.days, rows, dimensions, sizes: head.sizes })?;
        Ok(Self { book: head.book, rolled_up: head.rolled_up, loader, expected })
    }

    fn take(&mut self, rows: &Rows) -> Result<(), WireError> {
        let Rows { days, codes, measures } = rows;
        Ok(self.loader.push(&Columns { days, codes, measures })?)
    }

    fn is_complete(&self) -> bool {
        self.loader.len() as u64 == self.expected
    }

    #[expect(clippy::cast_precision_loss, reason = "a progress bar is no more exact")]
    fn share(&self) -> f64 {
        self.loader.len() as f64 / self.expected.max(1) as f64
    }
}

fn axis(dictionary: &Dictionary) -> Axis {
    let parent = dictionary.parents.iter().map(|parent| parent.map(Member)).collect::<Vec<_>>();
    let shape = if parent.is_empty() { Shape::Flat } else { Shape::Tree { parent } };
    Axis { members: u32::try_from(dictionary.names.len()).unwrap_or(u32::MAX), shape }
}

/// The sums of every day as if each day were a single row that belongs nowhere.
fn sketched(head: &Head) -> Result<cube::Facts, WireError> {
    let nowhere = || cube::Dimension { members: 1, shape: Shape::Flat, codes: vec![0; head.days.len()] };
    let dimensions = Dimension::ALL.iter().map(|_| nowhere()).collect();
    Ok(cube::Facts::new(&head.days, dimensions, &head.sums)?)
}
