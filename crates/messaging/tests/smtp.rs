//! Conversations with a real mail server on a loopback port.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::path::{Path, PathBuf};

use balai_messaging::{MailSettings, Mailer, OpenError, SendError, SmtpSettings, SmtpTls, Transport};
use balai_testkit::smtp::{SmtpRules, SmtpSink};
use support::{letters, outgoing};

fn smtp(port: u16, tls: SmtpTls) -> MailSettings {
    let smtp = SmtpSettings { port, tls, timeout_s: 2, ..SmtpSettings::default() };
    MailSettings { from: "tanpa-balas@balai.go.id".into(), transport: Transport::Smtp, smtp, ..MailSettings::default() }
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

fn with_account(mut settings: MailSettings, cert: &Path, password: &str) -> MailSettings {
    settings.smtp.ca_file = Some(cert.to_owned());
    settings.smtp.username = Some("balai".into());
    settings.smtp.password = Some(password.to_owned().into());
    settings
}

#[tokio::test]
async fn a_letter_arrives_with_both_forms_and_a_stable_message_id() {
    let sink = SmtpSink::open(SmtpRules::default());
    let mailer = Mailer::open(&smtp(sink.port(), SmtpTls::None)).unwrap();
    mailer.probe().await.unwrap();
    for _ in 0..2 {
        mailer.send(&outgoing(7, letters().remove(2))).await.unwrap();
    }
    let received = sink.received();
    assert_eq!(received.len(), 2);
    for letter in received {
        assert_eq!(
            (letter.from.as_str(), letter.to.as_slice()),
            ("tanpa-balas@balai.go.id", &["siti@sragenkab.go.id".to_owned()][..])
        );
        assert_eq!(letter.header("message-id").unwrap(), "<00000000-0000-0000-0000-000000000007@balai.go.id>");
        assert_eq!(letter.header("subject").unwrap(), "Konfirmasi surel untuk pendaftaran Kabupaten Sragen");
        assert_eq!(letter.header("auto-submitted").unwrap(), "auto-generated");
        assert!(letter.header("to").unwrap().ends_with(" <siti@sragenkab.go.id>"));
        assert!(letter.header("content-type").unwrap().starts_with("multipart/alternative"));
        assert!(letter.raw.contains("text/plain") && letter.raw.contains("text/html"));
    }
}

#[tokio::test]
async fn starttls_with_a_known_certificate_and_an_account_delivers() {
    let dir = tempfile::tempdir().unwrap();
    let (cert, key) = certificate(dir.path());
    let account = Some(("balai".to_owned(), "kata-sandi-surat".to_owned()));
    let sink = SmtpSink::open(SmtpRules { tls: Some((cert.clone(), key)), account, ..SmtpRules::default() });
    let settings = with_account(smtp(sink.port(), SmtpTls::Starttls), &cert, "kata-sandi-surat");
    let mailer = Mailer::open(&settings).unwrap();
    mailer.send(&outgoing(1, letters().remove(0))).await.unwrap();
    assert_eq!(sink.received().len(), 1);
}

#[tokio::test]
async fn a_wrong_password_is_the_operators_to_mend_and_the_letter_waits() {
    let dir = tempfile::tempdir().unwrap();
    let (cert, key) = certificate(dir.path());
    let account = Some(("balai".to_owned(), "kata-sandi-surat".to_owned()));
    let sink = SmtpSink::open(SmtpRules { tls: Some((cert.clone(), key)), account, ..SmtpRules::default() });
    let settings = with_account(smtp(sink.port(), SmtpTls::Starttls), &cert, "salah");
    let error = Mailer::open(&settings).unwrap().send(&outgoing(1, letters().remove(0))).await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    assert!(sink.received().is_empty());
}

#[tokio::test]
async fn a_certificate_nobody_vouches_for_gets_no_letter() {
    let dir = tempfile::tempdir().unwrap();
    let tls = Some(certificate(dir.path()));
    let sink = SmtpSink::open(SmtpRules { tls, ..SmtpRules::default() });
    let mailer = Mailer::open(&smtp(sink.port(), SmtpTls::Starttls)).unwrap();
    let error = mailer.send(&outgoing(1, letters().remove(0))).await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    assert!(sink.received().is_empty());
}

#[tokio::test]
async fn a_server_without_starttls_gets_no_letter_when_it_is_required() {
    let sink = SmtpSink::open(SmtpRules::default());
    let mailer = Mailer::open(&smtp(sink.port(), SmtpTls::Starttls)).unwrap();
    assert!(mailer.send(&outgoing(1, letters().remove(0))).await.is_err());
    assert!(mailer.probe().await.is_err());
    assert!(sink.received().is_empty());
}

#[tokio::test]
async fn a_closed_server_is_worth_another_try_and_takes_the_letter_when_it_is_back() {
    let port = SmtpSink::closed_port();
    let mailer = Mailer::open(&smtp(port, SmtpTls::None)).unwrap();
    let letter = outgoing(1, letters().remove(0));
    let error = mailer.send(&letter).await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    let sink = SmtpSink::open_at(port, SmtpRules { busy_for: 1, ..SmtpRules::default() });
    let busy = mailer.send(&letter).await.unwrap_err();
    assert!(busy.is_retryable(), "{busy}");
    mailer.send(&letter).await.unwrap();
    assert_eq!(sink.received().len(), 1);
}

#[tokio::test]
async fn a_mailbox_that_does_not_exist_is_final() {
    let sink = SmtpSink::open(SmtpRules { unknown: vec!["siti@sragenkab.go.id".into()], ..SmtpRules::default() });
    let mailer = Mailer::open(&smtp(sink.port(), SmtpTls::None)).unwrap();
    let error = mailer.send(&outgoing(1, letters().remove(0))).await.unwrap_err();
    assert!(matches!(error, SendError::Refused(_)), "{error}");
}

#[test]
fn a_missing_password_file_is_reported_by_its_key() {
    let mut settings = smtp(25, SmtpTls::None);
    settings.smtp.username = Some("balai".into());
    settings.smtp.password_file = Some("tidak/ada".into());
    assert!(matches!(Mailer::open(&settings), Err(OpenError::File { what: "mail.smtp.password_file", .. })));
}
