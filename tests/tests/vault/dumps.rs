//! Somebody carries away the database and the bucket, and not the key.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use balai_identity::{AccountNotice, AccountSays};
use balai_kernel::Contact;
use balai_messaging::{LetterRelay, Places};
use balai_storage::{Event, Space};
use balai_tenancy::keys::{self, KeyOwner};
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN, place};
use balai_tests::{ACCOUNT, Browser, Site};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rstest::rstest;
use serde_json::Value;

use crate::clerk::{Clerk, request_id, shelf};
use crate::people::{SRAGEN as HALL, hidden};
use crate::support::{Citizen, holds, pdf, png};

const NIK: &str = "3314015208900001";
const NAME: &str = "Kenari Rahayu";
const EMAIL: &str = "kenari.rahayu@contoh.id";
const PHONE: &str = "81234567899";
/// Whom she appoints.
const AGENT: &str = "wakil.kenari@contoh.id";
/// Who asks for documents at the counter of Sragen.
const CLERK: &str = "Siti Aminah";
const CLERK_EMAIL: &str = "loket@sragen.go.id";
const PASSWORD: &str = "pohon ember kuda lemari";
/// Bytes of a document that would be known again.
const PIECE: usize = 16;

/// Where names of staff stand as they are: beside what they did, for which they answer by name, and on the wish of the region
/// that named her who answers for it first.
const STAFF_IN_THE_CLEAR: [(&str, &str, &str); 3] = [
    ("pusat", "provisionings", "request"),
    ("pusat", "vault_looks", "by_name"),
    ("pusat", "vault_requests", "asked_by_name"),
];

