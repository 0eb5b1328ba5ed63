//! The report's page: loads the cut once, then answers every click by itself.

mod chart;
mod chips;
mod desk;
mod export;
mod figures;
mod guest;
mod period;
mod plot;
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

use std::{cell::RefCell, rc::Rc, sync::Arc};

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};
use leptos_router::hooks::use_location;

use self::{
    chart::ChartPanel,
    chips::Chips,
    desk::{Desk, provide_desk},
    export::ExportMenu,
    figures::Figures,
    period::{ComparisonMenu, PeriodMenu, PeriodShown},
    share::ShareButton,
    small::SmallTable,
    tree::CategoryTree,
    views::ViewsMenu,
};
use super::{
    choice::Subject,
    model::Dimension,
    opening::{Opening, Step},
    query::Query,
    reader::Reader,
    wire::WireError,
};
use crate::{
    access::model::{Act, role_allows},
    error::Error,
    i18n::{t, t_string, use_i18n},
    id::ProjectId,
    project::model::{Home, Project},
    time::Stamp,
    ui::{
        Breath, Empty, ErrorState, Glyph, Late, Notice, Shape, Skeleton, error_text,
        fetch::{self, Copy},
        show_actions, use_format,
    },
};

/// A cut that can be read. The engine remembers what was asked, so it is one for the whole page.
type Shared = Rc<RefCell<Reader>>;

/// How far the page is.
#[derive(Clone)]
enum Stage {
    /// Nothing is there yet.
    Waiting,
    /// There is something to read: first a sketch, then everything.
    Open(RwSignal<Shared, LocalStorage>),
    /// There will be nothing.
    Failed(Trouble),
}

/// Why there is no report.
#[derive(Debug, Clone, PartialEq)]
enum Trouble {
    /// The server refused, or was not reached.
    Refused(Error),
    /// What came is not whole.
    Damaged,
}

