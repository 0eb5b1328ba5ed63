//! A version as it was: its tree and its rules, and the way to make it the present one.

use std::sync::Arc;

use leptos::prelude::*;

use super::{desk::Desk, words};
use crate::{
    fact::book::{Book, Version},
    i18n::{t_string, use_i18n},
    mapping::{api::open_version, edit::Edit, outline::Outline},
    ui::{Button, Dialog, DialogFoot, DialogSize, ErrorState, Glyph, Late, Shape, Skeleton, error_text, say},
};

/// So much of a version is shown: a look at it, not a place to work.
const SHOWN: usize = 300;

/// The dialog.
#[component]
pub fn VersionSheet(desk: Desk, version: Version) -> impl IntoView {
    let i18n = use_i18n();
    let book = LocalResource::new(move || open_version(desk.project, version));
    let close = Callback::new(move |()| desk.sheet.set(None));
    let restore = Callback::new(move |()| {
        let said = t_string!(i18n, mapping.said_restored, number = version.0).to_string();
        desk.change(Edit::Restore { version }, said, move |error| {
            if error.is_none() {
                desk.sheet.set(None);
            }
        });
    });
    let is_newest = move || desk.known(|mapped| mapped.version) == Some(version);
    let retry = Callback::new(move |()| book.refetch());
    view! {
        <Dialog
            size=DialogSize::Wide
            title=move || t_string!(i18n, mapping.version, number = version.0).to_string()
            on_close=close
        >
            <div class="dialog-body mapping-form-body">
                {move || match book.get() {
                    None => view! { <Late>{|| view! { <Skeleton shape=Shape::Block /> }}</Late> }.into_any(),
                    Some(Ok(book)) => view! { <Past desk book=Arc::new(book) /> }.into_any(),
                    Some(Err(error)) => {
                        view! { <ErrorState text=move || error_text(i18n, &error) on_retry=retry /> }.into_any()
                    }
                }}
            </div>
            <DialogFoot>
                <Button on_press=close>{say(move || t_string!(i18n, ui.close))}</Button>
                <Show when=move || desk.may_change && !is_newest()>
                    <Button glyph=Glyph::Undo busy=desk.busy on_press=restore>
                        {say(move || t_string!(i18n, mapping.restore))}
                    </Button>
                </Show>
            </DialogFoot>
        </Dialog>
    }
}

#[component]
fn Past(desk: Desk, book: Arc<Book>) -> impl IntoView {
    let i18n = use_i18n();
    let outline = Outline::new(&book, &[]);
    let open = book.categories.iter().map(|category| category.id).collect();
    let categories: Vec<_> = outline.lines(&open, "").into_iter().take(SHOWN).collect();
    let line = |line: crate::mapping::outline::Line| {
        view! { <li style:--level=(line.level - 1).to_string()>{outline.name(line.id).to_owned()}</li> }
    };
    let tree = categories.into_iter().map(line).collect_view();
    let rules = (1..)
        .zip(book.rules.iter().take(SHOWN).cloned())
        .map(|(number, rule): (u32, _)| {
            let path = outline.path(rule.category);
            let (field, test) = (rule.field, rule.test);
            view! {
                <li>
                    <span class="mapping-number">{number}</span>
                    <span class="mapping-grow">
                        <span class="mapping-test">{say(move || words::condition(desk.i18n, field, test))} " "</span>
                        {rule.pattern} " → " {path}
                    </span>
                </li>
            }
        })
        .collect_view();
    let (categories, many) = (book.categories.len(), book.rules.len());
    view! {
        <div class="mapping-past">
            <section>
                <h3 class="mapping-outcome-title">{say(move || format!("{} · {categories}", t_string!(i18n, mapping.tree)))}</h3>
                <ul class="mapping-past-tree">{tree}</ul>
            </section>
            <section>
                <h3 class="mapping-outcome-title">{say(move || format!("{} · {many}", t_string!(i18n, mapping.rules)))}</h3>
                <ol class="mapping-caught">{rules}</ol>
            </section>
        </div>
    }
}
