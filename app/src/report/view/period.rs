//! Which days the report is about, and which it is compared with.

#![expect(clippy::unnecessary_wraps, reason = "what can fail is the download, which `wasm_split` adds")]

use cube::DayRange;
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use super::desk::Desk;
use crate::{
    i18n::{I18nContext, Locale, t, t_string},
    report::period::{Comparison, Preset},
    time::Day,
    ui::{
        Button, Dialog, DialogFoot, DialogSize, Entry, Field, FieldKind, Glyph, Icon, Item, Kind, Menu, Piece,
    },
};

fn preset_name(i18n: I18nContext<Locale>, preset: Preset) -> &'static str {
    match preset {
        Preset::Week => t_string!(i18n, report.last_7),
        Preset::Month => t_string!(i18n, report.last_30),
        Preset::Quarter => t_string!(i18n, report.last_90),
        Preset::Iteration => t_string!(i18n, report.this_iteration),
        Preset::LastIteration => t_string!(i18n, report.last_iteration),
        Preset::CalendarMonth => t_string!(i18n, report.this_month),
        Preset::LastCalendarMonth => t_string!(i18n, report.last_month),
        Preset::CalendarQuarter => t_string!(i18n, report.this_quarter),
        Preset::All => t_string!(i18n, report.all_time),
    }
}

fn comparison_name(i18n: I18nContext<Locale>, comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Previous => t_string!(i18n, report.compare_previous),
        Comparison::Iteration => t_string!(i18n, report.compare_iteration),
        Comparison::Year => t_string!(i18n, report.compare_year),
        Comparison::Days(..) => t_string!(i18n, report.choose_days),
        Comparison::None => t_string!(i18n, report.compare_none),
    }
}

/// The days of the report: periods that have names, or any two days.
#[component]
pub fn PeriodMenu() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let choosing = RwSignal::new(false);
    let entries = move |()| {
        let present = desk.page.with_untracked(|page| page.period);
        let line = |&preset: &Preset| {
            let days = preset.days(&desk.calendar);
            let (from, to) = (Day(days.first), Day(days.last));
            Item::new(preset_name(i18n, preset), move || desk.ask(|query| query.turn_to(from, to)))
                .note(desk.format().span(from, to))
                .checked(days == present)
                .into()
        };
        let mut lines: Vec<Entry> = Preset::ALL.iter().map(line).collect();
        lines.push(Entry::Line);
        lines.push(Item::new(t_string!(i18n, report.choose_days), move || choosing.set(true)).into());
        lines
    };
    let days =
        move || desk.page.with(|page| desk.format().span(Day(page.period.first), Day(page.period.last)));
    view! {
        <Menu entries>
            <Icon glyph=Glyph::Calendar />
            <span>{days}</span>
        </Menu>
        <Show when=move || choosing.get()>
            <Piece open=move || {
                let period = desk.page.with_untracked(|page| page.period);
                Box::pin(days_dialog(choosing, Wanted::Period, period))
            } />
        </Show>
    }
}

/// The days of a shared report, and those that they are compared with: they are told and cannot be changed.
#[component]
pub fn PeriodShown() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let days =
        move || desk.page.with(|page| desk.format().span(Day(page.period.first), Day(page.period.last)));
    let against = move || {
        let before = desk.page.with(|page| page.before.as_ref().map(|before| before.period))?;
        let days = desk.write_days(Day(before.first), Day(before.last));
        Some(t_string!(i18n, report.against, days = days).to_string())
    };
    view! {
        <p class="report-period">
            <Icon glyph=Glyph::Calendar />
            <b>{days}</b>
            <span>{against}</span>
        </p>
    }
}

/// What days are chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// The report is about them.
    Period,
    /// It is compared with them.
    Comparison,
}

/// The dialog comes when somebody opens it.
#[wasm_split(report_days, wasm_split_path = leptos::wasm_split, fallible)]
fn days_dialog(
    choosing: RwSignal<bool>,
    wanted: Wanted,
    days: DayRange,
) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <DaysDialog choosing wanted days /> }.into_any())
}

