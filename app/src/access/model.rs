//! Roles, acts, and the one table that says who may do what.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result, Rule},
    i18n::Locale,
    id::{ClientId, PersonId},
    text::{Email, Name},
};

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// All of them, in their usual order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands in the database and on the command line.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// Finds one by its word.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}
pub(crate) use names;

names! {
    /// What kind of work a person does. The first three are of the client's side.
    Role {
        /// Owns the client's business.
        Owner = "owner",
        /// The client's marketer.
        Marketer = "marketer",
        /// The client's head of sales.
        Sales = "sales",
        /// Runs advertising, search or social networks.
        Specialist = "specialist",
        /// Answers for data and mapping.
        Analyst = "analyst",
        /// Leads projects and closes iterations.
        Lead = "lead",
        /// Keeps the relation with clients.
        Account = "account",
        /// Managing partner: sees everything.
        Partner = "partner",
        /// Answers for the money.
        Finance = "finance",
        /// Runs the installation.
        Admin = "admin",
    }
}

names! {
    /// A language that Kabinet speaks.
    Language {
        /// English.
        En = "en",
        /// Russian.
        Ru = "ru",
        /// Ukrainian.
        Uk = "uk",
    }
}

impl Language {
    /// The sentences of this language.
    pub fn locale(self) -> Locale {
        match self {
            Self::En => Locale::en,
            Self::Ru => Locale::ru,
            Self::Uk => Locale::uk,
        }
    }
}

impl Role {
    /// Whether this is a role of the client's side.
    pub fn is_client(self) -> bool {
        matches!(self, Self::Owner | Self::Marketer | Self::Sales)
    }

    /// Whether this role sees every project of the agency, member or not.
    pub fn sees_all(self) -> bool {
        matches!(self, Self::Partner | Self::Finance | Self::Admin)
    }
}

/// Somebody who logs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// The client they belong to; none for the agency's people.
    pub client: Option<ClientId>,
    /// How they are called.
    pub name: Name,
    /// What they do.
    pub role: Role,
}

/// What a page knows of the person in front of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The person.
    pub person: Person,
    /// Their address.
    pub email: Email,
    /// The language they read.
    pub language: Language,
}

/// What a visitor sees before the login.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hall {
    /// Nobody lives here yet: the set-up comes first.
    pub needs_set_up: bool,
    /// In the demonstration agency, and only there: one login a role.
    pub demo: Vec<DemoLogin>,
}

/// A login of the demonstration agency; its password is [`DEMO_PASSWORD`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoLogin {
    /// How the person is called.
    pub name: Name,
    /// What they do.
    pub role: Role,
    /// What they log in with.
    pub email: Email,
}

/// The password of everybody in the demonstration agency, which is served on a loopback address only.
pub const DEMO_PASSWORD: &str = "kabinet-demo";

/// Where to go after the login: an address of this site, and nothing that a browser would take for another one.
pub fn safe_next(next: &str) -> String {
    let own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.contains(char::is_control);
    if own && !next.starts_with("/login") { next.to_owned() } else { "/".to_owned() }
}

/// A person at a door, with all that decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    /// Who.
    pub person: PersonId,
    /// What they do.
    pub role: Role,
    /// Their client, if they are of a client's side.
    pub client: Option<ClientId>,
}

/// Something that one may want to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Act {
    /// See oneself and the list of one's projects.
    SeeSelf,
    /// Change one's own settings.
    ChangeSelf,
    /// See that a project exists, its people and its iteration.
    SeeProject,
    /// Read the report and its facts.
    SeeReport,
    /// Save a view of the report, and change one's own.
    SaveView,
    /// Change the views that others have saved.
    KeepViews,
    /// See the links that open views of the report to people without an account.
    SeeShares,
    /// Open a view to whoever has a link, and close such links.
    ShareReport,
    /// See what earlier files of facts did, and look into one that waits.
    SeeFiles,
    /// Bring files of facts in.
    ImportFacts,
    /// See which categories facts belong to, and why.
    SeeMapping,
    /// Say which categories facts belong to.
    MapFacts,
    /// See the board and its cards.
    SeeBoard,
    /// Write a card. Where it may stand is a rule of the board.
    CreateCard,
    /// Change a card's title, text, person or date.
    EditCard,
    /// Put a card in another place.
    MoveCard,
    /// Comment so that the client can read it.
    Comment,
    /// Comment among the agency's people, and read such comments.
    CommentInternally,
    /// Write down how long one worked.
    LogHours,
}

