//! Somebody leaves: whatever kills the worker between two steps, nothing of her stays but what the page says.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_types,
    reason = "plants rows from the outside, as helpers of tests do"
)]

mod support;

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use balai_catalog::standard::DocumentCode;
use balai_identity::{
    AccountNotice, AccountSays, AccountState, ChosenPassword, Factors, Identity, KeptForm, MandateScope, NewAccount,
    PasswordHasher, Purpose, Scope, SignInStep, TypedPassword, oidc,
};
use balai_kernel::{Act, Actor, Clock, Contact, Nik, Origin, RegionCode, SystemClock, fresh_id};
use balai_rbac::Domain;
use balai_storage::envelope::Key;
use balai_storage::{Event as _, Space, Store};
use balai_tenancy::keys::{self, KeyOwner};
use balai_testkit::Kind;
use balai_tests::files::pdf;
use balai_vault::{Added, FileName, NewFile, NewRequest, Reason, UploadBegun, Vault, Wanted, Whom};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ConnectionTrait, Value};
use support::{Deployment, rows};
use uuid::Uuid;

const CODE: &str = "33.14";
const WORD: &str = "kenarisembilan";
const EMAIL: &str = "kenarisembilan@contoh.id";
const PHONE: &str = "+6281234567809";
const NIK: &str = "3314011208900001";
const PASSWORD: &str = "pohon ember kuda lemari";
/// Tables that name her account afterwards, by its id alone: that it was there and is gone, what was done, and what a region
/// decided with.
const KEPT: [&str; 4] = ["accounts", "account_closures", "audit_events", "vault_requests"];
/// The moments of the worker.
const MOMENTS: [&str; 5] = ["taken", "letters", "vault", "person", "scrubbed"];

struct Person {
    id: Uuid,
    /// What a region decided with, and the request it is of.
    decided: (Uuid, Uuid),
}

fn now() -> DateTime<Utc> {
    SystemClock.now()
}

fn act_of(id: Uuid) -> Act {
    Act::new(Actor::Account(id), now(), Origin::web("192.0.2.9", "req-9"))
}

fn vault(deployment: &Deployment, store: &Store) -> Vault {
    Vault::new(store.clone(), deployment.objects(), deployment.kek(), None)
}

async fn identity(deployment: &Deployment, store: &Store) -> Identity {
    let key = deployment.control_key(store).await;
    let site = oidc::Site::parse("http://akun.balai.localhost:8080").unwrap();
    Identity::new(store.control(), Arc::new(PasswordHasher::new(NonZeroUsize::MIN).unwrap()), key, site)
}

/// A citizen who has left something in every table that can hold something of hers.
async fn planted(deployment: &Deployment, store: &Store) -> Person {
    let identity = identity(deployment, store).await;
    let new = NewAccount {
        email: EMAIL.parse().unwrap(),
        name: WORD.parse().unwrap(),
        password: ChosenPassword::new(PASSWORD, Factors::PasswordOnly, &[]).unwrap(),
        second_factor: None,
    };
    let id = identity.open_account(&act_of(Uuid::nil()), new).await.unwrap();
    let act = act_of(id);
    identity.record_number(&act, &deployment.kek(), id, &Nik::parse(NIK).unwrap()).await.unwrap();
    let typed = || TypedPassword::new(PASSWORD);
    let step = identity.check_password(&act, EMAIL, typed(), WORD).await.unwrap();
    let SignInStep::Begun(session) = step else { panic!("{step:?}") };
    let form = KeptForm { path: "/profil/nama".into(), fields: vec![("nama".into(), WORD.into())] };
    identity.keep_form(&session.token, identity.site(), &form, now()).await.unwrap().unwrap();
    let token = identity.begin_change(&act, id, &PHONE.parse().unwrap()).await.unwrap();
    let code = code(deployment, store).await;
    identity.show_proof(&act, &token, Purpose::Change, &code).await.unwrap();
    identity.change_contact(&act, &token, id).await.unwrap();
    let secret = identity.offered_factor(&act, (id, session.id)).await.unwrap();
    identity.add_factor(&act, (id, session.id), &secret.code_at(act.at)).await.unwrap();
    let step = identity.check_password(&act, EMAIL, typed(), WORD).await.unwrap();
    assert!(matches!(step, SignInStep::CodeAwaited(_)), "{step:?}");
    identity.make_token(&act, id, &CODE.parse::<Domain>().unwrap(), Scope::AdoptionRead, 9).await.unwrap();
    by_hand(store, &deployment.control_key(store).await, id).await;
    let decided = given(deployment, store, id).await;
    Person { id, decided }
}

