//! What an open card says: title, text and comments at the left, its properties at the right. Who may edit writes right
//! into it; what is written is saved as soon as the field is left.

use leptos::prelude::*;

use super::{
    dialog::Open,
    form::{Form, Saving},
    hours::Effort,
    talk::Talk,
    words,
};
use crate::{
    access::model::Act,
    board::model::{Card, Face, Kind, Opened, Place, Side},
    i18n::{t, t_string, use_i18n},
    ui::{Avatar, Button, Choice, Notice, Select, Size, Tone, use_format},
};

/// The sheet.
#[component]
pub fn Sheet(open: Open, opened: Opened) -> impl IntoView {
    let form = open.desk.may(Act::EditCard).then(|| Form::new(open, &opened));
    on_cleanup(move || {
        // Escape takes the dialog away before a field notices that it was left.
        if let Some(form) = form {
            form.save();
        }
    });
    let said = match form {
        Some(form) => view! { <Editing form /> }.into_any(),
        None => view! { <Reading open /> }.into_any(),
    };
    let side = match form {
        Some(form) => view! { <Properties form /> }.into_any(),
        None => view! { <Facts open /> }.into_any(),
    };
    view! {
        <div class="board-dialog">
            <div class="board-dialog-main">
                {said}
                <Talk open />
            </div>
            <dl class="board-dialog-side">
                {side}
                <Effort open />
                <Origin opened open />
            </dl>
        </div>
    }
}

/// Title and text for who reads only.
#[component]
fn Reading(open: Open) -> impl IntoView {
    let i18n = use_i18n();
    let title = move || open.card.with(|opened| Some(opened.as_ref()?.card.title.to_string()));
    let body = move || {
        open.card.with(|opened| Some(opened.as_ref()?.body.to_string()).filter(|body| !body.is_empty()))
    };
    view! {
        <h2 class="board-dialog-title">{title}</h2>
        <p class="board-text">{move || body().unwrap_or_else(|| t_string!(i18n, board.no_text).to_owned())}</p>
    }
}

/// Title and text for who may change them.
#[component]
fn Editing(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <textarea
            class="board-dialog-title"
            rows="1"
            aria-label=move || t_string!(i18n, board.title)
            prop:value=form.title
            on:input=move |event| form.title.set(event_target_value(&event).replace('\n', " "))
            on:change=move |_| form.save()
        ></textarea>
        <Outcome form />
        <textarea
            class="board-body"
            rows="3"
            aria-label=move || t_string!(i18n, board.text)
            placeholder=move || t_string!(i18n, board.text_hint)
            prop:value=form.body
            on:input=move |event| form.body.set(event_target_value(&event))
            on:change=move |_| form.save()
        ></textarea>
    }
}

/// How the saving went.
#[component]
fn Outcome(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let keep = Callback::new(move |()| form.keep_mine());
    let take = Callback::new(move |()| form.take_theirs());
    move || match form.saving.get() {
        Saving::Still => ().into_any(),
        Saving::Busy => {
            view! { <p class="board-saving" role="status">{t!(i18n, board.saving)}</p> }.into_any()
        }
        Saving::Done => {
            view! { <p class="board-saving" role="status">{t!(i18n, board.saved)}</p> }.into_any()
        }
        Saving::Wrong(sentence) => view! { <Notice tone=Tone::Bad>{sentence}</Notice> }.into_any(),
        Saving::Conflict => view! {
            <Notice tone=Tone::Bad>
                {t!(i18n, board.conflict)}
                <span class="buttons">
                    <Button size=Size::Small on_press=keep>{t!(i18n, board.keep_mine)}</Button>
                    <Button size=Size::Small on_press=take>{t!(i18n, board.take_theirs)}</Button>
                </span>
            </Notice>
        }
        .into_any(),
    }
}

/// The properties for who may change them.
#[component]
fn Properties(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let due = move |event| {
        form.due.set(event_target_value(&event));
        form.save();
    };
    view! {
        <Property name=move || t_string!(i18n, board.column)><ColumnChoice open=form.open /></Property>
        <Property name=move || t_string!(i18n, board.assignee)><AssigneeChoice form /></Property>
        <Property name=move || t_string!(i18n, board.due_day)>
            <input
                class="input"
                type="date"
                aria-label=move || t_string!(i18n, board.due_day)
                prop:value=form.due
                on:change=due
            />
        </Property>
        <Property name=move || t_string!(i18n, board.tag)>
            <Line form value=form.tag label=move || t_string!(i18n, board.tag) />
        </Property>
        <Property name=move || t_string!(i18n, board.estimate)>
            <Line form value=form.estimate label=move || t_string!(i18n, board.estimate) />
        </Property>
    }
}

