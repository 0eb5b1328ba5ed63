//! The rules of the house that the compiler does not know: what may name what, and how large a file may be.
//!
//! The rules stand in ARCHITECTURE.md; here they are enforced on the text of the sources.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]
#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the names of our own files")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

const FOUNDATIONS: [&str; 10] =
    ["db", "error", "event", "fault", "id", "live", "money", "text", "time", "ui"];
const ROOMS: [&str; 7] = ["access", "board", "fact", "iteration", "mapping", "project", "report"];

struct Source {
    /// From the folder of the workspace, with slashes.
    path: String,
    text: String,
}

impl Source {
    /// The lines of shipped code: without comments and without the tests at the end.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests = self.text.lines().position(|line| line.trim() == "#[cfg(test)]");
        let end = tests.unwrap_or(usize::MAX);
        self.text.lines().enumerate().take(end).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// Lines of shipped code that hold a word, as `path:line: text`.
    fn holding(&self, words: &[&str]) -> Vec<String> {
        self.code()
            .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
            .map(|(number, line)| format!("{}:{}: {}", self.path, number + 1, line.trim()))
            .collect()
    }

    fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path.starts_with(place))
    }

    /// The room that a file of `app` belongs to.
    fn room(&self) -> Option<&'static str> {
        let inside = self.path.strip_prefix("app/src/")?;
        let first = inside.split(['/', '.']).next()?;
        ROOMS.into_iter().find(|room| *room == first)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    for folder in ["cube/src", "app/src", "server/src"] {
        collect(&root().join(folder), folder, &mut found);
    }
    assert!(found.len() > 50, "the sources were not found");
    found
}

fn collect(folder: &Path, name: &str, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &path, found);
        } else if path.ends_with(".rs") {
            found.push(Source { text: fs::read_to_string(entry.path()).unwrap(), path });
        }
    }
}

/// Fails when shipped code outside some places holds one of some words.
fn only_in(places: &[&str], words: &[&str], rule: &str) {
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| !source.is_in(places))
        .flat_map(|source| source.holding(words))
        .collect();
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

#[test]
fn files_are_small_and_say_what_they_are_for() {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.code().count();
        if lines > 400 {
            wrong.push(format!("{}: {lines} lines, at most 400", source.path));
        }
        if !source.text.starts_with("//!") {
            wrong.push(format!("{}: says at its top with //! what it is for", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn foundations_never_name_a_room() {
    let rooms: Vec<String> = ROOMS.iter().map(|room| format!("crate::{room}")).collect();
    let words: Vec<&str> = rooms.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for source in sources() {
        let first = source.path.strip_prefix("app/src/").and_then(|path| path.split(['/', '.']).next());
        if first.is_some_and(|first| FOUNDATIONS.contains(&first)) {
            found.extend(source.holding(&words));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_room_uses_anothers_store_in_its_api_only_and_anothers_view_never() {
    let mut found = Vec::new();
    for source in sources() {
        let Some(own) = source.room() else { continue };
        for room in ROOMS.into_iter().filter(|room| *room != own) {
            found.extend(source.holding(&[&format!("{room}::view")]));
            let is_door =
                ["api", "grant", "entrance", "cut", "shelf", "export", "guest", "importing", "record", "job"]
                    .iter()
                    .any(|name| source.path.contains(&format!("/{name}")));
            if !is_door {
                found.extend(
                    source.holding(&[&format!("crate::{room}::store"), &format!("crate::{room}::api")]),
                );
            }
        }
    }
    // Words of roles and services are texts that several pages say.
    found.retain(|line| !line.contains("view::role_name") && !line.contains("view::service_name"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn rooms_do_not_need_each_other_in_circles() {
    let mut needs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for source in sources() {
        let Some(own) = source.room() else { continue };
        for room in ROOMS.into_iter().filter(|room| *room != own) {
            let (inline, listed) = (format!("crate::{room}::"), format!("    {room}::"));
            if !source.holding(&[&inline, &listed]).is_empty() {
                needs.entry(own).or_default().push(room);
            }
        }
    }
    // `access` is the porter: every room asks it, and it asks nobody.
    assert!(!needs.contains_key("access"), "access needs {:?}", needs.get("access"));
    for room in ROOMS {
        let mut reached: Vec<&str> = needs.get(room).cloned().unwrap_or_default();
        let mut at = 0;
        while at < reached.len() {
            let next = reached[at];
            assert_ne!(next, room, "{room} needs itself through {reached:?}");
            let further: Vec<&str> = needs.get(next).cloned().unwrap_or_default();
            reached.extend(further.into_iter().filter(|one| !reached.contains(one)).collect::<Vec<_>>());
            at += 1;
        }
    }
}

#[test]
fn engines_are_named_in_the_database_alone() {
    only_in(
        &["app/src/db"],
        &["sqlx::Sqlite", "sqlx::Postgres", "PgPool", "SqlitePool", "Tx::Sqlite", "Tx::Postgres"],
        "one text for two engines",
    );
}

#[test]
fn sql_stands_in_stores() {
    for source in sources() {
        let is_store = source.path.contains("/store")
            || source.is_in(&["app/src/db", "app/src/event.rs", "app/src/access/session.rs"]);
        if !is_store {
            let found = source.holding(&["\"select ", "\"insert into ", "\"update ", "\"delete from "]);
            assert!(found.is_empty(), "{}", found.join("\n"));
        }
    }
}

#[test]
fn the_clock_is_read_in_one_place() {
    only_in(&["app/src/time.rs"], &["SystemTime", "Timestamp::now", "Zoned::now"], "time is a parameter");
}

#[test]
fn a_transaction_begins_at_a_door() {
    only_in(
        // The shelf makes a cut once for everybody who was granted the report; a guest shows a secret.
        &[
            "app/src/access",
            "app/src/db",
            "app/src/report/shelf.rs",
            "app/src/report/guest.rs",
            "server/src/live.rs",
        ],
        &["db.write()", "db.read()"],
        "no permission, no transaction",
    );
}

#[test]
fn the_browser_is_touched_in_the_interface_alone() {
    only_in(
        &["app/src/ui", "app/src/live.rs", "app/src/access/language.rs"],
        &["web_sys::window", "web_sys::Request", "EventSource::new"],
        "web_sys has its places",
    );
}

#[test]
fn nothing_is_left_for_later() {
    only_in(&[], &["todo!(", "unimplemented!(", "dbg!(", "console::log", "FIXME", "XXX"], "no left-overs");
}

#[test]
fn styles_keep_raw_colours_in_one_sheet() {
    for entry in fs::read_dir(root().join("style")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".css") || name == "tokens.css" {
            continue;
        }
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let raw = line.contains("rgb(") || line.contains("hsl(") || has_hex_colour(line);
            assert!(!raw, "{name}:{}: a raw colour belongs into tokens.css: {}", number + 1, line.trim());
            assert!(!line.contains("!important") || line.contains("/*"), "{name}:{}: !important", number + 1);
        }
    }
}

fn has_hex_colour(line: &str) -> bool {
    line.split('#').skip(1).any(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
        matches!(digits, 3 | 6 | 8) && line.contains(':')
    })
}
