//! What the log of the real program says, and what it never says: requests that carry people's data go through it, and
//! then its lines are read. It ends at SIGTERM without dropping what is running.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use balai_testkit::Kind;
use rstest::rstest;
use serde_json::Value;
use support::Deployment;

const NIK: &str = "3314014101900001";
const NAME: &str = "Sukmawati Hardiyanti";
const NIP: &str = "197805122005012003";
const EMAIL: &str = "sukmawati.h@grobogan.go.id";
const PHONE: &str = "0271 891 024";
const PASSWORD: &str = "kuda-lumping-makan-beling-77";
const TOKEN: &str = "tautan-yang-rahasia-0123456789abcdefghijkl";
/// How long the demonstration may take to set itself up in a test's build.
const SET_UP: Duration = Duration::from_mins(4);
/// What is running has this long to finish.
const FAREWELL: Duration = Duration::from_secs(10);

/// A running demonstration; killed when a test panics.
struct Demo {
    deployment: Deployment,
    child: Child,
    report: Value,
}

impl Drop for Demo {
    fn drop(&mut self) {
        // it has ended already unless the test panicked
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Demo {
    async fn start(kind: Kind) -> Self {
        let deployment = Deployment::with_prefix(kind, "catatan").await;
        let mut command = deployment.command(&["demo", "--listen", "127.0.0.1:0"]);
        command.env("BALAI__LOG__FORMAT", "json").env("BALAI__SERVER__METRICS_LISTEN", "");
        command.stdout(Stdio::null()).stderr(File::create(deployment.path().join("log")).unwrap());
        let child = command.spawn().unwrap();
        let mut demo = Self { deployment, child, report: Value::Null };
        let told = demo.deployment.path().join("demo.json");
        wait(SET_UP, "demo.json", || {
            assert_eq!(demo.child.try_wait().unwrap(), None, "it runs: {}", demo.log());
            told.exists()
        });
        demo.report = serde_json::from_str(&read(&told)).unwrap();
        demo
    }

    fn log(&self) -> String {
        read(&self.deployment.path().join("log"))
    }

    fn host(&self, name: &str) -> String {
        let hosts = &self.report["hosts"];
        let found = if name == "33.14" { &hosts["regions"][name]["host"] } else { &hosts[name] };
        found.as_str().unwrap().to_owned()
    }

    /// A connection, and the address that the browser's pages have.
    fn connect(&self) -> TcpStream {
        let base = self.report["base_url"].as_str().unwrap();
        let port = base.rsplit(':').next().unwrap().trim_end_matches('/');
        let stream = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        stream
    }

    /// The name of a host with the port, as browsers send it.
    fn authority(&self, name: &str) -> String {
        let base = self.report["base_url"].as_str().unwrap();
        let port = base.rsplit(':').next().unwrap().trim_end_matches('/');
        let host = self.host(name);
        if host.contains(':') { host } else { format!("{host}:{port}") }
    }

    fn get(&self, host: &str, path: &str, cookie: &str) -> String {
        let mut stream = self.connect();
        let authority = self.authority(host);
        let head = format!("GET {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        rest(&mut stream)
    }

    /// The head of a form's request.
    fn head(&self, host: &str, path: &str, cookie: &str, length: usize) -> String {
        let authority = self.authority(host);
        format!(
            "POST {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\nCookie: {cookie}\r\n\
             Origin: http://{authority}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
        )
    }

    fn post(&self, host: &str, path: &str, cookie: &str, form: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(format!("{}{form}", self.head(host, path, cookie, form.len())).as_bytes()).unwrap();
        rest(&mut stream)
    }

    /// Asks the process to end, as an operating system does.
    fn terminate(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    fn ended(&mut self) -> ExitStatus {
        let mut status = None;
        wait(FAREWELL, "the end", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }

    fn account(&self, role: &str) -> (String, String) {
        let accounts = self.report["accounts"].as_array().unwrap();
        let account = accounts.iter().find(|account| account["role"] == role).unwrap();
        (account["email"].as_str().unwrap().to_owned(), account["password"].as_str().unwrap().to_owned())
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn wait(longest: Duration, what: &str, mut is_there: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_there() {
        assert!(start.elapsed() < longest, "{what} did not come within {longest:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

/// The cookies that an answer sets, as the next request sends them.
fn cookies(answer: &str) -> String {
    let lines = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    lines.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The official's page of the sign-up, filled in.
fn official() -> String {
    let (name, email, phone) = (encoded(NAME), encoded(EMAIL), encoded(PHONE));
    format!("nama={name}&jabatan=Kepala&nip={NIP}&surel={email}&telepon={phone}")
}

/// Begins a sign-up. Returns its cookies.
fn begun(demo: &Demo, region: &str) -> String {
    let begun = demo.post("root", "/daftar/daerah", "", &format!("daerah={region}"));
    assert_eq!(status(&begun), "303", "{begun}");
    cookies(&begun)
}

/// Sends what people type, and sees in the answers that it arrived.
fn type_everything(demo: &Demo) {
    let found = demo.get("33.14", &format!("/cari?q={NIK}"), "");
    assert!(status(&found) == "200" && found.contains(NIK), "the search shows what was typed: {found}");

    let form = format!("surel={}&sandi={PASSWORD}&ke=%2F", encoded(EMAIL));
    let refused = demo.post("account", "/masuk", "", &form);
    assert!(refused.contains(EMAIL), "the sign-in shows the address again: {refused}");
    let (email, password) = demo.account("region_owner");
    let form = format!("surel={}&sandi={password}&ke=%2F", encoded(&email));
    let known = demo.post("account", "/masuk", "", &form);
    assert_eq!(status(&known), "303", "the password is right: {known}");

    let draft = begun(demo, "33.15");
    let sent = demo.post("root", "/daftar/penanggung-jawab", &draft, &official());
    assert_eq!(status(&sent), "303", "{sent}");
    let shown = demo.get("root", "/daftar/penanggung-jawab", &draft);
    for text in [NAME, NIP, EMAIL] {
        assert!(shown.contains(text), "{text} is kept: {shown}");
    }
    let saved = demo.post("root", "/daftar/simpan", &draft, &format!("surel={}", encoded(EMAIL)));
    assert_eq!(status(&saved), "200", "{saved}");
    wait(Duration::from_secs(30), "the letter", || demo.get("root", "/kotak-surat", "").contains(EMAIL));

    for (host, path) in [("account", "/undangan/"), ("root", "/daftar/lanjut/"), ("33.14", "/masuk/kembali?code=")] {
        let answer = demo.get(host, &format!("{path}{TOKEN}"), &format!("__Host-sesi={TOKEN}"));
        assert!(["404", "303", "200", "400"].contains(&status(&answer)), "{path}: {answer}");
    }
}

/// Every line as JSON.
fn lines(log: &str) -> Vec<Value> {
    let read = |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    log.lines().map(read).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_line_of_the_log_names_a_person_and_what_runs_at_the_end_is_finished(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let mut demo = Demo::start(kind).await;
    type_everything(&demo);

    let draft = begun(&demo, "33.16");
    let form = official();
    let (first, second) = form.split_at(form.len() / 2);
    let mut half = demo.connect();
    half.write_all(demo.head("root", "/daftar/penanggung-jawab", &draft, form.len()).as_bytes()).unwrap();
    half.write_all(first.as_bytes()).unwrap();
    half.flush().unwrap();
    std::thread::sleep(Duration::from_secs(2));
    demo.terminate();
    wait(FAREWELL, "the word of the end", || demo.log().contains("stopping"));
    half.write_all(second.as_bytes()).unwrap();
    let finished = rest(&mut half);
    assert!(status(&finished) == "303" && finished.contains("/daftar/surat"), "half sent, wholly answered: {finished}");
    let ended = demo.ended();
    let log = demo.log();
    assert_eq!(ended.code(), Some(0), "{log}");

    let (owner, password) = demo.account("region_owner");
    let cookie = draft.split_once('=').unwrap().1.to_owned();
    let words = [NIK, NAME, "Sukmawati", NIP, EMAIL, PHONE, PASSWORD, TOKEN, &owner, &password, &cookie];
    for word in words.into_iter().chain(["Ratna Dewi", "@grobogan", "@menpan"]) {
        let found = log.lines().find(|line| line.contains(word) || line.contains(&encoded(word)));
        assert_eq!(found, None, "{word} is in the log");
    }
    let secrets = demo.report["accounts"].as_array().unwrap().iter().flat_map(|account| {
        ["email", "password", "totp_secret"].map(|field| account[field].as_str().unwrap().to_owned())
    });
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is in the log");
    }
    requests_are_told(&lines(&log));
}

fn requests_are_told(lines: &[Value]) {
    let requests: Vec<_> = lines.iter().filter(|line| line["message"] == "request").collect();
    assert!(requests.len() >= 10, "{} requests", requests.len());
    for line in &requests {
        let id = line["span"]["request.id"].as_str().unwrap_or_default();
        assert!(id.len() == 32 && line["duration_ms"].is_u64() && line["http.status"].is_u64(), "{line}");
        assert!(line["http.route"].as_str().is_some_and(|route| !route.contains('?')), "{line}");
        let region = line["span"]["site"] == "region";
        assert_eq!(line["tenant.code"] == "33.14", region, "a region's code where a region answered: {line}");
    }
    let routes: Vec<_> = requests.iter().filter_map(|line| line["http.route"].as_str()).collect();
    for route in ["/cari", "/masuk", "/daftar/penanggung-jawab", "/undangan/{token}"] {
        assert!(routes.contains(&route), "{route} among {routes:?}");
    }
}
