//! Menu: a button, and a popover of actions beside it. The browser opens and closes it (Escape, a press elsewhere);
//! arrows, Home, End and first letters move inside; the focus goes back to the button.

use leptos::{
    ev::{Event, KeyboardEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;

use super::{
    button::{Kind, Size},
    focus,
    icon::{Glyph, Icon},
    tone::{Dot, Tone},
    unique,
};

/// One line that does something.
#[derive(Clone)]
pub struct Item {
    text: String,
    note: Option<String>,
    glyph: Option<Glyph>,
    dot: Option<Tone>,
    mark: Option<Mark>,
    danger: bool,
    act: Act,
}

/// What a press does.
#[derive(Clone)]
enum Act {
    /// Something in the page.
    Run(Callback<()>),
    /// Saves what stands at an address as a file.
    Download(String),
}

/// What a line can be beside an action.
#[derive(Clone, Copy)]
enum Mark {
    /// One of several, of which one is on.
    Radio(bool),
    /// On or off by itself.
    Tick(Signal<bool>),
}

impl Mark {
    fn role(self) -> &'static str {
        match self {
            Self::Radio(_) => "menuitemradio",
            Self::Tick(_) => "menuitemcheckbox",
        }
    }

    fn is_on(self) -> bool {
        match self {
            Self::Radio(on) => on,
            Self::Tick(on) => on.get(),
        }
    }
}

impl Item {
    /// A line.
    pub fn new(text: impl Into<String>, act: impl Into<Callback<()>>) -> Self {
        Self::of(text.into(), Act::Run(act.into()))
    }

    /// A line that saves what stands at an address as a file: a link, so that a browser offers with it what it offers
    /// with links.
    pub fn download(text: impl Into<String>, address: impl Into<String>) -> Self {
        Self::of(text.into(), Act::Download(address.into()))
    }

    fn of(text: String, act: Act) -> Self {
        Self { text, note: None, glyph: None, dot: None, mark: None, danger: false, act }
    }

    /// With an icon before it.
    #[must_use]
    pub fn glyph(self, glyph: Glyph) -> Self {
        Self { glyph: Some(glyph), ..self }
    }

    /// With a coloured dot before it.
    #[must_use]
    pub fn dot(self, tone: Tone) -> Self {
        Self { dot: Some(tone), ..self }
    }

    /// With a quiet word at its end: a key, a count.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// One of several, of which one is on.
    #[must_use]
    pub fn checked(self, checked: bool) -> Self {
        Self { mark: Some(Mark::Radio(checked)), ..self }
    }

    /// Turns something on and off; the menu stays open, so that one can turn several.
    #[must_use]
    pub fn tick(self, on: impl Into<Signal<bool>>) -> Self {
        Self { mark: Some(Mark::Tick(on.into())), ..self }
    }

    /// Takes something away.
    #[must_use]
    pub fn danger(self) -> Self {
        Self { danger: true, ..self }
    }
}

/// A line of a menu.
#[derive(Clone)]
pub enum Entry {
    /// Does something.
    Item(Item),
    /// Names the lines under it.
    Label(String),
    /// Divides.
    Line,
}

impl From<Item> for Entry {
    fn from(item: Item) -> Self {
        Self::Item(item)
    }
}

/// The button with its menu. The entries are asked for each time it opens, so a page of a thousand cards holds none.
#[component]
pub fn Menu(
    #[prop(into)] entries: Callback<(), Vec<Entry>>,
    /// The face of the button.
    children: Children,
    /// What the button is called, when its face has no words.
    #[prop(optional, into)]
    label: Option<TextProp>,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] size: Size,
    /// For a face that is only an icon.
    #[prop(optional)]
    square: bool,
    /// Other looks for the button, such as the project switcher's.
    #[prop(default = "button")]
    class: &'static str,
) -> impl IntoView {
    let id = unique("menu");
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let before_toggle = move |event: Event| {
        if is_opening(&event) {
            open.set(true);
        }
    };
    let toggle = move |event: Event| {
        let opening = is_opening(&event);
        // The lines stay until the browser has closed the menu: it gives the focus back only while it is inside.
        open.set(opening);
        if let (true, Some(list), Some(button)) = (opening, list.get_untracked(), button.get_untracked()) {
            place(&list, &button);
            if let Some(first) = items(&list).first() {
                focus::take(first);
            }
        }
    };
    let close = Callback::new(move |()| {
        if let Some(list) = list.get_untracked() {
            // Already closed is as good as closed.
            list.hide_popover().ok();
        }
        if let Some(button) = button.get_untracked() {
            focus::take(&button);
        }
    });
    let tip = label.clone();
    view! {
        <button
            class=class
            type="button"
            node_ref=button
            data-kind=kind.attribute()
            data-size=size.attribute()
            data-shape=square.then_some("square")
            data-tip=tip.filter(|_| square).map(|tip| move || tip.get())
            data-tip-side="end"
            aria-label=label.map(|label| move || label.get())
            aria-haspopup="menu"
            aria-expanded=move || open.get().to_string()
            popovertarget=id.clone()
            on:keydown=move |event| open_with_arrow(&event, list)
        >
            {children()}
        </button>
        <div
            class="menu"
            role="menu"
            // A long menu scrolls, and what scrolls must be reachable.
            tabindex="0"
            id=id
            popover="auto"
            node_ref=list
            on:beforetoggle=before_toggle
            on:toggle=toggle
            on:keydown=move |event| walk(&event, list, close)
        >
            {move || open.get().then(|| entries.run(()).into_iter().map(|entry| line(entry, close)).collect_view())}
        </div>
    }
}

