//! The set-up of a new house: reached once, by the link that the first start prints.

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::{
    access::{
        api::set_up,
        language::{self, LanguageButtons},
    },
    error::{Error, Field as Place},
    i18n::{t, t_string, use_i18n},
    text::{Email, Name, Password, TextRule},
    ui::{Button, Field, FieldKind, Kind, Mark, Notice, Size, Tone, error_text, text_rule},
};

/// What the first administrator types.
#[derive(Clone, Copy)]
struct SetUpForm {
    agency: RwSignal<String>,
    name: RwSignal<String>,
    email: RwSignal<String>,
    password: RwSignal<String>,
    error: RwSignal<Option<Error>>,
    /// Which of the two names is wrong: an agency and a person are both called something.
    agency_is_wrong: RwSignal<bool>,
    busy: RwSignal<bool>,
}

struct Filled {
    agency: Name,
    name: Name,
    email: Email,
    password: Password,
}

impl SetUpForm {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            agency: text(),
            name: text(),
            email: text(),
            password: text(),
            error: RwSignal::new(None),
            agency_is_wrong: RwSignal::new(false),
            busy: RwSignal::new(false),
        }
    }

    fn filled(self) -> Result<Filled, Error> {
        let invalid = |field: Place| move |rule: TextRule| Error::Invalid { field, rule };
        let agency = Name::parse(&self.agency.get_untracked()).map_err(invalid(Place::Name));
        self.agency_is_wrong.set(agency.is_err());
        Ok(Filled {
            agency: agency?,
            name: Name::parse(&self.name.get_untracked()).map_err(invalid(Place::Name))?,
            email: Email::parse(&self.email.get_untracked()).map_err(invalid(Place::Email))?,
            password: Password::parse(&self.password.get_untracked()).map_err(invalid(Place::Password))?,
        })
    }

    fn wrong(self, place: Place, agency: bool) -> Signal<Option<String>> {
        let i18n = use_i18n();
        Signal::derive(move || match self.error.get() {
            Some(Error::Invalid { field, rule })
                if field == place && (place != Place::Name || self.agency_is_wrong.get() == agency) =>
            {
                Some(text_rule(i18n, rule))
            }
            _ => None,
        })
    }
}

/// `/set-up#SECRET`: the secret stands behind the hash, which browsers send to no server.
#[component]
pub fn SetUpPage() -> impl IntoView {
    let i18n = use_i18n();
    let form = SetUpForm::new();
    let hash = use_location().hash;
    let navigate = StoredValue::new_local(use_navigate());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let filled = match form.filled() {
            Ok(filled) => filled,
            Err(error) => return form.error.set(Some(error)),
        };
        form.error.set(None);
        form.busy.set(true);
        let secret = hash.get_untracked().trim_start_matches('#').to_owned();
        leptos::task::spawn_local(async move {
            let Filled { agency, name, email, password } = filled;
            let outcome = set_up(secret, agency, name, email, password, language::current(i18n)).await;
            form.busy.set(false);
            match outcome {
                Ok(_) => navigate.with_value(|navigate| navigate("/", NavigateOptions::default())),
                Err(error) => form.error.set(Some(error)),
            }
        });
    };
    view! {
        <Title text=move || format!("{} · Kabinet", t_string!(i18n, access.set_up)) />
        <main class="access">
            <section class="access-card" data-size="wide">
                <p class="access-brand"><Mark /> "Kabinet"</p>
                <div>
                    <h1 class="access-title">{t!(i18n, access.set_up)}</h1>
                    <p class="access-text">{t!(i18n, access.set_up_text)}</p>
                </div>
                <form class="access-form" novalidate=true on:submit=submit>
                    <Fields form />
                </form>
            </section>
            <LanguageButtons />
        </main>
    }
}

#[component]
fn Fields(form: SetUpForm) -> impl IntoView {
    let i18n = use_i18n();
    let whole = move || form.error.get().filter(|error| !matches!(error, Error::Invalid { .. }));
    view! {
        {move || whole().map(|error| view! { <Notice tone=Tone::Bad>{error_text(i18n, &error)}</Notice> })}
        <Field
            label=move || t_string!(i18n, access.agency)
            value=form.agency
            error=form.wrong(Place::Name, true)
            autofocus=true
        />
        <Field label=move || t_string!(i18n, access.your_name) value=form.name error=form.wrong(Place::Name, false) />
        <Field
            label=move || t_string!(i18n, access.email)
            value=form.email
            kind=FieldKind::Email
            error=form.wrong(Place::Email, false)
        />
        <Field
            label=move || t_string!(i18n, access.password)
            value=form.password
            kind=FieldKind::NewPassword
            hint=move || t_string!(i18n, access.password_hint)
            error=form.wrong(Place::Password, false)
        />
        <Button kind=Kind::Primary size=Size::Wide submit=true busy=form.busy>
            {t!(i18n, access.begin)}
        </Button>
    }
}
