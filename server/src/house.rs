//! What the whole server shares.

use std::{net::IpAddr, path::Path, sync::Arc};

use app::{
    access::grant::{Visit, Wake},
    db::Db,
    report::shelf::Shelf,
    time::Clock,
};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use tower_sessions::Session;

/// The database, the clock, and who listens.
#[derive(Clone)]
pub struct House {
    /// The open, migrated database.
    pub db: Db,
    /// Where "now" comes from.
    pub clock: Clock,
    /// Wakes whoever listens to a project.
    pub wake: Wake,
    /// The folder where uploaded files wait.
    pub uploads: Arc<Path>,
    /// Says that the server stops, to whatever would otherwise go on for ever.
    pub closing: CancellationToken,
    /// The cuts that reports were opened with lately.
    pub shelf: Shelf,
    /// Whether only this machine can reach the house.
    pub local: bool,
}

impl House {
    /// A house around an open database; uploads wait in `uploads` under the data folder.
    pub fn new(db: Db, clock: Clock, data_dir: &Path) -> Self {
        let (wake, _) = broadcast::channel(1024);
        Self {
            db,
            clock,
            wake,
            uploads: data_dir.join("uploads").into(),
            closing: CancellationToken::new(),
            shelf: Shelf::default(),
            local: true,
        }
    }

    /// A visit of somebody who came with a session from an address.
    pub fn visit(&self, session: Session, address: IpAddr) -> Visit {
        Visit {
            db: self.db.clone(),
            clock: self.clock.clone(),
            wake: self.wake.clone(),
            session,
            address,
            uploads: self.uploads.clone(),
            local: self.local,
        }
    }
}
