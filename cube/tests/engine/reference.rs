//! The report worked out the slow and obvious way: every figure looks at every row.

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

    /// The same table from pieces: cut behind some of the rows in the order of days, and indexed step by step.
    pub fn in_pieces(&self, cuts: &[usize]) -> Result<Facts, FactsError> {
        let by_day: Vec<u64> =
            self.days.iter().map(|&day| u64::from(day.cast_unsigned() ^ (1 << 31))).collect();
        let World { days, dimensions, measures } = self.reordered(&by_day);
        let mut distinct = days.clone();
        distinct.dedup();
        let size = |values: &Vec<i64>| values.iter().map(|value| value.unsigned_abs()).sum();
        let mut loader = Loader::new(Schema {
            days: distinct,
            rows: u32::try_from(days.len()).expect("few rows"),
            dimensions: dimensions
                .iter()
                .map(|of| Axis { members: of.members, shape: of.shape.clone() })
                .collect(),
            sizes: measures.iter().map(size).collect(),
        })?;
        let mut ends: Vec<usize> = cuts.iter().map(|&cut| cut.min(days.len())).chain([days.len()]).collect();
        ends.sort_unstable();
        let mut start = 0;
        for end in ends {
            let codes: Vec<Vec<u32>> = dimensions.iter().map(|of| of.codes[start..end].to_vec()).collect();
            let values: Vec<Vec<i64>> = measures.iter().map(|values| values[start..end].to_vec()).collect();
            loader.push(&Columns { days: &days[start..end], codes: &codes, measures: &values })?;
            start = end;
        }
        while loader.step()? {}
        loader.finish()
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
