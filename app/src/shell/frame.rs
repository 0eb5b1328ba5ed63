//! The frame around every page: rail with the project and its pages, header with title and iteration.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::{account::Account, kept::Kept, page::Page, piece, switcher::Switcher};
use crate::{
    i18n::{t_string, use_i18n},
    iteration::view::IterationLine,
    live,
    project::model::{Home, Listed},
    ui::{Glyph, Icon, Mark, provide_actions},
};

/// Where the reader is: `/p/SLUG/PAGE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Of which project.
    pub slug: Option<String>,
    /// Which of its pages.
    pub page: Option<Page>,
}

impl Place {
    /// Reads an address.
    pub fn of(path: &str) -> Self {
        let mut parts = path.trim_matches('/').split('/');
        let slug = (parts.next() == Some("p")).then(|| parts.next().map(str::to_owned)).flatten();
        let page = parts.next().and_then(|part| Page::ALL.into_iter().find(|page| page.segment() == part));
        Self { slug, page }
    }
}

/// The frame; its children are the page.
#[component]
pub fn Frame(home: Arc<Home>, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let place = Memo::new(move |_| Place::of(&path.get()));
    let actions = provide_actions();
    let rail = home.clone();
    let projects = home.projects.clone();
    let listed = Memo::new(move |_| {
        let slug = place.get().slug?;
        projects.iter().find(|listed| listed.slug.as_str() == slug).cloned()
    });
    // A page of a project that nobody sees is no page.
    let page = move || listed.get().and(place.get().page);
    let title = move || page().map_or_else(|| t_string!(i18n, shell.projects), |page| page.title(i18n));
    let window_title = move || match listed.get() {
        Some(listed) => format!("{} · {} · Kabinet", title(), listed.client),
        None => format!("{} · Kabinet", title()),
    };
    let fills = move || (place.get().page == Some(Page::Board)).then_some("true");
    view! {
        <Title text=window_title />
        <a class="shell-skip" href="#main">{move || t_string!(i18n, shell.skip)}</a>
        <div class="shell">
            <Rail home=rail place listed />
            <div class="shell-body">
                <header class="shell-head">
                    <h1 class="shell-title">{title}</h1>
                    {move || listed.get().map(|listed| {
                        view! { <IterationLine iteration=listed.iteration today=listed.today /> }
                    })}
                    <div class="shell-actions">
                        {move || actions.view()}
                        <Switcher home listed compact=true />
                    </div>
                </header>
                <News />
                <main class="shell-main" id="main" tabindex="-1" data-fill=fills>
                    {children()}
                </main>
            </div>
        </div>
    }
}

#[component]
fn Rail(home: Arc<Home>, place: Memo<Place>, listed: Memo<Option<Listed>>) -> impl IntoView {
    let i18n = use_i18n();
    let kept = Kept::follow();
    let role = home.me.person.role;
    let house = home.agency.as_ref().map_or_else(|| "Kabinet".to_owned(), ToString::to_string);
    let link = move |page: Page, slug: String| {
        let address = move || kept.address(&slug, page);
        let current = move || (place.get().page == Some(page)).then_some("page");
        view! {
            <a
                class="shell-link"
                href=address
                aria-current=current
                data-phone=(!page.is_under_the_thumb()).then_some("no")
                data-tip=move || page.word(i18n)
                data-tip-side="right"
                on:pointerenter=move |_| piece::fetch(page)
                on:focus=move |_| piece::fetch(page)
            >
                <Icon glyph=page.glyph() />
                <span class="shell-link-text">{move || page.word(i18n)}</span>
            </a>
        }
    };
    let pages = move || {
        let slug = listed.get()?.slug;
        let may = |page: &Page| crate::access::model::role_allows(role, page.act());
        Some(Page::ALL.into_iter().filter(may).map(|page| link(page, slug.to_string())).collect_view())
    };
    view! {
        <aside class="shell-rail">
            <a class="shell-brand" href="/">
                <Mark />
                <span class="clip">{house}</span>
            </a>
            <Switcher home=home.clone() listed compact=false />
            <nav class="shell-nav" aria-label=move || t_string!(i18n, shell.pages)>
                <a
                    class="shell-link"
                    href="/"
                    aria-current=move || place.get().slug.is_none().then_some("page")
                    data-tip=move || t_string!(i18n, shell.projects)
                    data-tip-side="right"
                >
                    <Icon glyph=Glyph::Home />
                    <span class="shell-link-text">{move || t_string!(i18n, shell.projects)}</span>
                </a>
                {pages}
            </nav>
            <div class="shell-foot">
                <Account me=home.me.clone() />
            </div>
        </aside>
    }
}

/// One line under the header while the wire is cut.
#[component]
fn News() -> impl IntoView {
    let i18n = use_i18n();
    let offline = live::is_offline();
    move || {
        offline.get().then(|| {
            view! {
                <div class="shell-news" role="status">
                    <Icon glyph=Glyph::Warning />
                    {t_string!(i18n, shell.offline)}
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_the_project_and_the_page() {
        assert_eq!(Place::of("/"), Place { slug: None, page: None });
        assert_eq!(
            Place::of("/p/kaminhaus/board"),
            Place { slug: Some("kaminhaus".into()), page: Some(Page::Board) }
        );
        assert_eq!(Place::of("/p/kaminhaus/"), Place { slug: Some("kaminhaus".into()), page: None });
    }
}
