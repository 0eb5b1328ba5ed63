//! The desk of the mapping: what the server said last, what is asked for, what is chosen, and every change that is made.
//!
//! A change says which version it is based on. When somebody else was faster the page shows what there is now, says so,
//! and keeps what was being written.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
    time::Duration,
};

use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;

use super::words;
use crate::{
    access::model::{Act, role_allows},
    error::{Error, Result},
    event::Touched,
    fact::{book::Version, model::Dimension},
    i18n::{Locale, t_string, use_i18n},
    id::{CategoryId, ProjectId, RuleId},
    live,
    mapping::{
        api::{change_mapping, list_names, open_mapping},
        edit::{Edit, Target},
        model::{Ask, Mapped, Names, Order, Weight},
        outline::Outline,
    },
    money::Currency,
    project::model::{Home, Project},
    text::Pattern,
    ui::{Format, Toasts, error_text, use_format, use_toasts},
};

/// How long the reader's hand must rest before a search is asked for.
const REST: Duration = Duration::from_millis(250);

/// What shall be put somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cargo {
    /// Names of the field that is shown.
    Names(Vec<String>),
    /// A category.
    Category(CategoryId),
}

/// What lies open over the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sheet {
    /// A rule that is being written: an earlier one, or a new one that begins with a text.
    Rule(Option<RuleId>, String),
    /// Where something shall go.
    Place(Cargo),
    /// A new category under another one.
    Add(Option<CategoryId>),
    /// Another name for a category.
    Rename(CategoryId),
    /// The question before a category goes.
    Remove(CategoryId),
    /// An earlier version.
    Version(Version),
}

/// The desk. It is copied into every part of the page.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub project: ProjectId,
    pub i18n: I18nContext<Locale>,
    pub format: Format,
    pub may_change: bool,
    /// What the server said last.
    pub mapped: RwSignal<Option<Result<Arc<Mapped>>>>,
    pub names: RwSignal<Option<Result<Arc<Names>>>>,
    pub ask: RwSignal<Ask>,
    /// What is written into the search; it is asked for when the hand rests.
    pub search: RwSignal<String>,
    /// The names that are chosen, of the field that is shown.
    pub chosen: RwSignal<BTreeSet<String>>,
    pub outline: Memo<Arc<Outline>>,
    /// The categories whose children are shown.
    pub opened: RwSignal<HashSet<CategoryId>>,
    pub sheet: RwSignal<Option<Sheet>>,
    /// A change is on its way.
    pub busy: RwSignal<bool>,
    /// The names that it moves: they are seen going before the server has said so.
    pub moving: RwSignal<BTreeSet<String>>,
    /// Counts the versions that this page has seen, so that the list of them follows.
    pub versions: RwSignal<u32>,
    toasts: Toasts,
    turn: StoredValue<u32>,
    /// Whether the filter was the reader's own choice.
    filtered: StoredValue<bool>,
}

/// Outlines are made when something has changed, so there is nothing to compare.
fn outline(mapped: RwSignal<Option<Result<Arc<Mapped>>>>) -> Memo<Arc<Outline>> {
    Memo::new_with_compare(
        move |_| {
            mapped.with(|mapped| match mapped {
                Some(Ok(mapped)) => Arc::new(Outline::of(mapped)),
                _ => Arc::default(),
            })
        },
        |_, _| true,
    )
}

impl Desk {
    pub(super) fn new(project: &Project) -> Self {
        let role = expect_context::<Arc<Home>>().me.person.role;
        let mapped = RwSignal::new(None);
        let ask = Ask {
            field: Dimension::Campaign,
            unmapped: true,
            search: String::new(),
            order: Order::Money,
            page: 0,
        };
        let desk = Self {
            project: project.listed.id,
            i18n: use_i18n(),
            format: use_format(),
            may_change: role_allows(role, Act::MapFacts),
            mapped,
            names: RwSignal::new(None),
            ask: RwSignal::new(ask),
            search: RwSignal::new(String::new()),
            chosen: RwSignal::new(BTreeSet::new()),
            outline: outline(mapped),
            opened: RwSignal::new(HashSet::new()),
            sheet: RwSignal::new(None),
            busy: RwSignal::new(false),
            moving: RwSignal::new(BTreeSet::new()),
            versions: RwSignal::new(0),
            toasts: use_toasts(),
            turn: StoredValue::new(0),
            filtered: StoredValue::new(false),
        };
        desk.load();
        desk.listen();
        desk
    }

