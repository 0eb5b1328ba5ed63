//! A new rule: what it looks at, how it compares, and the category that it leads to.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::rules::Book;
use crate::{
    error::{Error, Field as Place},
    fact::{api::add_rule, category::Test, model::Dimension, plan::Field as Column, preview::RuleSeen},
    i18n::{I18nContext, Locale, t_string, use_i18n},
    text::Pattern,
    ui::{
        Button, Choice, Field, Glyph, Notice, Select, Toasts, Tone, error_text, say, show_soon, text_rule,
        use_toasts,
    },
};

/// What is being written. It stays until the rule is there.
#[derive(Clone, Copy)]
struct Writing {
    book: Book,
    i18n: I18nContext<Locale>,
    toasts: Toasts,
    field: RwSignal<Dimension>,
    test: RwSignal<Test>,
    pattern: RwSignal<String>,
    category: RwSignal<String>,
    error: RwSignal<Option<Error>>,
    busy: RwSignal<bool>,
}

/// The form under the rules.
#[component]
pub fn RuleForm(book: Book) -> impl IntoView {
    let i18n = use_i18n();
    let writing = Writing {
        book,
        i18n,
        toasts: use_toasts(),
        field: RwSignal::new(Dimension::Campaign),
        test: RwSignal::new(Test::Contains),
        pattern: RwSignal::new(String::new()),
        category: RwSignal::new(String::new()),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let whole = move || writing.error.get().filter(|error| !matches!(error, Error::Invalid { .. }));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        writing.send();
    };
    view! {
        <form class="fact-rule-form" novalidate=true on:submit=submit>
            {move || whole().map(|error| view! { <Notice tone=Tone::Bad>{error_text(i18n, &error)}</Notice> })}
            <div class="fact-rule-fields">
                <Condition writing />
                <Field
                    label=move || t_string!(i18n, fact.rule_pattern)
                    value=writing.pattern
                    error=writing.wrong(Place::Pattern)
                />
                <Field
                    label=move || t_string!(i18n, fact.rule_category)
                    value=writing.category
                    suggestions=Signal::derive(move || book.categories())
                    error=writing.wrong(Place::Category)
                />
                <Button glyph=Glyph::Plus submit=true busy=writing.busy>{say(move || t_string!(i18n, fact.rule_add))}</Button>
            </div>
        </form>
    }
}

/// What the rule looks at, and how it compares.
#[component]
fn Condition(writing: Writing) -> impl IntoView {
    let i18n = writing.i18n;
    let fields = Signal::derive(move || {
        let name =
            |word: &str| Column::parse(word).map(|column| column.name(i18n.get_locale())).unwrap_or_default();
        Dimension::ALL.iter().map(|field| Choice::new(field.word(), name(field.word()))).collect::<Vec<_>>()
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
            label=move || t_string!(i18n, fact.rule_field)
            choices=fields
            value=Signal::derive(move || writing.field.get().word().to_owned())
            on_choose=choose_field
        />
        <Select
            label=move || t_string!(i18n, fact.rule_test)
            choices=tests
            value=Signal::derive(move || writing.test.get().word().to_owned())
            on_choose=choose_test
        />
    }
}

impl Writing {
    /// What is wrong with one of the texts.
    fn wrong(self, place: Place) -> Signal<Option<String>> {
        Signal::derive(move || match self.error.get() {
            Some(Error::Invalid { field, rule }) if field == place => Some(text_rule(self.i18n, rule)),
            _ => None,
        })
    }

    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        if let Err(rule) = Pattern::parse(&self.pattern.get_untracked()) {
            return self.error.set(Some(Error::Invalid { field: Place::Pattern, rule }));
        }
        self.busy.set(true);
        let (field, test) = (self.field.get_untracked(), self.test.get_untracked());
        let (pattern, category) = (self.pattern.get_untracked(), self.category.get_untracked());
        spawn_local(async move {
            let answer = add_rule(self.book.project, field, test, pattern, category).await;
            self.busy.try_set(false);
            self.error.try_set(answer.as_ref().err().cloned());
            if let Ok(rules) = answer {
                self.added(rules);
            }
        });
    }

    fn added(self, rules: Vec<RuleSeen>) {
        let newest = rules.last().map(|rule| format!("rule-{}", rule.id));
        self.book.rules.try_set(Some(Ok(rules)));
        self.pattern.try_set(String::new());
        self.category.try_set(String::new());
        self.toasts.say(t_string!(self.i18n, fact.rule_added));
        if let Some(newest) = newest {
            show_soon(&newest);
        }
    }
}
