//! What edits do to a book.

use proptest::prelude::*;

use super::*;

fn path(text: &str) -> Target {
    Target::Path(text.to_owned())
}

fn pattern(text: &str) -> Pattern {
    Pattern::parse(text).unwrap()
}

fn rule(test: Test, wanted: &str, to: &str) -> NewRule {
    NewRule { field: Dimension::Campaign, test, pattern: pattern(wanted), to: path(to) }
}

/// The book after some edits.
fn after(book: &Book, edits: &[Edit]) -> Book {
    edits.iter().fold(book.clone(), |book, edit| edit.apply(&book, None).unwrap().0)
}

fn patterns(book: &Book) -> Vec<&str> {
    book.rules.iter().map(|rule| rule.pattern.as_str()).collect()
}

fn find(book: &Book, path: &str) -> CategoryId {
    book.tree().find(path).unwrap()
}

fn started() -> Book {
    after(
        &Book::default(),
        &[
            Edit::AddRule { rule: rule(Test::Contains, "wood", "Heat > Wood") },
            Edit::AddRule { rule: rule(Test::Contains, "el", "Heat > Electric") },
            Edit::AddRule { rule: rule(Test::Contains, "spa", "Spa") },
        ],
    )
}

#[test]
fn names_that_are_put_somewhere_come_before_all_rules_and_have_one_rule_each() {
    let book = started();
    let assign = |names: &[&str], to| Edit::Assign {
        field: Dimension::Campaign,
        names: names.iter().map(|name| pattern(name)).collect(),
        to,
    };
    let (book, change) = assign(&["el_1", "EL_2"], path("Heat > Wood")).apply(&book, None).unwrap();
    assert_eq!(patterns(&book), ["el_1", "EL_2", "wood", "el", "spa"]);
    let told = Change::Assigned {
        field: Dimension::Campaign,
        names: 2,
        first: "el_1".into(),
        category: "Heat › Wood".into(),
    };
    assert_eq!(change, told);
    let spa = find(&book, "Spa");
    let (book, _) = assign(&["el_2"], Target::Known(spa)).apply(&book, None).unwrap();
    assert_eq!(
        patterns(&book),
        ["el_2", "el_1", "wood", "el", "spa"],
        "the earlier rule of the name is gone"
    );
    assert_eq!(book.rules[0].category, spa);
    assert_eq!(assign(&[], path("Spa")).apply(&book, None), Err(Error::Malformed));
    assert_eq!(assign(&["a"], Target::Known(CategoryId::new())).apply(&book, None), Err(Error::Missing));
}

#[test]
fn rules_are_written_moved_and_removed() {
    let book = started();
    let [wood, el, spa] = [0, 1, 2].map(|at| book.rules[at].id);
    let moved = after(&book, &[Edit::MoveRule { rule: spa, before: Some(wood) }]);
    assert_eq!(patterns(&moved), ["spa", "wood", "el"]);
    let moved = after(&moved, &[Edit::MoveRule { rule: spa, before: None }]);
    assert_eq!(patterns(&moved), ["wood", "el", "spa"]);
    let same = after(&moved, &[Edit::MoveRule { rule: el, before: Some(el) }]);
    assert_eq!(same, moved);
    let edited =
        after(&moved, &[Edit::EditRule { rule: el, to: rule(Test::Starts, "elektro", "Heat > Electric") }]);
    assert_eq!(patterns(&edited), ["wood", "elektro", "spa"]);
    let removed = after(&edited, &[Edit::RemoveRule { rule: el }]);
    assert_eq!(patterns(&removed), ["wood", "spa"]);
    assert_eq!(Edit::RemoveRule { rule: el }.apply(&removed, None), Err(Error::Missing));
    assert_eq!(Edit::MoveRule { rule: wood, before: Some(el) }.apply(&removed, None), Err(Error::Missing));
}

#[test]
fn a_category_that_is_renamed_or_moved_is_still_found_by_what_files_call_it() {
    let book = started();
    let (heat, electric, spa) = (find(&book, "Heat"), find(&book, "Heat > Electric"), find(&book, "Spa"));
    let name = |text| Name::parse(text).unwrap();
    let book = after(
        &book,
        &[
            Edit::RenameCategory { category: heat, name: name("Warmth") },
            Edit::MoveCategory { category: electric, parent: Some(spa) },
        ],
    );
    assert_eq!(book.tree().path(electric), ["Spa", "Electric"]);
    for earlier in ["Heat › Electric", "Warmth › Electric", "Spa › electric"] {
        assert_eq!(find(&book, earlier), electric, "{earlier}");
    }
    let back = after(&book, &[Edit::RenameCategory { category: heat, name: name("Heat") }]);
    assert_eq!(back.category(heat).unwrap().known_as, [(None, "Warmth".to_owned())]);
}

