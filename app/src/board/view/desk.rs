//! The board in the browser: what the server said, the moves it has not confirmed yet on top, and a signal for each
//! card and each column, so that a change repaints only what it touches.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, VecDeque},
    rc::Rc,
    time::Duration,
};

use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;

use super::words;
use crate::{
    access::model::{Act, Me, role_allows},
    board::{
        api::{move_card, open_board, open_card},
        model::{Board, Card, Column, Face, Kind, Place, Side},
    },
    error::{Error, Result},
    event::Touched,
    i18n::{Locale, t_string, use_i18n},
    id::{CardId, ColumnId, PersonId, ProjectId},
    live::{self, News},
    time::{Day, Stamp},
    ui::{Toasts, drag::Landing, error_text, focus_soon, use_toasts},
};

/// News that come together are answered together.
const TOGETHER: Duration = Duration::from_millis(40);

/// When more cards than this changed at once, the whole board is read.
const FEW: usize = 4;

/// Everything of a board but its cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FrameOf {
    pub prefix: String,
    pub columns: Vec<Column>,
    pub people: Vec<Face>,
    pub today: Day,
    pub now: Stamp,
}

impl FrameOf {
    fn of(board: &Board) -> Self {
        let Board { prefix, columns, people, today, now, .. } = board.clone();
        Self { prefix, columns, people, today, now }
    }
}

/// The board of the open page. It is copied into every part of it.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    state: StoredValue<Rc<State>, LocalStorage>,
    frame: RwSignal<FrameOf>,
    composing: RwSignal<Option<ColumnId>>,
}

struct State {
    project: ProjectId,
    me: Me,
    i18n: I18nContext<Locale>,
    toasts: Toasts,
    columns: RefCell<HashMap<ColumnId, ArcRwSignal<Vec<CardId>>>>,
    cards: RefCell<HashMap<CardId, ArcRwSignal<Card>>>,
    /// What the server said last.
    truth: RefCell<Board>,
    /// Moves that it has not confirmed, oldest first. They are sent one after the other.
    moves: RefCell<VecDeque<(CardId, Place)>>,
    /// Counts what the server confirmed, so that an answer from before is known to be old.
    epoch: Cell<u32>,
    /// Cards that changed and wait to be read.
    touched: RefCell<Vec<CardId>>,
}

impl Desk {
    /// A desk with a board on it, that follows the news of the project.
    pub(super) fn new(project: ProjectId, me: &Me, board: Board) -> Self {
        let frame = RwSignal::new(FrameOf::of(&board));
        let state = State {
            project,
            me: me.clone(),
            i18n: use_i18n(),
            toasts: use_toasts(),
            columns: RefCell::default(),
            cards: RefCell::default(),
            truth: RefCell::new(board),
            moves: RefCell::default(),
            epoch: Cell::default(),
            touched: RefCell::default(),
        };
        let desk =
            Self { state: StoredValue::new_local(Rc::new(state)), frame, composing: RwSignal::new(None) };
        desk.show();
        live::on_news(move |news| desk.hear(news));
        desk
    }

    /// Everything but the cards.
    pub(super) fn frame(self) -> RwSignal<FrameOf> {
        self.frame
    }

    /// Which project this is.
    pub(super) fn project(self) -> ProjectId {
        self.state().project
    }

    /// Which side the viewer is of.
    pub(super) fn side(self) -> Side {
        if self.state().me.person.role.is_client() { Side::Client } else { Side::Agency }
    }

    /// Whether the viewer's role allows something here.
    pub(super) fn may(self, act: Act) -> bool {
        role_allows(self.state().me.person.role, act)
    }

    /// The column in which a new card is being written.
    pub(super) fn composing(self) -> RwSignal<Option<ColumnId>> {
        self.composing
    }

    /// Opens the composer of the column of a kind.
    pub(super) fn compose_in(self, kind: Kind) {
        let column = self.state().truth.borrow().of_kind(kind).map(|column| column.id);
        self.composing.set(column);
    }

