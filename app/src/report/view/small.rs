//! The tables beside the tree: channels, devices, regions; and under it campaigns, with the same columns as the tree.

use cube::Member;
use leptos::prelude::*;

use super::{
    desk::Desk,
    table::{Body, Columns, Table, chosen},
    words,
};
use crate::{
    i18n::t_string,
    report::{metric::Metric, model::Dimension, query::Sort, reader::Line},
};

/// So many rows are shown until the reader wants all.
const FEW: usize = 6;

/// Beside the tree; the first figure orders the rows.
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
    let table = Table::of(dimension, columns, None, move |_| {
        // A chosen row is always in sight: it is what the reader wants to let go of.
        let (all, chosen) = (all.get(), chosen(desk, dimension));
        let keep = |&(at, member): &(usize, Member)| all || at < FEW || chosen.contains(&member);
        let line = |(_, member)| Line { member, level: 1, open: None };
        members.get().into_iter().enumerate().filter(keep).map(line).collect()
    });
    let id = format!("report-{}", dimension.word());
    let title = id.clone();
    view! {
        <section class="panel">
            <div class="table-scroll">
                <table
                    class=if wide { "table report-wide" } else { "table report-small" }
                    role="grid"
                    aria-multiselectable="true"
                    aria-rowcount=move || table.row_count()
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
                    <Body table />
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
