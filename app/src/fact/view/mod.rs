//! The page of the data: `/p/SLUG/facts`. A file comes in at the top; what came in earlier stands below, with
//! the way to where it is mapped to the client's categories.

mod ask;
mod bar;
mod columns;
mod desk;
mod done;
mod errors;
mod file;
mod history;
mod rows;
mod trouble;
mod words;

use std::sync::Arc;

use leptos::prelude::*;

use self::{
    ask::Ask,
    bar::Bar,
    columns::Columns,
    desk::{Desk, Stage, Work},
    done::Done,
    errors::{Errors, Fatal, Notes},
    file::FilePanel,
    history::History,
    rows::Rows,
    trouble::Stuck,
};
use crate::{
    access::model::{Act, role_allows},
    i18n::{t_string, use_i18n},
    project::model::{Home, Project},
    ui::{Drop, Empty, Glyph, say, take_dropped},
};

/// `/p/:slug/facts`
#[component]
pub fn FactPage() -> impl IntoView {
    let role = expect_context::<Arc<Home>>().me.person.role;
    if !role_allows(role, Act::SeeFiles) {
        return view! { <NotYours /> }.into_any();
    }
    let may_import = role_allows(role, Act::ImportFacts);
    let desk = Desk::new(&expect_context::<Arc<Project>>());
    view! {
        <div class="fact">
            {may_import.then(|| view! { <Import desk /> })}
            <History desk />
            {role_allows(role, Act::SeeMapping).then(|| view! { <MappingLine /> })}
        </div>
    }
    .into_any()
}

/// For whoever followed a link to here and brings no files: where to find what others brought.
#[component]
fn NotYours() -> impl IntoView {
    let i18n = use_i18n();
    let report = format!("/p/{}/report", expect_context::<Arc<Project>>().listed.slug);
    view! {
        <Empty
            glyph=Glyph::Lock
            title=move || t_string!(i18n, fact.not_yours_title)
            text=move || t_string!(i18n, fact.not_yours_text)
        >
            <a class="button" data-kind="primary" href=report>{say(move || t_string!(i18n, fact.open_report))}</a>
        </Empty>
    }
}

/// The way to where facts get their categories.
#[component]
fn MappingLine() -> impl IntoView {
    let i18n = use_i18n();
    let href = format!("/p/{}/mapping", expect_context::<Arc<Project>>().listed.slug);
    view! {
        <p class="fact-mapping">
            {say(move || t_string!(i18n, fact.mapping_text))} " "
            <a class="link" href=href>{say(move || t_string!(i18n, fact.mapping_link))}</a>
        </p>
    }
}

/// From the choice of a file to what became of it.
#[component]
fn Import(desk: Desk) -> impl IntoView {
    let stage = Memo::new(move |_| desk.stage.get());
    let at = move |wanted: Stage| move || stage.get() == wanted;
    let is_open = move || matches!(stage.get(), Stage::Sending | Stage::Looking);
    take_dropped(move |parcel| desk.take(parcel));
    view! {
        <Said desk />
        <Show when=at(Stage::Choosing)><Choose desk /></Show>
        <Show when=is_open><FilePanel desk /></Show>
        <Show when=at(Stage::Looking)><Look desk /></Show>
        <Show when=at(Stage::Done)><Done desk /></Show>
    }
}

/// Where a file is dropped.
#[component]
fn Choose(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Drop
            id=desk::ZONE
            title=move || t_string!(i18n, fact.drop_title)
            text=move || t_string!(i18n, fact.drop_text)
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
            on_file=move |parcel| desk.take(parcel)
        />
    }
}

/// What was understood of the file, what is missing, and the button that reads it in.
#[component]
fn Look(desk: Desk) -> impl IntoView {
    let is_read = Memo::new(move |_| desk.preview.with(Option::is_some));
    let has_columns = Memo::new(move |_| desk.seen(|preview| !preview.columns.is_empty()) == Some(true));
    view! {
        <Show when=move || is_read.get() fallback=move || view! { <Stuck desk /> }>
            <Fatal desk />
            <Ask desk />
            <Errors desk />
            <Show when=move || has_columns.get()>
                <Columns desk />
                <Notes desk />
                <Rows desk />
            </Show>
            <Bar desk />
        </Show>
    }
}

/// How far the file is, for the ear.
#[component]
fn Said(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let said = Memo::new(move |_| match (desk.stage.get(), desk.work.get()) {
        (_, Work::Reading) => t_string!(i18n, fact.checking).to_owned(),
        (_, Work::Importing) => t_string!(i18n, fact.importing).to_owned(),
        (Stage::Sending, _) => t_string!(i18n, fact.sending).to_owned(),
        (Stage::Looking, _) => {
            desk.seen(|preview| words::verdict(i18n, desk.format, preview).said()).unwrap_or_default()
        }
        (Stage::Done, _) => words::result(i18n, desk.format, &desk.outcome.get()),
        (Stage::Choosing, _) => String::new(),
    });
    view! { <p class="unseen" role="status">{say(move || said.get())}</p> }
}
