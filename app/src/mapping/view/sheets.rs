//! The small dialogs: where something shall go, what a category is called, whether it shall be removed, and what an
//! earlier version said.

use std::collections::HashSet;

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    carry,
    desk::{Cargo, Desk, Sheet},
    try_out::{Outcome, TryOut},
    version::VersionSheet,
    words,
};
use crate::{
    error::{Error, Field as Place},
    fact::model::Dimension,
    i18n::{t_string, use_i18n},
    id::CategoryId,
    mapping::edit::{Edit, Target},
    text::Name,
    ui::{
        Button, Dialog, DialogFoot, DialogSize, Field, FieldKind, Glyph, Icon, Kind, error_text, rule_text,
        say,
    },
};

/// So many categories are offered; a search finds the others.
const OFFERED: usize = 60;

/// Whichever of them is open.
#[component]
pub fn SmallSheet(desk: Desk) -> impl IntoView {
    match desk.sheet.get_untracked() {
        Some(Sheet::Place(cargo)) => view! { <PlaceSheet desk cargo /> }.into_any(),
        Some(Sheet::Add(parent)) => view! { <NameSheet desk task=Naming::Add(parent) /> }.into_any(),
        Some(Sheet::Rename(id)) => view! { <NameSheet desk task=Naming::Rename(id) /> }.into_any(),
        Some(Sheet::Remove(id)) => view! { <RemoveSheet desk id /> }.into_any(),
        Some(Sheet::Version(version)) => view! { <VersionSheet desk version /> }.into_any(),
        Some(Sheet::Rule(..)) | None => ().into_any(),
    }
}

fn name_of(desk: Desk, id: CategoryId) -> String {
    desk.outline.with(|outline| outline.name(id).to_owned())
}

/// A way that is offered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Way {
    Top,
    Known(CategoryId, String),
    New(String),
}

impl Way {
    fn take(self, desk: Desk, cargo: &Cargo) {
        desk.sheet.set(None);
        match (cargo, self) {
            (Cargo::Names(names), Self::Known(id, path)) => desk.assign(names, Target::Known(id), &path),
            (Cargo::Names(names), Self::New(path)) => desk.assign(names, Target::Path(path.clone()), &path),
            (Cargo::Category(own), Self::Known(id, _)) => carry::put_under(desk, *own, Some(id)),
            (Cargo::Category(own), Self::Top) => carry::put_under(desk, *own, None),
            (Cargo::Names(_), Self::Top) | (Cargo::Category(_), Self::New(_)) => {}
        }
    }
}

/// The ways for something, as far as a search goes.
fn ways(desk: Desk, cargo: &Cargo, search: &str) -> Vec<Way> {
    desk.outline.with(|outline| {
        let (mut ways, without) = match cargo {
            Cargo::Names(_) => (Vec::new(), HashSet::new()),
            Cargo::Category(own) => {
                let at_top = outline.tree().node(*own).is_some_and(|node| node.parent.is_none());
                let top = if at_top || !search.trim().is_empty() { Vec::new() } else { vec![Way::Top] };
                (top, outline.below(*own))
            }
        };
        let found = outline.paths(search, &without, OFFERED);
        ways.extend(found.into_iter().map(|(id, path)| Way::Known(id, path)));
        let is_new = outline.tree().find(search).is_none() && !search.trim().is_empty();
        if is_new && matches!(cargo, Cargo::Names(_)) {
            ways.push(Way::New(search.trim().to_owned()));
        }
        ways
    })
}

/// "Move to…": the categories, found by their names; for names also one that is not there yet.
#[component]
fn PlaceSheet(desk: Desk, cargo: Cargo) -> impl IntoView {
    let i18n = use_i18n();
    let search = RwSignal::new(String::new());
    let cargo = StoredValue::new(cargo);
    let ways = Memo::new(move |_| cargo.with_value(|cargo| search.with(|search| ways(desk, cargo, search))));
    let close = Callback::new(move |()| desk.sheet.set(None));
    let title = move || {
        let what = cargo.with_value(|cargo| match cargo {
            Cargo::Names(names) if names.len() == 1 => names[0].clone(),
            Cargo::Names(names) => words::counted(i18n, desk.field(), names.len()),
            Cargo::Category(id) => name_of(desk, *id),
        });
        t_string!(i18n, mapping.place_title, what = what).to_string()
    };
    let first = move |event: SubmitEvent| {
        event.prevent_default();
        // Before anything is written, the first is not what is meant.
        let is_meant = search.with_untracked(|search| !search.trim().is_empty());
        if let Some(way) = ways.with_untracked(|ways| ways.first().cloned()).filter(|_| is_meant) {
            way.take(desk, &cargo.get_value());
        }
    };
    let text = move |way: &Way| match way {
        Way::Top => t_string!(i18n, mapping.top).to_owned(),
        Way::Known(_, path) => path.clone(),
        Way::New(path) => t_string!(i18n, mapping.create, path = path.clone()).to_string(),
    };
    let line = move |way: Way| {
        let (glyph, shown) =
            (if matches!(way, Way::New(_)) { Glyph::Plus } else { Glyph::ArrowRight }, text(&way));
        let take = move |_| way.clone().take(desk, &cargo.get_value());
        view! {
            <li><button class="mapping-way" type="button" on:click=take><Icon glyph /><span>{shown}</span></button></li>
        }
    };
    view! {
        <Dialog title on_close=close>
            <form class="mapping-form" on:submit=first>
                <div class="dialog-body mapping-form-body">
                    <Field
                        label=move || t_string!(i18n, mapping.tree_search)
                        hint=move || t_string!(i18n, mapping.place_hint)
                        value=search
                        kind=FieldKind::Search
                    />
                    <ul class="mapping-ways" aria-label=move || t_string!(i18n, mapping.tree)>
                        <For each=move || ways.get() key=|way| way.clone() let:way>{line(way)}</For>
                    </ul>
                </div>
            </form>
        </Dialog>
    }
}

