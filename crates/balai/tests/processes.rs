//! The application as it is run for real: `balai serve` and two `balai work` as processes of their own over PostgreSQL,
//! an S3 server over HTTP and a mail server. One story, told in the order in which things happen.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "helpers of tests")]

mod support;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::num::NonZeroUsize;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use balai_identity::oidc::Site;
use balai_identity::{ChosenPassword, Factors, Identity, NewAccount, PasswordHasher, TotpSecret};
use balai_kernel::{Act, Clock as _, SystemClock};
use balai_rbac::{Domain, Grant, PermittedGrant, Role};
use balai_tenancy::keys::{self, KeyOwner};
use balai_testkit::Kind;
use balai_testkit::smtp::{SmtpRules, SmtpSink};
use balai_tests::{ACCOUNT, Browser};
use serde_json::Value;
use support::Deployment;
use uuid::Uuid;

const CODE: &str = "62.03";
const HALL: &str = "kapuas.balai.localhost";
const SLUG: &str = "kapuas";
const ROOT: &str = "balai.localhost";
const PASSWORD: &str = "kuda lumping makan beling";
/// Who is sent away at one server is refused at every other within this.
const EVERYWHERE: Duration = Duration::from_secs(5);
/// What is running when the process is told to stop has this long.
const FAREWELL: Duration = Duration::from_secs(10);
/// What a visitor may write anywhere in a request.
const CANARY: &str = "kenari-siti-aminah";

/// A child process with its log; killed when the test is over.
struct Process {
    child: Child,
    log: std::path::PathBuf,
}

