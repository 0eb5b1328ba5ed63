//! The shell: router, frame and navigation. The only place that knows all rooms.

mod account;
mod frame;
mod gate;
mod guest;
mod kept;
mod page;
mod piece;
mod switcher;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};

use self::{
    gate::{HouseGate, ProjectGate},
    page::Page,
    piece::{Door, Entrance, GuestPiece, PagePiece},
};
use crate::{
    access::language,
    i18n::{I18nContextProvider, t_string, use_i18n},
    project::view::ProjectsPage,
    ui::{Empty, Glyph, Mark, ToastStack, provide_toasts, theme::provide_theme},
};

/// The whole client.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_theme();
    provide_toasts();
    view! {
        <I18nContextProvider>
            <Speaking />
        </I18nContextProvider>
    }
}

/// Everything that needs words.
#[component]
fn Speaking() -> impl IntoView {
    language::recall();
    view! {
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/login") view=|| view! { <Entrance door=Door::Login /> } />
                <Route path=path!("/set-up") view=|| view! { <Entrance door=Door::SetUp /> } />
                <Route path=path!("/s") view=GuestPiece />
                <ParentRoute path=path!("") view=HouseGate>
                    <Route path=path!("/") view=ProjectsPage />
                    <ParentRoute path=path!("/p/:slug") view=ProjectGate>
                        <Route path=path!("") view=|| view! { <Redirect path="report" /> } />
                        <Route path=path!("report") view=|| view! { <PagePiece page=Page::Report /> } />
                        <Route path=path!("board") view=|| view! { <PagePiece page=Page::Board /> } />
                        <Route path=path!("facts") view=|| view! { <PagePiece page=Page::Facts /> } />
                        <Route path=path!("mapping") view=|| view! { <PagePiece page=Page::Mapping /> } />
                    </ParentRoute>
                </ParentRoute>
            </Routes>
        </Router>
        <ToastStack />
    }
}

/// An address that leads nowhere.
#[component]
fn NotFound() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <main class="access">
            <section class="access-card">
                <h1 class="access-brand"><Mark /> "Kabinet"</h1>
                <Empty
                    glyph=Glyph::Search
                    title=move || t_string!(i18n, shell.not_found)
                    text=move || t_string!(i18n, shell.not_found_text)
                >
                    <a class="button" data-kind="primary" href="/">{move || t_string!(i18n, shell.to_projects)}</a>
                </Empty>
            </section>
        </main>
    }
}
