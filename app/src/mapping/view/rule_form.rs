//! A rule that is being written: what it looks at, how it compares, where it leads; and beneath, what it would do.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    desk::{Desk, Sheet},
    try_out::{Outcome, TryOut},
    words,
};
use crate::{
    error::{Error, Field as Place},
    fact::{
        category::{Rule, Test},
        model::Dimension,
    },
    i18n::{t_string, use_i18n},
    id::RuleId,
    mapping::edit::{Edit, NewRule, Target},
    text::{Pattern, TextRule},
    ui::{Button, Choice, Dialog, DialogFoot, Field, Kind, Notice, Select, Tone, error_text, say},
};

/// What is being written. It stays until the rule is there.
#[derive(Clone, Copy)]
struct Writing {
    desk: Desk,
    rule: Option<RuleId>,
    field: RwSignal<Dimension>,
    test: RwSignal<Test>,
    pattern: RwSignal<String>,
    category: RwSignal<String>,
    /// What the last attempt to save said.
    error: RwSignal<Option<Error>>,
}

impl Writing {
    fn begin(desk: Desk) -> Self {
        let (id, text) = match desk.sheet.get_untracked() {
            Some(Sheet::Rule(id, text)) => (id, text),
            _ => (None, String::new()),
        };
        let known = untrack(|| {
            desk.known(|mapped| mapped.book.rules.iter().find(|rule| Some(rule.id) == id).cloned())
        });
        let known: Option<Rule> = known.flatten();
        let path = |rule: &Rule| {
            desk.outline.with_untracked(|outline| outline.path(rule.category)).replace(" › ", " > ")
        };
        let field =
            known.as_ref().map_or_else(|| desk.ask.with_untracked(|ask| ask.field), |rule| rule.field);
        Self {
            desk,
            rule: id.filter(|_| known.is_some()),
            field: RwSignal::new(field),
            test: RwSignal::new(known.as_ref().map_or(Test::Contains, |rule| rule.test)),
            category: RwSignal::new(known.as_ref().map(path).unwrap_or_default()),
            pattern: RwSignal::new(known.map_or(text, |rule| rule.pattern)),
            error: RwSignal::new(None),
        }
    }

    /// The edit that this comes to, once there is a text and a category.
    fn edit(self) -> Option<Edit> {
        let pattern = self.pattern.with(|pattern| Pattern::parse(pattern).ok())?;
        let path = self.category.get();
        let to = Target::Path(Some(path).filter(|path| !path.trim().is_empty())?);
        let new = NewRule { field: self.field.get(), test: self.test.get(), pattern, to };
        Some(match self.rule {
            Some(rule) => Edit::EditRule { rule, to: new },
            None => Edit::AddRule { rule: new },
        })
    }

    /// What is wrong with one of the texts, said by the last try or the last attempt to save.
    fn wrong(self, tried: TryOut, place: Place) -> Signal<Option<String>> {
        Signal::derive(move || {
            let said = words::broken(tried.fault().as_ref(), place);
            let said = said.or_else(|| self.error.with(|error| words::broken(error.as_ref(), place)));
            said.map(|rule| words::wrong(self.desk.i18n, rule))
        })
    }

    fn close(self) {
        self.desk.sheet.set(None);
    }

    fn send(self) {
        let Some(edit) = untrack(|| self.edit()) else {
            let empty = self.pattern.with_untracked(|pattern| pattern.trim().is_empty());
            let pattern = self.pattern.with_untracked(|pattern| Pattern::parse(pattern).err());
            let rule = pattern.unwrap_or(TextRule::Empty);
            let field = if empty || pattern.is_some() { Place::Pattern } else { Place::Category };
            return self.error.set(Some(Error::Invalid { field, rule }));
        };
        let i18n = self.desk.i18n;
        let said = match self.rule {
            Some(_) => t_string!(i18n, mapping.said_rule_edited),
            None => t_string!(i18n, mapping.said_rule_added),
        };
        self.desk.change(edit, said.to_owned(), move |error| match error {
            None => self.close(),
            Some(error) => drop(self.error.try_set(Some(error))),
        });
    }
}

