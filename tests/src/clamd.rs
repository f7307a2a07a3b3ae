//! A virus scanner for tests.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The word that it knows as harmful.
pub const HARMFUL: &str = "EICAR";

/// A clamd that knows one harmful word; returns its address. It speaks INSTREAM as clamd(8) says.
pub async fn clamd() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async move {
        while let Ok((line, _)) = listener.accept().await {
            tokio::spawn(scan(line));
        }
    });
    address
}

async fn scan(mut line: TcpStream) {
    let mut command = [0; 10];
    line.read_exact(&mut command).await.expect("a command");
    assert_eq!(&command, b"zINSTREAM\0");
    let mut file = Vec::new();
    loop {
        let size = line.read_u32().await.expect("a size") as usize;
        if size == 0 {
            break;
        }
        let start = file.len();
        file.resize(start + size, 0);
        line.read_exact(&mut file[start..]).await.expect("a chunk");
    }
    let harmful = file.windows(HARMFUL.len()).any(|window| window == HARMFUL.as_bytes());
    let answer: &[u8] = if harmful { b"stream: Eicar-Test-Signature FOUND\0" } else { b"stream: OK\0" };
    line.write_all(answer).await.expect("answered");
}
