//! A cut within a cut: the rows that one question shows, with the names that they use and no others.
//!
//! Whoever opens a shared question gets this instead of the project's cut, so that there is nothing in their browser that
//! was not shared, however they look into it.

use super::{
    choice::Subject,
    link::Window,
    model::{Book, Dictionary, Dimension, MEASURES},
    pieces::Pieces,
    query::Query,
    shelf::Both,
    wire::{Head, Part, Rows},
};
use crate::{
    error::{Error, Result},
    report::cut::Cut,
    time::Day,
};
use cube::{DayRange, Member};

/// The cut of what a question shows. The whole cut is read twice: once to see what is used, once to write it down. That
/// takes a while.
///
/// # Errors
/// [`Error::Internal`] when the cut cannot be read: a fault of the program.
pub fn narrowed(whole: &Both, query: &Query) -> Result<Cut> {
    let mut used = None;
    let mut head = None;
    each_row(
        whole,
        query,
        &mut |whole, codes, _, values| {
            used.get_or_insert_with(|| Used::new(&whole.book)).take(codes, values);
        },
        &mut |whole| head = Some(whole.clone()),
    )?;
    let head = head.ok_or(Error::Internal)?;
    let used = used.unwrap_or_else(|| Used::new(&head.book));
    let (book, places) = used.book(&head.book);
    let mut pieces = Pieces::new(MEASURES + book.goals.len(), u64::MAX);
    each_row(
        whole,
        query,
        &mut |_, codes, day, values| {
            let codes = std::array::from_fn(|at| places[at][index(codes[at])]);
            let kept: Vec<i64> = values
                .iter()
                .zip(&used.measures)
                .filter(|(_, used)| **used)
                .map(|(value, _)| *value)
                .collect();
            pieces.push(day, codes, &kept);
        },
        &mut |_| {},
    )?;
    let (head, pieces) = pieces.finish(book, head.version, head.rolled_up).ok_or(Error::Internal)?;
    Ok(Cut { head, pieces })
}

/// Takes a row: its members, its day, its values.
type TakeRow<'a> = dyn FnMut([u32; Dimension::COUNT], Day, &[i64]) + 'a;

/// The same with the head of the cut.
type OnRow<'a> = dyn FnMut(&Head, [u32; Dimension::COUNT], Day, &[i64]) + 'a;

/// Shows every row that the question shows.
fn each_row(whole: &Both, query: &Query, on_row: &mut OnRow, on_head: &mut dyn FnMut(&Head)) -> Result<()> {
    let (mut head, mut sieve) = (None, None);
    whole.parts(&mut |part| match part {
        Part::Head(whole) => {
            on_head(&whole);
            sieve = Sieve::of(&whole, query);
            head = Some(whole);
        }
        Part::Rows(rows) => {
            if let (Some(head), Some(sieve)) = (&head, &sieve) {
                sieve.pass(&rows, &mut |codes, day, values| on_row(head, codes, day, values));
            }
        }
    })
}

/// What a question lets through.
struct Sieve {
    window: Window,
    brush: Option<(Day, Day)>,
    /// For each dimension in which something is chosen, whether each member passes.
    passes: [Option<Vec<bool>>; Dimension::COUNT],
}

impl Sieve {
    /// `None` without facts.
    fn of(head: &Head, query: &Query) -> Option<Self> {
        let span = DayRange::new(*head.days.first()?, *head.days.last()?);
        let mut passes: [Option<Vec<bool>>; Dimension::COUNT] = Default::default();
        for subject in query.choices.subjects() {
            if let Subject::Members(dimension) = subject {
                let names = head.book.dictionary(dimension);
                passes[dimension as usize] = Some(passing(names, query, dimension));
            }
        }
        Some(Self { window: Window::of(query, span), brush: query.choices.days(), passes })
    }

    fn pass(&self, rows: &Rows, on_row: &mut TakeRow) {
        let mut values = vec![0; rows.measures.len()];
        for at in 0..rows.len() {
            let codes: [u32; Dimension::COUNT] = std::array::from_fn(|dimension| rows.codes[dimension][at]);
            let chosen = |(passes, code): (&Option<Vec<bool>>, u32)| {
                passes.as_ref().is_none_or(|passes| passes.get(index(code)).copied().unwrap_or(false))
            };
            if self.window.shows(rows.days[at], self.brush) && self.passes.iter().zip(codes).all(chosen) {
                values.iter_mut().zip(&rows.measures).for_each(|(value, column)| *value = column[at]);
                on_row(codes, Day(rows.days[at]), &values);
            }
        }
    }
}

/// Whether each member is chosen, or stands below one that is.
fn passing(names: &Dictionary, query: &Query, dimension: Dimension) -> Vec<bool> {
    let chosen: Vec<Member> = query.choices.members(dimension).filter_map(|path| names.find(path)).collect();
    let passes =
        |member: Member| chosen.contains(&member) || names.above(member).any(|up| chosen.contains(&up));
    names.members().map(passes).collect()
}

/// What the rows use.
struct Used {
    members: [Vec<bool>; Dimension::COUNT],
    /// The common measures always; of the goals those that ever happened.
    measures: Vec<bool>,
}

