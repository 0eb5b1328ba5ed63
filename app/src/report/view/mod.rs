//! The report's page: loads the cut once, then answers every click by itself.

mod body;
mod chips;
mod desk;
mod explain;
mod explained;
mod export;
mod figures;
mod find;
mod guest;
mod head;
mod loading;
mod period;
mod picture;
mod row;
mod share;
mod share_dialog;
mod small;
mod table;
mod tree;
mod views;
mod views_dialog;
mod words;

pub use self::guest::{GuestReport, Secret};

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use self::{
    chips::Chips,
    desk::{Desk, provide_desk},
    explained::Explanation,
    export::ExportMenu,
    figures::Figures,
    find::FindRow,
    loading::{Loading, Progress, Shared, Source, Stage, Trouble},
    period::{ComparisonMenu, PeriodMenu, PeriodShown},
    picture::PicturePanel,
    share::ShareButton,
    small::SmallTable,
    tree::CategoryTree,
    views::ViewsMenu,
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
    let project = expect_context::<Arc<Project>>();
    let loading = Loading::of(Source::Project(project.listed.id), project.start, project.listed.today);
    let show = |reader, progress| view! { <Opened reader progress /> }.into_any();
    view! { <Loaded loading show /> }
}

/// What is shown of a cut as soon as there is something to read.
type Show = fn(RwSignal<Shared, LocalStorage>, Progress) -> AnyView;

/// Loads a cut, and tries again when it did not come.
#[component]
fn Loaded(loading: Loading, show: Show) -> impl IntoView {
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
        Stage::Open(reader) => show(reader, loading.progress),
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
            provide_desk(Some(project.listed.id), reader, progress, calendar);
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
                {if desk.is_guest() {
                    view! { <PeriodShown /> <Chips /> }.into_any()
                } else {
                    view! { <PeriodMenu /> <ComparisonMenu /> <Chips /> }.into_any()
                }}
                <Tools />
            </div>
            <Exact least=Known::Days coming=sums_coming>
                <Figures />
                <PicturePanel />
            </Exact>
            <Exact least=Known::All coming=tables_coming>
                <Tables />
            </Exact>
        </div>
        <Explanation />
    }
}

/// What is shown as soon as so much of the page is exact, and its shape until then.
#[component]
fn Exact<V: IntoView + 'static>(least: Known, coming: fn() -> V, children: ChildrenFn) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let is_known = Memo::new(move |_| desk.known.get() >= least);
    move || if is_known.get() { children().into_any() } else { view! { <Late>{coming}</Late> }.into_any() }
}

/// What one does with the report as a whole.
#[component]
fn Tools() -> impl IntoView {
    let desk = expect_context::<Desk>();
    view! {
        <div class="report-tools">
            <Show when=move || desk.known.get() == Known::All>
                <FindRow />
            </Show>
            {(!desk.is_guest()).then(|| view! { <ViewsMenu /> <ShareButton /> <ExportMenu /> })}
        </div>
    }
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
