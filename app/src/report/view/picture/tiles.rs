//! The categories as tiles: a click chooses one, a double click goes inside.

use leptos::prelude::*;

use super::{
    seen::{Note, Seen},
    tools::{Either, FigureMenu, Stand, Tools},
};
use crate::{
    i18n::t_string,
    report::{
        chart::{
            Palette,
            tiles::{self as drawn, Face, Heats},
        },
        metric::Metric,
        model::Dimension,
        picture::{
            heat::Heat,
            tiles::{Figures, Of, Tile, tiles},
        },
        view::{desk::Desk, words},
    },
    ui::{
        chart::{Items, Touch},
        theme::themed,
    },
};

const CATEGORY: Dimension = Dimension::Category;

/// The picture.
#[component]
pub fn Tiles(stand: Stand) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let figures =
        Memo::new(move |_| desk.query.with(|query| Figures { size: query.size, colour: query.colour }));
    let seen = Seen::of(desk, CATEGORY);
    let tiles = Memo::new(move |_| {
        seen.with(|seen| desk.read(|reader| tiles(reader, &seen.page, seen.inside, figures.get())))
    });
    let sums = Metric::READING.into_iter().filter(|metric| metric.is_sum()).collect();
    view! {
        <div class="report-picture-bar">
            <Legend figures />
            <Tools stand name=Signal::derive(move || words::many(i18n, CATEGORY).to_owned())>
                <FigureMenu
                    label=move || t_string!(i18n, report.size)
                    metrics=sums
                    value=Signal::derive(move || figures.get().size)
                    on_choose=move |(metric,)| desk.arrange(|query| query.size = metric)
                    named=true
                />
                <FigureMenu
                    label=move || t_string!(i18n, report.colour)
                    metrics=Metric::READING.to_vec()
                    value=Signal::derive(move || figures.get().colour)
                    on_choose=move |(metric,)| desk.arrange(|query| query.colour = metric)
                    named=true
                />
            </Tools>
        </div>
        <Either stand twin=move || view! { <Twin seen tiles figures /> }>
            <Drawing stand seen tiles figures />
        </Either>
    }
}

/// What the colours mean.
#[component]
fn Legend(figures: Memo<Figures>) -> impl IntoView {
    let i18n = expect_context::<Desk>().i18n;
    let is_sum = Memo::new(move |_| figures.get().colour.is_sum() || figures.get().colour.better().is_none());
    let steps = move || {
        let names: &[&'static str] = if is_sum.get() {
            &["amount-0", "amount-1", "amount-2", "amount-3"]
        } else {
            &["heat-bad-3", "heat-bad-2", "heat-bad-1", "heat-0", "heat-good-1", "heat-good-2", "heat-good-3"]
        };
        names.iter().map(|name| view! { <i style:background=format!("var(--{name})")></i> }).collect_view()
    };
    view! {
        <p class="report-heats">
            <span>{move || if is_sum.get() { t_string!(i18n, report.less) } else { t_string!(i18n, report.worse) }}</span>
            <span class="report-heat-steps" aria-hidden="true">{steps}</span>
            <span>
                {move || {
                    if is_sum.get() { t_string!(i18n, report.more) } else { t_string!(i18n, report.better_than_all) }
                }}
            </span>
        </p>
    }
}

