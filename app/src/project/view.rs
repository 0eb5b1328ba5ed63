//! The list of projects: one block a client.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::model::{Home, Listed, Service};
use crate::{
    i18n::{Locale, t, t_string, use_i18n},
    text::Name,
    ui::{Empty, Glyph, Progress},
};

/// What a service is called.
pub fn service_name(i18n: I18nContext<Locale>, service: Service) -> &'static str {
    match service {
        Service::Ppc => t_string!(i18n, project.ppc),
        Service::Seo => t_string!(i18n, project.seo),
        Service::Ads => t_string!(i18n, project.ads),
        Service::Targeted => t_string!(i18n, project.targeted),
        Service::Smm => t_string!(i18n, project.smm),
        Service::Implementation => t_string!(i18n, project.implementation),
    }
}

/// `/`
#[component]
pub fn ProjectsPage() -> impl IntoView {
    let i18n = use_i18n();
    let home = expect_context::<Arc<Home>>();
    if home.projects.is_empty() {
        return view! {
            <Empty
                glyph=Glyph::Board
                title=move || t_string!(i18n, project.none)
                text=move || t_string!(i18n, project.none_text)
            />
        }
        .into_any();
    }
    let clients = home.projects.chunk_by(|one, other| one.client == other.client);
    view! {
        <div class="project-list">
            {clients.map(|projects| client(&projects[0].client, projects.to_vec())).collect_view()}
        </div>
    }
    .into_any()
}

fn client(name: &Name, projects: Vec<Listed>) -> impl IntoView {
    let count = projects.len();
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2 class="panel-title">{name.to_string()}</h2>
                <span class="panel-note">{count}</span>
            </header>
            <ul>{projects.into_iter().map(|listed| view! { <Row listed /> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Row(listed: Listed) -> impl IntoView {
    let i18n = use_i18n();
    let Listed { slug, name, service, iteration, today, .. } = listed;
    let left = iteration.days_left(today);
    let title = name.to_string();
    // A project that is called after its service needs no second line to say so.
    let kind = move || Some(service_name(i18n, service)).filter(|kind| title != *kind);
    view! {
        <li class="project-row">
            <div class="project-who">
                <a class="project-name" href=format!("/p/{slug}/report")>{name.to_string()}</a>
                {move || kind().map(|kind| view! { <span class="project-service">{kind}</span> })}
            </div>
            <div class="project-iteration">
                <span class="project-iteration-text">
                    <span>{t!(i18n, project.iteration, number = iteration.number)}</span>
                    <span>{t!(i18n, iteration.days_left, count = move || left)}</span>
                </span>
                <Progress
                    value=f64::from(iteration.percent_passed(today)) / 100.0
                    label=move || t_string!(i18n, iteration.passed)
                />
            </div>
            <div class="project-links">
                <a class="button" data-kind="quiet" data-size="small" href=format!("/p/{slug}/report")>
                    {t!(i18n, project.report)}
                </a>
                <a class="button" data-kind="quiet" data-size="small" href=format!("/p/{slug}/board")>
                    {t!(i18n, project.board)}
                </a>
            </div>
        </li>
    }
}
