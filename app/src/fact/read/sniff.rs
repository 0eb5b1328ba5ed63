//! What the bytes of a file are: text in which encoding, or no text at all.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

use crate::{
    fact::{preview::Encoding, problem::Kind},
    text::hex,
};

/// What all the bytes of a file say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sniffed {
    /// How its bytes become letters.
    pub encoding: Encoding,
    /// What ends its lines; old systems end them with a carriage return alone.
    pub line_end: char,
    /// How long it is.
    pub bytes: u64,
    /// Its fingerprint.
    pub sha256: String,
}

/// How much of a file is looked at when its first bytes decide.
const HEAD: usize = 4096;

/// Reads a whole file and says what it is, or why it cannot be read at all.
///
/// # Errors
/// When the file cannot be read from disk.
pub fn sniff(mut file: impl Read) -> io::Result<Result<Sniffed, Kind>> {
    let mut buffer = vec![0; 64 * 1024];
    let mut head = Vec::with_capacity(HEAD);
    let mut counts = Counts::default();
    let mut hash = Sha256::new();
    loop {
        let read = match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => continue,
            Err(fault) => return Err(fault),
        };
        let part = &buffer[..read];
        head.extend_from_slice(&part[..read.min(HEAD - head.len())]);
        counts.add(part);
        hash.update(part);
    }
    let sha256 = hex(&hash.finalize());
    Ok(encoding(&head, &counts).map(|encoding| {
        let returns_only = encoding != Encoding::Utf16Le
            && encoding != Encoding::Utf16Be
            && counts.of(b'\n') == 0
            && counts.of(b'\r') > 0;
        Sniffed { encoding, line_end: if returns_only { '\r' } else { '\n' }, bytes: counts.bytes(), sha256 }
    }))
}

fn encoding(head: &[u8], counts: &Counts) -> Result<Encoding, Kind> {
    if counts.is_blank() {
        return Err(Kind::Empty);
    }
    refuse_other_files(head)?;
    match head {
        [0xEF, 0xBB, 0xBF, ..] => return Ok(Encoding::Utf8),
        [0xFF, 0xFE, ..] => return Ok(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => return Ok(Encoding::Utf16Be),
        _ => {}
    }
    if let Some(wide) = wide(head) {
        return Ok(wide);
    }
    let texts = head.split(|&byte| byte == 0).count();
    if (texts - 1) * 10 > head.len() {
        return Err(Kind::NotText);
    }
    counts.narrow()
}

/// Files that people rename in the hope that it helps.
fn refuse_other_files(head: &[u8]) -> Result<(), Kind> {
    const SPREADSHEETS: [&[u8]; 2] = [b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]];
    const OTHERS: [&[u8]; 5] = [b"%PDF", b"\x1F\x8B", b"\x89PNG", b"SQLite format 3", b"{\\rtf"];
    if SPREADSHEETS.iter().any(|magic| head.starts_with(magic)) || is_markup(head) {
        return Err(Kind::Spreadsheet);
    }
    if OTHERS.iter().any(|magic| head.starts_with(magic)) { Err(Kind::NotText) } else { Ok(()) }
}

/// Some systems write a page and call it a spreadsheet.
fn is_markup(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let start = text[..text.len().min(9)].to_ascii_lowercase();
    [&b"<html"[..], b"<table", b"<?xml", b"<!doctype"].iter().any(|tag| start.starts_with(tag))
}

