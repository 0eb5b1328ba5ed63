//! Icons: one stroke on a grid of 16, drawn in the colour of the text beside them.

use leptos::prelude::*;

/// What an icon means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// Archive.
    Archive,
    /// Move to.
    ArrowRight,
    /// Board.
    Board,
    /// Knowledge.
    Book,
    /// Days.
    Calendar,
    /// Done.
    Check,
    /// Opens downwards.
    ChevronDown,
    /// Back.
    ChevronLeft,
    /// Open, next.
    ChevronRight,
    /// Choose another.
    Chevrons,
    /// An attachment.
    Clip,
    /// Iterations, time.
    Clock,
    /// Close, clear.
    Close,
    /// Columns.
    Columns,
    /// Comments.
    Comment,
    /// Export.
    Download,
    /// Can be carried.
    Drag,
    /// Edit.
    Edit,
    /// A file.
    File,
    /// Filter.
    Filter,
    /// Settings.
    Gear,
    /// Language.
    Globe,
    /// A project’s first page.
    Home,
    /// Inbox.
    Inbox,
    /// An explanation.
    Info,
    /// Keys.
    Keyboard,
    /// Address.
    Link,
    /// Only for some.
    Lock,
    /// Leave.
    Logout,
    /// From names to categories.
    Map,
    /// Money.
    Money,
    /// Dark theme.
    Moon,
    /// More actions.
    More,
    /// A team.
    People,
    /// Something new.
    Plus,
    /// Try again.
    Refresh,
    /// Report.
    Report,
    /// Search.
    Search,
    /// Light theme.
    Sun,
    /// As a table.
    Table,
    /// Delete.
    Trash,
    /// Undo.
    Undo,
    /// Import.
    Upload,
    /// A person.
    User,
    /// Trouble.
    Warning,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Archive => "M2 3h12v3H2zM3 6v7.5h10V6M6.5 8.7h3",
            Self::ArrowRight => "M3 8h10M9 4l4 4-4 4",
            Self::Board => "M2.5 2.5h3v11h-3zM6.5 2.5h3v7h-3zM10.5 2.5h3v5h-3z",
            Self::Book => {
                "M3.5 12.8V3.2c0-.7.5-1.2 1.2-1.2h7.8v9.5H4.8c-.7 0-1.3.6-1.3 1.3s.6 1.2 1.3 1.2h7.7v-2.5"
            }
            Self::Calendar => "M2.5 3.5h11v10h-11zM2.5 6.8h11M5.5 2v3M10.5 2v3",
            Self::Check => "m3 8.5 3.2 3.2L13 4.8",
            Self::ChevronDown => "M3.5 6 8 10.5 12.5 6",
            Self::ChevronLeft => "M10 3.5 5.5 8l4.5 4.5",
            Self::ChevronRight => "m6 3.5 4.5 4.5L6 12.5",
            Self::Chevrons => "m5 6 3-3 3 3M5 10l3 3 3-3",
            Self::Clip => "M12.5 7.5 8 12a2.8 2.8 0 0 1-4-4l5-5a1.9 1.9 0 0 1 2.7 2.7L6.8 10.5",
            Self::Clock => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.5V8l2.2 1.5",
            Self::Close => "m4 4 8 8M12 4l-8 8",
            Self::Columns => "M2.5 2.5h11v11h-11zM6.2 2.5v11M9.8 2.5v11",
            Self::Comment => "M2.5 3h11v8H8l-3 2.5V11H2.5z",
            Self::Download => "M8 2.5v8M4.8 7.3 8 10.5l3.2-3.2M2.5 10.5v3h11v-3",
            Self::Drag => "M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01",
            Self::Edit => "m3 13 .6-2.8 7.2-7.2 2.2 2.2-7.2 7.2zM9.4 4.4l2.2 2.2",
            Self::File => "M4 2h5l3.5 3.5V13a1 1 0 0 1-1 1H4.5a1 1 0 0 1-1-1V2.5M9 2v3.5h3.5",
            Self::Filter => "M2.5 3h11L9.5 8v4.5l-3 1V8z",
            Self::Gear => {
                "M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM8 1.8v1.7M8 12.5v1.7M1.8 8h1.7M12.5 8h1.7M3.6 3.6l1.2 1.2M11.2 11.2l1.2 1.2M12.4 3.6l-1.2 1.2M4.8 11.2l-1.2 1.2"
            }
            Self::Globe => {
                "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM2 8h12M8 2c2 1.7 2.8 3.8 2.8 6S10 12.3 8 14M8 2C6 3.7 5.2 5.8 5.2 8S6 12.3 8 14"
            }
            Self::Home => "M2.5 7 8 2.5 13.5 7v6a.5.5 0 0 1-.5.5H3a.5.5 0 0 1-.5-.5z",
            Self::Inbox => "M2 9.5h3.2l1 2h3.6l1-2H14M2 9.5 4 3h8l2 6.5V13H2z",
            Self::Info => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3v3.4M8 5.2v.01",
            Self::Keyboard => "M1.5 4h13v8h-13zM4 6.5h.01M6.7 6.5h.01M9.3 6.5h.01M12 6.5h.01M4.5 9.5h7",
            Self::Link => {
                "M6.7 9.3a2.7 2.7 0 0 0 3.8 0l2.3-2.3a2.7 2.7 0 0 0-3.8-3.8l-.8.8M9.3 6.7a2.7 2.7 0 0 0-3.8 0L3.2 9a2.7 2.7 0 0 0 3.8 3.8l.8-.8"
            }
            Self::Lock => "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
            Self::Logout => "M6 2.5H3v11h3M10 5l3 3-3 3M13 8H6",
            Self::Map => "M2 3.5h4M2 8h4M2 12.5h4M10 5.7h4v4.6h-4zM6 3.5 10 7M6 8h4M6 12.5 10 9",
            Self::Money => "M2 4h12v8.5H2zM2 6.8h12M4.5 10h2.5",
            Self::Moon => "M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7z",
            Self::More => {
                "M3 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0zM7.5 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0zM12 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0z"
            }
            Self::People => {
                "M6 7.5a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM1.5 13c.4-2 2.2-3.2 4.5-3.2s4.1 1.2 4.5 3.2M10.5 3.1a2.3 2.3 0 0 1 0 4.3M12 10.1c1.4.4 2.3 1.4 2.5 2.9"
            }
            Self::Plus => "M8 3v10M3 8h10",
            Self::Refresh => "M13.5 8a5.5 5.5 0 1 1-1.7-4M13.5 2v3h-3",
            Self::Report => "M2.5 13.5v-4M6 13.5v-9M9.5 13.5v-6M13.5 13.5V10",
            Self::Search => "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14",
            Self::Sun => {
                "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7"
            }
            Self::Table => "M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.5 6.3V13",
            Self::Trash => "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9",
            Self::Undo => "M5.5 3 2.5 6l3 3M2.5 6h6.8a3.7 3.7 0 0 1 0 7.4H6",
            Self::Upload => "M8 10.5V2.5M4.8 5.5 8 2.3l3.2 3.2M2.5 10.5v3h11v-3",
            Self::User => {
                "M8 8a2.8 2.8 0 1 0 0-5.5A2.8 2.8 0 0 0 8 8zM2.8 13.5c.6-2.3 2.6-3.5 5.2-3.5s4.6 1.2 5.2 3.5"
            }
            Self::Warning => "M8 2.2 14.3 13H1.7zM8 6.5v3M8 11.3v.01",
        }
    }
}

/// An icon. It is never read aloud: the words beside it, or the label of its button, say what it means.
#[component]
pub fn Icon(glyph: Glyph) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=glyph.path() />
        </svg>
    }
}

/// The mark of Kabinet.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="shell-mark" viewBox="0 0 20 20" aria-hidden="true">
            <rect class="mark-ground" width="20" height="20" rx="5" />
            <path class="mark-letter" d="M6.8 5.5v9M13.2 5.5 7.2 10.3 13.4 14.5" />
        </svg>
    }
}
