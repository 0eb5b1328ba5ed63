//! The columns of the file: what each is called, what stands in it, and what it is taken for. Another choice is tried at
//! once.

use leptos::prelude::*;

use super::{desk::Desk, words};
use crate::{
    fact::plan::Field,
    i18n::{t_string, use_i18n},
    ui::{Choice, Select, say},
};

/// The table.
#[component]
pub fn Columns(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let names = Memo::new(move |_| {
        let names =
            desk.seen(|preview| preview.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>());
        names.unwrap_or_default().into_iter().enumerate().collect::<Vec<_>>()
    });
    let note = move || {
        let known =
            desk.seen(|preview| preview.columns.iter().filter(|column| column.field.is_some()).count());
        t_string!(i18n, fact.columns_note, known = known.unwrap_or_default(), all = names.with(Vec::len))
    };
    view! {
        <section class="panel" aria-labelledby="fact-columns">
            <header class="panel-head">
                <h2 class="panel-title" id="fact-columns">{say(move || t_string!(i18n, fact.columns_title))}</h2>
                <span class="panel-note">{say(note)}</span>
            </header>
            <table class="table fact-map" aria-labelledby="fact-columns">
                <thead>
                    <tr>
                        <th scope="col">{say(move || t_string!(i18n, fact.column_in_file))}</th>
                        <th scope="col">{say(move || t_string!(i18n, fact.column_samples))}</th>
                        <th scope="col">{say(move || t_string!(i18n, fact.column_field))}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || names.get() key=|column| column.clone() let((at, name))>
                        <Row desk at name />
                    </For>
                </tbody>
            </table>
        </section>
    }
}

#[component]
fn Row(desk: Desk, at: usize, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let field = Memo::new(move |_| desk.field(at));
    let samples = Memo::new(move |_| {
        let samples = desk.seen(|preview| preview.columns.get(at).map(|column| column.samples.join(" · ")));
        samples.flatten().unwrap_or_default()
    });
    let called = Memo::new(move |_| words::column_name(i18n, at, &name));
    let choices = Signal::derive(move || {
        let locale = i18n.get_locale();
        let unknown = || Choice::new("", t_string!(i18n, fact.field_unknown));
        let known = Field::ALL.iter().map(|field| Choice::new(field.word(), field.name(locale)));
        field.get().is_none().then(unknown).into_iter().chain(known).collect::<Vec<_>>()
    });
    let choose = Callback::new(move |(word,): (String,)| {
        if let Some(field) = Field::parse(&word) {
            desk.pick(at, field);
        }
    });
    let is_left_out = move || matches!(field.get(), None | Some(Field::Skip)).then_some("true");
    view! {
        <tr data-tone=move || field.get().is_none().then_some("warn") data-dim=is_left_out>
            <th scope="row" title=move || called.get()>{say(move || called.get())}</th>
            <td class="fact-sample" title=move || samples.get()>{say(move || samples.get())}</td>
            <td>
                <Select
                    bare=true
                    label=move || t_string!(i18n, fact.field_of, column = called.get())
                    choices
                    value=Signal::derive(move || field.get().map(Field::word).unwrap_or_default().to_owned())
                    on_choose=choose
                />
            </td>
        </tr>
    }
}
