//! The report's page: loads the cut once, then answers every click by itself.

mod chart;
mod chips;
mod desk;
mod figures;
mod loading;
mod period;
mod plot;
mod row;
mod small;
mod table;
mod tree;
mod words;

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use self::{
    chart::ChartPanel,
    chips::Chips,
    desk::{Desk, provide_desk},
    figures::Figures,
    loading::{Loading, Progress, Shared, Stage, Trouble},
    period::{ComparisonMenu, PeriodMenu},
    small::SmallTable,
    tree::CategoryTree,
};
use super::{known::Known, model::Dimension};
use crate::{
    access::model::{Act, role_allows},
    i18n::{t, t_string, use_i18n},
    project::model::{Home, Project},
    time::Stamp,
    ui::{
        Empty, ErrorState, Glyph, Late, Notice, Shape, Skeleton, error_text, fetch::Copy, show_actions,
        use_format,
    },
};

/// `/p/:slug/report`
#[component]
pub fn ReportPage() -> impl IntoView {
    let loading = Loading::of(&expect_context::<Arc<Project>>());
    let begin = move |copy: Copy| spawn_local_scoped_with_cancellation(loading.run(copy));
    begin(Copy::Checked);
    // The button is gone as soon as the page waits again; what it began would end with it if it belonged to the button.
    let owner = Owner::current();
    let again = Callback::new(move |()| {
        loading.stage.set(Stage::Waiting);
        // A damaged copy may stand in the browser's cache, so it is not asked a second time.
        owner.clone().unwrap_or_default().with(|| begin(Copy::Refused));
    });
    move || match loading.stage.get() {
        Stage::Waiting => view! { <Late>{waiting}</Late> }.into_any(),
        Stage::Failed(trouble) => view! { <Failed trouble again /> }.into_any(),
        Stage::Open(reader) => view! { <Opened reader progress=loading.progress /> }.into_any(),
    }
}

/// The shape of the page that is coming.
fn waiting() -> impl IntoView {
    view! {
        <div class="report" aria-busy="true">
            <Skeleton shape=Shape::Short />
            {sums_coming()}
            {tables_coming()}
        </div>
    }
}

/// The shape of figures and chart.
fn sums_coming() -> impl IntoView {
    view! {
        <div class="report-figures" aria-busy="true">
            {(0..6).map(|_| view! { <div class="report-figure"><Skeleton shape=Shape::Short /><Skeleton shape=Shape::Figure /></div> }).collect_view()}
        </div>
        <div class="panel"><div class="panel-body"><Skeleton shape=Shape::Block /></div></div>
    }
}

#[component]
fn Failed(trouble: Trouble, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let text = move || match &trouble {
        Trouble::Refused(error) => error_text(i18n, error),
        Trouble::Damaged => t_string!(i18n, report.damaged).to_owned(),
    };
    view! { <ErrorState text on_retry=again /> }
}

/// A report with facts in it, or what to do about it having none.
#[component]
fn Opened(reader: RwSignal<Shared, LocalStorage>, progress: Progress) -> impl IntoView {
    let project = expect_context::<Arc<Project>>();
    let (imported, calendar) = reader.with_untracked(|reader| {
        let reader = reader.borrow();
        (reader.book().imported, reader.calendar(project.start, project.listed.today))
    });
    match calendar {
        None => view! { <NoFacts /> }.into_any(),
        Some(calendar) => {
            provide_desk(reader, progress, calendar);
            view! { <Blocks imported /> }.into_any()
        }
    }
}

/// Everything that is on the page.
#[component]
fn Blocks(imported: Option<Stamp>) -> impl IntoView {
    let (i18n, format) = (use_i18n(), use_format());
    let desk = expect_context::<Desk>();
    let arriving = move || {
        let share = format.percent_whole(desk.share.get());
        if desk.known.get() == Known::All {
            t_string!(i18n, report.older_arriving, share = share).to_string()
        } else {
            t_string!(i18n, report.rows_arriving, share = share).to_string()
        }
    };
    let fresh = move || {
        if !desk.whole.get() {
            return Some(arriving());
        }
        imported.map(|at| t_string!(i18n, report.fresh, moment = format.moment(at)).to_string())
    };
    show_actions(move || {
        view! {
            <span class="shell-fresh" aria-live="polite" data-arriving=move || (!desk.whole.get()).then_some("true")>{fresh}</span>
        }
    });
    view! {
        <div class="report">
            <div class="report-toolbar">
                <PeriodMenu />
                <ComparisonMenu />
                <Chips />
            </div>
            <Exact least=Known::Days coming=sums_coming>
                <Figures />
                <ChartPanel />
            </Exact>
            <Exact least=Known::All coming=tables_coming>
                <Tables />
            </Exact>
        </div>
    }
}

/// What is shown as soon as so much of the page is exact, and its shape until then.
#[component]
fn Exact<V: IntoView + 'static>(least: Known, coming: fn() -> V, children: ChildrenFn) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let is_known = Memo::new(move |_| desk.known.get() >= least);
    move || if is_known.get() { children().into_any() } else { view! { <Late>{coming}</Late> }.into_any() }
}

/// The tables, and what was left out of them.
#[component]
fn Tables() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let side = [Dimension::Channel, Dimension::Device, Dimension::Region];
    let side = side.into_iter().filter(|&dimension| desk.is_named(dimension));
    let campaigns = desk.is_named(Dimension::Campaign);
    let rolled_up = desk.read(|reader| reader.rolled_up.clone());
    let without = move || {
        let names: Vec<String> =
            rolled_up.iter().map(|dimension| words::many(i18n, *dimension).to_lowercase()).collect();
        (!names.is_empty()).then(|| {
            let text = t_string!(i18n, report.rolled_up, dimensions = names.join(", ")).to_string();
            view! { <Notice>{text}</Notice> }
        })
    };
    view! {
        {without}
        <div class="report-tables">
            <div class="report-main">
                <CategoryTree />
                {campaigns.then(|| view! { <SmallTable dimension=Dimension::Campaign wide=true /> })}
            </div>
            <div class="report-side">{side.map(|dimension| view! { <SmallTable dimension /> }).collect_view()}</div>
        </div>
    }
}

/// The shape of the tables that are coming.
fn tables_coming() -> impl IntoView {
    let rows = || (0..6).map(|_| view! { <Skeleton /> }).collect_view();
    view! {
        <div class="report-tables" aria-busy="true">
            <div class="report-main"><div class="panel"><div class="panel-body report-coming">{rows()}</div></div></div>
            <div class="report-side"><div class="panel"><div class="panel-body report-coming">{rows()}</div></div></div>
        </div>
    }
}

/// A project into which nothing has been read yet.
#[component]
fn NoFacts() -> impl IntoView {
    let i18n = use_i18n();
    let project = expect_context::<Arc<Project>>();
    let may_import = role_allows(expect_context::<Arc<Home>>().me.person.role, Act::ImportFacts);
    let text = move || {
        if may_import { t_string!(i18n, report.empty_import) } else { t_string!(i18n, report.empty_client) }
    };
    let href = format!("/p/{}/facts", project.listed.slug);
    view! {
        <Empty glyph=Glyph::Report title=move || t_string!(i18n, report.empty_title) text>
            {may_import.then(|| view! { <a class="button" data-kind="primary" href=href>{t!(i18n, report.upload)}</a> })}
        </Empty>
    }
}
