//! The names and words of the demonstration world: data, one folder a language, with the same keys in each.

use std::collections::BTreeMap;

use app::{
    access::model::Language,
    error::{Error, Result},
    money::Currency,
    text::{Name, Tag},
    time::Day,
};
use serde::{Deserialize, de::DeserializeOwned};

/// The agency and its people, and what the command says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyTexts {
    /// What the agency is called.
    pub agency: Name,
    /// Said when everything is there.
    pub ready: String,
    /// Said when it was there before.
    pub exists: String,
    /// Said before the list of logins.
    pub logins: String,
    /// Smartphones, computers, tablets.
    pub devices: [String; 3],
    /// The months, as they stand behind a day.
    pub months: [String; 12],
    /// How people are called, of all sides.
    pub people: BTreeMap<String, Name>,
    /// What a person of each role sees.
    pub sees: BTreeMap<String, String>,
}

/// A client and what it sells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientTexts {
    /// What the client is called.
    pub name: Name,
    /// What its money is counted in.
    pub currency: Currency,
    /// Its time zone.
    pub timezone: String,
    /// Minor units of cost for a rouble in the outline.
    pub cost: f64,
    /// Minor units of revenue for a rouble in the outline.
    pub check: f64,
    /// Where its customers live, most of them first.
    pub regions: Vec<String>,
    /// The names of the tree's nodes by their codes.
    pub categories: BTreeMap<String, String>,
    /// Its projects by slug.
    pub projects: BTreeMap<String, ProjectTexts>,
}

/// A project.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectTexts {
    /// What the project is called.
    pub name: Name,
    /// What its two goals are called.
    pub goals: [String; 2],
    /// Its channels by code.
    pub channels: BTreeMap<String, ChannelTexts>,
    /// Names of unmapped campaigns that are words of a language.
    pub campaigns: BTreeMap<String, String>,
    /// Where campaigns are groups of queries: the query by the code of its leaf.
    pub clusters: BTreeMap<String, String>,
}

/// A channel.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelTexts {
    /// What it is called.
    pub name: String,
    /// The system that its figures come from.
    pub source: String,
    /// What the names of its campaigns begin with.
    pub prefix: String,
}

/// What stands on a card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardTexts {
    /// What it is called.
    pub title: String,
    /// Its text.
    pub body: String,
    /// A short mark.
    #[serde(default)]
    pub tag: Option<Tag>,
    /// What was said about it, oldest first.
    #[serde(default)]
    pub comments: Vec<String>,
    /// What was done on it, oldest first.
    #[serde(default)]
    pub hours: Vec<String>,
}

/// All words of the world in one language.
#[derive(Debug)]
pub struct Texts {
    /// The agency and its people.
    pub agency: AgencyTexts,
    clients: BTreeMap<&'static str, ClientTexts>,
    boards: BTreeMap<&'static str, BTreeMap<String, CardTexts>>,
}

struct Files {
    agency: &'static str,
    clients: [(&'static str, &'static str); 3],
    boards: [(&'static str, &'static str); 5],
}

macro_rules! files {
    ($language:literal) => {
        Files {
            agency: include_str!(concat!("texts/", $language, "/agency.json")),
            clients: [
                ("kaminhaus", include_str!(concat!("texts/", $language, "/kaminhaus.json"))),
                ("dentavia", include_str!(concat!("texts/", $language, "/dentavia.json"))),
                ("campus", include_str!(concat!("texts/", $language, "/campus.json"))),
            ],
            boards: [
                ("kaminhaus-ppc", include_str!(concat!("texts/", $language, "/kaminhaus-ppc.json"))),
                ("kaminhaus-seo", include_str!(concat!("texts/", $language, "/kaminhaus-seo.json"))),
                ("dentavia-ads", include_str!(concat!("texts/", $language, "/dentavia-ads.json"))),
                ("dentavia-smm", include_str!(concat!("texts/", $language, "/dentavia-smm.json"))),
                ("campus-targeted", include_str!(concat!("texts/", $language, "/campus-targeted.json"))),
            ],
        }
    };
}

impl Texts {
    /// The words of a language.
    ///
    /// # Errors
    /// [`Error::Internal`] for a file that was built in although no test had passed.
    pub fn of(language: Language) -> Result<Self> {
        let files = match language {
            Language::En => files!("en"),
            Language::Ru => files!("ru"),
            Language::Uk => files!("uk"),
        };
        Ok(Self {
            agency: read(files.agency)?,
            clients: files
                .clients
                .into_iter()
                .map(|(key, text)| Ok((key, read(text)?)))
                .collect::<Result<_>>()?,
            boards: files
                .boards
                .into_iter()
                .map(|(key, text)| Ok((key, read(text)?)))
                .collect::<Result<_>>()?,
        })
    }

