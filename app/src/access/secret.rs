//! Secrets: 256 random bits that only their holder knows, and passwords. Both are kept as hashes.

use std::sync::LazyLock;

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::{
    error::{Error, Result},
    text::{Password, hex},
};

/// What goes into a link. It is shown once; the database keeps its hash.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A new secret.
    ///
    /// # Errors
    /// [`Error::Internal`] when the operating system has no randomness to give.
    pub fn new() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|fault| {
            tracing::error!(%fault, "no randomness");
            Error::Internal
        })?;
        Ok(Self(hex(&bytes)))
    }

    /// The text that goes into a link.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    pub fn hash(&self) -> String {
        hash(&self.0)
    }
}

/// The hash under which a secret is kept.
pub fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Hashing takes 19 MiB each time; two at once are enough for two cores, and nobody can fill the memory by knocking.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Argon2id with the parameters that OWASP recommends: 19 MiB, two passes, one lane.
static ARGON: LazyLock<Argon2<'static>> = LazyLock::new(|| {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
});

/// A hash of a password that nobody has: an unknown address takes as long as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// Hashes a new password.
///
/// # Errors
/// [`Error::Internal`] when hashing fails.
pub async fn hash_password(password: &Password) -> Result<String> {
    let text = password.as_str().to_owned();
    in_turn(move || hash_now(&text)).await?
}

/// Whether a password is the one behind a hash. Without a hash it takes the same time and says no.
///
/// # Errors
/// [`Error::Internal`] when hashing fails.
pub async fn is_password(password: String, kept: Option<String>) -> Result<bool> {
    in_turn(move || {
        let against = kept.as_deref().unwrap_or(&NOBODY);
        let fits = PasswordHash::new(against)
            .is_ok_and(|parsed| ARGON.verify_password(password.as_bytes(), &parsed).is_ok());
        fits && kept.is_some()
    })
    .await
}

fn hash_now(password: &str) -> Result<String> {
    ARGON.hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|fault| {
        tracing::error!(%fault, "argon2");
        Error::Internal
    })
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = TURNS.acquire().await.map_err(|_| Error::Internal)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Internal)
}