/// What a name is written for.
#[derive(Debug, Clone, Copy)]
enum Naming {
    Add(Option<CategoryId>),
    Rename(CategoryId),
}

impl Naming {
    fn edit(self, name: Name) -> Edit {
        match self {
            Self::Add(parent) => Edit::AddCategory { parent, name },
            Self::Rename(category) => Edit::RenameCategory { category, name },
        }
    }

    fn title(self, desk: Desk) -> String {
        match self {
            Self::Add(None) => t_string!(desk.i18n, mapping.name_add).to_owned(),
            Self::Add(Some(id)) => {
                t_string!(desk.i18n, mapping.name_in, parent = name_of(desk, id)).to_string()
            }
            Self::Rename(id) => {
                t_string!(desk.i18n, mapping.name_other, name = name_of(desk, id)).to_string()
            }
        }
    }

    fn said(self, desk: Desk) -> String {
        match self {
            Self::Add(_) => t_string!(desk.i18n, mapping.said_category_added).to_owned(),
            Self::Rename(_) => t_string!(desk.i18n, mapping.said_category_renamed).to_owned(),
        }
    }
}

/// A new category, or another name for one.
#[component]
fn NameSheet(desk: Desk, task: Naming) -> impl IntoView {
    let i18n = use_i18n();
    let begin = if let Naming::Rename(id) = task { untrack(|| name_of(desk, id)) } else { String::new() };
    let (name, wrong) = (RwSignal::new(begin), RwSignal::new(None::<Error>));
    let close = Callback::new(move |()| desk.sheet.set(None));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match Name::parse(&name.get_untracked()) {
            Err(rule) => wrong.set(Some(Error::Invalid { field: Place::Category, rule })),
            Ok(name) => {
                if let Naming::Add(Some(parent)) = task {
                    desk.opened.update(|open| open.extend([parent]));
                }
                desk.change(task.edit(name), task.said(desk), move |error| match error {
                    None => desk.sheet.set(None),
                    Some(error) => drop(wrong.try_set(Some(error))),
                });
            }
        }
    };
    let error = Signal::derive(move || {
        wrong.get().map(|error| match error {
            Error::Refused(rule) => rule_text(i18n, rule),
            Error::Invalid { rule, .. } => words::wrong(i18n, rule),
            other => error_text(i18n, &other),
        })
    });
    let hint = move || match task {
        Naming::Add(_) => "",
        Naming::Rename(_) => t_string!(i18n, mapping.name_hint),
    };
    view! {
        <Dialog size=DialogSize::Small title=move || task.title(desk) on_close=close>
            <form class="mapping-form" novalidate=true on:submit=submit>
                <div class="dialog-body">
                    <Field label=move || t_string!(i18n, mapping.name) hint value=name error />
                </div>
                <DialogFoot>
                    <Button on_press=close>{say(move || t_string!(i18n, ui.cancel))}</Button>
                    <Button kind=Kind::Primary submit=true busy=desk.busy>{say(move || t_string!(i18n, mapping.save))}</Button>
                </DialogFoot>
            </form>
        </Dialog>
    }
}

/// The question before a category goes: what goes with it, and what that does to the report.
#[component]
fn RemoveSheet(desk: Desk, id: CategoryId) -> impl IntoView {
    let i18n = use_i18n();
    let edit = Edit::RemoveCategory { category: id };
    let asked = edit.clone();
    let tried = TryOut::of(desk, Memo::new(move |_| Some(asked.clone())));
    let inside = move || desk.outline.with(|outline| outline.below(id));
    let rules = move || {
        desk.known(|mapped| desk.outline.with(|outline| outline.rules_to(&mapped.book.rules, &inside())))
            .unwrap_or_default()
    };
    let with = move || {
        let (categories, rules) = (inside().len().saturating_sub(1), rules());
        if categories + rules == 0 {
            return t_string!(i18n, mapping.remove_alone).to_owned();
        }
        t_string!(i18n, mapping.remove_with, categories = categories, rules = rules).to_string()
    };
    let close = Callback::new(move |()| desk.sheet.set(None));
    let remove = Callback::new(move |()| {
        let said = t_string!(i18n, mapping.said_category_removed).to_owned();
        desk.change(edit.clone(), said, move |error| {
            if error.is_none_or(|error| error == Error::Conflict) {
                desk.sheet.set(None);
            }
        });
    });
    view! {
        <Dialog title=move || t_string!(i18n, mapping.remove_title, name = name_of(desk, id)).to_string() on_close=close>
            <div class="dialog-body mapping-form-body">
                <p>{say(with)}</p>
                <Outcome desk tried field=Signal::stored(Dimension::Campaign) />
            </div>
            <DialogFoot>
                <Button on_press=close>{say(move || t_string!(i18n, ui.cancel))}</Button>
                <Button kind=Kind::Danger busy=desk.busy on_press=remove>{say(move || t_string!(i18n, mapping.remove_go))}</Button>
            </DialogFoot>
        </Dialog>
    }
}
