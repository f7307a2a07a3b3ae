//! Acting for another: a parent for a child, and whom somebody appoints; as far as that goes and no further.

use balai_testkit::Kind;
use balai_tests::files::pdf;
use balai_tests::letters::letters;
use balai_tests::{ACCOUNT, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::citizens::Citizen;
use crate::people::{OTHER, SRAGEN};
use crate::support::{Clerk, NIK, path};

/// A child of six by the day of these tests.
pub const CHILD: &str = "3314011208200003";

pub async fn appoints(owner: &Citizen, agent: &str, region: &str) {
    let scope = if region.is_empty() { "semua" } else { "satu-daerah" };
    let fields = [("kontak", agent), ("cakupan", scope), ("daerah", region), ("lama", "30")];
    let done = owner.post("/keluarga/tunjuk", &fields).await;
    assert_eq!(done.location(), "/keluarga?kabar=ditunjuk", "{}", done.text());
}

/// The path of the first mandate on somebody's page.
pub async fn mandate(citizen: &Citizen, deed: &str) -> String {
    let page = citizen.get("/keluarga").await;
    let all: Vec<&str> = page.text().split("action=\"").filter_map(|rest| rest.split('"').next()).collect();
    let found =
        all.iter().find(|action| action.ends_with(deed)).unwrap_or_else(|| panic!("no {deed}: {}", page.text()));
    found.trim_end_matches(deed).trim_end_matches('/').to_owned()
}

pub async fn two(site: &Site) -> (Citizen, Citizen) {
    (Citizen::sri(site).await, Citizen::named(site, "Budi Santoso", "budi@contoh.id").await)
}

#[rstest]
#[tokio::test]
async fn whom_somebody_appoints_acts_once_she_accepted_and_the_trail_names_both(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (sri, budi) = two(&site).await;
    appoints(&budi, "sri@contoh.id", "").await;
    let mut told: Vec<_> = letters(&site).await.iter().map(|letter| letter.says.kind()).collect();
    told.sort_unstable();
    assert_eq!(told, ["account_mandate_given", "account_mandate_offered"]);
    let page = budi.get("/keluarga").await;
    assert!(page.says("s***@contoh.id") && page.says("Menunggu jawabannya") && !page.says("Sri"), "{}", page.text());
    let own = mandate(&sri, "/terima").await;
    assert!(sri.get("/keluarga").await.says("Budi Santoso"));
    assert_eq!(sri.post(&format!("{own}/mulai"), &[]).await.status, 404, "not before she accepted");
    assert_eq!(budi.post(&format!("{own}/terima"), &[]).await.status, 404, "not by the one who asks");
    assert_eq!(sri.post(&format!("{own}/terima"), &[]).await.location(), "/keluarga?kabar=diterima");
    assert_eq!(sri.post(&format!("{own}/mulai"), &[]).await.location(), "/berkas");
    let page = sri.get("/berkas").await;
    assert!(page.says("Anda bertindak untuk Budi Santoso") && page.says("Selesai"), "{}", page.text());
    let document = sri.adds("KTP", pdf("kartu budi", "")).await;
    assert_eq!(sri.get(&sri.opens(&document).await).await.status, 200);
    assert_eq!(site.app.vault.documents(budi.id).await.unwrap().len(), 1);
    assert!(site.app.vault.documents(sri.id).await.unwrap().is_empty());
    assert_eq!(budi.get(&budi.opens(&document).await).await.status, 200);
    let looks = sri.get("/berkas/catatan").await;
    assert!(looks.says("Berkas Budi Santoso") && !looks.says("Berkas saya"), "{}", looks.text());
    assert!(looks.says("Anda membuka KTP-el") && looks.says("Budi Santoso membuka KTP-el"), "{}", looks.text());
    assert!(budi.get("/berkas/catatan").await.says("Sri Rahayu, wakil Anda, membuka KTP-el"));
    let page = budi.get(&format!("{own}/catatan")).await;
    assert!(page.says("Yang dilakukan Sri Rahayu untuk Anda") && page.says("Menambah berkas"), "{}", page.text());
    assert_eq!(sri.post("/keluarga/selesai", &[]).await.location(), "/keluarga?kabar=selesai");
    assert!(!sri.get("/berkas").await.says("bertindak untuk"), "her own again");
    assert_eq!(sri.get("/profil").await.status, 200);
}

#[rstest]
#[tokio::test]
async fn a_mandate_does_not_reach_what_is_its_owners_own(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, budi) = two(&site).await;
    let document = budi.adds("KTP", pdf("kartu budi", "")).await;
    appoints(&budi, "sri@contoh.id", "").await;
    let own = mandate(&sri, "/terima").await;
    sri.post(&format!("{own}/terima"), &[]).await;
    sri.post(&format!("{own}/mulai"), &[]).await;
    let remove = format!("/berkas/{document}/hapus");
    let closed = [
        "/",
        "/profil",
        "/profil/nama",
        "/profil/nik",
        "/profil/kontak",
        "/profil/kontak/kode",
        "/keamanan",
        "/keamanan/kode",
        "/riwayat-masuk",
        &remove,
    ];
    for path in closed {
        let answer = sri.get(path).await;
        assert_eq!((answer.status, answer.location()), (303, "/keluarga?kabar=jangkauan"), "{path}");
    }
    let name = [("nama", "Orang Lain"), ("nik", NIK), ("kontak", "lain@contoh.id")];
    let deeds =
        ["/profil/nama", "/profil/nik", "/profil/nik/hapus", "/profil/nik/tampilkan", "/profil/kontak", &remove];
    for path in deeds.into_iter().chain(["/sesi/akhiri-lainnya", "/keamanan/pemulihan"]) {
        let answer = sri.post(path, &name).await;
        assert_eq!((answer.status, answer.location()), (303, "/keluarga?kabar=jangkauan"), "{path}");
    }
    assert!(sri.get("/keluarga?kabar=jangkauan").await.says("tidak termasuk yang boleh Anda lakukan"));
    for path in ["/berkas", "/berkas/tambah", "/berkas/catatan", "/berkas/permintaan", &format!("/berkas/{document}")] {
        let page = sri.get(path).await;
        assert!(page.status == 200 && page.says("Anda bertindak untuk Budi Santoso"), "{path}: {}", page.text());
    }
    assert_eq!(site.app.vault.documents(budi.id).await.unwrap().len(), 1);
    assert_eq!(site.app.identity.account(budi.id).await.unwrap().unwrap().name.as_str(), "Budi Santoso");
}

