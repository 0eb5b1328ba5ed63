//! Where cards stand in a column: numbers with gaps between them.
//!
//! A card that is moved gets a number between its new neighbours, so a move writes one row. When a gap is used up the
//! column is numbered anew. The browser moves its own copy by the same arithmetic before the server confirms.

use super::model::{Board, Card, Column, Kind, Place};
use crate::id::{CardId, ColumnId};

/// The distance between neighbours after numbering anew: a gap lasts for 32 moves into one and the same place.
pub const STEP: i64 = 1 << 32;

/// A number between two neighbours, or beyond the only one. `None` when there is none left.
pub fn between(left: Option<i64>, right: Option<i64>) -> Option<i64> {
    match (left, right) {
        (None, None) => Some(STEP),
        (Some(left), None) => left.checked_add(STEP),
        (None, Some(right)) => right.checked_sub(STEP),
        (Some(left), Some(right)) => {
            let middle = left.midpoint(right);
            (left < middle && middle < right).then_some(middle)
        }
    }
}

impl Board {
    /// A column of this board.
    pub fn column(&self, id: ColumnId) -> Option<&Column> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// The column of a kind.
    pub fn of_kind(&self, kind: Kind) -> Option<&Column> {
        self.columns.iter().find(|column| column.kind == kind)
    }

    /// A card on this board.
    pub fn card(&self, id: CardId) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// The card that an address names, such as `KAM-118`.
    pub fn named(&self, name: &str) -> Option<&Card> {
        let number = name.strip_prefix(self.prefix.as_str())?.strip_prefix('-')?.parse::<i64>().ok()?;
        self.cards.iter().find(|card| card.number == number)
    }

    /// How people call a card: `KAM-118`.
    pub fn name_of(&self, card: &Card) -> String {
        format!("{}-{}", self.prefix, card.number)
    }

    /// The cards of a column from top to bottom.
    pub fn cards_in(&self, column: ColumnId) -> Vec<CardId> {
        let mut cards: Vec<_> = self.cards.iter().filter(|card| card.column == column).collect();
        cards.sort_by_key(|card| (card.rank, card.number));
        cards.into_iter().map(|card| card.id).collect()
    }

    /// Where a card stands.
    pub fn place_of(&self, card: CardId) -> Option<Place> {
        let column = self.card(card)?.column;
        let order = self.cards_in(column);
        let at = order.iter().position(|id| *id == card)?;
        Some(Place { column, before: order.get(at + 1).copied() })
    }

    /// Puts a card in a place. A neighbour that is no longer there means the end of the column, as on the server.
    pub fn put(&mut self, card: CardId, to: Place) {
        let mut order = self.cards_in(to.column);
        order.retain(|id| *id != card);
        let at = order.iter().position(|id| Some(*id) == to.before).unwrap_or(order.len());
        let rank_at = |at: Option<usize>| at.and_then(|at| self.card(*order.get(at)?)).map(|card| card.rank);
        if let Some(rank) = between(rank_at(at.checked_sub(1)), rank_at(Some(at))) {
            self.set_place(card, to.column, rank);
        } else {
            order.insert(at, card);
            for (rank, id) in (1..).map(|nth| nth * STEP).zip(order) {
                self.set_place(id, to.column, rank);
            }
        }
    }

    fn set_place(&mut self, card: CardId, column: ColumnId, rank: i64) {
        if let Some(card) = self.cards.iter_mut().find(|one| one.id == card) {
            card.column = column;
            card.rank = rank;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        board::model::Minutes,
        id::PersonId,
        text::Title,
        time::{Day, Stamp},
    };

    fn board(cards: usize) -> Board {
        let columns: Vec<_> =
            Kind::ALL.iter().map(|kind| Column { id: ColumnId::new(), kind: *kind, name: None }).collect();
        let author = PersonId::new();
        let cards = (1..).take(cards).map(|number| Card {
            id: CardId::new(),
            number,
            column: columns[0].id,
            rank: number * STEP,
            version: 1,
            title: Title::parse("A task").unwrap(),
            tag: None,
            author,
            assignee: None,
            due: None,
            estimate: None,
            spent: Minutes::default(),
            comments: 0,
            moved_at: Stamp(0),
        });
        let cards = cards.collect();
        Board {
            prefix: "KAM".to_owned(),
            columns,
            cards,
            people: vec![],
            today: Day(0),
            now: Stamp(0),
            seq: 0,
        }
    }

    proptest! {
        /// Any sequence of moves: the cards stand where a plain list would have them, and no two share a number.
        #[test]
        fn moves_keep_a_total_order(moves in prop::collection::vec((0_usize..9, 0_usize..3, 0_usize..12), 0..300)) {
            let mut board = board(9);
            let mut lists: Vec<Vec<CardId>> = board.columns.iter().map(|column| board.cards_in(column.id)).collect();
            for (card, column, at) in moves {
                let card = board.cards[card].id;
                for list in &mut lists {
                    list.retain(|id| *id != card);
                }
                let before = lists[column].get(at).copied();
                let at = at.min(lists[column].len());
                lists[column].insert(at, card);
                board.put(card, Place { column: board.columns[column].id, before });
                for (list, column) in lists.iter().zip(&board.columns) {
                    prop_assert_eq!(list, &board.cards_in(column.id));
                    let mut ranks: Vec<_> =
                        board.cards.iter().filter(|card| card.column == column.id).map(|card| card.rank).collect();
                    ranks.sort_unstable();
                    ranks.dedup();
                    prop_assert_eq!(ranks.len(), list.len());
                }
            }
        }

        #[test]
        fn a_number_between_is_between(left: i64, right: i64) {
            if let Some(middle) = between(Some(left), Some(right)) {
                prop_assert!(left < middle && middle < right);
            } else {
                prop_assert!(left >= right.saturating_sub(1));
            }
        }
    }

    #[test]
    fn ten_thousand_moves_between_the_same_two_find_their_place() {
        let mut board = board(4);
        let [first, a, b, last] = [0, 1, 2, 3].map(|nth| board.cards[nth].id);
        let column = board.columns[0].id;
        for nth in 0..10_000 {
            // The two in the middle change places: each goes where the gap is smallest.
            let (card, before) = if nth % 2 == 0 { (b, a) } else { (a, b) };
            board.put(card, Place { column, before: Some(before) });
            assert_eq!(board.cards_in(column), [first, card, before, last]);
        }
    }

    #[test]
    fn a_card_returns_to_where_it_stood() {
        let mut board = board(3);
        let order = board.cards_in(board.columns[0].id);
        let stood = board.place_of(order[1]).unwrap();
        board.put(order[1], Place { column: board.columns[3].id, before: None });
        assert_eq!(board.cards_in(board.columns[0].id), [order[0], order[2]]);
        board.put(order[1], stood);
        assert_eq!(board.cards_in(board.columns[0].id), order);
    }

    #[test]
    fn addresses_name_cards() {
        let board = board(2);
        assert_eq!(board.named("KAM-2").map(|card| board.name_of(card)).as_deref(), Some("KAM-2"));
        for wrong in ["KAM-3", "KAM2", "BAM-1", "KAM-", "KAM-99999999999999999999", ""] {
            assert_eq!(board.named(wrong), None, "{wrong}");
        }
    }
}
