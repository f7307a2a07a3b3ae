//! The conversation of a trial, line by line. What opens the account at the mail server is never among the lines.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use chrono::{DateTime, Utc};
use lettre::transport::smtp::client::AsyncTokioStream;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// Lines that are kept; a server that talks on and on is cut short.
const MOST_LINES: usize = 60;
/// Letters of one line.
const LONGEST_LINE: usize = 300;

/// A trial letter: what was said, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// When.
    pub at: DateTime<Utc>,
    /// Why the letter did not leave; none when it did.
    pub failure: Option<String>,
    /// The conversation, in order.
    pub lines: Vec<Said>,
}

/// One line of the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Whose line it is.
    pub who: Who,
    /// The line, without its end.
    pub text: String,
}

/// Who says a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// This machine.
    Us,
    /// The mail server.
    Server,
    /// What happens beside the lines: the name was found, TLS stands.
    Note,
}

/// A conversation that is being written down.
#[derive(Debug, Clone, Default)]
pub(super) struct Talk(Arc<Mutex<Vec<Said>>>);

impl Talk {
    pub(super) fn us(&self, text: impl AsRef<str>) {
        self.put(Who::Us, text.as_ref());
    }

    pub(super) fn server(&self, text: impl AsRef<str>) {
        self.put(Who::Server, text.as_ref());
    }

    pub(super) fn note(&self, text: impl AsRef<str>) {
        self.put(Who::Note, text.as_ref());
    }

    pub(super) fn lines(&self) -> Vec<Said> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, who: Who, text: &str) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            if lines.len() < MOST_LINES {
                let text = line.chars().filter(|c| !c.is_control()).take(LONGEST_LINE).collect();
                lines.push(Said { who, text });
            }
        }
    }
}

/// A connection whose first words are written down: the greeting, ours and the server's. It is told to stop before a
/// secret is said.
#[derive(Debug)]
pub(super) struct Overheard {
    stream: TcpStream,
    ear: Ear,
}

/// The half that listens.
#[derive(Debug, Clone, Default)]
pub(super) struct Ear(Arc<Mutex<Option<Talk>>>);

impl Ear {
    pub(super) fn on(talk: &Talk) -> Self {
        Self(Arc::new(Mutex::new(Some(talk.clone()))))
    }

    /// Hears nothing from here on.
    pub(super) fn close(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn hear(&self, who: Who, bytes: &[u8]) {
        if let Some(talk) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            talk.put(who, &String::from_utf8_lossy(bytes));
        }
    }
}

impl Overheard {
    pub(super) fn new(stream: TcpStream, ear: Ear) -> Self {
        Self { stream, ear }
    }
}

impl AsyncTokioStream for Overheard {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}

impl AsyncRead for Overheard {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buf);
        if let Poll::Ready(Ok(())) = polled {
            self.ear.hear(Who::Server, &buf.filled()[before..]);
        }
        polled
    }
}

impl AsyncWrite for Overheard {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if let Poll::Ready(Ok(written)) = polled {
            self.ear.hear(Who::Us, &bytes[..written]);
        }
        polled
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_talkative_server_is_cut_short_and_a_closed_ear_hears_nothing() {
        let talk = Talk::default();
        let ear = Ear::on(&talk);
        ear.hear(Who::Server, b"220 mail\x1b[31m.contoh.id\r\n\r\n");
        ear.close();
        ear.hear(Who::Us, b"AUTH PLAIN rahasia\r\n");
        assert_eq!(talk.lines(), [Said { who: Who::Server, text: "220 mail[31m.contoh.id".into() }]);
        for _ in 0..200 {
            talk.server("x".repeat(1_000));
        }
        assert_eq!(talk.lines().len(), MOST_LINES);
        assert!(talk.lines().iter().all(|line| line.text.len() <= LONGEST_LINE));
    }
}
