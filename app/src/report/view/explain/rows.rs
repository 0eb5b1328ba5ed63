//! The rows that a figure is made of, down to file and line.

use leptos::prelude::*;

use super::{
    Dig, Explained,
    dig::Stage,
    exact,
    files::{failed, name, so_far, whole},
};
use crate::{
    fact::{
        category::Test,
        model::Dimension as Named,
        origin::{Line, Reason},
    },
    i18n::t_string,
    report::{
        metric::Metric,
        model::{Dimension, MEASURES, STEP},
        view::words,
    },
    ui::{Button, Late, Skeleton, format::NONE},
};

/// A column of names: what it is called in a file, and its dimension on the page, if the page has it.
type Column = (Named, Option<Dimension>);

const NAMES: [Column; 6] = [
    (Named::Channel, Some(Dimension::Channel)),
    (Named::Campaign, Some(Dimension::Campaign)),
    (Named::Device, Some(Dimension::Device)),
    (Named::Region, Some(Dimension::Region)),
    (Named::Detail, None),
    (Named::Source, None),
];

/// The columns of the table, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Columns {
    /// What the figure is made of.
    parts: Vec<Metric>,
    /// What a row is named by, behind its category.
    names: Vec<Column>,
    /// What else was counted.
    others: Vec<Metric>,
}

/// The rows.
#[component]
pub(super) fn Rows(dig: Dig, metric: RwSignal<Metric>) -> impl IntoView {
    let i18n = dig.i18n;
    let columns = Memo::new(move |_| columns(dig, metric.get()));
    let is_empty = Memo::new(move |_| dig.lines.with(Vec::is_empty));
    let count = move || (dig.adding.get() == Stage::Done && !is_empty.get()).then(|| whole(dig, dig.rows()));
    let rows = move || {
        let (explained, columns) = (dig.explained(), columns.get());
        dig.lines
            .with(|lines| lines.iter().map(|line| row(dig, &explained, &columns, line)).collect::<Vec<_>>())
    };
    view! {
        <section class="report-dig-part" aria-labelledby="report-dig-rows">
            <h3 class="panel-title" id="report-dig-rows">
                {t_string!(i18n, explain.rows_title)}
                <span class="panel-note report-dig-count">{count}</span>
            </h3>
            <Show when=move || !is_empty.get()>
                <div class="table-scroll report-dig-table report-dig-rows" role="region" tabindex="0" aria-labelledby="report-dig-rows">
                    <table class="table" aria-busy=move || dig.looking.with(|stage| matches!(stage, Stage::Busy(_))).to_string()>
                        {move || head(dig, &columns.get())}
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Show>
            {move || state(dig, is_empty.get())}
        </section>
    }
}

/// What the figure is made of stands first, what it is not made of last. Names that the page itself tells apart are always
/// there, so that columns do not move while rows come.
fn columns(dig: Dig, metric: Metric) -> Columns {
    let named = dig.explained().named;
    let is_said = |(name, dimension): &Column| match dimension {
        Some(dimension) => named.contains(dimension),
        None => dig.lines.with(|lines| lines.iter().any(|line| !line.names[*name as usize].is_empty())),
    };
    let parts = metric.parts();
    let others = Metric::ALL.iter().copied().take(MEASURES).filter(|one| !parts.contains(one)).collect();
    Columns { parts, names: NAMES.into_iter().filter(is_said).collect(), others }
}

fn head(dig: Dig, columns: &Columns) -> impl IntoView + use<> {
    let i18n = dig.i18n;
    let text = |text: &'static str| view! { <th scope="col">{text}</th> };
    let number = |metric: &Metric| view! { <th class="num" scope="col">{words::metric(i18n, *metric)}</th> };
    let named = |(name, _): &Column| text(field(dig, *name));
    view! {
        <thead>
            <tr>
                {text(t_string!(i18n, report.day))}
                {text(t_string!(i18n, explain.line))}
                {columns.parts.iter().map(number).collect_view()}
                {text(t_string!(i18n, report.category))}
                {columns.names.iter().map(named).collect_view()}
                {columns.others.iter().map(number).collect_view()}
            </tr>
        </thead>
    }
}

