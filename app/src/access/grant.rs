//! The only door to a transaction for a request: no permission, no transaction.
//!
//! The transport puts a [`Visit`] into the context of every call; [`grant`] turns it into a [`Grant`], which holds the
//! transaction, the moment, the viewer and the project. What a call did is told with [`Grant::tell`] and lasts from
//! [`Grant::commit`] on.

use std::{net::IpAddr, path::Path, sync::Arc};

use leptos::prelude::use_context;
use tokio::sync::broadcast;
use tower_sessions_core::Session;

use super::{
    model::{Act, Me, Standing, Viewer},
    session::{PERSON, Sessions},
    store,
};
use crate::{
    db::{Db, Tx},
    error::{Error, Result},
    event::Event,
    id::{ClientId, PersonId, ProjectId},
    time::{Clock, Day, Stamp, Zone},
};

/// Wakes whoever listens to a project. It carries no news: the event log does.
pub type Wake = broadcast::Sender<ProjectId>;

/// What every call brings along.
#[derive(Clone)]
pub struct Visit {
    /// The database of the house.
    pub db: Db,
    /// The clock of the house.
    pub clock: Clock,
    /// Who listens to projects.
    pub wake: Wake,
    /// The visitor's session.
    pub session: Session,
    /// The visitor's address, as far as it can be trusted.
    pub address: IpAddr,
    /// The folder where uploaded files wait until they are read.
    pub uploads: Arc<Path>,
    /// Whether only the machine of the house can reach it; nowhere else is the demonstration agency at home.
    pub local: bool,
}

impl Visit {
    /// The same visit with its session read anew: whoever stays long asks again whether they are still logged in.
    #[must_use]
    pub fn afresh(&self) -> Self {
        let sessions = Sessions::new(self.db.clone(), self.clock.clone());
        Self { session: Session::new(self.session.id(), Arc::new(sessions), None), ..self.clone() }
    }
}

/// A permission and the transaction that came with it.
pub struct Grant {
    /// The transaction; it ends with [`Grant::commit`], or undone.
    pub tx: Tx,
    /// The moment of the call.
    pub now: Stamp,
    /// Who calls.
    pub viewer: Viewer,
    /// The project that the permission is for; `None` for what concerns only oneself.
    scope: Option<Scope>,
    wake: Wake,
    /// The projects in which something was told.
    news: Vec<ProjectId>,
}

/// What a grant knows of its project.
#[derive(Debug, Clone)]
struct Scope {
    project: ProjectId,
    client: ClientId,
    zone: Zone,
}

/// The visit that the transport or a test put into the context.
///
/// # Errors
/// [`Error::Internal`] when there is none: a fault of the program.
pub fn visit() -> Result<Visit> {
    use_context::<Visit>().ok_or_else(|| {
        tracing::error!("a server function was called outside a visit");
        Error::Internal
    })
}

/// Asks for permission to do something in a project.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody, [`Error::Missing`] for a project that the viewer must not know of,
/// [`Error::Refused`] when the role does not allow the act.
pub async fn grant(act: Act, project: ProjectId) -> Result<Grant> {
    grant_in(&visit()?, act, Some(project)).await
}

/// Asks for permission to do something that concerns only oneself.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub async fn grant_own(act: Act) -> Result<Grant> {
    grant_in(&visit()?, act, None).await
}

/// The same, for routes that are not server functions and hold their visit in hand.
///
/// # Errors
/// As [`grant`].
pub async fn grant_in(visit: &Visit, act: Act, project: Option<ProjectId>) -> Result<Grant> {
    let person = visitor(visit).await?;
    let mut tx = if act.writes() { visit.db.write().await? } else { visit.db.read().await? };
    let me = store::active_person(&mut tx, person).await?.ok_or(Error::Unauthenticated)?.me()?;
    let viewer = Viewer { person, role: me.person.role, client: me.person.client };
    let scope = match project {
        None => {
            viewer.may(act, Standing::Own)?;
            None
        }
        Some(project) => Some(enter(&mut tx, &viewer, act, project).await?),
    };
    Ok(Grant { tx, now: visit.clock.now(), viewer, scope, wake: visit.wake.clone(), news: Vec::new() })
}

