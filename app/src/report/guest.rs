//! The door for whoever has a link. There is no session here and no role: a secret opens one question of one project, as
//! long as nobody has closed it, its time has not come, and its author could still make it.

use super::{
    link::{Guest, Window},
    narrow::narrowed,
    saved::Question,
    shelf::{QUALITY, Shelf, compressed, in_turn},
    store::{self, shares},
};
use crate::{
    access::{
        grant::{Visit, still_may},
        model::Act,
        secret, store as house,
    },
    db::Tx,
    error::{Error, Result, Rule},
    project::store as projects,
    time::{Day, Stamp},
};
use cube::DayRange;
use std::sync::Arc;

/// What a visitor is told when the page opens. That it was opened is counted.
///
/// # Errors
/// [`Rule::Link`] for every secret that opens nothing, whatever the reason.
pub async fn open(visit: &Visit, secret: &str) -> Result<Guest> {
    let now = visit.clock.now();
    let mut tx = visit.db.write().await?;
    let link = admit(&mut tx, secret, now).await?;
    shares::opened(&mut tx, link.project_id, link.id, now).await?;
    let project = projects::project(&mut tx, link.project_id).await?.listed(now)?;
    let agency = house::agency(&mut tx).await?.map(|(name, _)| name);
    let span = store::span(&mut tx, link.project_id).await?;
    tx.commit().await?;
    let mut query = link.question.query();
    let window = span.map(|(first, last)| Window::of(&query, DayRange::new(first.0, last.0)));
    if let Some(Window { period, .. }) = window {
        query.turn_to(Day(period.first), Day(period.last));
    }
    Ok(Guest {
        agency,
        project: project.name,
        name: link.name,
        question: Question::of(&query).unwrap_or(link.question),
        calendar: window.map(|window| window.calendar()),
        expires_at: link.expires_at,
    })
}

/// The facts of what was shared, compressed with brotli: these and no others.
///
/// # Errors
/// As [`open`].
pub async fn facts(shelf: &Shelf, visit: &Visit, secret: &str) -> Result<Arc<[u8]>> {
    let mut tx = visit.db.read().await?;
    let link = admit(&mut tx, secret, visit.clock.now()).await?;
    drop(tx);
    let whole = shelf.cut(&visit.db, link.project_id).await?;
    in_turn(move || compressed(&narrowed(&whole, &link.question.query())?.bytes(), QUALITY)).await
}

/// Finds the link of a secret. What was revoked, has ended, or never was gets the same answer.
async fn admit(tx: &mut Tx, secret: &str, now: Stamp) -> Result<shares::Link> {
    let closed = Error::Refused(Rule::Link);
    let link = shares::open(tx, &secret::hash(secret), now).await?.ok_or_else(|| closed.clone())?;
    match still_may(tx, link.author_id, Act::ShareReport, link.project_id).await {
        Err(Error::Missing | Error::Refused(_) | Error::Unauthenticated) => Err(closed),
        other => other.map(|()| link),
    }
}
