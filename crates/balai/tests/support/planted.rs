//! A region that has left something in every table, of its own space and of the control plane.

mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use balai_catalog::rollup::{Comparison, Quartiles};
use balai_catalog::search::misses::{self, Miss};
use balai_catalog::search::{Expression, Meanings};
use balai_catalog::standard::DocumentCode;
use balai_catalog::text::Line;
use balai_catalog::{Adopt, Choice, Editor, Imports, ServiceDetails, queries, sample};
use balai_kernel::{
    Act, Actor, Clock, DayHours, Origin, RegionCode, SpecialDay, SystemClock, WorkCalendar, WorkWeek, Zone, fresh_id,
};
use balai_messaging::SmtpTls;
use balai_messaging::sender::{self, MailHost, SenderDetails, SenderName};
use balai_storage::Kek;
use balai_storage::envelope::{Key, Seat};
use balai_storage::objects::ObjectKey;
use balai_storage::{Space, Store, Tenant, Write};
use balai_tenancy::days::{self, Stretch};
use balai_tenancy::happening::{self, Story};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::onboarding::{LetterFile, OfficialInput, SignUps, StarterChoice};
use balai_tenancy::provisioning::Starter;
use balai_vault::{Added, FileName, NewFile, NewRequest, Reason, Vault, Wanted, Whom};
use bytes::Bytes;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::Deployment;
use rows::{applications, asked, reach, roles};

/// Files that [`Deployment::region`] leaves on the region's shelf, with the one that provisioning leaves.
pub const FILES: usize = 5;
/// A service that citizens see, and where it was found before.
pub const SLUGS: [&str; 2] = ["layanan-tetap", "layanan-dulu"];
const CODE: &str = "33.14";

impl Deployment {
    /// Makes a region whose people signed it up, published, deleted, imported, moved and searched, with a word planted
    /// wherever one of them writes. `work --once` afterwards carries the news and the letters.
    pub async fn region(&self, code: &str, canary: &str) {
        well_before_midnight().await;
        let region: RegionCode = code.parse().unwrap();
        self.signed_up(region, canary).await;
        self.approve_for(code, &format!("{canary}@contoh.go.id"), Starter::Empty).await;
        self.must(&["tenant", "provision", code]);
        let store = self.store().await;
        let tenant = balai_tenancy::tenants::by_code(&store.control().read().await.unwrap(), region).await.unwrap();
        let write = store.tenant(tenant.unwrap().place).write().await.unwrap();
        let shelf = self.objects().of_tenant(region);
        catalogue(&write, canary, today(code)).await;
        let owner = KeyOwner::Region(region);
        let key = keys::find(&store.control().read().await.unwrap(), &self.kek(), owner).await.unwrap().unwrap();
        let password = format!("sandi {canary}").into();
        sender::save(&write, &staff(), (region, &key), &own_sender(canary), Some(&password)).await.unwrap();
        let file = Bytes::from(format!("Nama layanan;Instansi\n{canary};Dinas\n"));
        Imports::new(shelf.clone()).receive(&write, &staff(), &format!("{canary}.csv"), file).await.unwrap();
        write.commit().await.unwrap();
        let control = self.control_key(&store).await;
        people(&store, &control, code, canary).await;
        counter(&store, &control, code, canary).await;
        self.given(&store, region, canary).await;
        store.close().await;
        for (name, body) in [("uji/satu.txt", canary.as_bytes().to_vec()), ("uji/dua.bin", vec![7; 300_000])] {
            let key = ObjectKey::parse(name).unwrap();
            shelf.put(&key, "application/octet-stream", body.into()).await.unwrap();
        }
    }

