//! Random schemas, rows and clicks.

use cube::{DayRange, Dim, Dimension, Member, Selection, Shape};
use proptest::{collection::vec, option, prelude::*};

use crate::reference::World;

/// The most rows of a random world.
pub const ROWS: usize = 300;

/// The most rows of a large one.
pub const LARGE: usize = 9_000;

/// One thing a reader does.
#[derive(Clone, Debug)]
pub enum Step {
    Click(Dim, Member, bool),
    Clear(Dim),
    ClearAll,
    Period(Option<DayRange>),
    Brush(Option<DayRange>),
}

impl Step {
    pub fn take(&self, selection: &mut Selection) {
        match *self {
            Self::Click(dim, member, add) => selection.click(dim, member, add),
            Self::Clear(dim) => selection.clear(dim),
            Self::ClearAll => selection.clear_all(),
            Self::Period(period) => selection.period = period,
            Self::Brush(brush) => selection.brush = brush,
        }
    }
}

/// A table of one to six dimensions, flat or trees. Values are small or very large; there may be more
/// measures than are added at a time, and more rows on a day than are taken together.
pub fn world() -> impl Strategy<Value = World> {
    let measures = prop_oneof![4 => 0..=8_usize, 1 => 9..=20_usize];
    let days = prop_oneof![4 => Just(12), 1 => -5..0_i32];
    (0..=ROWS, 1..=6_usize, measures, days, any::<bool>()).prop_flat_map(
        |(rows, dimensions, measures, last, large)| {
            let most = if large { i64::MAX / i64::try_from(ROWS).expect("few rows") } else { 1_000 };
            let days = vec(-6..last, rows);
            (days, vec(dimension(rows), dimensions), vec(vec(-most..=most, rows), measures))
                .prop_map(|(days, dimensions, measures)| World { days, dimensions, measures })
        },
    )
}

/// A table of many more rows than the engine looks at together, keeps sums for, or crosses dimensions for. Rows come from a
/// seed, some members and days far more often than others, and some days not at all.
pub fn large_world() -> impl Strategy<Value = World> {
    (LARGE / 2..=LARGE, vec(shape(), 1..=5), 0..=9_usize, any::<u64>()).prop_map(
        |(rows, shapes, measures, seed)| {
            let mut state = seed;
            // A whole number below `end`, a small one more often.
            let mut draw = |end: u32| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let [a, b] = [state >> 33, (state >> 17) & 0xFFFF].map(|bits| bits % u64::from(end));
                i64::try_from(a.min(b)).expect("a small number")
            };
            let days = (0..rows).map(|_| i32::try_from(draw(18)).expect("a day") - 6).collect();
            let dimensions = shapes.into_iter().map(|(members, shape)| {
                let codes = (0..rows).map(|_| u32::try_from(draw(members)).expect("a member")).collect();
                Dimension { members, shape, codes }
            });
            let dimensions = dimensions.collect();
            let measures = (0..measures).map(|_| (0..rows).map(|_| draw(2_000) - 500).collect()).collect();
            World { days, dimensions, measures }
        },
    )
}

fn dimension(rows: usize) -> impl Strategy<Value = Dimension> {
    shape().prop_flat_map(move |(members, shape)| {
        vec(0..members, rows).prop_map(move |codes| Dimension { members, shape: shape.clone(), codes })
    })
}

fn shape() -> impl Strategy<Value = (u32, Shape)> {
    (1..=12_u32, any::<bool>()).prop_flat_map(|(members, flat)| {
        let shape = if flat { Just(Shape::Flat).boxed() } else { tree(members).boxed() };
        (Just(members), shape)
    })
}

/// A tree in which a child may have a smaller code than its parent: every member in a random order
/// chooses a parent among those before it, or none.
fn tree(members: u32) -> impl Strategy<Value = Shape> {
    let order = Just((0..members).map(Member).collect::<Vec<_>>()).prop_shuffle();
    let choices = vec(option::weighted(0.8, any::<prop::sample::Index>()), members as usize);
    (order, choices).prop_map(|(order, choices)| {
        let mut parent = vec![None; order.len()];
        for (at, (&member, choice)) in order.iter().zip(choices).enumerate().skip(1) {
            parent[member.0 as usize] = choice.map(|choice| order[choice.index(at)]);
        }
        Shape::Tree { parent }
    })
}

/// What is selected after some steps.
pub fn after(steps: &[Step]) -> Selection {
    let mut selection = Selection::new();
    for step in steps {
        step.take(&mut selection);
    }
    selection
}

/// A sequence of clicks; some of them at members and dimensions that may not be there.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(step(), 1..12)
}

fn step() -> impl Strategy<Value = Step> {
    let dim = || (0..7_usize).prop_map(Dim);
    prop_oneof![
        6 => (dim(), 0..14_u32, any::<bool>()).prop_map(|(dim, member, add)| Step::Click(dim, Member(member), add)),
        1 => dim().prop_map(Step::Clear),
        1 => Just(Step::ClearAll),
        1 => option::of(range()).prop_map(Step::Period),
        2 => option::of(range()).prop_map(Step::Brush),
    ]
}

/// A range that may reach past the days of the world, or hold no day.
pub fn range() -> impl Strategy<Value = DayRange> {
    (-10..16_i32, -1..14_i32).prop_map(|(first, more)| DayRange::new(first, first + more))
}
