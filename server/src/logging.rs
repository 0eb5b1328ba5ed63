//! The log: one line an event, for people or as JSON. Never a body, never a secret.

use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, Logging};

/// Starts the log on standard error. A second start, as in tests, changes nothing.
pub fn start(logging: &Logging) {
    let filter = EnvFilter::try_new(&logging.log_level).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match logging.log_format {
        LogFormat::Human => log.with_target(false).compact().try_init(),
        LogFormat::Json => log.json().try_init(),
    };
    drop(started);
}
