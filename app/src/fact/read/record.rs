//! Records out of lines: cells between delimiters, with quotation marks as RFC 4180 has them and no other way.

use std::{
    collections::VecDeque,
    io::{self, Read},
};

use super::lines::{Line, Lines};
use crate::fact::{preview::Delimiter, problem::Kind};

/// The longest cell.
pub const LONGEST_CELL: usize = 64 * 1024;

/// How many lines a quoted cell may go over.
const MOST_LINES: usize = 100;

/// The cells of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The line where it begins.
    pub line: u64,
    text: String,
    ends: Vec<usize>,
}

/// What came next.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// A record.
    Record,
    /// A record that cannot be split; the place of the cell to blame, and what is wrong.
    Broken(usize, Kind),
    /// The end of the file.
    End,
}

/// How far a line went.
#[derive(Debug, PartialEq, Eq)]
enum Cut {
    Whole,
    /// A quotation mark is still open.
    Open,
    /// A quotation mark stands where none may.
    Lone,
}

impl Record {
    /// How many cells there are.
    pub fn width(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is nothing in any cell.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// A cell; empty when there is none at that place.
    pub fn cell(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends.get(at - 1).copied().unwrap_or(self.text.len()) };
        let end = self.ends.get(at).copied().unwrap_or(start);
        &self.text[start..end]
    }

    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.width()).map(|at| self.cell(at))
    }

    fn begin(&mut self, line: u64) {
        self.line = line;
        self.text.clear();
        self.ends.clear();
    }

    fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }

    /// The length of the cell that is being written.
    fn written(&self) -> usize {
        self.text.len() - self.ends.last().copied().unwrap_or(0)
    }

    fn split(&mut self, text: &str, delimiter: char) -> Cut {
        if text.contains('"') {
            return self.scan(text, delimiter, false);
        }
        self.split_plain(text, delimiter);
        Cut::Whole
    }

    fn split_plain(&mut self, text: &str, delimiter: char) {
        for cell in text.split(delimiter) {
            self.text.push_str(cell);
            self.end_cell();
        }
    }

    /// Takes a line in, beginning inside or outside a quoted cell.
    fn scan(&mut self, text: &str, delimiter: char, mut quoted: bool) -> Cut {
        let mut rest = text;
        loop {
            if quoted {
                let Some(mark) = rest.find('"') else {
                    self.text.push_str(rest);
                    return Cut::Open;
                };
                self.text.push_str(&rest[..mark]);
                rest = &rest[mark + 1..];
                if let Some(more) = rest.strip_prefix('"') {
                    self.text.push('"');
                    rest = more;
                } else if rest.is_empty() {
                    self.end_cell();
                    return Cut::Whole;
                } else if let Some(next) = rest.strip_prefix(delimiter) {
                    self.end_cell();
                    (rest, quoted) = (next, false);
                } else {
                    return Cut::Lone;
                }
            } else if let Some(inside) = rest.strip_prefix('"') {
                (rest, quoted) = (inside, true);
            } else {
                let (cell, next) =
                    rest.split_once(delimiter).map_or((rest, None), |(cell, next)| (cell, Some(next)));
                if cell.contains('"') {
                    return Cut::Lone;
                }
                self.text.push_str(cell);
                self.end_cell();
                match next {
                    Some(next) => rest = next,
                    None => return Cut::Whole,
                }
            }
        }
    }

    fn too_long(&self) -> Option<usize> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).position(|(start, end)| end - start > LONGEST_CELL)
    }
}

/// Splits one line, for looking at the head of a file; what is not closed stays open.
pub fn split_line(line: &Line, delimiter: Delimiter, record: &mut Record) {
    record.begin(line.number);
    if record.split(&line.text, letter(delimiter)) != Cut::Whole {
        record.begin(line.number);
        record.split_plain(&line.text, letter(delimiter));
    }
}

fn letter(delimiter: Delimiter) -> char {
    match delimiter {
        Delimiter::Semicolon => ';',
        Delimiter::Comma => ',',
        Delimiter::Tab => '\t',
    }
}

/// The records of a file.
pub struct Records<R> {
    lines: Lines<R>,
    delimiter: Delimiter,
    line: Line,
    /// Lines that were taken for a part of a cell and are not.
    returned: VecDeque<Line>,
}

impl<R: Read> Records<R> {
    /// The records of some lines.
    pub fn new(lines: Lines<R>, delimiter: Delimiter) -> Self {
        Self { lines, delimiter, line: Line::default(), returned: VecDeque::new() }
    }

    /// Reads the next record.
    ///
    /// # Errors
    /// When the file cannot be read from disk.
    pub fn read(&mut self, record: &mut Record) -> io::Result<Next> {
        if !self.advance()? {
            return Ok(Next::End);
        }
        record.begin(self.line.number);
        let delimiter = letter(self.delimiter);
        let cut = record.split(&self.line.text, delimiter);
        if self.line.cut {
            return Ok(Self::broken_line(record));
        }
        let cut = match cut {
            // Systems that write tabs do not quote: a quotation mark is a letter like any other.
            Cut::Open | Cut::Lone if self.delimiter == Delimiter::Tab => {
                record.begin(self.line.number);
                record.split_plain(&self.line.text, delimiter);
                Cut::Whole
            }
            Cut::Open if record.written() <= LONGEST_CELL => return self.join(record),
            cut => cut,
        };
        Ok(match (record.too_long(), cut) {
            (Some(at), _) => Next::Broken(at, too_long()),
            (None, Cut::Whole) => Next::Record,
            (None, Cut::Open) if record.written() > LONGEST_CELL => Next::Broken(record.width(), too_long()),
            (None, _) => Next::Broken(record.width(), Kind::LoneQuote),
        })
    }

