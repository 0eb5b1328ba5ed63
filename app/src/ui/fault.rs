//! When the client itself breaks: its page is covered by one that says so and offers to load it again. That one stands in
//! the document from the beginning, because nothing of the client can be relied on any more. The server is told what
//! broke, once and without a word about whoever was there.

use std::{
    panic::{self, PanicHookInfo},
    sync::atomic::{AtomicBool, Ordering},
};

use leptos::prelude::{document, window};
use web_sys::{Headers, RequestCredentials, RequestInit};

use crate::fault::Fault;

/// Covers the page when something panics, writes to the browser's console what it was, and tells the server.
pub fn cover_when_broken() {
    panic::set_hook(Box::new(|what| {
        console_error_panic_hook::hook(what);
        if let Ok(Some(cover)) = document().query_selector(".boot-fault") {
            let _ = cover.remove_attribute("hidden");
        }
        tell(what);
    }));
}

/// Tells the server of the first fault of a page; what breaks afterwards follows from it.
fn tell(what: &PanicHookInfo<'_>) {
    static TOLD: AtomicBool = AtomicBool::new(false);
    if TOLD.swap(true, Ordering::Relaxed) {
        return;
    }
    let payload = what.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or_default();
    let line = what.location().map(ToString::to_string).unwrap_or_default();
    let path = window().location().pathname().unwrap_or_default();
    send(&Fault::new(text, &line, &path));
}

/// Sends it without the session's cookie; whether it arrives is not waited for.
fn send(fault: &Fault) {
    let (Ok(body), Ok(headers)) = (serde_json::to_string(fault), Headers::new()) else { return };
    let _ = headers.set("content-type", "application/json");
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&body.into());
    request.set_credentials(RequestCredentials::Omit);
    let _ = window().fetch_with_str_and_init("/api/fault", &request);
}
