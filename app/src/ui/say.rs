//! Text that follows the language and whatever else it reads.
//!
//! Every closure in a view is a type of its own, and the machinery that keeps its text fresh is compiled anew for each.
//! Here the closures are boxed, so that a page of many words carries that machinery once.

use leptos::{oco::Oco, prelude::*};

/// The text that a closure makes.
pub fn say<T: Into<Oco<'static, str>>>(text: impl Fn() -> T + Send + 'static) -> impl IntoView {
    boxed(Box::new(move || text().into()))
}

fn boxed(text: Box<dyn Fn() -> Oco<'static, str> + Send>) -> AnyView {
    (move || text()).into_any()
}
