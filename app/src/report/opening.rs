//! Opening a cut while it is still arriving: first the sums of its days, then the newest days, in the end the whole.

use cube::{Axis, Columns, Cube, Loader, Member, Schema, Shape};

use super::{
    known::Early,
    model::{Book, Dictionary, Dimension},
    reader::Reader,
    wire::{Head, Incoming, Part, Rows, WireError},
};

/// What is taken early is at most this part of all rows: it is indexed twice.
const EARLY_SHARE: usize = 2;

/// A cut that is being opened. Feed it what arrives and let it take steps; each is short enough for a page to stay awake.
#[derive(Debug, Default)]
pub struct Opening {
    incoming: Incoming,
    arrived: Option<Arrived>,
    /// The first day that somebody wants to read before everything is there.
    wanted: Option<i32>,
}

/// What there is after the head.
#[derive(Debug)]
struct Arrived {
    book: Book,
    version: i64,
    rolled_up: Vec<Dimension>,
    loader: Loader,
    expected: usize,
    sums: Cube,
    /// The first day of the last early reader that was given out.
    given: Option<i32>,
    /// The next one, while it is indexed.
    next: Option<(i32, Loader)>,
}

/// What a step has come to.
#[derive(Debug)]
pub enum Step {
    /// More bytes are needed.
    Hungry,
    /// Something was done, and there is more to do.
    Working {
        /// How much of the rows has come, from 0 to 1.
        share: f64,
    },
    /// This can be read already. The first such reader knows the sums of days and no members.
    Early(Box<Reader>),
    /// Everything is there.
    Whole(Box<Reader>),
}

impl Opening {
    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.incoming.feed(bytes);
    }

    /// Asks for a reader of the days from this one on as soon as they are there.
    pub fn want(&mut self, first: i32) {
        self.wanted = Some(first);
    }

    /// Which version of the facts is arriving, once that is known.
    pub fn version(&self) -> Option<i64> {
        self.arrived.as_ref().map(|arrived| arrived.version)
    }

    /// Does a little of what there is to do.
    ///
    /// # Errors
    /// When what came is of another version, damaged, or does not fit together.
    pub fn step(&mut self) -> Result<Step, WireError> {
        if self.arrived.as_ref().is_some_and(Arrived::is_complete) {
            return self.index();
        }
        if let (Some(arrived), Some(wanted)) = (&mut self.arrived, self.wanted)
            && let Some(step) = arrived.early(wanted)?
        {
            return Ok(step);
        }
        match self.incoming.next_part()? {
            None => Ok(Step::Hungry),
            Some(Part::Head(head)) => {
                let arrived = self.arrived.insert(Arrived::new(*head)?);
                // Nothing has come, so there is nothing to be indexed.
                Ok(Step::Early(arrived.reader(arrived.loader.since(), i32::MAX)?))
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
                Step::Early(_) | Step::Working { .. } => {}
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
        let mut reader = Reader::of(arrived.book, Cube::new(arrived.loader.finish()?), None);
        reader.rolled_up = arrived.rolled_up;
        Ok(Step::Whole(Box::new(reader)))
    }
}

impl Arrived {
    fn new(head: Head) -> Result<Self, WireError> {
        let expected = usize::try_from(head.len()).map_err(|_| WireError::Damaged)?;
        let sums = Cube::new(summed(&head)?);
        let dimensions = head.book.dictionaries.iter().map(axis).collect();
        let loader = Loader::new(Schema { days: head.days, rows: head.rows, dimensions, sizes: head.sizes })?;
        let Head { book, version, rolled_up, .. } = head;
        Ok(Self { book, version, rolled_up, loader, expected, sums, given: None, next: None })
    }

    fn take(&mut self, rows: &Rows) -> Result<(), WireError> {
        let Rows { days, codes, measures } = rows;
        Ok(self.loader.push(&Columns { days, codes, measures })?)
    }

    fn is_complete(&self) -> bool {
        self.loader.len() == self.expected
    }

    #[expect(clippy::cast_precision_loss, reason = "a progress bar is no more exact")]
    fn share(&self) -> f64 {
        self.loader.len() as f64 / self.expected.max(1) as f64
    }

    /// Does a little towards a reader of the wanted days, when they are there and no such reader was given out.
    fn early(&mut self, wanted: i32) -> Result<Option<Step>, WireError> {
        if let Some((since, mut loader)) = self.next.take() {
            if loader.step()? {
                self.next = Some((since, loader));
                return Ok(Some(Step::Working { share: self.share() }));
            }
            self.given = Some(since);
            return Ok(Some(Step::Early(self.reader(loader, since)?)));
        }
        let Some(since) = self.loader.complete_since() else { return Ok(None) };
        let is_new = self.given.is_none_or(|given| wanted < given);
        if since > wanted || !is_new || self.loader.len() * EARLY_SHARE > self.expected {
            return Ok(None);
        }
        self.next = Some((since, self.loader.since()));
        Ok(Some(Step::Working { share: self.share() }))
    }

    fn reader(&self, loader: Loader, since: i32) -> Result<Box<Reader>, WireError> {
        let early = Early { sums: self.sums.clone(), since };
        let mut reader = Reader::of(self.book.clone(), Cube::new(loader.finish()?), Some(early));
        reader.rolled_up.clone_from(&self.rolled_up);
        Ok(Box::new(reader))
    }
}

fn axis(dictionary: &Dictionary) -> Axis {
    let parent = dictionary.parents.iter().map(|parent| parent.map(Member)).collect::<Vec<_>>();
    let shape = if parent.is_empty() { Shape::Flat } else { Shape::Tree { parent } };
    Axis { members: u32::try_from(dictionary.names.len()).unwrap_or(u32::MAX), shape }
}

/// The sums of every day as if each day were a single row that belongs nowhere.
fn summed(head: &Head) -> Result<cube::Facts, WireError> {
    let nowhere = || cube::Dimension { members: 1, shape: Shape::Flat, codes: vec![0; head.days.len()] };
    let dimensions = Dimension::ALL.iter().map(|_| nowhere()).collect();
    Ok(cube::Facts::new(&head.days, dimensions, &head.sums)?)
}
