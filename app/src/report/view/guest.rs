//! The report of a link: the same page with the facts of what was shared, and nothing beside it.

use leptos::prelude::*;

use super::{
    Blocks, Loaded,
    desk::provide_desk,
    loading::{Loading, Progress, Shared, Source},
};
use crate::{
    i18n::{t_string, use_i18n},
    report::link::Guest,
    time::Day,
    ui::{Empty, Glyph},
};

/// What stands behind the `#` of a link.
#[derive(Clone)]
pub struct Secret(pub String);

/// The report of a link. The gate has opened it: what it shares and its secret are in the context.
#[component]
pub fn GuestReport() -> impl IntoView {
    let (start, today) = expect_context::<Guest>()
        .calendar
        .map_or((Day(0), Day(0)), |calendar| (calendar.start, calendar.today));
    let loading = Loading::of(Source::Link(expect_context::<Secret>()), start, today);
    let show = |reader, progress| view! { <Opened reader progress /> }.into_any();
    view! { <Loaded loading show /> }
}

#[component]
fn Opened(reader: RwSignal<Shared, LocalStorage>, progress: Progress) -> impl IntoView {
    let i18n = use_i18n();
    let imported = reader.with_untracked(|reader| reader.borrow().book().imported);
    match expect_context::<Guest>().calendar {
        None => {
            let text = move || t_string!(i18n, report.empty_client);
            view! { <Empty glyph=Glyph::Report title=move || t_string!(i18n, report.empty_title) text /> }
                .into_any()
        }
        Some(calendar) => {
            provide_desk(None, reader, progress, calendar);
            view! { <Blocks imported /> }.into_any()
        }
    }
}
