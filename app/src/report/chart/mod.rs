//! The chart over days as `ECharts` options: cost as bars, a figure as a line, the compared days as its dashed ghost.
//!
//! Only the marks are drawn by the library. The numbers beside the axes, the note under the pointer and the brushed band
//! are elements of the page, so that they are written in the reader's language and read aloud.

pub mod dots;
pub mod funnel;
pub mod tiles;

use charming::{
    component::{Axis, Grid},
    element::{AxisLabel, AxisLine, AxisTick, AxisType, ItemStyle, LineStyle, LineStyleType, SplitLine},
    series::{Bar, Line},
};
use serde::Serialize;
use serde_json::{Value, json};

use super::{curve::Point, scale::Scale};
use crate::ui::chart::property;

/// The distances of the axes from the edges, in pixels; `.chart-plot` in `style/report.css` has the same.
const LEFT: i32 = 70;
const RIGHT: i32 = 66;
const TOP: i32 = 10;
const BOTTOM: i32 = 28;

/// The colours of a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    line: String,
    bar: String,
    rule: String,
    ink: String,
    font: String,
    surface: String,
    chosen: String,
}

impl Palette {
    /// Those of the theme that is on.
    pub fn present() -> Self {
        Self {
            line: property("--series-1"),
            bar: property("--series-ghost"),
            rule: property("--chart-line"),
            ink: property("--chart-ink"),
            font: property("--font"),
            surface: property("--chart-surface"),
            chosen: property("--series-2"),
        }
    }
}

/// The two axes of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Scales {
    /// The left one: cost.
    pub cost: Scale,
    /// The right one: the figure of the line.
    pub line: Scale,
}

impl Scales {
    /// The axes that hold some points.
    pub fn of(points: &[Point]) -> Self {
        Self {
            cost: Scale::of(points.iter().map(|point| point.cost)),
            line: Scale::of(points.iter().flat_map(|point| [point.line, point.ghost]).flatten()),
        }
    }
}

/// The options for some points, with the names of their days.
pub fn option(points: &[Point], days: Vec<String>, scales: &Scales, palette: &Palette) -> String {
    // Part by part: charming's `Chart` can hold every kind of series and component, and would bring along the code that
    // writes all of them.
    let mut option = json!({
        "animation": false,
        "grid": [part(Grid::new().left(LEFT).right(RIGHT).top(TOP).bottom(BOTTOM))],
        "xAxis": [part(day_axis(days, palette))],
        "yAxis": [
            part(axis(&scales.cost).split_line(rules(palette))),
            part(axis(&scales.line).split_line(SplitLine::new().show(false))),
        ],
        "series": [
            part(bars("cost", palette, cost(points, false))),
            part(bars("arriving", palette, cost(points, true))),
            part(ghost(points, palette)),
            part(line(points, palette)),
        ],
    });
    // What the option types do not know: bars no wider than 26 px, hatching, and axes that keep their distances.
    for at in [0, 1] {
        option["series"][at]["barMaxWidth"] = json!(26);
        option["series"][at]["silent"] = json!(true);
    }
    option["series"][1]["itemStyle"]["decal"] = json!({ "symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [2, 4], "rotation": 0.785, "color": &palette.bar });
    option["series"][1]["itemStyle"]["color"] = json!("transparent");
    option["grid"][0]["outerBoundsMode"] = json!("none");
    option.to_string()
}

/// A part of the options as JSON; the option types hold nothing that JSON lacks.
fn part(part: impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}

fn day_axis(days: Vec<String>, palette: &Palette) -> Axis {
    let label =
        AxisLabel::new().color(palette.ink.as_str()).font_size(11.0).font_family(palette.font.as_str());
    Axis::new()
        .type_(AxisType::Category)
        .data(days)
        .axis_label(label)
        .axis_tick(AxisTick::new().show(false))
        .axis_line(AxisLine::new().show(false))
}

fn axis(scale: &Scale) -> Axis {
    Axis::new()
        .type_(AxisType::Value)
        .min(scale.low)
        .max(scale.high)
        .interval(scale.step)
        .axis_label(AxisLabel::new().show(false))
}

fn rules(palette: &Palette) -> SplitLine {
    SplitLine::new().line_style(LineStyle::new().color(palette.rule.as_str()))
}

/// The cost of the days that are complete, or of those that still grow.
fn cost(points: &[Point], arriving: bool) -> Vec<Option<f64>> {
    points.iter().map(|point| (point.arriving == arriving).then_some(point.cost)).collect()
}

fn bars(id: &str, palette: &Palette, data: Vec<Option<f64>>) -> Bar {
    let style = ItemStyle::new().color(palette.bar.as_str()).border_radius(2.0);
    Bar::new().id(id).y_axis_index(0.0).stack("cost").bar_width("55%").item_style(style).data(data)
}

fn ghost(points: &[Point], palette: &Palette) -> Line {
    let style =
        LineStyle::new().color(palette.line.as_str()).width(1.2).type_(LineStyleType::Dashed).opacity(0.6);
    curve("ghost", points.iter().map(|point| point.ghost).collect()).line_style(style)
}

fn line(points: &[Point], palette: &Palette) -> Line {
    let style = LineStyle::new().color(palette.line.as_str()).width(2.0);
    curve("line", points.iter().map(|point| point.line).collect()).line_style(style)
}

fn curve(id: &str, data: Vec<Option<f64>>) -> Line {
    // A single day is a dot: a line needs two.
    let alone = data.len() == 1;
    Line::new().id(id).y_axis_index(1.0).show_symbol(alone).silent(true).data(data)
}