    /// A citizen gave the region a document, and its clerk saw the original.
    async fn given(&self, store: &Store, region: RegionCode, canary: &str) {
        let tx = store.owner().unwrap().begin(&Space::Control).await.unwrap();
        let citizen = Uuid::new_v4();
        let email = format!("{citizen}@contoh.id");
        let row = account(&self.control_key(store).await, citizen, "Sri", Some(&email));
        let (columns, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
        let insert = Query::insert()
            .into_table("accounts")
            .columns(columns)
            .values_panic(values.into_iter().map(Expr::from))
            .to_owned();
        tx.execute(&insert).await.unwrap();
        tx.commit().await.unwrap();
        let vault = Vault::new(store.clone(), self.objects(), self.kek(), None);
        let act = Act::new(Actor::Account(citizen), at(), Origin::default());
        let kind = DocumentCode::parse("KTP").unwrap();
        let (name, files) = (FileName::of("ktp.pdf"), vec![Bytes::from(pdf())]);
        let new = NewFile { kind: kind.clone(), renews: None, name, files };
        let Ok(Added::New(document)) = vault.add(&act, citizen, new).await else { panic!("added") };
        let by = (Uuid::from_u128(7), format!("Siti {canary}"));
        let new = NewRequest {
            region,
            service: (fresh_id(at()), format!("Layanan {canary}")),
            agency: format!("Dinas {canary}"),
            by: by.clone(),
            wanted: vec![Wanted { kind, requirement: format!("KTP {canary}") }],
            reason: Reason::parse(&format!("Mengurus akta {canary}")).unwrap(),
            days: 7,
            spoken: false,
        };
        let id = vault.ask(&act, Whom::Account(Some(citizen)), new).await.unwrap();
        let item = vault.request_to(citizen, id).await.unwrap().unwrap().items[0].id;
        vault.answer(&act, citizen, id, &[(item, document)]).await.unwrap();
        let request = vault.request_to(citizen, id).await.unwrap().unwrap();
        vault.mark(&staff(), &request, item, (by.0, &by.1)).await.unwrap();
        let tenant = balai_tenancy::tenants::by_code(&store.control().read().await.unwrap(), region).await.unwrap();
        let db = store.tenant(tenant.unwrap().place);
        vault.open_copy(&staff(), &db, (region, (by.0, &by.1)), (id, item), None).await.unwrap();
    }

    pub fn kek(&self) -> Kek {
        Kek::read(&self.path().join("kunci-induk"), None).unwrap().unwrap()
    }

    /// The key of the control plane.
    pub async fn control_key(&self, store: &Store) -> Key {
        let read = store.control().read().await.unwrap();
        keys::find(&read, &self.kek(), KeyOwner::Control).await.unwrap().unwrap()
    }

    /// A sign-up as far as the link that confirms it.
    async fn signed_up(&self, region: RegionCode, canary: &str) {
        let store = self.store().await;
        let key = self.control_key(&store).await;
        let sign_ups = SignUps::new(store.control(), self.objects().of_control(), key);
        let act = Act::new(Actor::Applicant("draft".into()), at(), Origin::web("192.0.2.7", "req-1"));
        let (_, token) = sign_ups.begin(&act).await.unwrap();
        sign_ups.choose_region(&act, &token, region).await.unwrap();
        let official = OfficialInput {
            name: format!("Siti {canary}"),
            position: "Kepala DPMPTSP".into(),
            nip: "197805122005012003".into(),
            email: format!("siti@{canary}.go.id"),
            phone: "0271 891 024".into(),
        };
        sign_ups.fill_official(&act, &token, official).await.unwrap();
        let letter = format!("%PDF-1.7\n% {canary}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
        let letter = LetterFile::parse(Bytes::from(letter)).unwrap();
        sign_ups.attach(&act, &token, &format!("Surat {canary}.pdf"), &letter).await.unwrap();
        sign_ups.agree(&act, &token, true, StarterChoice::Empty).await.unwrap();
        sign_ups.submit(&act, &token).await.unwrap();
        store.close().await;
    }
}

/// A PDF of one page.
fn pdf() -> String {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ];
    let mut file = "%PDF-1.5\n".to_owned();
    let mut table = "xref\n0 4\n0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = file.len();
    format!("{file}{table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n")
}

/// Now: what is older is swept by the first worker.
fn at() -> DateTime<Utc> {
    SystemClock.now()
}

/// What is planted counts for the day: it is not begun in the last five minutes of one.
async fn well_before_midnight() {
    for zone in [Zone::Wib, Zone::Wita] {
        let next = zone.midnight(zone.date(SystemClock.now()) + TimeDelta::days(1));
        let left = (next - SystemClock.now()).num_seconds();
        if left < 5 * 60 {
            tokio::time::sleep(std::time::Duration::from_secs(left.unsigned_abs() + 1)).await;
        }
    }
}

/// The day in the region's zone.
fn today(code: &str) -> NaiveDate {
    if code == CODE { Zone::Wib.date(at()) } else { Zone::Wita.date(at()) }
}

fn staff() -> Act {
    Act::new(Actor::Account(Uuid::from_u128(7)), at(), Origin::web("192.0.2.8", "req-2"))
}

async fn catalogue(write: &Write<Tenant>, canary: &str, today: NaiveDate) {
    let act = staff();
    let editor = Editor::new(write, &act, today);
    editor.lend(true).await.unwrap();
    editor.rule_four_eyes(true).await.unwrap();
    editor.adopt(&sample::starter(sample::SEED), Choice::All, Adopt::Published).await.unwrap();
    let page = queries::Page::first(6);
    let services = queries::desk_services(write, &queries::DeskFilter::default(), page).await.unwrap().items;
    let named = |name: &str, of: &balai_catalog::rows::service::Model| ServiceDetails {
        name: Line::parse(name).unwrap(),
        agency: of.agency_id,
        category: of.category_id,
        note: None,
        system: None,
        channels: of.channels.clone(),
        connection: of.connection.clone(),
    };
    // an old name leads to the new one
    editor.edit_service(services[0].id, named(&format!("{canary} dulu"), &services[0])).await.unwrap();
    editor.edit_service(services[0].id, named(&format!("Layanan {canary}"), &services[0])).await.unwrap();
    editor.edit_service(services[1].id, named("Layanan dulu", &services[1])).await.unwrap();
    editor.edit_service(services[1].id, named("Layanan tetap", &services[1])).await.unwrap();
    let draft = editor.create_service(named(&format!("Draf {canary}"), &services[0])).await.unwrap();
    let gone = editor.create_service(named(&format!("Terhapus {canary}"), &services[0])).await.unwrap();
    editor.archive(gone.id).await.unwrap();
    editor.trash(gone.id).await.unwrap();
    assert_eq!(editor.archive_many(&[draft.id]).await.unwrap().done, 1);
    let expression = Expression::parse(&format!("padanan {canary}")).unwrap();
    editor.add_synonym(&expression, &Meanings::parse("akta kelahiran").unwrap()).await.unwrap();
    editor.save_view(Uuid::from_u128(7), canary, "tab=draf").await.unwrap();
    let figures = Quartiles { regions: 5, low: 10, middle: 20, high: 30 };
    let figures = Comparison { minutes: Some(figures), fee: None };
    editor.compare(&BTreeMap::from([("uji".to_owned(), figures)])).await.unwrap();
    // no worker reads the catalogue again on that day and forgets the figures
    editor.chore_done("review").await.unwrap();
    let asked = Miss { question: format!("di mana {canary}"), occasions: 9 };
    misses::write_down(write, at(), today, &[asked]).await.unwrap();
    balai_adoption::visits::write_down(write, at(), today, 9).await.unwrap();
    let mut hall = balai_tenancy::hall::find(write).await.unwrap().unwrap();
    hall.address = format!("Jalan {canary} 9, \"é\" \u{1f600}");
    balai_tenancy::hall::save(write, &act, &hall).await.unwrap();
    dates(write, canary, today).await;
}

/// What is otherwise at its hall, and what goes on there.
async fn dates(write: &Write<Tenant>, canary: &str, today: NaiveDate) {
    let (act, tomorrow) = (staff(), Stretch::new(today.succ_opt().unwrap(), None, today).unwrap());
    let closed = SpecialDay { hours: DayHours::default(), reason: format!("tutup {canary}") };
    days::set_special(write, &act, tomorrow, &closed).await.unwrap();
    let none = WorkCalendar::new(WorkWeek::FiveDays, []);
    days::set_holiday(write, &act, tomorrow, (&format!("libur {canary}"), "SK 1"), &none).await.unwrap();
    let story = Story { title: format!("Kabar {canary}"), text: canary.to_owned(), place: None, when: None };
    happening::add(write, &act, fresh_id(at()), &story).await.unwrap();
}

/// The row of an account as it is sealed; whoever has no address had it opened at a counter.
pub(super) fn account(key: &Key, id: Uuid, name: &str, email: Option<&str>) -> Vec<(&'static str, Value)> {
    let row = id.to_string();
    let seat = Seat { space: "control", table: "accounts", column: "personal", row: &row };
    let personal = serde_json::json!({ "name": name, "email": email, "phone": null }).to_string();
    vec![
        ("id", id.into()),
        ("personal", key.seal(seat, personal.as_bytes()).into()),
        ("email_key", email.map(|email| key.blind_index(format!("contact:{email}").as_bytes())).into()),
        ("state", "active".into()),
        ("grants_version", 1_i64.into()),
        ("created_at", at().into()),
        ("assisted", email.is_none().into()),
    ]
}

/// Somebody without a telephone sat at the region's counter: her account, her visit, her card, and a number that had to be
/// looked into.
async fn counter(store: &Store, key: &Key, code: &str, canary: &str) {
    let tx = store.owner().unwrap().begin(&Space::Control).await.unwrap();
    let (citizen, clerk, now) = (Uuid::new_v4(), Value::from(Uuid::from_u128(7)), Value::from(at()));
    let (id, own) = (|| ("id", Value::from(Uuid::new_v4())), || ("account_id", Value::from(citizen)));
    let text = |text: &str| Value::from(text.to_owned());
    let rows: [(&str, Vec<(&str, Value)>); 6] = [
        ("accounts", account(key, citizen, "Sukarti", None)),
        (
            "assisted_accounts",
            vec![
                own(),
                ("region_code", text(code)),
                ("opened_by", clerk.clone()),
                ("opened_by_name", text(&format!("Siti {canary}"))),
                ("purpose", text("Menyimpan KK")),
                ("opened_at", now.clone()),
            ],
        ),
        (
            "counter_visits",
            vec![
                id(),
                own(),
                ("region_code", text(code)),
                ("clerk", clerk.clone()),
                ("began_at", now.clone()),
                ("ends_at", now.clone()),
            ],
        ),
        (
            "number_sightings",
            vec![
                id(),
                own(),
                ("region_code", text(code)),
                ("by_account", clerk),
                ("by_name", text(&format!("Siti {canary}"))),
                ("at", now.clone()),
            ],
        ),
        (
            "number_cases",
            vec![
                id(),
                ("number_key", text(&citizen.to_string())),
                ("open_for", text(&citizen.to_string())),
                ("region_code", text(code)),
                ("opened_at", now.clone()),
            ],
        ),
        (
            "mandates",
            vec![
                id(),
                ("owner_id", citizen.into()),
                ("agent_shown", text("s***@contoh.id")),
                ("kind", text("delegate")),
                ("region_code", text(code)),
                ("service_id", Uuid::new_v4().into()),
                ("service", text(&format!("Layanan {canary}"))),
                ("made_at", now.clone()),
                ("ends_at", now),
            ],
        ),
    ];
    for (table, columns) in rows {
        let (names, values): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        let insert = Query::insert()
            .into_table(table)
            .columns(names)
            .values_panic(values.into_iter().map(Expr::from))
            .to_owned();
        tx.execute(&insert).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Somebody who works there, at its host, on the way in.
async fn people(store: &Store, key: &Key, code: &str, canary: &str) {
    let tx = store.owner().unwrap().begin(&Space::Control).await.unwrap();
    let number: u32 = code.replace('.', "").parse().unwrap();
    let (account, site) = (Uuid::from_u128(number.into()), format!("http://{}.balai.localhost:8080", slug(code)));
    let (now, id) = (Value::from(at()), || Value::from(Uuid::new_v4()));
    for table in ["sessions", "authorization_codes", "accounts"] {
        let column = if table == "accounts" { "id" } else { "account_id" };
        let of_before = Query::delete().from_table(table).and_where(Expr::col(column).eq(account)).to_owned();
        tx.execute(&of_before).await.unwrap();
    }
    let rows: [(&str, Vec<(&str, Value)>); 5] = [
        ("accounts", self::account(key, account, "Wati", Some(&format!("wati-{number}@contoh.go.id")))),
        (
            "grants",
            vec![
                ("id", id()),
                ("account_id", account.into()),
                ("role", "catalogue_editor".into()),
                ("domain", code.into()),
                ("granted_by", "system:uji".into()),
                ("granted_at", now.clone()),
            ],
        ),
        (
            "sessions",
            vec![
                ("id", id()),
                ("token_hash", format!("h{number}").into()),
                ("account_id", account.into()),
                ("site", site.clone().into()),
                ("kind", "staff".into()),
                ("second_factor", true.into()),
                ("device", canary.into()),
                ("address", "192.0.2.9".into()),
                ("started_at", now.clone()),
                ("seen_at", now.clone()),
                ("expires_at", now.clone()),
            ],
        ),
        (
            "kept_forms",
            vec![
                ("id", id()),
                ("account_id", account.into()),
                ("site", site.clone().into()),
                ("sealed", vec![7_u8].into()),
                ("kept_at", now.clone()),
            ],
        ),
        (
            "authorization_codes",
            vec![
                ("id", id()),
                ("code_hash", format!("c{number}").into()),
                ("client", code.into()),
                ("redirect_uri", format!("{site}/masuk/kembali").into()),
                ("nonce", canary.into()),
                ("challenge", "x".into()),
                ("session_id", id()),
                ("account_id", account.into()),
                ("issued_at", now),
            ],
        ),
    ];
    let others = reach(code, canary, account).into_iter().chain(roles(code, canary, account));
    let others = others.chain(applications(code, canary, account)).chain(asked(code, canary, account));
    for (table, row) in rows.into_iter().chain(others) {
        let (columns, values): (Vec<&str>, Vec<Value>) = row.into_iter().unzip();
        let insert = Query::insert()
            .into_table(table)
            .columns(columns)
            .values_panic(values.into_iter().map(Expr::value))
            .to_owned();
        tx.execute(&insert).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn slug(code: &str) -> &'static str {
    if code == CODE { "sragen" } else { "sinjai" }
}

/// The tables of a space that have no row.
pub async fn empty_tables(store: &Store, space: &Space) -> BTreeSet<String> {
    let snapshot = store.owner().unwrap().snapshot(space).await.unwrap();
    let mut empty = BTreeSet::new();
    for table in snapshot.shape().0.clone() {
        let mut rows = 0;
        let count = |_| {
            rows += 1;
            Ok::<_, balai_storage::StorageError>(())
        };
        snapshot.rows(&table, count).await.unwrap();
        if rows == 0 {
            empty.insert(table.name);
        }
    }
    snapshot.end().await.unwrap();
    empty
}

/// The tables of a space.
pub async fn tables(store: &Store, space: &Space) -> BTreeSet<String> {
    let snapshot = store.owner().unwrap().snapshot(space).await.unwrap();
    let names = snapshot.shape().0.iter().map(|table| table.name.clone()).collect();
    snapshot.end().await.unwrap();
    names
}

fn own_sender(canary: &str) -> SenderDetails {
    SenderDetails {
        host: MailHost::parse("mail.contoh.go.id").unwrap(),
        port: 587,
        tls: SmtpTls::Starttls,
        username: Some(canary.to_owned()),
        address: format!("mpp@{canary}.go.id").parse().unwrap(),
        name: SenderName::parse(&format!("MPP {canary}")).unwrap(),
    }
}
