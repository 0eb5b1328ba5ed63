//! Long work in short breaths: between two of them the page paints and answers.

use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::{request_animation_frame, set_timeout, window};
use wasm_bindgen_futures::JsFuture;

/// How long work goes on in one go, in milliseconds: less than a frame.
const ONE_GO: f64 = 10.0;

/// How long a paint is waited for.
const AT_LAST: Duration = Duration::from_millis(500);

/// What goes on when a pause is over.
type GoOn = Box<dyn Fn()>;

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
        pause(|go_on| set_timeout(go_on, Duration::ZERO)).await;
        self.since = now();
    }

    /// Waits until the page has been painted as it is now.
    pub async fn after_paint() {
        // A frame is asked for before it is painted, and a timer runs after it. A page in the background paints nothing, and
        // its work goes on all the same.
        pause(|go_on| {
            let go_on = std::rc::Rc::new(go_on);
            let late = go_on.clone();
            request_animation_frame(move || set_timeout(move || go_on(), Duration::ZERO));
            set_timeout(move || late(), AT_LAST);
        })
        .await;
    }
}

/// Waits until whatever `begin` begins goes on.
async fn pause<'a>(begin: impl FnOnce(GoOn) + 'a) {
    let mut begin = Some(begin);
    let pause = Promise::new(&mut |resolve, _| {
        if let Some(begin) = begin.take() {
            // Nothing can be done about a page that is gone.
            begin(Box::new(move || drop(resolve.call0(&wasm_bindgen::JsValue::UNDEFINED))));
        }
    });
    let _ = JsFuture::from(pause).await;
}

impl Default for Breath {
    fn default() -> Self {
        Self::new()
    }
}

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
