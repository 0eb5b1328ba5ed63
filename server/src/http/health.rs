//! What a balancer asks.

use axum::{extract::State, http::StatusCode};

use crate::house::House;

/// The process lives.
pub async fn alive() -> &'static str {
    "ok"
}

/// The database answers and has the schema of this program.
pub async fn ready(State(house): State<House>) -> (StatusCode, &'static str) {
    match house.db.is_current().await {
        Ok(true) => (StatusCode::OK, "ready"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "the schema is of another version"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
    }
}
