//! The entrance: what happens before somebody is known. Nothing here needs a permission, so everything here is guarded
//! by a secret and by patience.

use std::net::{IpAddr, Ipv6Addr};

use super::{
    grant::Visit,
    model::{Hall, Language, Me, Role},
    secret::{self, Secret},
    session::PERSON,
    store::{self, Attempts, NewPerson, PersonRow},
};
use crate::{
    db::{Db, Tx},
    error::{Error, Result, Rule},
    text::{Email, Name, Password},
    time::Stamp,
};

/// Logs in: takes a turn, then looks at the password, then gives the visitor a new session id. The attempt is counted
/// before the password is looked at, so that guesses at the same moment count like guesses one after the other.
///
/// # Errors
/// [`Rule::Credentials`] for a wrong pair, [`Rule::Patience`] after too many of them.
pub async fn log_in(visit: &Visit, email: &Email, password: String) -> Result<Me> {
    let subjects = Subject::of(visit, email);
    let row = take_turn(visit, &subjects, email).await?.filter(|row| row.active);
    let kept = row.as_ref().and_then(|row| row.password.clone());
    let fits = secret::is_password(password, kept).await?;
    match row {
        Some(row) if fits => {
            let me = row.me()?;
            forgive(visit, &subjects).await?;
            begin_session(visit, &me).await?;
            Ok(me)
        }
        _ => Err(Error::Refused(Rule::Credentials)),
    }
}

/// Ends the visitor's session.
///
/// # Errors
/// [`Error::Busy`] when the sessions do not answer.
pub async fn log_out(visit: &Visit) -> Result<()> {
    visit.session.flush().await.map_err(busy)
}

/// A new id for a session that now means somebody: an id from before the login is worth nothing after it.
async fn begin_session(visit: &Visit, me: &Me) -> Result<()> {
    visit.session.cycle_id().await.map_err(busy)?;
    visit.session.insert(PERSON, me.person.id).await.map_err(busy)
}

#[expect(clippy::needless_pass_by_value, reason = "this is what map_err gives")]
fn busy(fault: tower_sessions_core::session::Error) -> Error {
    tracing::error!(%fault, "sessions");
    Error::Busy
}

/// Something that attempts are counted for.
struct Subject {
    key: String,
    /// So many failures cost nothing.
    free: u32,
    /// The longest wait in seconds.
    longest: i64,
}

/// Failures that are older than this are forgotten.
const MEMORY_SECONDS: i64 = 3600;

impl Subject {
    /// One account from one address is held back soon, one address later, and an account as a whole late and shortly:
    /// its owner must not be locked out by strangers.
    fn of(visit: &Visit, email: &Email) -> [Self; 3] {
        let address = household(visit.address);
        [
            Self { key: secret::hash(&format!("pair {address} {email}")), free: 5, longest: 900 },
            Self { key: secret::hash(&format!("address {address}")), free: 30, longest: 900 },
            Self { key: secret::hash(&format!("account {email}")), free: 50, longest: 30 },
        ]
    }

    fn admit(attempts: Attempts, now: Stamp) -> Result<()> {
        let left = attempts.blocked_until.0 - now.0;
        if left <= 0 {
            return Ok(());
        }
        let seconds = u32::try_from(left / 1000 + 1).unwrap_or(u32::MAX);
        Err(Error::Refused(Rule::Patience { seconds }))
    }

    /// How things stand after one more failure: each beyond the free ones doubles the wait; an hour forgets.
    fn after_failure(&self, before: Attempts, now: Stamp) -> Attempts {
        let forgotten = before.last_at.plus_seconds(MEMORY_SECONDS) < now;
        let failures = if forgotten { 1 } else { before.failures + 1 };
        let beyond = u32::try_from(failures - i64::from(self.free)).unwrap_or(0).min(20);
        let wait = if beyond == 0 { 0 } else { (1_i64 << beyond).min(self.longest) };
        Attempts { failures, last_at: now, blocked_until: now.plus_seconds(wait) }
    }
}

/// Whoever has one address of IPv6 has 2⁶⁴ of them: the network counts as one.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        IpAddr::V4(address) => IpAddr::V4(address),
    }
}

