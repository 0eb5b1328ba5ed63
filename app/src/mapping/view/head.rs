//! The first line: how much is unmapped, of how much, with a bar.

use leptos::prelude::*;

use super::{desk::Desk, words};
use crate::{
    i18n::{t_string, use_i18n},
    mapping::model::Names,
    ui::{Progress, say},
};

/// The line.
#[component]
pub fn Head(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let share = Memo::new(move |_| desk.seen(share).unwrap_or_default());
    let has_unmapped = Memo::new(move |_| desk.seen(|names| names.unmapped_count > 0).unwrap_or_default());
    let days = move || {
        let days = desk.known(|mapped| mapped.days).flatten();
        days.map(|(first, last)| format!("{} – {}", desk.format.day(first), desk.format.day(last)))
            .unwrap_or_default()
    };
    let mapped_share = Signal::derive(move || 1.0 - share.get());
    view! {
        <section class="panel mapping-head" data-tone=move || has_unmapped.get().then_some("warn")>
            <p class="mapping-head-text" role="status">
                <b>{say(move || desk.seen(|names| sentence(desk, names)).unwrap_or_default())}</b>
                <span class="mapping-days">{say(days)}</span>
            </p>
            <Progress value=mapped_share label=move || t_string!(i18n, mapping.share_label) />
        </section>
    }
}

/// Which part of the recent money is unmapped; of the leads, where nothing costs anything.
#[expect(clippy::cast_precision_loss, reason = "a share for a bar")]
fn share(names: &Names) -> f64 {
    let (part, whole) = (names.unmapped.recent, names.whole.recent);
    let of = |part: i64, whole: i64| if whole > 0 { part as f64 / whole as f64 } else { 0.0 };
    if whole.cost > 0 { of(part.cost, whole.cost) } else { of(part.leads, whole.leads) }
}

fn sentence(desk: Desk, names: &Names) -> String {
    let i18n = desk.i18n;
    let whole = words::amount_beside(desk, names.whole.recent, names.whole.recent);
    if names.unmapped_count == 0 {
        return t_string!(i18n, mapping.head_clean, whole = whole).to_string();
    }
    let count = words::counted(i18n, desk.field(), names.unmapped_count);
    let part = words::amount_beside(desk, names.unmapped.recent, names.whole.recent);
    let share = desk.format.percent(share(names));
    t_string!(i18n, mapping.head_unmapped, names = count, part = part, whole = whole, share = share)
        .to_string()
}
