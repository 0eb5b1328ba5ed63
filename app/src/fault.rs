//! A fault of the client, as the server is told of it: what broke, where in the program and on which kind of page, and
//! nothing about whoever was there. Both sides make it harmless: the client before it sends, the server as it reads.

use serde::{Deserialize, Serialize};

/// The words that stand in addresses of the client. Whatever else does is a name or an id.
const PLACES: [&str; 6] = ["p", "report", "board", "facts", "login", "set-up"];

/// What stands for what is not told.
const LEFT_OUT: &str = "…";

/// A fault of the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Raw")]
pub struct Fault {
    message: String,
    place: String,
    page: String,
    version: String,
}

/// The same as it arrives, which may be anything.
#[derive(Deserialize)]
struct Raw {
    message: String,
    place: String,
    page: String,
    version: String,
}

impl From<Raw> for Fault {
    fn from(raw: Raw) -> Self {
        Self {
            message: message(&raw.message),
            place: place(&raw.place),
            page: page(&raw.page),
            version: plain(&raw.version, 20),
        }
    }
}

impl Fault {
    /// A fault of this client: what it said, the line of the program, and the path of the address.
    pub fn new(what: &str, line: &str, path: &str) -> Self {
        Self {
            message: message(what),
            place: place(line),
            page: page(path),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// What broke.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where in the program.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// On which kind of page.
    pub fn page(&self) -> &str {
        &self.page
    }

    /// The version of the client.
    pub fn version(&self) -> &str {
        &self.version
    }
}

/// The words of the program without what may be somebody's: what stands in quotes, addresses, long numbers and ids, and
/// everything that is not ASCII, which our own messages are.
fn message(text: &str) -> String {
    let text: String = text.chars().take(2_000).collect();
    // Every other part stands in quotes, also one that is never closed.
    let parts = text.split('"').enumerate();
    let open: Vec<&str> = parts.map(|(at, part)| if at % 2 == 0 { part } else { LEFT_OUT }).collect();
    let words = open.join("\"");
    let told = words.split_whitespace().map(|word| if is_plain(word) { word } else { LEFT_OUT });
    told.collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

fn is_plain(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    word.chars().all(|letter| letter.is_ascii_graphic()) && !word.contains('@') && digits < 4
}

/// `file:line:column`; of a file beyond our own sources the end of its path is enough.
fn place(line: &str) -> String {
    let parts: Vec<&str> = line.split('/').collect();
    let from = if line.starts_with('/') { parts.len().saturating_sub(5) } else { 0 };
    plain(&parts[from..].join("/"), 120)
}

/// An address without names, ids and question: `/p/:any/report`.
fn page(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts = path.split('/').filter(|part| !part.is_empty()).take(6);
    let told = parts.map(|part| if PLACES.contains(&part) { part } else { ":any" });
    format!("/{}", told.collect::<Vec<_>>().join("/"))
}

/// The letters of file names and versions.
fn plain(text: &str, most: usize) -> String {
    let allowed = |letter: &char| letter.is_ascii_alphanumeric() || "/._:-+".contains(*letter);
    text.chars().filter(allowed).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_the_words_of_the_program_only() {
        let told = |text: &str| Fault::new(text, "", "").message;
        assert_eq!(
            told("index out of bounds: the len is 3 but the index is 7"),
            ("index out of bounds: the len is 3 but the index is 7")
        );
        assert_eq!(
            told("called `Option::unwrap()` on a `None` value"),
            "called `Option::unwrap()` on a `None` value"
        );
        assert_eq!(
            told("called `Result::unwrap()` on an `Err` value: Wrong(\"Olga L.\", \"x\")"),
            "called `Result::unwrap()` on an `Err` value: … …"
        );
        assert_eq!(
            told("no seat for olga@kaminhaus.example in 01a21012-8924-76e4-b344-cd3288440e9e"),
            "no seat for … in …"
        );
        assert_eq!(told("нет места для Ольги: \"never closed Olga"), "… … … … …");
        assert_eq!(told("a\u{0}b\u{202e} \n\n line"), "… line");
        assert_eq!(told(&"x ".repeat(5_000)).chars().count(), 200);
    }

    #[test]
    fn a_page_is_told_without_names_ids_and_question() {
        let told = |path: &str| Fault::new("", "", path).page;
        assert_eq!(told("/p/kaminhaus-ppc/report?category=Fireplaces#x"), "/p/:any/report");
        assert_eq!(told("/p/kaminhaus-ppc/board/01a21012"), "/p/:any/board/:any");
        assert_eq!(told("/login"), "/login");
        assert_eq!(told(""), "/");
        assert_eq!(told(&"/x".repeat(99)), "/:any/:any/:any/:any/:any/:any");
    }

    #[test]
    fn a_place_is_a_line_of_a_source() {
        let told = |line: &str| Fault::new("", line, "").place;
        assert_eq!(told("app/src/report/view/tree.rs:10:5"), "app/src/report/view/tree.rs:10:5");
        assert_eq!(
            told("/home/olga/.cargo/registry/src/mirror/tachys-0.2.19/src/view/keyed.rs:7:1"),
            "mirror/tachys-0.2.19/src/view/keyed.rs:7:1"
        );
        assert_eq!(told("a b\n\"c\"<d>"), "abcd");
    }

    #[test]
    fn whatever_arrives_is_made_harmless() {
        let raw = r#"{"message":"\"Olga\" broke\ninto two lines","place":"x\ny","page":"/p/olga","version":"1.0\r\n","more":1}"#;
        let fault: Fault = serde_json::from_str(raw).unwrap();
        let told = (fault.message(), fault.place(), fault.page(), fault.version());
        assert_eq!(told, ("… broke into two lines", "xy", "/p/:any", "1.0"));
        assert!(serde_json::from_str::<Fault>(r#"{"message":"x"}"#).is_err());
    }
}
