//! Tiles: the categories as areas, one figure as their size and another as their colour.

use cube::Member;

use super::heat::Heat;
use crate::report::{
    metric::Metric,
    model::Dimension,
    reader::{Page, Reader},
};

/// So many tiles of one node are drawn; smaller ones could not be read, and are put together.
const MOST: usize = 40;

/// What a tile is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A category.
    Member(Member),
    /// So many small ones.
    Others(usize),
}

/// A tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// What it is of.
    pub of: Of,
    /// Its size; always more than nothing.
    pub size: i64,
    /// Its colour.
    pub heat: Heat,
    /// What it is divided into.
    pub children: Vec<Tile>,
}

/// Which figures tiles show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// The sum that is the size.
    pub size: Metric,
    /// The figure that is the colour.
    pub colour: Metric,
}

/// The tiles of what stands `inside` a category, or of all roots, each divided once.
pub fn tiles(reader: &Reader, page: &Page, inside: Option<Member>, figures: Figures) -> Vec<Tile> {
    let whole = reader.whole(Dimension::Category, &page.now, inside);
    let looker = Looker { reader, page, figures, whole };
    let mut tiles = looker.below(inside, true);
    if figures.colour.is_sum() {
        colour_by_sum(&looker, &mut tiles);
    }
    tiles
}

struct Looker<'a> {
    reader: &'a Reader,
    page: &'a Page,
    figures: Figures,
    whole: Vec<i64>,
}

impl Looker<'_> {
    fn sum(&self, member: Member, metric: Metric) -> i64 {
        metric.sum(self.page.sums(Dimension::Category, member).unwrap_or_default())
    }

    fn below(&self, node: Option<Member>, divide: bool) -> Vec<Tile> {
        let members = self.reader.below(Dimension::Category, node);
        let sized = members.into_iter().map(|member| (member, self.sum(member, self.figures.size)));
        let mut sized: Vec<(Member, i64)> = sized.filter(|(_, size)| *size > 0).collect();
        sized.sort_by_key(|(member, size)| (std::cmp::Reverse(*size), member.0));
        let small = sized.split_off(sized.len().min(MOST));
        let mut tiles: Vec<Tile> =
            sized.into_iter().map(|(member, size)| self.tile(member, size, divide)).collect();
        let rest: i64 = small.iter().map(|(_, size)| size).sum();
        if rest > 0 {
            tiles.push(Tile {
                of: Of::Others(small.len()),
                size: rest,
                heat: Heat::Unknown,
                children: Vec::new(),
            });
        }
        tiles
    }

    fn tile(&self, member: Member, size: i64, divide: bool) -> Tile {
        let sums = self.page.sums(Dimension::Category, member).unwrap_or_default();
        let children = if divide { self.below(Some(member), false) } else { Vec::new() };
        let heat = Heat::of_ratio(self.figures.colour, sums, &self.whole);
        Tile { of: Of::Member(member), size, heat, children }
    }
}

/// A sum is measured by the largest of the tiles that are seen: those that are not divided.
fn colour_by_sum(looker: &Looker<'_>, tiles: &mut [Tile]) {
    let amount = |tile: &Tile| match tile.of {
        Of::Member(member) => looker.sum(member, looker.figures.colour),
        Of::Others(_) => 0,
    };
    let seen = tiles.iter().flat_map(|tile| {
        if tile.children.is_empty() { std::slice::from_ref(tile) } else { &tile.children[..] }
    });
    let largest = seen.map(amount).max().unwrap_or(0);
    let paint = |tile: &mut Tile| tile.heat = Heat::of_sum(amount(tile), largest);
    for tile in tiles {
        paint(tile);
        tile.children.iter_mut().for_each(paint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::{query::Query, reader::example},
        time::Day,
    };

    fn shown(question: &str, figures: Figures) -> Vec<(Of, i64, Heat, usize)> {
        let mut reader = example();
        let calendar = reader.calendar(Day(0), Day(73)).unwrap();
        let page = reader.page(&Query::parse(question), &calendar);
        let tiles = tiles(&reader, &page, None, figures);
        tiles.into_iter().map(|tile| (tile.of, tile.size, tile.heat, tile.children.len())).collect()
    }

    #[test]
    fn categories_are_as_large_as_their_cost_and_as_green_as_their_leads_are_cheap() {
        let figures = Figures { size: Metric::Cost, colour: Metric::CostPerLead };
        // All in all 1,900 for 17 leads: 112 each; the two that have leads pay 100.
        let expected = [
            (Of::Member(Member(0)), 900, Heat::Tone(1), 0),
            (Of::Member(Member(1)), 800, Heat::Tone(1), 2),
            (Of::Member(Member(4)), 200, Heat::Unknown, 0),
        ];
        assert_eq!(shown("", figures), expected);
    }

    #[test]
    fn an_answer_from_before_the_rows_has_no_tiles() {
        let mut reader = example();
        let calendar = reader.calendar(Day(0), Day(73)).unwrap();
        let mut page = reader.page(&Query::parse(""), &calendar);
        page.now.by.clear();
        let figures = Figures { size: Metric::Cost, colour: Metric::CostPerLead };
        assert_eq!(tiles(&reader, &page, None, figures), []);
    }

    #[test]
    fn a_choice_does_not_take_its_own_picture_apart() {
        let figures = Figures { size: Metric::Cost, colour: Metric::CostPerLead };
        assert_eq!(shown("category=Печи", figures), shown("", figures));
    }

    #[test]
    fn what_has_no_size_is_not_drawn_and_sums_are_told_apart_by_amount() {
        let figures = Figures { size: Metric::Leads, colour: Metric::Cost };
        let expected =
            [(Of::Member(Member(0)), 9, Heat::Amount(3), 0), (Of::Member(Member(1)), 8, Heat::Amount(3), 2)];
        assert_eq!(shown("", figures), expected);
    }
}
