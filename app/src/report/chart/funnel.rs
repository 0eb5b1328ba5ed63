//! The way to a sale as `ECharts` options: a funnel. Its words stand beside it as elements of the page.

use charming::{
    element::{ItemStyle, Sort},
    series::Funnel,
};
use serde_json::json;

use super::{Palette, part};
use crate::report::picture::funnel::{Stage, width};

/// The options for some stages.
pub fn option(stages: &[Stage], palette: &Palette) -> String {
    let most = stages.iter().map(|stage| stage.count).max().unwrap_or(0);
    let style = ItemStyle::new().color(palette.line.as_str()).border_width(0.0);
    let funnel = Funnel::new()
        .left(0)
        .right(0)
        .top(0)
        .bottom(0)
        .width("100%")
        .sort(Sort::None)
        .gap(3.0)
        .item_style(style);
    let mut funnel = part(funnel);
    funnel["silent"] = json!(true);
    funnel["min"] = json!(0);
    funnel["max"] = json!(1);
    funnel["minSize"] = json!("2%");
    funnel["label"] = json!({ "show": false });
    // Deeper stages are darker, so that they are told apart where they are nearly as wide.
    let item = |(at, stage): (usize, &Stage)| {
        let opacity = [0.35, 0.55, 0.75, 1.0].get(at).copied().unwrap_or(1.0);
        json!({ "value": width(stage.count, most), "itemStyle": { "opacity": opacity } })
    };
    funnel["data"] = stages.iter().enumerate().map(item).collect();
    json!({ "animation": false, "series": [funnel] }).to_string()
}
