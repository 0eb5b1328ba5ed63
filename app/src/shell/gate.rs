//! The gates: nobody sees a room before the house knows who they are, nor a project's room before the project is there.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::{use_location, use_params_map},
};

use super::frame::Frame;
use crate::{
    access::language,
    error::Error,
    i18n::{t_string, use_i18n},
    id::ProjectId,
    live,
    project::{
        api::{open_home, open_project},
        model::{Home, Project},
    },
    ui::{Empty, ErrorState, Glyph, Late, Mark, Shape, Skeleton, error_text},
};

/// Loads who is logged in, or leads to the login.
#[component]
pub fn HouseGate() -> impl IntoView {
    let home = LocalResource::new(open_home);
    let location = use_location();
    let retry = Callback::new(move |()| home.refetch());
    move || match home.get() {
        None => view! { <Late>{waiting}</Late> }.into_any(),
        Some(Ok(home)) => view! { <House home=Arc::new(home) /> }.into_any(),
        Some(Err(Error::Unauthenticated)) => {
            let (path, question) = (location.pathname.get_untracked(), location.search.get_untracked());
            let next = if question.is_empty() { path } else { format!("{path}?{question}") };
            let path = format!("/login?next={}", js_sys::encode_uri_component(&next));
            view! { <Redirect path=path /> }.into_any()
        }
        Some(Err(error)) => view! { <Failed error retry /> }.into_any(),
    }
}

fn waiting() -> impl IntoView {
    view! {
        <main class="shell-main" aria-busy="true">
            <Skeleton shape=Shape::Half />
            <Skeleton shape=Shape::Block />
        </main>
    }
}

#[component]
fn Failed(error: Error, retry: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <main class="access">
            <section class="access-card">
                <h1 class="access-brand"><Mark /> "Kabinet"</h1>
                <ErrorState text=move || error_text(i18n, &error) on_retry=retry />
            </section>
        </main>
    }
}

/// Everything that needs to know who is there.
#[component]
fn House(home: Arc<Home>) -> impl IntoView {
    language::choose(use_i18n(), home.me.language);
    provide_context(home.clone());
    view! {
        <Frame home>
            <Outlet />
        </Frame>
    }
}

/// Loads the project of the address; rooms below find it in the context as `Arc<Project>`.
#[component]
pub fn ProjectGate() -> impl IntoView {
    let home = expect_context::<Arc<Home>>();
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let slug = params.read().get("slug")?;
        home.projects.iter().find(|listed| listed.slug.as_str() == slug).map(|listed| listed.id)
    });
    move || match id.get() {
        Some(id) => view! { <Inside id /> }.into_any(),
        None => view! { <NoProject /> }.into_any(),
    }
}

#[component]
fn Inside(id: ProjectId) -> impl IntoView {
    let i18n = use_i18n();
    let project = LocalResource::new(move || open_project(id));
    live::provide_live(id);
    move || match project.get() {
        None => view! { <Late>{|| view! { <Skeleton shape=Shape::Block /> }}</Late> }.into_any(),
        Some(Ok(project)) => view! { <Room project=Arc::new(project) /> }.into_any(),
        Some(Err(error)) => {
            let retry = move |()| project.refetch();
            view! { <ErrorState text=move || error_text(i18n, &error) on_retry=retry /> }.into_any()
        }
    }
}

#[component]
fn Room(project: Arc<Project>) -> impl IntoView {
    provide_context(project);
    view! { <Outlet /> }
}

#[component]
fn NoProject() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty
            glyph=Glyph::Lock
            title=move || t_string!(i18n, shell.no_project)
            text=move || t_string!(i18n, shell.no_project_text)
        >
            <a class="button" data-kind="primary" href="/">{move || t_string!(i18n, shell.to_projects)}</a>
        </Empty>
    }
}
