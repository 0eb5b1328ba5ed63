//! The file: its name, how much of it has gone, and what the reader of files made of it.

use leptos::prelude::*;

use super::{
    desk::{Desk, FILE, Stage, Work},
    words,
};
use crate::{
    fact::preview::Preview,
    i18n::{t_string, use_i18n},
    ui::{Button, Glyph, Icon, Progress, Size, say, upload::Parcel},
};

/// The file, and a way to stop as long as nothing is known of it.
#[component]
pub fn FilePanel(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let name = Memo::new(move |_| desk.parcel.with(|parcel| parcel.as_ref().map(Parcel::name)));
    let is_sending = Memo::new(move |_| desk.stage.get() == Stage::Sending);
    let is_reading = Memo::new(move |_| desk.work.get() == Work::Reading);
    let is_read = Memo::new(move |_| desk.preview.with(Option::is_some));
    let can_stop =
        move || is_sending.get() || !is_read.get() && matches!(desk.work.get(), Work::Asked | Work::Reading);
    let cancel = Callback::new(move |()| desk.another());
    view! {
        <section class="panel" aria-labelledby=FILE>
            <div class="fact-file">
                <Icon glyph=Glyph::File />
                <div class="fact-file-text">
                    <div class="fact-file-name">
                        <h2 id=FILE tabindex="-1" title=move || name.get()>{say(move || name.get().unwrap_or_default())}</h2>
                        <span>{say(move || state(desk))}</span>
                    </div>
                    <Show when=move || is_sending.get()><Sent desk /></Show>
                    <Show when=move || is_reading.get() && !is_sending.get()>
                        <span class="fact-work" aria-hidden="true"></span>
                    </Show>
                </div>
                <Show when=can_stop>
                    <Button size=Size::Small on_press=cancel>{say(move || t_string!(i18n, fact.cancel))}</Button>
                </Show>
            </div>
            <Show when=move || is_read.get()><Read desk /></Show>
        </section>
    }
}

/// How far the file is: sent, being read, or simply how large it is.
fn state(desk: Desk) -> String {
    let i18n = desk.i18n;
    let size = desk.parcel.with(|parcel| parcel.as_ref().map_or(0.0, Parcel::size));
    let all = desk.format.size(size);
    match (desk.stage.get(), desk.work.get(), desk.sending.get()) {
        (Stage::Sending, _, Some(sending)) => {
            let sent = desk.format.size(size * sending.progress.get());
            t_string!(i18n, fact.sent_of, sent = sent, all = all)
        }
        (_, Work::Reading, _) => t_string!(i18n, fact.checking).to_owned(),
        _ => all,
    }
}

#[component]
fn Sent(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let sent = Signal::derive(move || desk.sending.get().map_or(0.0, |sending| sending.progress.get()));
    view! { <Progress label=move || t_string!(i18n, fact.sending) value=sent /> }
}

/// Format, encoding, delimiter, header, rows and days, each a small fact. A file that is no table has none of them.
#[component]
fn Read(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let format = desk.format;
    let facts = move |preview: &Preview| {
        let days = preview.days.map(|(first, last)| format.span(first, last).into_any());
        let rows = words::whole(format, preview.good + preview.refused).into_any();
        let header = t_string!(i18n, fact.header_line, line = preview.header).into_any();
        [
            (t_string!(i18n, fact.read_format), Some(words::origin(i18n, preview.format).into_any())),
            (t_string!(i18n, fact.read_encoding), Some(preview.encoding.word().into_any())),
            (t_string!(i18n, fact.read_delimiter), Some(words::delimiter(i18n, preview.delimiter))),
            (t_string!(i18n, fact.read_header), Some(header)),
            (t_string!(i18n, fact.read_rows), preview.fatal().is_none().then_some(rows)),
            (t_string!(i18n, fact.read_days), days),
        ]
    };
    let line = |(name, value)| Some(view! { <div><dt>{name}</dt><dd>{value?}</dd></div> });
    let shown = move || desk.seen(|preview| (!preview.columns.is_empty()).then(|| facts(preview))).flatten();
    move || {
        let shown = shown()?.into_iter().map(line).collect_view();
        Some(view! { <dl class="fact-read">{shown}</dl> })
    }
}
