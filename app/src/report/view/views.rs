//! Saved views: a menu of questions that have names. What is on the page can be saved, and a view that is on the page can
//! be renamed or taken away.

#![expect(clippy::unnecessary_wraps, reason = "what can fail is the download, which `wasm_split` adds")]

use std::sync::Arc;

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_split::{SplitLoaderError, wasm_split},
};

use super::{desk::Desk, views_dialog::NameDialog};
use crate::{
    access::model::Person,
    error::{Error, Result},
    event::Touched,
    i18n::t_string,
    id::{ProjectId, ViewId},
    live,
    project::model::{Home, Project},
    report::{
        api::{list_views, remove_view, restore_view},
        saved::{Question, View},
    },
    ui::{Arriving, Entry, Glyph, Icon, Item, Kind, Menu, Piece, Toasts, error_text, use_toasts},
};

/// The views of the open project.
#[derive(Clone, Copy)]
pub struct Cabinet {
    /// Whose views.
    pub project: ProjectId,
    /// The page.
    pub desk: Desk,
    /// Where it is said what was done.
    pub toasts: Toasts,
    person: StoredValue<Person>,
    views: RwSignal<Option<Result<Vec<View>>>>,
    naming: RwSignal<Option<Naming>>,
}

/// What the dialog gives a name to.
#[derive(Debug, Clone, PartialEq)]
pub enum Naming {
    /// What is on the page.
    New,
    /// A view that has one already.
    Known(View),
}

/// The menu. The views are asked for when a reader comes near it, so that opening the page waits for less.
#[component]
pub fn ViewsMenu() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let cabinet = Cabinet {
        project: expect_context::<Arc<Project>>().listed.id,
        desk,
        toasts: use_toasts(),
        person: StoredValue::new(expect_context::<Arc<Home>>().me.person.clone()),
        views: RwSignal::new(None),
        naming: RwSignal::new(None),
    };
    provide_context(cabinet);
    live::on_news(move |news| {
        if news.touched == Some(Touched::Views) && cabinet.views.with_untracked(Option::is_some) {
            cabinet.load();
        }
    });
    let near = move || {
        if !cabinet.views.with_untracked(|views| matches!(views, Some(Ok(_)))) {
            cabinet.load();
        }
    };
    view! {
        <span class="report-tool" on:pointerenter=move |_| near() on:focusin=move |_| near()>
            <Menu
                entries=move |()| cabinet.entries()
                kind=Kind::Quiet
                label=move || t_string!(i18n, report.views)
            >
                <Icon glyph=Glyph::Filter />
                <span class="report-tool-text">{move || t_string!(i18n, report.views)}</span>
            </Menu>
        </span>
        <Show when=move || cabinet.naming.with(Option::is_some)>
            <Piece open=name_dialog />
        </Show>
    }
}

fn name_dialog() -> Arriving {
    Box::pin(dialog())
}

#[wasm_split(report_views, wasm_split_path = leptos::wasm_split, fallible)]
fn dialog() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <NameDialog /> }.into_any())
}

impl Cabinet {
    /// What the dialog is about.
    pub fn naming(self) -> Option<Naming> {
        self.naming.get_untracked()
    }

    /// Closes the dialog.
    pub fn close(self) {
        self.naming.set(None);
    }

    /// Takes the views as the server has them now.
    pub fn take(self, views: Vec<View>) {
        self.views.try_set(Some(Ok(views)));
    }

    fn load(self) {
        spawn_local(async move {
            let views = list_views(self.project).await;
            self.views.try_set(Some(views));
        });
    }

    /// The lines of the menu. They follow the views, which may come after the menu was opened.
    fn entries(self) -> Vec<Entry> {
        let i18n = self.desk.i18n;
        let note = |text: String| vec![Entry::Label(text)];
        let present = Question::of(&self.desk.query.read_untracked()).ok();
        let views = self.views.get();
        let mut lines = match &views {
            None => note(t_string!(i18n, report.views_waiting).to_owned()),
            Some(Err(error)) => note(error_text(i18n, error)),
            Some(Ok(views)) if views.is_empty() => note(t_string!(i18n, report.views_none).to_owned()),
            Some(Ok(views)) => views.iter().map(|view| self.line(view, present.as_ref())).collect(),
        };
        lines.push(Entry::Line);
        let views = views.and_then(Result::ok).unwrap_or_default();
        let here: Vec<View> =
            views.into_iter().filter(|view| Some(&view.question) == present.as_ref()).collect();
        if here.is_empty() {
            let save =
                Item::new(t_string!(i18n, report.view_save), move || self.naming.set(Some(Naming::New)));
            lines.push(save.glyph(Glyph::Plus).into());
        }
        let Person { id, role, .. } = self.person.get_value();
        for view in here.into_iter().filter(|view| view.may_change(id, role)) {
            lines.extend(self.changes(view));
        }
        lines
    }

    fn line(self, view: &View, present: Option<&Question>) -> Entry {
        let question = view.question.query();
        let go = move || self.desk.ask(|query| query.clone_from(&question));
        Item::new(view.name.as_str(), go).checked(Some(&view.question) == present).into()
    }

    fn changes(self, view: View) -> [Entry; 2] {
        let i18n = self.desk.i18n;
        let (id, name) = (view.id, view.name.to_string());
        let rename = t_string!(i18n, report.view_rename, name = name.clone()).to_string();
        let remove = t_string!(i18n, report.view_remove, name = name.clone()).to_string();
        let rename = Item::new(rename, move || self.naming.set(Some(Naming::Known(view.clone()))));
        let remove = Item::new(remove, move || self.remove(id, name.clone()));
        [rename.glyph(Glyph::Edit).into(), remove.glyph(Glyph::Trash).danger().into()]
    }

    fn remove(self, view: ViewId, name: String) {
        spawn_local(async move {
            let answer = remove_view(self.project, view).await;
            if self.took(answer) {
                let i18n = self.desk.i18n;
                let text = t_string!(i18n, report.view_removed, name = name).to_string();
                self.toasts.offer(text, t_string!(i18n, ui.undo), move || self.restore(view));
            }
        });
    }

    fn restore(self, view: ViewId) {
        spawn_local(async move {
            let answer = restore_view(self.project, view).await;
            self.took(answer);
        });
    }

    /// Shows the answer of a change, and whether it was made.
    fn took(self, answer: Result<Vec<View>, Error>) -> bool {
        let done = answer.is_ok();
        match answer {
            Ok(views) => self.take(views),
            Err(error) => self.toasts.fail(error_text(self.desk.i18n, &error)),
        }
        done
    }
}