/// The dialog.
#[component]
pub fn RuleSheet(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let writing = Writing::begin(desk);
    let edit = Memo::new(move |_| writing.edit());
    let tried = TryOut::of(desk, edit);
    let title = move || match writing.rule {
        Some(_) => t_string!(i18n, mapping.rule_edit),
        None => t_string!(i18n, mapping.rule_new),
    };
    let close = Callback::new(move |()| writing.close());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        writing.send();
    };
    let late = move || writing.error.with(|error| matches!(error, Some(Error::Conflict)));
    view! {
        <Dialog title on_close=close>
            <form class="mapping-form" novalidate=true on:submit=submit>
                <div class="dialog-body mapping-form-body">
                    <Show when=late><Notice tone=Tone::Warn>{say(move || t_string!(i18n, mapping.conflict))}</Notice></Show>
                    <Refusal writing />
                    <Fields writing tried />
                    <Outcome desk tried field=writing.field.into() />
                </div>
                <DialogFoot>
                    <Button on_press=close>{say(move || t_string!(i18n, ui.cancel))}</Button>
                    <Button kind=Kind::Primary submit=true busy=desk.busy>{say(move || t_string!(i18n, mapping.save_rule))}</Button>
                </DialogFoot>
            </form>
        </Dialog>
    }
}

/// Why it was not saved, when that belongs to no field.
#[component]
fn Refusal(writing: Writing) -> impl IntoView {
    let i18n = writing.desk.i18n;
    let refused =
        move || writing.error.get().filter(|error| !matches!(error, Error::Invalid { .. } | Error::Conflict));
    move || refused().map(|error| view! { <Notice tone=Tone::Bad>{error_text(i18n, &error)}</Notice> })
}

#[component]
fn Fields(writing: Writing, tried: TryOut) -> impl IntoView {
    let i18n = writing.desk.i18n;
    let is_expression = move || writing.test.get() == Test::Matches;
    let label = move || {
        if is_expression() { t_string!(i18n, mapping.expression) } else { t_string!(i18n, mapping.pattern) }
    };
    let hint = move || {
        if is_expression() {
            t_string!(i18n, mapping.expression_hint)
        } else {
            t_string!(i18n, mapping.pattern_hint)
        }
    };
    let paths = Signal::derive(move || {
        writing.desk.outline.with(|outline| {
            let paths = outline.paths("", &std::collections::HashSet::new(), 500);
            paths.into_iter().map(|(_, path)| path.replace(" › ", " > ")).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="mapping-condition"><Condition writing /></div>
        <Field label hint value=writing.pattern error=writing.wrong(tried, Place::Pattern) />
        <Field
            label=move || t_string!(i18n, mapping.category)
            hint=move || t_string!(i18n, mapping.category_hint)
            value=writing.category
            suggestions=paths
            error=writing.wrong(tried, Place::Category)
        />
    }
}

/// What the rule looks at, and how it compares.
#[component]
fn Condition(writing: Writing) -> impl IntoView {
    let i18n = writing.desk.i18n;
    let fields = Signal::derive(move || {
        Dimension::ALL.iter().map(|one| Choice::new(one.word(), words::field(i18n, *one))).collect::<Vec<_>>()
    });
    let tests = Signal::derive(move || {
        Test::ALL
            .iter()
            .map(|test| Choice::new(test.word(), test.name(i18n.get_locale())))
            .collect::<Vec<_>>()
    });
    let choose_field = Callback::new(move |(word,): (String,)| {
        if let Some(field) = Dimension::parse(&word) {
            writing.field.set(field);
        }
    });
    let choose_test = Callback::new(move |(word,): (String,)| {
        if let Some(test) = Test::parse(&word) {
            writing.test.set(test);
        }
    });
    view! {
        <Select
            label=move || t_string!(i18n, mapping.looks_at)
            choices=fields
            value=Signal::derive(move || writing.field.get().word().to_owned())
            on_choose=choose_field
        />
        <Select
            label=move || t_string!(i18n, mapping.test)
            choices=tests
            value=Signal::derive(move || writing.test.get().word().to_owned())
            on_choose=choose_test
        />
    }
}