    /// Whether there is such a column.
    pub(super) fn knows(self, column: ColumnId) -> bool {
        self.state().truth.borrow().column(column).is_some()
    }

    /// What a column means.
    pub(super) fn kind_of(self, column: ColumnId) -> Kind {
        self.state().truth.borrow().column(column).map_or(Kind::Todo, |column| column.kind)
    }

    /// The cards of a column from top to bottom.
    pub(super) fn order(self, column: ColumnId) -> ArcRwSignal<Vec<CardId>> {
        self.state().columns.borrow_mut().entry(column).or_default().clone()
    }

    /// A card.
    pub(super) fn card(self, id: CardId) -> Option<ArcRwSignal<Card>> {
        self.state().cards.borrow().get(&id).cloned()
    }

    /// The card of a name such as `KAM-118`.
    pub(super) fn find(self, name: &str) -> Option<CardId> {
        self.state().truth.borrow().named(name).map(|card| card.id)
    }

    /// How people call a card.
    pub(super) fn name_of(self, number: i64) -> String {
        self.frame.with_untracked(|frame| format!("{}-{number}", frame.prefix))
    }

    /// What somebody is called.
    pub(super) fn person(self, id: PersonId) -> String {
        let name =
            self.frame.with(|frame| Some(frame.people.iter().find(|face| face.id == id)?.name.to_string()));
        name.unwrap_or_else(|| t_string!(self.state().i18n, board.somebody).to_owned())
    }

    /// Puts a card where it was let go.
    pub(super) fn landed(self, landing: &Landing) {
        let before = landing.before.as_ref().and_then(|before| before.parse().ok());
        if let (Ok(card), Ok(column)) = (landing.item.parse(), landing.list.parse()) {
            self.move_to(card, Place { column, before });
        }
    }

    /// Puts a card in another place at once; the server confirms behind it, or the card goes back.
    pub(super) fn move_to(self, card: CardId, to: Place) {
        let state = self.state();
        let Some((kind, was)) =
            state.truth.borrow().card(card).map(|was| (self.kind_of(to.column), was.clone()))
        else {
            return;
        };
        let people = self.frame.with_untracked(|frame| frame.people.clone());
        if was.column != to.column
            && let Err(error) = was.may_enter(kind, &people)
        {
            return self.refuse(&was, &error);
        }
        state.moves.borrow_mut().push_back((card, to));
        self.show();
        focus_soon(&card_anchor(&was));
        if state.moves.borrow().len() == 1 {
            spawn_local(self.send());
        }
    }

    /// Sends what is to be moved, one after the other.
    async fn send(self) {
        let state = self.state();
        loop {
            let Some((card, to)) = state.moves.borrow().front().copied() else { return };
            let was = state.truth.borrow().place_of(card);
            let outcome = move_card(state.project, card, to).await;
            state.moves.borrow_mut().pop_front();
            // Who left the page meanwhile still wanted the moves, but needs no picture of them.
            if self.is_here() {
                self.settle(card, was, to, outcome);
            }
        }
    }

    fn settle(self, card: CardId, was: Option<Place>, to: Place, outcome: Result<Card>) {
        let state = self.state();
        match outcome {
            Ok(moved) => {
                let crossed = was.is_some_and(|was| was.column != moved.column);
                self.apply(moved.clone());
                if let (true, Some(was)) = (crossed, was) {
                    let undo = Callback::new(move |()| self.move_to(card, was));
                    state.toasts.offer(self.moved_text(&moved), t_string!(state.i18n, ui.undo), undo);
                }
            }
            Err(error) => {
                self.show();
                let text = error_text(state.i18n, &error);
                if matches!(error, Error::Offline | Error::Busy) {
                    let again = Callback::new(move |()| self.move_to(card, to));
                    state.toasts.fail_with(text, t_string!(state.i18n, ui.retry), again);
                } else {
                    state.toasts.fail(text);
                    spawn_local(self.reload());
                }
            }
        }
    }

