//! A mail server that keeps what it is given.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use mailin_embedded::response::{AUTH_OK, INTERNAL_ERROR, INVALID_CREDENTIALS, NO_MAILBOX, OK};
use mailin_embedded::{AuthMechanism, Handler, Response, Server, SslConfig};

/// A letter as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Envelope sender.
    pub from: String,
    /// Envelope receivers.
    pub to: Vec<String>,
    /// Headers and body, as sent.
    pub raw: String,
}

impl Received {
    /// The value of a header, unfolded; encoded words stay encoded.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.raw.split("\r\n\r\n").next()?.replace("\r\n ", " ").replace("\r\n\t", " ");
        let line =
            head.lines().find(|line| line.split_once(':').is_some_and(|(key, _)| key.eq_ignore_ascii_case(name)))?;
        line.split_once(':').map(|(_, value)| value.trim().to_owned())
    }
}

/// What the server asks of its clients.
#[derive(Debug, Clone, Default)]
pub struct SmtpRules {
    /// Certificate and key as PEM files: the server then offers STARTTLS.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// The one account that may log in; needs `tls`.
    pub account: Option<(String, String)>,
    /// Receivers that are refused for good (550).
    pub unknown: Vec<String>,
    /// How many letters are put off (451) before the first is taken.
    pub busy_for: usize,
}

/// A running server on a loopback port. It lives until the process ends: the library has no way to stop it.
#[derive(Debug, Clone)]
pub struct SmtpSink {
    addr: SocketAddr,
    letters: Arc<Mutex<Vec<Received>>>,
    busy: Arc<Mutex<usize>>,
}

impl SmtpSink {
    /// A free loopback port on which nobody listens: a closed mail server, until one is opened there.
    pub fn closed_port() -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free");
        listener.local_addr().expect("a bound socket has an address").port()
    }

    /// Opens a server on a port of the system's choice.
    pub fn open(rules: SmtpRules) -> Self {
        Self::open_at(0, rules)
    }

    /// Opens a server on this port.
    pub fn open_at(port: u16, rules: SmtpRules) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).expect("the port can be bound");
        let addr = listener.local_addr().expect("a bound socket has an address");
        let sink = Self { addr, letters: Arc::default(), busy: Arc::new(Mutex::new(rules.busy_for)) };
        let clerk = Clerk::new(&rules, &sink);
        std::thread::spawn(move || {
            let mut server = Server::new(clerk);
            server.with_name("localhost").with_tcp_listener(listener);
            if let Some((cert, key)) = rules.tls {
                let (cert_path, key_path) = (cert.display().to_string(), key.display().to_string());
                server.with_ssl(SslConfig::SelfSigned { cert_path, key_path }).expect("the certificate can be read");
            }
            if rules.account.is_some() {
                server.with_auth(AuthMechanism::Plain);
            }
            server.serve().expect("the listener stays open");
        });
        sink
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.addr.port()
    }

    /// Puts off the next letters (451).
    pub fn be_busy(&self, letters: usize) {
        *self.busy.lock().unwrap_or_else(PoisonError::into_inner) = letters;
    }

    /// Everything taken so far, oldest first.
    pub fn received(&self) -> Vec<Received> {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[derive(Clone)]
struct Clerk {
    rules: SmtpRules,
    sink: SmtpSink,
    from: String,
    to: Vec<String>,
    raw: Vec<u8>,
}

impl Clerk {
    fn new(rules: &SmtpRules, sink: &SmtpSink) -> Self {
        Self { rules: rules.clone(), sink: sink.clone(), from: String::new(), to: Vec::new(), raw: Vec::new() }
    }
}

impl Handler for Clerk {
    fn rcpt(&mut self, to: &str) -> Response {
        if self.rules.unknown.iter().any(|unknown| unknown == to) {
            return NO_MAILBOX;
        }
        OK
    }

    fn data_start(&mut self, _domain: &str, from: &str, _is8bit: bool, to: &[String]) -> Response {
        from.clone_into(&mut self.from);
        self.to = to.to_vec();
        self.raw.clear();
        OK
    }

    fn data(&mut self, buf: &[u8]) -> io::Result<()> {
        self.raw.extend_from_slice(buf);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let mut busy = self.sink.busy.lock().unwrap_or_else(PoisonError::into_inner);
        if *busy > 0 {
            *busy -= 1;
            return INTERNAL_ERROR;
        }
        let letter = Received {
            from: std::mem::take(&mut self.from),
            to: std::mem::take(&mut self.to),
            raw: String::from_utf8_lossy(&std::mem::take(&mut self.raw)).into_owned(),
        };
        self.sink.letters.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
        OK
    }

    fn auth_plain(&mut self, _authorization: &str, user: &str, password: &str) -> Response {
        let known = self.rules.account.as_ref().is_some_and(|(name, secret)| name == user && secret == password);
        if known { AUTH_OK } else { INVALID_CREDENTIALS }
    }
}
