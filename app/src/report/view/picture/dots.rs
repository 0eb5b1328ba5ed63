//! The campaigns as dots: what they cost against what a lead of them cost. A click chooses one.

use cube::Member;
use leptos::prelude::*;

use super::{
    plot::Marks,
    seen::{Note, Seen},
    tools::{Either, Stand, Tools},
};
use crate::{
    i18n::t_string,
    report::{
        chart::{
            Palette,
            dots::{self as drawn, Scales},
        },
        metric::Metric,
        model::Dimension,
        picture::dots::{Dot, dots},
        view::{desk::Desk, words},
    },
    ui::{
        chart::{Items, Touch},
        theme::themed,
    },
};

const CAMPAIGN: Dimension = Dimension::Campaign;
const COLUMNS: [Metric; 3] = [Metric::Cost, Metric::Leads, Metric::CostPerLead];

/// The picture.
#[component]
pub fn Dots(stand: Stand) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let seen = Seen::of(desk, CAMPAIGN);
    let shown = Memo::new(move |_| seen.with(|seen| desk.read(|reader| dots(reader, &seen.page))));
    view! {
        <div class="report-picture-bar">
            <ul class="report-legend">
                <li class="report-key" data-series="dot">{move || t_string!(i18n, report.dot_size)}</li>
                <li class="report-key" data-series="hollow">{move || t_string!(i18n, report.dot_hollow)}</li>
                <li class="report-key" data-series="above">{move || t_string!(i18n, report.dot_above)}</li>
                <li class="report-key" data-series="average">{move || t_string!(i18n, report.average)}</li>
            </ul>
            <Tools stand name=Signal::derive(move || words::many(i18n, CAMPAIGN).to_owned()) />
        </div>
        <Either stand twin=move || view! { <Twin seen shown /> }>
            <Drawing stand seen shown />
        </Either>
    }
}

#[component]
fn Drawing(stand: Stand, seen: ReadSignal<Seen>, shown: Memo<Vec<Dot>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let palette = themed(Palette::present);
    let average = Memo::new(move |_| {
        shown.with(|shown| {
            let leads: i64 = shown.iter().map(|dot| dot.leads).sum();
            let cost: f64 = shown.iter().map(|dot| dot.cost).sum();
            (leads > 0).then(|| cost / as_number(leads))
        })
    });
    let scales = Memo::new(move |_| shown.with(|shown| Scales::of(shown, average.get())));
    let option = Signal::derive(move || {
        let is_chosen = |member: Member| seen.with(|seen| seen.chosen.contains(&member));
        shown.with(|shown| {
            scales.with(|scales| {
                palette.with(|palette| drawn::option(shown, average.get(), &is_chosen, scales, palette))
            })
        })
    });
    let over = RwSignal::new(None::<(Member, f64, f64)>);
    let touch = move |touch: Touch| match touch {
        Touch::Over(item, x, y) => over.set(Some((Member(item), x, y))),
        Touch::Away => over.set(None),
        Touch::Pick(item, held) => {
            let path = desk.path(CAMPAIGN, Member(item));
            desk.ask(|query| query.choices.click(CAMPAIGN, &path, held.add));
        }
        Touch::Open(_) => {}
    };
    let note = move || {
        over.get().map(|(member, x, y)| {
            let figures = seen.with(|seen| seen.figures(desk, CAMPAIGN, member, &COLUMNS));
            view! { <Note name=desk.name(CAMPAIGN, member) figures place=(x, y) /> }
        })
    };
    view! {
        <div class="chart-frame">
            <div class="report-canvas report-dots">
                <Marks side="left" metric=Signal::derive(|| Metric::CostPerLead) scale=Signal::derive(move || scales.get().lead_cost) />
                <Marks side="bottom" metric=Signal::derive(|| Metric::Cost) scale=Signal::derive(move || scales.get().cost) />
                <Items
                    option
                    label=move || t_string!(i18n, report.dots_label)
                    on_touch=move |(one,)| touch(one)
                    on_fail=move || stand.fail()
                    save_as=stand.save_as
                />
                {note}
            </div>
            <p class="report-axes">
                <span>{move || format!("↑ {}", words::metric(i18n, Metric::CostPerLead))}</span>
                <span>{move || format!("{} →", words::metric(i18n, Metric::Cost))}</span>
            </p>
        </div>
    }
}

#[expect(clippy::cast_precision_loss, reason = "a picture is no more exact")]
fn as_number(count: i64) -> f64 {
    count as f64
}

/// The same as a table.
#[component]
fn Twin(seen: ReadSignal<Seen>, shown: Memo<Vec<Dot>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let row = move |dot: &Dot| {
        let figures = seen.with(|seen| seen.figures(desk, CAMPAIGN, dot.member, &COLUMNS));
        view! {
            <tr>
                <th scope="row">{desk.name(CAMPAIGN, dot.member)}</th>
                {figures.into_iter().map(|(_, value)| view! { <td class="num">{value}</td> }).collect_view()}
            </tr>
        }
    };
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{move || words::one(i18n, CAMPAIGN)}</th>
                    {COLUMNS.map(|metric| view! { <th class="num" scope="col">{move || words::metric(i18n, metric)}</th> })}
                </tr>
            </thead>
            <tbody>{move || shown.with(|shown| shown.iter().map(row).collect_view())}</tbody>
        </table>
    }
}
