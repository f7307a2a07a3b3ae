//! Short texts: through a real gateway over HTTP, or into the directory of letters.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use balai_messaging::{
    FilesSettings, MailSettings, Mailer, Post, SendError, ShortText, SmtpSettings, SmtpTls, TextSettings, Transport,
};
use chrono::DateTime;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use uuid::Uuid;

/// A gateway on this machine: answers with the given status and keeps what it was sent.
async fn gateway(status: u16) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, seen) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Vec::new())));
    let kept = Arc::clone(&seen);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut text = String::new();
            while !is_whole(&text) {
                let mut part = vec![0; 4096];
                let read = stream.read(&mut part).await.unwrap();
                text.push_str(std::str::from_utf8(&part[..read]).unwrap());
            }
            kept.lock().unwrap().push(text);
            let answer = format!(
                "HTTP/1.1 {status} Status\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            );
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (address, seen)
}

fn is_whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    body.len() >= length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

fn through(dir: &Path, gateway: String) -> MailSettings {
    let token_file = dir.join("token");
    std::fs::write(&token_file, "kunci-gerbang\n").unwrap();
    let smtp = SmtpSettings { host: "127.0.0.1".into(), tls: SmtpTls::None, ..SmtpSettings::default() };
    let texts = TextSettings { gateway, token_file, timeout_s: 2 };
    MailSettings { transport: Transport::Smtp, smtp, texts, ..MailSettings::default() }
}

fn text() -> Post {
    Post::Text(ShortText {
        event: Uuid::from_u128(7),
        at: DateTime::from_timestamp(1_795_420_800, 0).unwrap(),
        phone: "081234567890".parse().unwrap(),
        text: "123456 adalah kode Akun Balai Anda".into(),
        about: "account_code".into(),
    })
}

#[tokio::test]
async fn a_gateway_is_handed_number_and_text_with_our_token() {
    let dir = tempfile::tempdir().unwrap();
    let (address, seen) = gateway(202).await;
    let mailer = Mailer::open(&through(dir.path(), format!("http://{address}/sms"))).unwrap();
    assert!(mailer.reaches_phones());
    mailer.pass(&text()).await.unwrap();
    let seen = seen.lock().unwrap().pop().unwrap();
    assert!(seen.starts_with("POST /sms HTTP/1.1\r\n"), "{seen}");
    assert!(seen.to_lowercase().contains("authorization: bearer kunci-gerbang\r\n"), "{seen}");
    let body: serde_json::Value = serde_json::from_str(seen.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!(body["to"], "+6281234567890");
    assert_eq!(body["id"], "00000000-0000-0000-0000-000000000007");
    assert!(body["text"].as_str().unwrap().starts_with("123456 "));
}

#[tokio::test]
async fn what_a_gateway_refuses_for_good_is_not_tried_again_and_what_concerns_us_is() {
    let dir = tempfile::tempdir().unwrap();
    for (status, again) in [(400, false), (422, false), (401, true), (429, true), (500, true), (302, true)] {
        let (address, _) = gateway(status).await;
        let mailer = Mailer::open(&through(dir.path(), format!("http://{address}/sms"))).unwrap();
        let refused = mailer.pass(&text()).await.unwrap_err();
        assert_eq!(refused.is_retryable(), again, "{status}: {refused}");
        assert!(!refused.to_string().contains("81234567890"), "{refused}");
    }
    let nobody = Mailer::open(&through(dir.path(), "http://127.0.0.1:9/sms".into())).unwrap();
    assert!(matches!(nobody.pass(&text()).await, Err(SendError::Unavailable(_))));
}

#[tokio::test]
async fn without_a_gateway_texts_are_files_where_letters_are() {
    let dir = tempfile::tempdir().unwrap();
    let files = FilesSettings { dir: dir.path().join("surat") };
    let mailer = Mailer::open(&MailSettings { files, ..MailSettings::default() }).unwrap();
    assert!(mailer.reaches_phones());
    mailer.pass(&text()).await.unwrap();
    let lines = mailer.files().unwrap().newest(10).await.unwrap();
    assert_eq!((lines[0].to.as_str(), lines[0].subject.as_str()), ("+62 812-3456-7890", "Pesan singkat (SMS)"));
    let opened = mailer.files().unwrap().get(Uuid::from_u128(7)).await.unwrap().unwrap();
    assert_eq!(opened.text, "123456 adalah kode Akun Balai Anda");
}

#[test]
fn where_letters_are_sent_and_no_gateway_is_named_telephones_are_out_of_reach() {
    let dir = tempfile::tempdir().unwrap();
    let settings = through(dir.path(), String::new());
    assert!(!Mailer::open(&settings).unwrap().reaches_phones());
}

#[test]
fn a_gateway_off_this_machine_needs_tls_and_every_one_a_token() {
    let dir = tempfile::tempdir().unwrap();
    let faults = |gateway: &str, token: bool| {
        let mut settings = through(dir.path(), gateway.into());
        if !token {
            settings.texts.token_file = std::path::PathBuf::new();
        }
        settings.faults().into_iter().map(|fault| fault.key).collect::<Vec<_>>()
    };
    assert!(faults("https://sms.contoh.go.id/kirim", true).is_empty());
    assert!(faults("http://127.0.0.1:9/", true).is_empty());
    assert_eq!(faults("http://sms.contoh.go.id/", true), ["mail.texts.gateway"]);
    assert_eq!(faults("bukan alamat", true), ["mail.texts.gateway"]);
    assert_eq!(faults("https://sms.contoh.go.id/", false), ["mail.texts.token_file"]);
}
