//! Toasts: what has just happened, read aloud, for ten seconds, with a way back where there is one. A toast waits while
//! the pointer or the focus is on it, so that nobody has to race it.

use std::time::Duration;

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::i18n::{t_string, use_i18n};

const STAYS: Duration = Duration::from_secs(10);

/// More than this at once is noise: the oldest goes.
const AT_ONCE: usize = 3;

#[derive(Clone)]
struct Toast {
    id: u32,
    glyph: Glyph,
    text: String,
    action: Option<(String, Callback<()>)>,
}

/// Where any part of the page says that something happened.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

/// Makes the one place for toasts; the shell calls it once, above everything.
pub fn provide_toasts() {
    provide_context(Toasts { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) });
}

/// The place for toasts.
///
/// # Panics
/// When the shell has not called [`provide_toasts`].
pub fn use_toasts() -> Toasts {
    expect_context()
}

impl Toasts {
    /// Something was done.
    pub fn say(self, text: impl Into<String>) {
        self.add(Glyph::Check, text.into(), None);
    }

    /// Something was done and can be undone.
    pub fn offer(self, text: impl Into<String>, action: impl Into<String>, act: impl Into<Callback<()>>) {
        self.add(Glyph::Check, text.into(), Some((action.into(), act.into())));
    }

    /// Something went wrong.
    pub fn fail(self, text: impl Into<String>) {
        self.add(Glyph::Warning, text.into(), None);
    }

    /// Something went wrong, and this may help.
    pub fn fail_with(self, text: impl Into<String>, action: impl Into<String>, act: impl Into<Callback<()>>) {
        self.add(Glyph::Warning, text.into(), Some((action.into(), act.into())));
    }

    fn add(self, glyph: Glyph, text: String, action: Option<(String, Callback<()>)>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.shown.update(|shown| {
            // The same words again replace the old ones instead of stacking up.
            shown.retain(|toast| toast.text != text);
            shown.push(Toast { id, glyph, text, action });
            let surplus = shown.len().saturating_sub(AT_ONCE);
            shown.drain(..surplus);
        });
    }

    fn take(self, id: u32) {
        self.shown.try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// The stack at the foot of the page; the shell draws it once.
#[component]
pub fn ToastStack() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                <ToastLine toasts toast />
            </For>
        </div>
    }
}

#[component]
fn ToastLine(toasts: Toasts, toast: Toast) -> impl IntoView {
    let i18n = use_i18n();
    let id = toast.id;
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let start = move || {
        stop();
        timer.set_value(set_timeout_with_handle(move || toasts.take(id), STAYS).ok());
    };
    start();
    on_cleanup(stop);
    let action = toast.action.map(|(text, act)| {
        let press = move |_| {
            toasts.take(id);
            act.run(());
        };
        view! { <button class="toast-action" type="button" on:click=press>{text}</button> }
    });
    view! {
        <div
            class="toast"
            on:pointerenter=move |_| stop()
            on:pointerleave=move |_| start()
            on:focusin=move |_| stop()
            on:focusout=move |_| start()
        >
            <Icon glyph=toast.glyph />
            <span class="toast-text">{toast.text}</span>
            {action}
            <button
                class="toast-close"
                type="button"
                aria-label=move || t_string!(i18n, ui.dismiss)
                on:click=move |_| toasts.take(id)
            >
                <Icon glyph=Glyph::Close />
            </button>
        </div>
    }
}
