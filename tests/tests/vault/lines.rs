//! What a connection bears: an answer that comes before the end of what is sent, and a pause between two requests.

use std::time::Duration;

use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Site};
use rstest::rstest;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Bytes of a file that nobody takes: more than all buffers between the two sides hold.
const FILE: usize = 16 * 1024 * 1024;
/// Bytes that are sent before the answer.
const FIRST: usize = 64 * 1024;
/// Longer than a server that is left as it is made bears it.
const PAUSE: Duration = Duration::from_secs(6);

/// A connection to the account host, and the lines of a request that name the host.
async fn line(site: &Site) -> (TcpStream, String) {
    let url = site.browser().url(ACCOUNT, "/");
    let host = format!("{}:{}", url.host_str().expect("a host"), url.port().expect("a port"));
    let line = TcpStream::connect(site.address).await.expect("a line");
    (line, format!("Host: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n"))
}

/// Reads an answer, whose length it says, and nothing more.
async fn answer(line: &mut TcpStream) -> String {
    let mut came = Vec::new();
    loop {
        let read = line.read_buf(&mut came).await.expect("it is heard");
        assert!(read > 0, "the line is closed after {:?}", String::from_utf8_lossy(&came));
        let text = String::from_utf8_lossy(&came).to_ascii_lowercase();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        if body.len() >= length.map_or(0, |length| length.parse().expect("a number")) {
            return text;
        }
    }
}

#[rstest]
#[tokio::test]
async fn whoever_is_answered_early_sends_her_file_to_its_end(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (mut line, host) = line(&site).await;
    let kind = "Content-Type: multipart/form-data; boundary=batas";
    let head = format!("POST /berkas/unggah HTTP/1.1\r\n{host}{kind}\r\nContent-Length: {FILE}\r\n\r\n");
    line.write_all(head.as_bytes()).await.expect("sent");
    line.write_all(&vec![b'x'; FIRST]).await.expect("sent");
    let early = answer(&mut line).await;
    assert!(early.starts_with("http/1.1 303") && early.contains("location: /masuk"), "nobody is signed in: {early}");
    assert!(early.contains("connection: close"), "{early}");
    tokio::time::sleep(PAUSE).await;
    for _ in 0..(FILE - FIRST) / FIRST {
        line.write_all(&vec![b'x'; FIRST]).await.expect("a browser reads the answer when all is sent");
    }
    line.shutdown().await.expect("it is all");
    assert_eq!(line.read_to_end(&mut Vec::new()).await.expect("a calm end"), 0);
}

#[rstest]
#[tokio::test]
async fn a_connection_that_rested_takes_the_next_request(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (mut line, host) = line(&site).await;
    for _ in 0..2 {
        line.write_all(format!("GET /healthz HTTP/1.1\r\n{host}\r\n").as_bytes()).await.expect("sent");
        let answer = answer(&mut line).await;
        assert!(answer.starts_with("http/1.1 200"), "{answer}");
        tokio::time::sleep(PAUSE).await;
    }
}
