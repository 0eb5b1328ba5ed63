//! Drop zone: a file is dropped on it, or chosen after a click or Enter, because it is the label of a real file input.

use leptos::{
    ev::{self, DragEvent, Event},
    prelude::*,
};

use super::{
    icon::{Glyph, Icon},
    upload::Parcel,
};

/// The zone. It takes one file at a time.
#[component]
pub fn Drop(
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    /// What the chooser offers first, such as `.csv,.txt`.
    accept: &'static str,
    #[prop(into)] on_file: Callback<(Parcel,)>,
    /// The id of the input, for who wants to focus it.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    // Entering a child comes before leaving its parent, so only a count tells whether the file is still above.
    let above = RwSignal::new(0_i32);
    let chosen = move |event: Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        give(input.files(), on_file);
        // Emptied, so that the same file can be chosen again after it was corrected.
        input.set_value("");
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        above.set(0);
        give(event.data_transfer().and_then(|carried| carried.files()), on_file);
    };
    view! {
        <label
            class="drop"
            data-over=move || (above.get() > 0).then_some("true")
            on:dragenter=move |_| above.update(|count| *count += 1)
            on:dragleave=move |_| above.update(|count| *count -= 1)
            on:dragover=move |event| event.prevent_default()
            on:drop=dropped
        >
            <Icon glyph=Glyph::Upload />
            <span class="drop-title">{move || title.get()}</span>
            <span class="drop-text">{move || text.get()}</span>
            <input class="unseen" id=id type="file" accept=accept on:change=chosen />
        </label>
    }
}

/// Takes a file that falls anywhere else on the page, as long as the current owner lives. Without this the browser would
/// leave the page and show the file instead.
pub fn take_dropped(on_file: impl Into<Callback<(Parcel,)>>) {
    let on_file = on_file.into();
    let over = window_event_listener(ev::dragover, |event| {
        if carries_files(&event) {
            event.prevent_default();
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        // What fell on a zone was taken there.
        if carries_files(&event) && !event.default_prevented() {
            event.prevent_default();
            give(event.data_transfer().and_then(|carried| carried.files()), on_file);
        }
    });
    on_cleanup(move || {
        over.remove();
        drop.remove();
    });
}

/// Whether a file is being dragged, rather than a piece of text on its way to a field.
fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|carried| carried.types().includes(&"Files".into(), 0))
}

fn give(files: Option<web_sys::FileList>, on_file: Callback<(Parcel,)>) {
    if let Some(file) = files.and_then(|files| files.item(0)) {
        on_file.run((Parcel::new(file),));
    }
}
