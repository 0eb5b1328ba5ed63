//! A report as one plain table: what the command line prints.

use cube::{DayRange, Member};

pub use super::model::By;
use super::{layout::Sort, model::Dimension, query::Query, reader::Reader};
use crate::time::Day;

/// A question of the command line.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What the rows are.
    pub by: By,
    /// How many levels of a tree are listed.
    pub depth: usize,
    /// The choice, and the days when they were named; all days otherwise.
    pub query: Query,
}

/// A plain table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What the rows are called and what they sum up to.
    pub rows: Vec<(String, Vec<i64>)>,
    /// Everything selected.
    pub total: Vec<i64>,
}

/// How the members without a name are called.
pub fn unnamed(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Category => "Unmapped",
        _ => "(none)",
    }
}

impl Reader {
    /// Answers with one table, the most expensive rows first and days in their order. Here the choice holds for the
    /// listed dimension too, so that the rows of one level add up to the total.
    pub fn sheet(&mut self, ask: &Ask) -> Sheet {
        let mut selection = self.selection(&ask.query);
        selection.period = self.span().map(|span| {
            DayRange::new(
                ask.query.from.map_or(span.first, |day| day.0),
                ask.query.to.map_or(span.last, |day| day.0),
            )
        });
        let answer = self.answer(&selection);
        let rows = match ask.by {
            By::Day => {
                let days = answer.by_day.iter().filter(|(day, _)| answer.by_day.rows(*day) > 0);
                days.map(|(day, sums)| (Day(day).to_string(), sums.to_vec())).collect()
            }
            By::Dimension(dimension) => {
                let groups = answer.groups(dimension.dim());
                let listed = self.listed(dimension, ask, |members| {
                    self.ranked(dimension, groups, members, Sort::default())
                });
                listed
                    .into_iter()
                    .map(|member| (self.key(dimension, member), groups.sums(member).to_vec()))
                    .collect()
            }
        };
        Sheet { rows, total: answer.total.sums().to_vec() }
    }

    /// The members of the first levels, each before what is below it. With a choice the chosen ones are the first level.
    fn listed(
        &self,
        dimension: Dimension,
        ask: &Ask,
        order: impl Fn(Vec<Member>) -> Vec<Member>,
    ) -> Vec<Member> {
        let names = self.book().dictionary(dimension);
        let chosen: Vec<Member> =
            ask.query.choices.members(dimension).filter_map(|path| names.find(path)).collect();
        let top = if chosen.is_empty() {
            self.below(dimension, None)
        } else {
            // What stands below another chosen node is a part of that row and no row of its own.
            let alone = |member: &Member| !names.above(*member).any(|up| chosen.contains(&up));
            chosen.iter().copied().filter(alone).collect()
        };
        let mut stack: Vec<(Member, usize)> =
            order(top).into_iter().rev().map(|member| (member, 1)).collect();
        let mut listed = Vec::new();
        while let Some((member, level)) = stack.pop() {
            listed.push(member);
            if level < ask.depth {
                let below = order(self.below(dimension, Some(member)));
                stack.extend(below.into_iter().rev().map(|child| (child, level + 1)));
            }
        }
        listed
    }

    fn key(&self, dimension: Dimension, member: Member) -> String {
        let path = self.book().dictionary(dimension).path(member);
        if path.is_empty() { unnamed(dimension).to_owned() } else { path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::reader::example;

    fn keys(by: &str, depth: usize, question: &str) -> Vec<(String, i64)> {
        let ask = Ask { by: By::parse(by).unwrap(), depth, query: Query::parse(question) };
        let sheet = example().sheet(&ask);
        assert!(depth > 1 || sheet.rows.iter().map(|(_, sums)| sums[2]).sum::<i64>() == sheet.total[2]);
        sheet.rows.into_iter().map(|(key, sums)| (key, sums[2])).collect()
    }

    fn rows(rows: &[(&str, i64)]) -> Vec<(String, i64)> {
        rows.iter().map(|(key, cost)| ((*key).to_owned(), *cost)).collect()
    }

    #[test]
    fn the_first_level_adds_up_and_the_unmapped_come_last() {
        assert_eq!(keys("category", 1, ""), rows(&[("Камины", 900), ("Печи", 200), ("Unmapped", 900)]));
        assert_eq!(keys("channel", 1, "category=Камины"), rows(&[("VK", 500), ("Яндекс", 400)]));
    }

    #[test]
    fn deeper_levels_stand_below_their_parents() {
        let expected = [("Камины", 900), ("Камины > Электро", 500), ("Камины > Био", 400)];
        assert_eq!(keys("category", 2, "category=Камины"), rows(&expected));
    }

    #[test]
    fn a_choice_holds_for_the_listed_dimension_too() {
        assert_eq!(
            keys("category", 1, "category=Камины+>+Био&category=Печи"),
            rows(&[("Камины > Био", 400), ("Печи", 200)])
        );
        assert_eq!(keys("category", 1, "category=Камины+>+Био&category=Камины"), rows(&[("Камины", 900)]));
    }

    #[test]
    fn days_without_facts_are_not_listed() {
        let days = keys("day", 1, "to=1970-03-11");
        assert_eq!(days, rows(&[("1970-01-14", 0), ("1970-02-10", 100), ("1970-03-11", 300)]));
    }
}
