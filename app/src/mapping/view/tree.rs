//! The client's tree: where names are let down, and where categories are added, renamed, moved and removed.
//!
//! One row has a place in the order of the Tab key; the arrows walk from it, Enter puts what is chosen there.

use std::time::Duration;

use leptos::{
    attr::custom::custom_attribute,
    ev::{KeyboardEvent, PointerEvent},
    prelude::*,
};

use super::{
    carry::Thing,
    desk::{Cargo, Desk, Sheet},
    parts::{More, ShowMore},
    words,
};
use crate::{
    i18n::{t_string, use_i18n},
    id::CategoryId,
    mapping::{edit::Target, outline::Line},
    ui::{Button, Entry, Field, FieldKind, Glyph, Icon, Item, drag::Drag, focus_soon, say},
};

/// So many rows are drawn until the reader wants more.
const MANY: usize = 200;

/// How long a hand that carries something rests on a category before that opens.
const REST: Duration = Duration::from_millis(600);

/// What the rows of the tree have in common.
#[derive(Clone, Copy)]
struct Rows {
    desk: Desk,
    search: RwSignal<String>,
    lines: Memo<Vec<Line>>,
    /// The row that the Tab key stops at.
    stop: RwSignal<Option<CategoryId>>,
    /// The row under the pointer.
    over: RwSignal<Option<CategoryId>>,
    most: RwSignal<usize>,
}

fn anchor(id: CategoryId) -> String {
    format!("category-{id}")
}

impl Rows {
    fn new(desk: Desk) -> Self {
        let (search, most) = (RwSignal::new(String::new()), RwSignal::new(MANY));
        let lines = Memo::new(move |_| {
            desk.outline
                .with(|outline| desk.opened.with(|open| search.with(|search| outline.lines(open, search))))
        });
        Self { desk, search, lines, stop: RwSignal::new(None), over: RwSignal::new(None), most }
    }

    /// The line of a category as it is now; rows stay while what is under them is shown or hidden.
    fn line(self, id: CategoryId) -> Option<Line> {
        self.lines.with(|lines| lines.iter().find(|line| line.id == id).copied())
    }

    fn is_stop(self, id: CategoryId) -> bool {
        let stop = self.stop.get();
        self.lines.with(|lines| match stop.filter(|stop| lines.iter().any(|line| line.id == *stop)) {
            Some(stop) => stop == id,
            None => lines.first().is_some_and(|line| line.id == id),
        })
    }

    fn turn(self, id: CategoryId, wanted: bool) {
        self.desk.opened.update(|open| {
            if wanted {
                open.insert(id);
            } else {
                open.remove(&id);
            }
        });
    }

    /// A hand that carries something and rests on a closed category wants to see what is inside.
    fn rest_on(self, id: CategoryId, drag: Drag) {
        self.over.set(Some(id));
        let open = move || {
            let rests = self.over.try_get_untracked().flatten() == Some(id) && drag.is_carrying();
            if rests && untrack(|| self.line(id)).is_some_and(|line| line.open == Some(false)) {
                self.turn(id, true);
            }
        };
        if drag.is_carrying() {
            set_timeout(open, REST);
        }
    }

    fn go(self, id: Option<CategoryId>) {
        if let Some(id) = id {
            self.stop.set(Some(id));
            focus_soon(&anchor(id));
        }
    }

    fn key(self, line: Line, event: &KeyboardEvent) {
        let lines = self.lines.get_untracked();
        let Some(at) = lines.iter().position(|other| other.id == line.id) else { return };
        let near = |at: Option<usize>| at.and_then(|at| lines.get(at)).map(|line| line.id);
        match event.key().as_str() {
            "ArrowDown" => self.go(near(Some(at + 1))),
            "ArrowUp" => self.go(near(at.checked_sub(1))),
            "Home" => self.go(near(Some(0))),
            "End" => self.go(near(lines.len().checked_sub(1))),
            "ArrowRight" if line.open == Some(true) => self.go(near(Some(at + 1))),
            "ArrowRight" => self.turn(line.id, line.open.is_some()),
            "ArrowLeft" if line.open == Some(true) => self.turn(line.id, false),
            "ArrowLeft" => {
                let above = lines[..at].iter().rev().find(|above| above.level < line.level);
                self.go(above.map(|above| above.id));
            }
            "Enter" | " " => self.enter(line),
            "F2" if self.desk.may_change => self.desk.sheet.set(Some(Sheet::Rename(line.id))),
            "Delete" if self.desk.may_change => self.desk.sheet.set(Some(Sheet::Remove(line.id))),
            _ => return,
        }
        event.prevent_default();
    }

    /// Puts what is chosen into a category; when nothing is, shows or hides what is inside of it.
    fn enter(self, line: Line) {
        if self.desk.may_change && self.desk.chosen.with_untracked(|chosen| !chosen.is_empty()) {
            put_chosen(self.desk, line.id);
        } else if let Some(open) = line.open {
            self.turn(line.id, !open);
        }
    }
}

fn put_chosen(desk: Desk, id: CategoryId) {
    let names: Vec<String> = desk.chosen.with_untracked(|chosen| chosen.iter().cloned().collect());
    let path = desk.outline.with_untracked(|outline| outline.path(id));
    desk.assign(&names, Target::Known(id), &path);
}