fn row(dig: Dig, explained: &Explained, columns: &Columns, line: &Line) -> AnyView {
    let i18n = dig.i18n;
    let sums = line.measures.0;
    let measure = |metric: &Metric| {
        let dim = (sums[*metric as usize] == 0).then_some("true");
        view! { <td class="num" data-dim=dim>{exact(dig.format(), explained, *metric, &sums)}</td> }
    };
    let named = |(name, _): &Column| {
        let name = Some(line.names[*name as usize].clone()).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| NONE.to_owned());
        view! { <td><span class="clip report-dig-name" title=name.clone()>{name.clone()}</span></td> }
    };
    let category = words::member(i18n, Dimension::Category, &line.category.join(STEP));
    view! {
        <tr>
            <th scope="row">{dig.format().day(line.day)}</th>
            {origin(dig, line)}
            {columns.parts.iter().map(measure).collect_view()}
            <td data-tone=line.category.is_empty().then_some("warn")>
                <span class="clip report-dig-name" title=category.clone()>{category.clone()}</span>
                <span class="report-dig-sub">{reason(dig, &line.reason)}</span>
            </td>
            {columns.names.iter().map(named).collect_view()}
            {columns.others.iter().map(measure).collect_view()}
        </tr>
    }
    .into_any()
}

/// The file and the line. The number of a line is looked for in an editor, so it stands there as an editor has it.
fn origin(dig: Dig, line: &Line) -> impl IntoView + use<> {
    let file = dig
        .files
        .with(|files| files.iter().find(|file| file.number == line.file).map(|file| name(dig, file)))
        .unwrap_or_default();
    let number = t_string!(dig.i18n, explain.line_number, number = line.line).to_string();
    view! {
        <td>
            <span class="clip report-dig-file" title=file.clone()>{file.clone()}</span>
            <span class="report-dig-sub">{number}</span>
        </td>
    }
}

/// Why a row belongs to its category.
fn reason(dig: Dig, reason: &Reason) -> String {
    let i18n = dig.i18n;
    match reason {
        Reason::Named => t_string!(i18n, explain.named).to_owned(),
        Reason::Unmapped => t_string!(i18n, explain.unmapped).to_owned(),
        Reason::Rule { field: named, test, pattern } => {
            let test = match test {
                Test::Equals => t_string!(i18n, fact.test_equals),
                Test::Contains => t_string!(i18n, fact.test_contains),
                Test::Starts => t_string!(i18n, fact.test_starts),
                Test::Matches => t_string!(i18n, fact.test_matches),
            };
            let field = field(dig, *named).to_lowercase();
            t_string!(i18n, explain.by_rule, field = field, test = test, pattern = pattern.clone())
                .to_string()
        }
    }
}

fn field(dig: Dig, field: Named) -> &'static str {
    match field {
        Named::Source => t_string!(dig.i18n, fact.field_source),
        Named::Category => t_string!(dig.i18n, report.category),
        Named::Channel => t_string!(dig.i18n, report.channel),
        Named::Campaign => t_string!(dig.i18n, report.campaign),
        Named::Device => t_string!(dig.i18n, report.device),
        Named::Region => t_string!(dig.i18n, report.region),
        Named::Detail => t_string!(dig.i18n, fact.field_detail),
    }
}

/// What is going on, what went wrong, or the way to more.
fn state(dig: Dig, is_empty: bool) -> AnyView {
    let i18n = dig.i18n;
    match dig.looking.get() {
        Stage::Busy(after) => {
            let bones =
                is_empty.then(|| view! { <Late>{|| view! { <Skeleton /><Skeleton /><Skeleton /> }}</Late> });
            view! { {bones}{so_far(dig, after)} }.into_any()
        }
        Stage::More(after) => {
            let more = move |()| dig.look(Some(after));
            view! { <div class="buttons"><Button on_press=more>{t_string!(i18n, explain.more)}</Button></div> }.into_any()
        }
        Stage::Done if is_empty => {
            view! { <p class="report-dig-note">{t_string!(i18n, explain.nothing)}</p> }.into_any()
        }
        Stage::Done => ().into_any(),
        Stage::Failed(error, after) => failed(dig, error, move || dig.look(after)).into_any(),
    }
}
