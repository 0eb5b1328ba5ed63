//! What a file is called: in the reader's language, and safe wherever it is saved.

use crate::{i18n::Locale, time::Day};

/// Every file system keeps so many characters of Cyrillic letters.
const MOST: usize = 100;

/// A day as tables of this language write it.
pub fn day(locale: Locale, day: Day) -> String {
    let (year, month, number) = day.civil();
    match locale {
        Locale::en => day.to_string(),
        Locale::ru | Locale::uk => format!("{number:02}.{month:02}.{year:04}"),
    }
}

/// From the first to the last day.
pub fn days(locale: Locale, (first, last): (Day, Day)) -> String {
    format!("{}–{}", day(locale, first), day(locale, last))
}

/// A file's name without anything that a file system or a program reads as something else.
pub fn file_name(text: &str, ending: &str) -> String {
    let safe: String = text.chars().map(|letter| if is_plain(letter) { letter } else { ' ' }).collect();
    let words: Vec<&str> = safe.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(MOST).collect();
    // A name that begins with a dot is hidden, and one that ends with it loses it on Windows.
    let short = short.trim_matches(|letter: char| letter == '.' || letter.is_whitespace());
    format!("{}.{ending}", if short.is_empty() { "report" } else { short })
}

fn is_plain(letter: char) -> bool {
    // Marks of the direction of writing can make `fdp.exe` look like `exe.pdf`.
    let turns = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    !letter.is_control() && !turns && !matches!(letter, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// The value of `Content-Disposition`: to be saved, under its own name where that is understood (RFC 6266).
pub fn attachment(name: &str, plain_name: &str) -> String {
    use std::fmt::Write;
    let mut value = format!("attachment; filename=\"{plain_name}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            value.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(value, "%{byte:02X}");
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_letters_and_loses_what_is_no_letter() {
        assert_eq!(file_name("Камины – Отчёт", "xlsx"), "Камины – Отчёт.xlsx");
        assert_eq!(file_name("../../etc/passwd\0", "csv"), "etc passwd.csv");
        assert_eq!(file_name("CON: a|b\u{202e}fdp", "csv"), "CON a b fdp.csv");
        assert_eq!(file_name(" .. ", "csv"), "report.csv");
        assert_eq!(file_name(&"щ".repeat(300), "csv").chars().count(), MOST + 4);
    }

    #[test]
    fn a_header_holds_plain_letters_only() {
        let value = attachment("Звіт \"1\".csv", "kaminhaus-report.csv");
        assert!(value.is_ascii());
        assert!(value.starts_with("attachment; filename=\"kaminhaus-report.csv\"; filename*=UTF-8''%D0%97"));
        assert!(value.ends_with("%20%221%22.csv"));
    }

    #[test]
    fn days_are_written_as_the_language_writes_them() {
        let (first, last) = (Day::of(2026, 10, 24).unwrap(), Day::of(2026, 11, 2).unwrap());
        assert_eq!(days(Locale::en, (first, last)), "2026-10-24–2026-11-02");
        assert_eq!(days(Locale::uk, (first, last)), "24.10.2026–02.11.2026");
    }
}
