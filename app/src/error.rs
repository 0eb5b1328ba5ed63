//! The one error that crosses the wire. It carries no sentences: those live in `locales/`, in the reader's language.

use leptos::server_fn::{
    Encodes,
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

use crate::text::TextRule;

/// What a server function answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Error {
    /// Nobody is logged in, or no longer.
    Unauthenticated,
    /// There is no such thing for this reader: it never was, is gone, or belongs to somebody else.
    Missing,
    /// The reader may not do this, or may not do it now.
    Refused(Rule),
    /// A field holds something that it cannot hold.
    Invalid {
        /// Which field of the form.
        field: Field,
        /// The rule that it breaks.
        rule: TextRule,
    },
    /// Somebody else was faster: the thing changed since it was read.
    Conflict,
    /// The server is too busy, or its database locked; the same call may succeed in a moment.
    Busy,
    /// The server cannot be reached.
    Offline,
    /// Client and server are of different versions: reload the page.
    Stale,
    /// The call is not one that this server understands.
    Malformed,
    /// A fault of the server, written down in its log.
    Internal,
}

/// A rule of the house that refused something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// The reader's role does not allow this.
    Role,
    /// Name and password do not belong together.
    Credentials,
    /// Too many attempts.
    Patience {
        /// Seconds until the next attempt is allowed.
        seconds: u32,
    },
    /// A one-time link was used already, has expired, or never existed.
    Link,
    /// A client writes in Requests only.
    RequestsOnly,
    /// A card in Client tasks needs a person of the client as its assignee.
    ClientAssignee,
    /// The assignee does not take part in this project.
    Assignee,
    /// A name is taken already.
    Taken,
    /// There are as many of these already as there may be.
    Enough {
        /// How many.
        most: u32,
    },
    /// The upload is larger than the server accepts.
    TooLarge {
        /// The limit in mebibytes.
        mebibytes: u32,
    },
    /// The uploaded file is no longer there; send it again.
    UploadGone,
    /// There are as many of these as there can be.
    Full {
        /// How many that is.
        most: u32,
    },
}

/// A field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// A person's or a company's name.
    Name,
    /// An e-mail address.
    Email,
    /// A password.
    Password,
    /// A card's title.
    Title,
    /// A longer text.
    Body,
    /// The day when something is due.
    Due,
    /// How long something took.
    Hours,
    /// Which column of a file means what.
    Columns,
    /// What a category rule looks for.
    Pattern,
    /// The path of a category.
    Category,
}

impl Error {
    /// The HTTP status that goes with this error.
    pub fn status(&self) -> u16 {
        match self {
            Self::Unauthenticated => 401,
            Self::Refused(Rule::Patience { .. }) => 429,
            Self::Refused(Rule::TooLarge { .. }) => 413,
            Self::Refused(_) => 403,
            Self::Missing => 404,
            Self::Conflict => 409,
            Self::Invalid { .. } => 422,
            Self::Malformed => 400,
            Self::Busy | Self::Offline => 503,
            Self::Stale | Self::Internal => 500,
        }
    }
}

impl std::fmt::Display for Error {
    /// For logs and the command line; people in the browser read the sentences of `locales/`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => out.write_str("there is no such thing here"),
            Self::Refused(rule) => write!(out, "refused: {rule:?}"),
            Self::Invalid { field, rule } => write!(out, "{field:?} {rule}"),
            Self::Conflict => out.write_str("somebody else changed it meanwhile"),
            Self::Busy => out.write_str("the database is busy; try again in a moment"),
            other => write!(out, "{other:?}"),
        }
    }
}

impl std::error::Error for Error {}

impl FromServerFnError for Error {
    type Encoder = JsonEncoding;

    /// Every error passes here on its way out, so this is where the HTTP answer gets its status.
    fn ser(&self) -> server_fn::Bytes {
        #[cfg(feature = "ssr")]
        respond_with(self);
        JsonEncoding::encode(self).unwrap_or_default()
    }

    fn from_server_fn_error(fault: ServerFnErrorErr) -> Self {
        match fault {
            ServerFnErrorErr::Request(_) => Self::Offline,
            // In the browser it is the answer that makes no sense, on the server the question.
            ServerFnErrorErr::Deserialization(_) if cfg!(target_arch = "wasm32") => Self::Stale,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::Malformed,
            _ => Self::Internal,
        }
    }
}

/// Gives the current HTTP answer the status of an error. Outside a request (tests, jobs) this does nothing.
#[cfg(feature = "ssr")]
fn respond_with(error: &Error) {
    use leptos::prelude::use_context;
    if let (Some(options), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), axum::http::StatusCode::from_u16(error.status()))
    {
        options.set_status(status);
    }
}

#[cfg(feature = "ssr")]
impl From<sqlx::Error> for Error {
    fn from(fault: sqlx::Error) -> Self {
        match &fault {
            sqlx::Error::RowNotFound => Self::Missing,
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::PoolClosed => Self::Busy,
            sqlx::Error::Database(reason) if crate::db::is_busy(reason.as_ref()) => Self::Busy,
            sqlx::Error::Database(reason) if reason.is_unique_violation() => Self::Conflict,
            _ => {
                tracing::error!(%fault, "database");
                Self::Internal
            }
        }
    }
}
