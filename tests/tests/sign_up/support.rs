//! A deployment in which officials sign their regions up.

use std::path::Path;

use balai_kernel::{Act, Actor, Origin, RegionCode, SecretToken};
use balai_messaging::{
    FilesSettings, LetterRelay, MailSettings, Mailer, OpenedLetter, Places, Postman, SmtpSettings, SmtpTls, Transport,
};
use balai_storage::envelope::Key;
use balai_storage::objects::{ObjectSettings, Objects, Shelf};
use balai_tenancy::onboarding::{Application, LetterFile, OfficialInput, SignUps, StarterChoice};
use balai_tenancy::regions;
use balai_testkit::{Kind, TestStore};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

pub const VERIFIER: Uuid = Uuid::from_u128(1);
pub const APPROVER: Uuid = Uuid::from_u128(2);
pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

pub struct Desk {
    pub kit: TestStore,
    pub sign_ups: SignUps,
    pub shelf: Shelf,
    pub relay: LetterRelay,
    pub key: Key,
}

pub fn at(hours: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::hours(hours)
}

pub fn visitor(hours: i64) -> Act {
    Act::new(Actor::Applicant("draft".into()), at(hours), Origin::web("192.0.2.7", "req-1"))
}

pub fn officer(who: Uuid, hours: i64) -> Act {
    Act::new(Actor::Account(who), at(hours), Origin::web("192.0.2.9", "req-2"))
}

pub fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

pub fn siti() -> OfficialInput {
    OfficialInput {
        name: "Siti Aminah, S.Sos.".into(),
        position: "Kepala DPMPTSP".into(),
        nip: "197805122005012003".into(),
        email: "siti.aminah@sragenkab.go.id".into(),
        phone: "0271 891 024".into(),
    }
}

impl Desk {
    pub async fn open(kind: Kind) -> Self {
        let kit = TestStore::fresh(kind).await;
        let write = kit.control().write().await.unwrap();
        regions::import(&write, regions::OFFICIAL).await.unwrap();
        write.commit().await.unwrap();
        let dir = kit.dir.path().join("objects");
        let objects = Objects::open(&ObjectSettings::InProcess { dir }).unwrap();
        let key = Key::fresh();
        let sign_ups = SignUps::new(kit.control(), objects.of_control(), key.clone());
        let shelf = objects.of_control();
        let places = Places::new("http://balai.localhost:8080/".parse().unwrap()).unwrap();
        let relay = LetterRelay::new(kit.control(), key.clone(), places);
        Self { kit, sign_ups, shelf, relay, key }
    }

    /// A draft with every page filled in.
    pub async fn filled(&self, region: &str, input: OfficialInput, hours: i64) -> SecretToken {
        let act = visitor(hours);
        let (_, token) = self.sign_ups.begin(&act).await.unwrap();
        self.sign_ups.choose_region(&act, &token, code(region)).await.unwrap();
        self.sign_ups.fill_official(&act, &token, input).await.unwrap();
        let file = LetterFile::parse(Bytes::from_static(PDF)).unwrap();
        self.sign_ups.attach(&act, &token, "C:\\surat\\Surat Bupati.pdf", &file).await.unwrap();
        self.sign_ups.agree(&act, &token, true, StarterChoice::Catalogue).await.unwrap();
        token
    }

    pub async fn submitted(&self, region: &str, hours: i64) -> Application {
        let token = self.filled(region, siti(), hours).await;
        self.sign_ups.submit(&visitor(hours), &token).await.unwrap()
    }

    /// Submitted and confirmed through the link of the letter.
    pub async fn applied(&self, region: &str, hours: i64) -> Application {
        let submitted = self.submitted(region, hours).await;
        let letter = self.last_letter(hours, "Konfirmasi surel").await;
        let token = link_token(&letter.text, "/daftar/konfirmasi/");
        let applied = self.sign_ups.confirm(&visitor(hours), &token).await.unwrap();
        assert_eq!(applied.id, submitted.id);
        applied
    }

    pub fn postman(&self, mail: &MailSettings) -> Postman {
        Postman::new(self.kit.control(), self.key.clone(), Mailer::open(mail).unwrap())
    }

    pub fn files(&self) -> MailSettings {
        files(&self.kit.dir.path().join("letters"))
    }

    /// Carries what waits into files.
    pub async fn deliver(&self, hours: i64) {
        self.relay.run(at(hours)).await.unwrap();
        self.postman(&self.files()).deliver(at(hours)).await.unwrap();
    }

    /// All letters whose subject begins so.
    pub async fn letters(&self, hours: i64, subject: &str) -> Vec<OpenedLetter> {
        self.deliver(hours).await;
        let mailer = Mailer::open(&self.files()).unwrap();
        let files = mailer.files().unwrap();
        let mut found = Vec::new();
        for line in files.newest(1_000).await.unwrap() {
            if line.subject.starts_with(subject) {
                found.push(files.get(line.event).await.unwrap().unwrap());
            }
        }
        // Ids sort by the time of their event.
        found.sort_by_key(|letter| letter.line.event);
        found
    }

    pub async fn last_letter(&self, hours: i64, subject: &str) -> OpenedLetter {
        self.letters(hours, subject).await.pop().unwrap_or_else(|| panic!("no letter about {subject}"))
    }
}

pub fn files(dir: &Path) -> MailSettings {
    MailSettings { files: FilesSettings { dir: dir.to_owned() }, ..MailSettings::default() }
}

pub fn smtp(port: u16) -> MailSettings {
    let smtp = SmtpSettings { port, tls: SmtpTls::None, timeout_s: 2, ..SmtpSettings::default() };
    MailSettings { transport: Transport::Smtp, smtp, ..MailSettings::default() }
}

/// The token in the link of a letter.
pub fn link_token(text: &str, path: &str) -> SecretToken {
    let start = text.find(path).unwrap_or_else(|| panic!("no {path} in {text}")) + path.len();
    SecretToken::parse(text[start..].split_whitespace().next().unwrap()).unwrap()
}
