//! The engine as its callers see it.

use std::rc::Rc;

use crate::{
    DaySeries, Dim, Facts, Groups, Selection, Sums,
    memory::{Memory, Question},
    passes::Passes,
    route::{self, Ground},
    sums::Cells,
    window::Window,
};

/// Facts, ready to answer selections.
#[derive(Clone, Debug)]
pub struct Cube {
    facts: Facts,
    passes: Passes,
    memory: Memory,
}

/// Everything that a page of the report shows for a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Everything selected.
    pub total: Sums,
    /// For each dimension the sums by member, the choice in that dimension itself left out of account:
    /// a table keeps its own rows. Nodes of a tree include their descendants.
    pub by: Vec<Groups>,
    /// The sums by day over the period, the brush left out of account; over the span of the facts when
    /// the selection has no period.
    pub by_day: DaySeries,
}

impl Answer {
    /// The groups of one dimension.
    ///
    /// # Panics
    /// When the facts have no such dimension.
    pub fn groups(&self, dim: Dim) -> &Groups {
        &self.by[dim.0]
    }
}

impl Cube {
    /// A cube of these facts, nothing chosen.
    pub fn new(facts: Facts) -> Self {
        let passes = Passes::new(&facts);
        Self { facts, passes, memory: Memory::default() }
    }

    /// The facts.
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Answers the whole page at once, and remembers: the next answer starts from whatever known selection is nearest
    /// to it, so a click costs what it touches. A comparison is the same selection shifted to another period
    /// ([`Selection::shifted_to`]); it shares all the work that does not depend on days.
    pub fn answer(&mut self, selection: &Selection) -> Answer {
        let window = Window::of(&self.facts.rows, selection);
        let choices = (0..self.facts.dimensions()).map(|at| selection.chosen(Dim(at)).cloned()).collect();
        let sums = self.sums(Question { choices, window: window.rows.clone() });
        self.page(&window, &sums)
    }

    /// Lets go of everything remembered. The next answer costs what the first one did.
    pub fn forget(&mut self) {
        self.memory.clear();
        self.passes = Passes::new(&self.facts);
    }

    fn sums(&mut self, question: Question) -> Rc<Vec<u64>> {
        if let Some(sums) = self.memory.recall(&question) {
            return sums;
        }
        self.passes.turn_to(&self.facts, &question.choices);
        let ground = Ground { facts: &self.facts, passes: &self.passes };
        let sums = Rc::new(route::sums(ground, &self.memory, &question));
        self.memory.keep(question, sums.clone());
        sums
    }

    fn page(&self, window: &Window, sums: &[u64]) -> Answer {
        let (layout, tables) = (&self.facts.rows.layout, &self.facts.tables);
        let groups =
            |at| Groups { cells: Cells::unpacked(layout, &tables.rolled_up(&self.facts, Dim(at), sums)) };
        let days = &sums[tables.words_of(tables.series())];
        let of_period = window.period.start * layout.words()..window.period.end * layout.words();
        let by_day = Cells::unpacked(layout, &days[of_period]);
        Answer {
            total: by_day.total(window.brushed()),
            by: (0..self.facts.dimensions()).map(groups).collect(),
            by_day: DaySeries::new(window.span, self.facts.rows.days[window.period.clone()].to_vec(), by_day),
        }
    }
}
