//! `balai serve` as a process of its own, and citizens who use it.

use std::fs::File;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use balai_testkit::smtp::SmtpSink;
use balai_tests::files::pdf;
use balai_tests::{ACCOUNT, Answer, Browser, ROOT};

use super::Deployment;

/// What everybody signs in with here.
pub const PASSWORD: &str = "pohon ember kuda lemari";
/// A server is ready within this, whatever else the machine does.
const READY: Duration = Duration::from_mins(1);

/// A running server; killed when the test is over.
pub struct Serving {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Serving {
    /// Starts it and waits until it is ready.
    pub async fn start(deployment: &Deployment) -> Self {
        let (port, log) = (SmtpSink::closed_port(), deployment.path().join("serve.log"));
        let mut command = deployment.command(&["serve"]);
        command.env("BALAI__SERVER__LISTEN", format!("127.0.0.1:{port}"));
        command.env("BALAI__SERVER__BASE_URL", format!("http://balai.localhost:{port}"));
        let child = command.stdout(Stdio::null()).stderr(File::create(&log).unwrap()).spawn().unwrap();
        let (mut serving, begun) = (Self { child, port, log }, Instant::now());
        while TcpStream::connect(("127.0.0.1", port)).is_err()
            || serving.browser().get(ROOT, "/readyz").await.status != 200
        {
            assert_eq!(serving.child.try_wait().unwrap(), None, "{}", serving.log());
            assert!(begun.elapsed() < READY, "{}", serving.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        serving
    }

    /// A browser of somebody who was never here.
    pub fn browser(&self) -> Browser {
        Browser::new(&format!("http://balai.localhost:{}", self.port), ([127, 0, 0, 1], self.port).into())
    }

    /// What it wrote down.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // it has ended already where something went wrong
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Where a document opens, and what it holds.
pub struct Kept {
    path: String,
    bytes: Vec<u8>,
}

/// Signs somebody in.
pub async fn signed_in(serving: &Serving, email: &str) -> Browser {
    let browser = serving.browser();
    let fields = [("surel", email), ("sandi", PASSWORD), ("ke", "/berkas")];
    let answer = browser.post(ACCOUNT, "/masuk", &fields).await;
    assert_eq!((answer.status, answer.location()), (303, "/berkas"), "{}{}", answer.text(), serving.log());
    browser
}

/// Adds a document with a word in it to somebody's vault.
pub async fn added(serving: &Serving, browser: &Browser, word: &str) -> Kept {
    let bytes = pdf(word, "");
    let (fields, files) = ([("jenis", "KTP"), ("ganti", "")], [("ktp.pdf", bytes.clone())]);
    let sent = browser.upload(ACCOUNT, "/berkas/unggah", &fields, &files).await;
    assert_eq!(sent.status, 303, "{}{}", sent.text(), serving.log());
    let document = sent.location().split(['/', '?']).nth(2).expect("a document");
    let page = browser.get(ACCOUNT, &format!("/berkas/{document}")).await;
    let version = page.between(&format!("href=\"/berkas/{document}/versi/"), "\"");
    let version = version.split('?').next().unwrap_or_default();
    Kept { path: format!("/berkas/{document}/versi/{version}"), bytes }
}

/// Opens a document, which is what it was.
pub async fn opens(serving: &Serving, browser: &Browser, kept: &Kept) {
    let Answer { status, body, .. } = browser.get(ACCOUNT, &kept.path).await;
    assert!(status == 200 && body == kept.bytes, "{status} {}: {}", kept.path, serving.log());
}
