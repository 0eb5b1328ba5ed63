//! `kabinet serve`: the server itself.

use std::{future::Future, net::SocketAddr, time::Duration};

use app::{
    access::{entrance, grant::Console},
    db::Db,
    time::Clock,
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

use super::{Failure, say};
use crate::{
    config::{BaseUrl, Serve},
    house::House,
    http, live, ready, upload,
};

/// How long requests under way may take after SIGTERM.
const DRAIN: Duration = Duration::from_secs(25);

/// How long the end of everything else may take after that.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Brings the database up to date and serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// A sentence when the server cannot start.
pub async fn run(url: &str, serve: Serve) -> Result<(), Failure> {
    let base = serve.base().map_err(Failure::usage)?;
    let db = Db::open(url).await?;
    db.migrate().await?;
    let clock = Clock::System;
    refuse_public_demo(&db, &serve, &base).await?;
    let local = serve.is_local() && base.is_local();
    let house = House { local, ..House::new(db.clone(), clock.clone(), &serve.data_dir) };
    prepare_uploads(&house)?;
    let listener = TcpListener::bind(serve.listen)
        .await
        .map_err(|fault| Failure::failed(format!("cannot listen on {}: {fault}", serve.listen)))?;
    announce(&db, &clock, &base).await?;
    let listening = tokio::spawn(live::listen(house.clone()));
    let preparing = tokio::spawn(ready::keep(house.clone()));
    let sweeping = tokio::spawn(upload::sweep_now_and_then(house.clone()));
    let app = http::router(&house, &base, &serve.trusted_proxies);
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let (stopped, stop) = tokio::sync::watch::channel(false);
    let server =
        axum::serve(listener, service).with_graceful_shutdown(until_told(stopped, house.closing.clone()));
    drain(server.into_future(), stop).await?;
    house.closing.cancel();
    let rest = async {
        let _ = listening.await;
        let _ = sweeping.await;
        let _ = preparing.await;
        db.close().await;
    };
    // Whatever still holds the database after its time was up is cut off, and undone.
    if tokio::time::timeout(LAST_WORDS, rest).await.is_err() {
        tracing::warn!("something was still under way and is cut off");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Demonstration logins have passwords that everybody knows, so they never meet the outside world, neither directly nor
/// through a proxy.
async fn refuse_public_demo(db: &Db, serve: &Serve, base: &BaseUrl) -> Result<(), Failure> {
    let console = Console::new(db.clone(), Clock::System);
    if (serve.is_local() && base.is_local()) || !console.is_demo().await? {
        return Ok(());
    }
    let place = if serve.is_local() { base.origin.clone() } else { serve.listen.to_string() };
    Err(Failure::failed(format!(
        "the demonstration agency is served on a loopback address only, not on {place}; begin with an empty database"
    )))
}

fn prepare_uploads(house: &House) -> Result<(), Failure> {
    std::fs::create_dir_all(&house.uploads)
        .map_err(|fault| Failure::failed(format!("cannot create {}: {fault}", house.uploads.display())))
}

async fn announce(db: &Db, clock: &Clock, base: &BaseUrl) -> Result<(), Failure> {
    say(&format!("Kabinet is at {}", base.origin));
    if let Some(secret) = entrance::open_set_up(db, clock.now()).await? {
        say(&format!(
            "Nobody lives here yet. Set up the agency (once, within a day): {}/set-up#{}",
            base.origin,
            secret.reveal()
        ));
    }
    Ok(())
}

async fn until_told(stopped: tokio::sync::watch::Sender<bool>, closing: CancellationToken) {
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(fault) => {
            tracing::error!(%fault, "SIGTERM cannot be heard");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("stopping: no new connections, requests under way are finished");
    closing.cancel();
    let _ = stopped.send(true);
}

/// Waits for the server to end by itself; after a signal no longer than [`DRAIN`].
async fn drain(
    server: impl Future<Output = std::io::Result<()>>,
    mut stop: tokio::sync::watch::Receiver<bool>,
) -> Result<(), Failure> {
    let patience = async {
        let _ = stop.wait_for(|stopped| *stopped).await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        ended = server => ended.map_err(|fault| Failure::failed(format!("the server ended: {fault}"))),
        () = patience => Ok(()),
    }
}
