//! Tiles of categories as `ECharts` options: a tree map.

use charming::{
    element::{ItemStyle, Label},
    series::Treemap,
};
use cube::Member;
use serde_json::{Value, json};

use super::{Palette, part};
use crate::{
    report::picture::{
        heat::Heat,
        tiles::{Of, Tile},
    },
    ui::chart::property,
};

/// The colours of tiles in a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heats {
    tones: [String; 7],
    amounts: [String; 4],
    unknown: String,
    chosen: String,
    ink: String,
    gap: String,
}

impl Heats {
    /// Those of the theme that is on.
    pub fn present() -> Self {
        Self {
            tones: ["bad-3", "bad-2", "bad-1", "0", "good-1", "good-2", "good-3"]
                .map(|step| property(&format!("--heat-{step}"))),
            amounts: ["0", "1", "2", "3"].map(|step| property(&format!("--amount-{step}"))),
            unknown: property("--heat-unknown"),
            chosen: property("--series-1"),
            ink: property("--heat-ink"),
            gap: property("--chart-surface"),
        }
    }

    fn of(&self, heat: Heat) -> &str {
        let at = |step: i8| usize::try_from(step.saturating_add(3)).unwrap_or(0);
        match heat {
            Heat::Unknown => &self.unknown,
            Heat::Tone(step) => self.tones.get(at(step)).unwrap_or(&self.unknown),
            Heat::Amount(step) => self.amounts.get(usize::from(step)).unwrap_or(&self.unknown),
        }
    }
}

/// What stands on a tile, and whether its category is chosen.
pub struct Face {
    /// The name and, under it, the figures.
    pub text: String,
    /// Only the name, for a tile that is divided.
    pub name: String,
    /// Whether the category is chosen itself.
    pub is_chosen: bool,
}

/// The options for some tiles.
pub fn option(tiles: &[Tile], face: &dyn Fn(Of) -> Face, heats: &Heats, palette: &Palette) -> String {
    let label = Label::new().font_size(12.0).font_family(palette.font.as_str()).color(heats.ink.as_str());
    let style = ItemStyle::new().border_color(heats.gap.as_str());
    let map = Treemap::new().left(0).right(0).top(0).bottom(0).label(label).item_style(style);
    let mut map = part(map);
    // What the option types do not know.
    let text =
        json!({ "position": "insideTopLeft", "lineHeight": 17, "overflow": "truncate", "distance": 7 });
    merge(&mut map["label"], text);
    let settings = json!({
        "roam": false,
        "nodeClick": false,
        "animation": false,
        "breadcrumb": { "show": false },
        "visibleMin": 30,
        "upperLabel": {
            "show": true, "height": 24, "fontSize": 12, "fontWeight": 600, "overflow": "truncate",
            "fontFamily": palette.font, "color": heats.ink,
        },
        "levels": [
            { "itemStyle": { "gapWidth": 4, "borderWidth": 0 }, "upperLabel": { "show": false } },
            { "itemStyle": { "gapWidth": 2, "borderWidth": 2 } },
            { "itemStyle": { "gapWidth": 1, "borderWidth": 1 } },
        ],
        "emphasis": { "itemStyle": { "borderColor": heats.chosen }, "upperLabel": { "color": heats.ink } },
        "data": tiles.iter().map(|tile| node(tile, face, heats)).collect::<Vec<_>>(),
    });
    merge(&mut map, settings);
    json!({ "animation": false, "series": [map] }).to_string()
}

fn node(tile: &Tile, face: &dyn Fn(Of) -> Face, heats: &Heats) -> Value {
    let Face { text, name, is_chosen } = face(tile.of);
    let colour = heats.of(tile.heat);
    let mut style = json!({ "color": colour });
    if !tile.children.is_empty() {
        // The frame around the parts of a tile is the tile.
        style["borderColor"] = json!(colour);
    }
    if is_chosen {
        merge(&mut style, json!({ "borderColor": heats.chosen, "borderWidth": 3 }));
    }
    let mut node = json!({
        "name": if tile.children.is_empty() { text } else { name },
        "value": tile.size,
        "itemStyle": style,
        "children": tile.children.iter().map(|child| node(child, face, heats)).collect::<Vec<_>>(),
    });
    if is_chosen {
        node["upperLabel"] = json!({ "color": heats.gap });
    }
    if let Of::Member(Member(number)) = tile.of {
        node["item"] = json!(number);
    }
    node
}

/// Puts what the second has into the first.
fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}