/// Any two days.
#[component]
fn DaysDialog(
    choosing: RwSignal<bool>,
    wanted: Wanted,
    /// The days to begin with.
    days: DayRange,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let from = RwSignal::new(Day(days.first).to_string());
    let to = RwSignal::new(Day(days.last).to_string());
    let wrong = RwSignal::new(false);
    let show = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let days = (Day::parse(&from.get_untracked()), Day::parse(&to.get_untracked()));
        if let (Ok(from), Ok(to)) = days {
            choosing.set(false);
            let (from, to) = (from.min(to), from.max(to));
            desk.ask(|query| match wanted {
                Wanted::Period => query.turn_to(from, to),
                Wanted::Comparison => query.comparison = Comparison::Days(from, to),
            });
        } else {
            wrong.set(true);
        }
    };
    let error = Signal::derive(move || wrong.get().then(|| t_string!(i18n, report.days_wrong).to_owned()));
    view! {
        <Dialog
            size=DialogSize::Small
            title=move || match wanted {
                Wanted::Period => t_string!(i18n, report.choose_days_title),
                Wanted::Comparison => t_string!(i18n, report.compare_days_title),
            }
            on_close=move || choosing.set(false)
        >
            <form on:submit=show>
                <div class="report-days">
                    <Field kind=FieldKind::Day label=move || t_string!(i18n, report.first_day) value=from required=true />
                    <Field kind=FieldKind::Day label=move || t_string!(i18n, report.last_day) value=to required=true error />
                </div>
                <DialogFoot>
                    <Button kind=Kind::Primary submit=true>{t!(i18n, report.show)}</Button>
                </DialogFoot>
            </form>
        </Dialog>
    }
}

/// What the days are compared with.
#[component]
pub fn ComparisonMenu() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let i18n = desk.i18n;
    let choosing = RwSignal::new(false);
    let compare = move |comparison| desk.ask(|query| query.comparison = comparison);
    let entries = move |()| {
        let (present, period) =
            (desk.query.read_untracked().comparison, desk.page.with_untracked(|page| page.period));
        let line = |comparison: Comparison| {
            let item = Item::new(comparison_name(i18n, comparison), move || compare(comparison));
            let days = comparison.of(period).map(|days| desk.format().span(Day(days.first), Day(days.last)));
            let item = item.checked(comparison == present);
            days.map_or(item.clone(), |days| item.note(days)).into()
        };
        let mut lines: Vec<Entry> = Comparison::NAMED.into_iter().map(line).collect();
        let any = Item::new(t_string!(i18n, report.choose_days), move || choosing.set(true));
        lines.extend([Entry::Line, any.checked(matches!(present, Comparison::Days(..))).into()]);
        lines
    };
    // The dialog opens with the days that are compared now, or those right before.
    let compared = move || {
        desk.page.with_untracked(|page| {
            page.before.as_ref().map_or_else(|| page.period.previous(), |before| before.period)
        })
    };
    let face = move || {
        let (before, awaited) =
            desk.page.with(|page| (page.before.as_ref().map(|before| before.period), page.awaits_before));
        match before {
            None if awaited => t_string!(i18n, report.compare_arriving).to_owned(),
            None if desk.query.read().comparison == Comparison::None => {
                t_string!(i18n, report.compare_none).to_owned()
            }
            None => t_string!(i18n, report.compare_absent).to_owned(),
            Some(days) => {
                let days = desk.write_days(Day(days.first), Day(days.last));
                t_string!(i18n, report.against, days = days).to_string()
            }
        }
    };
    view! {
        <Menu entries kind=Kind::Quiet>
            <span>{face}</span>
        </Menu>
        <Show when=move || choosing.get()>
            <Piece open=move || Box::pin(days_dialog(choosing, Wanted::Comparison, compared())) />
        </Show>
    }
}
