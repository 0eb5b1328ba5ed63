//! Live updates in the browser: one stream for the open project, which says that something changed, never what.
//!
//! The stream comes back by itself, later after each failure and at a moment of its own, so that a thousand pages do not
//! return at once. What happened meanwhile it asks for by the number of the last event it heard. A page that nobody
//! looks at gives its connection back, because a browser has six of them for all its tabs.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use leptos::{ev, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use crate::{event::Touched, id::ProjectId};

/// How long a page stays connected after it was hidden.
const HIDDEN: Duration = Duration::from_secs(30);

/// The first and the longest wait before the next attempt, in milliseconds.
const WAITS: (u32, u32) = (1_000, 30_000);

thread_local! {
    /// Whether the wire is cut. The frame shows it and outlives every project, so it belongs to no owner.
    static OFFLINE: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Whether the wire is cut.
pub fn is_offline() -> Signal<bool> {
    let offline = OFFLINE.with(Clone::clone);
    Signal::derive(move || offline.get())
}

fn set_offline(cut: bool) {
    OFFLINE.with(|offline| {
        if offline.get_untracked() != cut {
            offline.set(cut);
        }
    });
}

/// What a page hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News {
    /// The number of the newest event.
    pub seq: i64,
    /// What it touched; nothing when the stream has just begun, and the page compares `seq` with what it knows.
    pub touched: Option<Touched>,
}

type Hearer = Rc<dyn Fn(News)>;

/// The stream of the open project.
#[derive(Clone, Copy)]
struct Live(StoredValue<Rc<Line>, LocalStorage>);

struct Line {
    project: ProjectId,
    source: RefCell<Option<Source>>,
    /// The number of the last event that was heard.
    last: Cell<Option<i64>>,
    failures: Cell<u32>,
    timer: Cell<Option<TimeoutHandle>>,
    hearers: RefCell<Vec<(u64, Hearer)>>,
    next_hearer: Cell<u64>,
}

/// An open connection; it closes when it is dropped.
struct Source {
    source: EventSource,
    _listeners: [Closure<dyn Fn(MessageEvent)>; 4],
}

impl Drop for Source {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// Listens to a project for as long as the current owner lives.
pub fn provide_live(project: ProjectId) {
    let line = Rc::new(Line {
        project,
        source: RefCell::default(),
        last: Cell::default(),
        failures: Cell::default(),
        timer: Cell::default(),
        hearers: RefCell::default(),
        next_hearer: Cell::default(),
    });
    line.connect();
    follow_the_window(&line);
    provide_context(Live(StoredValue::new_local(line.clone())));
    let line = SendWrapper::new(line);
    on_cleanup(move || {
        line.stop();
        line.hearers.borrow_mut().clear();
        set_offline(false);
    });
}

/// Calls `hear` for every piece of news for as long as the current owner lives.
pub fn on_news(hear: impl Fn(News) + 'static) {
    let Some(Live(line)) = use_context::<Live>() else { return };
    let id = line.with_value(|line| line.add(Rc::new(hear)));
    on_cleanup(move || {
        line.try_with_value(|line| line.hearers.borrow_mut().retain(|(known, _)| *known != id));
    });
}

impl Line {
    fn add(&self, hearer: Hearer) -> u64 {
        let id = self.next_hearer.get();
        self.next_hearer.set(id + 1);
        self.hearers.borrow_mut().push((id, hearer));
        id
    }

    fn connect(self: &Rc<Self>) {
        self.stop();
        let after = self.last.get().map(|last| format!("?after={last}")).unwrap_or_default();
        let address = format!("/api/events/{}{after}", self.project);
        match EventSource::new(&address) {
            Ok(source) => *self.source.borrow_mut() = Some(self.listen(source)),
            Err(_) => self.retry(),
        }
    }

    fn listen(self: &Rc<Self>, source: EventSource) -> Source {
        let on = |name: &str, act: fn(&Rc<Self>, &MessageEvent)| {
            let line = self.clone();
            let closure = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| act(&line, &event));
            // A browser that refuses a listener has no live updates, and the page still works.
            source.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).ok();
            closure
        };
        let listeners = [
            on("open", |line, _| line.connected()),
            on("hello", |line, event| line.heard(event, None)),
            on("message", |line, event| line.heard(event, touched(event))),
            on("error", |line, _| line.retry()),
        ];
        Source { source, _listeners: listeners }
    }

    fn connected(&self) {
        self.failures.set(0);
        set_offline(false);
    }

    fn heard(&self, event: &MessageEvent, touched: Option<Touched>) {
        let Ok(seq) = event.last_event_id().parse() else { return };
        // The greeting names the newest event; those before it are still to come when the page was away.
        if touched.is_some() || self.last.get().is_none() {
            self.last.set(Some(seq));
        }
        let hearers: Vec<_> = self.hearers.borrow().iter().map(|(_, hearer)| hearer.clone()).collect();
        for hearer in hearers {
            hearer(News { seq, touched });
        }
    }

    /// Comes back later. The first failure is not worth a word: it is often a server that restarts.
    fn retry(self: &Rc<Self>) {
        self.stop();
        let failures = self.failures.get();
        self.failures.set(failures.saturating_add(1));
        if failures > 0 {
            set_offline(true);
        }
        let line = self.clone();
        self.timer.set(set_timeout_with_handle(move || line.connect(), wait(failures)).ok());
    }

    fn stop(&self) {
        self.source.borrow_mut().take();
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }

    fn hidden(self: &Rc<Self>) {
        let line = self.clone();
        let timer = set_timeout_with_handle(move || line.stop(), HIDDEN).ok();
        if let Some(earlier) = self.timer.replace(timer) {
            earlier.clear();
        }
    }

    fn shown(self: &Rc<Self>) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        if self.source.borrow().is_none() {
            self.connect();
        }
    }
}

fn touched(event: &MessageEvent) -> Option<Touched> {
    serde_json::from_str(&event.data().as_string()?).ok()
}

/// Longer after each failure, and nobody's wait is like another's.
fn wait(failures: u32) -> Duration {
    let (first, longest) = WAITS;
    let wait = first.saturating_mul(1 << failures.min(10)).min(longest);
    Duration::from_millis(wait.into()).mul_f64(0.5 + js_sys::Math::random())
}

/// Lets go when the page is hidden, and comes back when it is seen or the network is there again.
fn follow_the_window(line: &Rc<Line>) {
    let online = {
        let line = line.clone();
        window_event_listener(ev::online, move |_| line.shown())
    };
    let line = line.clone();
    let seen =
        Closure::<dyn Fn()>::new(move || if document().hidden() { line.hidden() } else { line.shown() });
    document().add_event_listener_with_callback("visibilitychange", seen.as_ref().unchecked_ref()).ok();
    let seen = SendWrapper::new(seen);
    on_cleanup(move || {
        online.remove();
        let seen = seen.take();
        document()
            .remove_event_listener_with_callback("visibilitychange", seen.as_ref().unchecked_ref())
            .ok();
    });
}
