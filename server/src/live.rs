//! Live updates: for every open page a stream that says *that* something in its project changed, never what.
//!
//! A stream ends when its visitor may no longer see the project; the browser comes back by itself and is asked who it
//! is. What a stream missed it reads from the event log, so a lost wake-up only delays.

use std::{
    collections::{HashMap, VecDeque},
    convert::Infallible,
    time::Duration,
};

use app::{
    access::{
        grant::{Visit, grant_in},
        model::Act,
    },
    db::Ear,
    error::{Error, Result},
    event,
    id::ProjectId,
};
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Response, Sse, sse},
};
use futures::stream;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, Interval, MissedTickBehavior, interval, interval_at, sleep},
};
use tokio_util::sync::CancellationToken;

use crate::{house::House, http::refuse};

/// How often a quiet stream says that it lives, and asks whether it still may.
const BEAT: Duration = Duration::from_secs(15);

/// Wake-ups that come together are answered together.
const TOGETHER: Duration = Duration::from_millis(20);

/// How often the log itself is looked at, in case a wake-up was lost or another process wrote.
const LOOK: Duration = Duration::from_secs(2);

/// How many events are read, and held, at a time.
const MOST: u32 = 100;

/// Where a stream begins when the browser was here before.
#[derive(serde::Deserialize)]
pub struct Asked {
    after: Option<i64>,
}

/// `GET /api/events/{project}`: what changes in a project from now on, or after the number in `Last-Event-ID` or
/// `?after=`. The first message, `hello`, tells the number of the newest event.
pub async fn send(
    State(house): State<House>,
    Extension(visit): Extension<Visit>,
    Path(project): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let last = headers.get("last-event-id").and_then(|last| last.to_str().ok()?.parse().ok());
    match Stream::open(&house, visit, &project, last.or(asked.after)).await {
        Ok(stream) => answer(stream),
        Err(error) => refuse(&error),
    }
}

fn answer(stream: Stream) -> Response {
    let messages = stream::unfold(stream, |mut stream| async {
        let message = stream.next().await?;
        Some((Ok::<_, Infallible>(message), stream))
    });
    let mut response = Sse::new(messages).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that collects an answer before it passes it on would hold the news back.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// One open page.
struct Stream {
    visit: Visit,
    project: ProjectId,
    after: i64,
    waiting: VecDeque<sse::Event>,
    /// Whether the log held more than was read.
    behind: bool,
    wake: Receiver<ProjectId>,
    beat: Interval,
    closing: CancellationToken,
}

/// Why a stream looks up.
enum Call {
    News,
    Beat,
    End,
}

impl Stream {
    async fn open(house: &House, visit: Visit, project: &str, after: Option<i64>) -> Result<Self> {
        let project: ProjectId = project.parse().map_err(|_| Error::Missing)?;
        // Whatever is told from here on wakes this stream, so nothing falls between the first look and the first wait.
        let wake = house.wake.subscribe();
        let mut grant = grant_in(&visit, Act::SeeProject, Some(project)).await?;
        let newest = event::newest(&mut grant.tx, project).await?;
        let mut stream = Self {
            visit,
            project,
            after: after.map_or(newest, |after| after.clamp(0, newest)),
            waiting: VecDeque::from([hello(newest)]),
            behind: true,
            wake,
            beat: interval_at(Instant::now() + BEAT, BEAT),
            closing: house.closing.clone(),
        };
        stream.beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Ok(stream)
    }

    /// The next message; `None` ends the stream.
    async fn next(&mut self) -> Option<sse::Event> {
        loop {
            if let Some(message) = self.waiting.pop_front() {
                return Some(message);
            }
            let call = self.wait().await;
            if matches!(call, Call::End) {
                return None;
            }
            match self.read().await {
                Ok(()) if self.waiting.is_empty() && matches!(call, Call::Beat) => {
                    return Some(sse::Event::default().comment("alive"));
                }
                Ok(()) | Err(Error::Busy) => {}
                Err(_) => return None,
            }
        }
    }

    async fn wait(&mut self) -> Call {
        if self.behind {
            return Call::News;
        }
        loop {
            let told = tokio::select! {
                () = self.closing.cancelled() => return Call::End,
                _ = self.beat.tick() => return Call::Beat,
                told = self.wake.recv() => told,
            };
            match told {
                Ok(project) if project != self.project => {}
                Err(RecvError::Closed) => return Call::End,
                Ok(_) | Err(RecvError::Lagged(_)) => {
                    sleep(TOGETHER).await;
                    self.wake = self.wake.resubscribe();
                    return Call::News;
                }
            }
        }
    }

    /// Reads what was told since the last look, if the visitor still may hear it.
    async fn read(&mut self) -> Result<()> {
        let mut grant = grant_in(&self.visit.afresh(), Act::SeeProject, Some(self.project)).await?;
        let internal = grant.also_allows(Act::CommentInternally);
        let events = event::since(&mut grant.tx, self.project, self.after, MOST.into()).await?;
        self.behind = u32::try_from(events.len()) == Ok(MOST);
        self.after = events.last().map_or(self.after, |(last, _)| *last);
        let told = events.iter().filter(|(_, event)| internal || !event.is_internal());
        self.waiting.extend(told.filter_map(|(seq, event)| message(*seq, event)));
        Ok(())
    }
}

fn hello(newest: i64) -> sse::Event {
    sse::Event::default().event("hello").id(newest.to_string()).retry(Duration::from_secs(2)).data("{}")
}

fn message(seq: i64, event: &event::Event) -> Option<sse::Event> {
    sse::Event::default().id(seq.to_string()).json_data(event.touches()).ok()
}

/// Wakes this server's streams for what other servers and the command line did, until the house closes.
pub async fn listen(house: House) {
    let mut heads = HashMap::new();
    while !house.closing.is_cancelled() {
        match house.db.listen().await {
            Ok(ear) => hear(&house, ear, &mut heads).await,
            Err(fault) => tracing::warn!(%fault, "other servers cannot be heard; trying again"),
        }
        tokio::select! {
            () = sleep(LOOK) => look(&house, &mut heads).await,
            () = house.closing.cancelled() => {}
        }
    }
}

/// Forwards what is heard until the house closes or the database no longer answers.
async fn hear(house: &House, mut ear: Ear, heads: &mut HashMap<ProjectId, i64>) {
    let mut timer = interval(LOOK);
    timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = house.closing.cancelled() => return,
            _ = timer.tick() => look(house, heads).await,
            heard = ear.hear() => match heard {
                Ok(topic) => topic.parse().into_iter().for_each(|project| wake(house, project)),
                Err(_) => return,
            },
        }
    }
}

/// Compares the log's newest numbers with those of the last look.
async fn look(house: &House, heads: &mut HashMap<ProjectId, i64>) {
    let newest = async { event::heads(&mut house.db.read().await?).await };
    match newest.await {
        Ok(newest) => {
            for (project, seq) in newest {
                if heads.insert(project, seq) != Some(seq) {
                    wake(house, project);
                }
            }
        }
        Err(fault) => tracing::debug!(%fault, "the log could not be looked at"),
    }
}

fn wake(house: &House, project: ProjectId) {
    // Nobody listening is no fault.
    let _ = house.wake.send(project);
}
