//! What a picture is drawn from, and the note of the item under the pointer.

use std::sync::Arc;

use cube::Member;
use leptos::prelude::*;

use crate::{
    report::{
        metric::Metric,
        model::Dimension,
        reader::Page,
        view::{desk::Desk, table::chosen, words},
    },
    ui::after_paint,
};

/// An answer with what belongs to it. A picture takes all of it from here, so that a click draws it once, behind the
/// figures.
#[derive(Clone, PartialEq)]
pub struct Seen {
    /// The answer.
    pub page: Arc<Page>,
    /// The members of the picture's dimension that are chosen.
    pub chosen: Vec<Member>,
    /// The category that the tree shows the inside of.
    pub inside: Option<Member>,
}

impl Seen {
    /// What is to be seen of a dimension, as soon as the figures of a click are painted.
    pub fn of(desk: Desk, dimension: Dimension) -> ReadSignal<Self> {
        after_paint(Memo::new(move |_| {
            let path = desk.query.with(|query| query.inside.clone());
            let find =
                |path: String| desk.read(|reader| reader.book().dictionary(Dimension::Category).find(&path));
            Self { page: desk.page.get(), chosen: chosen(desk, dimension), inside: path.and_then(find) }
        }))
    }

    /// Figures of a member with their names.
    pub fn figures(
        &self,
        desk: Desk,
        dimension: Dimension,
        member: Member,
        metrics: &[Metric],
    ) -> Vec<(&'static str, String)> {
        let Some(sums) = self.page.sums(dimension, member) else { return Vec::new() };
        metrics.iter().map(|&metric| (words::metric(desk.i18n, metric), desk.write(metric, sums))).collect()
    }
}

/// The note of the item under the pointer, which is at a place: shares of the width and of the height.
#[component]
pub fn Note(name: String, figures: Vec<(&'static str, String)>, place: (f64, f64)) -> impl IntoView {
    let (x, y) = place;
    let side = if x > 0.6 { "left" } else { "right" };
    let line = |(name, value): (&'static str, String)| view! { <span>{name}" "<b>{value}</b></span> };
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    view! {
        <div class="report-note report-point" data-side=side style:--x=percent(x) style:--y=percent(y)>
            <b>{name}</b>
            {figures.into_iter().map(line).collect_view()}
        </div>
    }
}