/// Counts an attempt as a failure, unless one has to wait, and finds whom it means. Attempts on the same subject come
/// here one after the other.
async fn take_turn(visit: &Visit, subjects: &[Subject; 3], email: &Email) -> Result<Option<PersonRow>> {
    let now = visit.clock.now();
    let mut tx = visit.db.write().await?;
    store::clean_attempts(&mut tx, now.plus_seconds(-MEMORY_SECONDS)).await?;
    for subject in subjects {
        let before = store::hold_attempts(&mut tx, &subject.key).await?;
        Subject::admit(before, now)?;
        store::set_attempts(&mut tx, &subject.key, subject.after_failure(before, now)).await?;
    }
    let row = if is_closed(&mut tx, visit).await? { None } else { store::by_email(&mut tx, email).await? };
    tx.commit().await?;
    Ok(row)
}

/// Everybody knows the passwords of the demonstration agency. A server refuses to start with it before the world; one
/// that was there before it lets nobody in.
async fn is_closed(tx: &mut Tx, visit: &Visit) -> Result<bool> {
    Ok(!visit.local && store::agency(tx).await?.is_some_and(|(_, demo)| demo))
}

/// A success clears the account at this address and the account as a whole. The address as such takes back this attempt
/// only, or one good account would let its owner try all others.
async fn forgive(visit: &Visit, subjects: &[Subject; 3]) -> Result<()> {
    let mut tx = visit.db.write().await?;
    let [pair, address, account] = subjects;
    store::forget_attempts(&mut tx, &pair.key).await?;
    store::take_back_attempt(&mut tx, &address.key).await?;
    store::forget_attempts(&mut tx, &account.key).await?;
    tx.commit().await
}

/// What the first administrator fills in.
pub struct First {
    /// The secret of the one-time link.
    pub secret: String,
    /// What the agency is called.
    pub agency: Name,
    /// What the administrator is called.
    pub name: Name,
    /// Where they can be reached.
    pub email: Email,
    /// Their password.
    pub password: Password,
    /// The language they read.
    pub language: Language,
}

const SET_UP: &str = "set-up";

/// What a visitor sees before the login.
///
/// # Errors
/// When the database does not answer.
pub async fn look_in(visit: &Visit) -> Result<Hall> {
    let mut tx = visit.db.read().await?;
    let needs_set_up = !store::is_inhabited(&mut tx).await?;
    let is_demo = visit.local && store::agency(&mut tx).await?.is_some_and(|(_, demo)| demo);
    let demo = if is_demo { store::demo_logins(&mut tx).await? } else { Vec::new() };
    Ok(Hall { needs_set_up, demo })
}

/// The secret of a new set-up link, or `None` when the house is inhabited already. An earlier link ends.
///
/// # Errors
/// When the database does not answer.
pub async fn open_set_up(db: &Db, now: Stamp) -> Result<Option<Secret>> {
    let mut tx = db.write().await?;
    if store::is_inhabited(&mut tx).await? {
        return Ok(None);
    }
    let secret = Secret::new()?;
    store::add_link(&mut tx, &secret.hash(), SET_UP, now, now.plus_seconds(24 * 3600)).await?;
    tx.commit().await?;
    Ok(Some(secret))
}

/// Sets up the agency and its first administrator, and logs them in.
///
/// # Errors
/// [`Rule::Link`] when the link is used up, expired or unknown, or somebody lives here already.
pub async fn set_up(visit: &Visit, first: First) -> Result<Me> {
    let password = secret::hash_password(&first.password).await?;
    let now = visit.clock.now();
    let mut tx = visit.db.write().await?;
    let gone = |_| Error::Refused(Rule::Link);
    store::use_link(&mut tx, &secret::hash(&first.secret), SET_UP, now).await.map_err(gone)?;
    if store::is_inhabited(&mut tx).await? {
        return Err(Error::Refused(Rule::Link));
    }
    store::name_agency(&mut tx, &first.agency, false, now).await?;
    let admin = NewPerson {
        client: None,
        email: &first.email,
        name: &first.name,
        role: Role::Admin,
        language: first.language,
        password: Some(password),
    };
    let id = store::add_person(&mut tx, admin, now).await?;
    let me = store::active_person(&mut tx, id).await?.ok_or(Error::Internal)?.me()?;
    tx.commit().await?;
    begin_session(visit, &me).await?;
    Ok(me)
}
