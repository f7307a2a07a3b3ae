//! A region registers an application, changes it, gives it secrets, pauses and removes it.

use balai_identity::applications::ClaimName;
use balai_storage::audit::Trail;
use balai_testkit::Kind;
use balai_tests::files::png;
use balai_tests::{Answer, Browser, Site};
use reqwest::multipart::{Form, Part};
use rstest::rstest;
use uuid::Uuid;

use crate::people::{OTHER, SRAGEN, Somebody, hidden};
use crate::support::{LAW, REASON, application, asked, query, registered};
use crate::vault::Citizen;

const NEW: &str = "/kelola/aplikasi/baru";

/// What a form sends that describes a good application.
fn good() -> Vec<(&'static str, String)> {
    [
        ("nama", "Pajak Daerah"),
        ("instansi", ""),
        ("kembali", "https://pajak.sragenkab.go.id/masuk\r\n\r\nhttps://pajak.sragenkab.go.id/masuk/dua\r\n"),
        ("data-1", "wajib"),
        ("alasan-1", REASON),
        ("data-4", "boleh"),
        ("alasan-4", REASON),
        ("dasar-4", LAW),
        ("cara", "client_secret_basic"),
        ("tanda-tangan", "RS256"),
        ("mulai", "https://pajak.sragenkab.go.id/mulai"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into()
}

async fn send(browser: &Browser, path: &str, changes: &[(&'static str, &str)]) -> Answer {
    let mut form = good();
    for (name, value) in changes {
        form.retain(|(known, _)| known != name);
        form.push((name, (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(SRAGEN, path, &fields).await
}

fn id_of(answer: &Answer) -> Uuid {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let rest = answer.location().strip_prefix("/kelola/aplikasi/").expect("its page");
    rest.split('?').next().expect("an id").parse().expect("an id")
}

#[rstest]
#[tokio::test]
async fn a_region_registers_and_changes_an_application(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter("33.14").await;
    let owner = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    assert!(owner.get(SRAGEN, "/kelola/aplikasi").await.says("Belum ada aplikasi"));
    let answer = send(&owner, NEW, &[]).await;
    let id = id_of(&answer);
    let made = application(&site, id).await;
    assert_eq!((made.sector.as_str(), made.redirects.len()), ("pajak.sragenkab.go.id", 2));
    assert_eq!(made.asks(), [ClaimName::Name, ClaimName::Nik]);
    assert!(made.asked(ClaimName::Nik).is_some_and(|asked| asked.voluntary && asked.law.as_deref() == Some(LAW)));

    let page = owner.get(SRAGEN, answer.location()).await;
    let issuer = site.app.identity.site().as_str();
    for said in ["Aplikasi terdaftar", &id.to_string(), issuer, "Masuk ke Pajak Daerah?", REASON, "Dipakai 0 warga"] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    assert!(owner.get(SRAGEN, "/kelola/aplikasi").await.says("pajak.sragenkab.go.id"));
    assert!(owner.get(SRAGEN, "/kelola/balai").await.says("Pajak Daerah"));
    let trail = owner.get(SRAGEN, "/kelola/jejak?buku=pegawai").await;
    assert!(trail.says("Mendaftarkan aplikasi instansi"), "{}", trail.text());

    let change = format!("/kelola/aplikasi/{id}/ubah");
    let seen = hidden(&owner.get(SRAGEN, &change).await, "semula");
    let same = send(&owner, &change, &[("semula", &seen)]).await;
    assert_eq!(same.status, 303, "{}", same.text());
    let changed = send(&owner, &change, &[("semula", &seen), ("nama", "Pajak Daerah Sragen"), ("data-1", "")]).await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    let stale = send(&owner, &change, &[("semula", &seen), ("nama", "Pajak lain")]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.says("Orang lain menyimpan") && stale.says("Pajak lain"), "{}", stale.text());
    let now = application(&site, id).await;
    assert_eq!((now.name.as_str(), now.asks()), ("Pajak Daerah Sragen", vec![ClaimName::Nik]));
}

#[rstest]
#[tokio::test]
async fn each_wrong_field_says_what_to_do_and_loses_nothing(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    let own = "https://pajak.sragenkab.go.id/masuk";
    for (field, typed, said) in [
        ("nama", "ab", "Tulis nama aplikasi"),
        ("instansi", "0192f5a0-7c1e-7b3a-9c1d-2f6e8a4b5c6d", "Pilih instansi dari daftar."),
        ("kembali", "", "Tulis paling sedikit satu alamat kembali."),
        ("kembali", "http://pajak.sragenkab.go.id/masuk", "Baris 1: Alamat harus diawali https://."),
        ("kembali", "https://*.sragenkab.go.id/masuk", "Baris 1: Alamat tidak boleh memuat tanda *."),
        ("kembali", &format!("{own}\n{own}#di-sini"), "Baris 2: Hapus bagian sesudah tanda #."),
        ("kembali", "https://siti:rahasia@pajak.sragenkab.go.id/", "Hapus nama pengguna dan sandi"),
        ("kembali", "https://pajak.sragenkab.go.id", "persis begini: https://pajak.sragenkab.go.id/"),
        ("kembali", &format!("{own}\nhttps://jahat.id/masuk"), "https://jahat.id/masuk berada di situs lain."),
        ("mulai", "https://jahat.id/mulai", "berada di situs lain. Semua alamat harus di pajak.sragenkab.go.id."),
        ("sesudah-keluar", "https://jahat.id/", "berada di situs lain."),
        ("kabar-keluar", "http://127.0.0.1:9000/keluar", "berada di situs lain."),
        ("alasan-1", "", "Tulis untuk apa data ini dipakai"),
        ("dasar-4", "", "NIK hanya boleh diminta berdasarkan peraturan."),
        ("cara", "private_key_jwt", "Tempel kunci publik aplikasi"),
        ("kunci", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", "memuat kunci rahasia"),
        ("tanda-tangan", "HS256", "Pilih tanda tangan."),
    ] {
        let answer = send(&owner, NEW, &[(field, typed)]).await;
        assert_eq!(answer.status, 422, "{field} {typed}");
        let page = balai_tests::unescaped(answer.text());
        assert!(page.contains(said), "{field} {typed}: {page}");
        assert!(page.contains("value=\"Pajak Daerah\"") || field == "nama", "{field}");
    }
    assert!(owner.get(SRAGEN, "/kelola/aplikasi").await.says("Belum ada aplikasi"), "nothing was registered");
}

#[rstest]
#[tokio::test]
async fn a_registered_application_stays_on_its_host(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    let id = id_of(&send(&owner, NEW, &[]).await);
    let change = format!("/kelola/aplikasi/{id}/ubah");
    let seen = hidden(&owner.get(SRAGEN, &change).await, "semula");
    let elsewhere = [("semula", seen.as_str()), ("kembali", "https://baru.sragenkab.go.id/masuk"), ("mulai", "")];
    let moved = send(&owner, &change, &elsewhere).await;
    assert_eq!(moved.status, 422);
    assert!(moved.says("Semua alamat harus di pajak.sragenkab.go.id."), "{}", moved.text());
}

#[rstest]
#[tokio::test]
async fn a_secret_is_shown_once_and_changed_without_a_gap(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    let id = id_of(&send(&owner, NEW, &[]).await);
    let page = format!("/kelola/aplikasi/{id}");
    let counts = async |secret: &str| site.app.identity.is_application_secret(&application(&site, id).await, secret);
    let fresh = async || {
        let shown = owner.get(SRAGEN, &format!("{page}/rahasia")).await;
        let (secret, seed) = (shown.between("<code class=\"b-key\">", "<"), hidden(&shown, "benih"));
        assert!(!counts(&secret).await, "not before it is taken into use");
        for _ in 0..2 {
            let used = owner.post(SRAGEN, &format!("{page}/rahasia"), &[("benih", &seed)]).await;
            assert_eq!(used.location(), format!("{page}?selesai=rahasia"), "twice does no harm");
        }
        assert!(!owner.get(SRAGEN, &page).await.says(&secret), "shown once");
        secret
    };
    let (first, second) = (fresh().await, fresh().await);
    assert!(counts(&first).await && counts(&second).await, "both count");
    assert!(owner.get(SRAGEN, &page).await.says("Buang rahasia lama"));
    let third = fresh().await;
    assert!(!counts(&first).await && counts(&second).await && counts(&third).await, "two at the most");
    owner.post(SRAGEN, &format!("{page}/rahasia-lama/hapus"), &[]).await;
    assert!(!counts(&second).await && counts(&third).await);
    for wrong in ["", "x", &third[1..]] {
        assert!(!counts(wrong).await, "{wrong}");
    }
    let before = application(&site, id).await;
    let none = owner.post(SRAGEN, &format!("{page}/rahasia"), &[("benih", "bukan-benih")]).await;
    assert_eq!(none.location(), format!("{page}/rahasia"));
    assert_eq!(application(&site, id).await, before);
    let trail = Trail { action: Some("client.secret_made".into()), ..Trail::default() };
    let links = site.kit.control().read().await.expect("rows").trail(&trail, None, 10).await.expect("links");
    assert_eq!(links.len(), 3);
    assert!(!format!("{links:?}").contains(&third), "the trail holds no secret");
}

#[rstest]
#[tokio::test]
async fn a_paused_application_lets_nobody_in_and_a_removed_one_takes_all_consents_along(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    let citizen = Citizen::sri(&site).await;
    let id = registered(&site, vec![asked(ClaimName::Name, false)]).await;
    let (page, asks) = (format!("/kelola/aplikasi/{id}"), format!("/izin?{}", query(id)));
    citizen.post(&asks, &[("jawab", "ya"), ("versi", "1")]).await;
    assert!(owner.get(SRAGEN, &page).await.says("Dipakai 1 warga"));
    for (to, status) in [("jeda", 400), ("jeda", 400), ("buka", 303)] {
        let turned = owner.post(SRAGEN, &format!("{page}/keadaan"), &[("ke", to)]).await;
        assert_eq!(turned.status, 303);
        assert_eq!(citizen.get(&asks).await.status, status, "{to}");
    }
    assert!(owner.get(SRAGEN, &format!("{page}/hapus")).await.says("1 warga memakai aplikasi ini"));
    for status in [303, 404] {
        assert_eq!(owner.post(SRAGEN, &format!("{page}/hapus"), &[]).await.status, status);
    }
    assert_eq!(citizen.get(&asks).await.status, 400);
    assert_eq!(site.app.identity.application_grant(citizen.id, id).await.expect("rows"), None);
    assert!(!citizen.get("/aplikasi-saya").await.says("Pajak Daerah"));
}

#[rstest]
#[tokio::test]
async fn another_region_finds_no_application(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let id = registered(&site, vec![asked(ClaimName::Name, false)]).await;
    let other = Somebody::other_owner(&site).await.at(&site, OTHER).await;
    assert!(other.get(OTHER, "/kelola/aplikasi").await.says("Belum ada aplikasi"));
    for path in ["", "/ubah", "/rahasia", "/logo", "/gambar", "/hapus"] {
        assert_eq!(other.get(OTHER, &format!("/kelola/aplikasi/{id}{path}")).await.status, 404, "{path}");
    }
    let before = application(&site, id).await;
    for path in ["/ubah", "/keadaan", "/rahasia", "/rahasia-lama/hapus", "/tanpa-logo", "/hapus"] {
        let fields = [("ke", "jeda"), ("nama", "Direbut"), ("benih", "x")];
        assert_eq!(other.post(OTHER, &format!("/kelola/aplikasi/{id}{path}"), &fields).await.status, 404, "{path}");
    }
    assert_eq!(application(&site, id).await, before);
}

/// Hands a logo in at the desk.
async fn hands_in(owner: &Browser, id: Uuid, file: Vec<u8>) -> Answer {
    let form = Form::new().part("logo", Part::bytes(file).file_name("logo.png"));
    owner.send(owner.posting(SRAGEN, &format!("/kelola/aplikasi/{id}/logo")).multipart(form)).await
}

#[rstest]
#[tokio::test]
async fn citizens_see_the_logo_that_was_handed_in_where_they_are_asked(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    let citizen = Citizen::sri(&site).await;
    let id = registered(&site, vec![asked(ClaimName::Name, false)]).await;
    let (asks, shown) = (format!("/izin?{}", query(id)), format!("src=\"/aplikasi-saya/{id}/logo"));
    assert!(!citizen.get(&asks).await.says("/logo"), "none yet");
    let small = hands_in(&owner, id, png(20, 90)).await;
    assert!(small.status == 422 && small.says("Gambar ini terlalu kecil"), "{}", small.text());
    let mut seen = Vec::new();
    for shade in [90, 200] {
        let sent = png(400, shade);
        let answer = hands_in(&owner, id, sent.clone()).await;
        assert_eq!(answer.location(), format!("/kelola/aplikasi/{id}?selesai=logo"), "{}", answer.text());
        let page = citizen.get(&asks).await;
        let address = format!("/aplikasi-saya/{id}/logo{}", page.between(&shown, "\""));
        let logo = citizen.get(&address).await;
        assert_eq!((logo.status, logo.header("content-type")), (200, "image/png"));
        assert!(logo.body.starts_with(b"\x89PNG") && logo.body != sent, "written anew");
        assert_eq!(logo.body[16..24], [0, 0, 0, 192, 0, 0, 0, 192], "192 pixels a side");
        seen.push((address, logo.body));
    }
    assert!(seen[0].0 != seen[1].0 && seen[0].1 != seen[1].1, "another logo, another address");
    citizen.post(&asks, &[("jawab", "ya"), ("versi", &application(&site, id).await.version.to_string())]).await;
    assert!(citizen.get("/aplikasi-saya").await.says(&shown), "and in her list");
    owner.post(SRAGEN, &format!("/kelola/aplikasi/{id}/tanpa-logo"), &[]).await;
    assert!(!citizen.get("/aplikasi-saya").await.says(&shown));
}
