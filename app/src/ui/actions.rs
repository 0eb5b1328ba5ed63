//! The actions of a page stand in the header, which the page does not draw: it hands them up.

use leptos::prelude::*;

/// The place for a page's actions at the right of the header.
#[derive(Clone, Copy)]
pub struct Actions(RwSignal<Option<ViewFn>>);

/// Makes the place; the frame calls it once and draws [`Actions::view`].
pub fn provide_actions() -> Actions {
    let actions = Actions(RwSignal::new(None));
    provide_context(actions);
    actions
}

/// Shows a page's actions in the header for as long as the page is there.
///
/// # Panics
/// Outside the frame.
pub fn show_actions(view: impl Into<ViewFn>) {
    let Actions(shown) = expect_context();
    shown.set(Some(view.into()));
    on_cleanup(move || {
        shown.try_set(None);
    });
}

impl Actions {
    /// What the present page offers.
    pub fn view(self) -> Option<AnyView> {
        self.0.get().map(|view| view.run())
    }
}
