//! Somebody carries away the database and the bucket, and not the key.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use balai_identity::{AccountNotice, AccountSays, Aim, NationalPerson, Purpose};
use balai_kernel::{Act, Actor, Contact, Nik, Origin, SecretToken};
use balai_messaging::{LetterRelay, Places};
use balai_storage::{Event, Space};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::onboarding::{LetterFile, Notice, OfficialInput, Reason, Says, StarterChoice};
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN, place};
use balai_tests::{ACCOUNT, Browser, Site};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use reqwest::Method;
use rstest::rstest;
use serde_json::Value;
use uuid::Uuid;

use crate::clerk::{Clerk, request_id, shelf};
use crate::people::{SRAGEN as HALL, Somebody, hidden};
use crate::support::{Citizen, holds, pdf, png};

const NIK: &str = "3314015208900001";
const NAME: &str = "Kenari Rahayu";
const EMAIL: &str = "kenari.rahayu@contoh.id";
const PHONE: &str = "81234567899";
/// Whom she appoints.
const AGENT: &str = "wakil.kenari@contoh.id";
/// A second account that says it has the same number.
const SECOND: &str = "kembar.rahayu@contoh.id";
/// Who sits at the counter with her card and has no telephone.
const ASSISTED: &str = "Cendrawasih Lestari";
const ASSISTED_NIK: &str = "3314015208900002";
/// Who comes with the national identity, and what its provider calls her.
const NATIONAL: &str = "Nuri Wulandari";
const NATIONAL_NIK: &str = "3314015208900003";
const NATIONAL_EMAIL: &str = "nuri.wulandari@contoh.id";
const SUBJECT: &str = "warga-nuri-7719";
/// Who is invited to a role, and has not answered.
const INVITED: &str = "undangan@sragenkab.go.id";
/// Who signs a region up: as it was typed and as it is kept.
const OFFICIAL: &str = "Gelatik Purnama";
const OFFICIAL_EMAIL: &str = "gelatik.purnama@sinjaikab.go.id";
const OFFICIAL_NIP: &str = "197805122005012003";
const OFFICIAL_PHONE: &str = "811555019";
/// Who began to, and went no further.
const HALFWAY: &str = "Perkutut Sasmita";
const HALFWAY_EMAIL: &str = "perkutut.sasmita@malangkab.go.id";
/// What nobody may read of citizens, and of those who sign a region up or are invited.
const HIDDEN: [&str; 19] = [
    NIK,
    NAME,
    EMAIL,
    PHONE,
    AGENT,
    SECOND,
    ASSISTED,
    ASSISTED_NIK,
    NATIONAL,
    NATIONAL_NIK,
    NATIONAL_EMAIL,
    SUBJECT,
    OFFICIAL,
    OFFICIAL_EMAIL,
    OFFICIAL_NIP,
    OFFICIAL_PHONE,
    HALFWAY,
    HALFWAY_EMAIL,
    INVITED,
];
/// Who asks for documents at the counter of Sragen.
const CLERK: &str = "Siti Aminah";
const CLERK_EMAIL: &str = "loket@sragen.go.id";
const PASSWORD: &str = "pohon ember kuda lemari";
/// Bytes of a document that would be known again.
const PIECE: usize = 16;

/// Where names of staff stand as they are: beside what they did, for which they answer by name, and on the wish of the region
/// that named her who answers for it first.
const STAFF_IN_THE_CLEAR: [(&str, &str, &str); 5] = [
    ("pusat", "assisted_accounts", "opened_by_name"),
    ("pusat", "number_sightings", "by_name"),
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

/// All that citizens leave: numbers, documents, half an upload, requests, copies, a look through an agent's eyes, a counter's
/// account, a number in two accounts, a national identity, a wish about their data, letters. Returns the documents as they
/// were sent and opened.
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
    bodies.push(half_an_upload(&citizen).await);
    bodies.push(at_the_counter(&clerk).await);
    help(site, &citizen, &clerk).await;
    with_the_national_identity(site).await;
    let desk = Somebody::owner(site).await.at(site, HALL).await;
    let invited = [("surel", INVITED), ("peran", "catalogue_editor"), ("bagian", "")];
    let sent = desk.post(HALL, "/kelola/pegawai/undang", &invited).await;
    assert_eq!(sent.location(), "/kelola/pegawai?kabar=diundang", "{}", sent.text());
    signed_up(site).await;
    write_letters(site).await;
    bodies
}

