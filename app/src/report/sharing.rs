//! The rules of links: how one is made, and how it is closed.

use super::{
    link::{MOST_SHARES, Share, Shared, Term},
    saved::Question,
    store::shares::{self, NewShare},
};
use crate::{
    access::{grant::Grant, secret::Secret},
    error::{Error, Result, Rule},
    event::Event,
    id::ShareId,
    text::Name,
};

/// Makes a link. Its secret leaves the house in the answer to this call and at no other time.
///
/// # Errors
/// [`Rule::Enough`] when there are too many links already.
pub async fn share(mut grant: Grant, name: &Name, question: &Question, term: Term) -> Result<Shared> {
    let (project, author, now) = (grant.project()?, grant.viewer.person, grant.now);
    let open = shares::all(&mut grant.tx, project, now).await?.len();
    if u32::try_from(open).is_ok_and(|open| open >= MOST_SHARES) {
        return Err(Error::Refused(Rule::Enough { most: MOST_SHARES }));
    }
    let (secret, share) = (Secret::new()?, ShareId::new());
    let hash = secret.hash();
    let new = NewShare { id: share, secret: &hash, name, question, expires_at: term.ends(now) };
    shares::add(&mut grant.tx, project, &new, author, now).await?;
    grant.tell(&Event::ReportShared { share }).await?;
    let shares = done(grant).await?;
    Ok(Shared { secret: secret.reveal().to_owned(), shares })
}

/// Closes a link: the next request that comes with it is refused.
///
/// # Errors
/// [`Error::Missing`] when there is no such link, or it is closed.
pub async fn revoke(mut grant: Grant, share: ShareId) -> Result<Vec<Share>> {
    let (project, now) = (grant.project()?, grant.now);
    shares::revoke(&mut grant.tx, project, share, now).await?;
    grant.tell(&Event::ShareRevoked { share }).await?;
    done(grant).await
}

async fn done(mut grant: Grant) -> Result<Vec<Share>> {
    let (project, now) = (grant.project()?, grant.now);
    let shares = shares::all(&mut grant.tx, project, now).await?;
    grant.commit().await?;
    Ok(shares)
}
