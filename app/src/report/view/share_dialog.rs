//! The dialog of links: makes one for what is on the page, shows it once, and lists those that open now.

use leptos::{
    ev::{FocusEvent, SubmitEvent},
    prelude::*,
    task::spawn_local,
};

use super::share::Sharing;
use crate::{
    error::{Error, Field as Place, Result},
    i18n::{t, t_string},
    id::ShareId,
    report::{
        api::{list_shares, revoke_share, share_view},
        link::{Share, Shared, Term},
    },
    text::{Name, TextRule},
    ui::{
        Button, Choice, Dialog, Field, Glyph, Kind, Notice, Select, Skeleton, Tone, copy, error_text,
        use_format, whole_address,
    },
};

/// What the dialog is at.
#[derive(Clone, Copy)]
struct Writing {
    sharing: Sharing,
    name: RwSignal<String>,
    term: RwSignal<Term>,
    /// The address of the link that was made a moment ago.
    made: RwSignal<Option<String>>,
    shares: RwSignal<Option<Result<Vec<Share>>>>,
    error: RwSignal<Option<Error>>,
    busy: RwSignal<bool>,
}

/// The dialog.
#[component]
pub fn ShareDialog() -> impl IntoView {
    let sharing = expect_context::<Sharing>();
    let i18n = sharing.desk.i18n;
    let writing = Writing {
        sharing,
        name: RwSignal::new(sharing.name.get_value()),
        term: RwSignal::new(Term::default()),
        made: RwSignal::new(None),
        shares: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    spawn_local(async move {
        writing.shares.try_set(Some(list_shares(sharing.project).await));
    });
    view! {
        <Dialog title=move || t_string!(i18n, report.share_title) on_close=move || sharing.close()>
            <div class="dialog-body">
                <p class="report-share-about">{move || t_string!(i18n, report.share_about)}</p>
                {move || match writing.made.get() {
                    None => view! { <Form writing /> }.into_any(),
                    Some(address) => view! { <Made writing address /> }.into_any(),
                }}
                <Links writing />
            </div>
        </Dialog>
    }
}

/// What a new link is called, and how long it opens.
#[component]
fn Form(writing: Writing) -> impl IntoView {
    let i18n = writing.sharing.desk.i18n;
    let terms = Signal::derive(move || {
        let choice = |term: &Term| {
            Choice::new(term.word(), t_string!(i18n, report.share_days, count = term.days()).to_string())
        };
        Term::ALL.iter().map(choice).collect::<Vec<_>>()
    });
    let choose = Callback::new(move |(word,): (String,)| {
        writing.term.update(|term| *term = Term::parse(&word).unwrap_or(*term));
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        writing.send();
    };
    let of_name = |error: &Error| matches!(error, Error::Invalid { .. });
    let under =
        Signal::derive(move || writing.error.get().filter(of_name).map(|error| error_text(i18n, &error)));
    let above = move || writing.error.get().filter(|error| !of_name(error));
    view! {
        <form class="report-share-form" novalidate=true on:submit=submit>
            {move || above().map(|error| view! { <Notice tone=Tone::Bad>{error_text(i18n, &error)}</Notice> })}
            <div class="report-share-fields">
                <Field label=move || t_string!(i18n, report.share_name) value=writing.name error=under autofocus=true />
                <Select
                    label=move || t_string!(i18n, report.share_term)
                    choices=terms
                    value=Signal::derive(move || writing.term.get().word().to_owned())
                    on_choose=choose
                />
            </div>
            <div class="buttons">
                <Button kind=Kind::Primary glyph=Glyph::Link submit=true busy=writing.busy>
                    {t!(i18n, report.share_make)}
                </Button>
            </div>
        </form>
    }
}

/// The new link, which is shown this once.
#[component]
fn Made(writing: Writing, address: String) -> impl IntoView {
    let i18n = writing.sharing.desk.i18n;
    let copied = RwSignal::new(None::<bool>);
    let text = address.clone();
    let press = move || {
        let text = text.clone();
        spawn_local(async move {
            copied.try_set(Some(copy(&text).await));
        });
    };
    let select = move |event: FocusEvent| event_target::<web_sys::HtmlInputElement>(&event).select();
    let said = move || match copied.get() {
        None => t_string!(i18n, report.share_once),
        Some(true) => t_string!(i18n, report.share_copied),
        Some(false) => t_string!(i18n, report.share_by_hand),
    };
    view! {
        <div class="report-share-made">
            <div class="report-share-link">
                <input
                    class="input"
                    readonly=true
                    aria-label=move || t_string!(i18n, report.share_link)
                    prop:value=address
                    on:focus=select
                />
                <Button kind=Kind::Primary on_press=press>{t!(i18n, report.share_copy)}</Button>
            </div>
            <p class="field-hint" role="status">{said}</p>
        </div>
    }
}

/// The links that open now.
#[component]
fn Links(writing: Writing) -> impl IntoView {
    let i18n = writing.sharing.desk.i18n;
    let lines = move || match writing.shares.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(Err(error)) => view! { <Notice tone=Tone::Bad>{error_text(i18n, &error)}</Notice> }.into_any(),
        Some(Ok(shares)) if shares.is_empty() => {
            view! { <p class="field-hint">{t_string!(i18n, report.share_none)}</p> }.into_any()
        }
        Some(Ok(shares)) => {
            let lines = shares.into_iter().map(|share| view! { <Line writing share /> }).collect_view();
            view! { <ul class="report-shares">{lines}</ul> }.into_any()
        }
    };
    view! {
        <section class="report-share-open" aria-labelledby="report-shares">
            <h3 id="report-shares">{move || t_string!(i18n, report.share_open)}</h3>
            {lines}
        </section>
    }
}

#[component]
fn Line(writing: Writing, share: Share) -> impl IntoView {
    let (i18n, format) = (writing.sharing.desk.i18n, use_format());
    let (id, name) = (share.id, share.name.to_string());
    let ends = share.expires_at;
    let author = share.author_name.to_string();
    let about = move || {
        t_string!(i18n, report.share_by, name = author.clone(), moment = format.moment(ends)).to_string()
    };
    let opened = move || match share.opened_at {
        None => t_string!(i18n, report.share_unopened).to_owned(),
        Some(at) => {
            t_string!(i18n, report.share_opened, count = share.opened, moment = format.moment(at)).to_string()
        }
    };
    let label = name.clone();
    view! {
        <li class="report-share">
            <div class="report-share-text">
                <b class="clip">{name}</b>
                <span>{about}</span>
                <span>{opened}</span>
            </div>
            <button
                class="button"
                type="button"
                data-kind="danger"
                data-size="small"
                aria-label=move || t_string!(i18n, report.share_revoke_one, name = label.clone()).to_string()
                on:click=move |_| writing.revoke(id)
            >
                {move || t_string!(i18n, report.share_revoke)}
            </button>
        </li>
    }
}

impl Writing {
    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        let invalid = |rule| Error::Invalid { field: Place::Name, rule };
        let question = self.sharing.question().ok_or(invalid(TextRule::TooLong { most: 8_000 }));
        let wanted =
            Name::parse(&self.name.get_untracked()).map_err(invalid).and_then(|name| Ok((name, question?)));
        let (name, question) = match wanted {
            Ok(wanted) => wanted,
            Err(wrong) => return self.error.set(Some(wrong)),
        };
        self.busy.set(true);
        spawn_local(async move {
            let answer = share_view(self.sharing.project, name, question, self.term.get_untracked()).await;
            self.busy.try_set(false);
            self.error.try_set(answer.as_ref().err().cloned());
            if let Ok(Shared { secret, shares }) = answer {
                self.shares.try_set(Some(Ok(shares)));
                self.made.try_set(Some(whole_address(&format!("/s#{secret}"))));
            }
        });
    }

    fn revoke(self, share: ShareId) {
        spawn_local(async move {
            match revoke_share(self.sharing.project, share).await {
                Ok(shares) => drop(self.shares.try_set(Some(Ok(shares)))),
                // Behind a dialog no toast is seen, so it stands in the list; a dialog opened anew reads the list anew.
                Err(error) => drop(self.shares.try_set(Some(Err(error)))),
            }
        });
    }
}
