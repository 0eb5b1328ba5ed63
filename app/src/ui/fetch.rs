//! Plain requests, for what is not a server function: bytes, as they arrive.

use js_sys::{Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, ReadableStreamDefaultReader, RequestCache, RequestInit, Response};

use crate::error::{Error, Result};

/// Whether a copy in the browser's cache will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// If the server says that it is still right.
    Checked,
    /// No: it has turned out to be damaged.
    Refused,
}

/// How soon something is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Haste {
    /// The reader waits for it.
    Now,
    /// It may come behind everything else.
    Later,
}

/// Bytes that are still arriving.
pub struct Arriving(ReadableStreamDefaultReader);

/// Asks for the bytes at an address of this server.
///
/// # Errors
/// What the server answered, or [`Error::Offline`] when it was not reached.
pub async fn arriving(address: &str, copy: Copy, haste: Haste) -> Result<Arriving> {
    let init = RequestInit::new();
    if haste == Haste::Later {
        // A browser that does not know the word passes it over.
        Reflect::set(&init, &"priority".into(), &"low".into()).ok();
    }
    if copy == Copy::Refused {
        init.set_cache(RequestCache::Reload);
    }
    sent(address, &init).await
}

/// Asks for bytes with a body in JSON, for what must not stand in an address.
///
/// # Errors
/// As [`arriving`].
pub async fn asked(address: &str, body: &str) -> Result<Arriving> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body.into());
    let headers = Headers::new().map_err(|_| Error::Internal)?;
    headers.set("content-type", "application/json").map_err(|_| Error::Internal)?;
    init.set_headers(&headers);
    sent(address, &init).await
}

async fn sent(address: &str, init: &RequestInit) -> Result<Arriving> {
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, init)).await;
    let response: Response = answer.map_err(|_| Error::Offline)?.unchecked_into();
    if !response.ok() {
        return Err(refusal(&response).await);
    }
    let reader = response.body().map(|body| body.get_reader()).ok_or(Error::Internal)?;
    Ok(Arriving(reader.unchecked_into()))
}

impl Arriving {
    /// The next of them; `None` when all have come.
    ///
    /// # Errors
    /// [`Error::Offline`] when the line broke.
    pub async fn next(&self) -> Result<Option<Vec<u8>>> {
        let piece = JsFuture::from(self.0.read()).await.map_err(|_| Error::Offline)?;
        let value = Reflect::get(&piece, &"value".into()).map_err(|_| Error::Internal)?;
        Ok(value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec))
    }
}

impl Drop for Arriving {
    /// Whoever stops reading does not want the rest.
    fn drop(&mut self) {
        // A promise of no interest: the stream may have ended already.
        let _ = self.0.cancel();
    }
}

/// The error that the server wrote down, as far as it can be read.
async fn refusal(response: &Response) -> Error {
    let Ok(text) = response.text() else { return Error::Internal };
    let text = JsFuture::from(text).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or(if response.status() == 503 {
        Error::Busy
    } else {
        Error::Internal
    })
}
