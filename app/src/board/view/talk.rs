//! What is said about a card. What only the agency reads stands on amber.

use leptos::{prelude::*, task::spawn_local};

use super::dialog::Open;
use crate::{
    access::model::Act,
    board::{
        api::comment_card,
        model::{Comment, NewComment},
    },
    i18n::{t, t_string, use_i18n},
    text::Remark,
    ui::{Area, Avatar, Button, Check, Kind as Loud, Tag, Tone, draft, error_text, text_rule, use_format},
};

/// The comments and the form for another.
#[component]
pub fn Talk(open: Open) -> impl IntoView {
    let i18n = use_i18n();
    let comments = move || {
        open.card.with(|opened| opened.as_ref().map(|opened| opened.comments.clone()).unwrap_or_default())
    };
    view! {
        <section class="board-comments">
            <h3 class="panel-title">{t!(i18n, board.comments_title)}</h3>
            {move || comments().is_empty().then(|| view! { <p class="board-quiet">{t!(i18n, board.no_comments)}</p> })}
            <For each=comments key=|comment| comment.id let:comment>
                <Said open comment />
            </For>
            <Say open />
        </section>
    }
}

#[component]
fn Said(open: Open, comment: Comment) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let name = open.desk.person(comment.author);
    let internal = comment.internal;
    view! {
        <article class="board-comment" data-internal=internal.then_some("true")>
            <Avatar name=name.clone() large=true />
            <header class="board-comment-head">
                <b>{name}</b>
                <time>{move || format.moment(comment.at)}</time>
                {internal.then(|| view! { <Tag text=move || t_string!(i18n, board.internal) tone=Signal::stored(Tone::Warn) /> })}
            </header>
            <p class="board-text">{comment.body.to_string()}</p>
        </article>
    }
}

/// The form. What is written survives a failure and a reload.
#[component]
fn Say(open: Open) -> impl IntoView {
    let i18n = use_i18n();
    let text = draft::use_draft(&format!("comment-on-{}", open.id));
    let internal = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None);
    let send = move || {
        let body = match Remark::parse(&text.get_untracked()) {
            Ok(body) => body,
            Err(rule) => return wrong.set(Some(text_rule(i18n, rule))),
        };
        busy.set(true);
        spawn_local(async move {
            let new = NewComment { body, internal: internal.get_untracked() };
            let outcome = comment_card(open.desk.project(), open.id, new).await;
            busy.try_set(false);
            wrong.try_set(outcome.as_ref().err().map(|error| error_text(i18n, error)));
            if let Ok(comment) = outcome {
                text.try_set(String::new());
                add(open, comment);
            }
        });
    };
    view! {
        <form
            class="board-say"
            on:submit=move |event| {
                event.prevent_default();
                if !busy.get_untracked() {
                    send();
                }
            }
        >
            <Area label=move || t_string!(i18n, board.write_comment) value=text bare=true error=wrong />
            <div class="buttons">
                <Button kind=Loud::Primary submit=true busy>{t!(i18n, board.comment)}</Button>
                {open
                    .desk
                    .may(Act::CommentInternally)
                    .then(|| view! { <Check label=move || t_string!(i18n, board.internal) value=internal /> })}
            </div>
        </form>
    }
}

/// Shows a comment at once; the stream would bring it a moment later.
fn add(open: Open, comment: Comment) {
    open.card.try_update(|opened| {
        if let Some(opened) = opened
            && opened.comments.iter().all(|known| known.id != comment.id)
        {
            opened.comments.push(comment);
        }
    });
}