/// Registers somebody through the pages. The news stays where it is.
pub async fn registered(site: &Site, contact: &str) -> Browser {
    let browser = site.browser();
    let page = browser.get(ACCOUNT, "/daftar").await;
    let answer = browser.post(ACCOUNT, "/daftar", &[("kontak", contact), ("ke", &hidden(&page, "ke"))]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let code = code_for(site, &Contact::parse(contact).unwrap()).await;
    for (step, field, value) in [("kode", "kode", code.as_str()), ("nama", "nama", NAME), ("sandi", "sandi", PASSWORD)]
    {
        let answer = browser.post(ACCOUNT, &format!("/daftar/{step}"), &[(field, value), ("ke", "/")]).await;
        assert_eq!(answer.status, 303, "{step}: {}", answer.text());
    }
    browser
}

/// The code in the letter that waits for somebody.
async fn code_for(site: &Site, contact: &Contact) -> String {
    let control = site.kit.control();
    let key = keys::find(&control.read().await.unwrap(), &site.app.kek, KeyOwner::Control).await.unwrap().unwrap();
    let write = control.write().await.unwrap();
    let events = write.take_events(&[AccountNotice::TOPIC], site.app.clock.now(), 100).await.unwrap();
    let mut letters = events.iter().map(|event| event.read::<AccountNotice>().unwrap().open(&key).unwrap());
    match letters.find(|letter| letter.to == *contact).unwrap().says {
        AccountSays::Code { code, .. } => code,
        other => panic!("no code: {other:?}"),
    }
}

/// All that a citizen leaves: number, documents, requests, copies, a look through an agent's eyes, letters. Returns the
/// documents as they were opened.
async fn lived_in(site: &Site) -> Vec<Vec<u8>> {
    let clerk = Clerk::of(site, HALL, SRAGEN).await;
    let browser = registered(site, EMAIL).await;
    assert_eq!(browser.post(ACCOUNT, "/profil/nik", &[("nik", NIK)]).await.location(), "/profil");
    let id = site.app.identity.account_by_email(&EMAIL.parse().unwrap()).await.unwrap().unwrap().id;
    let citizen = Citizen { id, browser };
    registered(site, &format!("0{PHONE}")).await;

    let sent = [pdf(&format!("NIK {NIK} atas nama {NAME}"), ""), png(600, 7)];
    let ktp = citizen.adds("KTP", sent[0].clone()).await;
    let numbered = citizen.post(&format!("/berkas/{ktp}/nomor"), &[("nomor", NIK)]).await;
    assert_eq!(numbered.status, 303, "{}", numbered.text());
    let kk = citizen.adds("KK", sent[1].clone()).await;
    let request = clerk.asks(&citizen.printed_code().await, &["KTP"]).await;
    let own = format!("/berkas/permintaan/{}", request_id(&request));
    assert_eq!(citizen.post(&own, &[("berkas-0", &ktp)]).await.status, 303);
    let opens = clerk.opens(&request).await.expect("the copy opens");
    assert_eq!(clerk.get(&opens).await.status, 200);
    assert_eq!(shelf(site, SRAGEN).await.len(), 1, "the region has its copy");

    let agent = registered(site, AGENT).await;
    let appointed = [("kontak", AGENT), ("cakupan", "semua"), ("lama", "30")];
    assert_eq!(citizen.post("/keluarga/tunjuk", &appointed).await.location(), "/keluarga?kabar=ditunjuk");
    let page = agent.get(ACCOUNT, "/keluarga").await;
    let offer =
        page.text().split("action=\"").filter_map(|rest| rest.split('"').next()).find(|to| to.ends_with("/terima"));
    let offer = offer.expect("an offer").trim_end_matches("/terima").to_owned();
    for (deed, to) in [("terima", "/keluarga?kabar=diterima"), ("mulai", "/berkas")] {
        assert_eq!(agent.post(ACCOUNT, &format!("{offer}/{deed}"), &[]).await.location(), to);
    }
    assert_eq!(agent.get(ACCOUNT, &citizen.opens(&ktp).await).await.status, 200, "the agent sees it");

    let mut bodies = sent.to_vec();
    for document in [&ktp, &kk] {
        bodies.push(citizen.get(&citizen.opens(document).await).await.body);
    }
    assert!(holds(&bodies[2], NIK.as_bytes()), "the document opens for its owner, and the number stands in it");
    write_letters(site).await;
    bodies
}

/// What waits becomes letters, as the worker makes them.
async fn write_letters(site: &Site) {
    let control = site.kit.control();
    let key = keys::find(&control.read().await.unwrap(), &site.app.kek, KeyOwner::Control).await.unwrap().unwrap();
    let places = Places::new(site.base.parse().unwrap()).unwrap();
    assert!(LetterRelay::new(control, key, places).run(site.app.clock.now()).await.unwrap() > 0);
}

/// One value of a row: where it stands, and its bytes.
struct Cell {
    at: (&'static str, String, String),
    bytes: Vec<u8>,
}

/// Every value of every row of every space.
async fn cells(site: &Site) -> Vec<Cell> {
    let owner = site.kit.store.owner().unwrap();
    let mut cells = Vec::new();
    let spaces = [
        ("pusat", Space::Control),
        ("daerah", Space::Tenant(place(SRAGEN))),
        ("daerah", Space::Tenant(place(BENGKULU_TENGAH))),
    ];
    for (name, space) in spaces {
        let snapshot = owner.snapshot(&space).await.unwrap();
        for table in &snapshot.shape().0 {
            let mut take = |row: Value| {
                for (column, value) in row.as_object().unwrap() {
                    let bytes = match value {
                        Value::String(text) => text.clone().into_bytes(),
                        other => other.to_string().into_bytes(),
                    };
                    // bytes travel as base64
                    let plain = STANDARD.decode(&bytes).unwrap_or_default();
                    let at = (name, table.name.clone(), column.clone());
                    cells.extend([bytes, plain].map(|bytes| Cell { at: at.clone(), bytes }));
                }
                Ok::<_, balai_storage::StorageError>(())
            };
            snapshot.rows(table, &mut take).await.unwrap();
        }
        snapshot.end().await.unwrap();
    }
    cells
}

/// Every file below a directory: objects, letters, and on files the rows as they lie on the disk.
fn files(dir: &Path, into: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}

/// A word as it may be written in a dump.
fn written(word: &str) -> [Vec<u8>; 3] {
    let hex = word.bytes().fold(String::new(), |text, byte| text + format!("{byte:02x}").as_str());
    // without what depends on the bytes after it
    let mut base64 = STANDARD.encode(word);
    base64.truncate(word.len() / 3 * 4);
    [word.as_bytes().to_vec(), hex.into_bytes(), base64.into_bytes()]
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn without_the_key_nobody_reads_a_name_an_address_a_number_or_a_document(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let bodies = lived_in(&site).await;
    let mut dump: Vec<(String, Vec<u8>)> =
        cells(&site).await.into_iter().map(|cell| (format!("{:?}", cell.at), cell.bytes)).collect();
    files(site.kit.dir.path(), &mut dump);
    let found = |words: &[Vec<u8>]| {
        let with = dump.iter().filter(|(_, bytes)| words.iter().any(|word| holds(bytes, word)));
        with.map(|(at, _)| at.clone()).collect::<BTreeSet<_>>()
    };
    assert!(!found(&written("Sragen")).is_empty(), "what is public is found");
    for word in [NIK, NAME, EMAIL, PHONE, AGENT] {
        assert_eq!(found(&written(word)), BTreeSet::new(), "{word}");
    }

    let pieces: HashSet<&[u8]> = bodies.iter().flat_map(|body| body.windows(PIECE)).collect();
    // rows of equal bytes are in any file
    let pieces: HashSet<&[u8]> =
        pieces.into_iter().filter(|piece| piece.iter().collect::<HashSet<_>>().len() > 4).collect();
    assert!(pieces.len() > 500, "{}", pieces.len());
    let objects = dump.iter().filter(|(at, _)| at.contains("/objects/")).count();
    assert!(objects >= 3, "two documents and a copy: {objects}");
    for (at, bytes) in &dump {
        assert!(!bytes.windows(PIECE).any(|piece| pieces.contains(piece)), "a piece of a document in {at}");
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn where_names_of_staff_stand_in_the_clear_is_known(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    lived_in(&site).await;
    let cells = cells(&site).await;
    let places = |words: &[&str]| {
        let with = cells.iter().filter(|cell| words.iter().any(|word| holds(&cell.bytes, word.as_bytes())));
        with.map(|cell| (cell.at.0, cell.at.1.as_str(), cell.at.2.as_str())).collect::<BTreeSet<_>>()
    };
    assert_eq!(places(&[CLERK, CLERK_EMAIL]), BTreeSet::from(STAFF_IN_THE_CLEAR));
}
