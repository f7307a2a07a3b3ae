//! Letters as files: written whole, read back, listed newest first.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use balai_messaging::{FilesSettings, Letter, MailSettings, Mailer, OpenError, SendError};
use support::{letters, outgoing};
use uuid::Uuid;

fn mailer(dir: &std::path::Path) -> Mailer {
    Mailer::open(&MailSettings { files: FilesSettings { dir: dir.to_owned() }, ..MailSettings::default() }).unwrap()
}

#[tokio::test]
async fn a_filed_letter_reads_back_as_it_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let mailer = mailer(&dir.path().join("surat"));
    mailer.probe().await.unwrap();
    for (event, letter) in (1..).zip(letters()) {
        let expected = letter.render(Some("Siti Aminah, S.Sos.")).unwrap();
        mailer.send(&outgoing(event, letter)).await.unwrap();
        let opened = mailer.files().unwrap().get(Uuid::from_u128(event)).await.unwrap().unwrap();
        assert_eq!(opened.line.subject, expected.subject);
        assert_eq!(opened.line.to, "siti@sragenkab.go.id");
        assert_eq!(opened.from, "Balai <tanpa-balas@balai.localhost>");
        assert_eq!(opened.message_id, format!("<{}@balai.localhost>", Uuid::from_u128(event)));
        assert_eq!(opened.text.replace("\r\n", "\n").trim(), expected.text.trim());
        assert_eq!(opened.html.replace("\r\n", "\n").trim(), expected.html.trim());
    }
}

#[tokio::test]
async fn the_same_letter_twice_is_one_file_and_strangers_are_passed_over() {
    let dir = tempfile::tempdir().unwrap();
    let mailer = mailer(dir.path());
    for event in [1, 2, 2] {
        mailer.send(&outgoing(event, letters().remove(0))).await.unwrap();
    }
    std::fs::write(dir.path().join("catatan.eml"), "x").unwrap();
    std::fs::write(dir.path().join(format!("{}.part", Uuid::from_u128(3))), "half").unwrap();
    let files = mailer.files().unwrap();
    assert_eq!(files.newest(100).await.unwrap().len(), 2);
    assert_eq!(files.newest(1).await.unwrap().len(), 1);
    assert_eq!(files.get(Uuid::from_u128(3)).await.unwrap(), None);
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_on_the_machine_reads_a_letter() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("surat");
    mailer(&inner).send(&outgoing(1, letters().remove(0))).await.unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o077;
    assert_eq!(mode(&inner), 0);
    assert_eq!(mode(&inner.join(format!("{}.eml", Uuid::from_u128(1)))), 0);
}

#[tokio::test]
async fn a_directory_that_went_away_is_worth_another_try() {
    let dir = tempfile::tempdir().unwrap();
    let mailer = mailer(&dir.path().join("surat"));
    std::fs::remove_dir(dir.path().join("surat")).unwrap();
    let error = mailer.send(&outgoing(1, letters().remove(0))).await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    assert!(mailer.probe().await.is_err());
}

#[test]
fn a_file_where_the_directory_should_be_is_reported_by_its_key() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("surat");
    std::fs::write(&file, "").unwrap();
    let settings = MailSettings { files: FilesSettings { dir: file }, ..MailSettings::default() };
    assert!(matches!(Mailer::open(&settings), Err(OpenError::File { what: "mail.files.dir", .. })));
}

#[tokio::test]
async fn a_line_break_in_a_header_is_refused_for_good() {
    let dir = tempfile::tempdir().unwrap();
    let mailer = mailer(dir.path());
    let evil = "Sragen\r\nBcc: semua@contoh.go.id".to_owned();
    let letter =
        Letter::DraftLink { region: Some(evil.clone()), link: "http://x/".parse().unwrap(), until: support::until() };
    let mut in_name = outgoing(2, letters().remove(0));
    in_name.to.name = Some(evil);
    for bad in [outgoing(1, letter), in_name] {
        let error = mailer.send(&bad).await.unwrap_err();
        assert!(matches!(error, SendError::Compose(_)) && !error.is_retryable(), "{error}");
    }
    assert!(mailer.files().unwrap().newest(10).await.unwrap().is_empty());
}
