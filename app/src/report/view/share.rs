//! Sharing: the button in the toolbar. The dialog behind it comes with a piece of its own.

#![expect(clippy::unnecessary_wraps, reason = "what can fail is the download, which `wasm_split` adds")]

use std::sync::Arc;

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use super::{desk::Desk, share_dialog::ShareDialog};
use crate::{
    access::model::{Act, role_allows},
    i18n::t_string,
    id::ProjectId,
    project::model::{Home, Project},
    report::saved::Question,
    ui::{Arriving, Glyph, Icon, Piece},
};

/// What the dialog needs to know.
#[derive(Clone, Copy)]
pub struct Sharing {
    /// Whose report.
    pub project: ProjectId,
    /// The page.
    pub desk: Desk,
    /// What the page of a link is called, unless somebody calls it otherwise.
    pub name: StoredValue<String>,
    open: RwSignal<bool>,
}

impl Sharing {
    /// What is on the page.
    pub fn question(self) -> Option<Question> {
        Question::of(&self.desk.query.read_untracked()).ok()
    }

    /// Closes the dialog.
    pub fn close(self) {
        self.open.set(false);
    }
}

/// The button, for those who may share.
#[component]
pub fn ShareButton() -> impl IntoView {
    let may_share = role_allows(expect_context::<Arc<Home>>().me.person.role, Act::ShareReport);
    may_share.then(|| view! { <Opener /> })
}

#[component]
fn Opener() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let project = expect_context::<Arc<Project>>();
    let name = StoredValue::new(project.listed.client.to_string());
    let sharing = Sharing { project: project.listed.id, desk, name, open: RwSignal::new(false) };
    provide_context(sharing);
    view! {
        <button
            class="button"
            type="button"
            data-kind="quiet"
            aria-haspopup="dialog"
            aria-label=move || t_string!(i18n, report.share)
            on:click=move |_| sharing.open.set(true)
        >
            <Icon glyph=Glyph::Link />
            <span class="report-tool-text">{move || t_string!(i18n, report.share)}</span>
        </button>
        <Show when=move || sharing.open.get()>
            <Piece open=share_dialog />
        </Show>
    }
}

fn share_dialog() -> Arriving {
    Box::pin(dialog())
}

#[wasm_split(report_share, wasm_split_path = leptos::wasm_split, fallible)]
fn dialog() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <ShareDialog /> }.into_any())
}
