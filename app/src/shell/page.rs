//! The pages that a project has.

use crate::{
    access::model::Act,
    i18n::{I18nContext, Locale, t_string},
    ui::Glyph,
};

/// A page of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Report,
    Board,
    Facts,
}

impl Page {
    /// All of them, in the order of the rail.
    pub const ALL: [Self; 3] = [Self::Report, Self::Board, Self::Facts];

    /// Its part of the address.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Board => "board",
            Self::Facts => "facts",
        }
    }

    /// Its picture in the rail.
    pub fn glyph(self) -> Glyph {
        match self {
            Self::Report => Glyph::Report,
            Self::Board => Glyph::Board,
            Self::Facts => Glyph::Upload,
        }
    }

    /// What a reader must be allowed to do to see it.
    pub fn act(self) -> Act {
        match self {
            Self::Report => Act::SeeReport,
            Self::Board => Act::SeeBoard,
            Self::Facts => Act::ImportFacts,
        }
    }

    /// The word in the rail.
    pub fn word(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Report => t_string!(i18n, shell.report),
            Self::Board => t_string!(i18n, shell.board),
            Self::Facts => t_string!(i18n, shell.facts),
        }
    }

    /// The title above the page.
    pub fn title(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Report => t_string!(i18n, shell.report_title),
            Self::Board => t_string!(i18n, shell.board_title),
            Self::Facts => t_string!(i18n, shell.facts_title),
        }
    }
}
