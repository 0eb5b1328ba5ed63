//! A house of its own for a test of the program: a folder, a database, and processes that end with the test.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::world::{Engine, database_url};

/// The password of everybody whom [`House::add_person`] adds.
pub const PASSWORD: &str = "correct horse battery";

/// A folder and a database.
pub struct House {
    folder: tempfile::TempDir,
    /// The address of the database.
    pub url: String,
}

/// What a command did.
#[derive(Debug)]
pub struct Done {
    /// Its exit code.
    pub code: i32,
    /// What it said.
    pub out: String,
    /// What it complained about.
    pub err: String,
}

impl Done {
    /// What it said, as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|fault| panic!("{fault}: {self:?}"))
    }

    /// The one sentence that it complained with, after the program's name.
    pub fn sentence(&self) -> &str {
        let lines: Vec<&str> = self.err.lines().collect();
        assert_eq!(lines.len(), 1, "one sentence: {self:?}");
        lines[0].strip_prefix("kabinet: ").unwrap_or_else(|| panic!("who says so: {self:?}"))
    }
}

impl House {
    /// A house with an empty database on an engine.
    pub async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = database_url(engine, folder.path()).await;
        Self { folder, url }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file into the folder.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The program in this house, in an environment that holds nothing else about it.
    pub fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kabinet"));
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("KABINET_"))
        {
            command.env_remove(name);
        }
        command
            .current_dir(self.path())
            .env("KABINET_DATABASE_URL", &self.url)
            .env("KABINET_DATA_DIR", self.path());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Done {
        self.run_with(arguments, "")
    }

    /// Runs a command that is told something on its standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Done {
        let mut command = self.program();
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Who does not want to hear it closes its end.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Done {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command that must succeed.
    pub fn must(&self, arguments: &[&str]) -> Done {
        let done = self.run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {done:?}");
        done
    }

    /// Adds a project in a currency; its slug is the currency in small letters.
    pub fn add_project(&self, currency: &str) -> String {
        let slug = currency.to_lowercase();
        self.must(&[
            "project",
            "add",
            "--client",
            "Kaminhaus",
            "--name",
            "Ads",
            "--slug",
            &slug,
            "--service",
            "ppc",
            "--currency",
            currency,
            "--start",
            "2026-10-01",
        ]);
        slug
    }

    /// Adds a person who may log in with [`PASSWORD`].
    pub fn add_person(&self, role: &str) -> String {
        let email = format!("{role}@example.org");
        let done =
            self.run_with(&["user", "add", "--email", &email, "--name", role, "--role", role], PASSWORD);
        assert_eq!(done.code, 0, "{done:?}");
        email
    }

    /// Starts a server that is asked to listen on a free port.
    pub fn serve(&self, arguments: &[&str]) -> Server {
        let address = free_address();
        let mut command = self.program();
        command.arg("serve").args(arguments).env("KABINET_LISTEN", address.to_string());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        Server { child, address }
    }
}

/// A port of the loopback that nobody listens on at the moment.
fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// A running server; it ends with the test.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Waits until the server is ready.
    pub fn ready(self) -> Self {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            if TcpStream::connect(self.address).is_ok() && self.get("/readyz", "").starts_with("HTTP/1.1 200")
            {
                return self;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("no server on {} after half a minute", self.address);
    }

    /// Sends some text and tells all that comes back until the server closes.
    pub fn say(&self, text: &str) -> String {
        let mut stream = self.open(text);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends some text and leaves the connection open.
    pub fn open(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    }

    /// A page or a plain route.
    pub fn get(&self, path: &str, cookie: &str) -> String {
        self.say(&self.head("GET", path, cookie, "Connection: close\r\n"))
    }

    /// Calls a server function.
    pub fn call(&self, function: &str, cookie: &str, arguments: &Value) -> String {
        let body = arguments.to_string();
        let more = format!(
            "Connection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
            body.len()
        );
        self.say(&(self.head("POST", &format!("/api/{function}"), cookie, &more) + &body))
    }

    /// The head of a request, with more headers.
    pub fn head(&self, method: &str, path: &str, cookie: &str, more: &str) -> String {
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n{more}\r\n",
            self.address
        )
    }

    /// Logs somebody in and tells their cookie.
    pub fn log_in(&self, email: &str, password: &str) -> String {
        let answer = self.call("log_in", "", &serde_json::json!({"email": email, "password": password}));
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        cookie.and_then(|cookie| cookie.split(';').next()).unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// Asks the server to stop, as an init system does.
    pub fn terminate(&self) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
    }

    /// Waits for its end: the exit code, what it said, what it complained about, and how long it took.
    pub fn end(mut self) -> (Done, Duration) {
        let begun = Instant::now();
        let (out, err) = (self.child.stdout.take().unwrap(), self.child.stderr.take().unwrap());
        let status = self.child.wait().unwrap();
        let took = begun.elapsed();
        let text = |pipe: &mut dyn Read| {
            let mut text = String::new();
            pipe.read_to_string(&mut text).unwrap();
            text
        };
        let (mut out, mut err) = (out, err);
        (Done { code: status.code().unwrap_or(-1), out: text(&mut out), err: text(&mut err) }, took)
    }

    /// What the server says on its standard output, line by line, until one line fits.
    pub fn hear(&mut self, wanted: impl Fn(&str) -> bool) -> String {
        let mut lines = BufReader::new(self.child.stdout.as_mut().unwrap()).lines();
        lines.by_ref().map_while(Result::ok).find(|line| wanted(line)).expect("a line that fits")
    }
}