/// Where somebody stands towards the thing they want to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing in particular is reached: only oneself.
    Own,
    /// A project of the viewer's own client.
    OwnClient,
    /// A project that the viewer works on.
    Member,
    /// A project of the agency that the viewer does not work on.
    Colleague,
    /// A project of somebody else.
    Stranger,
}

impl Viewer {
    /// Whether this viewer may do something there: the one table of permissions, for the server to refuse by and for
    /// the page to hide by.
    ///
    /// # Errors
    /// [`Error::Missing`] where the viewer must not learn that the thing exists, otherwise [`Rule::Role`].
    pub fn may(&self, act: Act, standing: Standing) -> Result<()> {
        if !self.reaches(standing) {
            return Err(Error::Missing);
        }
        if self.role_allows(act) { Ok(()) } else { Err(Error::Refused(Rule::Role)) }
    }

    fn reaches(&self, standing: Standing) -> bool {
        match standing {
            Standing::Own => true,
            Standing::OwnClient => self.role.is_client(),
            Standing::Member => !self.role.is_client(),
            Standing::Colleague => self.role.sees_all(),
            Standing::Stranger => false,
        }
    }

    /// What a role does at all, wherever it may reach.
    pub fn role_allows(&self, act: Act) -> bool {
        role_allows(self.role, act)
    }
}

/// What a role does at all, wherever it may reach.
pub fn role_allows(role: Role, act: Act) -> bool {
    match act {
        Act::SeeSelf
        | Act::ChangeSelf
        | Act::SeeProject
        | Act::SeeReport
        | Act::SaveView
        | Act::SeeBoard
        | Act::CreateCard
        | Act::Comment => true,
        Act::KeepViews => matches!(role, Role::Lead | Role::Analyst | Role::Partner | Role::Admin),
        Act::SeeShares | Act::ShareReport => !matches!(role, Role::Sales | Role::Finance),
        Act::EditCard | Act::MoveCard | Act::CommentInternally | Act::LogHours => !role.is_client(),
        Act::SeeFiles | Act::ImportFacts | Act::SeeMapping | Act::MapFacts => {
            !role.is_client() && role != Role::Finance
        }
    }
}

impl Act {
    /// Whether this act changes anything; reading acts get a transaction that cannot write.
    pub fn writes(self) -> bool {
        match self {
            Self::SeeSelf
            | Self::SeeProject
            | Self::SeeReport
            | Self::SeeShares
            | Self::SeeFiles
            | Self::SeeMapping
            | Self::SeeBoard => false,
            Self::ChangeSelf
            | Self::SaveView
            | Self::KeepViews
            | Self::ShareReport
            | Self::ImportFacts
            | Self::MapFacts
            | Self::CreateCard
            | Self::EditCard
            | Self::MoveCard
            | Self::Comment
            | Self::CommentInternally
            | Self::LogHours => true,
        }
    }
}

/// What stands before a server function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Anybody may knock: logging in, the first set-up.
    Open,
    /// One must be logged in, and this is what is decided.
    Act(Act),
}

