//! The files that came in earlier: which, when, by whom, and what each did.

use leptos::prelude::*;

use super::{desk::Desk, words};
use crate::{
    error::Result,
    event::Touched,
    fact::{
        api::list_files,
        preview::{Format as Origin, Outcome, PastFile},
    },
    i18n::{t_string, use_i18n},
    live,
    ui::{Button, Empty, ErrorState, Glyph, Kind, Late, Shape, Skeleton, error_text, say},
};

/// So many are shown until the reader wants all.
const FEW: usize = 8;

/// The list. It follows what this page and others read in.
#[component]
pub fn History(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let files = LocalResource::new(move || {
        desk.imports.track();
        list_files(desk.project)
    });
    live::on_news(move |news| {
        if news.touched == Some(Touched::Report) {
            files.refetch();
        }
    });
    let retry = Callback::new(move |()| files.refetch());
    view! {
        <section class="panel" aria-labelledby="fact-history">
            <header class="panel-head">
                <h2 class="panel-title" id="fact-history">{say(move || t_string!(i18n, fact.history_title))}</h2>
            </header>
            {move || files.get().map_or_else(|| view! { <Late>{waiting}</Late> }.into_any(), |files| listed(desk, retry, files))}
        </section>
    }
}

fn waiting() -> impl IntoView {
    view! {
        <div class="panel-body" aria-busy="true">
            <Skeleton shape=Shape::Long />
            <Skeleton shape=Shape::Half />
            <Skeleton shape=Shape::Long />
        </div>
    }
}

fn listed(desk: Desk, retry: Callback<()>, files: Result<Vec<PastFile>>) -> AnyView {
    let i18n = use_i18n();
    match files {
        Err(error) => {
            view! { <ErrorState text=move || error_text(i18n, &error) on_retry=retry /> }.into_any()
        }
        Ok(files) if files.is_empty() => view! {
            <Empty
                glyph=Glyph::File
                title=move || t_string!(i18n, fact.history_empty)
                text=move || t_string!(i18n, fact.history_hint)
            />
        }
        .into_any(),
        Ok(files) => view! { <Table desk files /> }.into_any(),
    }
}

#[component]
fn Table(desk: Desk, files: Vec<PastFile>) -> impl IntoView {
    let i18n = use_i18n();
    let all = RwSignal::new(false);
    let count = files.len();
    let shown = move || {
        let shown = if all.get() { count } else { FEW };
        files.iter().take(shown).cloned().map(|file| view! { <Line desk file /> }).collect_view()
    };
    let counted = move || {
        words::counts(i18n, &Outcome::default())
            .map(|(name, _)| view! { <th class="num" scope="col">{name}</th> })
    };
    let more = Callback::new(move |()| all.set(true));
    view! {
        <div class="table-scroll" role="group" tabindex="0" aria-labelledby="fact-history">
            <table class="table fact-history">
                <thead>
                    <tr>
                        <th scope="col">{say(move || t_string!(i18n, fact.history_file))}</th>
                        <th scope="col">{say(move || t_string!(i18n, fact.history_when))}</th>
                        <th scope="col">{say(move || t_string!(i18n, fact.history_who))}</th>
                        {counted}
                    </tr>
                </thead>
                <tbody>{shown}</tbody>
            </table>
        </div>
        <Show when=move || { count > FEW && !all.get() }>
            <div class="panel-foot">
                <Button kind=Kind::Quiet on_press=more>{say(move || t_string!(i18n, fact.show_all, count = count))}</Button>
            </div>
        </Show>
    }
}

#[component]
fn Line(desk: Desk, file: PastFile) -> impl IntoView {
    let i18n = use_i18n();
    let PastFile { name, format, person, at, outcome, .. } = file;
    let origin = (format != Origin::Plain).then(|| format.name());
    let person = person.map(|person| person.to_string());
    let who = move || person.clone().unwrap_or_else(|| t_string!(i18n, fact.by_console).to_owned());
    let counts = move || {
        words::counts(i18n, &outcome).map(|(_, count)| {
            let dim = (count == 0).then_some("true");
            view! { <td class="num" data-dim=dim>{words::whole(desk.format, count)}</td> }
        })
    };
    view! {
        <tr>
            <th scope="row">
                <span class="fact-history-file">
                    <span class="clip" title=name.clone()>{name.clone()}</span>
                    {origin.map(|origin| view! { <span class="fact-history-origin">{origin}</span> })}
                </span>
            </th>
            <td>{say(move || desk.format.moment(at))}</td>
            <td><span class="clip fact-history-who">{say(who)}</span></td>
            {counts}
        </tr>
    }
}
