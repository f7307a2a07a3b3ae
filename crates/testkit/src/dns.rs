//! A small DNS server on loopback: it says what a test wrote into it.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};

use hickory_proto::op::{Message, OpCode, ResponseCode};
use hickory_proto::rr::rdata::{CNAME, TXT};
use hickory_proto::rr::{Name, RData, Record, RecordType};

/// How long what it says may be kept, in seconds.
const TTL: u32 = 1;
/// The largest question.
const LARGEST: usize = 4_096;

/// A running server. It lives until the process ends; while it is muted it hears and does not answer.
#[derive(Clone)]
pub struct DnsServer {
    addr: SocketAddr,
    zone: Arc<Mutex<Zone>>,
}

#[derive(Default)]
struct Zone {
    texts: BTreeMap<String, Vec<String>>,
    aliases: BTreeMap<String, String>,
    muted: bool,
    asked: usize,
}

impl DnsServer {
    /// Opens a server without records on a port of the system's choice (UDP).
    pub fn open() -> Self {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free");
        let addr = socket.local_addr().expect("a bound socket has an address");
        let server = Self { addr, zone: Arc::default() };
        let own = server.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; LARGEST];
            while let Ok((length, from)) = socket.recv_from(&mut buffer) {
                if let Some(answer) = own.answer(&buffer[..length]) {
                    // who asked may be gone
                    drop(socket.send_to(&answer, from));
                }
            }
        });
        server
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The TXT records of a name, in place of those it had.
    pub fn set_texts(&self, name: &str, texts: &[&str]) {
        self.zone().texts.insert(name.to_owned(), texts.iter().map(|text| (*text).to_owned()).collect());
    }

    /// The CNAME record of a name; none takes it away.
    pub fn set_alias(&self, name: &str, to: Option<&str>) {
        match to {
            Some(to) => drop(self.zone().aliases.insert(name.to_owned(), to.to_owned())),
            None => drop(self.zone().aliases.remove(name)),
        }
    }

    /// From now on it answers nobody, or everybody again.
    pub fn mute(&self, muted: bool) {
        self.zone().muted = muted;
    }

    /// How many questions came.
    pub fn asked(&self) -> usize {
        self.zone().asked
    }

    fn zone(&self) -> std::sync::MutexGuard<'_, Zone> {
        self.zone.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, question: &[u8]) -> Option<Vec<u8>> {
        let question = Message::from_vec(question).ok()?;
        let query = question.queries.first()?.clone();
        let name = query.name().to_ascii().trim_end_matches('.').to_ascii_lowercase();
        let mut zone = self.zone();
        zone.asked += 1;
        if zone.muted {
            return None;
        }
        let data: Vec<RData> = match query.query_type() {
            RecordType::TXT => {
                let texts = zone.texts.get(&name).into_iter().flatten();
                texts.map(|text| RData::TXT(TXT::new(vec![text.clone()]))).collect()
            }
            RecordType::CNAME => {
                let to = zone.aliases.get(&name).and_then(|to| Name::from_ascii(format!("{to}.")).ok());
                to.map(|to| RData::CNAME(CNAME(to))).into_iter().collect()
            }
            _ => Vec::new(),
        };
        let known = zone.texts.contains_key(&name) || zone.aliases.contains_key(&name);
        let mut answer = Message::response(question.metadata.id, OpCode::Query);
        answer.metadata.recursion_desired = question.metadata.recursion_desired;
        answer.metadata.recursion_available = true;
        answer.metadata.response_code = if known { ResponseCode::NoError } else { ResponseCode::NXDomain };
        answer.add_answers(data.into_iter().map(|data| Record::from_rdata(query.name().clone(), TTL, data)));
        answer.add_query(query);
        answer.to_vec().ok()
    }
}
