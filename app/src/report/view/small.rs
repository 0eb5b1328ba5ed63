//! The tables beside the tree: channels, devices, regions; and under it campaigns, with the same columns as the tree.

use cube::Member;
use leptos::prelude::*;

use super::{
    desk::Desk,
    rows::{Numbers, Row, Stop, piece, row_count, row_number},
    words,
};
use crate::{
    i18n::t_string,
    report::{drawn, metric::Metric, model::Dimension, query::Sort},
    ui::in_sight,
};

/// So many rows are shown until the reader wants all.
const FEW: usize = 6;

/// The columns of a table; the first one orders the rows and has the bar of shares.
type Columns = &'static [Metric];

const NARROW: Columns = &[Metric::Leads, Metric::CostPerLead];

/// One table.
#[component]
pub fn SmallTable(
    dimension: Dimension,
    /// With all the columns of the category tree, for which there must be room.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let columns: Columns = if wide { &Metric::COLUMNS } else { NARROW };
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let all = RwSignal::new(false);
    let members = Memo::new(move |_| ordered(desk, dimension, columns[0]));
    let chosen = Memo::new(move |_| chosen(desk, dimension));
    let shown = Memo::new(move |_| {
        // A chosen row is always in sight: it is what the reader wants to let go of.
        let (all, chosen) = (all.get(), chosen.get());
        let keep =
            |(at, member): (usize, Member)| (all || at < FEW || chosen.contains(&member)).then_some(member);
        members.get().into_iter().enumerate().filter_map(keep).collect::<Vec<_>>()
    });
    let whole =
        Memo::new(move |_| desk.page.with(|page| desk.read(|reader| reader.whole(dimension, &page.now))));
    let stop = Stop::of(shown.into());
    let body = NodeRef::new();
    let sight = in_sight(body, Signal::derive(move || shown.with(Vec::len)));
    let pieces = Memo::new(move |_| {
        shown.with(|shown| drawn::pieces(shown, sight.get(), |member| stop.is_at(*member)))
    });
    let numbers = Memo::new(move |_| shown.with(|shown| drawn::numbers(shown.iter().copied())));
    let row = move |member| view! { <SmallRow dimension columns member stop whole numbers /> }.into_any();
    let id = format!("report-{}", dimension.word());
    let title = id.clone();
    view! {
        <section class="panel">
            <div class="table-scroll">
                <table
                    class=if wide { "table report-wide" } else { "table report-small" }
                    role="grid"
                    aria-multiselectable="true"
                    aria-rowcount=move || row_count(numbers)
                    aria-labelledby=id
                >
                    <thead>
                        <tr>
                            <th scope="col"><h2 id=title>{move || words::many(i18n, dimension)}</h2></th>
                            <td class="share-cell"></td>
                            {columns
                                .iter()
                                .map(|&metric| view! { <th class="num" scope="col">{move || words::metric(i18n, metric)}</th> })
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody node_ref=body>
                        <For each=move || pieces.get() key=|piece| *piece let:part>
                            {piece(part, row)}
                        </For>
                    </tbody>
                </table>
            </div>
            <Show when=move || members.with(Vec::is_empty)>
                <p class="report-nothing">{move || t_string!(i18n, report.nothing)}</p>
            </Show>
            <More all count=Signal::derive(move || members.with(Vec::len)) />
        </section>
    }
}

/// The members with something to show, those with most of a figure first, then the chosen ones that have nothing left.
fn ordered(desk: Desk, dimension: Dimension, by: Metric) -> Vec<Member> {
    let sort = Sort { by: Some(by), down: true };
    desk.page.with(|page| {
        desk.read(|reader| {
            let groups = page.now.groups(dimension.dim());
            let mut members = reader.ranked(dimension, groups, reader.below(dimension, None), sort);
            let lost: Vec<Member> =
                chosen(desk, dimension).into_iter().filter(|member| !members.contains(member)).collect();
            members.extend(lost);
            members
        })
    })
}

fn chosen(desk: Desk, dimension: Dimension) -> Vec<Member> {
    desk.query.with(|query| {
        desk.read(|reader| {
            let names = reader.book().dictionary(dimension);
            query.chosen(dimension).filter_map(|path| names.find(path)).collect()
        })
    })
}

#[component]
fn SmallRow(
    dimension: Dimension,
    columns: Columns,
    member: Member,
    stop: Stop,
    whole: Memo<Vec<i64>>,
    numbers: Numbers,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let row = Row::of(desk, dimension, member);
    let name = desk.read(|reader| reader.book().dictionary(dimension).name(member).to_owned());
    let text = Signal::derive(move || words::member(i18n, dimension, &name));
    view! {
        <tr
            class="table-row"
            aria-rowindex=move || row_number(numbers, member)
            aria-selected=move || row.chosen.get().to_string()
            tabindex=move || stop.tabindex(member)
            data-dim=move || row.is_dim()
            on:click=move |event| row.press(&event)
            on:keydown=move |event| {
                row.key(&event);
            }
            on:focus=move |_| stop.take(member)
        >
            <th scope="row" title=move || text.get()>{move || text.get()}</th>
            {row.share(columns[0], whole)}
            {row.cells(columns)}
        </tr>
    }
}

/// All rows, or the first few again.
#[component]
fn More(all: RwSignal<bool>, count: Signal<usize>) -> impl IntoView {
    let i18n = expect_context::<Desk>().i18n;
    let text = move || {
        if all.get() {
            t_string!(i18n, report.show_less).to_owned()
        } else {
            t_string!(i18n, report.show_more, count = count.get().saturating_sub(FEW)).to_string()
        }
    };
    view! {
        <Show when=move || { count.get() > FEW }>
            <div class="panel-foot">
                <button
                    class="button report-more"
                    type="button"
                    data-kind="quiet"
                    data-size="small"
                    aria-expanded=move || all.get().to_string()
                    on:click=move |_| all.update(|all| *all = !*all)
                >
                    {text}
                </button>
            </div>
        </Show>
    }
}
