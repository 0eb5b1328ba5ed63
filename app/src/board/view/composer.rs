//! The composer: a new card is written where it will stand. What was written survives a failure and a reload.

use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};

use super::desk::Desk;
use crate::{
    board::{
        api::create_card,
        model::{Face, Kind, NewCard},
    },
    i18n::{t, t_string, use_i18n},
    id::{ColumnId, PersonId},
    ui::{Button, Choice, Kind as Loud, Select, Size, draft, error_text, text_rule},
};

/// What a composer holds.
#[derive(Clone, Copy)]
struct Writing {
    desk: Desk,
    column: ColumnId,
    text: RwSignal<String>,
    assignee: RwSignal<Option<PersonId>>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
}

/// The composer of a column.
#[component]
pub fn Composer(desk: Desk, column: ColumnId, kind: Kind) -> impl IntoView {
    let i18n = use_i18n();
    let writing = Writing {
        desk,
        column,
        text: draft::use_draft(&format!("card-in-{column}")),
        assignee: RwSignal::new(first_client(desk, kind)),
        busy: RwSignal::new(false),
        wrong: RwSignal::new(None),
    };
    let send = move || writing.send(i18n);
    let close = move || desk.composing().set(None);
    let hint = move || {
        if kind == Kind::Requests {
            t_string!(i18n, board.request_hint)
        } else {
            t_string!(i18n, board.card_hint)
        }
    };
    let word =
        move || if kind == Kind::Requests { t_string!(i18n, board.send) } else { t_string!(i18n, board.add) };
    view! {
        <form
            class="board-composer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <Paper writing hint send=Callback::new(move |()| send()) close=Callback::new(move |()| close()) />
            {(kind == Kind::ClientTasks).then(|| view! { <ForWhom writing /> })}
            {move || writing.wrong.get().map(|wrong| view! { <p class="field-error" role="alert">{wrong}</p> })}
            <div class="buttons">
                <Button kind=Loud::Primary size=Size::Small submit=true busy=writing.busy>{word}</Button>
                <Button kind=Loud::Quiet size=Size::Small on_press=Callback::new(move |()| close())>{t!(i18n, ui.cancel)}</Button>
            </div>
        </form>
    }
}

/// Where it is written. Enter sends, Shift-Enter begins a line, Escape puts it away.
#[component]
fn Paper(
    writing: Writing,
    hint: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
    send: Callback<()>,
    close: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    Effect::new(move || {
        if let Some(node) = node.get() {
            // A page that refuses the focus is no reason not to write.
            node.focus().ok();
        }
    });
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.shift_key() && !event.is_composing() => {
            event.prevent_default();
            send.run(());
        }
        "Escape" => {
            event.stop_propagation();
            close.run(());
        }
        _ => {}
    };
    view! {
        <textarea
            class="textarea"
            rows="2"
            node_ref=node
            placeholder=hint
            aria-label=hint
            prop:value=writing.text
            on:input=move |event| writing.text.set(event_target_value(&event))
            on:keydown=key
        ></textarea>
    }
}

/// A client task is somebody's from the beginning.
#[component]
fn ForWhom(writing: Writing) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Signal::derive(move || {
        writing.desk.frame().with(|frame| {
            let clients = frame.people.iter().filter(|face| face.acts_for_client());
            clients.map(|face| Choice::new(face.id.to_string(), face.name.to_string())).collect::<Vec<_>>()
        })
    });
    let value =
        Signal::derive(move || writing.assignee.get().map(|person| person.to_string()).unwrap_or_default());
    let choose = Callback::new(move |(chosen,): (String,)| writing.assignee.set(chosen.parse().ok()));
    view! { <Select label=move || t_string!(i18n, board.for_whom) choices value on_choose=choose bare=true /> }
}

fn first_client(desk: Desk, kind: Kind) -> Option<PersonId> {
    let first = || {
        desk.frame()
            .with_untracked(|frame| Some(frame.people.iter().find(|face: &&Face| face.acts_for_client())?.id))
    };
    (kind == Kind::ClientTasks).then(first).flatten()
}

impl Writing {
    /// Sends the card, and stays open for the next one.
    fn send(self, i18n: leptos_i18n::I18nContext<crate::i18n::Locale>) {
        if self.busy.get_untracked() {
            return;
        }
        let new = match NewCard::read(self.column, &self.text.get_untracked(), self.assignee.get_untracked())
        {
            Ok(new) => new,
            Err(rule) => return self.wrong.set(Some(text_rule(i18n, rule))),
        };
        self.busy.set(true);
        spawn_local(async move {
            let outcome = create_card(self.desk.project(), new).await;
            self.busy.try_set(false);
            match outcome {
                Ok(card) => {
                    self.desk.apply(card);
                    self.text.try_set(String::new());
                    self.wrong.try_set(None);
                }
                Err(error) => drop(self.wrong.try_set(Some(error_text(i18n, &error)))),
            }
        });
    }
}
