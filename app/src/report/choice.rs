//! What a reader has chosen: members of dimensions and days on the chart, in the order in which it was begun, so that
//! chips stay where they are and Esc can take back the last.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::model::Dimension;
use crate::time::Day;

/// A dimension with more chosen members than this was not clicked together by a person.
const MOST_CHOSEN: usize = 500;

/// What a choice is about. There is at most one about each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// Members of a dimension.
    Members(Dimension),
    /// Days on the chart.
    Days,
}

/// All choices; what was begun last comes last, and a change does not move a choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices(Vec<Choice>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Choice {
    /// By their paths; never none.
    Members(Dimension, BTreeSet<String>),
    /// The first and the last.
    Days(Day, Day),
}

impl Choice {
    fn subject(&self) -> Subject {
        match self {
            Self::Members(dimension, _) => Subject::Members(*dimension),
            Self::Days(..) => Subject::Days,
        }
    }
}

impl Choices {
    /// The chosen members of a dimension, by their paths.
    pub fn members(&self, dimension: Dimension) -> impl ExactSizeIterator<Item = &str> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        self.set(dimension).unwrap_or(&NONE).iter().map(String::as_str)
    }

    /// The days brushed on the chart, first and last.
    pub fn days(&self) -> Option<(Day, Day)> {
        self.0.iter().find_map(|choice| match choice {
            Choice::Days(first, last) => Some((*first, *last)),
            Choice::Members(..) => None,
        })
    }

    /// What there are choices about, in their order: one chip each.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> + '_ {
        self.0.iter().map(Choice::subject)
    }

    /// Whether a member is chosen itself.
    pub fn has(&self, dimension: Dimension, path: &str) -> bool {
        self.set(dimension).is_some_and(|set| set.contains(path))
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A click on a row chooses only this member; on the only chosen one it clears. With `add` (Ctrl or Cmd) it puts the
    /// member in or takes it out.
    pub fn click(&mut self, dimension: Dimension, path: &str, add: bool) {
        self.change(dimension, |set| {
            let was_chosen = set.contains(path);
            let was_alone = was_chosen && set.len() == 1;
            if add && was_chosen {
                set.remove(path);
                return;
            }
            if !add {
                set.clear();
            }
            if !was_alone {
                set.insert(path.to_owned());
            }
        });
    }

    /// A click with Shift chooses all rows from the one before to this one; with `add` beside what was chosen.
    pub fn extend(&mut self, dimension: Dimension, paths: impl IntoIterator<Item = String>, add: bool) {
        self.change(dimension, |set| {
            if !add {
                set.clear();
            }
            set.extend(paths.into_iter().take(MOST_CHOSEN.saturating_sub(set.len())));
        });
    }

    /// Chooses this member and no other.
    pub fn choose_only(&mut self, dimension: Dimension, path: &str) {
        self.extend(dimension, [path.to_owned()], false);
    }

    /// Chooses one more member.
    pub fn choose(&mut self, dimension: Dimension, path: &str) {
        self.extend(dimension, [path.to_owned()], true);
    }

    /// Brushes days on the chart, or lets go of them.
    pub fn brush(&mut self, days: Option<(Day, Day)>) {
        self.put(Subject::Days, days.map(|(first, last)| Choice::Days(first, last)));
    }

    /// Lets go of one choice.
    pub fn clear(&mut self, subject: Subject) {
        self.0.retain(|choice| choice.subject() != subject);
    }

    /// Lets go of the choice that was begun last.
    pub fn clear_last(&mut self) {
        self.0.pop();
    }

    /// Lets go of all.
    pub fn clear_all(&mut self) {
        self.0.clear();
    }

    pub(super) fn all(&self) -> &[Choice] {
        &self.0
    }

    fn set(&self, dimension: Dimension) -> Option<&BTreeSet<String>> {
        self.0.iter().find_map(|choice| match choice {
            Choice::Members(of, set) if *of == dimension => Some(set),
            _ => None,
        })
    }

    fn change(&mut self, dimension: Dimension, change: impl FnOnce(&mut BTreeSet<String>)) {
        let mut set = self.set(dimension).cloned().unwrap_or_default();
        change(&mut set);
        let choice = (!set.is_empty()).then_some(Choice::Members(dimension, set));
        self.put(Subject::Members(dimension), choice);
    }

    /// Puts a choice where there was one about the same, or behind the others.
    fn put(&mut self, subject: Subject, choice: Option<Choice>) {
        let place = self.0.iter().position(|choice| choice.subject() == subject);
        match (place, choice) {
            (Some(at), Some(choice)) => self.0[at] = choice,
            (None, Some(choice)) => self.0.push(choice),
            (_, None) => self.clear(subject),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn devices(choices: &Choices) -> Vec<&str> {
        choices.members(Dimension::Device).collect()
    }

    #[test]
    fn a_click_chooses_clears_and_adds() {
        let mut choices = Choices::default();
        choices.click(Dimension::Device, "phone", false);
        choices.click(Dimension::Device, "desktop", true);
        assert_eq!(devices(&choices), ["desktop", "phone"]);
        choices.click(Dimension::Device, "phone", true);
        assert_eq!(devices(&choices), ["desktop"]);
        choices.click(Dimension::Device, "phone", false);
        assert_eq!(devices(&choices), ["phone"]);
        choices.click(Dimension::Device, "phone", false);
        assert!(choices.is_empty());
        choices.click(Dimension::Device, "phone", false);
        choices.click(Dimension::Device, "desktop", true);
        choices.click(Dimension::Device, "phone", false);
        assert_eq!(devices(&choices), ["phone"], "a plain click on one of several leaves only this one");
    }

    #[test]
    fn shift_chooses_a_range_and_with_ctrl_beside_the_others() {
        let mut choices = Choices::default();
        let range = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        choices.click(Dimension::Device, "tv", false);
        choices.extend(Dimension::Device, range(&["phone", "tablet"]), true);
        assert_eq!(devices(&choices), ["phone", "tablet", "tv"]);
        choices.extend(Dimension::Device, range(&["desktop", "phone"]), false);
        assert_eq!(devices(&choices), ["desktop", "phone"]);
        choices.extend(Dimension::Device, (0..1_000).map(|at| at.to_string()), true);
        assert_eq!(devices(&choices).len(), MOST_CHOSEN);
    }

    #[test]
    fn a_choice_keeps_its_place_and_the_last_one_is_the_first_to_go() {
        let mut choices = Choices::default();
        choices.click(Dimension::Channel, "VK", false);
        choices.brush(Some((Day(3), Day(5))));
        choices.click(Dimension::Device, "phone", false);
        choices.click(Dimension::Channel, "Direct", true);
        let subjects = |choices: &Choices| choices.subjects().collect::<Vec<_>>();
        let (channel, device) = (Subject::Members(Dimension::Channel), Subject::Members(Dimension::Device));
        assert_eq!(subjects(&choices), [channel, Subject::Days, device]);
        choices.clear_last();
        choices.clear_last();
        assert_eq!(subjects(&choices), [channel]);
        choices.clear_last();
        choices.clear_last();
        assert!(choices.is_empty());
    }
}
