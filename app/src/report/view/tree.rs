//! The category tree: the client's goods or services with the figures of each, opened as far as the reader likes.

use std::{collections::HashSet, sync::Arc};

use cube::Member;
use leptos::prelude::*;

use super::{
    body::Body,
    desk::Desk,
    head::{Foot, Head},
    table::{Table, Tree, labelled},
    words,
};
use crate::{
    access::model::{Act, role_allows},
    i18n::t_string,
    project::model::{Home, Project},
    report::{model::Dimension, query::Query},
};

const CATEGORY: Dimension = Dimension::Category;

/// The table.
#[component]
pub fn CategoryTree() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let open = RwSignal::new(desk.query.with_untracked(|query| opened(desk, query)));
    let sort = Memo::new(move |_| desk.query.with(|query| query.layout.sort(CATEGORY)));
    let inside = Memo::new(move |_| {
        desk.query.with(|query| {
            desk.read(|reader| reader.book().dictionary(CATEGORY).find(query.inside.as_deref()?))
        })
    });
    let tree = Tree { open, inside };
    let table = Table::of(CATEGORY, Some(tree), move |page| {
        open.with(|open| desk.read(|reader| reader.lines(CATEGORY, page, sort.get(), inside.get(), open)))
    });
    let element = labelled(table);
    let count = move || {
        let (shown, count) = (
            desk.page.with(|page| page.present(CATEGORY.dim())),
            desk.read(|reader| reader.book().dictionary(CATEGORY).names.len()),
        );
        t_string!(i18n, report.shown, shown = shown, count = count).to_string()
    };
    view! {
        <section class="panel" aria-labelledby="report-categories">
            <header class="panel-head">
                <h2 class="panel-title" id="report-categories">{move || words::many(i18n, CATEGORY)}</h2>
                <Show when=move || inside.get().is_none() fallback=move || view! { <Way inside /> }>
                    <span class="panel-note">
                        {count}
                        {(!desk.is_guest()).then(|| view! { <MapLink /> })}
                        <span class="report-hint" title=move || t_string!(i18n, report.gestures)>
                            " · " {move || t_string!(i18n, report.click_hint)}
                        </span>
                    </span>
                </Show>
            </header>
            <div class="table-scroll report-tree-scroll">
                <table
                    class="table report-tree"
                    node_ref=element
                    data-changes=move || table.changes.get().then_some("true")
                    data-bars=move || table.shares.get().is_none().then_some("none")
                    role="treegrid"
                    aria-multiselectable="true"
                    aria-rowcount=move || table.row_count()
                    aria-labelledby="report-categories"
                >
                    <Head table name=Signal::derive(move || words::one(i18n, CATEGORY)) />
                    <Body table />
                    <Foot table />
                </table>
            </div>
        </section>
    }
}

/// For whoever may map: the way to what is unmapped, while there is any.
#[component]
fn MapLink() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let may = role_allows(expect_context::<Arc<Home>>().me.person.role, Act::MapFacts);
    let href = format!("/p/{}/mapping", expect_context::<Arc<Project>>().listed.slug);
    let has_unmapped =
        may && desk.read(|reader| reader.book().dictionary(CATEGORY).names.iter().any(String::is_empty));
    has_unmapped.then(
        || view! { " · " <a class="link" href=href>{move || t_string!(desk.i18n, report.map_unmapped)}</a> },
    )
}

/// The way from everything to the category that the tree shows the inside of; each step leads back up.
#[component]
fn Way(inside: Memo<Option<Member>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let go = move |path: Option<String>| desk.ask(|query| query.inside = path);
    let step = move |member: Member| {
        let name = desk.name(CATEGORY, member);
        if inside.get() == Some(member) {
            return view! { <li aria-current="true">{name}</li> }.into_any();
        }
        let path = desk.path(CATEGORY, member);
        view! { <li><button class="report-step" type="button" on:click=move |_| go(Some(path.clone()))>{name}</button></li> }
            .into_any()
    };
    let steps = move || {
        let way = inside.get().map(|member| desk.read(|reader| reader.way(CATEGORY, member)));
        way.unwrap_or_default().into_iter().map(step).collect_view()
    };
    view! {
        <nav class="report-way" aria-label=move || t_string!(i18n, report.way)>
            <ol>
                <li>
                    <button class="report-step" type="button" on:click=move |_| go(None)>
                        {move || t_string!(i18n, report.all_categories)}
                    </button>
                </li>
                {steps}
            </ol>
        </nav>
    }
}

/// What is open to begin with: whatever leads to the chosen nodes, and the root when there is only one.
fn opened(desk: Desk, query: &Query) -> HashSet<Member> {
    desk.read(|reader| {
        let mut open = reader.above_chosen(CATEGORY, query);
        if let [root] = reader.below(CATEGORY, None)[..] {
            open.insert(root);
        }
        open
    })
}
