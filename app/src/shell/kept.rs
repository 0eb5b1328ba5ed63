//! What each page was last asked, so that whoever goes to another page and back finds it as it was.

use std::collections::HashMap;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{frame::Place, page::Page};

/// The part of the address behind the question mark, by project and page, as long as the tab lives.
#[derive(Debug, Clone, Copy)]
pub struct Kept(Memo<HashMap<(String, &'static str), String>>);

impl Kept {
    /// Follows the address from now on.
    pub fn follow() -> Self {
        let location = use_location();
        let (path, search) = (location.pathname, location.search);
        Self(Memo::new(move |before: Option<&HashMap<_, _>>| {
            let mut kept = before.cloned().unwrap_or_default();
            if let Place { slug: Some(slug), page: Some(page) } = Place::of(&path.get()) {
                kept.insert((slug, page.segment()), search.get());
            }
            kept
        }))
    }

    /// The address of a project's page, with what it was asked last.
    pub fn address(self, slug: &str, page: Page) -> String {
        let plain = format!("/p/{slug}/{}", page.segment());
        let question = self.0.with(|kept| kept.get(&(slug.to_owned(), page.segment())).cloned());
        match question.filter(|question| !question.is_empty()) {
            Some(question) => format!("{plain}?{}", question.trim_start_matches('?')),
            None => plain,
        }
    }
}
