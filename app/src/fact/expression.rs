//! Regular expressions of rules, compared on the server alone: in time that grows with the length of a name and nothing
//! else, within a bounded memory, without regard to case.

use std::time::{Duration, Instant};

use regex::{Regex, RegexBuilder};
use regex_syntax::{
    ParserBuilder,
    ast::{self, ErrorKind},
};

use crate::text::{Flaw, TextRule};

/// How much memory one expression may take, compiled and at work.
const MOST_BYTES: usize = 256 * 1024;

/// How deep brackets may stand in brackets.
const DEEPEST: u32 = 40;

/// How long an expression may take on the names that there are: this, and so much more for each name.
const PATIENCE: Duration = Duration::from_millis(300);
const PATIENCE_EACH: Duration = Duration::from_micros(5);

/// The clock is asked once in so many names.
const AT_ONCE: usize = 32;

/// Compiles an expression.
///
/// # Errors
/// [`TextRule::Expression`] says what is wrong with it and where.
pub fn compile(pattern: &str) -> Result<Regex, TextRule> {
    let parsed =
        ParserBuilder::new().case_insensitive(true).unicode(true).nest_limit(DEEPEST).build().parse(pattern);
    parsed.map_err(|fault| flaw(&fault))?;
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .nest_limit(DEEPEST)
        .size_limit(MOST_BYTES)
        .dfa_size_limit(MOST_BYTES)
        .build()
        .map_err(|_| TextRule::Expression { flaw: Flaw::TooLarge, at: 1 })
}

/// Tries an expression on names; tells whether it is quick enough to be asked for each of them whenever a report is
/// made.
///
/// # Errors
/// [`Flaw::TooSlow`].
pub fn try_on<'a>(expression: &Regex, names: impl ExactSizeIterator<Item = &'a str>) -> Result<(), TextRule> {
    let each = PATIENCE_EACH.saturating_mul(u32::try_from(names.len()).unwrap_or(u32::MAX));
    let (begun, patience) = (Instant::now(), PATIENCE.saturating_add(each));
    for (at, name) in names.enumerate() {
        expression.is_match(name);
        if at % AT_ONCE == 0 && begun.elapsed() > patience {
            return Err(TextRule::Expression { flaw: Flaw::TooSlow, at: 1 });
        }
    }
    Ok(())
}

fn flaw(fault: &regex_syntax::Error) -> TextRule {
    let (flaw, at) = match fault {
        regex_syntax::Error::Parse(fault) => (of_text(fault.kind()), place(fault.pattern(), fault.span())),
        regex_syntax::Error::Translate(fault) => (Flaw::Set, place(fault.pattern(), fault.span())),
        _ => (Flaw::Other, 1),
    };
    TextRule::Expression { flaw, at }
}

fn place(pattern: &str, span: &ast::Span) -> u32 {
    let before = pattern.get(..span.start.offset).unwrap_or_default().chars().count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

fn of_text(kind: &ErrorKind) -> Flaw {
    match kind {
        ErrorKind::GroupUnclosed | ErrorKind::ClassUnclosed | ErrorKind::GroupNameUnexpectedEof => {
            Flaw::Unclosed
        }
        ErrorKind::GroupUnopened => Flaw::Unopened,
        ErrorKind::RepetitionMissing
        | ErrorKind::RepetitionCountInvalid
        | ErrorKind::RepetitionCountDecimalEmpty
        | ErrorKind::RepetitionCountUnclosed => Flaw::Repetition,
        ErrorKind::EscapeUnrecognized
        | ErrorKind::EscapeUnexpectedEof
        | ErrorKind::EscapeHexEmpty
        | ErrorKind::EscapeHexInvalid
        | ErrorKind::EscapeHexInvalidDigit
        | ErrorKind::UnicodeClassInvalid => Flaw::Escape,
        ErrorKind::ClassEscapeInvalid | ErrorKind::ClassRangeInvalid | ErrorKind::ClassRangeLiteral => {
            Flaw::Set
        }
        ErrorKind::UnsupportedBackreference | ErrorKind::UnsupportedLookAround => Flaw::Unsupported,
        ErrorKind::NestLimitExceeded(_) | ErrorKind::CaptureLimitExceeded => Flaw::TooLarge,
        _ => Flaw::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(pattern: &str) -> (Flaw, u32) {
        match compile(pattern) {
            Err(TextRule::Expression { flaw, at }) => (flaw, at),
            other => panic!("{pattern}: {other:?}"),
        }
    }

    #[test]
    fn an_expression_is_compared_without_regard_to_case_in_any_alphabet() {
        let camp = compile(r"^(камин|fire\w*)\s+\d+").unwrap();
        for name in ["Камин 12", "КАМИН 1 поиск", "firePLACES 7"] {
            assert!(camp.is_match(name), "{name}");
        }
        assert!(!camp.is_match("мой камин 1"));
    }

    #[test]
    fn a_faulty_expression_tells_what_is_wrong_and_where() {
        for (pattern, expected) in [
            ("камин(", (Flaw::Unclosed, 6)),
            ("[а-я", (Flaw::Unclosed, 1)),
            ("a)", (Flaw::Unopened, 2)),
            ("*", (Flaw::Repetition, 1)),
            ("аб{3,1}", (Flaw::Repetition, 3)),
            (r"\й", (Flaw::Escape, 1)),
            ("[я-а]", (Flaw::Set, 2)),
            ("(?=a)", (Flaw::Unsupported, 1)),
            (r"(a)\1", (Flaw::Unsupported, 4)),
        ] {
            assert_eq!(refused(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn bombs_are_refused_or_harmless_and_always_soon() {
        let begun = Instant::now();
        for huge in [
            "a{1000}{1000}",
            r"(\w{100}){100}",
            r"((((((((\pL{9}){9}){9}){9}){9}){9}){9}){9})",
            &"(".repeat(200),
        ] {
            assert!(compile(huge).is_err(), "{huge}");
        }
        let name = format!("{}!", "a".repeat(300));
        for classic in ["(a*)*b", "(a+)+$", "(a|aa)+$", "(.*.*.*.*.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$"] {
            let expression = compile(classic).unwrap();
            for _ in 0..100 {
                expression.is_match(&name);
            }
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
}