/// The six digits that wait in the outbox.
async fn code(deployment: &Deployment, store: &Store) -> String {
    let write = store.control().write().await.unwrap();
    let key = keys::find(&write, &deployment.kek(), KeyOwner::Control).await.unwrap().unwrap();
    let events = write.take_events(&[AccountNotice::TOPIC], now(), 100).await.unwrap();
    let says = events.iter().map(|event| event.read::<AccountNotice>().unwrap().open(&key).unwrap().says);
    let mut codes = says.filter_map(|says| if let AccountSays::Code { code, .. } = says { Some(code) } else { None });
    codes.next_back().unwrap()
}

/// What the number of an account is found by.
async fn number_key(store: &Store, id: Uuid) -> String {
    let found = rows(store, &Space::Control).await;
    let numbers = found.iter().filter_map(|row| row.strip_prefix("identity_numbers "));
    let mut numbers = numbers.map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap());
    let own = numbers.find(|row| row["account_id"].as_str().unwrap().parse::<Uuid>().unwrap() == id).unwrap();
    own["number_key"].as_str().unwrap().to_owned()
}

/// Rows that only a browser, or somebody's invitation, leaves.
async fn by_hand(store: &Store, key: &Key, id: Uuid) {
    let number = number_key(store, id).await;
    let tx = store.owner().unwrap().begin(&Space::Control).await.unwrap();
    let (at, fresh) = (Value::from(now()), || Value::from(fresh_id(now())));
    let owned: [(&str, Vec<(&str, Value)>); 5] = [
        (
            "passkeys",
            vec![
                ("id", fresh()),
                ("handle", WORD.into()),
                ("credential", "{}".into()),
                ("name", WORD.into()),
                ("created_at", at.clone()),
            ],
        ),
        (
            "passkey_ceremonies",
            vec![
                ("id", fresh()),
                ("token_hash", "k".into()),
                ("purpose", "add".into()),
                ("sealed", vec![7_u8].into()),
                ("began_at", at.clone()),
            ],
        ),
        ("pending_factors", vec![("session_id", fresh()), ("sealed", vec![7_u8].into()), ("made_at", at.clone())]),
        (
            "authorization_codes",
            vec![
                ("id", fresh()),
                ("code_hash", "k".into()),
                ("client", CODE.into()),
                ("redirect_uri", "x".into()),
                ("nonce", WORD.into()),
                ("challenge", "x".into()),
                ("session_id", fresh()),
                ("issued_at", at.clone()),
            ],
        ),
        ("vault_codes", vec![("code_hash", "k".into()), ("expires_at", at.clone())]),
    ];
    let invited = vec![
        ("id", fresh()),
        ("token_hash", "u".into()),
        ("email_sealed", vec![7_u8].into()),
        ("email_key", key.blind_index(format!("contact:{EMAIL}").as_bytes()).into()),
        ("role", "catalogue_editor".into()),
        ("domain", "73.07".into()),
        ("invited_by", "system:uji".into()),
        ("created_at", at.clone()),
        ("expires_at", at.clone()),
    ];
    let case = |key: &str, kept: Option<Uuid>| {
        let moments = [("opened_at", at.clone()), ("ended_at", at.clone())];
        let row = [("id", fresh()), ("number_key", key.into()), ("kept_account", kept.into())];
        ("number_cases", row.into_iter().chain(moments).collect::<Vec<_>>())
    };
    let cases = [case("nomor-lama", Some(id)), case(&number, None)];
    let owned = owned.into_iter().map(|(table, mut row)| {
        row.push(("account_id", id.into()));
        (table, row)
    });
    for (table, row) in owned.chain([("invitations", invited)]).chain(cases) {
        let (columns, values): (Vec<&str>, Vec<Value>) = row.into_iter().unzip();
        let values = values.into_iter().map(Expr::value);
        let insert = Query::insert().into_table(table).columns(columns).values_panic(values).to_owned();
        tx.execute(&insert).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Documents, one of them with an upload that never ended; a region decided with one, and holds another it has not decided with.
async fn given(deployment: &Deployment, store: &Store, id: Uuid) -> (Uuid, Uuid) {
    let (vault, act) = (vault(deployment, store), act_of(id));
    let kind = |code: &str| DocumentCode::parse(code).unwrap();
    let mut decided = None;
    for code in ["KTP", "KK"] {
        let (name, files) =
            (FileName::of(&format!("{WORD}.pdf")), vec![Bytes::from(pdf(&format!("{WORD} {code}"), ""))]);
        let new = NewFile { kind: kind(code), renews: None, name, files };
        let Ok(Added::New(document)) = vault.add(&act, id, new).await else { panic!("added") };
        let region: RegionCode = CODE.parse().unwrap();
        let reason = if code == "KTP" { "Mengurus akta kelahiran".to_owned() } else { format!("Untuk {WORD} saja") };
        let request = NewRequest {
            region,
            service: (fresh_id(now()), "Akta kelahiran".into()),
            agency: "Disdukcapil".into(),
            by: (Uuid::from_u128(7), "Siti".into()),
            wanted: vec![Wanted { kind: kind(code), requirement: code.to_owned() }],
            reason: Reason::parse(&reason).unwrap(),
            days: 7,
            spoken: false,
        };
        let asked = vault.ask(&act, Whom::Account(Some(id)), request).await.unwrap();
        let item = vault.request_to(id, asked).await.unwrap().unwrap().items[0].id;
        vault.answer(&act, id, asked, &[(item, document)]).await.unwrap();
        let request = vault.request_to(id, asked).await.unwrap().unwrap();
        vault.mark(&act, &request, item, (Uuid::from_u128(7), "Siti")).await.unwrap();
        let version = vault.document(id, document).await.unwrap().unwrap().versions[0].id;
        vault.open(&act, id, id, document, version).await.unwrap().unwrap();
        if code == "KTP" {
            let tenant = balai_tenancy::tenants::by_code(&store.control().read().await.unwrap(), region).await.unwrap();
            assert!(vault.decide(&act, &store.tenant(tenant.unwrap().place), &request).await.unwrap());
            decided = Some((asked, item));
        }
    }
    let begun = UploadBegun { kind: kind("KK"), renews: None, name: FileName::of(WORD), pages: vec![9_000] };
    let upload = vault.begin_upload(&act, id, &begun).await.unwrap();
    vault.append(&act, id, upload.id, 0, Bytes::from(vec![7; 4_000])).await.unwrap();
    decided.unwrap()
}

/// Every file below a directory that holds a word, but for letters, which have left.
fn files_with(dir: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("letters") {
            found.extend(files_with(&path, word));
        } else if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            if bytes.windows(word.len()).any(|window| window == word.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

fn found(deployment: &Deployment, word: &str) -> Vec<String> {
    let mut found = files_with(deployment.path(), word);
    if let Some(database) = &deployment.database {
        let dump = std::process::Command::new("pg_dump").arg(database.superuser_url()).output().unwrap();
        assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
        let text = String::from_utf8(dump.stdout).unwrap();
        found.extend(text.lines().filter(|line| line.contains(word)).map(str::to_owned));
    }
    found
}

/// The tables of the control plane that name her, by her account's id, by a word of hers or by the hash of an address.
async fn tables_with(deployment: &Deployment, store: &Store, id: Uuid) -> BTreeSet<String> {
    let id = id.simple().to_string();
    let key = deployment.control_key(store).await;
    let hashed = ["contact", "recipient"]
        .iter()
        .flat_map(|kind| [EMAIL, PHONE].map(|to| key.blind_index(format!("{kind}:{to}").as_bytes())));
    let traces: Vec<String> = hashed.chain([WORD.to_owned(), PHONE.to_owned()]).collect();
    let names = |row: &String| {
        let plain = row.replace('-', "").to_lowercase();
        plain.contains(&id) || traces.iter().any(|trace| row.contains(trace))
    };
    let rows = rows(store, &Space::Control).await;
    rows.iter().filter(|row| names(row)).map(|row| row.split(' ').next().unwrap().to_owned()).collect()
}

#[rstest]
#[tokio::test]
async fn a_worker_that_is_killed_at_any_moment_leaves_nothing_of_her(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let deployment = match kind {
        Kind::Sqlite => Deployment::migrated(kind).await,
        Kind::Postgres => {
            let deployment = Deployment::with_prefix(kind, &format!("l{}", std::process::id() % 100_000)).await;
            deployment.must(&["migrate"]);
            deployment
        }
    };
    deployment.region(CODE, "tetangga").await;
    let store = deployment.store().await;
    let neighbours = deployment.objects().of_control().list().await.unwrap().len();
    let person = planted(&deployment, &store).await;
    store.close().await;
    deployment.must(&["work", "--once"]);

    let store = deployment.store().await;
    let before = tables_with(&deployment, &store, person.id).await;
    for table in [
        "account_keys",
        "accounts",
        "api_tokens",
        "arrivals",
        "audit_events",
        "authorization_codes",
        "contact_changes",
        "contact_proofs",
        "credentials",
        "identity_numbers",
        "invitations",
        "kept_forms",
        "letters",
        "number_cases",
        "passkeys",
        "passkey_ceremonies",
        "pending_factors",
        "recovery_codes",
        "sessions",
        "sign_ins",
        "vault_codes",
        "vault_documents",
        "vault_looks",
        "vault_requests",
        "vault_uploads",
        "vault_versions",
    ] {
        assert!(before.contains(table), "nothing is planted in {table}: {before:?}");
    }
    let act = Act::new(Actor::Account(person.id), now() - TimeDelta::hours(73), Origin::default());
    let due = identity(&deployment, &store).await.leave(&act, person.id).await.unwrap();
    assert!(due < now());
    store.close().await;
    for moment in MOMENTS {
        let at = format!("leaving:{moment}");
        let killed = deployment.command(&["work", "--once"]).env("BALAI_UJI_MATI", &at).output().unwrap();
        assert_eq!(killed.status.signal(), Some(9), "{at}: {}", String::from_utf8_lossy(&killed.stderr));
        // who holds it gives it up after a second
        tokio::time::sleep(Duration::from_millis(1_100)).await;
    }
    deployment.must(&["work", "--once"]);
    nothing_is_left(&deployment, &person, neighbours).await;
}

async fn nothing_is_left(deployment: &Deployment, person: &Person, neighbours: usize) {
    for word in [WORD, PHONE, NIK, "Kenarisembilan"] {
        assert_eq!(found(deployment, word), Vec::<String>::new(), "{word} is left");
    }
    let store = deployment.store().await;
    let after = tables_with(deployment, &store, person.id).await;
    assert_eq!(after, KEPT.map(str::to_owned).into(), "what the page says, and no more");
    let cases = rows(&store, &Space::Control).await.into_iter().filter(|row| row.starts_with("number_cases "));
    assert_eq!(cases.count(), 1, "her number is kept in no case; the neighbour's is its own");
    let nobody = identity(deployment, &store).await.account(person.id).await.unwrap().unwrap();
    assert_eq!((nobody.name.as_str(), nobody.state, nobody.phone), ("Akun dihapus", AccountState::Closed, None));
    assert!(nobody.email.unwrap().as_str().ends_with("@akun-dihapus.invalid"));
    let shelf = deployment.objects();
    assert_eq!(shelf.of_control().list().await.unwrap().len(), neighbours, "no object of hers");
    // what the region decided with is the region's, and opens
    let vault = vault(deployment, &store);
    let region: RegionCode = CODE.parse().unwrap();
    let tenant = balai_tenancy::tenants::by_code(&store.control().read().await.unwrap(), region).await.unwrap();
    let db = store.tenant(tenant.unwrap().place);
    let by = (region, (Uuid::from_u128(7), "Siti"));
    let opened = vault.open_copy(&act_of(Uuid::from_u128(7)), &db, by, person.decided, None).await.unwrap();
    assert!(opened.bytes.windows(WORD.len()).any(|window| window == WORD.as_bytes()));
    assert_eq!(
        vault.requests_to(person.id, &MandateScope::All, None, 100).await.unwrap().len(),
        1,
        "the other went with its copy"
    );
    assert!(store.control().read().await.unwrap().verify_audit().await.unwrap().is_ok());
    // her address is free for a new account, which is another one
    let identity = identity(deployment, &store).await;
    let new = NewAccount {
        email: EMAIL.parse().unwrap(),
        name: "Orang Lain".parse().unwrap(),
        password: ChosenPassword::new(PASSWORD, Factors::PasswordOnly, &[]).unwrap(),
        second_factor: None,
    };
    assert_ne!(identity.open_account(&act_of(Uuid::nil()), new).await.unwrap(), person.id);
    assert!(identity.account(person.id).await.unwrap().is_some_and(|account| account.contact() != Some(contact())));
    store.close().await;
}

fn contact() -> Contact {
    Contact::parse(EMAIL).unwrap()
}
