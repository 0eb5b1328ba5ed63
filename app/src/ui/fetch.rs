//! Plain requests, for what is not a server function: bytes.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

use crate::error::{Error, Result};

/// Whether a copy in the browser's cache will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// If the server says that it is still right.
    Checked,
    /// No: it has turned out to be damaged.
    Refused,
}

/// Gets the bytes at an address of this server.
///
/// # Errors
/// What the server answered, or [`Error::Offline`] when it was not reached.
pub async fn bytes(address: &str, copy: Copy) -> Result<Vec<u8>> {
    let init = RequestInit::new();
    if copy == Copy::Refused {
        init.set_cache(RequestCache::Reload);
    }
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, &init)).await;
    let response: Response = answer.map_err(|_| Error::Offline)?.unchecked_into();
    if !response.ok() {
        return Err(refusal(&response).await);
    }
    let body = response.array_buffer().map_err(|_| Error::Internal)?;
    let body = JsFuture::from(body).await.map_err(|_| Error::Offline)?;
    Ok(js_sys::Uint8Array::new(&body).to_vec())
}

/// The error that the server wrote down, as far as it can be read.
async fn refusal(response: &Response) -> Error {
    let Ok(text) = response.text() else { return Error::Internal };
    let text = JsFuture::from(text).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or(if response.status() == 503 { Error::Busy } else { Error::Internal })
}
