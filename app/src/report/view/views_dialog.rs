//! The name of a view: for what is on the page, or another one for a view that has been saved.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::views::{Cabinet, Naming};
use crate::{
    error::{Error, Field as Place, Rule},
    i18n::{t, t_string},
    report::{
        api::{rename_view, save_view},
        saved::Question,
    },
    text::Name,
    ui::{Button, Dialog, DialogFoot, DialogSize, Field, Kind, Notice, Tone, error_text},
};

/// One field and a button. What is wrong with the name stands under it, anything else above.
#[component]
pub fn NameDialog() -> impl IntoView {
    let cabinet = expect_context::<Cabinet>();
    let i18n = cabinet.desk.i18n;
    let naming = cabinet.naming().unwrap_or(Naming::New);
    let is_new = naming == Naming::New;
    let name = RwSignal::new(match &naming {
        Naming::New => String::new(),
        Naming::Known(view) => view.name.to_string(),
    });
    let (error, busy) = (RwSignal::new(None::<Error>), RwSignal::new(false));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            send(cabinet, naming.clone(), name, error, busy);
        }
    };
    let of_name = |error: &Error| matches!(error, Error::Invalid { .. } | Error::Refused(Rule::Taken));
    let under = Signal::derive(move || error.get().filter(of_name).map(|error| error_text(i18n, &error)));
    let above = move || error.get().filter(|error| !of_name(error));
    let title = move || {
        if is_new {
            t_string!(i18n, report.view_save_title)
        } else {
            t_string!(i18n, report.view_rename_title)
        }
    };
    view! {
        <Dialog size=DialogSize::Small title on_close=move || cabinet.close()>
            <form novalidate=true on:submit=submit>
                <div class="report-form">
                    {move || above().map(|error| view! { <Notice tone=Tone::Bad>{error_text(i18n, &error)}</Notice> })}
                    <Field
                        label=move || t_string!(i18n, report.view_name)
                        hint=move || t_string!(i18n, report.view_hint)
                        value=name
                        error=under
                        autofocus=true
                    />
                </div>
                <DialogFoot>
                    <Button kind=Kind::Quiet on_press=move || cabinet.close()>{t!(i18n, ui.cancel)}</Button>
                    <Button kind=Kind::Primary submit=true busy>
                        {if is_new { t!(i18n, report.view_save_do).into_any() } else { t!(i18n, report.view_rename_do).into_any() }}
                    </Button>
                </DialogFoot>
            </form>
        </Dialog>
    }
}

fn send(
    cabinet: Cabinet,
    naming: Naming,
    name: RwSignal<String>,
    error: RwSignal<Option<Error>>,
    busy: RwSignal<bool>,
) {
    let i18n = cabinet.desk.i18n;
    let invalid = |rule| Error::Invalid { field: Place::Name, rule };
    let question = Question::of(&cabinet.desk.query.read_untracked()).map_err(invalid);
    let wanted = Name::parse(&name.get_untracked()).map_err(invalid).and_then(|name| Ok((name, question?)));
    let (name, question) = match wanted {
        Ok(wanted) => wanted,
        Err(wrong) => return error.set(Some(wrong)),
    };
    busy.set(true);
    spawn_local(async move {
        let answer = match naming {
            Naming::New => save_view(cabinet.project, name.clone(), question).await,
            Naming::Known(view) => rename_view(cabinet.project, view.id, name.clone()).await,
        };
        busy.try_set(false);
        match answer {
            Ok(views) => {
                cabinet.take(views);
                cabinet.close();
                cabinet.toasts.say(t_string!(i18n, report.view_saved, name = name.to_string()).to_string());
            }
            Err(wrong) => drop(error.try_set(Some(wrong))),
        }
    });
}
