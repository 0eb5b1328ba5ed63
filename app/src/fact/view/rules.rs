//! Category rules: which facts belong to which category of the client's tree, in the order in which they are tried.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::rule_form::RuleForm;
use crate::{
    error::Result,
    fact::{
        api::{list_rules, remove_rule},
        plan::Field,
        preview::RuleSeen,
    },
    i18n::{t_string, use_i18n},
    id::ProjectId,
    project::model::Project,
    ui::{
        Button, Dialog, DialogFoot, DialogSize, ErrorState, Glyph, IconButton, Kind, Late, Notice, Shape,
        Size, Skeleton, Tone, error_text, say, use_toasts,
    },
};

/// The rules of the project's client, as the server said last.
#[derive(Clone, Copy)]
pub(super) struct Book {
    pub project: ProjectId,
    pub rules: RwSignal<Option<Result<Vec<RuleSeen>>>>,
    /// The rule that somebody wants to remove.
    removing: RwSignal<Option<RuleSeen>>,
    pub may_change: bool,
}

impl Book {
    fn load(self) {
        spawn_local(async move {
            let rules = list_rules(self.project).await;
            self.rules.try_set(Some(rules));
        });
    }

    fn list(self) -> Vec<RuleSeen> {
        self.rules
            .with(|rules| rules.as_ref().and_then(|rules| rules.as_ref().ok()).cloned())
            .unwrap_or_default()
    }

    /// The categories that rules lead to, so that a new rule does not grow a twin of one by a slip of the pen.
    pub(super) fn categories(self) -> Vec<String> {
        let mut known: Vec<String> =
            self.list().into_iter().map(|rule| rule.category.replace('›', ">")).collect();
        known.sort();
        known.dedup();
        known
    }
}

/// The panel.
#[component]
pub fn Rules(may_change: bool) -> impl IntoView {
    let i18n = use_i18n();
    let project = expect_context::<Arc<Project>>().listed.id;
    let book = Book { project, rules: RwSignal::new(None), removing: RwSignal::new(None), may_change };
    book.load();
    let is_there = Memo::new(move |_| book.rules.with(|rules| matches!(rules, Some(Ok(_)))));
    let is_coming = Memo::new(move |_| book.rules.with(Option::is_none));
    let fault = Memo::new(move |_| {
        book.rules.with(|rules| rules.as_ref().and_then(|rules| rules.as_ref().err().cloned()))
    });
    let retry = Callback::new(move |()| book.load());
    view! {
        <section class="panel" aria-labelledby="fact-rules">
            <header class="panel-head">
                <h2 class="panel-title" id="fact-rules">{say(move || t_string!(i18n, fact.rules_title))}</h2>
                <span class="panel-note">{say(move || t_string!(i18n, fact.rules_note))}</span>
            </header>
            <Show when=move || is_coming.get()><Late>{waiting}</Late></Show>
            {move || fault.get().map(|error| view! { <ErrorState text=move || error_text(i18n, &error) on_retry=retry /> })}
            <Show when=move || is_there.get()>
                <List book />
                {may_change.then(|| view! { <RuleForm book /> })}
            </Show>
        </section>
        {move || book.removing.get().map(|rule| view! { <Remove book rule /> })}
    }
}

fn waiting() -> impl IntoView {
    view! {
        <div class="panel-body" aria-busy="true">
            <Skeleton shape=Shape::Half />
            <Skeleton shape=Shape::Long />
        </div>
    }
}

#[component]
fn List(book: Book) -> impl IntoView {
    let i18n = use_i18n();
    let rules = Memo::new(move |_| book.list());
    view! {
        <Show
            when=move || !rules.with(Vec::is_empty)
            fallback=move || view! { <p class="fact-none">{say(move || t_string!(i18n, fact.rules_empty))}</p> }
        >
            <div class="table-scroll fact-rules" role="group" tabindex="0" aria-labelledby="fact-rules">
                <table class="table" data-wrap="true">
                    <thead>
                        <tr>
                            <th scope="col">{say(move || t_string!(i18n, fact.rule_facts))}</th>
                            <th scope="col">{say(move || t_string!(i18n, fact.field_category))}</th>
                            {book.may_change.then(|| view! { <td></td> })}
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || rules.get() key=|rule| rule.id let:rule>
                            <Line book rule />
                        </For>
                    </tbody>
                </table>
            </div>
        </Show>
    }
}

#[component]
fn Line(book: Book, rule: RuleSeen) -> impl IntoView {
    let i18n = use_i18n();
    let (field, test) = (rule.field, rule.test);
    let looks_at = move || {
        let locale = i18n.get_locale();
        let field = Field::parse(field.word()).map(|field| field.name(locale)).unwrap_or_default();
        format!("{field} {} ", test.name(locale))
    };
    let pattern = rule.pattern.clone();
    let label = move || t_string!(i18n, fact.rule_remove_one, pattern = pattern.clone());
    let removed = rule.clone();
    let remove = Callback::new(move |()| book.removing.set(Some(removed.clone())));
    view! {
        <tr id=format!("rule-{}", rule.id)>
            <th scope="row"><span class="fact-rule-test">{say(looks_at)}</span>{rule.pattern}</th>
            <td>{rule.category}</td>
            {book
                .may_change
                .then(|| {
                    view! { <td class="fact-rule-end"><IconButton glyph=Glyph::Trash size=Size::Small label on_press=remove /></td> }
                })}
        </tr>
    }
}

/// The question before a rule goes: it changes the report at once.
#[component]
fn Remove(book: Book, rule: RuleSeen) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<String>);
    let close = Callback::new(move |()| book.removing.set(None));
    let id = rule.id;
    let remove = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = remove_rule(book.project, id).await;
            busy.try_set(false);
            match answer {
                Ok(rules) => {
                    book.rules.try_set(Some(Ok(rules)));
                    book.removing.try_set(None);
                    toasts.say(t_string!(i18n, fact.rule_removed));
                }
                Err(error) => drop(wrong.try_set(Some(error_text(i18n, &error)))),
            }
        });
    });
    view! {
        <Dialog size=DialogSize::Small title=move || t_string!(i18n, fact.rule_remove_title) on_close=close>
            <div class="dialog-body">
                <p><b>{rule.pattern}</b>" → "{rule.category}</p>
                <p>{say(move || t_string!(i18n, fact.rule_remove_text))}</p>
                {move || wrong.get().map(|wrong| view! { <Notice tone=Tone::Bad>{wrong}</Notice> })}
            </div>
            <DialogFoot>
                <Button on_press=close>{say(move || t_string!(i18n, fact.cancel))}</Button>
                <Button kind=Kind::Danger busy on_press=remove>{say(move || t_string!(i18n, fact.rule_remove))}</Button>
            </DialogFoot>
        </Dialog>
    }
}
