//! What all pictures have in common: whether the picture or its twin is shown, and how it is saved.

use leptos::prelude::*;

use crate::{
    i18n::t_string,
    report::{metric::Metric, view::desk::Desk, view::words},
    time::Day,
    ui::{Entry, Glyph, Icon, IconButton, Item, Kind, Menu, Size},
};

/// How a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As it is drawn.
    Chart,
    /// As a table.
    Table,
    /// As a table, because the chart did not load.
    OnlyTable,
}

/// What stays when the reader goes from one picture to another.
#[derive(Clone, Copy)]
pub struct Stand {
    /// How the picture is shown.
    pub shown: RwSignal<Shown>,
    /// Set to save it as a file of this name.
    pub save_as: RwSignal<Option<String>>,
}

impl Stand {
    /// Shows the table, because the drawing did not come.
    pub fn fail(self) {
        self.shown.set(Shown::OnlyTable);
    }
}

/// The drawing or its twin.
#[component]
pub fn Either(
    stand: Stand,
    /// The drawing.
    children: ChildrenFn,
    /// The same as a table.
    #[prop(into)]
    twin: ViewFn,
) -> impl IntoView {
    let i18n = expect_context::<Desk>().i18n;
    let is_drawn = Memo::new(move |_| stand.shown.get() == Shown::Chart);
    move || {
        if is_drawn.get() {
            return children().into_any();
        }
        view! {
            <Show when=move || stand.shown.get() == Shown::OnlyTable>
                <p class="report-nothing">{move || t_string!(i18n, report.chart_failed)}</p>
            </Show>
            <div class="table-scroll report-twin" tabindex="0" role="region" aria-label=move || t_string!(i18n, report.twin)>
                {twin.run()}
            </div>
        }
        .into_any()
    }
}

/// The tools of a picture: what it lets one choose, its twin, and saving it.
#[component]
pub fn Tools(
    stand: Stand,
    /// What the saved file is called; the days are added.
    #[prop(into)]
    name: Signal<String>,
    /// The menus of this picture.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let is_table = Signal::derive(move || stand.shown.get() != Shown::Chart);
    let turn = move || {
        stand.shown.update(|shown| *shown = if *shown == Shown::Chart { Shown::Table } else { Shown::Chart });
    };
    let save = move || {
        let (first, last) = desk.page.with_untracked(|page| (Day(page.period.first), Day(page.period.last)));
        stand.save_as.set(Some(format!("{} {first} – {last}.png", name.get_untracked())));
    };
    view! {
        <div class="panel-tools">
            {children.map(|children| children())}
            <IconButton
                glyph=Glyph::Table
                size=Size::Small
                pressed=is_table
                label=move || if is_table.get() { t_string!(i18n, report.as_chart) } else { t_string!(i18n, report.as_table) }
                on_press=turn
            />
            <IconButton
                glyph=Glyph::Download
                size=Size::Small
                off=is_table
                label=move || t_string!(i18n, report.save_png)
                on_press=save
            />
        </div>
    }
}

/// Chooses a figure of a picture.
#[component]
pub fn FigureMenu(
    /// What the figure is in the picture.
    #[prop(into)]
    label: TextProp,
    /// Those to choose from.
    metrics: Vec<Metric>,
    #[prop(into)] value: Signal<Metric>,
    #[prop(into)] on_choose: Callback<(Metric,)>,
    /// Whether the face of the button names what the figure is: where there are several.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let i18n = expect_context::<Desk>().i18n;
    let metrics = StoredValue::new(metrics);
    let entries = move |()| {
        let line = |&one: &Metric| {
            let checked = one == value.get_untracked();
            Item::new(words::metric(i18n, one), move || on_choose.run((one,))).checked(checked).into()
        };
        metrics.with_value(|metrics| metrics.iter().map(line).collect::<Vec<Entry>>())
    };
    let said = label.clone();
    view! {
        <Menu entries kind=Kind::Quiet size=Size::Small label=label>
            {named.then(|| view! { <span class="report-figure-of">{move || said.get()}</span> })}
            <span>{move || words::metric(i18n, value.get())}</span>
            <Icon glyph=Glyph::ChevronDown />
        </Menu>
    }
}