    /// A client's words.
    ///
    /// # Errors
    /// [`Error::Internal`] when there are none.
    pub fn client(&self, key: &str) -> Result<&ClientTexts> {
        self.clients.get(key).ok_or(Error::Internal)
    }

    /// The words on a card of a project.
    ///
    /// # Errors
    /// [`Error::Internal`] when there are none.
    pub fn card(&self, slug: &str, key: &str) -> Result<&CardTexts> {
        self.boards.get(slug).and_then(|board| board.get(key)).ok_or(Error::Internal)
    }

    /// How many cards of a project have words.
    #[cfg(test)]
    pub(super) fn cards(&self, slug: &str) -> usize {
        self.boards.get(slug).map_or(0, BTreeMap::len)
    }

    /// How a person is called.
    ///
    /// # Errors
    /// [`Error::Internal`] when they have no name.
    pub fn person(&self, key: &str) -> Result<&Name> {
        self.agency.people.get(key).ok_or(Error::Internal)
    }

    /// A text with its days filled in: `{day:-3}` is the day three days before today.
    pub fn filled(&self, text: &str, today: Day) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{day:") {
            filled.push_str(before);
            let (offset, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(&self.day(today.plus(offset.parse().unwrap_or(0))));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    fn day(&self, day: Day) -> String {
        let (_, month, date) = day.civil();
        format!("{date}\u{a0}{}", self.agency.months[month as usize - 1])
    }
}

impl ClientTexts {
    /// What a node of the tree is called.
    ///
    /// # Errors
    /// [`Error::Internal`] when it has no name.
    pub fn category(&self, code: &str) -> Result<&str> {
        self.categories.get(code).map(String::as_str).ok_or(Error::Internal)
    }

    /// A project's words.
    ///
    /// # Errors
    /// [`Error::Internal`] when there are none.
    pub fn project(&self, slug: &str) -> Result<&ProjectTexts> {
        self.projects.get(slug).ok_or(Error::Internal)
    }
}

impl ProjectTexts {
    /// A channel's words.
    ///
    /// # Errors
    /// [`Error::Internal`] when there are none.
    pub fn channel(&self, code: &str) -> Result<&ChannelTexts> {
        self.channels.get(code).ok_or(Error::Internal)
    }
}

/// Reads what was built in.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|fault| {
        tracing::error!(%fault, "a text of the demonstration");
        Error::Internal
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::outline::CLIENTS;

    #[test]
    fn every_language_names_everything_in_the_outline() {
        for &language in Language::ALL {
            let texts = Texts::of(language).unwrap();
            for outline in CLIENTS {
                let client = texts.client(outline.key).unwrap();
                assert_eq!(client.regions.len(), outline.regions.len(), "{language:?} {}", outline.key);
                assert!(app::time::Zone::parse(&client.timezone).is_some());
                let mut nodes = 0;
                for group in outline.tree {
                    assert!(client.category(group.code).is_ok(), "{language:?} {}", group.code);
                    for branch in group.branches {
                        assert!(client.category(branch.code).is_ok(), "{language:?} {}", branch.code);
                        nodes += 1 + branch.leaves.len();
                    }
                    nodes += 1;
                }
                assert!(outline.leaves().all(|(leaf, _)| client.category(leaf.code).is_ok()));
                assert_eq!(
                    client.categories.len(),
                    nodes,
                    "names without a node: {language:?} {}",
                    outline.key
                );
                for project in outline.projects {
                    let words = client.project(project.slug).unwrap();
                    assert!(project.channels.iter().all(|channel| words.channel(channel.code).is_ok()));
                    assert_eq!(words.channels.len(), project.channels.len());
                }
            }
        }
    }

    #[test]
    fn days_in_texts_follow_today() {
        let today = Day::of(2026, 11, 22).unwrap();
        let filled = |language, text| Texts::of(language).unwrap().filled(text, today);
        assert_eq!(
            filled(Language::En, "from {day:-17} to {day:0}."),
            "from 5\u{a0}November to 22\u{a0}November."
        );
        assert_eq!(filled(Language::Ru, "с {day:-17}"), "с 5\u{a0}ноября");
        assert_eq!(filled(Language::Uk, "без днів"), "без днів");
    }

    #[test]
    fn no_text_was_left_in_another_language() {
        let is_cyrillic =
            |text: &str| text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'і' | 'ї' | 'є'));
        for &language in Language::ALL {
            let texts = Texts::of(language).unwrap();
            for (key, card) in texts.boards.values().flatten() {
                let words = [&card.title, &card.body].into_iter().chain(&card.comments).chain(&card.hours);
                for text in words {
                    assert_eq!(is_cyrillic(text), language != Language::En, "{language:?} {key}: {text}");
                    assert!(language == Language::Uk || !text.contains(['і', 'ї', 'є']), "{key}: {text}");
                    assert!(
                        language == Language::Ru || !text.contains(['ы', 'э', 'ъ', 'ё']),
                        "{key}: {text}"
                    );
                }
            }
        }
    }
}
