//! The log: one line an event, for people or as JSON. Never a body, never a secret.

use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, Logging};

/// Starts the log on standard error. A second start, as in tests, changes nothing.
///
/// # Errors
/// A sentence when the level is none.
pub fn start(logging: &Logging) -> Result<(), String> {
    let level = &logging.log_level;
    let filter =
        EnvFilter::try_new(level).map_err(|fault| format!("--log-level {level} is no level: {fault}"))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match logging.log_format {
        LogFormat::Human => log.with_target(false).compact().try_init(),
        LogFormat::Json => log.json().try_init(),
    };
    drop(started);
    Ok(())
}
