//! Long work in short breaths: between two of them the page paints and answers.

use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::{set_timeout, window};
use wasm_bindgen_futures::JsFuture;

/// How long work goes on in one go, in milliseconds: less than a frame.
const ONE_GO: f64 = 10.0;

/// Work that lets the page breathe.
pub struct Breath {
    since: f64,
}

impl Breath {
    /// Work begins.
    pub fn new() -> Self {
        Self { since: now() }
    }

    /// Lets the page do what it has to, when it is time.
    pub async fn take(&mut self) {
        if now() - self.since < ONE_GO {
            return;
        }
        let pause = Promise::new(&mut |resolve, _| {
            let go_on = move || {
                // Nothing can be done about a page that is gone.
                let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
            };
            set_timeout(go_on, Duration::ZERO);
        });
        let _ = JsFuture::from(pause).await;
        self.since = now();
    }
}

impl Default for Breath {
    fn default() -> Self {
        Self::new()
    }
}

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