/// Whether somebody who is not here may still do something in a project: what they have opened to others ends with it.
///
/// # Errors
/// As [`grant`].
pub async fn still_may(tx: &mut Tx, person: PersonId, act: Act, project: ProjectId) -> Result<()> {
    let me = store::active_person(tx, person).await?.ok_or(Error::Unauthenticated)?.me()?;
    let viewer = Viewer { person, role: me.person.role, client: me.person.client };
    enter(tx, &viewer, act, project).await.map(|_| ())
}

async fn visitor(visit: &Visit) -> Result<PersonId> {
    let kept = visit.session.get::<PersonId>(PERSON).await.map_err(|fault| {
        tracing::error!(%fault, "sessions");
        Error::Busy
    })?;
    kept.ok_or(Error::Unauthenticated)
}

async fn enter(tx: &mut Tx, viewer: &Viewer, act: Act, project: ProjectId) -> Result<Scope> {
    let place = store::place(tx, project, viewer.person).await?.ok_or(Error::Missing)?;
    let standing = match viewer.client {
        Some(client) if client == place.client_id => Standing::OwnClient,
        Some(_) => Standing::Stranger,
        None if place.member => Standing::Member,
        None => Standing::Colleague,
    };
    viewer.may(act, standing)?;
    let zone = Zone::parse(&place.timezone).ok_or(Error::Internal)?;
    Ok(Scope { project, client: place.client_id, zone })
}

impl Grant {
    /// The project that this permission is for.
    ///
    /// # Errors
    /// [`Error::Internal`] when the permission was for oneself only: a fault of the program.
    pub fn project(&self) -> Result<ProjectId> {
        self.scope.as_ref().map(|scope| scope.project).ok_or(Error::Internal)
    }

    /// The client whose project this is.
    ///
    /// # Errors
    /// As [`Grant::project`].
    pub fn client(&self) -> Result<ClientId> {
        self.scope.as_ref().map(|scope| scope.client).ok_or(Error::Internal)
    }

    /// The day that it is in the project's time zone.
    ///
    /// # Errors
    /// As [`Grant::project`].
    pub fn today(&self) -> Result<Day> {
        self.scope.as_ref().map(|scope| scope.zone.day(self.now)).ok_or(Error::Internal)
    }

    /// Whether this viewer's role allows something more here, such as reading internal comments.
    pub fn also_allows(&self, act: Act) -> bool {
        self.viewer.role_allows(act)
    }

    /// Who calls, as pages know them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn me(&mut self) -> Result<Me> {
        store::active_person(&mut self.tx, self.viewer.person).await?.ok_or(Error::Unauthenticated)?.me()
    }

    /// Appends an event in this transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tell(&mut self, event: &Event) -> Result<()> {
        let project = self.project()?;
        self.tell_all(&[project], event).await
    }

    /// The same in several projects of the client, for what concerns all of them.
    ///
    /// # Errors
    /// As [`Grant::tell`].
    pub async fn tell_all(&mut self, projects: &[ProjectId], event: &Event) -> Result<()> {
        for project in projects {
            crate::event::append(&mut self.tx, *project, Some(self.viewer.person), self.now, event).await?;
            self.news.push(*project);
        }
        Ok(())
    }

    /// Makes everything last and wakes whoever listens.
    ///
    /// # Errors
    /// When the database refuses; then nothing was done.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await?;
        for project in self.news {
            // Nobody listening is no fault.
            let _ = self.wake.send(project);
        }
        Ok(())
    }
}

/// What the operator of the house does at the command line: all rights, and the same event log.
pub struct Console {
    db: Db,
    clock: Clock,
}

impl Console {
    /// A console on an open database.
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    /// The present instant.
    pub fn now(&self) -> Stamp {
        self.clock.now()
    }

    /// Begins a transaction that will write.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn write(&self) -> Result<Tx> {
        self.db.write().await
    }

    /// Begins a transaction that only reads.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(&self) -> Result<Tx> {
        self.db.read().await
    }

    /// Appends an event without a person.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tell(&self, tx: &mut Tx, project: ProjectId, event: &Event) -> Result<()> {
        crate::event::append(tx, project, None, self.now(), event).await.map(|_| ())
    }

    /// Whether this is the demonstration agency.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_demo(&self) -> Result<bool> {
        let mut tx = self.db.read().await?;
        Ok(store::agency(&mut tx).await?.is_some_and(|(_, demo)| demo))
    }
}
