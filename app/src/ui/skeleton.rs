//! Skeletons: the shape of what is coming. They wait 200 ms, so that what is quick never flickers.

use std::time::Duration;

use leptos::prelude::*;

/// What is coming.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    /// A line of text, a third of the width.
    Short,
    /// A line, half of the width.
    Half,
    /// A line, most of the width.
    #[default]
    Long,
    /// A big figure.
    Figure,
    /// A chart.
    Block,
    /// A card of the board.
    Card,
}

/// One grey shape.
#[component]
pub fn Skeleton(#[prop(optional)] shape: Shape) -> impl IntoView {
    let (kind, width) = match shape {
        Shape::Short => (None, Some("short")),
        Shape::Half => (None, Some("half")),
        Shape::Long => (None, Some("long")),
        Shape::Figure => (Some("figure"), None),
        Shape::Block => (Some("block"), None),
        Shape::Card => (Some("card"), None),
    };
    view! { <span class="skeleton" data-shape=kind data-width=width aria-hidden="true"></span> }
}

/// Shows its children 200 ms after it came into the page, if it is still there by then.
#[component]
pub fn Late(children: ChildrenFn) -> impl IntoView {
    let due = RwSignal::new(false);
    let timer = set_timeout_with_handle(move || due.set(true), Duration::from_millis(200));
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    move || due.get().then(|| children())
}
