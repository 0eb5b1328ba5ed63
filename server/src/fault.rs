//! Where a client that broke tells so: a line in the log, and nothing kept. Anybody may knock, logged in or not, so what
//! is told is short, made harmless on arrival (`app::fault`), and taken down a few times a minute only.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use app::{
    access::grant::Visit,
    error::{Error, Rule},
    fault::Fault,
    time::Stamp,
};
use axum::{
    Extension, Json,
    extract::{State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::http::refuse;

/// The largest report.
pub const MOST_BYTES: usize = 8 * 1024;

/// How many reports of one address are taken down in a minute, and how many of all.
const MOST: (u32, u32) = (5, 60);

const MINUTE_SECONDS: u32 = 60;

/// How many reports have come in the present minute.
#[derive(Clone, Default)]
pub struct Patience(Arc<Mutex<Minute>>);

#[derive(Default)]
struct Minute {
    began: Stamp,
    all: u32,
    /// At most as many as there are reports.
    by_address: HashMap<IpAddr, u32>,
}

impl Patience {
    /// Whether one more is taken down.
    fn admits(&self, address: IpAddr, now: Stamp) -> bool {
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if now < minute.began || now >= minute.began.plus_seconds(MINUTE_SECONDS.into()) {
            *minute = Minute { began: now, ..Minute::default() };
        }
        if minute.all >= MOST.1 {
            return false;
        }
        let own = minute.by_address.entry(address).or_default();
        if *own >= MOST.0 {
            return false;
        }
        *own += 1;
        minute.all += 1;
        true
    }
}

/// `POST /api/fault`: writes a fault of a client into the log. Open to anybody.
pub async fn receive(
    State(patience): State<Patience>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
    fault: Result<Json<Fault>, JsonRejection>,
) -> Response {
    if !patience.admits(visit.address, visit.clock.now()) {
        return refuse(&Error::Refused(Rule::Patience { seconds: MINUTE_SECONDS }));
    }
    let fault = match fault {
        Ok(Json(fault)) => fault,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return rejection.status().into_response();
        }
        Err(_) => return refuse(&Error::Malformed),
    };
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    tracing::warn!(
        fault = fault.message(),
        place = fault.place(),
        page = fault.page(),
        version = fault.version(),
        browser = browser(agent),
        "a client broke"
    );
    StatusCode::NO_CONTENT.into_response()
}

/// The kind of a browser and its main version; the rest of what it says of itself would tell one reader from another.
fn browser(agent: &str) -> String {
    // Most say that they are several others too; the most particular comes first.
    const KINDS: [(&str, &str); 8] = [
        ("YaBrowser/", "Yandex"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Version/", "Safari"),
    ];
    let known = KINDS.iter().find_map(|(mark, kind)| Some((kind, agent.split_once(mark)?.1)));
    let Some((kind, rest)) = known else { return "other".to_owned() };
    let number: String = rest.chars().take_while(char::is_ascii_digit).take(4).collect();
    format!("{kind} {number}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_bears_so_many_reports_of_one_address_and_so_many_of_all() {
        let patience = Patience::default();
        let now = Stamp(1_000_000);
        let address = |last: u8| IpAddr::from([127, 0, 0, last]);
        let taken = |last: u8, now: Stamp| (0..20).filter(|_| patience.admits(address(last), now)).count();
        assert_eq!(taken(1, now), 5);
        assert_eq!(taken(1, now.plus_seconds(59)), 0);
        assert_eq!((2..=30).map(|last| taken(last, now)).sum::<usize>(), 55);
        assert_eq!(taken(1, now.plus_seconds(60)), 5, "the next minute");
        assert_eq!(taken(1, now), 5, "a clock that was put back");
    }

    #[test]
    fn a_browser_is_a_kind_and_a_number() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.57 Safari/537.36";
        for (agent, kind) in [
            (chrome, "Chrome 126"),
            (&format!("{chrome} Edg/126.0.2592.56"), "Edge 126"),
            (&format!("{chrome} YaBrowser/24.6"), "Yandex 24"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128"),
            (
                "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
                "Safari 17",
            ),
            ("Chrome/Olga", "Chrome"),
            ("curl/8.5.0", "other"),
            ("", "other"),
        ] {
            assert_eq!(browser(agent), kind, "{agent}");
        }
    }
}