#[rstest]
#[tokio::test]
async fn either_side_ends_a_mandate_at_once_and_its_time_ends_it_too(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (sri, budi) = two(&site).await;
    for ends in ["owner", "agent", "time"] {
        appoints(&budi, "sri@contoh.id", "").await;
        let own = mandate(&sri, "/terima").await;
        sri.post(&format!("{own}/terima"), &[]).await;
        assert_eq!(sri.post(&format!("{own}/mulai"), &[]).await.status, 303);
        assert!(sri.get("/berkas").await.says("bertindak untuk"), "{ends}");
        match ends {
            "owner" => {
                assert_eq!(budi.post(&format!("{own}/akhiri"), &[]).await.location(), "/keluarga?kabar=diakhiri");
            }
            "agent" => assert_eq!(sri.post(&format!("{own}/akhiri"), &[]).await.location(), "/keluarga?kabar=diakhiri"),
            _ => {
                let (id, later) = (own.rsplit('/').next().unwrap().parse().unwrap(), TimeDelta::days(31));
                let at = site.app.clock.now() + later;
                assert_eq!(site.app.identity.acting(sri.id, id, at).await.unwrap(), None);
                budi.post(&format!("{own}/akhiri"), &[]).await;
            }
        }
        assert!(!sri.get("/berkas").await.says("bertindak untuk"), "{ends}: at once");
        assert_eq!(sri.post(&format!("{own}/mulai"), &[]).await.status, 404);
    }
}

#[rstest]
#[tokio::test]
async fn a_mandate_for_one_region_reaches_that_region_alone(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, budi) = two(&site).await;
    let document = budi.adds("KTP", pdf("kartu budi", "")).await;
    appoints(&budi, "sri@contoh.id", "33.14").await;
    let own = mandate(&sri, "/terima").await;
    assert!(sri.get("/keluarga").await.says("Kabupaten Sragen saja"));
    sri.post(&format!("{own}/terima"), &[]).await;
    assert_eq!(sri.post(&format!("{own}/mulai"), &[]).await.location(), "/berkas/permintaan");
    for path in ["/berkas", "/berkas/tambah", "/berkas/kode", &format!("/berkas/{document}")] {
        assert_eq!(sri.get(path).await.location(), "/keluarga?kabar=jangkauan", "{path}");
    }
    let mut pages = Vec::new();
    for code in ["33.14", "17.09"] {
        let id = asked(&site, code, budi.id, uuid::Uuid::from_u128(1)).await;
        pages.push(format!("/berkas/permintaan/{id}"));
    }
    let list = sri.get("/berkas/permintaan").await;
    assert!(list.says(&pages[0]) && !list.says(&pages[1]), "{}", list.text());
    assert_eq!(sri.get(&pages[1]).await.status, 404);
    assert_eq!(sri.post(&pages[1], &[("berkas-0", "tidak")]).await.status, 404);
    let given = sri.post(&pages[0], &[("berkas-0", &document)]).await;
    assert_eq!(given.location(), format!("{}?kabar=dijawab", pages[0]), "{}", given.text());
    assert!(budi.get(&format!("{own}/catatan")).await.says("Menjawab permintaan berkas"));
}

