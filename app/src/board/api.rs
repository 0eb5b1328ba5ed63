//! What people do on a board.

use leptos::{prelude::*, server_fn::codec::Json};

use super::model::{Board, Card, Comment, Edit, NewCard, NewComment, NewHours, Opened, Place};
#[cfg(feature = "ssr")]
use super::{
    model::Side,
    store::{self, Draft},
};
#[cfg(feature = "ssr")]
use crate::{
    access::{
        grant::{Grant, grant},
        model::Act,
    },
    event::{self, Event},
};
use crate::{
    error::Error,
    id::{CardId, ProjectId},
};

/// The board with its cards and people. Open to everybody who takes part.
#[server(input = Json)]
pub async fn open_board(project: ProjectId) -> Result<Board, Error> {
    let mut grant = grant(Act::SeeBoard, project).await?;
    let internal = grant.also_allows(Act::CommentInternally);
    let prefix = crate::project::store::project(&mut grant.tx, project).await?.prefix().to_owned();
    let columns = store::columns(&mut grant.tx, project).await?;
    let cards = store::cards(&mut grant.tx, project, internal).await?;
    let mut people = store::participants(&mut grant.tx, project).await?;
    people.extend(store::others(&mut grant.tx, project, &people).await?);
    let seq = event::newest(&mut grant.tx, project).await?;
    Ok(Board { prefix, columns, cards, people, today: grant.today()?, now: grant.now, seq })
}

/// One card with its text, comments and hours. Open to everybody who takes part; a client gets no internal comment.
#[server(input = Json)]
pub async fn open_card(project: ProjectId, card: CardId) -> Result<Opened, Error> {
    let mut grant = grant(Act::SeeBoard, project).await?;
    let internal = grant.also_allows(Act::CommentInternally);
    let tx = &mut grant.tx;
    let (body, created_at) = store::text(tx, project, card).await?;
    let comments = store::comments(tx, project, card, internal).await?;
    let hours = store::hours(tx, project, card).await?;
    let card = store::card(tx, project, card, internal).await?;
    Ok(Opened { card, body, created_at, comments, hours })
}

/// Writes a card at the top of a column. Open to everybody who takes part; a client writes in Requests only.
#[server(input = Json)]
pub async fn create_card(project: ProjectId, new: NewCard) -> Result<Card, Error> {
    let mut grant = grant(Act::CreateCard, project).await?;
    store::hold(&mut grant.tx, project).await?;
    let column = store::column(&mut grant.tx, project, new.column).await?;
    let people = store::participants(&mut grant.tx, project).await?;
    new.check(side(&grant), column.kind, &people)?;
    let rank = store::top(&mut grant.tx, project, column.id).await?;
    let draft = drafted(&grant, &new, rank);
    let card = store::add_card(&mut grant.tx, project, &draft).await?;
    grant.tell(&Event::CardCreated { card }).await?;
    let card = store::card(&mut grant.tx, project, card, false).await?;
    grant.commit().await?;
    Ok(card)
}

/// Changes what a card says, if nobody changed it since `version`. Open to the agency's people on the project.
#[server(input = Json)]
pub async fn edit_card(project: ProjectId, card: CardId, version: i64, edit: Edit) -> Result<Card, Error> {
    let mut grant = grant(Act::EditCard, project).await?;
    store::hold(&mut grant.tx, project).await?;
    let was = Card { version, ..store::card(&mut grant.tx, project, card, true).await? };
    let kind = store::column(&mut grant.tx, project, was.column).await?.kind;
    let people = store::participants(&mut grant.tx, project).await?;
    edit.check(&was, kind, &people)?;
    store::edit(&mut grant.tx, project, &was, &edit, grant.now).await?;
    grant.tell(&Event::CardEdited { card }).await?;
    let card = store::card(&mut grant.tx, project, card, true).await?;
    grant.commit().await?;
    Ok(card)
}

/// Puts a card in another place. Open to the agency's people on the project; Client tasks takes only a card that a
/// person of the client has to act on.
#[server(input = Json)]
pub async fn move_card(project: ProjectId, card: CardId, to: Place) -> Result<Card, Error> {
    let mut grant = grant(Act::MoveCard, project).await?;
    store::hold(&mut grant.tx, project).await?;
    let was = store::card(&mut grant.tx, project, card, true).await?;
    let column = store::column(&mut grant.tx, project, to.column).await?;
    if column.id != was.column {
        was.may_enter(column.kind, &store::participants(&mut grant.tx, project).await?)?;
    }
    let from = was.column;
    let (rank, spread) = store::seat(&mut grant.tx, project, card, to).await?;
    let moved = was.moved(column.id, rank, grant.now);
    store::set_place(&mut grant.tx, project, &moved).await?;
    grant.tell(&Event::CardMoved { card, from, to: column.id }).await?;
    if spread {
        grant.tell(&Event::ColumnSpread { column: column.id }).await?;
    }
    grant.commit().await?;
    Ok(moved)
}

/// Says something about a card. Open to everybody who takes part; internal comments are written and read by the agency
/// alone.
#[server(input = Json)]
pub async fn comment_card(project: ProjectId, card: CardId, new: NewComment) -> Result<Comment, Error> {
    let internal = new.internal;
    let mut grant = grant(if internal { Act::CommentInternally } else { Act::Comment }, project).await?;
    store::card(&mut grant.tx, project, card, internal).await?;
    let (author, at) = (grant.viewer.person, grant.now);
    let id = store::add_comment(&mut grant.tx, project, card, author, &new, at).await?;
    grant.tell(&Event::CardCommented { card, internal }).await?;
    grant.commit().await?;
    Ok(Comment { id, author, at, body: new.body, internal })
}

/// Writes down how long one worked on a card today. Open to the agency's people on the project.
#[server(input = Json)]
pub async fn log_hours(project: ProjectId, card: CardId, new: NewHours) -> Result<Card, Error> {
    let mut grant = grant(Act::LogHours, project).await?;
    new.check()?;
    store::card(&mut grant.tx, project, card, true).await?;
    let (person, today) = (grant.viewer.person, grant.today()?);
    store::add_hours(&mut grant.tx, project, card, person, &new, today).await?;
    grant.tell(&Event::HoursLogged { card }).await?;
    let card = store::card(&mut grant.tx, project, card, true).await?;
    grant.commit().await?;
    Ok(card)
}

#[cfg(feature = "ssr")]
fn side(grant: &Grant) -> Side {
    if grant.viewer.role.is_client() { Side::Client } else { Side::Agency }
}

#[cfg(feature = "ssr")]
fn drafted<'a>(grant: &Grant, new: &'a NewCard, rank: i64) -> Draft<'a> {
    Draft {
        column: new.column,
        rank,
        title: &new.title,
        body: &new.body,
        tag: None,
        author: grant.viewer.person,
        assignee: new.assignee,
        due: None,
        estimate: None,
        created_at: grant.now,
        moved_at: grant.now,
    }
}
