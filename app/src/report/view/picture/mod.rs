//! The picture over the tables: one of four, each with its twin, the same as a table.
//!
//! The chart over days is what a report opens with. What draws is a piece of its own, which comes behind the figures.

#![expect(clippy::unnecessary_wraps, reason = "what can fail is the download, which `wasm_split` adds")]

mod days;
mod dots;
mod funnel;
mod plot;
mod seen;
mod tiles;
mod tools;
mod twin;

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use self::{
    days::Days,
    dots::Dots,
    funnel::Funnel,
    plot::Plot,
    tiles::Tiles,
    tools::{Shown, Stand},
};
use super::desk::Desk;
use crate::{
    i18n::{I18nContext, Locale, t_string},
    report::{curve::Point, known::Known, metric::Metric, query::Picture},
    ui::{Piece, Segment, Segments, Shape, Skeleton},
};

/// The panel.
#[component]
pub fn PicturePanel() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let picture = Memo::new(move |_| desk.query.with(|query| query.picture));
    let stand = Stand { shown: RwSignal::new(Shown::Chart), save_as: RwSignal::new(None) };
    let segment = |one: &Picture| {
        let one = *one;
        Segment { value: one.word(), text: (move || name(i18n, one)).into() }
    };
    let choose = move |word: &'static str| {
        desk.arrange(|query| query.picture = Picture::parse(word).unwrap_or_default());
    };
    view! {
        <section class="panel report-chart" aria-labelledby="report-chart">
            <header class="panel-head">
                <h2 class="unseen" id="report-chart">{move || name(i18n, picture.get())}</h2>
                <Segments
                    label=move || t_string!(i18n, report.picture)
                    segments=Picture::ALL.iter().map(segment).collect()
                    value=Signal::derive(move || picture.get().word())
                    on_choose=move |(word,)| choose(word)
                />
            </header>
            {move || match picture.get() {
                Picture::Days => view! { <Days stand /> }.into_any(),
                // Only the days know their sums before the rows have come.
                _ if desk.known.get() != Known::All => {
                    view! { <div class="panel-body"><Skeleton shape=Shape::Block /></div> }.into_any()
                }
                other => view! { <Piece open=move || Box::pin(pictures(other, stand)) /> }.into_any(),
            }}
        </section>
    }
}

/// The drawing of the days, in the same piece: all drawings are made of the same parts.
#[wasm_split(report_pictures, wasm_split_path = leptos::wasm_split, fallible)]
fn plot(metric: Memo<Metric>, points: Memo<Vec<Point>>, stand: Stand) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Plot metric points save_as=stand.save_as on_fail=move || stand.fail() /> }.into_any())
}

#[wasm_split(report_pictures, wasm_split_path = leptos::wasm_split, fallible)]
fn pictures(picture: Picture, stand: Stand) -> Result<AnyView, SplitLoaderError> {
    Ok(match picture {
        Picture::Categories => view! { <Tiles stand /> }.into_any(),
        Picture::Campaigns => view! { <Dots stand /> }.into_any(),
        Picture::Funnel | Picture::Days => view! { <Funnel stand /> }.into_any(),
    })
}

fn name(i18n: I18nContext<Locale>, picture: Picture) -> &'static str {
    match picture {
        Picture::Days => t_string!(i18n, report.chart_title),
        Picture::Categories => t_string!(i18n, report.categories),
        Picture::Campaigns => t_string!(i18n, report.campaigns),
        Picture::Funnel => t_string!(i18n, report.funnel),
    }
}
