//! The category tree: the client's goods or services with the figures of each, opened as far as the reader likes.

use std::collections::HashSet;

use cube::Member;
use leptos::{
    attr::custom::custom_attribute,
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
};

use super::{
    desk::Desk,
    rows::{Numbers, Row, Stop, piece, row_count, row_number},
    words,
};
use crate::{
    i18n::t_string,
    report::{drawn, metric::Metric, model::Dimension, reader::Line},
    ui::{Glyph, Icon, grid::Wish, in_sight},
};

const CATEGORY: Dimension = Dimension::Category;

/// The nodes that are open.
type Open = RwSignal<HashSet<Member>>;

/// The table.
#[component]
pub fn CategoryTree() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let open: Open = RwSignal::new(desk.query.with_untracked(|query| opened(desk, query)));
    let sort = Memo::new(move |_| desk.query.with(|query| query.sort));
    let lines = Memo::new(move |_| {
        desk.page
            .with(|page| open.with(|open| desk.read(|reader| reader.lines(CATEGORY, page, sort.get(), open))))
    });
    let whole =
        Memo::new(move |_| desk.page.with(|page| desk.read(|reader| reader.whole(CATEGORY, &page.now))));
    let stop =
        Stop::of(Signal::derive(move || lines.with(|lines| lines.iter().map(|line| line.member).collect())));
    let body = NodeRef::new();
    let sight = in_sight(body, Signal::derive(move || lines.with(Vec::len)));
    let pieces = Memo::new(move |_| {
        lines.with(|lines| drawn::pieces(lines, sight.get(), |line| stop.is_at(line.member)))
    });
    let numbers =
        Memo::new(move |_| lines.with(|lines| drawn::numbers(lines.iter().map(|line| line.member))));
    let row = move |line| view! { <TreeRow line open stop whole numbers /> }.into_any();
    let count = move || {
        let (shown, count) = (
            desk.page.with(|page| page.present(CATEGORY.dim())),
            desk.read(|reader| reader.book().dictionary(CATEGORY).names.len()),
        );
        t_string!(i18n, report.shown, shown = shown, count = count).to_string()
    };
    view! {
        <section class="panel" aria-labelledby="report-categories">
            <header class="panel-head">
                <h2 class="panel-title" id="report-categories">{move || words::many(i18n, CATEGORY)}</h2>
                <span class="panel-note">
                    {count}
                    <span class="report-hint">" · " {move || t_string!(i18n, report.click_hint)}</span>
                </span>
            </header>
            <div class="table-scroll report-tree-scroll">
                <table
                    class="table report-tree"
                    role="treegrid"
                    aria-multiselectable="true"
                    aria-rowcount=move || row_count(numbers)
                    aria-labelledby="report-categories"
                >
                    <Head />
                    <tbody node_ref=body>
                        <For each=move || pieces.get() key=|piece| piece.map(|line| (line.member, line.level)) let:part>
                            {piece(part, row)}
                        </For>
                    </tbody>
                    <Foot whole />
                </table>
            </div>
        </section>
    }
}

/// What is open to begin with: whatever leads to the chosen nodes, and the root when there is only one.
fn opened(desk: Desk, query: &crate::report::query::Query) -> HashSet<Member> {
    desk.read(|reader| {
        let mut open = reader.above_chosen(CATEGORY, query);
        if let [root] = reader.below(CATEGORY, None)[..] {
            open.insert(root);
        }
        open
    })
}

/// The heads of the columns; a press sorts.
#[component]
fn Head() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let order = move |by: Option<Metric>| {
        let sort = desk.query.with(|query| query.sort);
        (sort.by == by).then_some(if sort.down { "descending" } else { "ascending" })
    };
    let press = move |by: Option<Metric>| desk.arrange(|query| query.sort = query.sort.clicked(by));
    let columns = Metric::COLUMNS.into_iter().map(move |metric| {
        view! {
            <th class="num" scope="col" aria-sort=move || order(Some(metric))>
                <button class="table-sort" type="button" on:click=move |_| press(Some(metric))>
                    {move || words::metric(i18n, metric)}
                </button>
            </th>
        }
    });
    view! {
        <thead>
            <tr>
                <th scope="col" aria-sort=move || order(None)>
                    <button class="table-sort" type="button" on:click=move |_| press(None)>
                        {move || words::one(i18n, CATEGORY)}
                    </button>
                </th>
                <td class="share-cell"></td>
                {columns.collect_view()}
            </tr>
        </thead>
    }
}