#[test]
fn a_tree_keeps_its_shape() {
    let book = started();
    let (heat, wood) = (find(&book, "Heat"), find(&book, "Heat > Wood"));
    let name = |text| Name::parse(text).unwrap();
    let taken = Err(Error::Refused(HouseRule::Taken));
    assert_eq!(Edit::AddCategory { parent: Some(heat), name: name("WOOD") }.apply(&book, None), taken);
    assert_eq!(Edit::RenameCategory { category: wood, name: name("electric") }.apply(&book, None), taken);
    let ring = Edit::MoveCategory { category: heat, parent: Some(wood) }.apply(&book, None);
    assert_eq!(ring, Err(Error::Malformed));
    let form = Err(Error::Invalid { field: Field::Category, rule: TextRule::Form });
    assert_eq!(Edit::AddCategory { parent: None, name: name("a > b") }.apply(&book, None), form);
    let deep = (0..=DEEPEST).map(|level| level.to_string()).collect::<Vec<_>>().join(" > ");
    assert_eq!(Edit::AddRule { rule: rule(Test::Equals, "a", &deep) }.apply(&book, None), form);
    let empty = Err(Error::Invalid { field: Field::Category, rule: TextRule::Empty });
    assert_eq!(Edit::AddRule { rule: rule(Test::Equals, "a", " > ") }.apply(&book, None), empty);
}

#[test]
fn a_category_goes_with_what_is_under_it_and_with_its_rules() {
    let book = started();
    let (book, change) = Edit::RemoveCategory { category: find(&book, "Heat") }.apply(&book, None).unwrap();
    assert_eq!((patterns(&book), book.categories.len()), (vec!["spa"], 1));
    assert_eq!(change, Change::CategoryRemoved { path: "Heat".into(), categories: 3, rules: 2 });
}

#[test]
fn a_book_has_an_end() {
    let mut book = started();
    let full = |most| Err(Error::Refused(HouseRule::Full { most }));
    let expression = Edit::AddRule { rule: rule(Test::Matches, "a+", "Spa") };
    book.rules.iter_mut().for_each(|rule| rule.test = Test::Matches);
    book.rules = book.rules.iter().cycle().take(MOST_EXPRESSIONS).cloned().collect();
    assert_eq!(expression.apply(&book, None), full(50));
    let names = (0..=MOST_NAMES).map(|nth| pattern(&nth.to_string())).collect();
    let many = Edit::Assign { field: Dimension::Campaign, names, to: path("Spa") };
    assert_eq!(many.apply(&started(), None), Err(Error::Malformed));
}

/// Any edit of a book: numbers choose among what is there.
pub(crate) fn edits() -> impl Strategy<Value = (usize, usize, usize, String)> {
    (0..9_usize, 0..64_usize, 0..64_usize, "[a-c]{1,2}")
}

/// The edit that some numbers choose.
pub(crate) fn chosen(book: &Book, (kind, one, other, word): &(usize, usize, usize, String)) -> Option<Edit> {
    let category = |nth: usize| book.categories.get(nth % book.categories.len().max(1)).map(|node| node.id);
    let rule_at = |nth: usize| book.rules.get(nth % book.rules.len().max(1)).map(|rule| rule.id);
    let to = || category(*other).map_or_else(|| path(word), Target::Known);
    let new =
        || NewRule { field: Dimension::Campaign, test: Test::ALL[one % 3], pattern: pattern(word), to: to() };
    Some(match kind {
        0 => Edit::Assign { field: Dimension::Channel, names: vec![pattern(word)], to: to() },
        1 => Edit::AddRule { rule: new() },
        2 => Edit::EditRule { rule: rule_at(*one)?, to: new() },
        3 => Edit::MoveRule { rule: rule_at(*one)?, before: rule_at(*other) },
        4 => Edit::RemoveRule { rule: rule_at(*one)? },
        5 => Edit::AddCategory { parent: category(*one), name: Name::parse(word).unwrap() },
        6 => Edit::RenameCategory { category: category(*one)?, name: Name::parse(word).unwrap() },
        7 => Edit::MoveCategory { category: category(*one)?, parent: category(*other) },
        _ => Edit::RemoveCategory { category: category(*one)? },
    })
}

proptest! {
    #[test]
    fn no_edit_breaks_a_book(steps in prop::collection::vec(edits(), 0..40)) {
        let mut book = started();
        for step in &steps {
            let Some(edit) = chosen(&book, step) else { continue };
            let Ok((next, _)) = edit.apply(&book, None) else { continue };
            book = next;
            let tree = book.tree();
            for category in &book.categories {
                prop_assert!(!tree.path(category.id).is_empty() && tree.path(category.id).len() <= DEEPEST);
                prop_assert!(category.parent.is_none_or(|parent| tree.node(parent).is_some()));
                prop_assert_eq!(tree.child(category.parent, &category.name), Some(category.id), "no twins");
            }
            prop_assert!(book.rules.iter().all(|rule| tree.node(rule.category).is_some()));
        }
    }
}
