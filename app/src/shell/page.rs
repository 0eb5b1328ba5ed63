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
    Mapping,
}

impl Page {
    /// All of them, in the order of the rail.
    pub const ALL: [Self; 4] = [Self::Report, Self::Board, Self::Facts, Self::Mapping];

    /// Its part of the address.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Board => "board",
            Self::Facts => "facts",
            Self::Mapping => "mapping",
        }
    }

    /// Its picture in the rail.
    pub fn glyph(self) -> Glyph {
        match self {
            Self::Report => Glyph::Report,
            Self::Board => Glyph::Board,
            Self::Facts => Glyph::Upload,
            Self::Mapping => Glyph::Map,
        }
    }

    /// What a reader must be allowed to do to see it.
    pub fn act(self) -> Act {
        match self {
            Self::Report => Act::SeeReport,
            Self::Board => Act::SeeBoard,
            Self::Facts => Act::ImportFacts,
            Self::Mapping => Act::SeeMapping,
        }
    }

    /// Whether it has a place under the thumb, where there is room for five. The others are reached from pages that have.
    pub fn is_under_the_thumb(self) -> bool {
        self != Self::Mapping
    }

    /// The word in the rail.
    pub fn word(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Report => t_string!(i18n, shell.report),
            Self::Board => t_string!(i18n, shell.board),
            Self::Facts => t_string!(i18n, shell.facts),
            Self::Mapping => t_string!(i18n, shell.mapping),
        }
    }

    /// The title above the page.
    pub fn title(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Report => t_string!(i18n, shell.report_title),
            Self::Board => t_string!(i18n, shell.board_title),
            Self::Facts => t_string!(i18n, shell.facts_title),
            Self::Mapping => t_string!(i18n, shell.mapping_title),
        }
    }
}
