//! `vault.clamd` of the running program: with it what the scanner knows as harmful is refused on the page, without it the page
//! says of each file that nobody looked.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::fs::File;
use std::net::TcpStream;
use std::num::NonZeroUsize;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use balai_identity::{ChosenPassword, Factors, Identity, NewAccount, PasswordHasher, oidc};
use balai_kernel::{Act, Clock as _, SystemClock};
use balai_testkit::Kind;
use balai_testkit::smtp::SmtpSink;
use balai_tests::clamd::{HARMFUL, clamd};
use balai_tests::files::pdf;
use balai_tests::{ACCOUNT, Answer, Browser};
use rstest::rstest;
use support::Deployment;

const EMAIL: &str = "sri@contoh.id";
const PASSWORD: &str = "kuda lumping makan beling";
const UNSCANNED: &str = "Belum dipindai";

/// `balai serve`; killed when the test is done with it.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Server {
    fn start(deployment: &Deployment, clamd: &str) -> Self {
        let (port, log) = (SmtpSink::closed_port(), deployment.path().join("log"));
        let mut command = deployment.command(&["serve"]);
        command.env("BALAI__SERVER__LISTEN", format!("127.0.0.1:{port}"));
        command.env("BALAI__SERVER__BASE_URL", format!("http://balai.localhost:{port}"));
        command.env("BALAI__VAULT__CLAMD", clamd);
        let child = command.stdout(Stdio::null()).stderr(File::create(&log).unwrap()).spawn().unwrap();
        let (mut server, start) = (Self { child, port }, Instant::now());
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let said = || std::fs::read_to_string(&log).unwrap();
            assert_eq!(server.child.try_wait().unwrap(), None, "{}", said());
            assert!(start.elapsed() < Duration::from_mins(1), "{}", said());
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// The citizen in a new browser.
    async fn citizen(&self) -> Browser {
        let browser =
            Browser::new(&format!("http://balai.localhost:{}", self.port), ([127, 0, 0, 1], self.port).into());
        let fields = [("surel", EMAIL), ("sandi", PASSWORD), ("ke", "/berkas")];
        let answer = browser.post(ACCOUNT, "/masuk", &fields).await;
        assert_eq!((answer.status, answer.location()), (303, "/berkas"), "{}", answer.text());
        browser
    }
}

async fn open_account(deployment: &Deployment) {
    let store = deployment.store().await;
    let key = deployment.control_key(&store).await;
    let site = oidc::Site::parse("http://akun.balai.localhost:8080").unwrap();
    let hasher = Arc::new(PasswordHasher::new(NonZeroUsize::MIN).unwrap());
    let new = NewAccount {
        email: EMAIL.parse().unwrap(),
        name: "Sri Rahayu".parse().unwrap(),
        password: ChosenPassword::new(PASSWORD, Factors::PasswordOnly, &[]).unwrap(),
        second_factor: None,
    };
    let identity = Identity::new(store.control(), hasher, key, site);
    identity.open_account(&Act::system("uji", SystemClock.now()), new).await.unwrap();
    store.close().await;
}

async fn adds(browser: &Browser, word: &str) -> Answer {
    browser.upload(ACCOUNT, "/berkas/unggah", &[("jenis", "KTP"), ("ganti", "")], &[("ktp.pdf", pdf(word, ""))]).await
}

/// The page of a document that was just added.
async fn page(browser: &Browser, added: &Answer) -> Answer {
    assert_eq!(added.status, 303, "{}", added.text());
    browser.get(ACCOUNT, added.location().trim_end_matches("/nomor")).await
}

#[rstest]
#[tokio::test]
async fn what_the_named_scanner_knows_is_refused_and_without_one_the_page_says_so(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let deployment = Deployment::migrated(kind).await;
    open_account(&deployment).await;
    let server = Server::start(&deployment, &clamd().await);
    let sri = server.citizen().await;
    let refused = adds(&sri, HARMFUL).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(
        refused.says("Pemindai menemukan program berbahaya di berkas ini. Jangan buka berkasnya;"),
        "{}",
        refused.text()
    );
    let clean = page(&sri, &adds(&sri, "bersih").await).await;
    assert!(clean.status == 200 && clean.says("ktp.pdf") && !clean.says(UNSCANNED), "{}", clean.text());
    assert_eq!(sri.get(ACCOUNT, "/berkas").await.text().matches("b-doc__do").count(), 1, "nothing harmful is kept");
    drop(server);

    let server = Server::start(&deployment, "");
    let sri = server.citizen().await;
    let unseen = page(&sri, &adds(&sri, HARMFUL).await).await;
    assert!(unseen.status == 200 && unseen.says(UNSCANNED), "{}", unseen.text());
    drop(server);

    // one that is named and silent lets nothing pass
    let server = Server::start(&deployment, "127.0.0.1:1");
    let sri = server.citizen().await;
    assert!(adds(&sri, "lain").await.status >= 500);
    assert_eq!(sri.get(ACCOUNT, "/berkas").await.text().matches("b-doc__do").count(), 2);
}
