//! What may come a frame later than the rest of the page.

use std::time::Duration;

use leptos::prelude::*;

/// A value that follows another one as soon as the page has been painted with that: for what is slow to draw and not
/// what the reader looks at first.
pub fn after_paint<T>(value: Memo<T>) -> ReadSignal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let (late, set_late) = signal(value.get_untracked());
    Effect::new(move |before: Option<()>| {
        let value = value.get();
        if before.is_some() {
            // A frame is asked for before it is painted, and a timer runs after it.
            request_animation_frame(move || {
                set_timeout(move || drop(set_late.try_set(value)), Duration::ZERO);
            });
        }
    });
    late
}
