//! The report worked out the slow and obvious way: every figure looks at every row.

use std::ops::Range;

use cube::{
    Answer, Axis, Columns, Cube, DayRange, DaySeries, Dim, Dimension, Facts, FactsError, Loader, Member,
    Schema, Selection, Shape, Sums,
};

/// Facts as they are given, before any cleverness.
#[derive(Clone, Debug)]
pub struct World {
    pub days: Vec<i32>,
    pub dimensions: Vec<Dimension>,
    pub measures: Vec<Vec<i64>>,
}

/// The count of some rows and the sum of every measure.
pub type Figures = (u64, Vec<i128>);

/// What an answer says, in plain types.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    pub total: Figures,
    pub by: Vec<Vec<Figures>>,
    pub by_day: Vec<(i32, Figures)>,
}

impl World {
    pub fn facts(&self) -> Result<Facts, FactsError> {
        Facts::new(&self.days, self.dimensions.clone(), &self.measures)
    }

    pub fn cube(&self) -> Cube {
        Cube::new(self.facts().expect("a sound world"))
    }

    /// The same table from pieces: cut behind some of the rows in the order of days, and indexed step by step. Every second
    /// table comes with the newest days first.
    pub fn in_pieces(&self, cuts: &[usize]) -> Result<Facts, FactsError> {
        let (mut loader, world) = self.announced(cuts.len().is_multiple_of(2))?;
        let rows = world.days.len();
        let mut ends: Vec<usize> = cuts.iter().map(|&cut| cut.min(rows)).chain([rows]).collect();
        ends.sort_unstable();
        let mut start = 0;
        for end in ends {
            world.push(&mut loader, start..end)?;
            start = end;
        }
        while loader.step()? {}
        loader.finish()
    }

    /// What is there when so many rows have come, the newest days first, and from which day on.
    pub fn newest(&self, rows: usize) -> Result<(Option<i32>, Facts), FactsError> {
        let (mut loader, world) = self.announced(true)?;
        world.push(&mut loader, 0..rows.min(world.days.len()))?;
        let first = loader.complete_since();
        let mut since = loader.since();
        while since.step()? {}
        let facts = since.finish()?;
        // What is taken early takes nothing away.
        world.push(&mut loader, rows.min(world.days.len())..world.days.len())?;
        assert_eq!(loader.finish()?.len(), world.days.len());
        Ok((first, facts))
    }

    /// A loader that knows what will come, and the rows in the order of days, or with the newest first.
    fn announced(&self, newest_first: bool) -> Result<(Loader, Self), FactsError> {
        let turn = if newest_first { u64::MAX } else { 0 };
        let key = |&day: &i32| u64::from(day.cast_unsigned() ^ (1 << 31)) ^ turn;
        let world = self.reordered(&self.days.iter().map(key).collect::<Vec<_>>());
        let mut sorted = self.days.clone();
        sorted.sort_unstable();
        let by_day = || sorted.chunk_by(|a, b| a == b);
        let size = |values: &Vec<i64>| values.iter().map(|value| value.unsigned_abs()).sum();
        let axis = |of: &Dimension| Axis { members: of.members, shape: of.shape.clone() };
        let loader = Loader::new(Schema {
            days: by_day().map(|day| day[0]).collect(),
            rows: by_day().map(|day| u32::try_from(day.len()).expect("few rows")).collect(),
            dimensions: world.dimensions.iter().map(axis).collect(),
            sizes: world.measures.iter().map(size).collect(),
        })?;
        Ok((loader, world))
    }

    fn push(&self, loader: &mut Loader, rows: Range<usize>) -> Result<(), FactsError> {
        let codes: Vec<Vec<u32>> = self.dimensions.iter().map(|of| of.codes[rows.clone()].to_vec()).collect();
        let values: Vec<Vec<i64>> =
            self.measures.iter().map(|values| values[rows.clone()].to_vec()).collect();
        loader.push(&Columns { days: &self.days[rows], codes: &codes, measures: &values })
    }

    /// The same table without the rows before a day.
    pub fn without_days_before(&self, first: i32) -> Self {
        let keep: Vec<usize> = (0..self.days.len()).filter(|&row| self.days[row] >= first).collect();
        let mut world = self.clone();
        world.days = keep.iter().map(|&row| self.days[row]).collect();
        for (to, from) in world.dimensions.iter_mut().zip(&self.dimensions) {
            to.codes = keep.iter().map(|&row| from.codes[row]).collect();
        }
        for (to, from) in world.measures.iter_mut().zip(&self.measures) {
            *to = keep.iter().map(|&row| from[row]).collect();
        }
        world
    }