#[component]
fn Drawing(
    stand: Stand,
    seen: ReadSignal<Seen>,
    tiles: Memo<Vec<Tile>>,
    figures: Memo<Figures>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let heats = themed(|| (Heats::present(), Palette::present()));
    let option = Signal::derive(move || {
        let face = |of: Of| {
            let name = name(desk, of);
            let is_chosen =
                matches!(of, Of::Member(member) if seen.with(|seen| seen.chosen.contains(&member)));
            let figures = values(desk, seen, of, figures.get()).into_iter().map(|(_, value)| value);
            let text = std::iter::once(name.clone()).chain(figures).collect::<Vec<_>>().join("\n");
            Face { text, name, is_chosen }
        };
        heats.with(|(heats, palette)| tiles.with(|tiles| drawn::option(tiles, &face, heats, palette)))
    });
    let over = RwSignal::new(None::<(Of, f64, f64)>);
    let touch = move |touch: Touch| match touch {
        Touch::Over(item, x, y) => over.set(Some((Of::Member(cube::Member(item)), x, y))),
        Touch::Away => over.set(None),
        Touch::Pick(item, held) => {
            let path = desk.path(CATEGORY, cube::Member(item));
            desk.ask(|query| query.choices.click(CATEGORY, &path, held.add));
        }
        Touch::Open(item) => enter(desk, cube::Member(item)),
    };
    view! {
        <div class="report-canvas report-tiles chart-frame">
            <Items
                option
                label=move || t_string!(desk.i18n, report.tiles_label)
                on_touch=move |(one,)| touch(one)
                on_fail=move || stand.fail()
                save_as=stand.save_as
            />
            {move || over.get().map(|(of, x, y)| {
                view! { <Note name=name(desk, of) figures=values(desk, seen, of, figures.get()) place=(x, y) /> }
            })}
        </div>
        <Show when=move || tiles.with(Vec::is_empty)>
            <p class="report-nothing">{move || t_string!(desk.i18n, report.nothing)}</p>
        </Show>
    }
}

/// Goes inside a category that has something in it, as a double click on its row does.
fn enter(desk: Desk, member: cube::Member) {
    if desk.read(|reader| !reader.is_leaf(CATEGORY, member)) {
        let path = desk.path(CATEGORY, member);
        desk.ask(|query| {
            query.choices.choose_only(CATEGORY, &path);
            query.inside = Some(path);
        });
    }
}

fn name(desk: Desk, of: Of) -> String {
    match of {
        Of::Member(member) => desk.name(CATEGORY, member),
        Of::Others(count) => t_string!(desk.i18n, report.others, count = count).to_string(),
    }
}

/// The figures of a tile with their names: one when size and colour are the same.
fn values(desk: Desk, seen: ReadSignal<Seen>, of: Of, figures: Figures) -> Vec<(&'static str, String)> {
    let Of::Member(member) = of else { return Vec::new() };
    let metrics = [figures.size, figures.colour];
    let metrics = if figures.size == figures.colour { &metrics[..1] } else { &metrics };
    seen.with(|seen| seen.figures(desk, CATEGORY, member, metrics))
}

/// The same as a table.
#[component]
fn Twin(seen: ReadSignal<Seen>, tiles: Memo<Vec<Tile>>, figures: Memo<Figures>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let cell = move |of: Of, metric: Metric| match of {
        Of::Member(member) => seen.with(|seen| {
            seen.page.sums(CATEGORY, member).map(|sums| desk.write(metric, sums)).unwrap_or_default()
        }),
        Of::Others(_) => String::new(),
    };
    let row = move |tile: &Tile, level: &'static str| {
        let of = tile.of;
        view! {
            <tr data-level=level>
                <th scope="row"><div class="report-name"><span>{name(desk, of)}</span></div></th>
                <td class="num">{cell(of, figures.get().size)}</td>
                <td class="num">{cell(of, figures.get().colour)}</td>
                <td class="num">{compared(desk, tile.heat)}</td>
            </tr>
        }
    };
    let rows = move || {
        let all = |tile: &Tile| {
            let inner = tile.children.iter().map(|child| row(child, "2")).collect_view();
            (row(tile, "1"), inner)
        };
        tiles.with(|tiles| tiles.iter().map(all).collect_view())
    };
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{move || words::one(i18n, CATEGORY)}</th>
                    <th class="num" scope="col">{move || words::metric(i18n, figures.get().size)}</th>
                    <th class="num" scope="col">{move || words::metric(i18n, figures.get().colour)}</th>
                    <th class="num" scope="col">{move || t_string!(i18n, report.against_all)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// A colour in words.
fn compared(desk: Desk, heat: Heat) -> &'static str {
    match heat {
        Heat::Tone(step) if step > 0 => t_string!(desk.i18n, report.is_better),
        Heat::Tone(step) if step < 0 => t_string!(desk.i18n, report.is_worse),
        Heat::Tone(_) => t_string!(desk.i18n, report.is_alike),
        Heat::Unknown | Heat::Amount(_) => crate::ui::format::NONE,
    }
}
