//! The tables beside the tree: channels, devices, regions; and under it campaigns, with the same columns as the tree.

use cube::Member;
use leptos::prelude::*;

use super::{
    body::Body,
    desk::Desk,
    head::{Foot, Head},
    table::{Table, chosen, labelled},
    words,
};
use crate::{
    i18n::t_string,
    report::{model::Dimension, reader::Line},
};

/// So many rows are shown until the reader wants all.
const FEW: usize = 6;

/// One table.
#[component]
pub fn SmallTable(
    dimension: Dimension,
    /// With all the columns of the category tree, for which there must be room.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let all = RwSignal::new(false);
    let members = Memo::new(move |_| ordered(desk, dimension));
    let table = Table::of(dimension, None, move |_| {
        // A chosen row is always in sight: it is what the reader wants to let go of.
        let (all, chosen) = (all.get(), chosen(desk, dimension));
        let keep = |&(at, member): &(usize, Member)| all || at < FEW || chosen.contains(&member);
        let line = |(_, member)| Line { member, level: 1, open: None };
        members.get().into_iter().enumerate().filter(keep).map(line).collect()
    });
    let element = labelled(table);
    let id = format!("report-{}", dimension.word());
    let title = id.clone();
    view! {
        <section class="panel">
            <div class="table-scroll">
                <table
                    class=if wide { "table report-wide" } else { "table report-small" }
                    node_ref=element
                    role="grid"
                    aria-multiselectable="true"
                    aria-rowcount=move || table.row_count()
                    aria-labelledby=id
                    data-changes=move || table.changes.get().then_some("true")
                    data-bars=move || table.shares.get().is_none().then_some("none")
                >
                    <Head table name=Signal::derive(move || words::many(i18n, dimension)) heading=title />
                    <Body table />
                    {wide.then(|| view! { <Foot table /> })}
                </table>
            </div>
            <Show when=move || members.with(Vec::is_empty)>
                <p class="report-nothing">{move || t_string!(i18n, report.nothing)}</p>
            </Show>
            <More all count=Signal::derive(move || members.with(Vec::len)) />
        </section>
    }
}

/// The members with something to show in their order, then the chosen ones that have nothing left.
fn ordered(desk: Desk, dimension: Dimension) -> Vec<Member> {
    let sort = desk.query.with(|query| query.layout.sort(dimension));
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
