//! The key service of the tests, behind a gate that can be shut or slow.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use balai_storage::{Kms, KmsSettings};

/// How the gate answers who comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Hands everything on.
    Open,
    /// Hands everything on, this much later.
    Slow(Duration),
    /// Hangs up.
    Shut,
}

/// Stands before the service and counts who came.
pub struct Gate {
    address: SocketAddr,
    way: Arc<Mutex<Way>>,
    came: Arc<AtomicUsize>,
}

impl Gate {
    /// Opens it on a free port. It lives until the process ends.
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let gate = Self {
            address: listener.local_addr().unwrap(),
            way: Arc::new(Mutex::new(Way::Open)),
            came: Arc::default(),
        };
        let (way, came) = (Arc::clone(&gate.way), Arc::clone(&gate.came));
        let service: SocketAddr = from_scripts_test("BALAI_TEST_S3_ENDPOINT")["http://".len()..].parse().unwrap();
        std::thread::spawn(move || {
            for visitor in listener.incoming().map_while(Result::ok) {
                came.fetch_add(1, Ordering::SeqCst);
                let way = *way.lock().unwrap();
                std::thread::spawn(move || match way {
                    Way::Open => hand_on(&visitor, service),
                    Way::Slow(wait) => {
                        std::thread::sleep(wait);
                        hand_on(&visitor, service);
                    }
                    Way::Shut => drop(visitor),
                });
            }
        });
        gate
    }

    pub fn set(&self, way: Way) {
        *self.way.lock().unwrap() = way;
    }

    /// How many conversations there were.
    pub fn came(&self) -> usize {
        self.came.load(Ordering::SeqCst)
    }

    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The service as a server of the deployment `uji` uses it.
    pub fn kms(&self) -> Kms {
        self.kms_of("uji")
    }

    /// The same for another deployment.
    pub fn kms_of(&self, deployment: &str) -> Kms {
        Kms::new(KmsSettings {
            endpoint: Some(self.endpoint()),
            region: "us-east-1".into(),
            key: from_scripts_test("BALAI_TEST_KMS_KEY"),
            deployment: deployment.into(),
            access_key: from_scripts_test("BALAI_TEST_S3_ACCESS_KEY").into(),
            secret_key: from_scripts_test("BALAI_TEST_S3_SECRET_KEY").into(),
        })
    }

    /// The same for the binary.
    pub fn told_to(&self, command: &mut Command) {
        let settings = [
            ("ENDPOINT", self.endpoint()),
            ("REGION", "us-east-1".into()),
            ("DEPLOYMENT", "uji".into()),
            ("KEY", from_scripts_test("BALAI_TEST_KMS_KEY")),
            ("ACCESS_KEY", from_scripts_test("BALAI_TEST_S3_ACCESS_KEY")),
            ("SECRET_KEY", from_scripts_test("BALAI_TEST_S3_SECRET_KEY")),
        ];
        command.envs(settings.map(|(name, value)| (format!("BALAI__KEYS__KMS__{name}"), value)));
    }
}

fn hand_on(visitor: &TcpStream, service: SocketAddr) {
    let there = TcpStream::connect(service).unwrap();
    let (mut from, mut to) = (visitor.try_clone().unwrap(), there.try_clone().unwrap());
    std::thread::spawn(move || {
        // who hangs up ends the conversation, and nothing else
        std::io::copy(&mut from, &mut to).ok();
        to.shutdown(std::net::Shutdown::Write).ok();
    });
    let (mut from, mut to) = (there, visitor);
    std::io::copy(&mut from, &mut to).ok();
    to.shutdown(std::net::Shutdown::Both).ok();
}

/// What scripts/test says of its servers.
pub fn from_scripts_test(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; scripts/test sets it"))
}
