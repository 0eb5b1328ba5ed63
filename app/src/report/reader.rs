//! Answers the questions of a reader from a cut: the one place where names meet the engine.

use std::collections::HashSet;

use cube::{Answer, Cube, DayRange, Dim, Groups, Member, Order, Ratio, Selection, ranked};

use super::{
    choice::Subject,
    known::{Early, Known, compared},
    layout::Sort,
    metric::Metric,
    model::{Book, Dimension},
    period::{Calendar, between},
    query::Query,
};
use crate::time::Day;

/// A member that no dictionary has: whoever chose something unknown is shown nothing, not everything.
const STRANGER: Member = Member(u32::MAX);

/// A cut, ready to be read: all of it, or what has come.
#[derive(Debug)]
pub struct Reader {
    book: Book,
    pub(super) cube: Cube,
    pub(super) early: Option<Early>,
    /// What was rolled up because there were too many rows.
    pub rolled_up: Vec<Dimension>,
}

/// Everything that the page shows for a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What of it is exact.
    pub known: Known,
    /// The days that the page is about.
    pub period: DayRange,
    /// The answer for them.
    pub now: Answer,
    /// The same for the days that they are compared with; none when the facts do not reach back so far.
    pub before: Option<Before>,
    /// Whether there is something to compare with that has not come yet.
    pub awaits_before: bool,
}

/// The time that a page is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Which days.
    pub period: DayRange,
    /// The answer for them.
    pub answer: Answer,
    /// What of it is exact.
    pub known: Known,
}

/// A row of the category tree, as it is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Line {
    /// Whose row.
    pub member: Member,
    /// How deep it stands; 1 for a root.
    pub level: usize,
    /// Whether its children are shown; `None` for a leaf.
    pub open: Option<bool>,
}

impl Reader {
    /// A reader of a cube whose dimensions are those of the book.
    pub(super) fn of(book: Book, cube: Cube, early: Option<Early>) -> Self {
        Self { book, cube, early, rolled_up: Vec::new() }
    }

    /// The names.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// From the first to the last day that has facts; `None` without facts.
    pub fn span(&self) -> Option<DayRange> {
        self.cube.facts().span()
    }

    /// What periods are reckoned from; `None` without facts.
    pub fn calendar(&self, start: Day, today: Day) -> Option<Calendar> {
        self.span().map(|span| Calendar { first: Day(span.first), last: Day(span.last), start, today })
    }

    /// What a reader chose, for the engine. The period is left open.
    pub fn selection(&self, query: &Query) -> Selection {
        let mut selection = Selection::new();
        for subject in query.choices.subjects() {
            let Subject::Members(dimension) = subject else { continue };
            let dictionary = self.book.dictionary(dimension);
            let members =
                query.choices.members(dimension).map(|path| dictionary.find(path).unwrap_or(STRANGER));
            selection.choose(dimension.dim(), members.collect());
        }
        selection.brush = query.choices.days().map(|(first, last)| DayRange::new(first.0, last.0));
        selection
    }

    /// Answers the whole page, as far as it is known.
    pub fn page(&mut self, query: &Query, calendar: &Calendar) -> Page {
        let mut selection = self.selection(query);
        let period = between(query.from, query.to, calendar);
        selection.period = Some(period);
        let (now, known) = self.known(&selection);
        let compared = compared(query, period, calendar).map(|period| {
            let (answer, known) = self.known(&selection.shifted_to(period));
            Before { period, answer, known }
        });
        let awaits_before = compared.as_ref().is_some_and(|before| before.known == Known::Nothing);
        let before = compared.filter(|_| !awaits_before);
        Page { known, period, now, before, awaits_before }
    }

    /// Answers a selection.
    pub fn answer(&mut self, selection: &Selection) -> Answer {
        self.cube.answer(selection)
    }

    /// The children of a node, or the roots: flat members are all roots.
    pub fn below(&self, dimension: Dimension, node: Option<Member>) -> Vec<Member> {
        match (self.cube.facts().tree(dimension.dim()), node) {
            (Some(tree), Some(node)) => tree.children(node).collect(),
            (Some(tree), None) => tree.roots().collect(),
            (None, Some(_)) => Vec::new(),
            (None, None) => self.book.dictionary(dimension).members().collect(),
        }
    }

    /// Whether anything stands below a node.
    pub fn is_leaf(&self, dimension: Dimension, node: Member) -> bool {
        self.cube.facts().tree(dimension.dim()).is_none_or(|tree| tree.children(node).next().is_none())
    }

    /// Members that have something to show, in order. What the facts do not name comes last, whatever the order: it is
    /// a remainder and no rival.
    pub fn ranked(
        &self,
        dimension: Dimension,
        groups: &Groups,
        members: Vec<Member>,
        sort: Sort,
    ) -> Vec<Member> {
        let names = self.book.dictionary(dimension);
        let shown = members.into_iter().filter(|&member| groups.rows(member) > 0);
        let order = if sort.down { Order::Descending } else { Order::Ascending };
        let mut sorted = match sort.by {
            Some(metric) => ranked(shown, order, |member| weight(metric, groups.sums(member))),
            None => ranked(shown, order, |member| Some(names.name(member).to_lowercase())),
        };
        sorted.sort_by_key(|&member| names.name(member).is_empty());
        sorted
    }