    /// A quoted cell goes over several lines, or a quotation mark was never closed: then only the first line is to
    /// blame, and the others are read again as what they are.
    fn join(&mut self, record: &mut Record) -> io::Result<Next> {
        let first = record.line;
        let place = record.width();
        let mut taken = VecDeque::new();
        while taken.len() < MOST_LINES && record.written() <= LONGEST_CELL && self.advance()? {
            record.text.push('\n');
            let cut = record.scan(&self.line.text, letter(self.delimiter), true);
            let whole = cut == Cut::Whole && !self.line.cut && record.too_long().is_none();
            if whole {
                return Ok(Next::Record);
            }
            taken.push_back(std::mem::take(&mut self.line));
            if cut != Cut::Open {
                break;
            }
        }
        taken.append(&mut self.returned);
        self.returned = taken;
        record.begin(first);
        Ok(Next::Broken(place, Kind::LoneQuote))
    }

    /// Which cell of a cut line is the one without end.
    fn broken_line(record: &Record) -> Next {
        let open = (record.written() > LONGEST_CELL).then_some(record.width());
        match record.too_long().or(open) {
            Some(at) => Next::Broken(at, too_long()),
            None => Next::Broken(0, Kind::LineTooLong { kilobytes: kilobytes(super::lines::LONGEST_LINE) }),
        }
    }

    fn advance(&mut self) -> io::Result<bool> {
        if let Some(line) = self.returned.pop_front() {
            self.line = line;
            return Ok(true);
        }
        self.lines.read(&mut self.line)
    }
}

fn too_long() -> Kind {
    Kind::CellTooLong { kilobytes: kilobytes(LONGEST_CELL) }
}

fn kilobytes(bytes: usize) -> u32 {
    u32::try_from(bytes / 1024).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::read::sniff::sniff;

    /// A record with its line, or where in it and why it cannot be read.
    type Read = Result<(u64, Vec<String>), (u64, usize, Kind)>;

    fn read(text: &str, delimiter: Delimiter) -> Vec<Read> {
        let sniffed = sniff(text.as_bytes()).unwrap().unwrap();
        let mut records = Records::new(Lines::new(text.as_bytes(), &sniffed), delimiter);
        let mut record = Record::default();
        let mut all = Vec::new();
        loop {
            match records.read(&mut record).unwrap() {
                Next::Record => all.push(Ok((record.line, record.cells().map(str::to_owned).collect()))),
                Next::Broken(at, kind) => all.push(Err((record.line, at, kind))),
                Next::End => return all,
            }
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "it stands beside records that cannot be read")]
    fn row(line: u64, cells: &[&str]) -> Read {
        Ok((line, cells.iter().map(|&cell| cell.to_owned()).collect()))
    }

    #[test]
    fn cells_are_quoted_as_the_standard_has_it() {
        let text = "a,\"b, \"\"c\"\"\",d\n\"\",x,\n\"two\nlines\",y\nlast,\"\"\"\"\n";
        let expected = [
            row(1, &["a", "b, \"c\"", "d"]),
            row(2, &["", "x", ""]),
            row(3, &["two\nlines", "y"]),
            row(5, &["last", "\""]),
        ];
        assert_eq!(read(text, Delimiter::Comma), expected);
    }

    #[test]
    fn a_lone_quotation_mark_spoils_its_own_line_only() {
        let lone = |line, at| Err((line, at, Kind::LoneQuote));
        assert_eq!(read("a;b\"c\nd;e", Delimiter::Semicolon), [lone(1, 1), row(2, &["d", "e"])]);
        assert_eq!(
            read("a;\"b\nc;d\ne;f", Delimiter::Semicolon),
            [lone(1, 1), row(2, &["c", "d"]), row(3, &["e", "f"])]
        );
        assert_eq!(read("\"a\"b;c\nd;e", Delimiter::Semicolon), [lone(1, 0), row(2, &["d", "e"])]);
        assert_eq!(
            read("a;\"b\nc;\"d\ne;\"f\"", Delimiter::Semicolon),
            [lone(1, 1), lone(2, 1), row(3, &["e", "f"])]
        );
    }

    #[test]
    fn in_a_table_of_tabs_a_quotation_mark_is_a_letter() {
        let text = "\"buy\" now\t5\n\"open\t6\n\"whole\"\t7\n";
        let expected = [row(1, &["\"buy\" now", "5"]), row(2, &["\"open", "6"]), row(3, &["whole", "7"])];
        assert_eq!(read(text, Delimiter::Tab), expected);
    }

    #[test]
    fn a_cell_without_end_is_refused_with_its_place() {
        for (open, close) in [("", ""), ("\"", "\"")] {
            for length in [LONGEST_CELL + 1, 1024 * 1024] {
                let text = format!("a,b\n1,{open}{}{close},2\n3,4\n", "x".repeat(length));
                let broken = Err((2, 1, Kind::CellTooLong { kilobytes: 64 }));
                assert_eq!(read(&text, Delimiter::Comma), [row(1, &["a", "b"]), broken, row(3, &["3", "4"])]);
            }
        }
        let many = format!("{}\nz\n", "x,".repeat(200_000));
        assert_eq!(read(&many, Delimiter::Comma)[0], Err((1, 0, Kind::LineTooLong { kilobytes: 256 })));
    }

    #[test]
    fn an_open_quotation_mark_does_not_swallow_the_file() {
        let text = format!("a,\"b\n{}", "c,d\n".repeat(50_000));
        let all = read(&text, Delimiter::Comma);
        assert_eq!(all.len(), 50_001);
        assert_eq!(all[0], Err((1, 1, Kind::LoneQuote)));
        assert!(all[1..].iter().all(Result::is_ok));
    }
}
