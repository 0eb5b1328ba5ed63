//! Random tables and clicks: the engine says exactly what the slow and obvious way says.

use cube::{Cube, DayRange, Dim, Member, Selection, Tree};
use proptest::{collection::vec, prelude::*};

use crate::random::{ROWS, Step, after, large_world, range, steps, world};
use crate::reference::{Figures, World, plain, plain_sums};

fn added(figures: impl IntoIterator<Item = Figures>, measures: usize) -> Figures {
    figures.into_iter().fold((0, vec![0; measures]), |(rows, sums), (more, others)| {
        (rows + more, sums.iter().zip(others).map(|(sum, other)| sum + other).collect())
    })
}

/// Every page of a session, click by click.
fn session_is_the_reference(world: &World, steps: Vec<Step>) -> Result<(), TestCaseError> {
    let mut cube = world.cube();
    let mut selection = Selection::new();
    for step in steps {
        step.take(&mut selection);
        let page = world.page(&selection);
        prop_assert_eq!(&plain(&cube.answer(&selection)), &page, "{:?}", &selection);
    }
    Ok(())
}

proptest! {
    // The reference takes its time with so many rows.
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_answer_over_many_rows_is_the_reference(world in large_world(), steps in steps()) {
        session_is_the_reference(&world, steps)?;
    }

    #[test]
    fn one_click_over_many_rows_is_the_reference(
        world in large_world(),
        (dim, members) in (0..5_usize, vec(0..12_u32, 1..6)),
        (period, brush) in (prop::option::of(range()), prop::option::of(range())),
    ) {
        let mut cube = world.cube();
        let mut selection = Selection::new();
        (selection.period, selection.brush) = (period, brush);
        prop_assert_eq!(plain(&cube.answer(&selection)), world.page(&selection), "{:?}", &selection);
        selection.choose(Dim(dim), members.into_iter().map(Member).collect());
        let page = world.page(&selection);
        prop_assert_eq!(&plain(&cube.answer(&selection)), &page, "{:?}", &selection);
        cube.forget();
        prop_assert_eq!(&plain(&cube.answer(&selection)), &page, "{:?}", &selection);
    }
}

proptest! {
    #[test]
    fn every_answer_of_a_session_is_the_reference(world in world(), steps in steps()) {
        session_is_the_reference(&world, steps)?;
    }

    #[test]
    fn a_cube_that_remembers_answers_as_a_fresh_one(world in world(), steps in steps()) {
        let mut cube = world.cube();
        let mut selection = Selection::new();
        for step in steps {
            step.take(&mut selection);
            prop_assert_eq!(cube.answer(&selection), world.cube().answer(&selection));
        }
    }

    #[test]
    fn a_comparison_in_between_disturbs_nothing(world in world(), steps in steps(), period in range()) {
        let mut cube = world.cube();
        let mut selection = Selection::new();
        for step in steps {
            step.take(&mut selection);
            let page = cube.answer(&selection);
            let before = selection.shifted_to(period);
            prop_assert_eq!(plain(&cube.answer(&before)), world.page(&before), "{:?}", &before);
            prop_assert_eq!(cube.answer(&selection), page);
        }
    }

    #[test]
    fn what_is_forgotten_is_found_again(world in world(), steps in steps()) {
        let mut cube = world.cube();
        let selection = after(&steps);
        let page = cube.answer(&selection);
        cube.forget();
        prop_assert_eq!(cube.answer(&selection), page);
    }

    #[test]
    fn pieces_make_the_same_table_as_the_whole(world in world(), steps in steps(), cuts in vec(0..=ROWS, 0..4)) {
        let selection = after(&steps);
        let cube = world.cube();
        let mut pieced = Cube::new(world.in_pieces(&cuts).expect("a sound world"));
        prop_assert_eq!(pieced.facts().len(), cube.facts().len());
        let mut cube = cube;
        prop_assert_eq!(pieced.answer(&selection), cube.answer(&selection));
    }

    #[test]
    fn the_newest_days_answer_for_themselves_before_the_others_have_come(
        world in world(), steps in steps(), rows in 0..=ROWS, period in range(),
    ) {
        let (first, facts) = world.newest(rows).expect("a sound world");
        let first = first.unwrap_or(i32::MIN);
        let mut selection = after(&steps);
        selection.period = Some(DayRange::new(period.first.max(first), period.last.max(first)));
        let newest = world.without_days_before(first);
        prop_assert_eq!(facts.len(), newest.days.len());
        // Of other days there is nothing, so the answer about these is the one of the whole.
        let mut whole = world.cube();
        let (answer, expected) = (Cube::new(facts).answer(&selection), whole.answer(&selection));
        prop_assert_eq!(plain(&answer), plain(&expected));
        prop_assert_eq!(plain(&answer), newest.page(&selection));
    }

    #[test]
    fn the_order_of_rows_means_nothing(world in world(), steps in steps(), keys in vec(any::<u64>(), ROWS)) {
        let selection = after(&steps);
        let other = world.reordered(&keys);
        prop_assert_eq!(world.cube().answer(&selection), other.cube().answer(&selection));
    }

    #[test]
    fn the_groups_of_a_dimension_make_up_the_total_without_its_own_choice(world in world(), steps in steps()) {
        let mut cube = world.cube();
        let selection = after(&steps);
        let page = plain(&cube.answer(&selection));
        for (at, groups) in page.by.iter().enumerate() {
            let mut without = selection.clone();
            without.clear(Dim(at));
            let parts: Vec<Member> = match cube.facts().tree(Dim(at)) {
                Some(tree) => tree.roots().collect(),
                None => (0..cube.facts().members(Dim(at))).map(Member).collect(),
            };
            let parts = parts.iter().map(|part| groups[part.0 as usize].clone());
            prop_assert_eq!(added(parts, world.measures.len()), plain_sums(&cube.answer(&without).total));
        }
    }

    #[test]
    fn a_node_has_at_least_its_childrens_rows(world in world()) {
        let mut cube = world.cube();
        let answer = cube.answer(&Selection::new());
        for dim in (0..cube.facts().dimensions()).map(Dim) {
            let groups = answer.groups(dim);
            for node in groups.members() {
                let children = cube.facts().tree(dim).into_iter().flat_map(|tree: &Tree| tree.children(node));
                prop_assert!(groups.rows(node) >= children.map(|child| groups.rows(child)).sum());
            }
        }
    }

    #[test]
    fn toggling_twice_returns_to_the_start(steps in steps(), dim in 0..7_usize, member in 0..14_u32) {
        let mut selection = after(&steps);
        let start = selection.clone();
        selection.click(Dim(dim), Member(member), true);
        prop_assert_ne!(&selection, &start);
        selection.click(Dim(dim), Member(member), true);
        prop_assert_eq!(&selection, &start);
        selection.clear(Dim(dim));
        let cleared = selection.clone();
        selection.click(Dim(dim), Member(member), false);
        selection.click(Dim(dim), Member(member), false);
        prop_assert_eq!(selection, cleared);
    }
}
