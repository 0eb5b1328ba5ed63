//! The page of the mapping: `/p/SLUG/mapping`. At the left the names that facts use, with the money of each; at the right
//! the client's tree, the rules, and the versions.

mod carry;
mod desk;
mod head;
mod history;
mod name;
mod names;
mod parts;
mod pieces;
mod rule_form;
mod rules;
mod sheets;
mod side;
mod tree;
mod try_out;
mod version;
mod words;

use std::sync::Arc;

use leptos::prelude::*;

use self::{desk::Desk, head::Head, names::NamesPanel, parts::Failed, pieces::OpenSheet, side::Side};
use crate::{
    access::model::{Act, role_allows},
    i18n::{t_string, use_i18n},
    mapping::model::Mapped,
    project::model::{Home, Project},
    ui::{Empty, Glyph, Late, Shape, Skeleton, say},
};

/// `/p/:slug/mapping`
#[component]
pub fn MappingPage() -> impl IntoView {
    let role = expect_context::<Arc<Home>>().me.person.role;
    if !role_allows(role, Act::SeeMapping) {
        return view! { <NotYours /> }.into_any();
    }
    let desk = Desk::new(&expect_context::<Arc<Project>>());
    provide_context(desk);
    let is_there = Memo::new(move |_| desk.mapped.with(|mapped| matches!(mapped, Some(Ok(_)))));
    let is_coming = Memo::new(move |_| desk.mapped.with(Option::is_none));
    let fault = Memo::new(move |_| {
        desk.mapped.with(|mapped| mapped.as_ref().and_then(|mapped| mapped.as_ref().err().cloned()))
    });
    view! {
        <div class="mapping">
            <Show when=move || is_coming.get()><Late>{waiting}</Late></Show>
            {move || fault.get().map(|error| view! { <Failed error on_retry=Callback::new(move |()| desk.load()) /> })}
            <Show when=move || is_there.get()><Filled desk /></Show>
        </div>
    }
    .into_any()
}

/// The mapping, or the way to the facts that there are none of yet.
#[component]
fn Filled(desk: Desk) -> impl IntoView {
    provide_context(carry::carrying(desk));
    let has_facts = Memo::new(move |_| desk.known(|mapped: &Mapped| mapped.days.is_some()) == Some(true));
    view! {
        <Show when=move || has_facts.get() fallback=|| view! { <NoFacts /> }>
            <Head desk />
            <div class="mapping-columns">
                <NamesPanel desk />
                <Side desk />
            </div>
        </Show>
        <OpenSheet desk />
    }
}

/// The shape of the page that is coming.
fn waiting() -> impl IntoView {
    let rows = || (0..7).map(|_| view! { <Skeleton /> }).collect_view();
    view! {
        <div class="panel" aria-busy="true"><div class="panel-body"><Skeleton shape=Shape::Half /></div></div>
        <div class="mapping-columns" aria-busy="true">
            <div class="panel"><div class="panel-body mapping-coming">{rows()}</div></div>
            <div class="panel"><div class="panel-body mapping-coming">{rows()}</div></div>
        </div>
    }
}

/// A project into which nothing has been read yet.
#[component]
fn NoFacts() -> impl IntoView {
    let i18n = use_i18n();
    let facts = format!("/p/{}/facts", expect_context::<Arc<Project>>().listed.slug);
    view! {
        <Empty
            glyph=Glyph::Map
            title=move || t_string!(i18n, mapping.no_facts_title)
            text=move || t_string!(i18n, mapping.no_facts_text)
        >
            <a class="button" data-kind="primary" href=facts>{say(move || t_string!(i18n, mapping.to_facts))}</a>
        </Empty>
    }
}

/// For whoever followed a link to here and maps nothing.
#[component]
fn NotYours() -> impl IntoView {
    let i18n = use_i18n();
    let report = format!("/p/{}/report", expect_context::<Arc<Project>>().listed.slug);
    view! {
        <Empty
            glyph=Glyph::Lock
            title=move || t_string!(i18n, mapping.not_yours_title)
            text=move || t_string!(i18n, mapping.not_yours_text)
        >
            <a class="button" data-kind="primary" href=report>{say(move || t_string!(i18n, mapping.to_report))}</a>
        </Empty>
    }
}