fn line(entry: Entry, close: Callback<()>) -> AnyView {
    match entry {
        Entry::Line => view! { <div class="menu-line" role="separator"></div> }.into_any(),
        Entry::Label(text) => view! { <p class="menu-label" role="presentation">{text}</p> }.into_any(),
        Entry::Item(item) => match item.act.clone() {
            Act::Download(address) => view! {
                <a
                    class="menu-item"
                    tabindex="-1"
                    role="menuitem"
                    href=address
                    download=""
                    on:click=move |_| close.run(())
                >
                    {face(item)}
                </a>
            }
            .into_any(),
            Act::Run(act) => press(item, act, close),
        },
    }
}

fn press(item: Item, act: Callback<()>, close: Callback<()>) -> AnyView {
    let (mark, tone) = (item.mark, item.danger.then_some("bad"));
    let press = move |_| {
        if !matches!(mark, Some(Mark::Tick(_))) {
            close.run(());
        }
        act.run(());
    };
    view! {
        <button
            class="menu-item"
            type="button"
            tabindex="-1"
            role=mark.map_or("menuitem", Mark::role)
            aria-checked=move || mark.map(|mark| mark.is_on().to_string())
            data-tone=tone
            on:click=press
        >
            {face(item)}
        </button>
    }
    .into_any()
}

/// What a line shows.
fn face(item: Item) -> impl IntoView {
    view! {
        {item.glyph.map(|glyph| view! { <Icon glyph /> })}
        {item.dot.map(|tone| view! { <Dot tone /> })}
        <span class="menu-text">{item.text}</span>
        {item.note.map(|note| view! { <span class="menu-note">{note}</span> })}
    }
}

/// Whether a toggle event leads to the open state. `web_sys` types it as a plain event in leptos.
fn is_opening(event: &Event) -> bool {
    event.unchecked_ref::<web_sys::ToggleEvent>().new_state() == "open"
}

fn items(list: &web_sys::Element) -> Vec<web_sys::Element> {
    focus::all(list, ".menu-item")
}

/// Puts an open menu under its button, or over it when there is no room, and never outside the window.
fn place(list: &web_sys::HtmlElement, button: &web_sys::HtmlElement) {
    let (anchor, own) = (button.get_bounding_client_rect(), list.get_bounding_client_rect());
    let (width, height) = viewport();
    let left = anchor.left().min(width - own.width() - 8.0).max(8.0);
    let below = anchor.bottom() + 4.0;
    let fits = below + own.height() <= height - 8.0;
    let top = if fits { below } else { (anchor.top() - 4.0 - own.height()).max(8.0) };
    for (name, value) in [("left", left), ("top", top)] {
        // A style that the browser refuses leaves the menu where the sheet puts it.
        web_sys::HtmlElement::style(list).set_property(name, &format!("{value}px")).ok();
    }
}

fn viewport() -> (f64, f64) {
    let side =
        |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
    (side(window().inner_width()), side(window().inner_height()))
}

/// On the button: arrow down or up opens; Enter and Space do so by themselves.
fn open_with_arrow(event: &KeyboardEvent, list: NodeRef<html::Div>) {
    if let ("ArrowDown" | "ArrowUp", Some(list)) = (event.key().as_str(), list.get_untracked()) {
        event.prevent_default();
        list.show_popover().ok();
    }
}

/// Inside: arrows go around the end, Home and End to the ends, a letter to the next line that begins with it.
fn walk(event: &KeyboardEvent, list: NodeRef<html::Div>, close: Callback<()>) {
    let Some(list) = list.get_untracked() else { return };
    let items = items(&list);
    let current = document().active_element();
    let at = items.iter().position(|item| Some(item) == current.as_ref());
    let names = || items.iter().map(|item| item.text_content().unwrap_or_default()).collect::<Vec<_>>();
    let next = match event.key().as_str() {
        "Tab" => return close.run(()),
        "ArrowDown" => at.map_or(0, |at| (at + 1) % items.len().max(1)),
        "ArrowUp" => at.unwrap_or(0).checked_sub(1).unwrap_or(items.len().saturating_sub(1)),
        "Home" => 0,
        "End" => items.len().saturating_sub(1),
        // A button hears the space bar by itself, a link does not.
        " " if current.as_ref().is_some_and(|item| item.tag_name() == "A") => {
            event.prevent_default();
            return current.iter().filter_map(|item| item.dyn_ref()).for_each(web_sys::HtmlElement::click);
        }
        key if key.chars().count() == 1 && key != " " => match named(&names(), at, key) {
            Some(next) => next,
            None => return,
        },
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(item) = items.get(next) {
        focus::take(item);
    }
}

/// The next line after `at` that begins with a letter, around the end.
fn named(names: &[String], at: Option<usize>, letter: &str) -> Option<usize> {
    let letter = letter.to_lowercase();
    let after = at.map_or(0, |at| at + 1);
    (after..names.len())
        .chain(0..after.min(names.len()))
        .find(|&at| names[at].trim().to_lowercase().starts_with(&letter))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_letter_goes_to_the_next_line_that_begins_with_it() {
        let names = ["В работе", "Готово", "в архив"].map(String::from);
        assert_eq!(named(&names, None, "в"), Some(0));
        assert_eq!(named(&names, Some(0), "В"), Some(2));
        assert_eq!(named(&names, Some(2), "в"), Some(0));
        assert_eq!(named(&names, Some(0), "я"), None);
        assert_eq!(named(&[], None, "я"), None);
    }
}