/// A region asks somebody for the card, for a service.
pub async fn asked(site: &Site, code: &str, account: uuid::Uuid, service: uuid::Uuid) -> uuid::Uuid {
    use balai_catalog::standard::DocumentCode;
    use balai_vault::{NewRequest, Reason, Wanted, Whom};
    let new = NewRequest {
        region: code.parse().expect("a code"),
        service: (service, "Akta kelahiran".into()),
        agency: "Dinas".into(),
        by: (uuid::Uuid::from_u128(2), "Siti".into()),
        wanted: vec![Wanted { kind: DocumentCode::parse("KTP").expect("a code"), requirement: "KTP-el".into() }],
        reason: Reason::parse("Mengurus akta kelahiran").expect("a reason"),
        days: 7,
        spoken: false,
    };
    site.app.vault.ask(&site.act(), Whom::Account(Some(account)), new).await.expect("asked")
}

#[rstest]
#[tokio::test]
async fn a_parent_acts_for_a_child_until_it_is_seventeen(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let (clerk, other) = (Clerk::of(&site, SRAGEN, "33.14").await, Clerk::of(&site, OTHER, "17.09").await);
    let visit = clerk.meets(&sri).await;
    let form = format!("{visit}/anak");
    let fields = |nik| [("nama", "Dewi Kecil"), ("nik", nik), ("kk", "ya")];
    assert_eq!(clerk.get(&form).await.status, 404, "the parent's card comes first");
    assert_eq!(clerk.post(&form, &fields(CHILD)).await.status, 404);
    clerk.sees_card(&visit, NIK).await;
    let unseen = clerk.post(&form, &[("nama", ""), ("nik", "3314"), ("kk", "")]).await;
    for said in ["Tulis nama anak", "16 angka", "Lihat Kartu Keluarga"] {
        assert!(unseen.status == 422 && unseen.says(said), "{said}: {}", unseen.text());
    }
    let grown = clerk.post(&form, &fields("3314011208000003")).await;
    assert!(grown.status == 422 && grown.says("sudah 17 tahun"), "{}", grown.text());
    let opened = clerk.post(&form, &fields(CHILD)).await;
    assert_eq!(opened.location(), format!("{visit}?kabar=anak"), "{}", opened.text());
    let again = clerk.post(&form, &fields(CHILD)).await;
    assert_eq!(again.location(), format!("{visit}?kabar=anak"), "a second press finds the same: {}", again.text());
    assert_eq!(site.app.identity.open_cases().await.unwrap(), 0);
    site.clock.advance(TimeDelta::minutes(6));
    let later = clerk.post(&form, &fields(CHILD)).await;
    assert!(later.status == 422 && later.says("perlu dicek"), "{}", later.text());
    let page = sri.get("/keluarga").await;
    assert!(
        page.says("Dewi Kecil") && page.says("sampai berumur 17 tahun pada 12\u{a0}Agustus 2037"),
        "{}",
        page.text()
    );
    let own = mandate(&sri, "/mulai").await;
    assert_eq!(sri.post(&format!("{own}/akhiri"), &[]).await.status, 404, "a parent stays one");
    sri.post(&format!("{own}/mulai"), &[]).await;
    assert!(sri.get("/berkas").await.says("Anda bertindak untuk Dewi Kecil"));
    sri.adds("AKL", pdf("akta dewi", "")).await;
    // the child's sheet opens nothing before its time
    let code = sri.post("/berkas/kode", &[]).await.between("<p class=\"b-code\">", "<");
    let theirs = other.finds(&code).await;
    assert!(other.get(&theirs).await.says("Dewi Kecil"));
    other.sees_card(&theirs, CHILD).await;
    let sheet = other.prints(&theirs).await;
    let shows = |site: &Site| site.browser();
    let early = shows(&site).post(ACCOUNT, "/ambil-alih", &[("kode", &sheet), ("nik", CHILD)]).await;
    assert_eq!(early.status, 422, "{}", early.text());
    site.clock.advance(TimeDelta::days(11 * 366));
    let grown = shows(&site).post(ACCOUNT, "/ambil-alih", &[("kode", &sheet), ("nik", CHILD)]).await;
    assert_eq!(path(&grown), "/ambil-alih/kontak", "{}", grown.text());
}