    /// The visible rows of a tree: what stands `inside` a node, or every root, and what is below the open nodes.
    pub fn lines(
        &self,
        dimension: Dimension,
        page: &Page,
        sort: Sort,
        inside: Option<Member>,
        open: &HashSet<Member>,
    ) -> Vec<Line> {
        let groups = page.now.groups(dimension.dim());
        let ranked = |node| self.ranked(dimension, groups, self.below(dimension, node), sort);
        // A stack of its own, because nobody promised that a tree is shallow.
        let mut stack: Vec<(Member, usize)> =
            ranked(inside).into_iter().rev().map(|root| (root, 1)).collect();
        let mut lines = Vec::new();
        while let Some((member, level)) = stack.pop() {
            let open = (!self.is_leaf(dimension, member)).then(|| open.contains(&member));
            lines.push(Line { member, level, open });
            if open == Some(true) {
                stack.extend(ranked(Some(member)).into_iter().rev().map(|child| (child, level + 1)));
            }
        }
        lines
    }

    /// The nodes above the chosen ones: opened, they let the reader see what is chosen.
    pub fn above_chosen(&self, dimension: Dimension, query: &Query) -> HashSet<Member> {
        let Some(tree) = self.cube.facts().tree(dimension.dim()) else { return HashSet::new() };
        let found =
            query.choices.members(dimension).filter_map(|path| self.book.dictionary(dimension).find(path));
        found.flat_map(|member| tree.ancestors(member)).collect()
    }

    /// The nodes on the way from a root to a node, the node itself last.
    pub fn way(&self, dimension: Dimension, node: Member) -> Vec<Member> {
        let tree = self.cube.facts().tree(dimension.dim());
        let mut way: Vec<Member> = tree.into_iter().flat_map(|tree| tree.ancestors(node)).collect();
        way.reverse();
        way.push(node);
        way
    }

    /// The last row of a table: the sums of everything in it, its own choice left out of account.
    pub fn whole(&self, dimension: Dimension, answer: &Answer, inside: Option<Member>) -> Vec<i64> {
        let mut whole = vec![0; answer.total.sums().len()];
        // An answer from before the rows had come knows no members.
        let roots = self.below(dimension, inside);
        for root in roots.into_iter().filter_map(|root| sums(answer, dimension, root)) {
            whole.iter_mut().zip(root).for_each(|(sum, value)| *sum += value);
        }
        whole
    }
}

/// What decides about the order: the figure, and the cost among equals, so that a table without leads is not random.
fn weight(metric: Metric, sums: &[i64]) -> Option<(Ratio, Option<Ratio>)> {
    Some((metric.of(sums)?, Metric::Cost.of(sums)))
}

fn sums(answer: &Answer, dimension: Dimension, member: Member) -> Option<&[i64]> {
    let groups = answer.by.get(dimension.dim().0)?;
    usize::try_from(member.0).is_ok_and(|at| at < groups.len()).then(|| groups.sums(member))
}

impl Page {
    /// The sums of one member; `None` for a member of another cut.
    pub fn sums(&self, dimension: Dimension, member: Member) -> Option<&[i64]> {
        sums(&self.now, dimension, member)
    }

    /// The sums of one member in the time that the page is compared with; `None` without one, and until its rows have
    /// come.
    pub fn sums_before(&self, dimension: Dimension, member: Member) -> Option<&[i64]> {
        let before = self.before.as_ref().filter(|before| before.known == Known::All)?;
        sums(&before.answer, dimension, member)
    }

    /// How many members of a dimension have something to show.
    pub fn present(&self, dim: Dim) -> usize {
        self.now.groups(dim).present().count()
    }
}

/// A small cut for tests, opened.
#[cfg(test)]
pub(crate) fn example() -> Reader {
    let (book, rows) = example_cut();
    super::wire::tests::opened(&book, &rows)
}

