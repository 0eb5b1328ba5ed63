//! The configuration: one set of structs gives the help, the names and the defaults. Every flag has a twin in the
//! environment; the one that may hold a password can also be read from a file.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, ValueEnum};
use ipnet::IpNet;

/// Which database.
#[expect(clippy::doc_markdown, reason = "these texts are the help of the command line")]
#[derive(Debug, Clone, Args)]
pub struct Database {
    /// The database: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME
    #[arg(
        long,
        env = "KABINET_DATABASE_URL",
        default_value = "sqlite:data/kabinet.db",
        hide_env_values = true,
        global = true,
        value_name = "URL"
    )]
    pub database_url: String,
    /// A file that holds the database URL; it wins over --database-url
    #[arg(long, env = "KABINET_DATABASE_URL_FILE", global = true, value_name = "FILE")]
    pub database_url_file: Option<PathBuf>,
}

impl Database {
    /// The address of the database, from the file when one is named.
    ///
    /// # Errors
    /// A sentence when the file cannot be read.
    pub fn url(&self) -> Result<String, String> {
        match &self.database_url_file {
            None => Ok(self.database_url.clone()),
            Some(file) => std::fs::read_to_string(file)
                .map(|text| text.trim().to_owned())
                .map_err(|fault| format!("cannot read the database URL from {}: {fault}", file.display())),
        }
    }
}

/// How the log looks.
#[derive(Debug, Clone, Args)]
pub struct Logging {
    /// How the log looks
    #[arg(long, env = "KABINET_LOG_FORMAT", value_enum, default_value = "human", global = true)]
    pub log_format: LogFormat,
    /// What the log tells: error, warn, info, debug, or a filter such as info,app=debug
    #[arg(
        long,
        env = "KABINET_LOG_LEVEL",
        default_value = "info,sqlx=warn",
        global = true,
        value_name = "LEVEL"
    )]
    pub log_level: String,
}

/// How the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Human,
    /// For machines: one JSON object a line.
    Json,
}

/// How the server meets the world.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// The address and port to listen on
    #[arg(long, env = "KABINET_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// The address that people open, from its scheme to its host; https makes cookies secure
    #[arg(long, env = "KABINET_BASE_URL", value_name = "URL")]
    pub base_url: Option<String>,
    /// The folder for uploaded files
    #[arg(long, env = "KABINET_DATA_DIR", default_value = "data", value_name = "FOLDER")]
    pub data_dir: PathBuf,
    /// Proxies in front of this server, whose X-Forwarded-For is believed: addresses or networks, comma-separated
    #[arg(long, env = "KABINET_TRUSTED_PROXIES", value_delimiter = ',', value_name = "NETWORK")]
    pub trusted_proxies: Vec<IpNet>,
}

/// The address that people open, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and authority, such as `https://kabinet.example.org`.
    pub origin: String,
    /// Whether people come over TLS.
    pub secure: bool,
}

impl BaseUrl {
    /// Whether it is an address of this machine only.
    pub fn is_local(&self) -> bool {
        self.origin.split_once("://").is_some_and(|(_, authority)| is_loopback(authority))
    }
}

impl Serve {
    /// The address that people open. Without one it is the listening address.
    ///
    /// # Errors
    /// A sentence when it is no web address, or when passwords would travel in the clear beyond this machine.
    pub fn base(&self) -> Result<BaseUrl, String> {
        let given = self.base_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        let origin = given.trim_end_matches('/').to_owned();
        let (secure, authority) = match (origin.strip_prefix("https://"), origin.strip_prefix("http://")) {
            (Some(authority), _) => (true, authority),
            (_, Some(authority)) => (false, authority),
            _ => return Err(format!("--base-url must begin with https:// or http://, not {given}")),
        };
        if authority.is_empty() || authority.contains(['/', '?', '#', '@', ' ']) {
            return Err(format!(
                "--base-url is scheme and host only, such as https://kabinet.example.org, not {given}"
            ));
        }
        if !secure && !is_loopback(authority) {
            return Err(format!(
                "over plain http Kabinet serves this machine only, not {origin}; put a proxy with TLS in front and \
                 set --base-url https://…"
            ));
        }
        Ok(BaseUrl { origin, secure })
    }

    /// Whether only this machine can reach the server.
    pub fn is_local(&self) -> bool {
        self.listen.ip().is_loopback()
    }
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serve(listen: &str, base_url: Option<&str>) -> Serve {
        Serve {
            listen: listen.parse().unwrap(),
            base_url: base_url.map(str::to_owned),
            data_dir: "data".into(),
            trusted_proxies: Vec::new(),
        }
    }

    #[test]
    fn passwords_never_travel_in_the_clear_beyond_this_machine() {
        assert!(serve("127.0.0.1:8080", None).base().is_ok_and(|base| !base.secure));
        assert!(serve("[::1]:8080", None).base().is_ok());
        assert!(serve("0.0.0.0:8080", None).base().is_err());
        assert!(serve("0.0.0.0:8080", Some("http://kabinet.example.org")).base().is_err());
        assert!(
            serve("0.0.0.0:8080", Some("https://kabinet.example.org/")).base().is_ok_and(|base| base.secure)
        );
    }

    #[test]
    fn a_base_url_is_scheme_and_host() {
        for wrong in ["kabinet.example.org", "ftp://a", "https://", "https://a/b", "https://a@b"] {
            assert!(serve("127.0.0.1:1", Some(wrong)).base().is_err(), "{wrong}");
        }
    }
}