#[component]
fn TreeRow(line: Line, open: Open, stop: Stop, whole: Memo<Vec<i64>>, numbers: Numbers) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let Line { member, level, open: twist } = line;
    // The one attribute of a tree that leptos has no name for.
    let depth = custom_attribute("aria-level", level.to_string());
    let row = Row::of(desk, CATEGORY, member);
    let name = desk.read(|reader| reader.book().dictionary(CATEGORY).name(member).to_owned());
    let is_unmapped = name.is_empty();
    let is_open = Memo::new(move |_| open.with(|open| open.contains(&member)));
    let set_open = move |wanted: bool| {
        open.update(|open| {
            if wanted {
                open.insert(member);
            } else {
                open.remove(&member);
            }
        });
    };
    let key = move |event: KeyboardEvent| match row.key(&event) {
        Some(Wish::Open) if twist.is_some() => set_open(true),
        Some(Wish::Close) if twist.is_some() => set_open(false),
        _ => {}
    };
    let text = Signal::derive(move || words::member(i18n, CATEGORY, &name));
    let hint =
        move || if is_unmapped { t_string!(i18n, report.unmapped_hint).to_owned() } else { text.get() };
    view! {
        <tr
            class="table-row"
            aria-rowindex=move || row_number(numbers, member)
            aria-expanded=move || twist.map(|_| is_open.get().to_string())
            aria-selected=move || row.chosen.get().to_string()
            tabindex=move || stop.tabindex(member)
            data-tone=is_unmapped.then_some("warn")
            data-dim=move || row.is_dim()
            on:click=move |event| row.press(&event)
            on:keydown=key
            on:focus=move |_| stop.take(member)
            {..depth}
        >
            <th scope="row">
                <div class="report-name">
                    {twist.map_or_else(leaf, |_| view! { <Twist text is_open set_open /> }.into_any())}
                    <span title=hint>{move || text.get()}</span>
                </div>
            </th>
            {row.share(Metric::Cost, whole)}
            {row.cells(&Metric::COLUMNS)}
        </tr>
    }
}

/// The place of the twist where there is nothing to open.
fn leaf() -> AnyView {
    view! { <span class="report-twist" data-leaf="true"></span> }.into_any()
}

/// Opens and closes a node. For the keyboard the arrows on the row do the same.
#[component]
fn Twist(
    #[prop(into)] text: Signal<String>,
    is_open: Memo<bool>,
    set_open: impl Fn(bool) + 'static,
) -> impl IntoView {
    let i18n = expect_context::<Desk>().i18n;
    let label = move || {
        let name = text.get();
        if is_open.get() {
            t_string!(i18n, report.close_node, name = name).to_string()
        } else {
            t_string!(i18n, report.open_node, name = name).to_string()
        }
    };
    let press = move |event: MouseEvent| {
        event.stop_propagation();
        set_open(!is_open.get_untracked());
    };
    view! {
        <button class="report-twist" type="button" tabindex="-1" aria-label=label on:click=press>
            <Icon glyph=Glyph::ChevronRight />
        </button>
    }
}

/// The total, its own choice left out of account: the sum of the rows above it.
#[component]
fn Foot(whole: Memo<Vec<i64>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let cell = move |metric: Metric| view! { <td class="num">{move || whole.with(|sums| desk.write(metric, sums))}</td> };
    view! {
        <tfoot>
            <tr>
                <th scope="row">
                    <div class="report-name">{leaf()}<span>{move || t_string!(i18n, report.total)}</span></div>
                </th>
                <td class="share-cell"></td>
                {Metric::COLUMNS.into_iter().map(cell).collect_view()}
            </tr>
        </tfoot>
    }
}
