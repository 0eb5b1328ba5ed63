//! The files that a figure comes from: when each was read in, by whom, and how much of the figure is in it.

use leptos::prelude::*;

use super::{Dig, Explained, dig::Stage, exact};
use crate::{
    fact::origin::{FileSeen, Mark, Source},
    i18n::t_string,
    report::{metric::Metric, view::words},
    ui::{Button, ErrorState, Glyph, Icon, Kind, Late, Notice, Size, Skeleton, Tone, error_text},
};

/// So many are shown until the reader wants all.
const FEW: usize = 6;

/// The files.
#[component]
pub(super) fn Files(dig: Dig, metric: RwSignal<Metric>) -> impl IntoView {
    let i18n = dig.i18n;
    let all = RwSignal::new(false);
    let is_empty = Memo::new(move |_| dig.sources.with(Vec::is_empty));
    let more = move || dig.sources.with(|sources| sources.len() > FEW) && !all.get();
    let count = move || dig.format().whole(i64::try_from(dig.sources.with(Vec::len)).unwrap_or(i64::MAX));
    view! {
        <section class="report-dig-part" aria-labelledby="report-dig-files">
            <h3 class="panel-title" id="report-dig-files">{t_string!(i18n, explain.files)}</h3>
            <Show when=move || !is_empty.get()>
                <div class="table-scroll report-dig-table" role="group" tabindex="0" aria-labelledby="report-dig-files">
                    <table class="table">
                        {move || head(dig, metric.get())}
                        <tbody>{move || rows(dig, metric.get(), all.get())}</tbody>
                        {move || foot(dig, metric.get())}
                    </table>
                </div>
            </Show>
            <Show when=more>
                <Button kind=Kind::Quiet size=Size::Small on_press=move |()| all.set(true)>
                    {move || t_string!(i18n, explain.all_files, count = count()).to_string()}
                </Button>
            </Show>
            {move || state(dig, is_empty.get())}
        </section>
    }
}

fn head(dig: Dig, metric: Metric) -> impl IntoView {
    let i18n = dig.i18n;
    let part = |part| view! { <th class="num" scope="col">{words::metric(i18n, part)}</th> };
    view! {
        <thead>
            <tr>
                <th scope="col">{t_string!(i18n, explain.file)}</th>
                <th scope="col">{t_string!(i18n, explain.loaded)}</th>
                <th scope="col">{t_string!(i18n, explain.by)}</th>
                <th class="num" scope="col">{t_string!(i18n, explain.rows)}</th>
                {metric.parts().into_iter().map(part).collect_view()}
            </tr>
        </thead>
    }
}

fn rows(dig: Dig, metric: Metric, all: bool) -> Vec<AnyView> {
    let explained = dig.explained();
    let most = if all { usize::MAX } else { FEW };
    dig.sources.with(|sources| {
        sources.iter().take(most).map(|source| row(dig, &explained, metric, source)).collect()
    })
}

fn row(dig: Dig, explained: &Explained, metric: Metric, Source { file, rows, sums }: &Source) -> AnyView {
    let at = file.at.map(|at| dig.format().moment(at));
    let who = file
        .person
        .as_ref()
        .map_or_else(|| t_string!(dig.i18n, fact.by_console).to_owned(), ToString::to_string);
    let part = |part| view! { <td class="num">{exact(dig.format(), explained, part, &sums.0)}</td> };
    view! {
        <tr>
            <th scope="row"><span class="clip report-dig-file" title=name(dig, file)>{name(dig, file)}</span></th>
            <td>{at}</td>
            <td><span class="clip report-dig-who">{who}</span></td>
            <td class="num">{whole(dig, *rows)}</td>
            {metric.parts().into_iter().map(part).collect_view()}
        </tr>
    }
    .into_any()
}

fn foot(dig: Dig, metric: Metric) -> impl IntoView {
    let (explained, sums) = (dig.explained(), dig.sums());
    let part = |part| view! { <td class="num">{exact(dig.format(), &explained, part, &sums.0)}</td> };
    view! {
        <tfoot>
            <tr>
                <th scope="row">{t_string!(dig.i18n, report.total)}</th>
                <td></td>
                <td></td>
                <td class="num">{whole(dig, dig.rows())}</td>
                {metric.parts().into_iter().map(part).collect_view()}
            </tr>
        </tfoot>
    }
}

/// What is going on, or how it ended.
fn state(dig: Dig, is_empty: bool) -> AnyView {
    let i18n = dig.i18n;
    match dig.adding.get() {
        Stage::Busy(after) if is_empty => {
            view! { <Late>{|| view! { <Skeleton /><Skeleton /> }}</Late>{so_far(dig, after)} }.into_any()
        }
        Stage::Busy(after) => so_far(dig, after).into_any(),
        Stage::Failed(error, after) => failed(dig, error, move || dig.add(after)).into_any(),
        _ => match dig.agrees() {
            Some(false) => view! { <Notice tone=Tone::Warn>{t_string!(i18n, explain.differs)}</Notice> }.into_any(),
            // The rows say that there are none.
            _ if is_empty => ().into_any(),
            _ => view! { <p class="report-dig-agrees" role="status"><Icon glyph=Glyph::Check />{t_string!(i18n, explain.agrees)}</p> }.into_any(),
        },
    }
}

/// How far back the server has come; nothing at the first request.
pub(super) fn so_far(dig: Dig, after: Option<Mark>) -> Option<impl IntoView> {
    let mark = after?;
    let text = t_string!(dig.i18n, explain.so_far, day = dig.format().day(mark.day)).to_string();
    Some(view! { <p class="report-dig-note" role="status">{text}</p> })
}

/// What did not come, and a way to ask for it again.
pub(super) fn failed(
    dig: Dig,
    error: crate::error::Error,
    again: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let again = Callback::new(move |()| again());
    view! { <ErrorState text=move || error_text(dig.i18n, &error) on_retry=again /> }
}

/// What a file is called; one that nothing is known of by its number.
pub(super) fn name(dig: Dig, file: &FileSeen) -> String {
    if file.name.is_empty() {
        t_string!(dig.i18n, explain.file_number, number = file.number).to_string()
    } else {
        file.name.clone()
    }
}

/// A count, as the reader writes it.
pub(super) fn whole(dig: Dig, count: u64) -> String {
    dig.format().whole(i64::try_from(count).unwrap_or(i64::MAX))
}