    /// The same rows in the order of some keys, one a row.
    pub fn reordered(&self, keys: &[u64]) -> Self {
        let mut order: Vec<usize> = (0..self.days.len()).collect();
        order.sort_by_key(|&row| keys[row]);
        let mut world = self.clone();
        world.days = order.iter().map(|&row| self.days[row]).collect();
        for (to, from) in world.dimensions.iter_mut().zip(&self.dimensions) {
            to.codes = order.iter().map(|&row| from.codes[row]).collect();
        }
        for (to, from) in world.measures.iter_mut().zip(&self.measures) {
            *to = order.iter().map(|&row| from[row]).collect();
        }
        world
    }

    pub fn page(&self, selection: &Selection) -> Page {
        let in_period = |row: usize| selection.period.is_none_or(|period| period.contains(self.days[row]));
        let in_brush = |row: usize| selection.brush.is_none_or(|brush| brush.contains(self.days[row]));
        let passes = |row: usize, except: Option<Dim>| {
            (0..self.dimensions.len())
                .map(Dim)
                .filter(|&dim| Some(dim) != except)
                .all(|dim| self.lets(selection, dim, row))
        };
        let group = |dim: Dim, member: Member| {
            let of_member = |row: usize| self.lies_in(dim, self.code(dim, row), member);
            self.sum(|row| in_period(row) && in_brush(row) && passes(row, Some(dim)) && of_member(row))
        };
        let of_dimension =
            |dim: Dim| (0..self.dimensions[dim.0].members).map(|code| group(dim, Member(code))).collect();
        let span = selection.period.or_else(|| self.span()).unwrap_or(DayRange::new(0, -1));
        let of_day = |day: i32| self.sum(|row| self.days[row] == day && in_period(row) && passes(row, None));
        Page {
            total: self.sum(|row| in_period(row) && in_brush(row) && passes(row, None)),
            by: (0..self.dimensions.len()).map(|at| of_dimension(Dim(at))).collect(),
            by_day: (span.first..=span.last).map(|day| (day, of_day(day))).collect(),
        }
    }

    fn span(&self) -> Option<DayRange> {
        Some(DayRange::new(*self.days.iter().min()?, *self.days.iter().max()?))
    }

    fn code(&self, dim: Dim, row: usize) -> Member {
        Member(self.dimensions[dim.0].codes[row])
    }

    /// Whether the choice in one dimension lets a row through.
    fn lets(&self, selection: &Selection, dim: Dim, row: usize) -> bool {
        let Some(chosen) = selection.chosen(dim) else { return true };
        chosen.iter().any(|node| self.lies_in(dim, self.code(dim, row), node))
    }

    /// Whether a member is `node` or hangs below it.
    fn lies_in(&self, dim: Dim, member: Member, node: Member) -> bool {
        let mut at = Some(member);
        while let Some(here) = at {
            if here == node {
                return true;
            }
            at = match &self.dimensions[dim.0].shape {
                Shape::Flat => None,
                Shape::Tree { parent } => parent[here.0 as usize],
            };
        }
        false
    }

    fn sum(&self, belongs: impl Fn(usize) -> bool) -> Figures {
        let rows: Vec<usize> = (0..self.days.len()).filter(|&row| belongs(row)).collect();
        let sums = self.measures.iter().map(|values| rows.iter().map(|&row| i128::from(values[row])).sum());
        (rows.len() as u64, sums.collect())
    }
}

pub fn plain(answer: &Answer) -> Page {
    let groups = |groups: &cube::Groups| {
        groups.members().map(|member| (groups.rows(member), wide(groups.sums(member)))).collect()
    };
    Page {
        total: plain_sums(&answer.total),
        by: answer.by.iter().map(groups).collect(),
        by_day: plain_series(&answer.by_day),
    }
}

pub fn plain_sums(sums: &Sums) -> Figures {
    (sums.rows(), wide(sums.sums()))
}

pub fn plain_series(series: &DaySeries) -> Vec<(i32, Figures)> {
    series.iter().map(|(day, sums)| (day, (series.rows(day), wide(sums)))).collect()
}

fn wide(sums: &[i64]) -> Vec<i128> {
    sums.iter().map(|&sum| sum.into()).collect()
}
