//! What is refused as a table of facts, and tables at the edges of what is accepted.

use cube::{
    Column, Cube, DayRange, Dim, Dimension, Facts, FactsError, MAX_DIMENSIONS, MAX_MEMBERS, Measure, Member,
    MemberSet, Selection, Shape,
};

use crate::reference::{self, World};

/// Three rows over two days, a flat dimension, a tree, one measure.
fn world() -> World {
    let parent = vec![None, Some(Member(0)), Some(Member(0))];
    World {
        days: vec![1, 2, 2],
        dimensions: vec![
            Dimension { members: 2, shape: Shape::Flat, codes: vec![0, 1, 1] },
            Dimension { members: 3, shape: Shape::Tree { parent }, codes: vec![0, 1, 2] },
        ],
        measures: vec![vec![10, 20, 30]],
    }
}

fn refusal(change: impl FnOnce(&mut World)) -> FactsError {
    let mut world = world();
    change(&mut world);
    world.facts().expect_err("a broken world")
}

#[test]
fn columns_must_be_equally_long() {
    let short = |column, found| FactsError::Length { column, expected: 3, found };
    assert_eq!(refusal(|world| world.measures[0].truncate(2)), short(Column::Measure(Measure(0)), 2));
    assert_eq!(refusal(|world| world.dimensions[1].codes.push(0)), short(Column::Dimension(Dim(1)), 4));
}

#[test]
fn codes_must_be_members() {
    let error = refusal(|world| world.dimensions[0].codes[1] = 2);
    assert_eq!(error, FactsError::Code { dim: Dim(0), row: 1, code: 2 });
    assert_eq!(error.to_string(), "row 1 has the code 2, which dimension 0 does not have");
}

#[test]
fn trees_must_be_trees() {
    let parents =
        |parent: Vec<Option<Member>>| refusal(|world| world.dimensions[1].shape = Shape::Tree { parent });
    assert_eq!(parents(vec![None]), FactsError::TreeLength { dim: Dim(1), expected: 3, found: 1 });
    assert_eq!(
        parents(vec![None, Some(Member(3)), None]),
        FactsError::Parent { dim: Dim(1), member: Member(1), parent: Member(3) }
    );
    assert_eq!(
        parents(vec![None, Some(Member(2)), Some(Member(1))]),
        FactsError::Cycle { dim: Dim(1), member: Member(1) }
    );
}

#[test]
fn limits_are_kept() {
    let many = MAX_DIMENSIONS + 1;
    let error = refusal(|world| world.dimensions = vec![world.dimensions[0].clone(); many]);
    assert_eq!(error, FactsError::TooManyDimensions { found: many });
    let error = refusal(|world| world.dimensions[0].members = MAX_MEMBERS + 1);
    assert_eq!(error, FactsError::TooManyMembers { dim: Dim(0), found: MAX_MEMBERS + 1 });
}

#[test]
fn sums_that_might_not_fit_are_refused_and_the_largest_that_fit_are_exact() {
    let overflow = FactsError::Overflow { measure: Measure(0) };
    assert_eq!(refusal(|world| world.measures[0] = vec![i64::MAX, 1, 0]), overflow);
    assert_eq!(refusal(|world| world.measures[0] = vec![i64::MIN, 0, 0]), overflow);
    // A sum of zero is no excuse: part of these rows may be selected.
    assert_eq!(refusal(|world| world.measures[0] = vec![i64::MAX, -i64::MAX, 0]), overflow);

    let mut world = world();
    world.measures[0] = vec![i64::MAX - 5, 2, 3];
    assert_eq!(world.cube().answer(&Selection::new()).total.get(Measure(0)), i64::MAX);
    world.measures[0] = vec![-i64::MAX + 5, -2, -3];
    assert_eq!(world.cube().answer(&Selection::new()).total.get(Measure(0)), -i64::MAX);
}

#[test]
fn all_dimensions_that_there_may_be_can_be_chosen_at_once() {
    let mut world = world();
    world.dimensions = vec![world.dimensions[0].clone(); MAX_DIMENSIONS];
    let mut selection = Selection::new();
    for dim in (0..MAX_DIMENSIONS).map(Dim) {
        selection.click(dim, Member(1), false);
    }
    assert_eq!(reference::plain(&world.cube().answer(&selection)), world.page(&selection));
}

#[test]
fn no_rows_no_dimensions_no_measures() {
    let empty = Facts::new(&[], Vec::new(), &[]).expect("an empty table is a table");
    assert!(empty.is_empty() && empty.span().is_none());
    let answer = Cube::new(empty).answer(&Selection::new());
    assert_eq!((answer.total.rows(), answer.by.len(), answer.by_day.len()), (0, 0, 0));

    let counts = Facts::new(&[7, 7], Vec::new(), &[]).expect("a table may only count");
    let answer = Cube::new(counts).answer(&Selection::new());
    assert_eq!((answer.total.rows(), answer.by_day.rows(7)), (2, 2));
    assert!(answer.total.sums().is_empty());
}

#[test]
fn a_dimension_without_members_has_no_groups() {
    let nobody = Dimension { members: 0, shape: Shape::Tree { parent: Vec::new() }, codes: Vec::new() };
    let facts = Facts::new(&[], vec![nobody], &[]).expect("an empty dictionary is a dictionary");
    assert!(Cube::new(facts).answer(&Selection::new()).groups(Dim(0)).is_empty());
}

#[test]
fn a_choice_that_the_facts_do_not_know_selects_nothing() {
    let mut cube = world().cube();
    let mut selection = Selection::new();
    selection.choose(Dim(0), [Member(2), Member(u32::MAX)].into_iter().collect::<MemberSet>());
    let answer = cube.answer(&selection);
    assert_eq!(answer.total.rows(), 0);
    assert_eq!(answer.groups(Dim(0)).rows(Member(1)), 2, "the table itself stays whole");
    selection.click(Dim(0), Member(1), true);
    assert_eq!(cube.answer(&selection).total.rows(), 2);
}

#[test]
fn a_dimension_that_the_facts_do_not_have_filters_nothing() {
    let mut selection = Selection::new();
    selection.click(Dim(99), Member(0), false);
    assert_eq!(world().cube().answer(&selection).total.rows(), 3);
}

#[test]
fn a_period_of_all_days_costs_no_memory() {
    let selection = Selection::of_period(DayRange::new(i32::MIN, i32::MAX));
    let answer = world().cube().answer(&selection);
    assert_eq!(answer.by_day.len(), u32::MAX as usize);
    assert_eq!(answer.by_day.sums(2), [50]);
    assert_eq!(answer.by_day.sums(i32::MAX), [0]);
    assert_eq!(answer.by_day.iter().next(), Some((i32::MIN, [0].as_slice())));
}
