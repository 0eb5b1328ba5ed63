//! The report's page: loads the cut once, then answers every click by itself.

mod chart;
mod chips;
mod desk;
mod figures;
mod period;
mod plot;
mod rows;
mod small;
mod tree;
mod words;

use std::{cell::RefCell, rc::Rc, sync::Arc};

use leptos::prelude::*;

use self::{
    chart::ChartPanel,
    chips::Chips,
    desk::{Desk, provide_desk},
    figures::Figures,
    period::{ComparisonMenu, PeriodMenu},
    small::SmallTable,
    tree::CategoryTree,
};
use super::{model::Dimension, reader::Reader, wire::WireError};
use crate::{
    access::model::{Act, role_allows},
    error::Error,
    i18n::{t, t_string, use_i18n},
    id::ProjectId,
    project::model::{Home, Project},
    time::Stamp,
    ui::{
        Empty, ErrorState, Glyph, Late, Shape, Skeleton, error_text,
        fetch::{self, Copy},
        show_actions, use_format,
    },
};

/// A cut that came and can be read. The engine remembers the last selection, so it is one for the whole page.
type Shared = Rc<RefCell<Reader>>;

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

async fn load(project: ProjectId, copy: Copy) -> Result<Shared, Trouble> {
    let bytes = fetch::bytes(&format!("/api/facts/{project}"), copy).await.map_err(Trouble::Refused)?;
    Ok(Rc::new(RefCell::new(Reader::open(&bytes)?)))
}

/// `/p/:slug/report`
#[component]
pub fn ReportPage() -> impl IntoView {
    let project = expect_context::<Arc<Project>>();
    let id = project.listed.id;
    let copy = StoredValue::new(Copy::Checked);
    let cut = LocalResource::new(move || load(id, copy.get_value()));
    let again = Callback::new(move |()| {
        // A damaged copy may stand in the browser's cache, so it is not asked a second time.
        copy.set_value(Copy::Refused);
        cut.refetch();
    });
    move || match cut.get() {
        None => view! { <Late>{waiting}</Late> }.into_any(),
        Some(Err(trouble)) => view! { <Failed trouble again /> }.into_any(),
        Some(Ok(reader)) => view! { <Opened reader /> }.into_any(),
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
fn Opened(reader: Shared) -> impl IntoView {
    let project = expect_context::<Arc<Project>>();
    let (imported, calendar) = {
        let reader = reader.borrow();
        (reader.book().imported, reader.calendar(project.start, project.listed.today))
    };
    match calendar {
        None => view! { <NoFacts /> }.into_any(),
        Some(calendar) => {
            provide_desk(reader, calendar);
            view! { <Blocks imported /> }.into_any()
        }
    }
}

/// Everything that is on the page.
#[component]
fn Blocks(imported: Option<Stamp>) -> impl IntoView {
    let (i18n, format) = (use_i18n(), use_format());
    let fresh =
        move || imported.map(|at| t_string!(i18n, report.fresh, moment = format.moment(at)).to_string());
    show_actions(move || view! { <span class="shell-fresh">{fresh}</span> });
    let desk = expect_context::<Desk>();
    let side = [Dimension::Channel, Dimension::Device, Dimension::Region];
    let side = side.into_iter().filter(|&dimension| desk.is_named(dimension));
    let campaigns = desk.is_named(Dimension::Campaign);
    view! {
        <div class="report">
            <div class="report-toolbar">
                <PeriodMenu />
                <ComparisonMenu />
                <Chips />
            </div>
            <Figures />
            <ChartPanel />
            <div class="report-tables">
                <div class="report-main">
                    <CategoryTree />
                    {campaigns.then(|| view! { <SmallTable dimension=Dimension::Campaign wide=true /> })}
                </div>
                <div class="report-side">{side.map(|dimension| view! { <SmallTable dimension /> }).collect_view()}</div>
            </div>
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