    fn listen(self) {
        live::on_news(move |news| {
            if news.touched == Some(Touched::Report) && !self.busy.get_untracked() {
                self.load();
            }
        });
        after_rest(self.search, REST, move |search| {
            if self.ask.with_untracked(|ask| ask.search != search) {
                self.look(|ask| ask.search = search);
            }
        });
    }

    /// Reads everything anew. What is shown stays until the answer is there.
    pub(super) fn load(self) {
        spawn_local(async move {
            let answer = open_mapping(self.project).await.map(Arc::new);
            if let (Ok(mapped), Some(true)) = (&answer, self.opened.try_with_untracked(HashSet::is_empty)) {
                self.opened.try_set(Outline::of(mapped).opened());
            }
            self.mapped.try_set(Some(answer));
            self.versions.try_update(|count| *count += 1);
        });
        self.load_names();
    }

    fn load_names(self) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let (turn, ask) = (self.turn.get_value(), self.ask.get_untracked());
        spawn_local(async move {
            let answer = list_names(self.project, ask).await.map(Arc::new);
            if self.turn.try_get_value() == Some(turn) {
                self.show(answer);
            }
        });
    }

    /// Whoever has nothing unmapped sees all names, unless they asked for the unmapped ones.
    fn show(self, answer: Result<Arc<Names>>) {
        let is_clean = answer.as_ref().is_ok_and(|names| names.unmapped_count == 0);
        if is_clean && !self.filtered.get_value() && self.ask.with_untracked(|ask| ask.unmapped) {
            self.ask.update(|ask| ask.unmapped = false);
            return self.load_names();
        }
        let past_the_end = answer.as_ref().is_ok_and(|names| names.rows.is_empty() && names.found > 0);
        if past_the_end {
            self.ask.update(|ask| ask.page = 0);
            return self.load_names();
        }
        self.names.set(Some(answer));
        if !self.busy.get_untracked() {
            self.moving.update(BTreeSet::clear);
        }
    }

    /// Asks for other names, from the first page.
    pub(super) fn look(self, change: impl FnOnce(&mut Ask)) {
        self.ask.update(|ask| {
            ask.page = 0;
            change(ask);
        });
        self.load_names();
    }

    /// Asks for another page.
    pub(super) fn turn_to(self, page: usize) {
        self.ask.update(|ask| ask.page = page);
        self.load_names();
    }

    /// Shows only what is unmapped, or everything.
    pub(super) fn filter(self, unmapped: bool) {
        self.filtered.set_value(true);
        self.look(|ask| ask.unmapped = unmapped);
    }

    /// Shows the names of another field; what was chosen belongs to the one before.
    pub(super) fn look_at(self, field: Dimension) {
        self.chosen.update(BTreeSet::clear);
        self.names.set(None);
        self.filtered.set_value(false);
        self.look(|ask| (ask.field, ask.unmapped) = (field, true));
    }

    /// Looks something up in the mapping, and follows it.
    pub(super) fn known<T>(self, look: impl FnOnce(&Mapped) -> T) -> Option<T> {
        self.mapped.with(|mapped| match mapped {
            Some(Ok(mapped)) => Some(look(mapped)),
            _ => None,
        })
    }

    /// Looks something up in the names, and follows it.
    pub(super) fn seen<T>(self, look: impl FnOnce(&Names) -> T) -> Option<T> {
        self.names.with(|names| match names {
            Some(Ok(names)) => Some(look(names)),
            _ => None,
        })
    }

    pub(super) fn field(self) -> Dimension {
        self.ask.with(|ask| ask.field)
    }

    pub(super) fn currency(self) -> Option<Currency> {
        self.known(|mapped| mapped.currency)
    }

    /// What something carries, in money; in leads where nothing costs anything.
    pub(super) fn weigh(self, weight: Weight) -> String {
        words::amount(self, weight.recent)
    }

    /// The names that a hand takes along with one: all that are chosen, when it is among them.
    pub(super) fn with_chosen(self, name: &str) -> Vec<String> {
        self.chosen.with_untracked(|chosen| {
            if chosen.contains(name) { chosen.iter().cloned().collect() } else { vec![name.to_owned()] }
        })
    }

    /// Puts names into a category.
    pub(super) fn assign(self, names: &[String], to: Target, path: &str) {
        let field = self.ask.with_untracked(|ask| ask.field);
        let patterns: Vec<Pattern> = names.iter().filter_map(|name| Pattern::parse(name).ok()).collect();
        if patterns.len() < names.len() {
            // A rule cannot hold what a name of this length says.
            return self.toasts.fail(t_string!(self.i18n, mapping.name_too_long));
        }
        let counted = words::counted(self.i18n, field, names.len());
        let said = t_string!(self.i18n, mapping.said_assigned, names = counted, category = path).to_string();
        if !self.busy.get_untracked() {
            self.moving.update(|moving| moving.extend(names.iter().cloned()));
        }
        let done = move |error: Option<Error>| {
            if error.is_some() {
                self.moving.try_update(BTreeSet::clear);
            }
        };
        self.change(Edit::Assign { field, names: patterns, to }, said, done);
    }

    /// Makes a change and says so, with a way back for ten seconds. `done` hears what came of it.
    pub(super) fn change(self, edit: Edit, said: String, done: impl FnOnce(Option<Error>) + 'static) {
        let Some(base) = untrack(|| self.known(|mapped| mapped.version)) else { return };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = change_mapping(self.project, base, edit).await;
            self.busy.try_set(false);
            match &answer {
                Ok(version) => self.made(base, *version, &said),
                Err(Error::Conflict) => self.late(),
                Err(Error::Invalid { .. }) => {}
                Err(error) => self.toasts.fail(error_text(self.i18n, error)),
            }
            done(answer.err());
        });
    }

    fn made(self, base: Version, version: Version, said: &str) {
        self.chosen.try_update(BTreeSet::clear);
        // Whoever goes on before the page is fresh goes on from here.
        self.mapped.try_update(|mapped| {
            if let Some(Ok(mapped)) = mapped {
                Arc::make_mut(mapped).version = version;
            }
        });
        self.load();
        if version == base {
            return self.toasts.say(t_string!(self.i18n, mapping.said_nothing));
        }
        let text = format!("{said} {}", t_string!(self.i18n, mapping.soon));
        let undo = move || self.undo(base, version);
        self.toasts.offer(text, t_string!(self.i18n, ui.undo), undo);
    }

    /// Takes the newest change back, unless there is a newer one.
    fn undo(self, base: Version, version: Version) {
        let (project, i18n, toasts) = (self.project, self.i18n, self.toasts);
        spawn_local(async move {
            match change_mapping(project, version, Edit::Restore { version: base }).await {
                Ok(_) => toasts.say(t_string!(i18n, mapping.said_undone)),
                Err(Error::Conflict) => toasts.fail(t_string!(i18n, mapping.undo_late)),
                Err(error) => toasts.fail(error_text(i18n, &error)),
            }
            if self.busy.try_get_untracked().is_some() {
                self.load();
            }
        });
    }

    /// Somebody else was faster.
    fn late(self) {
        self.load();
        self.toasts.fail(t_string!(self.i18n, mapping.conflict));
    }
}

/// Calls with the value of a text when nobody has changed it for a while.
pub(super) fn after_rest(text: RwSignal<String>, rest: Duration, call: impl Fn(String) + Copy + 'static) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    Effect::new(move |first: Option<()>| {
        let value = text.get();
        stop();
        if first.is_some() {
            timer.set_value(set_timeout_with_handle(move || call(value), rest).ok());
        }
    });
    on_cleanup(stop);
}
