//! Theme: light, dark, or what the system says. The choice stays in this browser.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};

use super::{keep, kept};

const KEY: &str = "kabinet-theme";

/// What the reader chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the system says, also when it changes its mind at dusk.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn named(name: Option<&str>) -> Self {
        match name {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }
}

/// The theme of this browser.
#[derive(Clone, Copy)]
pub struct Themes {
    chosen: RwSignal<Theme>,
    system_dark: RwSignal<bool>,
}

/// Reads the stored choice, applies it and watches the system; the shell calls it once.
pub fn provide_theme() {
    let chosen = Theme::named(kept(KEY).as_deref());
    let themes = Themes { chosen: RwSignal::new(chosen), system_dark: RwSignal::new(false) };
    watch_system(themes.system_dark);
    Effect::new(move || apply(themes.chosen.get()));
    provide_context(themes);
}

/// The theme of this browser.
///
/// # Panics
/// When the shell has not called [`provide_theme`].
pub fn use_theme() -> Themes {
    expect_context()
}

/// What is read off the theme, such as its colours: once for each theme, because asking the browser for a colour makes it
/// reckon the looks of the whole page.
pub fn themed<T: PartialEq + Send + Sync + 'static>(present: fn() -> T) -> Memo<T> {
    let theme = use_theme();
    Memo::new(move |_| {
        theme.is_dark();
        present()
    })
}

impl Themes {
    /// What the reader chose.
    pub fn chosen(self) -> Theme {
        self.chosen.get()
    }

    /// Whether the page is dark now; a chart redraws itself when this changes.
    pub fn is_dark(self) -> bool {
        match self.chosen.get() {
            Theme::System => self.system_dark.get(),
            Theme::Light => false,
            Theme::Dark => true,
        }
    }

    /// Chooses.
    pub fn choose(self, theme: Theme) {
        self.chosen.set(theme);
        keep(KEY, theme.name());
    }
}

fn apply(theme: Theme) {
    if let Some(root) = document().document_element() {
        match theme.name() {
            Some(name) => root.set_attribute("data-theme", name).ok(),
            None => root.remove_attribute("data-theme").ok(),
        };
    }
}

fn watch_system(dark: RwSignal<bool>) {
    let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") else { return };
    dark.set(query.matches());
    let changed =
        Closure::<dyn Fn(web_sys::MediaQueryListEvent)>::new(move |event: web_sys::MediaQueryListEvent| {
            dark.try_set(event.matches());
        });
    query.set_onchange(Some(changed.as_ref().unchecked_ref()));
    let held = SendWrapper::new((query, changed));
    on_cleanup(move || {
        let (query, changed) = held.take();
        query.set_onchange(None);
        drop(changed);
    });
}
