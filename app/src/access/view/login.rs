//! The login.

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    components::Redirect,
    hooks::{use_navigate, use_query_map},
};

use super::role_name;
use crate::{
    access::{
        api::{log_in, look_in},
        language::LanguageButtons,
        model::{DEMO_PASSWORD, DemoLogin, safe_next},
    },
    error::{Error, Field as Place},
    i18n::{t, t_string, use_i18n},
    text::{Email, TextRule},
    ui::{Avatar, Button, Field, FieldKind, Kind, Mark, Notice, Size, Tone, error_text, text_rule},
};

/// `/login?next=…`
#[component]
pub fn LoginPage() -> impl IntoView {
    let i18n = use_i18n();
    let hall = LocalResource::new(look_in);
    let demo = move || hall.get().and_then(Result::ok).map(|hall| hall.demo).unwrap_or_default();
    let needs_set_up = move || hall.get().and_then(Result::ok).is_some_and(|hall| hall.needs_set_up);
    let form = LoginForm::new();
    view! {
        <Title text=move || format!("{} · Kabinet", t_string!(i18n, access.log_in)) />
        <main class="access">
            <section class="access-card">
                <p class="access-brand"><Mark /> "Kabinet"</p>
                <div>
                    <h1 class="access-title">{t!(i18n, access.log_in)}</h1>
                    <p class="access-text">{t!(i18n, access.log_in_text)}</p>
                </div>
                {move || needs_set_up().then(|| view! { <Redirect path="/set-up" /> })}
                <Form form />
                {move || (!demo().is_empty()).then(|| view! { <DemoLogins logins=demo() form /> })}
            </section>
            <LanguageButtons />
        </main>
    }
}

/// What the visitor has typed, and what became of it.
#[derive(Clone, Copy)]
struct LoginForm {
    email: RwSignal<String>,
    password: RwSignal<String>,
    error: RwSignal<Option<Error>>,
    busy: RwSignal<bool>,
    done: Callback<()>,
}

impl LoginForm {
    fn new() -> Self {
        let query = use_query_map();
        let navigate = StoredValue::new_local(use_navigate());
        let done = Callback::new(move |()| {
            let next = safe_next(&query.read_untracked().get("next").unwrap_or_default());
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&next, options));
        });
        Self {
            email: RwSignal::new(String::new()),
            password: RwSignal::new(String::new()),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            done,
        }
    }

    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        let email = match Email::parse(&self.email.get_untracked()) {
            Ok(email) => email,
            Err(rule) => return self.error.set(Some(Error::Invalid { field: Place::Email, rule })),
        };
        let password = self.password.get_untracked();
        if password.is_empty() {
            return self.error.set(Some(Error::Invalid { field: Place::Password, rule: TextRule::Empty }));
        }
        self.error.set(None);
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = log_in(email, password).await;
            self.busy.set(false);
            match outcome {
                Ok(_) => self.done.run(()),
                Err(error) => self.error.set(Some(error)),
            }
        });
    }
}

#[component]
fn Form(form: LoginForm) -> impl IntoView {
    let i18n = use_i18n();
    let at = move |place: Place| {
        Signal::derive(move || match form.error.get() {
            Some(Error::Invalid { field, rule }) if field == place => Some(text_rule(i18n, rule)),
            _ => None,
        })
    };
    let whole = move || form.error.get().filter(|error| !matches!(error, Error::Invalid { .. }));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.send();
    };
    view! {
        <form class="access-form" novalidate=true on:submit=submit>
            {move || whole().map(|error| view! { <Notice tone=Tone::Bad>{error_text(i18n, &error)}</Notice> })}
            <Field
                label=move || t_string!(i18n, access.email)
                value=form.email
                kind=FieldKind::Email
                name="email"
                error=at(Place::Email)
                autofocus=true
            />
            <Field
                label=move || t_string!(i18n, access.password)
                value=form.password
                kind=FieldKind::Password
                name="password"
                error=at(Place::Password)
            />
            <Button kind=Kind::Primary size=Size::Wide submit=true busy=form.busy>
                {t!(i18n, access.enter)}
            </Button>
        </form>
    }
}

/// The first person of every role, and everybody else.
fn by_role(logins: Vec<DemoLogin>) -> (Vec<DemoLogin>, Vec<DemoLogin>) {
    let mut seen = Vec::new();
    logins.into_iter().partition(|login| {
        let is_new = !seen.contains(&login.role);
        seen.push(login.role);
        is_new
    })
}

/// In the demonstration agency a click logs in as anybody. One person a role is enough to choose from at first.
#[component]
fn DemoLogins(logins: Vec<DemoLogin>, form: LoginForm) -> impl IntoView {
    let i18n = use_i18n();
    let count = logins.len();
    let (first, rest) = by_role(logins);
    let all = RwSignal::new(rest.is_empty());
    let rest = StoredValue::new(rest);
    let row = move |login: DemoLogin| {
        let press = move |_| {
            form.email.set(login.email.to_string());
            form.password.set(DEMO_PASSWORD.to_owned());
            form.send();
        };
        view! {
            <button class="access-demo-row" type="button" on:click=press>
                <Avatar name=login.name.to_string() />
                <span>{login.name.to_string()}</span>
                <span class="clip">{move || role_name(i18n, login.role)}</span>
            </button>
        }
    };
    view! {
        <div class="access-demo">
            <p class="access-demo-title">{t!(i18n, access.demo_logins)}</p>
            {first.into_iter().map(row).collect_view()}
            {move || {
                if all.get() {
                    rest.get_value().into_iter().map(row).collect_view().into_any()
                } else {
                    view! {
                        <Button kind=Kind::Quiet size=Size::Small on_press=move || all.set(true)>
                            {t!(i18n, access.demo_all, count = count)}
                        </Button>
                    }
                    .into_any()
                }
            }}
        </div>
    }
}
