//! Texts that people write: parsed once, at the edge, by the same rule in the form and on the server.

use serde::{Deserialize, Serialize};

/// Why a text is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextRule {
    /// Nothing but white space.
    Empty,
    /// More characters than the field holds.
    TooLong {
        /// How many it holds.
        most: u32,
    },
    /// Fewer characters than the field needs.
    TooShort {
        /// How many it needs.
        least: u32,
    },
    /// Control characters, which no field accepts.
    Control,
    /// The text has not the form that the field asks for (an e-mail address, a slug).
    Form,
    /// The text is no regular expression that can be used.
    Expression {
        /// What is wrong with it.
        flaw: Flaw,
        /// At which character, counted from 1.
        at: u32,
    },
}

/// What is wrong with a regular expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flaw {
    /// A bracket is opened and not closed.
    Unclosed,
    /// A bracket is closed that was not opened.
    Unopened,
    /// There is nothing before `*`, `+`, `?` or `{…}` that could be repeated, or the count makes no sense.
    Repetition,
    /// A backslash before something that has no such meaning.
    Escape,
    /// A set of characters that makes no sense.
    Set,
    /// Looking around and referring back need more than linear time.
    Unsupported,
    /// It would take too much memory.
    TooLarge,
    /// It takes too long on the names that there are.
    TooSlow,
    /// Something else.
    Other,
}

impl std::fmt::Display for TextRule {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => out.write_str("is empty"),
            Self::TooLong { most } => write!(out, "has more than {most} characters"),
            Self::TooShort { least } => write!(out, "has fewer than {least} characters"),
            Self::Control => out.write_str("has control characters"),
            Self::Form => out.write_str("has not the expected form"),
            Self::Expression { flaw, at } => write!(out, "is no regular expression: {flaw:?} at {at}"),
        }
    }
}

impl std::error::Error for TextRule {}

/// Which line breaks a text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

fn checked(text: &str, lines: Lines, least: u32, most: u32) -> Result<String, TextRule> {
    let text = text.trim().replace("\r\n", "\n");
    let allowed = |c: char| lines == Lines::Many && matches!(c, '\n' | '\t');
    if text.chars().any(|c| c.is_control() && !allowed(c)) {
        return Err(TextRule::Control);
    }
    let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    match count {
        0 if least > 0 => Err(TextRule::Empty),
        count if count < least => Err(TextRule::TooShort { least }),
        count if count > most => Err(TextRule::TooLong { most }),
        _ => Ok(text),
    }
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $lines:ident, $least:literal..=$most:literal $(, $form:expr)?);+ $(;)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads what a person wrote, without the white space around it.
            ///
            /// # Errors
            /// The rule that the text breaks.
            pub fn parse(text: &str) -> Result<Self, TextRule> {
                let text = checked(text, Lines::$lines, $least, $most)?;
                $( let text = ($form)(text)?; )?
                Ok(Self(text))
            }

            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = TextRule;
            fn from_str(text: &str) -> Result<Self, TextRule> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextRule;
            fn try_from(text: String) -> Result<Self, TextRule> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }
    )+};
}

texts! {
    /// The name of a company, a person, a project or a column.
    Name: One, 1..=120;
    /// What a card is called.
    Title: One, 1..=300;
    /// A longer text of several lines; may be empty.
    Body: Many, 0..=20000;
    /// What somebody says: several lines, never empty.
    Remark: Many, 1..=10000;
    /// A short mark on a card.
    Tag: One, 1..=24;
    /// An e-mail address, in lower case.
    Email: One, 3..=254, email;
    /// What a category rule looks for.
    Pattern: One, 1..=300;
    /// The part of an address that names a project: `kaminhaus-ppc`.
    Slug: One, 1..=60, slug;
    /// A new password: at least ten characters, and no more than a hash should chew.
    Password: One, 10..=200;
}

/// Bytes as people compare them: two hexadecimal digits each.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        // Writing into a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[expect(clippy::needless_pass_by_value, reason = "all forms are checked by functions of one shape")]
fn email(text: String) -> Result<String, TextRule> {
    let good = text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.split('.').count() >= 2
            && domain.split('.').all(|label| !label.is_empty())
            && !text
                .chars()
                .any(|c| c.is_whitespace() || matches!(c, '@' | '<' | '>' | ',' | ';') && c != '@')
            && !domain.contains('@')
    });
    if good { Ok(text.to_lowercase()) } else { Err(TextRule::Form) }
}

fn slug(text: String) -> Result<String, TextRule> {
    let ends = !text.starts_with('-') && !text.ends_with('-');
    let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if ends && plain { Ok(text) } else { Err(TextRule::Form) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_loses_its_margins_and_refuses_what_no_title_has() {
        assert_eq!(Title::parse("  Камины \u{a0}").map(String::from).as_deref(), Ok("Камины"));
        assert_eq!(Title::parse(" \t "), Err(TextRule::Empty));
        assert_eq!(Title::parse("a\0b"), Err(TextRule::Control));
        assert_eq!(Title::parse("a\nb"), Err(TextRule::Control));
        assert_eq!(Title::parse(&"щ".repeat(301)), Err(TextRule::TooLong { most: 300 }));
        assert!(Title::parse(&"щ".repeat(300)).is_ok());
    }

    #[test]
    fn an_invalid_text_cannot_come_over_the_wire() {
        assert!(serde_json::from_str::<Title>("\"\"").is_err());
        assert!(serde_json::from_str::<Email>("\"nobody\"").is_err());
        assert_eq!(
            serde_json::from_str::<Email>("\"Anna@Example.org\"").unwrap().as_str(),
            "anna@example.org"
        );
    }

    #[test]
    fn addresses_and_slugs_have_their_form() {
        for wrong in ["a@b", "@b.c", "a@.c", "a@b..c", "a b@c.de", "a@b@c.de", "a,b@c.de"] {
            assert_eq!(Email::parse(wrong), Err(TextRule::Form), "{wrong}");
        }
        for wrong in ["-a", "a-", "A", "a_b", "ä", "a/b"] {
            assert_eq!(Slug::parse(wrong), Err(TextRule::Form), "{wrong}");
        }
    }
}
