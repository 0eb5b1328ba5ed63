//! The way to a sale: how many saw, came, asked and bought. The words stand beside the drawing, row by row.

use cube::Ratio;
use leptos::prelude::*;

use super::tools::{Either, Stand, Tools};
use crate::{
    i18n::t_string,
    report::{
        chart::{Palette, funnel as drawn},
        metric::Change,
        picture::funnel::{Stage, stages},
        view::{desk::Desk, figures::delta, words},
    },
    ui::{after_paint, chart::Items, format::NONE, theme::themed},
};

/// The picture.
#[component]
pub fn Funnel(stand: Stand) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let page = after_paint(desk.page);
    let shown = Memo::new(move |_| page.with(|page| stages(page)));
    view! {
        <div class="report-picture-bar">
            <p class="report-axes">{move || t_string!(i18n, report.funnel_scale)}</p>
            <Tools stand name=Signal::derive(move || t_string!(i18n, report.funnel).to_owned()) />
        </div>
        <Either stand twin=move || view! { <Twin shown /> }>
            <Drawing stand shown />
        </Either>
    }
}

#[component]
fn Drawing(stand: Stand, shown: Memo<Vec<Stage>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let palette = themed(Palette::present);
    let option =
        Signal::derive(move || palette.with(|palette| shown.with(|shown| drawn::option(shown, palette))));
    let rows = move || shown.with(|shown| shown.iter().map(|stage| row(desk, *stage)).collect_view());
    view! {
        <div class="report-funnel chart-frame" style:--stages=move || shown.with(Vec::len).to_string()>
            <div class="report-funnel-shape">
                <Items
                    option
                    label=move || t_string!(desk.i18n, report.funnel_label)
                    on_touch=|(_,)| ()
                    on_fail=move || stand.fail()
                    save_as=stand.save_as
                />
            </div>
            <ol class="report-stages">{rows}</ol>
        </div>
        <Show when=move || shown.with(Vec::is_empty)>
            <p class="report-nothing">{move || t_string!(desk.i18n, report.nothing)}</p>
        </Show>
    }
}

fn row(desk: Desk, stage: Stage) -> impl IntoView {
    let passed = stage.passed.map(|_| {
        view! {
            <span class="report-passed">
                {t_string!(desk.i18n, report.passed, share = share(desk, stage.passed)).to_string()}
                " "
                {delta(desk, passed_change(stage))}
            </span>
        }
    });
    view! {
        <li>
            <span class="report-stage">{words::metric(desk.i18n, stage.metric)}</span>
            <b>{desk.format().whole(stage.count)}</b>
            {delta(desk, change(stage))}
            {passed}
        </li>
    }
}

fn change(stage: Stage) -> Option<Change> {
    let sums = |count: i64| {
        let mut sums = [0; crate::report::model::MEASURES];
        sums[stage.metric as usize] = count;
        sums
    };
    stage.metric.change(&sums(stage.before?), &sums(stage.count))
}

/// How the part that went on has changed, in percentage points.
fn passed_change(stage: Stage) -> Option<Change> {
    let tenths = |ratio: Option<Ratio>| ratio?.scaled(1_000);
    Some(Change::of_share(tenths(stage.passed_before)?, tenths(stage.passed)?))
}

#[expect(clippy::cast_precision_loss, reason = "what is shown has fewer digits than a double holds")]
fn share(desk: Desk, ratio: Option<Ratio>) -> String {
    let tenths = ratio.and_then(|ratio| ratio.scaled(100_000));
    tenths.map_or_else(|| NONE.to_owned(), |share| desk.format().percent(share as f64 / 100_000.0))
}

/// The same as a table.
#[component]
fn Twin(shown: Memo<Vec<Stage>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let row = move |stage: &Stage| {
        view! {
            <tr>
                <th scope="row">{words::metric(i18n, stage.metric)}</th>
                <td class="num">{desk.format().whole(stage.count)}</td>
                <td class="num">{stage.before.map(|before| desk.format().whole(before))}</td>
                <td class="num">{share(desk, stage.passed)}</td>
                <td class="num">{share(desk, stage.passed_before)}</td>
            </tr>
        }
    };
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{move || t_string!(i18n, report.stage)}</th>
                    <th class="num" scope="col">{move || t_string!(i18n, report.people)}</th>
                    <th class="num" scope="col">{move || t_string!(i18n, report.before)}</th>
                    <th class="num" scope="col">{move || t_string!(i18n, report.went_on)}</th>
                    <th class="num" scope="col">{move || t_string!(i18n, report.before)}</th>
                </tr>
            </thead>
            <tbody>{move || shown.with(|shown| shown.iter().map(row).collect_view())}</tbody>
        </table>
    }
}
