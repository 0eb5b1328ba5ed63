//! Dots of campaigns as `ECharts` options: a scatter of cost against what a lead cost.

use charming::{
    component::Grid,
    element::{AxisType, ItemStyle},
    series::Scatter,
};
use cube::Member;
use serde_json::{Value, json};

use super::{BOTTOM, LEFT, Palette, axis, part, rules};
use crate::report::{
    picture::dots::{Dot, radius},
    scale::Scale,
};

/// The distances at the sides on which no axis stands.
const RIGHT: i32 = 40;
const TOP: i32 = 14;

/// A lead that costs more than so many average ones would leave no room for the others, so the axis ends there.
const TALLEST: f64 = 5.0;

/// The two axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Scales {
    /// From left to right: cost.
    pub cost: Scale,
    /// From bottom to top: what a lead cost.
    pub lead_cost: Scale,
}

impl Scales {
    /// The axes for some dots, where a lead costs so much on the average.
    pub fn of(dots: &[Dot], average: Option<f64>) -> Self {
        let tallest = average.map_or(f64::INFINITY, |average| average * TALLEST);
        Self {
            cost: Scale::of(dots.iter().map(|dot| dot.cost)),
            lead_cost: Scale::of(dots.iter().filter_map(|dot| dot.lead_cost).map(|cost| cost.min(tallest))),
        }
    }
}

/// The options for some dots. A campaign without leads is a hollow dot on the upper edge, because no price is too high
/// for it; one whose leads are dearer than the axis is a triangle there. `average` is what a lead cost in all.
pub fn option(
    dots: &[Dot],
    average: Option<f64>,
    is_chosen: &dyn Fn(Member) -> bool,
    scales: &Scales,
    palette: &Palette,
) -> String {
    let most = dots.iter().map(|dot| dot.leads).max().unwrap_or(0);
    let item = |dot: &Dot| item(dot, most, is_chosen(dot.member), scales, palette);
    let mut scatter = part(Scatter::new().id("campaigns").item_style(ItemStyle::new().opacity(0.72)));
    scatter["data"] = dots.iter().map(item).collect();
    scatter["emphasis"] = json!({ "itemStyle": { "opacity": 1 } });
    let line = average.map(|average| {
        json!({
            "id": "average", "type": "line", "silent": true, "showSymbol": false,
            "lineStyle": { "type": "dashed", "width": 1.2, "color": palette.ink },
            "data": [[scales.cost.low, average], [scales.cost.high, average]],
        })
    });
    let grid = Grid::new().left(LEFT).right(RIGHT).top(TOP).bottom(BOTTOM);
    let mut option = json!({
        "animation": false,
        "grid": [part(grid)],
        "xAxis": [part(axis(&scales.cost).type_(AxisType::Value).split_line(rules(palette)))],
        "yAxis": [part(axis(&scales.lead_cost).split_line(rules(palette)))],
        "series": line.into_iter().chain([scatter]).collect::<Vec<Value>>(),
    });
    option["grid"][0]["outerBoundsMode"] = json!("none");
    for axis in ["xAxis", "yAxis"] {
        option[axis][0]["axisLine"] = json!({ "show": false });
        option[axis][0]["axisTick"] = json!({ "show": false });
    }
    option.to_string()
}

fn item(dot: &Dot, most: i64, is_chosen: bool, scales: &Scales, palette: &Palette) -> Value {
    let colour = if is_chosen { &palette.chosen } else { &palette.line };
    let is_above = dot.lead_cost.is_some_and(|cost| cost > scales.lead_cost.high);
    let style = if dot.lead_cost.is_some() {
        json!({ "color": colour, "borderColor": palette.surface, "borderWidth": 1 })
    } else {
        json!({ "color": palette.surface, "borderColor": colour, "borderWidth": 1.5 })
    };
    json!({
        "item": dot.member.0,
        "value": [dot.cost, dot.lead_cost.unwrap_or(f64::INFINITY).min(scales.lead_cost.high)],
        "symbol": if is_above { "triangle" } else { "circle" },
        "symbolSize": radius(dot.leads, most) * 2.0,
        "itemStyle": style,
    })
}