impl Process {
    fn start(world: &World, name: &str, arguments: &[&str]) -> Self {
        let log = world.deployment.path().join(format!("{name}.log"));
        let mut command = world.command(arguments);
        let child = command.stdout(Stdio::null()).stderr(File::create(&log).unwrap()).spawn().unwrap();
        Self { child, log }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// SIGTERM; returns how long it took to end well.
    fn end(&mut self) -> Duration {
        let (start, pid) = (Instant::now(), self.child.id().to_string());
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                assert!(status.success(), "{status}: {}", self.log());
                return start.elapsed();
            }
            assert!(start.elapsed() < FAREWELL + Duration::from_secs(1), "it ends: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // it has ended already unless the test panicked
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Where everything listens.
struct World {
    deployment: Deployment,
    web: u16,
    metrics: u16,
    smtp: u16,
}

impl World {
    async fn make(prefix: &str) -> Self {
        let deployment = Deployment::with_prefix(Kind::Postgres, prefix).await;
        let [web, metrics, smtp] = std::array::from_fn(|_| SmtpSink::closed_port());
        let world = Self { deployment, web, metrics, smtp };
        // an earlier run may have ended while it was shut
        world.sql(&format!("ALTER ROLE {prefix}_app LOGIN")).await;
        assert!(world.command(&["migrate"]).output().unwrap().status.success());
        world
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.deployment.command(arguments);
        for (key, name) in [
            ("BALAI__OBJECTS__ENDPOINT", "BALAI_TEST_S3_ENDPOINT"),
            ("BALAI__OBJECTS__BUCKET", "BALAI_TEST_S3_BUCKET"),
            ("BALAI__OBJECTS__ACCESS_KEY", "BALAI_TEST_S3_ACCESS_KEY"),
            ("BALAI__OBJECTS__SECRET_KEY", "BALAI_TEST_S3_SECRET_KEY"),
        ] {
            let value = std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; scripts/test sets it"));
            command.env(key, value);
        }
        command.env("BALAI__OBJECTS__REGION", "us-east-1");
        command.env("BALAI__SERVER__LISTEN", format!("127.0.0.1:{}", self.web));
        command.env("BALAI__SERVER__BASE_URL", format!("http://{ROOT}:{}", self.web));
        command.env("BALAI__SERVER__METRICS_LISTEN", format!("127.0.0.1:{}", self.metrics));
        command.env("BALAI__MAIL__TRANSPORT", "smtp").env("BALAI__MAIL__SMTP__HOST", "127.0.0.1");
        command.env("BALAI__MAIL__SMTP__PORT", self.smtp.to_string()).env("BALAI__MAIL__SMTP__TLS", "none");
        command.env("BALAI__LOG__FORMAT", "json").env("BALAI__WORKER__LEASE_S", "30");
        command
    }

    /// Status and whole answer of a request.
    fn ask(port: u16, method: &str, host: &str, path: &str) -> (u16, String) {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return (0, String::new()) };
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        (answer.split(' ').nth(1).unwrap_or("0").parse().unwrap_or(0), answer)
    }

    /// Somebody with a role, signed in at the server of this port on the page of the region's staff that she asks for.
    async fn enter(&self, port: u16, email: &str, grant: Grant, path: &str) -> (Uuid, Browser) {
        let store = self.deployment.store().await;
        let key = keys::find(&store.control().read().await.unwrap(), &self.deployment.kek(), KeyOwner::Control).await;
        let site = Site::parse(&format!("http://akun.{ROOT}:{port}")).unwrap();
        let hasher = Arc::new(PasswordHasher::new(NonZeroUsize::MIN).unwrap());
        let identity = Identity::new(store.control(), hasher, key.unwrap().unwrap(), site);
        let (act, secret) = (Act::system("uji", SystemClock.now()), TotpSecret::fresh());
        let new = NewAccount {
            email: email.parse().unwrap(),
            name: "Siti Aminah".parse().unwrap(),
            password: ChosenPassword::new(PASSWORD, Factors::WithSecond, &[]).unwrap(),
            second_factor: Some(secret.clone()),
        };
        let account = identity.open_account(&act, new).await.unwrap();
        identity.grant(&act, account, &PermittedGrant::by_the_platform(grant)).await.unwrap();
        store.close().await;

        let browser = Browser::new(&format!("http://{ROOT}:{port}"), ([127, 0, 0, 1], port).into());
        let (_, page) = browser.follow(SLUG, path).await;
        let fields = [("surel", email), ("sandi", PASSWORD), ("ke", &page.hidden("ke").unwrap())];
        let answer = browser.post(ACCOUNT, "/masuk", &fields).await;
        let (_, page) = browser.follow_from(browser.url(ACCOUNT, "/masuk"), answer).await;
        let fields = [("kode", secret.code_at(SystemClock.now())), ("ke", page.hidden("ke").unwrap())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let answer = browser.post(ACCOUNT, "/masuk/kode", &fields).await;
        let (url, page) = browser.follow_from(browser.url(ACCOUNT, "/masuk/kode"), answer).await;
        assert_eq!((url.path(), page.status), (path, 200), "{}", page.text());
        (account, browser)
    }

    fn get(&self, host: &str, path: &str) -> (u16, String) {
        Self::ask(self.web, "GET", &format!("{host}:{}", self.web), path)
    }

    fn metrics(&self) -> String {
        let (status, answer) = Self::ask(self.metrics, "GET", "127.0.0.1", "/metrics");
        assert_eq!(status, 200, "{answer}");
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    async fn sql(&self, sql: &str) {
        self.deployment.database.as_ref().unwrap().break_by(sql).await;
    }
}

fn wait(longest: Duration, what: &str, mut is_there: impl FnMut() -> bool) -> Duration {
    let start = Instant::now();
    while !is_there() {
        assert!(start.elapsed() < longest, "{what} did not come within {longest:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
    start.elapsed()
}

/// A mail server that takes one letter whole and then says nothing more: its sender cannot know. Gives the letter.
fn silent_mail_server(port: u16) -> mpsc::Receiver<String> {
    let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let (give, letters) = mpsc::channel();
    std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        drop(listener);
        let (mut out, lines) = (stream.try_clone().unwrap(), BufReader::new(stream).lines());
        out.write_all(b"220 diam\r\n").unwrap();
        let mut letter = None;
        for line in lines.map_while(Result::ok) {
            match &mut letter {
                Some(_) if line == "." => give.send(letter.take().unwrap()).unwrap(),
                Some(text) => *text = format!("{text}{line}\n"),
                None if line == "DATA" => {
                    letter = Some(String::new());
                    out.write_all(b"354 ya\r\n").unwrap();
                }
                None => out.write_all(b"250 ya\r\n").unwrap(),
            }
        }
    });
    letters
}

fn message_id(letter: &str) -> String {
    let line = letter.lines().find(|line| line.to_ascii_lowercase().starts_with("message-id:")).unwrap();
    line.split_once(':').unwrap().1.trim().to_owned()
}

/// The pairs of names and values of every series.
fn labels(metrics: &str) -> BTreeSet<(String, String)> {
    let inside = metrics.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('{'));
    let pairs = inside.flat_map(|(_, rest)| rest.rsplit_once('}').unwrap().0.split("\","));
    pairs
        .filter_map(|pair| pair.split_once("=\""))
        .map(|(name, value)| (name.to_owned(), value.trim_end_matches('"').to_owned()))
        .collect()
}

fn check_metrics(world: &World) {
    assert_eq!(world.get(HALL, "/metrics").0, 404, "figures have a listener of their own");
    let odd = |n: usize| {
        for (method, path) in [
            (format!("{}{n}", CANARY.to_uppercase()), "/".to_owned()),
            ("GET".to_owned(), format!("/{CANARY}-{n}")),
            ("GET".to_owned(), format!("/layanan/{CANARY}-{n}?q={CANARY}")),
            ("GET".to_owned(), format!("/aset/{CANARY}-{n}")),
        ] {
            for host in [HALL.to_owned(), format!("{CANARY}-{n}.{ROOT}"), format!("{CANARY}-{n}.example")] {
                World::ask(world.web, &method, &format!("{host}:{}", world.web), &path);
            }
        }
    };
    odd(0);
    let before = world.metrics();
    assert!(before.contains("balai_http_request_seconds_bucket"), "{before}");
    (1..20).for_each(odd);
    let after = world.metrics();
    let series = |text: &str| text.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(series(&before), series(&after), "what visitors write makes no series");
    assert!(!after.to_lowercase().contains(CANARY), "{after}");
    for (name, value) in labels(&after) {
        let known = match name.as_str() {
            "site" => ["none", "root", "account", "national", "region"].contains(&value.as_str()),
            "method" => ["GET", "POST", "HEAD", "other"].contains(&value.as_str()),
            "status" => value.len() == 3 && value.parse::<u16>().is_ok(),
            "route" => value == "-" || value.starts_with('/'),
            "le" => value == "+Inf" || value.parse::<f64>().is_ok(),
            _ => false,
        };
        assert!(known, "{name}={value}");
    }
}

async fn check_readiness(world: &World) {
    assert_eq!(world.get(ROOT, "/readyz").0, 200);
    world.sql("ALTER ROLE proses_app NOLOGIN").await;
    world.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'proses_app'").await;
    let away = wait(Duration::from_secs(10), "503", || world.get(ROOT, "/readyz").0 == 503);
    let asked = Instant::now();
    assert_eq!(world.get(ROOT, "/readyz").0, 503);
    assert!(asked.elapsed() < Duration::from_secs(5), "the answer itself does not wait for the database");
    assert_eq!(world.get(ROOT, "/healthz").0, 200, "the process lives");
    let (status, page) = world.get(HALL, "/layanan");
    assert!(status >= 500 && !page.contains("proses_app") && !page.contains("sqlx"), "{page}");
    world.sql("ALTER ROLE proses_app LOGIN").await;
    let back = wait(Duration::from_secs(30), "200", || world.get(ROOT, "/readyz").0 == 200);
    println!("503 after {away:?}, 200 again after {back:?}");
}

#[tokio::test]
async fn a_region_comes_to_stand_while_the_mail_server_is_closed_and_everything_ends_when_told() {
    let world = World::make("proses").await;
    let mut web = Process::start(&world, "serve", &["serve"]);
    let mut workers = ["work-1", "work-2"].map(|name| Process::start(&world, name, &["work"]));
    wait(Duration::from_secs(30), "readiness", || world.get(ROOT, "/readyz").0 == 200);
    assert_eq!(world.get(HALL, "/").0, 404, "nobody has a hall yet");

    world.deployment.approve(CODE).await;
    let mut seen = BTreeSet::new();
    let stood = wait(Duration::from_mins(1), "the hall", || {
        assert_eq!(world.get(ROOT, "/healthz").0, 200, "the web answers meanwhile");
        seen.insert(world.get(HALL, "/").0);
        seen.contains(&200)
    });
    println!("approval to a public page: {stood:?}");
    assert_eq!(seen, BTreeSet::from([404, 200]), "nothing half-made is seen");
    let (_, home) = world.get(HALL, "/");
    assert!(home.contains("Kapuas"), "{home}");
    let opened = workers.iter().filter(|worker| worker.log().contains("a hall is open")).count();
    assert_eq!(opened, 1, "one of the two workers made it");

    // the mail server was closed: the invitation waits. Now one takes it and never says so.
    let waits = || workers.iter().any(|worker| worker.log().contains("the mail server took no letter"));
    wait(Duration::from_secs(10), "a try at the closed server", waits);
    let letters = silent_mail_server(world.smtp);
    world.sql("UPDATE control.letters SET due_at = now()").await;
    let first = letters.recv_timeout(Duration::from_secs(10)).unwrap();
    let farewells = [workers[0].end(), workers[1].end()];
    println!("SIGTERM to the end of the workers, one of them in the middle of a letter: {farewells:?}");

    // the next worker cannot know either: it repeats the letter under the same Message-ID, once
    let sink = SmtpSink::open_at(world.smtp, SmtpRules::default());
    world.sql("UPDATE control.letters SET due_at = now()").await;
    let mut third = Process::start(&world, "work-3", &["work"]);
    wait(Duration::from_secs(15), "the letter", || !sink.received().is_empty());
    std::thread::sleep(Duration::from_secs(1));
    assert!(third.end() < FAREWELL);
    let received = sink.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].header("message-id").unwrap(), message_id(&first));
    assert!(received[0].to[0].contains("wahyu@sragenkab.go.id"), "{:?}", received[0].to);

    check_metrics(&world);
    check_readiness(&world).await;
    assert!(web.end() < FAREWELL);
    // the worker that made the hall said so above; one that found nothing to do says nothing
    assert!(!web.log().is_empty());
    for process in [&web, &workers[0], &workers[1], &third] {
        let log = process.log();
        for line in log.lines() {
            let json: Result<Value, _> = serde_json::from_str(line);
            assert!(json.is_ok_and(|json| json["level"].is_string()), "{line}");
        }
        assert!(!log.contains("wahyu@") && !log.to_lowercase().contains(CANARY), "{log}");
    }
}

#[tokio::test]
async fn who_is_sent_away_at_one_server_is_refused_at_the_other_within_five_seconds() {
    let world = World::make("berdua").await;
    let other = SmtpSink::closed_port();
    let mut first = Process::start(&world, "serve-1", &["serve"]);
    let mut second = {
        let log = world.deployment.path().join("serve-2.log");
        let mut command = world.command(&["serve"]);
        command.env("BALAI__SERVER__LISTEN", format!("127.0.0.1:{other}"));
        command.env("BALAI__SERVER__BASE_URL", format!("http://{ROOT}:{other}"));
        command.env("BALAI__SERVER__METRICS_LISTEN", "");
        let child = command.stdout(Stdio::null()).stderr(File::create(&log).unwrap()).spawn().unwrap();
        Process { child, log }
    };
    world.deployment.approve(CODE).await;
    assert!(world.command(&["tenant", "provision", CODE]).output().unwrap().status.success());
    let is_ready = |port| World::ask(port, "GET", &format!("{ROOT}:{port}"), "/readyz").0 == 200;
    wait(Duration::from_secs(30), "both servers", || is_ready(world.web) && is_ready(other));

    let at_kapuas = |role| Grant::new(role, Domain::Region(CODE.parse().unwrap())).unwrap();
    let desk = "/kelola/pegawai";
    let (_, owner) = world.enter(world.web, "ratna@kapuas.go.id", at_kapuas(Role::RegionOwner), desk).await;
    let catalogue = "/kelola/katalog";
    let editor = at_kapuas(Role::CatalogueEditor);
    let (account, editor) = world.enter(other, "yusuf@kapuas.go.id", editor, catalogue).await;
    assert_eq!(editor.get(SLUG, catalogue).await.status, 200, "the second server knows her");

    let sent_away = owner.post(SLUG, &format!("{desk}/{account}/nonaktif"), &[]).await;
    assert_eq!(sent_away.location(), format!("{desk}?kabar=dinonaktifkan"), "{}", sent_away.text());
    let begun = Instant::now();
    loop {
        let answer = editor.get(SLUG, catalogue).await;
        if answer.status == 403 {
            break;
        }
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(begun.elapsed() < EVERYWHERE, "she still reads at the second server");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    println!("refused at the second server after {:?}", begun.elapsed());
    assert!(first.end() < FAREWELL && second.end() < FAREWELL);
}
