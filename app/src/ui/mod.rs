//! Parts that every page is made of: controls, what floats, drag and drop, keys, formats.
//!
//! A part knows no room. Its looks live in `style/ui.css`, `style/float.css` and `style/table.css`; its words in
//! `locales/*/ui.json`. Values go in as signals and come out through callbacks. The browser is touched here and in
//! `live.rs`, nowhere else. Styles are set through CSSOM (`style:`), because the page's policy refuses inline ones.

mod actions;
mod avatar;
mod breath;
mod button;
pub mod chart;
mod check;
mod chip;
mod copy;
mod dialog;
pub mod draft;
pub mod drag;
mod drop;
mod empty;
mod error;
mod fault;
pub mod fetch;
mod field;
mod focus;
pub mod format;
pub mod grid;
mod grip;
mod icon;
mod keep;
pub mod key;
mod late;
mod menu;
mod message;
mod picker;
mod piece;
mod progress;
mod say;
mod segments;
mod select;
mod sight;
mod skeleton;
mod tabs;
pub mod theme;
mod toast;
mod tone;
pub mod upload;

pub use actions::{Actions, provide_actions, show_actions};
pub use avatar::Avatar;
pub use breath::Breath;
pub use button::{Button, IconButton, Kind, Size};
pub use check::Check;
pub use chip::Chip;
pub use copy::{copy, whole_address};
pub use dialog::{Dialog, DialogFoot, DialogSize};
pub use drop::{Drop, take_dropped};
pub use empty::Empty;
pub use error::{ErrorState, Notice};
pub use fault::cover_when_broken;
pub use field::{Area, Field, FieldKind};
pub use focus::{focus_soon, show_soon, walk_columns};
pub use format::{Format, use_format};
pub use grip::{Grip, resize_with_arrows, use_width};
pub use icon::{Glyph, Icon, Mark};
pub use keep::{keep, kept};
pub use late::after_paint;
pub use menu::{Entry, Item, Menu};
pub use message::{error_text, rule_text, text_rule};
pub use picker::{Pick, Picker};
pub use piece::{Arriving, Piece};
pub use progress::Progress;
pub use say::say;
pub use segments::{Segment, Segments};
pub use select::{Choice, Select};
pub use sight::in_sight;
pub use skeleton::{Late, Shape, Skeleton};
pub use tabs::{Tab, Tabs};
pub use toast::{ToastStack, Toasts, provide_toasts, use_toasts};
pub use tone::{Dot, Tag, Tone};

use std::sync::atomic::{AtomicU32, Ordering};

/// An id that no other element of the page has, to tie a label, a hint or a popover to its control.
pub(crate) fn unique(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