    fn moved_text(self, card: &Card) -> String {
        let state = self.state();
        let truth = state.truth.borrow();
        let column = truth.column(card.column).map(|column| words::column_name(state.i18n, column));
        t_string!(state.i18n, board.moved, card = truth.name_of(card), column = column.unwrap_or_default())
    }

    fn refuse(self, card: &Card, error: &Error) {
        let state = self.state();
        let name = self.name_of(card.number);
        state.toasts.fail(format!("{name}: {}", error_text(state.i18n, error)));
    }

    /// Takes over a card as the server has it now.
    pub(super) fn apply(self, card: Card) {
        let Some(state) = self.state.try_get_value() else { return };
        state.epoch.set(state.epoch.get().wrapping_add(1));
        {
            let mut truth = state.truth.borrow_mut();
            match truth.cards.iter_mut().find(|known| known.id == card.id) {
                Some(known) => *known = card,
                None => truth.cards.push(card),
            }
        }
        self.show();
    }

    /// Brings the signals to what is to be seen: the truth, with the unconfirmed moves on top.
    fn show(self) {
        let state = self.state();
        let mut seen = state.truth.borrow().clone();
        for (card, to) in state.moves.borrow().iter() {
            seen.put(*card, *to);
        }
        let frame = FrameOf::of(&seen);
        if self.frame.with_untracked(|known| *known != frame) {
            self.frame.set(frame);
        }
        let orders: Vec<_> =
            seen.columns.iter().map(|column| (column.id, seen.cards_in(column.id))).collect();
        for card in seen.cards {
            let known = state.cards.borrow().get(&card.id).cloned();
            match known {
                Some(signal) => set_if_new(&signal, card),
                None => drop(state.cards.borrow_mut().insert(card.id, ArcRwSignal::new(card))),
            }
        }
        for (column, order) in orders {
            set_if_new(&self.order(column), order);
        }
    }

    fn hear(self, news: News) {
        let state = self.state();
        if news.seq <= state.truth.borrow().seq {
            return;
        }
        match news.touched {
            None | Some(Touched::Board) => spawn_local(self.reload()),
            Some(Touched::Card { card }) => {
                let first = state.touched.borrow().is_empty();
                state.touched.borrow_mut().push(card);
                if first {
                    set_timeout(move || spawn_local(self.look()), TOGETHER);
                }
            }
            Some(Touched::Project | Touched::Report | Touched::Views | Touched::Shares) => {}
        }
    }

    /// Reads the cards that changed.
    async fn look(self) {
        let Some(state) = self.state.try_get_value() else { return };
        let mut touched = state.touched.take();
        touched.sort_unstable();
        touched.dedup();
        if touched.len() > FEW {
            return self.reload().await;
        }
        for card in touched {
            let epoch = state.epoch.get();
            match open_card(state.project, card).await {
                Ok(opened) if state.epoch.get() == epoch => self.apply(opened.card),
                // Something was confirmed meanwhile, so this answer may be old; or the card is gone.
                _ => return self.reload().await,
            }
        }
    }

    /// Reads the whole board.
    pub(super) async fn reload(self) {
        let Some(state) = self.state.try_get_value() else { return };
        loop {
            let epoch = state.epoch.get();
            // A board that cannot be read now stays as it is; the stream says when the wire is back.
            let Ok(board) = open_board(state.project).await else { return };
            if !self.is_here() {
                return;
            }
            if state.epoch.get() == epoch {
                state.truth.replace(board);
                return self.show();
            }
        }
    }

    /// Whether the page is still there.
    fn is_here(self) -> bool {
        self.state.try_get_value().is_some()
    }

    fn state(self) -> Rc<State> {
        self.state.get_value()
    }
}

/// The id of a card's link in the page.
pub(super) fn card_anchor(card: &Card) -> String {
    format!("card-{}", card.number)
}

fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, value: T) {
    if signal.with_untracked(|known| *known != value) {
        signal.set(value);
    }
}