/// A region is signed up and sent back with a reason; another sign-up stays half done.
async fn signed_up(site: &Site) {
    let sign_ups = &site.app.sign_ups;
    let act = Act::new(Actor::Applicant("uji".into()), site.act().at, Origin::default());
    let official = |name: &str, email: &str| OfficialInput {
        name: name.into(),
        position: "Kepala DPMPTSP".into(),
        nip: OFFICIAL_NIP.into(),
        email: email.into(),
        phone: format!("0{OFFICIAL_PHONE}"),
    };
    let (_, halfway) = sign_ups.begin(&act).await.unwrap();
    let draft = sign_ups.fill_official(&act, &halfway, official(HALFWAY, HALFWAY_EMAIL)).await.unwrap();
    assert_eq!(draft.official.name, HALFWAY);
    sign_ups.send_link(&act, &halfway, &HALFWAY_EMAIL.parse().unwrap()).await.unwrap();

    let (_, token) = sign_ups.begin(&act).await.unwrap();
    sign_ups.choose_region(&act, &token, "73.07".parse().unwrap()).await.unwrap();
    sign_ups.fill_official(&act, &token, official(OFFICIAL, OFFICIAL_EMAIL)).await.unwrap();
    let letter = Bytes::from_static(b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
    let letter = LetterFile::parse(letter).unwrap();
    sign_ups.attach(&act, &token, "Surat bupati.pdf", &letter).await.unwrap();
    sign_ups.agree(&act, &token, true, StarterChoice::Empty).await.unwrap();
    let application = sign_ups.submit(&act, &token).await.unwrap();
    let found = sign_ups.look_up(&application.reference, &OFFICIAL_EMAIL.parse().unwrap()).await.unwrap();
    assert_eq!(found.expect("found by number and address").official.name.as_str(), OFFICIAL);
    let link = confirming_link(site).await;
    sign_ups.confirm(&act, &link).await.unwrap();
    let reason = Reason::parse("Suratnya belum ditandatangani.").unwrap();
    let ministry = Act { by: Actor::Account(Uuid::from_u128(7)), ..act };
    sign_ups.send_back(&ministry, application.id, reason).await.unwrap();
}

/// The token of the link in the letter that asks to confirm an address.
async fn confirming_link(site: &Site) -> SecretToken {
    let control = site.kit.control();
    let key = keys::find(&control.read().await.unwrap(), &site.app.kek, KeyOwner::Control).await.unwrap().unwrap();
    let write = control.write().await.unwrap();
    let events = write.take_events(&[Notice::TOPIC], site.app.clock.now(), 100).await.unwrap();
    let mut notices = events.iter().map(|event| event.read::<Notice>().unwrap());
    let asks = notices.find(|notice| matches!(notice.says, Says::ConfirmEmail { .. })).unwrap();
    asks.open(&key).unwrap().token.unwrap()
}

/// An upload that breaks off and is not gone on with. Returns the file.
async fn half_an_upload(citizen: &Citizen) -> Vec<u8> {
    let words: Vec<_> = (0..400).map(|at| format!("{NAME} {at} {NIK}")).collect();
    let file = pdf(&words.join(" "), "");
    let said = [STANDARD.encode(format!("{NAME}.pdf")), STANDARD.encode("KK")];
    let tus = |method, path: &str| citizen.browser.asking(method, ACCOUNT, path).header("Tus-Resumable", "1.0.0");
    let request = tus(Method::POST, "/berkas/unggahan").header("Upload-Length", file.len());
    let said = format!("filename {},jenis {}", said[0], said[1]);
    let begun = citizen.browser.send(request.header("Upload-Metadata", said)).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let part = tus(Method::PATCH, begun.location()).header("Upload-Offset", 0);
    let part = part.header("Content-Type", "application/offset+octet-stream").body(file[..file.len() / 2].to_vec());
    assert_eq!(citizen.browser.send(part).await.status, 204);
    file
}

/// Somebody without a telephone gets an account, a document in it and a sheet. Returns the document.
async fn at_the_counter(clerk: &Clerk) -> Vec<u8> {
    let form = [("langkah", "2"), ("nama", ASSISTED), ("nik", ASSISTED_NIK), ("cocok", "ya"), ("setuju", "ya")];
    let form = [form.as_slice(), &[("tujuan", "Mengurus bantuan sosial")]].concat();
    let opened = clerk.post("/kelola/warga/baru", &form).await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    let visit = opened.location().split('?').next().expect("a path").to_owned();
    let file = pdf(&format!("kartu {ASSISTED_NIK} milik {ASSISTED}"), "");
    let files = [("kartu.pdf", file.clone())];
    let added = clerk.browser.upload(clerk.host, &format!("{visit}/berkas"), &[("jenis", "KTP")], &files).await;
    assert_eq!(added.status, 303, "{}", added.text());
    assert_eq!(clerk.post(&format!("{visit}/lembar"), &[]).await.status, 303);
    file
}

/// The same number in a second account and at the counter, which the ministry has to look into, and what its owner asks of
/// those who hold her data.
async fn help(site: &Site, citizen: &Citizen, clerk: &Clerk) {
    let second = registered(site, SECOND).await;
    assert_eq!(second.post(ACCOUNT, "/profil/nik", &[("nik", NIK)]).await.status, 303);
    let form = [("langkah", "2"), ("nama", NAME), ("nik", NIK), ("cocok", "ya"), ("setuju", "ya")];
    let form = [form.as_slice(), &[("tujuan", "Mengurus bantuan sosial")]].concat();
    assert_eq!(clerk.post("/kelola/warga/baru", &form).await.status, 409);
    assert_eq!(site.app.identity.open_cases().await.unwrap(), 1);
    let wish = format!("Nama saya {NAME}, nomor saya {NIK}, surel saya {EMAIL}.");
    let asked = citizen.post("/data-pribadi/minta/perbaikan/33.14", &[("keterangan", &wish)]).await;
    assert_eq!(asked.status, 303, "{}", asked.text());
}

/// Somebody registers with the national identity; somebody else was told of by its provider and went no further.
async fn with_the_national_identity(site: &Site) {
    let (identity, act) = (&site.app.identity, site.act());
    let contact = Contact::parse(NATIONAL_EMAIL).unwrap();
    for (subject, registers) in [(SUBJECT.to_owned(), true), (format!("{SUBJECT}-2"), false)] {
        let trip = identity.leave_for_national(&act, Aim::SignIn, "/").await.unwrap();
        let person = NationalPerson {
            issuer: "https://nasional.contoh.id".into(),
            subject,
            proven_at: act.at,
            name: Some(NATIONAL.parse().unwrap()),
            nik: Some(Nik::parse(NATIONAL_NIK).unwrap()),
            email: Some(NATIONAL_EMAIL.parse().unwrap()),
        };
        identity.back_from_national(&act, &trip.token, &trip.state).await.unwrap().expect("she is back");
        identity.arrive_from_national(&act, &trip.token, &person, "Peramban").await.unwrap();
        if registers {
            let proof = identity.begin_proof(&act, Purpose::Register, &contact).await.unwrap();
            let code = code_for(site, &contact).await;
            identity.show_proof(&act, &proof, Purpose::Register, &code).await.unwrap();
            identity.register_national(&act, &site.app.kek, &trip.token, &proof, "Peramban").await.unwrap();
        }
    }
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
    for word in HIDDEN {
        assert_eq!(found(&written(word)), BTreeSet::new(), "{word}");
    }

    let pieces: HashSet<&[u8]> = bodies.iter().flat_map(|body| body.windows(PIECE)).collect();
    // rows of equal bytes are in any file
    let pieces: HashSet<&[u8]> =
        pieces.into_iter().filter(|piece| piece.iter().collect::<HashSet<_>>().len() > 4).collect();
    assert!(pieces.len() > 500, "{}", pieces.len());
    let objects = dump.iter().filter(|(at, _)| at.contains("/objects/")).count();
    assert!(objects >= 5, "three documents, a copy and half an upload: {objects}");
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
