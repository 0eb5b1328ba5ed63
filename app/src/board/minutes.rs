//! How long work takes: whole minutes, written as hours.

use serde::{Deserialize, Serialize};

/// A length of work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
#[serde(try_from = "i64", into = "i64")]
pub struct Minutes(i64);

/// The text or the number is not a length of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMinutes;

impl std::fmt::Display for NotMinutes {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("hours are written as 4.5 or 4:30")
    }
}

impl std::error::Error for NotMinutes {}

impl Minutes {
    /// More work than anybody does: a hundred thousand hours.
    pub const MOST: Self = Self(6_000_000);

    /// The number of minutes.
    pub fn count(self) -> i64 {
        self.0
    }

    /// Reads hours as people write them: `4`, `4.5`, `4,5` or `4:30`.
    ///
    /// # Errors
    /// When the text has another form, or means more than [`Minutes::MOST`].
    pub fn parse(text: &str) -> Result<Self, NotMinutes> {
        let text = text.trim();
        let number = |text: &str| {
            let digits = !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| text.parse::<i64>().ok()).flatten().ok_or(NotMinutes)
        };
        let minutes = if let Some((hours, minutes)) = text.split_once(':') {
            let minutes = number(minutes).ok().filter(|minutes| *minutes < 60).ok_or(NotMinutes)?;
            number(hours)? * 60 + minutes
        } else if let Some((hours, part)) = text.split_once(['.', ',']) {
            let scale = 10_i64.pow(u32::try_from(part.len()).map_err(|_| NotMinutes)?.min(6));
            number(hours)? * 60 + (number(part)? * 60 + scale / 2) / scale
        } else {
            number(text)? * 60
        };
        Self::try_from(minutes)
    }

    /// As hours, exactly: `4`, `4.5`, or with minutes where tenths would round: `0:20`.
    pub fn hours(self, decimal_point: char) -> String {
        let (whole, minutes) = (self.0 / 60, self.0 % 60);
        match minutes {
            0 => whole.to_string(),
            _ if minutes % 6 == 0 => format!("{whole}{decimal_point}{}", minutes / 6),
            _ => format!("{whole}:{minutes:02}"),
        }
    }
}

impl TryFrom<i64> for Minutes {
    type Error = NotMinutes;
    fn try_from(count: i64) -> Result<Self, NotMinutes> {
        if (0..=Self::MOST.0).contains(&count) { Ok(Self(count)) } else { Err(NotMinutes) }
    }
}

impl From<Minutes> for i64 {
    fn from(minutes: Minutes) -> Self {
        minutes.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("4", 240),
            (" 4.5 ", 270),
            ("4,5", 270),
            ("4:30", 270),
            ("0:05", 5),
            ("0.33", 20),
            ("0", 0),
            ("1.25", 75),
        ] {
            assert_eq!(Minutes::parse(text), Ok(Minutes(minutes)), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_of_work_is_refused() {
        for text in [
            "",
            "-1",
            "4:60",
            "4:",
            ":30",
            "4.",
            "a",
            "1e3",
            "9999999",
            "999999",
            "4.5.5",
            "4:30:00",
            "4.0000001",
        ] {
            assert_eq!(Minutes::parse(text), Err(NotMinutes), "{text}");
        }
        for count in ["-1", "6000001", "9223372036854775807"] {
            assert!(serde_json::from_str::<Minutes>(count).is_err(), "{count}");
        }
    }

    #[test]
    fn hours_are_written_short() {
        for (minutes, text) in [(0, "0"), (240, "4"), (270, "4,5"), (20, "0:20"), (75, "1:15"), (3, "0:03")] {
            assert_eq!(Minutes(minutes).hours(','), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_again(count in 0..=Minutes::MOST.0) {
            let minutes = Minutes(count);
            proptest::prop_assert_eq!(Minutes::parse(&minutes.hours(',')), Ok(minutes));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*") {
            let _ = Minutes::parse(&text);
        }
    }
}
