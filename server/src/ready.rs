//! Keeps the cuts of reports ready: whoever opens one after new facts have come finds it made.

use std::{collections::HashSet, time::Duration};

use app::error::Result;
use tokio::{sync::broadcast::error::RecvError, time::sleep};

use crate::house::House;

/// News come in bursts; a cut is made when they pause.
const PAUSE: Duration = Duration::from_millis(500);

/// Whoever comes right after the start comes first: the server begins to make cuts ready this much later.
const FIRST_PAUSE: Duration = Duration::from_secs(30);

/// How many projects are made ready after the start: those with the newest facts.
const AT_START: i64 = 8;

/// Makes cuts ready until the house closes: those of the projects with the newest facts, then every one that changes.
pub async fn keep(house: House) {
    let mut wake = house.wake.subscribe();
    let closing = house.closing.clone();
    let work = async {
        sleep(FIRST_PAUSE).await;
        told(house.shelf.warm_newest(&house.db, AT_START).await);
        let mut changed = HashSet::new();
        loop {
            match wake.recv().await {
                Ok(project) => {
                    changed.insert(project);
                    sleep(PAUSE).await;
                    while let Ok(project) = wake.try_recv() {
                        changed.insert(project);
                    }
                }
                // What was missed is made when somebody asks.
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return,
            }
            for project in changed.drain() {
                told(house.shelf.refresh(&house.db, project).await);
            }
        }
    };
    tokio::select! {
        () = work => {}
        () = closing.cancelled() => {}
    }
}

fn told(made: Result<()>) {
    if let Err(fault) = made {
        tracing::warn!(?fault, "a report could not be made ready");
    }
}
