//! Trials of a region's own sender against real servers on a loopback port.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

#[expect(dead_code, reason = "shared with the tests of the platform's own letters, which use the rest")]
mod support;

use std::path::{Path, PathBuf};

use balai_messaging::sender::{MailHost, OwnDoor, SenderDetails, SenderName, Trial};
use balai_messaging::{Addressee, MailSettings, RegionMailSettings, SmtpTls};
use balai_testkit::smtp::{SmtpRules, SmtpSink};
use secrecy::SecretString;
use support::until;

const PASSWORD: &str = "kata-sandi-daerah";

fn door(private_addresses: bool, ca_file: Option<&Path>) -> OwnDoor {
    let regions = RegionMailSettings { private_addresses, ca_file: ca_file.map(Path::to_owned), timeout_s: 2 };
    OwnDoor::new(&MailSettings { regions, ..MailSettings::default() })
}

fn details(port: u16, tls: SmtpTls) -> SenderDetails {
    SenderDetails {
        host: MailHost::parse("localhost").unwrap(),
        port,
        tls,
        username: Some("mpp".into()),
        address: "mpp@sragenkab.go.id".parse().unwrap(),
        name: SenderName::parse("MPP Sragen").unwrap(),
    }
}

async fn tried(door: &OwnDoor, sender: &SenderDetails, password: &str) -> Trial {
    let to = Addressee { name: None, email: "siti@sragenkab.go.id".parse().unwrap() };
    door.try_out(sender, Some(&SecretString::from(password)), "Kabupaten Sragen", &to, until()).await
}

fn said(trial: &Trial) -> String {
    trial.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// A certificate for `localhost` that signs itself, as PEM files.
fn certificate(dir: &Path) -> (PathBuf, PathBuf) {
    rustls::crypto::aws_lc_rs::default_provider().install_default().ok();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (cert, key) = (dir.join("cert.pem"), dir.join("key.pem"));
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    (cert, key)
}

#[tokio::test]
async fn the_conversation_is_shown_without_what_opens_the_account() {
    let dir = tempfile::tempdir().unwrap();
    let (cert, key) = certificate(dir.path());
    let account = Some(("mpp".to_owned(), PASSWORD.to_owned()));
    let sink = SmtpSink::open(SmtpRules { tls: Some((cert.clone(), key)), account, ..SmtpRules::default() });
    let sender = details(sink.port(), SmtpTls::Starttls);
    let trial = tried(&door(true, Some(&cert)), &sender, PASSWORD).await;
    assert_eq!(trial.failure, None, "{}", said(&trial));
    let text = said(&trial);
    for line in [
        "220 ",
        "EHLO ",
        "STARTTLS",
        "TLS berjalan",
        "AUTH ••••",
        "235 ",
        "MAIL FROM:<mpp@sragenkab.go.id>",
        "DATA",
        "QUIT",
    ] {
        assert!(text.contains(line), "{line} is missing from\n{text}");
    }
    // base64 of "\0mpp\0kata-sandi-daerah"
    assert!(!text.contains(PASSWORD) && !text.contains("AG1wcABrYXRh"), "{text}");
    let letter = sink.received().pop().unwrap();
    assert_eq!(letter.to, ["siti@sragenkab.go.id"]);
    assert!(letter.header("from").unwrap().contains("MPP Sragen"));

    let wrong = tried(&door(true, Some(&cert)), &sender, "salah").await;
    assert!(wrong.failure.as_deref().unwrap().starts_with("Nama pengguna atau kata sandi tidak diterima"));
    let stranger = tried(&door(true, None), &sender, PASSWORD).await;
    assert!(stranger.failure.as_deref().unwrap().starts_with("TLS tidak jadi berjalan"), "{stranger:?}");
    assert!(!said(&stranger).contains("AUTH"), "nothing is said before TLS stands");
    assert_eq!(sink.received().len(), 1);
}

#[tokio::test]
async fn a_server_that_says_nothing_ends_the_trial_in_time() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let sender = details(silent.local_addr().unwrap().port(), SmtpTls::None);
    let trial = tried(&door(true, None), &sender, PASSWORD).await;
    assert_eq!(trial.failure.as_deref(), Some("Server tidak menjawab sampai selesai dalam 2 detik."));
    assert!(said(&trial).contains("Tersambung ke port"));
    let closed = tried(&door(true, None), &details(SmtpSink::closed_port(), SmtpTls::Starttls), PASSWORD).await;
    let said = closed.failure.as_deref().unwrap();
    assert_eq!(said, "Tidak tersambung: tidak ada server surat yang menjawab di port itu. Periksa portnya.");
}

#[tokio::test]
async fn nobody_makes_us_knock_at_our_own_house() {
    let sink = SmtpSink::open(SmtpRules::default());
    let inside = tried(&door(false, None), &details(587, SmtpTls::Starttls), PASSWORD).await;
    assert!(inside.failure.as_deref().unwrap().contains("alamat jaringan dalam"), "{inside:?}");
    let port = tried(&door(false, None), &details(sink.port(), SmtpTls::Starttls), PASSWORD).await;
    assert!(port.failure.as_deref().unwrap().contains("bukan port surel"), "{port:?}");
    let unknown =
        SenderDetails { host: MailHost::parse("tidak-ada.invalid").unwrap(), ..details(587, SmtpTls::Starttls) };
    let unknown = tried(&door(false, None), &unknown, PASSWORD).await;
    assert!(unknown.failure.as_deref().unwrap().contains("tidak ditemukan di DNS"), "{unknown:?}");
    assert!(inside.lines.is_empty() && port.lines.is_empty(), "nothing was connected to");
}
