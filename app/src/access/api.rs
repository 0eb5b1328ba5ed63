//! Getting in and out.

use leptos::{prelude::*, server_fn::codec::Json};

use super::model::{Hall, Language, Me};
#[cfg(feature = "ssr")]
use super::{
    entrance,
    grant::{grant_own, visit},
    model::Act,
    store,
};
use crate::{
    error::{Error, Result},
    text::{Email, Name, Password},
};

/// Who is logged in. Open to everybody who is.
#[server(input = Json)]
pub async fn who_am_i() -> Result<Me, Error> {
    grant_own(Act::SeeSelf).await?.me().await
}

/// Logs in with address and password and starts a new session. Open to anybody; throttled by account and address.
#[server(input = Json)]
pub async fn log_in(email: Email, password: String) -> Result<Me, Error> {
    entrance::log_in(&visit()?, &email, password).await
}

/// Ends the session, for every tab that shares it. Open to anybody.
#[server(input = Json)]
pub async fn log_out() -> Result<(), Error> {
    entrance::log_out(&visit()?).await
}

/// What a visitor sees before the login: whether the house waits for its set-up, and the logins of the demonstration
/// agency if this is one. Open to anybody.
#[server(input = Json)]
pub async fn look_in() -> Result<Hall, Error> {
    entrance::look_in(&visit()?).await
}

/// Sets up the agency and its first administrator with the one-time link of the first start, and logs them in.
#[server(input = Json)]
pub async fn set_up(
    secret: String,
    agency: Name,
    name: Name,
    email: Email,
    password: Password,
    language: Language,
) -> Result<Me, Error> {
    let first = entrance::First { secret, agency, name, email, password, language };
    entrance::set_up(&visit()?, first).await
}

/// Remembers the language that one reads. Open to everybody who is logged in.
#[server(input = Json)]
pub async fn speak(language: Language) -> Result<(), Error> {
    let mut grant = grant_own(Act::ChangeSelf).await?;
    store::set_language(&mut grant.tx, grant.viewer.person, language).await?;
    grant.commit().await
}
