//! Finds rows of a report by what they are called.

use cube::Member;

use super::{
    metric::Metric,
    model::Dimension,
    reader::{Page, Reader},
};

/// A row that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Of which table.
    pub dimension: Dimension,
    /// Whose row.
    pub member: Member,
    /// What it is called: the whole path in a tree.
    pub path: String,
}

/// The rows whose path has every word that was typed, in any order and without regard to case: those whose own name
/// begins with the first word come first, then those that cost most. At most `most` of them.
pub fn find(reader: &Reader, page: &Page, text: &str, most: usize) -> Vec<Found> {
    let words: Vec<String> = text.split_whitespace().map(folded).collect();
    let Some(first) = words.first() else { return Vec::new() };
    let mut found: Vec<(bool, i64, Found)> = Vec::new();
    for &dimension in Dimension::ALL {
        let dictionary = reader.book().dictionary(dimension);
        for member in dictionary.members() {
            let path = dictionary.path(member);
            let searched = folded(&path);
            if path.is_empty() || !words.iter().all(|word| searched.contains(word)) {
                continue;
            }
            let begins = folded(dictionary.name(member)).starts_with(first);
            let sums = page.sums(dimension, member).unwrap_or_default();
            found.push((begins, Metric::Cost.sum(sums), Found { dimension, member, path }));
        }
    }
    found.sort_by(|one, other| {
        (other.0, other.1).cmp(&(one.0, one.1)).then_with(|| one.2.path.cmp(&other.2.path))
    });
    found.into_iter().take(most).map(|(_, _, found)| found).collect()
}

/// Without regard to case, and to the dots over ё that nobody types.
fn folded(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::{query::Query, reader::example},
        time::Day,
    };

    fn found(text: &str) -> Vec<String> {
        let mut reader = example();
        let calendar = reader.calendar(Day(0), Day(73)).unwrap();
        let page = reader.page(&Query::parse(""), &calendar);
        find(&reader, &page, text, 20).into_iter().map(|found| found.path).collect()
    }

    #[test]
    fn every_word_counts_and_their_order_does_not() {
        assert_eq!(found("электро камин"), ["Камины > Электро"]);
        assert_eq!(found("ЭЛЕКТРО"), ["Камины > Электро"]);
        assert_eq!(found("электро печи"), Vec::<String>::new());
    }

    #[test]
    fn a_name_that_begins_so_comes_before_what_stands_under_it() {
        assert_eq!(found("камин"), ["Камины", "Камины > Электро", "Камины > Био"]);
    }

    #[test]
    fn nothing_typed_finds_nothing() {
        assert_eq!(found("  "), Vec::<String>::new());
    }
}
