//! Finding the header of a file: below title lines, between unknown delimiters, under any of many names.

use std::{
    collections::HashSet,
    io::{self, Read},
};

use super::{
    lines::{Line, Lines},
    marks,
    record::{Record, split_line},
    words,
};
use crate::fact::{
    model::folded,
    plan::{Field, Pick},
    preview::{Delimiter, Format},
};

/// How many lines are looked at.
const LOOKED_AT: usize = 60;

/// How many columns a table may have.
pub const MOST_COLUMNS: usize = 500;

/// The header of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its line, from 1.
    pub line: u64,
    /// What stands between cells.
    pub delimiter: Delimiter,
    /// Its cells.
    pub cells: Vec<String>,
    /// Which system writes such headers.
    pub format: Format,
}

/// The longest name of a column that is kept.
const LONGEST_LABEL: usize = 200;

/// The name of a column as it is shown: in one line, without what a terminal would obey, and not endless.
pub fn label(cell: &str) -> String {
    let clean = |letter: char| if letter.is_control() { ' ' } else { letter };
    let name = cell.trim().trim_matches('\u{feff}').trim();
    name.chars().take(LONGEST_LABEL).map(clean).collect()
}

/// The name of a column as names are compared.
pub fn plain(cell: &str) -> String {
    let cell = cell.trim().trim_matches('\u{feff}');
    let open = cell.find('(').filter(|&at| at > 0);
    let name = open.map_or(cell, |at| &cell[..at]);
    // A currency may also stand behind a comma: "Расход, руб."
    let name = match name.rsplit_once(',') {
        Some((before, after)) if super::currency::named(after).is_some() => before,
        _ => name,
    };
    let spaced: String =
        name.chars().map(|letter| if matches!(letter, '_' | '.' | '-') { ' ' } else { letter }).collect();
    folded(&spaced)
}

/// What stands in the brackets of a column's name, or behind its comma.
pub fn bracketed(cell: &str) -> Option<&str> {
    let inside = cell.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
    inside.or_else(|| cell.rsplit_once(',').map(|(_, after)| after.trim()))
}

/// What a column's name says, and how sure it is: 0 is the surest.
pub fn meaning(cell: &str) -> Option<(Field, usize)> {
    let name = plain(cell);
    words::WORDS
        .iter()
        .find_map(|(field, names)| names.iter().position(|word| *word == name).map(|place| (*field, place)))
}

/// Whether a column's name and the column that somebody named are the same.
pub fn is_named(cell: &str, name: &str) -> bool {
    folded(cell) == folded(name)
}

/// Finds the header in the first lines of a file; `None` when no line can be one.
///
/// # Errors
/// When the file cannot be read from disk.
pub fn find<R: Read>(mut lines: Lines<R>, picks: &[Pick]) -> io::Result<Option<Header>> {
    let picked: HashSet<String> = picks.iter().filter_map(Pick::name).map(folded).collect();
    let mut first = Vec::new();
    let mut line = Line::default();
    while first.len() < LOOKED_AT && lines.read(&mut line)? {
        first.push(line.clone());
    }
    let candidates = Delimiter::ALL.iter().map(|&delimiter| Candidate::of(&first, delimiter, &picked));
    let best =
        candidates.flatten().max_by_key(|candidate| (candidate.known, candidate.alike, candidate.width));
    Ok(best.map(|best| {
        let mut record = Record::default();
        split_line(&first[best.at], best.delimiter, &mut record);
        let mut cells: Vec<String> = record.cells().map(label).collect();
        // Some systems close every line with a delimiter; the nameless column behind it is none.
        while cells.len() > 1 && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        let format = format(&cells, &first[..best.at]);
        Header { line: first[best.at].number, delimiter: best.delimiter, cells, format }
    }))
}

/// A line that may be the header under one delimiter.
struct Candidate {
    at: usize,
    delimiter: Delimiter,
    /// How many of its cells are known names.
    known: usize,
    /// How many of the lines below have as many cells.
    alike: usize,
    width: usize,
}

impl Candidate {
    fn of(lines: &[Line], delimiter: Delimiter, picked: &HashSet<String>) -> Option<Self> {
        let mut record = Record::default();
        let mut rows: Vec<(usize, usize)> = Vec::with_capacity(lines.len());
        for line in lines {
            split_line(line, delimiter, &mut record);
            rows.push((record.width(), known(&record, picked)));
        }
        let alike = |at: usize| rows[at + 1..].iter().filter(|(width, _)| *width == rows[at].0).count();
        let most_known = rows.iter().map(|(_, known)| *known).max()?;
        // Without known names the header is the first line that is as wide as most lines below it.
        let at = if most_known > 0 {
            rows.iter().position(|(_, known)| *known == most_known)
        } else {
            (0..rows.len()).filter(|&at| rows[at].0 > 1).max_by_key(|&at| (alike(at), std::cmp::Reverse(at)))
        }?;
        let (width, known) = rows[at];
        (width > 1 || known > 0).then(|| Self { at, delimiter, known, alike: alike(at), width })
    }
}

