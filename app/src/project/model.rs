//! What a project is.

use serde::{Deserialize, Serialize};

use crate::{
    access::model::{Me, Person, names},
    id::ProjectId,
    iteration::model::Iteration,
    money::Currency,
    text::{Name, Slug},
    time::Day,
};

names! {
    /// What the agency does for the client in a project.
    Service {
        /// Search advertising.
        Ppc = "ppc",
        /// Search-engine optimisation.
        Seo = "seo",
        /// Advertising systems in general.
        Ads = "ads",
        /// Targeted advertising in social networks.
        Targeted = "targeted",
        /// Work in social networks.
        Smm = "smm",
        /// Implementation of a tool or a process.
        Implementation = "implementation",
    }
}

/// A project in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Which project.
    pub id: ProjectId,
    /// Its name in addresses.
    pub slug: Slug,
    /// What it is called.
    pub name: Name,
    /// The client's name.
    pub client: Name,
    /// What is done in it.
    pub service: Service,
    /// The iteration of today.
    pub iteration: Iteration,
    /// The day that it is in the project's time zone.
    pub today: Day,
}

/// A project, as its pages need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// What a list shows of it.
    pub listed: Listed,
    /// What its money is counted in.
    pub currency: Currency,
    /// What stands before its cards' numbers: `KAM` in `KAM-118`.
    pub prefix: String,
    /// The first day of its first iteration.
    pub start: Day,
    /// Everybody who takes part, of both sides.
    pub people: Vec<Person>,
}

/// Everything that the frame of a page needs to begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// Who is logged in.
    pub me: Me,
    /// What the agency is called; none when people came by the command line before anybody named it.
    pub agency: Option<Name>,
    /// The projects that this person may see, by client and name.
    pub projects: Vec<Listed>,
}

/// The letters before card numbers: the first letters of the slug, in capitals.
pub fn prefix(slug: &Slug) -> String {
    let letters = slug.as_str().chars().filter(char::is_ascii_alphabetic);
    let prefix: String = letters.take(3).collect::<String>().to_uppercase();
    if prefix.is_empty() { "P".to_owned() } else { prefix }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_begin_with_the_slug() {
        for (slug, expected) in [("kaminhaus-ppc", "KAM"), ("1-a", "A"), ("2026", "P")] {
            assert_eq!(prefix(&Slug::parse(slug).unwrap()), expected);
        }
    }
}
