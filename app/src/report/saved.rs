//! Saved views: questions that somebody gave a name, for everybody who reads the report.

use serde::{Deserialize, Serialize};

use super::query::Query;
use crate::{
    access::model::{Act, Role, role_allows},
    id::{PersonId, ViewId},
    text::{Name, TextRule},
};

/// A project has no more views: a list that nobody can look through helps nobody.
pub const MOST_VIEWS: u32 = 100;

/// A question in the words of an address, understood by this program: what it does not know is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
#[serde(try_from = "String", into = "String")]
pub struct Question(String);

impl Question {
    /// Browsers and the servers between them pass on addresses of this length.
    const MOST: usize = 8_000;

    /// Reads the part of an address after the question mark.
    ///
    /// # Errors
    /// [`TextRule::TooLong`] for what no address holds.
    pub fn parse(text: &str) -> Result<Self, TextRule> {
        Self::of(&Query::parse(text))
    }

    /// The words of a question.
    ///
    /// # Errors
    /// As [`Question::parse`].
    pub fn of(query: &Query) -> Result<Self, TextRule> {
        let text = query.to_string();
        if text.len() > Self::MOST {
            return Err(TextRule::TooLong { most: u32::try_from(Self::MOST).unwrap_or(u32::MAX) });
        }
        Ok(Self(text))
    }

    /// What is asked.
    pub fn query(&self) -> Query {
        Query::parse(&self.0)
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Question {
    type Error = TextRule;
    fn try_from(text: String) -> Result<Self, TextRule> {
        Self::parse(&text)
    }
}

impl From<Question> for String {
    fn from(question: Question) -> Self {
        question.0
    }
}

/// A question with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Which.
    pub id: ViewId,
    /// What it is called.
    pub name: Name,
    /// What it asks.
    pub question: Question,
    /// Who saved it.
    pub author: PersonId,
    /// What they are called.
    pub author_name: Name,
}

impl View {
    /// Whether somebody may give it another name or take it away: its author may, and those who keep the house in order.
    pub fn may_change(&self, person: PersonId, role: Role) -> bool {
        self.author == person || role_allows(role, Act::KeepViews)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_kept_as_it_was_understood() {
        let question = Question::parse("?utm_source=x&channel=VK&from=yesterday").unwrap();
        assert_eq!(question.as_str(), "channel=VK");
        assert_eq!(Question::of(&question.query()), Ok(question));
        let endless = format!("channel={}", "x".repeat(9_000));
        assert_eq!(Question::parse(&endless), Err(TextRule::TooLong { most: 8_000 }));
        assert!(serde_json::from_value::<Question>(endless.into()).is_err());
    }

    #[test]
    fn a_view_is_changed_by_its_author_and_by_those_who_keep_order() {
        let author = PersonId::new();
        let view = View {
            id: ViewId::new(),
            name: Name::parse("Electric only").unwrap(),
            question: Question::parse("").unwrap(),
            author,
            author_name: Name::parse("Anna").unwrap(),
        };
        assert!(view.may_change(author, Role::Sales));
        let others: Vec<Role> =
            Role::ALL.iter().copied().filter(|role| view.may_change(PersonId::new(), *role)).collect();
        assert_eq!(others, [Role::Analyst, Role::Lead, Role::Partner, Role::Admin]);
    }
}