/// Every server function and route that reads or changes something, and the door before it. A test fails when a server
/// function is missing here.
pub const DOORS: &[(&str, Door)] = &[
    ("/api/log_in", Door::Open),
    ("/api/log_out", Door::Open),
    ("/api/set_up", Door::Open),
    ("/api/look_in", Door::Open),
    ("/api/fault", Door::Open),
    ("/api/who_am_i", Door::Act(Act::SeeSelf)),
    ("/api/speak", Door::Act(Act::ChangeSelf)),
    ("/api/open_home", Door::Act(Act::SeeSelf)),
    ("/api/open_project", Door::Act(Act::SeeProject)),
    ("/api/facts/{project}", Door::Act(Act::SeeReport)),
    ("/api/facts/{project}/older/{version}", Door::Act(Act::SeeReport)),
    ("/api/explain_sources", Door::Act(Act::SeeReport)),
    ("/api/explain_lines", Door::Act(Act::SeeReport)),
    ("/api/export/{project}", Door::Act(Act::SeeReport)),
    ("/api/list_views", Door::Act(Act::SeeReport)),
    // To change somebody else's view asks for `KeepViews` beside it.
    ("/api/save_view", Door::Act(Act::SaveView)),
    ("/api/rename_view", Door::Act(Act::SaveView)),
    ("/api/remove_view", Door::Act(Act::SaveView)),
    ("/api/restore_view", Door::Act(Act::SaveView)),
    ("/api/list_shares", Door::Act(Act::SeeShares)),
    ("/api/share_view", Door::Act(Act::ShareReport)),
    ("/api/revoke_share", Door::Act(Act::ShareReport)),
    // A secret opens these, and only what belongs to it.
    ("/api/open_shared", Door::Open),
    ("/api/shared", Door::Open),
    ("/api/events/{project}", Door::Act(Act::SeeProject)),
    ("/api/upload/{project}", Door::Act(Act::ImportFacts)),
    ("/api/preview_file", Door::Act(Act::SeeFiles)),
    ("/api/import_file", Door::Act(Act::ImportFacts)),
    ("/api/list_files", Door::Act(Act::SeeFiles)),
    ("/api/open_mapping", Door::Act(Act::SeeMapping)),
    ("/api/list_names", Door::Act(Act::SeeMapping)),
    ("/api/try_change", Door::Act(Act::SeeMapping)),
    ("/api/change_mapping", Door::Act(Act::MapFacts)),
    ("/api/list_versions", Door::Act(Act::SeeMapping)),
    ("/api/open_version", Door::Act(Act::SeeMapping)),
    ("/api/open_board", Door::Act(Act::SeeBoard)),
    ("/api/open_card", Door::Act(Act::SeeBoard)),
    ("/api/create_card", Door::Act(Act::CreateCard)),
    ("/api/edit_card", Door::Act(Act::EditCard)),
    ("/api/move_card", Door::Act(Act::MoveCard)),
    // An internal comment asks for `CommentInternally` instead.
    ("/api/comment_card", Door::Act(Act::Comment)),
    ("/api/log_hours", Door::Act(Act::LogHours)),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn viewer(role: Role) -> Viewer {
        Viewer { person: PersonId::new(), role, client: role.is_client().then(ClientId::new) }
    }

    #[test]
    fn a_stranger_learns_nothing_whatever_the_role() {
        for role in Role::ALL {
            assert_eq!(viewer(*role).may(Act::SeeProject, Standing::Stranger), Err(Error::Missing));
        }
    }

    #[test]
    fn a_specialist_outside_the_project_finds_nothing_and_a_partner_sees_all() {
        assert_eq!(viewer(Role::Specialist).may(Act::SeeBoard, Standing::Colleague), Err(Error::Missing));
        assert_eq!(viewer(Role::Partner).may(Act::SeeBoard, Standing::Colleague), Ok(()));
    }

    #[test]
    fn a_client_reads_and_asks_but_does_not_move() {
        let owner = viewer(Role::Owner);
        assert_eq!(owner.may(Act::SeeReport, Standing::OwnClient), Ok(()));
        assert_eq!(owner.may(Act::CreateCard, Standing::OwnClient), Ok(()));
        assert_eq!(owner.may(Act::MoveCard, Standing::OwnClient), Err(Error::Refused(Rule::Role)));
        assert_eq!(owner.may(Act::ImportFacts, Standing::OwnClient), Err(Error::Refused(Rule::Role)));
    }

    #[test]
    fn the_way_after_the_login_never_leaves_the_house() {
        assert_eq!(safe_next("/p/a/report?from=2026-01-01"), "/p/a/report?from=2026-01-01");
        for evil in
            ["//evil", "/\\evil", "https:evil", "https://evil", "", "evil", "/\t/evil", "/login?next=/login"]
        {
            assert_eq!(safe_next(evil), "/", "{evil}");
        }
    }

    #[test]
    fn words_of_roles_are_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.word()), Some(*role));
        }
        assert_eq!(Role::parse("god"), None);
    }
}
