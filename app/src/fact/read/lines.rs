//! Lines of text out of bytes, with their numbers, without ever holding more than one.

use std::io::{self, Read};

use super::sniff::Sniffed;
use crate::fact::preview::Encoding;

/// The longest line that is kept; what is beyond is dropped, and the line is marked.
pub const LONGEST_LINE: usize = 256 * 1024;

/// A line of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// What stands in it, without its end.
    pub text: String,
    /// Whether it went on beyond [`LONGEST_LINE`].
    pub cut: bool,
}

/// The lines of a file.
pub struct Lines<R> {
    source: R,
    decoder: encoding_rs::Decoder,
    end: char,
    raw: Box<[u8]>,
    text: String,
    at: usize,
    number: u64,
    is_over: bool,
}

impl<R: Read> Lines<R> {
    /// The lines of a file that was sniffed before.
    pub fn new(source: R, sniffed: &Sniffed) -> Self {
        let encoding = match sniffed.encoding {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            Encoding::Windows1251 => encoding_rs::WINDOWS_1251,
            Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
        };
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            end: sniffed.line_end,
            raw: vec![0; 64 * 1024].into(),
            text: String::new(),
            at: 0,
            number: 0,
            is_over: false,
        }
    }

    /// Reads the next line; false when there is none.
    ///
    /// # Errors
    /// When the file cannot be read from disk.
    pub fn read(&mut self, line: &mut Line) -> io::Result<bool> {
        line.text.clear();
        line.cut = false;
        loop {
            let rest = &self.text[self.at..];
            if let Some(end) = rest.find(self.end) {
                append(line, &rest[..end]);
                self.at += end + self.end.len_utf8();
                break;
            }
            append(line, rest);
            self.at = 0;
            self.text.clear();
            if !self.fill()? {
                if line.text.is_empty() && !line.cut {
                    return Ok(false);
                }
                break;
            }
        }
        if line.text.ends_with('\r') {
            line.text.pop();
        }
        self.number += 1;
        line.number = self.number;
        Ok(true)
    }

    /// Passes over all lines up to one.
    ///
    /// # Errors
    /// When the file cannot be read from disk.
    pub fn skip_to(&mut self, number: u64) -> io::Result<()> {
        let mut line = Line::default();
        while self.number < number && self.read(&mut line)? {}
        Ok(())
    }

    /// Decodes some more; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        while self.text.is_empty() {
            if self.is_over {
                return Ok(false);
            }
            let read = match self.source.read(&mut self.raw) {
                Ok(read) => read,
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => continue,
                Err(fault) => return Err(fault),
            };
            self.is_over = read == 0;
            // Room for the worst case, so that one call takes everything in.
            self.text.reserve(self.decoder.max_utf8_buffer_length(read).unwrap_or(read * 3 + 16));
            let _ = self.decoder.decode_to_string(&self.raw[..read], &mut self.text, self.is_over);
        }
        Ok(true)
    }
}

fn append(line: &mut Line, part: &str) {
    let room = LONGEST_LINE - line.text.len().min(LONGEST_LINE);
    if part.len() <= room {
        line.text.push_str(part);
    } else {
        line.text.push_str(&part[..part.floor_char_boundary(room)]);
        line.cut = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::read::sniff::sniff;

    fn lines(bytes: &[u8]) -> Vec<Line> {
        let sniffed = sniff(bytes).unwrap().unwrap();
        let mut lines = Lines::new(bytes, &sniffed);
        let mut all = Vec::new();
        let mut line = Line::default();
        while lines.read(&mut line).unwrap() {
            all.push(line.clone());
        }
        all
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        lines(bytes).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_end_in_every_way_and_the_mark_is_no_letter() {
        assert_eq!(texts(b"\xEF\xBB\xBFa\r\n\nb\nc"), ["a", "", "b", "c"]);
        assert_eq!(texts(b"a\rb\r"), ["a", "b"]);
        let wide: Vec<u8> = "\u{feff}День\r\n1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&wide), ["День", "1"]);
        assert_eq!(texts(&encoding_rs::WINDOWS_1251.encode("Дата\nИтого").0), ["Дата", "Итого"]);
        assert_eq!(lines(b"a\n\nb").iter().map(|line| line.number).collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn a_line_without_end_is_cut_and_the_next_one_is_whole() {
        let mut bytes = "ж".repeat(600_000).into_bytes();
        bytes.extend_from_slice("\nnext\n".as_bytes());
        let lines = lines(&bytes);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].cut && lines[0].text.len() <= LONGEST_LINE);
        assert_eq!((lines[1].text.as_str(), lines[1].number, lines[1].cut), ("next", 2, false));
    }
}
