//! The categories as tiles: a click chooses one, a double click goes inside.

use leptos::prelude::*;

use super::tools::{Either, FigureMenu, Stand, Tools};
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
        reader::Page,
        view::{desk::Desk, table::chosen, words},
    },
    ui::{
        after_paint,
        chart::{Items, Touch},
        theme::use_theme,
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
    let page = after_paint(desk.page);
    let tiles = Memo::new(move |_| {
        let inside = desk.query.with(|query| query.inside.clone());
        let look = |page: &std::sync::Arc<Page>| {
            desk.read(|reader| {
                let inside = inside.and_then(|path| reader.book().dictionary(CATEGORY).find(&path));
                tiles(reader, page, inside, figures.get())
            })
        };
        page.with(look)
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
        <Either stand twin=move || view! { <Twin tiles figures /> }>
            <Drawing stand tiles figures />
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
fn Drawing(stand: Stand, tiles: Memo<Vec<Tile>>, figures: Memo<Figures>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let theme = use_theme();
    let heats = Memo::new(move |_| {
        theme.is_dark();
        (Heats::present(), Palette::present())
    });
    let option = Signal::derive(move || {
        let chosen = chosen(desk, CATEGORY);
        let face = |of: Of| {
            let name = name(desk, of);
            let is_chosen = matches!(of, Of::Member(member) if chosen.contains(&member));
            let figures = values(desk, of, figures.get()).map(|(_, value)| value);
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
            {move || {
                let (of, x, y) = over.get()?;
                let lines = values(desk, of, figures.get());
                let line = |(name, value): (&'static str, String)| view! { <span>{name}" "<b>{value}</b></span> };
                let side = if x > 0.6 { "left" } else { "right" };
                Some(view! {
                    <div class="report-note report-point" data-side=side style:--x=format!("{:.1}%", x * 100.0) style:--y=format!("{:.1}%", y * 100.0)>
                        <b>{name(desk, of)}</b>
                        {lines.map(line).collect_view()}
                    </div>
                })
            }}
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
        Of::Member(member) => {
            let name = desk.read(|reader| reader.book().dictionary(CATEGORY).name(member).to_owned());
            words::member(desk.i18n, CATEGORY, &name)
        }
        Of::Others(count) => t_string!(desk.i18n, report.others, count = count).to_string(),
    }
}

/// The figures of a tile with their names.
fn values(desk: Desk, of: Of, figures: Figures) -> impl Iterator<Item = (&'static str, String)> {
    let sums = match of {
        Of::Member(member) => desk.page.with(|page| page.sums(CATEGORY, member).map(<[i64]>::to_vec)),
        Of::Others(_) => None,
    };
    let colour = Some(figures.colour).filter(|colour| *colour != figures.size);
    let metrics = std::iter::once(figures.size).chain(colour);
    metrics.filter_map(move |metric| {
        Some((words::metric(desk.i18n, metric), desk.write(metric, sums.as_deref()?)))
    })
}

/// The same as a table.
#[component]
fn Twin(tiles: Memo<Vec<Tile>>, figures: Memo<Figures>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let cell = move |of: Of, metric: Metric| match of {
        Of::Member(member) => desk.page.with(|page| {
            page.sums(CATEGORY, member).map(|sums| desk.write(metric, sums)).unwrap_or_default()
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
