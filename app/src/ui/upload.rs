//! A file on its way to the server: how much of it has gone, and how to stop it. `fetch` cannot tell the first, so this
//! is an `XMLHttpRequest`.

use std::cell::Cell;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{File, ProgressEvent, XmlHttpRequest};

/// A file that somebody chose. It stays in the browser until it is sent.
#[derive(Clone)]
pub struct Parcel(SendWrapper<File>);

/// How a sending ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The server answered; what it says stands in the body.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: String,
    },
    /// The server was not reached, or the line broke.
    Broken,
    /// Somebody stopped it.
    Stopped,
}

/// A sending that is under way. It belongs to nobody in particular: where a file was chosen goes away as soon as it is
/// being sent.
#[derive(Clone)]
pub struct Sending {
    /// What has gone, from 0 to 1.
    pub progress: ArcReadSignal<f64>,
    request: SendWrapper<XmlHttpRequest>,
}

impl Sending {
    /// Stops it; `done` gets [`Answer::Stopped`].
    pub fn stop(self) {
        // One that has ended needs no stopping.
        self.request.abort().ok();
    }
}

impl Parcel {
    pub(super) fn new(file: File) -> Self {
        Self(SendWrapper::new(file))
    }

    /// The file's name.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// The file's size in bytes.
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// Posts the file's bytes to an address of this server, with headers. `done` is called once.
    pub fn send(
        &self,
        address: &str,
        headers: &[(&str, &str)],
        done: impl Fn(Answer) + 'static,
    ) -> Option<Sending> {
        let (progress, set_progress) = arc_signal(0.0);
        let request = XmlHttpRequest::new().ok()?;
        request.open("POST", address).ok()?;
        for (name, value) in headers {
            request.set_request_header(name, value).ok()?;
        }
        let moved = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.length_computable() && event.total() > 0.0 {
                set_progress.set(event.loaded() / event.total());
            }
        });
        request.upload().ok()?.set_onprogress(Some(moved.as_ref().unchecked_ref()));
        listen(&request, done, moved);
        request.send_with_opt_blob(Some(&self.0)).ok()?;
        Some(Sending { progress, request: SendWrapper::new(request) })
    }
}

/// Calls `done` at the end, however it comes. The closures live exactly as long as the request needs them.
fn listen(request: &XmlHttpRequest, done: impl Fn(Answer) + 'static, moved: Closure<dyn Fn(ProgressEvent)>) {
    let moved = Cell::new(Some(moved));
    let xhr = request.clone();
    let ended = Closure::once_into_js(move |event: ProgressEvent| {
        drop(moved.take());
        let answer = match event.type_().as_str() {
            "load" => Answer::Answered {
                status: xhr.status().unwrap_or(0),
                body: xhr.response_text().ok().flatten().unwrap_or_default(),
            },
            "abort" => Answer::Stopped,
            _ => Answer::Broken,
        };
        done(answer);
    });
    let ended: &JsValue = &ended;
    let ended = ended.unchecked_ref();
    // Exactly one of these comes for every request.
    request.set_onload(Some(ended));
    request.set_onerror(Some(ended));
    request.set_onabort(Some(ended));
}
