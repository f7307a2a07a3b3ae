//! An S3 server of somebody else's making, which `scripts/test` starts, and a line to it on which every request is counted.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use balai_storage::objects::ObjectSettings;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// A setting of that server.
pub fn from_scripts_test(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; scripts/test starts an S3 server"))
}

/// The server, reached at this address.
pub fn service_at(endpoint: String) -> ObjectSettings {
    ObjectSettings::Service {
        endpoint,
        bucket: from_scripts_test("BALAI_TEST_S3_BUCKET"),
        region: "us-east-1".to_owned(),
        access_key: from_scripts_test("BALAI_TEST_S3_ACCESS_KEY").into(),
        secret_key: from_scripts_test("BALAI_TEST_S3_SECRET_KEY").into(),
    }
}

/// A request that came by the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// Its method.
    pub method: String,
    /// The path that was asked for.
    pub path: String,
    /// What it has the server copy; empty where it copies nothing.
    pub copies: String,
    /// Bytes that went to the server, the head of the request among them.
    pub sent: usize,
    /// Bytes that came back.
    pub received: usize,
}

/// A line to the server. It passes every byte on as it came; signatures stay true.
pub struct CountedLine {
    address: SocketAddr,
    passed: Passages,
}

type Passages = Arc<Mutex<Vec<Passed>>>;

impl CountedLine {
    /// A line that waits for whoever connects.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let passed = Passages::default();
        let endpoint = from_scripts_test("BALAI_TEST_S3_ENDPOINT");
        let server = endpoint.trim_start_matches("http://").trim_end_matches('/').to_owned();
        tokio::spawn({
            let passed = Arc::clone(&passed);
            async move {
                while let Ok((client, _)) = listener.accept().await {
                    let server = TcpStream::connect(&server).await.expect("the S3 server");
                    tokio::spawn(pass(client, server, Arc::clone(&passed)));
                }
            }
        });
        Self { address, passed }
    }

    /// The server, reached by this line.
    pub fn settings(&self) -> ObjectSettings {
        service_at(format!("http://{}", self.address))
    }

    /// All that came by so far, in order.
    pub fn passed(&self) -> Vec<Passed> {
        locked(&self.passed).clone()
    }
}

fn locked(passed: &Mutex<Vec<Passed>>) -> MutexGuard<'_, Vec<Passed>> {
    passed.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Passes on what a connection brings, one request after another, and what comes back.
async fn pass(client: TcpStream, server: TcpStream, passed: Passages) -> std::io::Result<()> {
    let (mut from_client, to_client) = client.into_split();
    let (from_server, mut to_server) = server.into_split();
    let current = Arc::new(AtomicUsize::new(0));
    tokio::spawn(pass_back(from_server, to_client, Arc::clone(&passed), Arc::clone(&current)));
    let mut held = Vec::new();
    while let Some(end) = head(&mut from_client, &mut held).await? {
        let (request, body) = told(&held[..end]);
        let mut left = end + body;
        {
            let mut passed = locked(&passed);
            current.store(passed.len(), Ordering::SeqCst);
            passed.push(Passed { sent: left, ..request });
        }
        while left > 0 {
            if held.is_empty() && from_client.read_buf(&mut held).await? == 0 {
                return to_server.shutdown().await;
            }
            let piece = left.min(held.len());
            to_server.write_all(&held[..piece]).await?;
            held.drain(..piece);
            left -= piece;
        }
    }
    to_server.shutdown().await
}

/// What comes back is an answer to the newest request: nobody asks again before it.
async fn pass_back(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    passed: Passages,
    current: Arc<AtomicUsize>,
) -> std::io::Result<()> {
    let mut piece = vec![0; 16 * 1024];
    loop {
        let read = from.read(&mut piece).await?;
        if read == 0 {
            return to.shutdown().await;
        }
        if let Some(request) = locked(&passed).get_mut(current.load(Ordering::SeqCst)) {
            request.received += read;
        }
        to.write_all(&piece[..read]).await?;
    }
}

/// Reads the head of the next request; returns where it ends, or none at the end of all.
async fn head(from: &mut OwnedReadHalf, held: &mut Vec<u8>) -> std::io::Result<Option<usize>> {
    loop {
        if let Some(at) = held.windows(4).position(|window| window == b"\r\n\r\n") {
            return Ok(Some(at + 4));
        }
        if from.read_buf(held).await? == 0 {
            return Ok(None);
        }
    }
}

/// What a head says of its request, and how many bytes follow it.
fn told(head: &[u8]) -> (Passed, usize) {
    let head = String::from_utf8_lossy(head);
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    };
    assert!(header("transfer-encoding").is_none(), "its end is not known: {head}");
    let mut words = head.split(' ').map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let copies = header("x-amz-copy-source").unwrap_or_default();
    let body = header("content-length").map_or(0, |length| length.parse().expect("a number"));
    (Passed { method, path, copies, sent: 0, received: 0 }, body)
}