impl Used {
    fn new(book: &Book) -> Self {
        let measures = (0..MEASURES + book.goals.len()).map(|at| at < MEASURES).collect();
        let members = std::array::from_fn(|at| vec![false; book.dictionaries[at].names.len()]);
        Self { members, measures }
    }

    fn take(&mut self, codes: [u32; Dimension::COUNT], values: &[i64]) {
        for (members, code) in self.members.iter_mut().zip(codes) {
            if let Some(used) = members.get_mut(index(code)) {
                *used = true;
            }
        }
        for (used, value) in self.measures.iter_mut().zip(values) {
            *used |= *value != 0;
        }
    }

    /// The book of what is used, and for each member of the whole its place there.
    fn book(&self, whole: &Book) -> (Book, [Vec<u32>; Dimension::COUNT]) {
        let mut book = Book::new(whole.currency);
        book.imported = whole.imported;
        let goals = whole.goals.iter().zip(&self.measures[MEASURES..]);
        book.goals = goals.filter(|(_, used)| **used).map(|(name, _)| name.clone()).collect();
        let places = std::array::from_fn(|at| {
            let (names, places) = kept(&whole.dictionaries[at], &self.members[at]);
            book.dictionaries[at] = names;
            places
        });
        (book, places)
    }
}

/// The used members and whatever stands above them, in their old order.
fn kept(whole: &Dictionary, used: &[bool]) -> (Dictionary, Vec<u32>) {
    let mut keep = used.to_vec();
    for member in whole.members().filter(|member| used[index(member.0)]) {
        whole.above(member).for_each(|up| keep[index(up.0)] = true);
    }
    let mut next = 0;
    let place = |kept: &bool| {
        let place = next;
        next += u32::from(*kept);
        place
    };
    let places: Vec<u32> = keep.iter().map(place).collect();
    let kept = || keep.iter().enumerate().filter(|(_, kept)| **kept).map(|(at, _)| at);
    let names = kept().map(|at| whole.names[at].clone()).collect();
    let parent = |at: usize| whole.parents.get(at).copied().flatten().map(|up| places[index(up)]);
    let parents = if whole.parents.is_empty() { Vec::new() } else { kept().map(parent).collect() };
    (Dictionary { names, parents }, places)
}

fn index(code: u32) -> usize {
    usize::try_from(code).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::{
        opening::Opening,
        reader::{Reader, example_cut},
        wire::tests::travelling,
    };

    fn whole() -> Both {
        let (book, rows) = example_cut();
        Both::of(&travelling(&book, &rows), &[]).unwrap()
    }

    fn narrow(question: &Query) -> Reader {
        Opening::all(&narrowed(&whole(), question).unwrap().bytes()).unwrap()
    }

    fn names(reader: &Reader, dimension: Dimension) -> Vec<String> {
        reader
            .book()
            .dictionary(dimension)
            .members()
            .map(|one| reader.book().dictionary(dimension).path(one))
            .collect()
    }

    #[test]
    fn names_that_no_row_uses_are_left_out_and_the_way_up_stays() {
        let narrow = narrow(&Query::parse("from=1970-01-01&to=1970-03-14&category=Камины+>+Био"));
        assert_eq!(names(&narrow, Dimension::Category), ["Камины", "Камины > Био"]);
        assert_eq!(names(&narrow, Dimension::Channel), ["Яндекс"]);
    }

    prop_compose! {
        fn questions()(
            first in 0..80_i32, length in 0..40_i32,
            brush in proptest::option::of((0..40_i32, 0..20_i32)),
            comparison in proptest::sample::select(crate::report::period::Comparison::NAMED.to_vec()),
            categories in proptest::sample::subsequence(vec!["", "Камины", "Камины > Био", "Камины > Электро", "Печи"], 0..3),
            channels in proptest::sample::subsequence(vec!["Яндекс", "VK", "Nobody"], 0..3),
        ) -> Query {
            let day = |day: i32| Some(Day(day));
            let mut query = Query { from: day(first), to: day(first + length), comparison, ..Query::default() };
            for path in &categories {
                query.choices.choose(Dimension::Category, path);
            }
            for path in &channels {
                query.choices.choose(Dimension::Channel, path);
            }
            query.choices.brush(brush.map(|(from, more)| (Day(first + from), Day(first + from + more))));
            query
        }
    }

    proptest! {
        #[test]
        fn a_narrowed_cut_answers_its_question_like_the_whole_and_holds_nothing_more(query in questions()) {
            let mut whole = crate::report::reader::example();
            let span = whole.span().unwrap();
            let window = Window::of(&query, span);
            let calendar = whole.calendar(Day(0), Day(100)).unwrap();
            let expected = whole.page(&query, &calendar);
            let mut narrow = narrow(&query);
            let seen = narrow.page(&query, &window.calendar());
            prop_assert_eq!(seen.now.total.sums(), expected.now.total.sums());
            let before = |page: &crate::report::reader::Page| page.before.as_ref().map(|before| before.answer.total.sums().to_vec());
            prop_assert_eq!(before(&seen), before(&expected));
            let everything = narrow.answer(&cube::Selection::new()).total;
            let rows = expected.now.total.rows() + expected.before.map_or(0, |before| before.answer.total.rows());
            prop_assert_eq!(everything.rows(), rows);
        }
    }
}