impl From<WireError> for Trouble {
    fn from(fault: WireError) -> Self {
        match fault {
            WireError::Version { .. } => Self::Refused(Error::Stale),
            WireError::Damaged | WireError::Facts(_) => Self::Damaged,
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

/// Where a cut comes from.
#[derive(Clone)]
enum Source {
    /// A project that the reader may see.
    Project(ProjectId),
    /// Whoever has this secret may see what belongs to it.
    Link(Secret),
}

impl Source {
    async fn arriving(&self, copy: Copy) -> Result<fetch::Arriving, Error> {
        match self {
            Self::Project(project) => fetch::arriving(&format!("/api/facts/{project}"), copy).await,
            Self::Link(Secret(secret)) => {
                fetch::asked("/api/shared", &serde_json::json!({"secret": secret}).to_string()).await
            }
        }
    }
}

/// What a page is loaded into.
#[derive(Clone, Copy)]
struct Loading {
    source: StoredValue<Source>,
    stage: RwSignal<Stage, LocalStorage>,
    /// How much of the rows has come, from 0 to 1.
    share: RwSignal<f64>,
}

impl Loading {
    /// Loads the cut, and shows what there is of it. A selection in the address needs the rows, so then nothing is shown
    /// before they are there.
    async fn run(self, copy: Copy, may_sketch: bool) -> Result<(), Trouble> {
        let arriving = self.source.get_value().arriving(copy).await?;
        let (mut opening, mut breath, mut shown) = (Opening::default(), Breath::new(), None);
        loop {
            match opening.step()? {
                Step::Hungry => opening.feed(&arriving.next().await?.ok_or(Trouble::Damaged)?),
                Step::Sketch(sketch) if may_sketch => shown = Some(self.show(None, *sketch)),
                Step::Sketch(_) => {}
                Step::Working { share } => {
                    self.share.try_set(share);
                    breath.take().await;
                }
                Step::Whole(reader) => {
                    self.show(shown, *reader);
                    return Ok(());
                }
            }
        }
    }

    fn show(
        self,
        shown: Option<RwSignal<Shared, LocalStorage>>,
        reader: Reader,
    ) -> RwSignal<Shared, LocalStorage> {
        let reader = Rc::new(RefCell::new(reader));
        if let Some(shown) = shown {
            shown.try_set(reader);
            return shown;
        }
        let shown = RwSignal::new_local(reader);
        self.stage.try_set(Stage::Open(shown));
        shown
    }
}

/// `/p/:slug/report`
#[component]
pub fn ReportPage() -> impl IntoView {
    let project = expect_context::<Arc<Project>>().listed.id;
    let show = |reader, share| view! { <Opened reader share /> }.into_any();
    view! { <Loaded source=Source::Project(project) show /> }
}

/// What is shown of a cut as soon as there is something to read.
type Show = fn(RwSignal<Shared, LocalStorage>, RwSignal<f64>) -> AnyView;

/// Loads a cut, and tries again when it did not come.
#[component]
fn Loaded(source: Source, show: Show) -> impl IntoView {
    let (stage, share) = (RwSignal::new_local(Stage::Waiting), RwSignal::new(0.0));
    let asked = Query::parse(&use_location().search.get_untracked());
    // A link's question may not be in the address yet, and its facts are few.
    let may_sketch = matches!(source, Source::Project(_))
        && asked.choices.subjects().all(|subject| subject == Subject::Days);
    let loading = Loading { source: StoredValue::new(source), stage, share };
    let begin = move |copy: Copy| {
        spawn_local_scoped_with_cancellation(async move {
            if let Err(trouble) = loading.run(copy, may_sketch).await {
                stage.try_set(Stage::Failed(trouble));
            }
        });
    };
    begin(Copy::Checked);
    // The button is gone as soon as the page waits again; what it began would end with it if it belonged to the button.
    let owner = Owner::current();
    let again = Callback::new(move |()| {
        stage.set(Stage::Waiting);
        // A damaged copy may stand in the browser's cache, so it is not asked a second time.
        owner.clone().unwrap_or_default().with(|| begin(Copy::Refused));
    });
    move || match stage.get() {
        Stage::Waiting => view! { <Late>{waiting}</Late> }.into_any(),
        Stage::Failed(trouble) => view! { <Failed trouble again /> }.into_any(),
        Stage::Open(reader) => show(reader, share),
    }
}

/// The shape of the page that is coming.
fn waiting() -> impl IntoView {
    view! {
        <div class="report" aria-busy="true">
            <Skeleton shape=Shape::Short />
            <div class="report-figures">
                {(0..6).map(|_| view! { <div class="report-figure"><Skeleton shape=Shape::Short /><Skeleton shape=Shape::Figure /></div> }).collect_view()}
            </div>
            <div class="panel"><div class="panel-body"><Skeleton shape=Shape::Block /></div></div>
            <div class="report-tables">
                <div class="panel"><div class="panel-body"><Skeleton shape=Shape::Block /></div></div>
                <div class="panel"><div class="panel-body"><Skeleton shape=Shape::Block /></div></div>
            </div>
        </div>
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
fn Opened(reader: RwSignal<Shared, LocalStorage>, share: RwSignal<f64>) -> impl IntoView {
    let project = expect_context::<Arc<Project>>();
    let (imported, calendar) = reader.with_untracked(|reader| {
        let reader = reader.borrow();
        (reader.book().imported, reader.calendar(project.start, project.listed.today))
    });
    match calendar {
        None => view! { <NoFacts /> }.into_any(),
        Some(calendar) => {
            provide_desk(reader, share, calendar);
            view! { <Blocks imported /> }.into_any()
        }
    }
}

/// Everything that is on the page.
#[component]
fn Blocks(imported: Option<Stamp>) -> impl IntoView {
    let (i18n, format) = (use_i18n(), use_format());
    let desk = expect_context::<Desk>();
    let fresh = move || {
        let arriving = (!desk.whole.get()).then(|| {
            t_string!(i18n, report.rows_arriving, share = format.percent_whole(desk.share.get())).to_string()
        });
        arriving.or_else(|| {
            imported.map(|at| t_string!(i18n, report.fresh, moment = format.moment(at)).to_string())
        })
    };
    show_actions(move || view! { <span class="shell-fresh" aria-live="polite">{fresh}</span> });
    view! {
        <div class="report">
            <div class="report-toolbar">
                {if desk.is_guest {
                    view! { <PeriodShown /> <Chips /> }.into_any()
                } else {
                    view! { <PeriodMenu /> <ComparisonMenu /> <Chips /> <Tools /> }.into_any()
                }}
            </div>
            <Figures />
            <ChartPanel />
            {move || {
                if desk.whole.get() {
                    view! { <Tables /> }.into_any()
                } else {
                    view! { <Late>{tables_coming}</Late> }.into_any()
                }
            }}
        </div>
    }
}

/// What one does with the report as a whole.
#[component]
fn Tools() -> impl IntoView {
    view! {
        <div class="report-tools">
            <ViewsMenu />
            <ShareButton />
            <ExportMenu />
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