/// The tab.
#[component]
pub fn TreePanel(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let rows = Rows::new(desk);
    let add = Callback::new(move |()| desk.sheet.set(Some(Sheet::Add(None))));
    let has_none = move || desk.known(|mapped| mapped.book.categories.is_empty()) == Some(true);
    let shown =
        move || rows.lines.with(|lines| lines.iter().take(rows.most.get()).copied().collect::<Vec<_>>());
    view! {
        <div class="mapping-tree-tools">
            <Field label=move || t_string!(i18n, mapping.tree_search) value=rows.search kind=FieldKind::Search />
            {desk.may_change.then(|| view! {
                <Button glyph=Glyph::Plus on_press=add>{say(move || t_string!(i18n, mapping.add_category))}</Button>
            })}
        </div>
        <Show when=has_none>
            <p class="mapping-nothing">{say(move || t_string!(i18n, mapping.tree_empty))}</p>
        </Show>
        <Show when=move || !has_none() && rows.lines.with(Vec::is_empty)>
            <p class="mapping-nothing">{say(move || t_string!(i18n, mapping.none_found))}</p>
        </Show>
        <div class="mapping-scroll" data-drag-scroll="">
            <ul class="mapping-tree" role="tree" aria-label=move || t_string!(i18n, mapping.tree)>
                <For each=shown key=|line| (line.id, line.level) let:line><Row rows id=line.id level=line.level /></For>
            </ul>
            <ShowMore most=rows.most count=Signal::derive(move || rows.lines.with(Vec::len)) step=MANY />
        </div>
    }
}

#[component]
fn Row(rows: Rows, id: CategoryId, level: usize) -> impl IntoView {
    let desk = rows.desk;
    let drag = expect_context::<Drag>();
    let open = Memo::new(move |_| rows.line(id).and_then(|line| line.open));
    let name = Memo::new(move |_| desk.outline.with(|outline| outline.name(id).to_owned()));
    let weight = move || desk.weigh(desk.outline.with(|outline| outline.weight(id)));
    let mark = Thing::Category(id).mark();
    let grab = move |event: PointerEvent| {
        if desk.may_change && !desk.busy.get_untracked() {
            drag.grab(&event);
        }
    };
    let aria_level = move || Some(level.to_string());
    let own = move |event: KeyboardEvent| {
        // The menu inside of a row has keys of its own.
        let line = untrack(|| rows.line(id)).filter(|_| event.target() == event.current_target());
        if let Some(line) = line {
            rows.key(line, &event);
        }
    };
    view! {
        <li
            class="mapping-category"
            id=anchor(id)
            role="treeitem"
            aria-expanded=move || open.get().map(|open| open.to_string())
            aria-label=move || format!("{}, {}", name.get(), weight())
            tabindex=move || if rows.is_stop(id) { "0" } else { "-1" }
            style:--level=(level - 1).to_string()
            data-drag-list=mark.clone()
            data-drag-item=desk.may_change.then_some(mark)
            on:pointerdown=grab
            on:keydown=own
            on:focus=move |_| rows.stop.set(Some(id))
            on:pointerenter=move |_| rows.rest_on(id, drag)
            on:pointerleave=move |_| rows.over.set(None)
            {..custom_attribute("aria-level", aria_level)}
        >
            <Twist rows id open />
            <span class="mapping-grow clip" title=move || desk.outline.with(|outline| outline.path(id))>{name}</span>
            <span class="mapping-category-weight">{say(weight)}</span>
            {desk.may_change.then(|| view! { <Actions desk id name /> })}
        </li>
    }
}

#[component]
fn Twist(rows: Rows, id: CategoryId, open: Memo<Option<bool>>) -> impl IntoView {
    let has_children = Memo::new(move |_| open.get().is_some());
    let is_open = move || open.get() == Some(true);
    let turn = move |_| rows.turn(id, !untrack(is_open));
    move || {
        if !has_children.get() {
            return view! { <span class="mapping-twist"></span> }.into_any();
        }
        // For the keyboard and the ear the row itself opens and closes.
        view! {
            <button
                class="mapping-twist"
                type="button"
                tabindex="-1"
                aria-hidden="true"
                data-open=move || is_open().to_string()
                on:click=turn
            >
                <Icon glyph=Glyph::ChevronRight />
            </button>
        }
        .into_any()
    }
}

/// What can be done with a category.
#[component]
fn Actions(desk: Desk, id: CategoryId, name: Memo<String>) -> impl IntoView {
    let i18n = use_i18n();
    let open = move |sheet: Sheet| move || desk.sheet.set(Some(sheet.clone()));
    let entries = move |()| {
        let mut lines = Vec::new();
        let chosen = desk.chosen.with_untracked(std::collections::BTreeSet::len);
        if chosen > 0 {
            let names = words::counted(i18n, desk.ask.with_untracked(|ask| ask.field), chosen);
            let text = t_string!(i18n, mapping.move_here, names = names).to_string();
            lines.push(Item::new(text, move || put_chosen(desk, id)).glyph(Glyph::ArrowRight).into());
            lines.push(Entry::Line);
        }
        let item = |text: &'static str, glyph, sheet| Item::new(text, open(sheet)).glyph(glyph);
        lines.push(item(t_string!(i18n, mapping.add_inside), Glyph::Plus, Sheet::Add(Some(id))).into());
        lines.push(item(t_string!(i18n, mapping.rename), Glyph::Edit, Sheet::Rename(id)).into());
        let cargo = Cargo::Category(id);
        lines.push(item(t_string!(i18n, mapping.move_to), Glyph::ArrowRight, Sheet::Place(cargo)).into());
        lines.push(item(t_string!(i18n, mapping.remove), Glyph::Trash, Sheet::Remove(id)).danger().into());
        lines
    };
    view! {
        <More name=name entries=Callback::new(entries) />
    }
}
