//! A client that broke tells so: a line in the log without anything about whoever was there.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use app::access::model::Role;
use serde_json::{Value, json};
use tracing::instrument::WithSubscriber;

use super::*;
use crate::http_world::{Answer, Served, request};

/// What was written into the log.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

fn told() -> Value {
    json!({
        "message": "no row for \"Olga L.\" of olga@kaminhaus.example",
        "place": "app/src/report/view/tree.rs:10:5",
        "page": "/p/kaminhaus-ppc/report?category=Fireplaces",
        "version": "0.1.0",
    })
}

/// Tells of a fault as a browser would: what came back, and what the log got.
async fn tell(served: &Served, actor: &Actor, body: &Value) -> (Answer, String) {
    let lines = Lines::default();
    let writer = lines.clone();
    let log = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    let mut request = request(actor, "fault", body);
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    request.headers_mut().insert(header::USER_AGENT, agent.parse().unwrap());
    request.headers_mut().insert(header::REFERER, "http://127.0.0.1:8080/p/kaminhaus-ppc".parse().unwrap());
    let answer = served.send(request).with_subscriber(log).await;
    (answer, lines.text())
}

stories! {
    async fn a_fault_of_a_client_is_a_line_in_the_log_and_says_nothing_of_its_reader(world: &World) {
        let served = Served::new(world);
        for actor in [world.person(Role::Owner, world.ours).await, world.visitor()] {
            let (answer, log) = tell(&served, &actor, &told()).await;
            assert_eq!((answer.status, answer.body.len()), (204, 0));
            let line = log.lines().find(|line| line.contains("a client broke")).expect("a line");
            assert!(line.contains("WARN"), "{line}");
            for part in ["tree.rs:10:5", "/p/:any/report", "0.1.0", "Firefox 128", "no row for"] {
                assert!(line.contains(part), "{part} is missing in {line}");
            }
            let cookie = http_world::cookie(&actor);
            for secret in ["Olga", "kaminhaus", "Fireplaces", "Linux", "127.0.0.1", "kabinet="] {
                assert!(!log.contains(secret), "{secret} is told in {log}");
            }
            assert!(cookie.is_empty() || !log.contains(&cookie));
        }
    }

    async fn a_few_reports_a_minute_are_enough(world: &World) {
        let served = Served::new(world);
        let visitor = world.visitor();
        for _ in 0..5 {
            assert_eq!(tell(&served, &visitor, &told()).await.0.status, 204);
        }
        let (answer, log) = tell(&served, &visitor, &told()).await;
        assert_eq!(answer.json(), json!({ "Refused": { "Patience": { "seconds": 60 } } }));
        assert!(!log.contains("a client broke"));
        world.clock.advance(60);
        assert_eq!(tell(&served, &visitor, &told()).await.0.status, 204);
    }

    async fn what_is_no_report_is_refused_and_not_taken_down(world: &World) {
        let served = Served::new(world);
        let visitor = world.visitor();
        let huge = json!({ "message": "x".repeat(9_000), "place": "", "page": "", "version": "" });
        for (body, status) in [(huge, 413), (json!({ "message": "x" }), 400), (json!("x"), 400)] {
            let (answer, log) = tell(&served, &visitor, &body).await;
            assert_eq!(answer.status, status, "{body}");
            assert!(!log.contains("a client broke"));
        }
        let mut plain = request(&visitor, "fault", &told());
        plain.headers_mut().insert(header::CONTENT_TYPE, "text/plain".parse().unwrap());
        assert_eq!(served.send(plain).await.status, 415, "no form of another site sends one");
        let mut elsewhere = request(&visitor, "fault", &told());
        elsewhere.headers_mut().insert(header::ORIGIN, "https://evil.example".parse().unwrap());
        elsewhere.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
        assert_eq!(served.send(elsewhere).await.status, 403);
    }
}
