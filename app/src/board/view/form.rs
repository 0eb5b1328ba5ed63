//! What somebody changes in an open card: the draft, its saving, and what happens when somebody else was faster.

use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;

use super::{desk::Desk, dialog::Open, words};
use crate::{
    board::{
        api::edit_card,
        model::{Card, Edit, Minutes, Opened},
    },
    error::{Error, Field},
    i18n::{Locale, t_string, use_i18n},
    id::PersonId,
    text::{Body, Tag, TextRule, Title},
    time::Day,
    ui::{error_text, text_rule},
};

/// How far the saving is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Saving {
    /// Nothing was changed yet.
    Still,
    /// On its way.
    Busy,
    /// Everything is kept.
    Done,
    /// Something is wrong; the draft is kept.
    Wrong(String),
    /// Somebody else changed the card since it was read; the draft is kept.
    Conflict,
}

/// The draft of an open card.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub open: Open,
    pub title: RwSignal<String>,
    pub body: RwSignal<String>,
    pub tag: RwSignal<String>,
    pub due: RwSignal<String>,
    pub estimate: RwSignal<String>,
    pub assignee: RwSignal<Option<PersonId>>,
    pub saving: RwSignal<Saving>,
    /// What the draft began with.
    base: StoredValue<Opened>,
    i18n: I18nContext<Locale>,
}

impl Form {
    /// A draft that says what the card says, and follows it as long as nobody writes.
    pub(super) fn new(open: Open, opened: &Opened) -> Self {
        let form = Self {
            open,
            title: RwSignal::default(),
            body: RwSignal::default(),
            tag: RwSignal::default(),
            due: RwSignal::default(),
            estimate: RwSignal::default(),
            assignee: RwSignal::new(None),
            saving: RwSignal::new(Saving::Still),
            base: StoredValue::new(opened.clone()),
            i18n: use_i18n(),
        };
        form.begin_with(opened.clone());
        Effect::new(move || {
            if let Some(fresh) = open.card.get()
                && !form.is_changed()
            {
                form.begin_with(fresh);
            }
        });
        form
    }

    /// Forgets the draft.
    fn begin_with(self, opened: Opened) {
        let Card { title, tag, due, estimate, assignee, .. } = opened.card.clone();
        set(self.title, title.to_string());
        set(self.body, opened.body.to_string());
        set(self.tag, tag.map(|tag| tag.to_string()).unwrap_or_default());
        set(self.due, due.map(|due| due.to_string()).unwrap_or_default());
        set(
            self.estimate,
            estimate.map(|minutes| words::hours_number(self.i18n, minutes)).unwrap_or_default(),
        );
        if self.assignee.get_untracked() != assignee {
            self.assignee.set(assignee);
        }
        self.base.set_value(opened);
    }

    /// Whether the draft says something else than what it began with.
    fn is_changed(self) -> bool {
        self.base.with_value(|base| self.read().as_ref() != Ok(&Edit::of(base)))
    }

    fn read(self) -> Result<Edit, (Field, TextRule)> {
        let text = |signal: RwSignal<String>| signal.get_untracked();
        let or_none = |signal: RwSignal<String>| Some(text(signal)).filter(|text| !text.trim().is_empty());
        Ok(Edit {
            title: Title::parse(&text(self.title)).map_err(|rule| (Field::Title, rule))?,
            body: Body::parse(&text(self.body)).map_err(|rule| (Field::Body, rule))?,
            tag: or_none(self.tag)
                .map(|tag| Tag::parse(&tag))
                .transpose()
                .map_err(|rule| (Field::Name, rule))?,
            assignee: self.assignee.get_untracked(),
            due: or_none(self.due)
                .map(|due| Day::parse(&due))
                .transpose()
                .map_err(|_| (Field::Due, TextRule::Form))?,
            estimate: or_none(self.estimate)
                .map(|typed| Minutes::parse(&typed))
                .transpose()
                .map_err(|_| (Field::Hours, TextRule::Form))?,
        })
    }

    /// Saves the draft, if it says something new.
    pub(super) fn save(self) {
        let edit = match self.read() {
            Ok(edit) => edit,
            Err((Field::Hours, _)) => return self.wrong(t_string!(self.i18n, board.hours_form)),
            Err((_, rule)) => return self.wrong(text_rule(self.i18n, rule)),
        };
        if self.saving.get_untracked() != Saving::Busy && self.is_changed() {
            self.saving.set(Saving::Busy);
            spawn_local(self.send(edit));
        }
    }

    async fn send(self, edit: Edit) {
        let Some((version, desk)) = self.base.try_with_value(|base| (base.card.version, self.open.desk))
        else {
            return;
        };
        let outcome = edit_card(desk.project(), self.open.id, version, edit.clone()).await;
        if self.saving.try_get_untracked().is_none() {
            // Whoever closed the card meanwhile sees the outcome on the board.
            if let Ok(card) = outcome {
                desk.apply(card);
            }
            return;
        }
        match outcome {
            Ok(card) => self.saved(desk, card, edit),
            Err(Error::Conflict) => {
                self.open.read().await;
                self.saving.try_set(Saving::Conflict);
            }
            Err(error) => self.wrong(error_text(self.i18n, &error)),
        }
    }

    fn saved(self, desk: Desk, card: Card, edit: Edit) {
        desk.apply(card.clone());
        self.base.update_value(|base| (base.card, base.body) = (card.clone(), edit.body.clone()));
        self.saving.set(Saving::Done);
        self.open.card.update(|opened| {
            if let Some(opened) = opened {
                (opened.card, opened.body) = (card, edit.body);
            }
        });
        // Something else may have been changed while this was on its way.
        self.save();
    }

    fn wrong(self, sentence: impl Into<String>) {
        self.saving.try_set(Saving::Wrong(sentence.into()));
    }

    /// After a conflict: the draft goes over what is there now.
    pub(super) fn keep_mine(self) {
        if let Some(fresh) = self.open.card.get_untracked() {
            self.base.set_value(fresh);
        }
        self.saving.set(Saving::Still);
        self.save();
    }

    /// After a conflict: the draft is forgotten.
    pub(super) fn take_theirs(self) {
        if let Some(fresh) = self.open.card.get_untracked() {
            self.begin_with(fresh);
        }
        self.saving.set(Saving::Still);
    }
}

fn set(signal: RwSignal<String>, value: String) {
    if signal.with_untracked(|known| *known != value) {
        signal.set(value);
    }
}
