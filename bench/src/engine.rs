//! Clicks and answers.

use cube::{Answer, Cube, DayRange, Dim, Member, MemberSet, Selection};
use wasm_bindgen::prelude::*;

use crate::checksum::Checksum;

/// An engine with its selection and the latest answer.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    cube: Cube,
    selection: Selection,
    answer: Option<Answer>,
}

impl Engine {
    pub(crate) fn new(cube: Cube) -> Self {
        Self { cube, selection: Selection::new(), answer: None }
    }

    /// Every sum of the latest answer: the total, each member of each dimension, each day.
    fn all(&self) -> impl Iterator<Item = i64> {
        self.answer.iter().flat_map(sums).copied()
    }
}

fn sums(answer: &Answer) -> impl Iterator<Item = &i64> {
    let groups =
        answer.by.iter().flat_map(|groups| groups.members().flat_map(move |member| groups.sums(member)));
    let days = answer.by_day.iter().flat_map(|(_, sums)| sums);
    answer.total.sums().iter().chain(groups).chain(days)
}

#[wasm_bindgen]
impl Engine {
    /// Chooses exactly these members of a dimension; none of them lets everything through.
    pub fn choose(&mut self, dimension: usize, members: &[u32]) {
        self.selection.choose(Dim(dimension), members.iter().copied().map(Member).collect::<MemberSet>());
    }

    /// Chooses the days from `first` to `last` on the chart.
    pub fn brush(&mut self, first: i32, last: i32) {
        self.selection.brush = Some(DayRange::new(first, last));
    }

    /// Lets all days through again.
    pub fn unbrush(&mut self) {
        self.selection.brush = None;
    }

    /// Answers what is chosen: every sum of the page is there when this returns.
    pub fn answer(&mut self) {
        self.answer = Some(self.cube.answer(&self.selection));
    }

    /// Forgets every earlier answer, so that the next round of a bench has nothing for free.
    pub fn forget(&mut self) {
        self.cube.forget();
    }

    /// The checksum of the latest answer, made here.
    pub fn checksum(&self) -> String {
        let mut checksum = Checksum::new();
        self.all().for_each(|sum| checksum.take(sum));
        checksum.digits()
    }

    /// Every sum of the latest answer, in the order of `report/workload.js`.
    pub fn sums(&self) -> Vec<i64> {
        self.all().collect()
    }
}