/// One property: its name and what it is.
#[component]
pub fn Property(#[prop(into)] name: TextProp, children: Children) -> impl IntoView {
    view! {
        <div class="board-property">
            <dt>{move || name.get()}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// A property that is written; saved when it is left.
#[component]
fn Line(form: Form, value: RwSignal<String>, #[prop(into)] label: TextProp) -> impl IntoView {
    view! {
        <input
            class="input"
            autocomplete="off"
            aria-label=move || label.get()
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
            on:change=move |_| form.save()
        />
    }
}

/// In which column it stands; another choice moves it to the top there.
#[component]
fn ColumnChoice(open: Open) -> impl IntoView {
    let i18n = use_i18n();
    let desk = open.desk;
    let card = desk.card(open.id).map(RwSignal::from);
    let choices = Signal::derive(move || {
        let columns = desk.frame().with(|frame| frame.columns.clone());
        columns
            .iter()
            .map(|column| Choice::new(column.id.to_string(), words::column_name(i18n, column)))
            .collect::<Vec<_>>()
    });
    // A refused choice changes nothing, so the list is told again what is chosen.
    let again = RwSignal::new(());
    let value = Signal::derive(move || {
        again.track();
        card.map(|card| card.with(|card| card.column.to_string())).unwrap_or_default()
    });
    let choose = Callback::new(move |(chosen,): (String,)| {
        if let Ok(column) = chosen.parse() {
            let before = desk.order(column).with_untracked(|order| order.first().copied());
            desk.move_to(open.id, Place { column, before });
        }
        again.set(());
    });
    view! { <Select label=move || t_string!(i18n, board.column) choices value on_choose=choose bare=true /> }
}

/// Whose it is. In Client tasks only the client's people can be chosen.
#[component]
fn AssigneeChoice(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let desk = form.open.desk;
    let card = desk.card(form.open.id).map(RwSignal::from);
    let choices = Signal::derive(move || {
        let kind = card.map_or(Kind::Todo, |card| desk.kind_of(card.with(|card| card.column)));
        let current = form.assignee.get();
        let fits = |face: &&Face| {
            Some(face.id) == current || face.takes_part && kind.takes_assigned_to(Some(face)).is_ok()
        };
        let mut choices = Vec::new();
        if kind != Kind::ClientTasks {
            choices.push(Choice::new("", t_string!(i18n, board.nobody)));
        }
        desk.frame().with(|frame| {
            choices.extend(frame.people.iter().filter(fits).map(|face| {
                let name = face.name.to_string();
                let text = if face.side == Side::Client {
                    t_string!(i18n, board.of_client, name = name)
                } else {
                    name
                };
                Choice::new(face.id.to_string(), text)
            }));
        });
        choices
    });
    let value =
        Signal::derive(move || form.assignee.get().map(|person| person.to_string()).unwrap_or_default());
    let choose = Callback::new(move |(chosen,): (String,)| {
        form.assignee.set(chosen.parse().ok());
        form.save();
    });
    view! { <Select label=move || t_string!(i18n, board.assignee) choices value on_choose=choose bare=true /> }
}

/// The properties for who reads only.
#[component]
fn Facts(open: Open) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let desk = open.desk;
    let of = move |read: fn(&Card) -> Option<String>| open.card.with(|opened| read(&opened.as_ref()?.card));
    let column = move || {
        let id = open.card.with(|opened| Some(opened.as_ref()?.card.column))?;
        desk.frame().with(|frame| {
            Some(words::column_name(i18n, frame.columns.iter().find(|column| column.id == id)?))
        })
    };
    let assignee = move || {
        let person = open.card.with(|opened| opened.as_ref()?.card.assignee);
        person.map_or_else(|| t_string!(i18n, board.nobody).to_owned(), |person| desk.person(person))
    };
    let due = move || open.card.with(|opened| Some(format.day(opened.as_ref()?.card.due?)));
    let tag = move || of(|card| Some(card.tag.as_ref()?.to_string()));
    view! {
        <Property name=move || t_string!(i18n, board.column)>{column}</Property>
        <Property name=move || t_string!(i18n, board.assignee)>{assignee}</Property>
        <Property name=move || t_string!(i18n, board.due_day)>{move || due().unwrap_or_else(none)}</Property>
        <Property name=move || t_string!(i18n, board.tag)>{move || tag().unwrap_or_else(none)}</Property>
    }
}

fn none() -> String {
    crate::ui::format::NONE.to_owned()
}

/// Who wrote the card, and when.
#[component]
fn Origin(opened: Opened, open: Open) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let author = open.desk.person(opened.card.author);
    view! {
        <Property name=move || t_string!(i18n, board.author)>
            <Avatar name=author.clone() />
            <span class="clip">{author}</span>
        </Property>
        <Property name=move || t_string!(i18n, board.created)>{move || format.moment(opened.created_at)}</Property>
    }
}
