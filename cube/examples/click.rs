//! What a click costs: `cargo run --release -p cube --example click [ROWS…]`.
//!
//! The facts are those of a large project: six dimensions (category as a tree), seven measures, two
//! years of days. Every line is the best, the median and the worst of the answers to a script of
//! clicks.

use std::hint::black_box;
use std::time::{Duration, Instant};

use cube::{Cube, DayRange, Dim, Dimension, Facts, Member, Selection, Shape};

const DAYS: i32 = 730;
const CATEGORY: Dim = Dim(0);
const CHANNEL: Dim = Dim(1);
const DEVICE: Dim = Dim(3);
const REGION: Dim = Dim(4);
/// Groups of categories, categories in each, products in each of those: 20 × 10 × 10.
const GROUPS: u32 = 20;
const TENS: u32 = 10;

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|rows| rows.parse().ok()).collect();
    let sizes = if given.is_empty() { vec![120_000, 1_000_000] } else { given };
    println!("{:>9}  {:<36}{:>9}{:>11}{:>10}", "rows", "", "best ms", "median ms", "worst ms");
    for rows in sizes {
        measure(rows);
    }
}

fn measure(rows: usize) {
    let (days, dimensions, measures) = columns(rows);
    let start = Instant::now();
    let facts = Facts::new(&days, dimensions, &measures).expect("generated facts are sound");
    let mut cube = Cube::new(facts);
    print(rows, "load: check, order, pack", &mut [start.elapsed()]);

    for (name, selections) in scripts() {
        let mut times: Vec<Duration> = (0..5)
            .flat_map(|_| {
                // What an earlier round has left behind would be free.
                cube.forget();
                times(&mut cube, &selections)
            })
            .collect();
        print(rows, name, &mut times);
    }
}

/// Clicks by kind; each selection is what is chosen after one more of them.
fn scripts() -> [(&'static str, Vec<Selection>); 5] {
    let everything = Selection::new();
    let after = |clicks: &[(Dim, u32)]| -> Vec<Selection> {
        let mut selection = Selection::new();
        let click = |&(dim, member): &(Dim, u32)| {
            selection.click(dim, Member(member), true);
            selection.clone()
        };
        clicks.iter().map(click).collect()
    };
    let month = |first| Selection::of_period(DayRange::new(first, first + 29));
    let brushed = |first| {
        let mut selection = Selection::new();
        selection.brush = Some(DayRange::new(first, first + 59));
        selection
    };
    [
        ("nothing chosen", vec![everything]),
        (
            "category: group, two more, one away",
            after(&[(CATEGORY, 0), (CATEGORY, 3), (CATEGORY, 25), (CATEGORY, 0)]),
        ),
        ("several dimensions", after(&[(CHANNEL, 1), (DEVICE, 0), (CATEGORY, 2), (REGION, 5), (CHANNEL, 3)])),
        ("brush of two months, dragged", (100..110).map(brushed).collect()),
        ("period of a month", (330..336).map(month).collect()),
    ]
}

fn times(cube: &mut Cube, selections: &[Selection]) -> Vec<Duration> {
    selections.iter().map(|selection| time(|| black_box(cube.answer(selection)).total.rows())).collect()
}

fn time(work: impl FnOnce() -> u64) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn print(rows: usize, name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    let (best, median, worst) = (times[0], times[times.len() / 2], times[times.len() - 1]);
    println!("{rows:>9}  {name:<36}{:>9.2}{:>11.2}{:>10.2}", ms(best), ms(median), ms(worst));
}

/// Seeded facts in the order of days.
fn columns(rows: usize) -> (Vec<i32>, Vec<Dimension>, Vec<Vec<i64>>) {
    let mut dice = Dice(42);
    let every = rows.div_ceil(DAYS.unsigned_abs() as usize).max(1);
    let days = (0..DAYS).flat_map(|day| std::iter::repeat_n(day, every)).take(rows).collect();
    let categories = GROUPS + GROUPS * TENS + GROUPS * TENS * TENS;
    let leaves = categories - GROUPS * TENS * TENS;
    // Products sell unevenly: the lower of two throws.
    let product =
        |dice: &mut Dice| leaves + dice.below(categories - leaves).min(dice.below(categories - leaves));
    let dimensions = vec![
        Dimension {
            members: categories,
            shape: tree(),
            codes: (0..rows).map(|_| product(&mut dice)).collect(),
        },
        flat(8, rows, &mut dice),
        flat(500, rows, &mut dice),
        flat(4, rows, &mut dice),
        flat(80, rows, &mut dice),
        flat(12, rows, &mut dice),
    ];
    let most = [20_000, 900, 2_000_000, 700, 12, 5, 9_000_000];
    let measures = most.map(|most| (0..rows).map(|_| i64::from(dice.below(most))).collect());
    (days, dimensions, measures.into())
}

fn flat(members: u32, rows: usize, dice: &mut Dice) -> Dimension {
    Dimension { members, shape: Shape::Flat, codes: (0..rows).map(|_| dice.below(members)).collect() }
}

/// Groups first, then categories, then products, each level in the order of the level above.
fn tree() -> Shape {
    let categories = (0..GROUPS * TENS).map(|at| Some(Member(at / TENS)));
    let products = (0..GROUPS * TENS * TENS).map(|at| Some(Member(GROUPS + at / TENS)));
    Shape::Tree { parent: (0..GROUPS).map(|_| None).chain(categories).chain(products).collect() }
}

/// A small generator of numbers (splitmix64), so that every run measures the same facts.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        // The upper half scaled to the bound is below the bound, so it fits.
        u32::try_from(((mixed >> 32) * u64::from(bound)) >> 32).unwrap_or_default()
    }
}
