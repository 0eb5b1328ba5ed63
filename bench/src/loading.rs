//! Columns on their way into the engine.

use cube::{Axis, Columns, Cube, Facts, FactsError, Loader, Member, Schema, Shape};
use wasm_bindgen::prelude::*;

use crate::Engine;

/// Takes rows slice by slice, then indexes them step by step.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Loading {
    loader: Loader,
    dimensions: usize,
    measures: usize,
}

#[wasm_bindgen]
impl Loading {
    /// A table of so many rows on each of the days from 0. `members` holds how many members each dimension has; the
    /// first dimension is a tree, and `parents` holds the parent of each of its members, or as many as it has for a root.
    /// `sizes` is what each measure adds up to.
    ///
    /// # Errors
    /// When the engine refuses such a table.
    #[wasm_bindgen(constructor)]
    pub fn new(rows: &[u32], members: &[u32], parents: &[u32], sizes: &[u64]) -> Result<Self, JsError> {
        let known = u32::try_from(parents.len())?;
        let parent = parents.iter().map(|&parent| (parent < known).then_some(Member(parent))).collect();
        let mut axes: Vec<Axis> =
            members.iter().map(|&members| Axis { members, shape: Shape::Flat }).collect();
        axes.first_mut().ok_or_else(|| JsError::new("no dimension"))?.shape = Shape::Tree { parent };
        let days = (0..).take(rows.len()).collect();
        let schema = Schema { days, rows: rows.to_vec(), dimensions: axes, sizes: sizes.to_vec() };
        let loader = Loader::new(schema).map_err(refused)?;
        Ok(Self { loader, dimensions: members.len(), measures: sizes.len() })
    }

    /// Takes the next rows: their days, the codes of the first dimension, of the second and so on, the measures likewise.
    ///
    /// # Errors
    /// When the engine refuses these rows.
    pub fn push(&mut self, days: &[i32], codes: &[u32], measures: &[i32]) -> Result<(), JsError> {
        let rows = days.len().max(1);
        let codes: Vec<Vec<u32>> = codes.chunks(rows).take(self.dimensions).map(<[u32]>::to_vec).collect();
        let wide = |column: &[i32]| column.iter().map(|&value| i64::from(value)).collect();
        let measures: Vec<Vec<i64>> = measures.chunks(rows).take(self.measures).map(wide).collect();
        self.loader.push(&Columns { days, codes: &codes, measures: &measures }).map_err(refused)
    }

    /// Indexes a few more rows, and says whether there is more to do.
    ///
    /// # Errors
    /// When fewer rows have come than were announced.
    pub fn step(&mut self) -> Result<bool, JsError> {
        self.loader.step().map_err(refused)
    }

    /// The engine, ready to answer.
    ///
    /// # Errors
    /// When fewer rows have come than were announced.
    pub fn finish(self) -> Result<Engine, JsError> {
        let facts: Facts = self.loader.finish().map_err(refused)?;
        Ok(Engine::new(Cube::new(facts)))
    }
}

fn refused(error: FactsError) -> JsError {
    JsError::from(error)
}
