//! What the reader has chosen.

use crate::{DayRange, Dim, Member, MemberSet};

/// What the reader has chosen: the period of the page, a brush on its chart, and members of dimensions.
///
/// Members of one dimension are alternatives, dimensions combine: (search *or* social) *and* mobile. A
/// dimension in which nothing is chosen lets everything through. Choosing a node of a tree chooses
/// everything below it. A chosen member that the facts do not know lets nothing through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Selection {
    /// The period of the page: what lies outside is nowhere on it, not in the chart either.
    pub period: Option<DayRange>,
    /// The range brushed on the chart. It filters everything but the chart itself.
    pub brush: Option<DayRange>,
    /// The chosen members by dimension. A set is never empty and the last entry is never `None`, so
    /// that equal selections compare equal whatever clicks led to them.
    members: Vec<Option<MemberSet>>,
}

impl Selection {
    /// Nothing chosen: all days, all members.
    pub fn new() -> Self {
        Self::default()
    }

    /// Everything in `period`.
    pub fn of_period(period: DayRange) -> Self {
        Self { period: Some(period), ..Self::default() }
    }

    /// A click on a member. It chooses only this one; clicking the only chosen one again clears the
    /// dimension. With `add` (Ctrl or Cmd held) it puts the member in or takes it out.
    pub fn click(&mut self, dim: Dim, member: Member, add: bool) {
        let chosen = self.chosen(dim).cloned().unwrap_or_default();
        let next = if add {
            let mut next = chosen;
            next.toggle(member);
            next
        } else if chosen == MemberSet::only(member) {
            MemberSet::default()
        } else {
            MemberSet::only(member)
        };
        self.choose(dim, next);
    }

    /// Chooses exactly these members of a dimension; an empty set clears it.
    pub fn choose(&mut self, dim: Dim, members: MemberSet) {
        if self.members.len() <= dim.0 {
            self.members.resize(dim.0 + 1, None);
        }
        self.members[dim.0] = Some(members).filter(|set| !set.is_empty());
        while self.members.last().is_some_and(Option::is_none) {
            self.members.pop();
        }
    }

    /// Lets everything of one dimension through again.
    pub fn clear(&mut self, dim: Dim) {
        self.choose(dim, MemberSet::default());
    }

    /// Takes back every choice and the brush. The period stays: it belongs to the page.
    pub fn clear_all(&mut self) {
        self.members.clear();
        self.brush = None;
    }

    /// Whether neither a member nor a brush is chosen, whatever the period.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty() && self.brush.is_none()
    }

    /// The chosen members of a dimension, `None` when everything passes.
    pub fn chosen(&self, dim: Dim) -> Option<&MemberSet> {
        self.members.get(dim.0)?.as_ref()
    }

    /// Whether `member` itself was chosen. A descendant of a chosen node is not.
    pub fn is_chosen(&self, dim: Dim, member: Member) -> bool {
        self.chosen(dim).is_some_and(|set| set.contains(member))
    }

    /// Every dimension in which something is chosen, with the choice: one chip each.
    pub fn choices(&self) -> impl Iterator<Item = (Dim, &MemberSet)> {
        self.members.iter().enumerate().filter_map(|(at, set)| Some((Dim(at), set.as_ref()?)))
    }

    /// The same question asked of another period: the brush moves along by as many days as the period's
    /// first day does. Without a period there is nothing to measure the move by, and the brush goes.
    #[must_use]
    pub fn shifted_to(&self, period: DayRange) -> Self {
        let moved = self.period.map(|old| i64::from(period.first) - i64::from(old.first));
        let brush = self.brush.zip(moved).map(|(brush, days)| brush.shifted(days));
        Self { period: Some(period), brush, members: self.members.clone() }
    }

    /// The same question asked of the equal period right before, or `None` without a period.
    #[must_use]
    pub fn previous(&self) -> Option<Self> {
        Some(self.shifted_to(self.period?.previous()))
    }

    /// The days that count: the brush within the period, either alone, or `None` for all.
    pub fn days(&self) -> Option<DayRange> {
        match (self.period, self.brush) {
            (Some(period), Some(brush)) => Some(period.intersection(brush)),
            (period, brush) => period.or(brush),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANNEL: Dim = Dim(2);

    fn chosen(selection: &Selection) -> Vec<u32> {
        selection.chosen(CHANNEL).into_iter().flat_map(MemberSet::iter).map(|member| member.0).collect()
    }

    #[test]
    fn a_click_chooses_one_and_the_same_click_clears() {
        let mut selection = Selection::new();
        selection.click(CHANNEL, Member(4), false);
        selection.click(CHANNEL, Member(7), false);
        assert_eq!(chosen(&selection), [7]);
        selection.click(CHANNEL, Member(7), false);
        assert_eq!(selection, Selection::new());
    }

    #[test]
    fn adding_toggles_and_a_plain_click_on_one_of_many_keeps_that_one() {
        let mut selection = Selection::new();
        for member in [9, 4, 7, 4] {
            selection.click(CHANNEL, Member(member), true);
        }
        assert_eq!(chosen(&selection), [7, 9]);
        selection.click(CHANNEL, Member(9), false);
        assert_eq!(chosen(&selection), [9]);
        selection.click(CHANNEL, Member(9), true);
        assert!(selection.is_empty());
    }

    #[test]
    fn clearing_everything_keeps_the_period() {
        let mut selection = Selection::of_period(DayRange::new(10, 19));
        selection.brush = Some(DayRange::new(12, 13));
        selection.click(CHANNEL, Member(1), false);
        assert_eq!(selection.choices().count(), 1);
        selection.clear_all();
        assert_eq!(selection, Selection::of_period(DayRange::new(10, 19)));
        assert!(selection.is_empty());
    }

    #[test]
    fn clearing_one_dimension_leaves_the_others() {
        let mut selection = Selection::new();
        selection.click(Dim(0), Member(1), false);
        selection.click(CHANNEL, Member(1), false);
        selection.clear(CHANNEL);
        assert!(selection.is_chosen(Dim(0), Member(1)));
        assert_eq!(selection.chosen(CHANNEL), None);
    }

    #[test]
    fn the_brush_moves_with_the_period() {
        let mut selection = Selection::of_period(DayRange::new(100, 129));
        selection.brush = Some(DayRange::new(105, 107));
        let before = selection.previous().expect("there is a period");
        assert_eq!(before.period, Some(DayRange::new(70, 99)));
        assert_eq!(before.brush, Some(DayRange::new(75, 77)));
        selection.period = None;
        assert_eq!(selection.previous(), None);
        assert_eq!(selection.shifted_to(DayRange::new(0, 9)).brush, None);
    }

    #[test]
    fn a_brush_outside_the_period_leaves_no_day() {
        let mut selection = Selection::of_period(DayRange::new(0, 9));
        selection.brush = Some(DayRange::new(20, 29));
        assert!(selection.days().is_some_and(DayRange::is_empty));
    }
}