/// UTF-16 without a mark: digits and delimiters have a zero as their other half.
fn wide(head: &[u8]) -> Option<Encoding> {
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let half = head.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    if half == 0 {
        None
    } else if odd * 10 > half && even * 50 <= half {
        Some(Encoding::Utf16Le)
    } else if even * 10 > half && odd * 50 <= half {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// What was counted in the bytes of a file.
struct Counts {
    each: [u64; 256],
    /// Letters of several bytes that are right UTF-8.
    long: u64,
    /// Bytes that are not.
    wrong: u64,
    /// High bytes beside another high byte: words, not single accents.
    paired: u64,
    last_was_high: bool,
    /// A letter that the last part began.
    begun: Vec<u8>,
}

impl Default for Counts {
    fn default() -> Self {
        Self { each: [0; 256], long: 0, wrong: 0, paired: 0, last_was_high: false, begun: Vec::new() }
    }
}

impl Counts {
    fn add(&mut self, part: &[u8]) {
        for &byte in part {
            self.each[usize::from(byte)] += 1;
            let high = byte >= 0x80;
            self.paired += u64::from(high && self.last_was_high);
            self.last_was_high = high;
        }
        let mut carried = std::mem::take(&mut self.begun);
        if carried.is_empty() {
            self.check(part);
        } else {
            carried.extend_from_slice(part);
            self.check(&carried);
        }
    }

    fn check(&mut self, mut bytes: &[u8]) {
        loop {
            let (good, rest) = match std::str::from_utf8(bytes) {
                Ok(good) => (good, None),
                Err(fault) => {
                    let (good, bad) = bytes.split_at(fault.valid_up_to());
                    (std::str::from_utf8(good).unwrap_or_default(), Some((bad, fault.error_len())))
                }
            };
            if !good.is_ascii() {
                self.long += good.chars().filter(|letter| !letter.is_ascii()).count() as u64;
            }
            match rest {
                None => return,
                Some((bad, None)) => {
                    self.begun = bad.to_vec();
                    return;
                }
                Some((bad, Some(length))) => {
                    self.wrong += length as u64;
                    bytes = &bad[length..];
                }
            }
        }
    }

    fn of(&self, byte: u8) -> u64 {
        self.each[usize::from(byte)]
    }

    fn bytes(&self) -> u64 {
        self.each.iter().sum()
    }

    fn is_blank(&self) -> bool {
        let blank: u64 = b" \t\r\n\xEF\xBB\xBF".iter().map(|&byte| self.of(byte)).sum();
        blank == self.bytes()
    }

    /// Which encoding with one byte a unit this is.
    fn narrow(&self) -> Result<Encoding, Kind> {
        let wrong = self.wrong + self.begun.len() as u64;
        // A few wrong bytes among many right letters are damage in a file of UTF-8; its rows are refused one by one.
        if wrong == 0 || self.long > 10 * wrong {
            return Ok(Encoding::Utf8);
        }
        let high: u64 = self.each[0x80..].iter().sum();
        let cyrillic: u64 = (0x80..=0xFF).filter(|&byte| is_cyrillic(byte)).map(|byte| self.of(byte)).sum();
        if self.paired * 2 >= high && cyrillic * 100 >= high * 95 {
            return Ok(Encoding::Windows1251);
        }
        let western: u64 = (0xC0..=0xFF)
            .chain(*b"\x80\x8C\x91\x92\x93\x94\x96\x97\x9C\xA0\xAB\xBB\xB0")
            .map(|byte| self.of(byte))
            .sum();
        if self.paired * 2 < high && western * 100 >= high * 95 {
            return Ok(Encoding::Windows1252);
        }
        Err(Kind::UnknownEncoding)
    }
}

/// Whether a byte is a letter or a sign that Russian and Ukrainian texts use in windows-1251.
fn is_cyrillic(byte: u8) -> bool {
    matches!(byte, 0xC0..=0xFF)
        || b"\xA8\xB8\xA5\xB4\xAA\xBA\xAF\xBF\xB2\xB3".contains(&byte)
        || b"\xB9\x96\x97\xAB\xBB\xA0\x85\x84\x91\x92\x93\x94\xB0\x88\x95".contains(&byte)
}

/// Whether a cell of a code page is UTF-8 that was read as the code page: somebody put lines of two encodings into one
/// file. Words of a code page are no UTF-8 except by an accident of one letter, so two letters are asked for.
pub fn is_misread(cell: &str, encoding: Encoding) -> bool {
    let page = match encoding {
        Encoding::Windows1251 => encoding_rs::WINDOWS_1251,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => return false,
    };
    if cell.is_ascii() {
        return false;
    }
    let (bytes, _, _) = page.encode(cell);
    std::str::from_utf8(&bytes)
        .is_ok_and(|text| text.chars().filter(|letter| !letter.is_ascii()).count() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Result<Encoding, Kind> {
        sniff(bytes).unwrap().map(|sniffed| sniffed.encoding)
    }

    fn wide(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn each_encoding_is_told_by_its_bytes() {
        let russian = "Дата;Кампания;Показы\n01.02.2026;Камины Москва;12\n";
        assert_eq!(of(russian.as_bytes()), Ok(Encoding::Utf8));
        assert_eq!(of(b"\xEF\xBB\xBFday,cost\n1,2\n"), Ok(Encoding::Utf8));
        assert_eq!(of(&encoding_rs::WINDOWS_1251.encode(russian).0), Ok(Encoding::Windows1251));
        let ukrainian = "День;Кампанія;Їжа та ґаджети\n";
        assert_eq!(of(&encoding_rs::WINDOWS_1251.encode(ukrainian).0), Ok(Encoding::Windows1251));
        let french = "Jour;Nom de la campagne;Montant dépensé (USD)\n";
        assert_eq!(of(&encoding_rs::WINDOWS_1252.encode(french).0), Ok(Encoding::Windows1252));
        for big in [false, true] {
            let expected = if big { Encoding::Utf16Be } else { Encoding::Utf16Le };
            assert_eq!(of(&wide(&format!("\u{feff}{russian}"), big)), Ok(expected));
            assert_eq!(of(&wide("day,cost\n2026-01-01,5\n", big)), Ok(expected));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(of(b""), Err(Kind::Empty));
        assert_eq!(of(b"\xEF\xBB\xBF \r\n\t\n"), Err(Kind::Empty));
        assert_eq!(of(b"PK\x03\x04\x14\x00[Content_Types].xml"), Err(Kind::Spreadsheet));
        assert_eq!(of(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"), Err(Kind::Spreadsheet));
        assert_eq!(of(b"\n<HTML><table>"), Err(Kind::Spreadsheet));
        assert_eq!(of(b"%PDF-1.7\n"), Err(Kind::NotText));
        assert_eq!(of(&[0, 0, 0, 1, 2, 3, 0, 0]), Err(Kind::NotText));
        assert_eq!(of(&[0x81, b'a', 0x82, b'b', 0x81, b'c']), Err(Kind::UnknownEncoding));
    }

    #[test]
    fn a_few_wrong_bytes_do_not_make_another_encoding() {
        let mut bytes = "Камины для дома\n".repeat(3).into_bytes();
        bytes.extend_from_slice(b"\xCA\xE0\n");
        assert_eq!(of(&bytes), Ok(Encoding::Utf8));
    }

    #[test]
    fn letters_across_the_border_of_two_reads_are_whole() {
        let text = format!("{}{}", "a".repeat(64 * 1024 - 1), "Ж".repeat(3));
        assert_eq!(of(text.as_bytes()), Ok(Encoding::Utf8));
    }

    #[test]
    fn lines_may_end_with_a_carriage_return_alone() {
        assert_eq!(sniff(&b"a,b\r1,2\r"[..]).unwrap().unwrap().line_end, '\r');
        assert_eq!(sniff(&b"a,b\r\n1,2\r\n"[..]).unwrap().unwrap().line_end, '\n');
    }
}
