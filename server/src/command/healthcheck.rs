//! `kabinet healthcheck`: what a container or a balancer asks.

use std::{net::SocketAddr, time::Duration};

use clap::Args;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::{Failure, say};

/// Which server to ask.
#[derive(Debug, Args)]
pub struct Healthcheck {
    /// The address and port where the server listens
    #[arg(long, env = "KABINET_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
}

/// Asks `/readyz`.
///
/// # Errors
/// A sentence when the server does not answer or is not ready.
pub async fn run(check: &Healthcheck) -> Result<(), Failure> {
    let answer = timeout(Duration::from_secs(5), ask(check.listen)).await;
    let status = answer
        .map_err(|_| Failure::failed(format!("no answer from {} within 5 seconds", check.listen)))?
        .map_err(|fault| Failure::failed(format!("no answer from {}: {fault}", check.listen)))?;
    if status.starts_with("HTTP/1.1 200") {
        say("ready");
        return Ok(());
    }
    Err(Failure::failed(format!("{} is not ready: {status}", check.listen)))
}

async fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(64 * 1024).read_to_end(&mut answer).await?;
    let text = String::from_utf8_lossy(&answer);
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