fn known(record: &Record, picked: &HashSet<String>) -> usize {
    let named = |cell: &str| picked.contains(&folded(&label(cell)));
    let mut seen: Vec<String> = Vec::new();
    for cell in record.cells().take(MOST_COLUMNS).filter(|cell| cell.len() < 200) {
        let name = plain(cell);
        if !seen.contains(&name) && (meaning(cell).is_some() || named(cell)) {
            seen.push(name);
        }
    }
    seen.len()
}

fn format(cells: &[String], titles: &[Line]) -> Format {
    let names: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
    let has = |words: &[&str]| names.iter().any(|name| words.contains(&name.as_str()));
    let comments = titles.iter().filter(|line| line.text.starts_with('#')).count();
    if comments >= 2 || has(marks::ANALYTICS) {
        Format::Analytics
    } else if has(marks::META) {
        Format::Meta
    } else if has(marks::MICROSOFT) {
        Format::Microsoft
    } else if has(marks::LINKEDIN) {
        Format::LinkedIn
    } else if has(marks::YANDEX_DIRECT) || titles.iter().any(|line| is_direct(&line.text)) {
        Format::YandexDirect
    } else if has(marks::GOOGLE_ADS) {
        Format::GoogleAds
    } else {
        Format::Plain
    }
}

fn is_direct(title: &str) -> bool {
    let title = title.to_lowercase();
    title.contains("яндекс") && title.contains("директ")
        || title.contains("yandex") && title.contains("direct")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::read::sniff::sniff;

    fn header(text: &str) -> Option<Header> {
        let sniffed = sniff(text.as_bytes()).unwrap().unwrap();
        find(Lines::new(text.as_bytes(), &sniffed), &[]).unwrap()
    }

    #[test]
    fn the_header_is_found_below_title_lines() {
        let direct = "Отчёт «Мастер отчётов»\nЯндекс.Директ\nПериод;01.02.2026 - 02.02.2026\n\nДата;Кампания;№ Кампании;Показы;Расход (руб.)\n01.02.2026;a;1;2;3,5\n";
        let found = header(direct).unwrap();
        assert_eq!(
            (found.line, found.delimiter, found.format),
            (5, Delimiter::Semicolon, Format::YandexDirect)
        );
        let google = "Campaign report\n\"February 1, 2026 - February 2, 2026\"\nDay,Campaign,Campaign type,Impr.,Clicks,Cost\n2026-02-01,a,Search,\"1,234\",5,6\n";
        let found = header(google).unwrap();
        assert_eq!((found.line, found.delimiter, found.format), (3, Delimiter::Comma, Format::GoogleAds));
        let analytics = "# Report\n# Start date: 20260101\n# End date: 20260102\n\nDate,Sessions,Key events\n20260101,5,1\n";
        assert_eq!(header(analytics).unwrap().format, Format::Analytics);
        let microsoft = "Gregorian date,Campaign name,Impressions,Spend\n2026-01-01,a,5,1\n";
        assert_eq!(header(microsoft).unwrap().format, Format::Microsoft);
    }

    #[test]
    fn a_header_of_unknown_names_is_the_first_line_of_the_table() {
        let found = header("my table\nwann;wieviel;wo\n1;2;3\n4;5;6\n").unwrap();
        assert_eq!((found.line, found.delimiter, found.format), (2, Delimiter::Semicolon, Format::Plain));
        assert_eq!(found.cells, ["wann", "wieviel", "wo"]);
        assert_eq!(header("one\ntwo\nthree\n"), None);
    }

    #[test]
    fn names_are_known_in_three_languages_and_in_french() {
        for (cell, field) in [
            ("mark_spent", Field::Cost),
            ("c_date", Field::Day),
            ("Расход (руб.)", Field::Cost),
            ("Расход, руб.", Field::Cost),
            ("Impr.", Field::Impressions),
            ("Montant dépensé (USD)", Field::Cost),
            ("Nom de la campagne", Field::Campaign),
            ("Start Date (in UTC)", Field::Day),
            ("Total Spent", Field::Cost),
            ("Кампанія", Field::Campaign),
            ("Витрати", Field::Cost),
            ("Показы", Field::Impressions),
            ("orders", Field::Sales),
            ("\u{feff}id", Field::Skip),
        ] {
            let expected = (field != Field::Skip).then_some(field);
            assert_eq!(meaning(cell).map(|(field, _)| field), expected, "{cell}");
        }
        assert_eq!(bracketed("Расход (руб.)"), Some("руб."));
        assert_eq!(bracketed("Расход, руб."), Some("руб."));
        assert_eq!(bracketed("Cost"), None);
    }

    #[test]
    fn no_name_stands_for_two_fields() {
        let mut seen = std::collections::HashMap::new();
        for (field, names) in words::WORDS {
            for name in *names {
                assert_eq!(plain(name), *name, "not as names are compared");
                assert_eq!(seen.insert(*name, field), None, "{name} stands twice");
            }
        }
    }
}