/// A small cut for tests: two roots with two leaves below the first, and what no rule mapped.
#[cfg(test)]
pub(crate) fn example_cut() -> (Book, super::wire::Rows) {
    use super::{
        model::{Dictionary, MEASURES},
        wire::Rows,
    };
    let mut book = Book::new(crate::money::Currency::parse("RUB").unwrap());
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let parents = vec![None, None, Some(1), Some(1), None];
    *book.dictionary_mut(Dimension::Category) =
        Dictionary { names: names(&["", "Камины", "Био", "Электро", "Печи"]), parents };
    for dimension in [Dimension::Channel, Dimension::Campaign, Dimension::Device, Dimension::Region] {
        book.dictionary_mut(dimension).names = names(&["Яндекс", "VK"]);
    }
    // Day, category, channel, cost, leads.
    let facts = [
        (13, 4, 1, 0, 0),
        (40, 2, 0, 100, 1),
        (69, 2, 0, 300, 3),
        (70, 3, 1, 500, 5),
        (71, 4, 0, 200, 0),
        (72, 0, 1, 900, 9),
    ];
    let column = |of: fn(&(i32, u32, u32, i64, i64)) -> i64| facts.iter().map(of).collect::<Vec<_>>();
    let mut measures = vec![vec![0; facts.len()]; MEASURES];
    measures[Metric::Cost as usize] = column(|fact| fact.3);
    measures[Metric::Leads as usize] = column(|fact| fact.4);
    let category: Vec<u32> = facts.iter().map(|fact| fact.1).collect();
    let channel: Vec<u32> = facts.iter().map(|fact| fact.2).collect();
    let codes = [category, channel.clone(), channel.clone(), channel.clone(), channel];
    let days = facts.iter().map(|fact| fact.0).collect();
    (book, Rows { days, codes, measures })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        money::Currency,
        report::{
            model::MEASURES,
            wire::{Rows, tests::opened},
        },
    };

    fn page(reader: &mut Reader, question: &str) -> Page {
        let calendar = reader.calendar(Day(0), Day(73)).unwrap();
        reader.page(&Query::parse(question), &calendar)
    }

    fn cost(sums: &[i64]) -> i64 {
        sums[Metric::Cost as usize]
    }

    #[test]
    fn a_report_opens_with_the_last_thirty_days_and_the_thirty_before() {
        let mut reader = example();
        let page = page(&mut reader, "");
        assert_eq!(page.period, DayRange::new(43, 72));
        assert_eq!(cost(page.now.total.sums()), 1_900);
        let before = page.before.unwrap();
        assert_eq!((before.period, cost(before.answer.total.sums())), (DayRange::new(13, 42), 100));
    }

    #[test]
    fn days_before_the_first_facts_are_compared_with_nothing() {
        let mut reader = example();
        let question = |from: i32| format!("from={}&to={}", Day(from), Day(72));
        assert!(page(&mut reader, &question(41)).before.is_none());
        assert!(page(&mut reader, &question(42)).before.is_none());
        assert_eq!(page(&mut reader, &question(43)).before.map(|before| before.period.first), Some(13));
    }

    #[test]
    fn a_click_filters_everything_but_its_own_table() {
        let mut reader = example();
        let page = page(&mut reader, "category=Камины");
        assert_eq!(cost(page.now.total.sums()), 800);
        assert_eq!(cost(page.sums(Dimension::Channel, Member(0)).unwrap()), 300);
        assert_eq!(cost(page.sums(Dimension::Category, Member(4)).unwrap()), 200);
        assert_eq!(cost(&reader.whole(Dimension::Category, &page.now, None)), 1_900);
        assert_eq!(cost(&reader.whole(Dimension::Channel, &page.now, None)), 800);
    }

    #[test]
    fn what_is_unknown_shows_nothing_and_can_still_be_let_go_of() {
        let mut reader = example();
        assert_eq!(page(&mut reader, "channel=Gone").now.total.rows(), 0);
        assert_eq!(cost(page(&mut reader, "channel=Gone&channel=VK").now.total.sums()), 1_400);
    }

    #[test]
    fn a_tree_opens_where_somebody_opened_it_and_keeps_the_unmapped_last() {
        let mut reader = example();
        let page = page(&mut reader, "category=Камины+>+Электро");
        let query = Query::parse("category=Камины+>+Электро");
        let members =
            |lines: Vec<Line>| lines.iter().map(|line| (line.member.0, line.level)).collect::<Vec<_>>();
        let closed = reader.lines(Dimension::Category, &page, Sort::default(), None, &HashSet::new());
        assert_eq!(closed.iter().map(|line| line.open).collect::<Vec<_>>(), [Some(false), None, None]);
        assert_eq!(members(closed), [(1, 1), (4, 1), (0, 1)]);
        let open = reader.above_chosen(Dimension::Category, &query);
        let by_name = Sort { by: None, down: false };
        let lines = reader.lines(Dimension::Category, &page, by_name, None, &open);
        assert_eq!(members(lines), [(1, 1), (2, 2), (3, 2), (4, 1), (0, 1)]);
    }

    #[test]
    fn a_brush_moves_along_with_the_comparison() {
        let mut reader = example();
        let query = format!("from={}&to={}&days={}..{}", Day(69), Day(70), Day(70), Day(70));
        let page = page(&mut reader, &query);
        assert_eq!(cost(page.now.total.sums()), 500);
        assert_eq!(page.now.by_day.sums(69)[Metric::Cost as usize], 300);
        assert_eq!(cost(page.before.unwrap().answer.total.sums()), 0);
    }

    #[test]
    fn without_facts_there_is_no_calendar() {
        let book = Book::new(Currency::parse("RUB").unwrap());
        let reader = opened(&book, &Rows::new(MEASURES));
        assert_eq!(reader.calendar(Day(0), Day(1)), None);
    }
}
