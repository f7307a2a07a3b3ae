//! Acting for another for one service alone: chosen in a hall's catalogue, and as far as that goes and no further.

#![expect(clippy::disallowed_types, reason = "a test looks behind the doors")]

use balai_catalog::Editor;
use balai_identity::AccountSays;
use balai_storage::Space;
use balai_storage::audit::Trail;
use balai_testkit::Kind;
use balai_tests::files::pdf;
use balai_tests::letters::told;
use balai_tests::{Answer, Site};
use rstest::rstest;
use sea_orm::ConnectionTrait as _;
use sea_orm::sea_query::Query;
use uuid::Uuid;

use crate::citizens::Citizen;
use crate::family::{asked, mandate, two};
use crate::people::SRAGEN;
use crate::support::{Clerk, taken};

const FORM: &str = "/keluarga/tunjuk";
const SRI: (&str, &str) = ("kontak", "sri@contoh.id");
const ONE: (&str, &str) = ("cakupan", "satu-layanan");
const HERE: (&str, &str) = ("daerah", "33.14");

/// The services that a page offers, by id and name.
fn offered(page: &Answer) -> Vec<(Uuid, String)> {
    let radios = page.text().split("name=\"layanan\" type=\"radio\" value=\"").skip(1);
    let one = |radio: &str| {
        let id = radio.split('"').next()?.parse().ok()?;
        let name = radio.split_once("<label")?.1.split_once('>')?.1.split('<').next()?;
        Some((id, balai_tests::unescaped(name)))
    };
    radios.map(|radio| one(radio).unwrap_or_else(|| panic!("{radio}"))).collect()
}

/// Services of a region that answer some words.
async fn found(citizen: &Citizen, code: &str, words: &str) -> Vec<(Uuid, String)> {
    let fields = [SRI, ONE, ("daerah", code), ("cari", words), ("lihat", "1"), ("langkah", "layanan")];
    let page = citizen.post(FORM, &fields).await;
    assert_eq!(page.status, 200, "{}", page.text());
    offered(&page)
}

/// Budi appoints Sri for a service of Sragen, and she begins to act; returns the path of the mandate.
async fn acts(sri: &Citizen, budi: &Citizen, service: Uuid) -> String {
    let service = service.to_string();
    let done = budi.post(FORM, &[SRI, ONE, HERE, ("layanan", &service), ("lama", "30")]).await;
    assert_eq!(done.location(), "/keluarga?kabar=ditunjuk", "{}", done.text());
    let own = mandate(sri, "/terima").await;
    assert_eq!(sri.post(&format!("{own}/terima"), &[]).await.status, 303);
    assert_eq!(sri.post(&format!("{own}/mulai"), &[]).await.location(), "/berkas/permintaan");
    own
}

async fn withdraws(site: &Site, service: Uuid) {
    let (act, write) = (site.act(), site.kit.tenant("33.14").write().await.unwrap());
    Editor::new(&write, &act, site.today()).withdraw(service).await.unwrap();
    write.commit().await.unwrap();
}

async fn closes_all_halls(site: &Site) {
    let tx = site.kit.store.owner().unwrap().begin(&Space::Control).await.unwrap();
    tx.execute(&Query::update().table("tenants").value("state", "suspended").to_owned()).await.unwrap();
    tx.commit().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn one_question_after_the_other_leads_to_a_service_and_everybody_sees_which(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    site.publish_starter("33.14").await;
    let (sri, budi) = two(&site).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let mut sent = vec![SRI, ("langkah", "kontak")];
    for (asks, answer) in
        [("Untuk apa saja?", ONE), ("Untuk daerah mana?", HERE), ("Untuk layanan apa?", ("cari", "kartu keluarga"))]
    {
        let page = budi.post(FORM, &sent).await;
        assert!(page.status == 200 && page.says(asks) && page.says("sri@contoh.id"), "{asks}: {}", page.text());
        sent.push(answer);
    }
    let services = found(&budi, "33.14", "kartu keluarga").await;
    assert!((1..=10).contains(&services.len()), "{services:?}");
    let (id, name) = services[0].clone();
    let chosen = id.to_string();
    sent.push(("layanan", &chosen));
    let last = budi.post(FORM, &sent).await;
    assert!(last.status == 200 && last.says(&name) && last.says("Kabupaten Sragen"), "{}", last.text());
    assert!(last.says("Untuk berapa lama?") && last.says("value=\"30\" checked"), "{}", last.text());
    sent.push(("lama", "7"));
    assert_eq!(budi.post(FORM, &sent).await.location(), "/keluarga?kabar=ditunjuk");

    let only = Some(format!("{name}, Kabupaten Sragen"));
    let said = told(&site).await;
    assert!(said.contains(&AccountSays::MandateOffered { only: only.clone() }), "{said:?}");
    let is_given = |says: &AccountSays| matches!(says, AccountSays::MandateGiven { only: said, .. } if *said == only);
    assert!(said.iter().any(is_given), "{said:?}");
    let own = mandate(&sri, "/terima").await;
    let line = format!("Hanya {name} di Kabupaten Sragen, sampai");
    assert!(sri.get("/keluarga").await.says(&line) && budi.get("/keluarga").await.says(&line));
    assert_eq!(sri.post(&format!("{own}/terima"), &[]).await.status, 303);
    let said = told(&site).await;
    let is_taken =
        |says: &AccountSays| matches!(says, AccountSays::MandateAccepted { only: said, .. } if *said == only);
    assert!(said.iter().any(is_taken), "{said:?}");
    let visit = clerk.meets(&budi).await;
    let desk = clerk.get(&visit).await;
    assert!(desk.says(&format!("Sri Rahayu, hanya untuk {name}, sampai")), "{}", desk.text());
    let held = &taken(&budi.post("/data-saya", &[]).await)["account"]["mandates_given"][0];
    assert_eq!((held["region"].as_str(), held["service"].as_str()), (Some("33.14"), Some(&*name)), "{held}");
    let offers = Trail { action: Some("mandate.offered".into()), ..Trail::default() };
    let links = site.kit.control().read().await.unwrap().trail(&offers, None, 2).await.unwrap();
    let after = links[0].after.as_ref().unwrap();
    assert_eq!(after["service"], chosen.as_str());
    assert!(!after.to_string().contains(&name), "by its id: {after}");
}

#[rstest]
#[tokio::test]
async fn a_mandate_for_one_service_reaches_that_service_of_that_region_alone(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    site.publish_starter("33.14").await;
    let (sri, budi) = two(&site).await;
    let document = budi.adds("KTP", pdf("kartu budi", "")).await;
    let services = found(&budi, "33.14", "kartu keluarga").await;
    let (mine, other) = (services[0].clone(), services[1].0);
    let own = acts(&sri, &budi, mine.0).await;
    let bar = sri.get("/berkas/permintaan").await;
    assert!(bar.says(&format!("Anda bertindak untuk Budi Santoso, hanya untuk layanan {}", mine.1)), "{}", bar.text());
    assert!(bar.says("href=\"/berkas/permintaan\"") && !bar.says("href=\"/berkas\""), "no way beyond: {}", bar.text());
    for path in ["/berkas", "/berkas/tambah", "/berkas/kode", "/berkas/catatan", &format!("/berkas/{document}")] {
        assert_eq!(sri.get(path).await.location(), "/keluarga?kabar=jangkauan", "{path}");
    }
    let mut pages = Vec::new();
    // for another service of the region, and for the same id in another region
    for (code, service) in [("33.14", mine.0), ("33.14", other), ("17.09", mine.0), ("33.14", Uuid::nil())] {
        pages.push(format!("/berkas/permintaan/{}", asked(&site, code, budi.id, service).await));
    }
    let list = sri.get("/berkas/permintaan").await;
    for beyond in &pages[1..] {
        assert!(list.says(&pages[0]) && !list.says(beyond), "{}", list.text());
        assert_eq!(budi.get(beyond).await.status, 200);
        assert_eq!(sri.get(beyond).await.status, 404);
        assert_eq!(sri.post(beyond, &[("berkas-0", &document)]).await.status, 404);
    }
    let given = sri.post(&pages[0], &[("berkas-0", &document)]).await;
    assert_eq!(given.location(), format!("{}?kabar=dijawab", pages[0]), "{}", given.text());
    // what its owner herself gave for another service, her agent does not take back
    assert_eq!(budi.post(&pages[1], &[("berkas-0", &document)]).await.status, 303);
    let item = site.app.vault.request_to(budi.id, pages[1].rsplit('/').next().unwrap().parse().unwrap()).await.unwrap();
    let item = item.unwrap().items[0].id;
    assert_eq!(sri.post(&format!("{}/{item}/cabut", pages[1]), &[]).await.status, 404);
    assert_eq!(sri.post(&format!("{}/{item}/cabut", pages[0]), &[]).await.status, 404);

    // retired and renamed or not, the mandate says what it was for, and goes on for what was asked
    withdraws(&site, mine.0).await;
    assert!(sri.get("/keluarga").await.says(&format!("Hanya {} di Kabupaten Sragen", mine.1)));
    assert_eq!(sri.get(&pages[0]).await.status, 200);
    closes_all_halls(&site).await;
    assert!(sri.get("/keluarga").await.says(&format!("Hanya {} di Kabupaten Sragen", mine.1)));
    let late = budi.post(FORM, &[SRI, ONE, HERE, ("layanan", &other.to_string())]).await;
    assert!(late.status == 422 && late.says("Pilih daerahnya"), "{}", late.text());
    assert_eq!(budi.post(&format!("{own}/akhiri"), &[]).await.status, 303);
    assert_eq!(sri.get(&pages[0]).await.location(), "/keluarga?kabar=berakhir", "at once");
    assert!(budi.get(&format!("{own}/catatan")).await.says("Menjawab permintaan berkas"));
}

#[rstest]
#[tokio::test]
async fn a_bad_choice_is_told_at_its_field_and_nothing_typed_is_lost(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    for code in ["33.14", "17.09"] {
        site.publish_starter(code).await;
    }
    let (_, budi) = two(&site).await;
    let theirs = found(&budi, "17.09", "kartu keluarga").await[0].0.to_string();
    let retired = found(&budi, "33.14", "kartu keluarga").await[0].0;
    withdraws(&site, retired).await;
    let retired = retired.to_string();
    let gone = "Layanan itu tidak ada atau sudah ditutup di Kabupaten Sragen";
    let none = "Pilih salah satu layanan di Kabupaten Sragen";
    let words = ("cari", "kartu keluarga");
    for (service, says) in [(&*theirs, gone), (&retired, gone), ("bukan-layanan", gone), ("", none)] {
        for seen in [&[words][..], &[]] {
            let sent = [SRI, ONE, HERE, ("layanan", service), ("lama", "365"), ("langkah", "layanan")];
            let told = budi.post(FORM, &[&sent, seen].concat()).await;
            assert!(told.status == 422 && told.says(says), "{service}: {}", told.text());
            let field = if seen.is_empty() { "href=\"#cari\"" } else { "href=\"#layanan\"" };
            for kept in ["value=\"sri@contoh.id\"", "name=\"lama\" value=\"365\"", "value=\"33.14\"", field] {
                assert!(told.says(kept), "{service}: {kept}: {}", told.text());
            }
        }
    }
    let nobody = budi.post(FORM, &[("kontak", ""), ONE, HERE, ("lama", "365")]).await;
    assert!(nobody.status == 422 && nobody.says("Tulis surel atau nomor ponsel wakil"), "{}", nobody.text());
    let many = budi.post(FORM, &[SRI, ONE, HERE, ("cari", "surat"), ("lihat", "1")]).await;
    assert!(offered(&many).len() == 10 && many.says("10 layanan yang paling cocok"), "{}", many.text());
    let wordless = budi.post(FORM, &[SRI, ONE, HERE, ("cari", " "), ("lihat", "1")]).await;
    assert!(wordless.status == 422 && wordless.says("Tulis nama layanannya"), "{}", wordless.text());
    let nothing = budi.post(FORM, &[SRI, ONE, HERE, ("cari", "qqqxyz"), ("lihat", "1")]).await;
    assert!(nothing.status == 200 && nothing.says("Tidak ada layanan dengan kata itu"), "{}", nothing.text());
    for (field, step, says) in [
        (("cakupan", "lain"), "cakupan", "Pilih untuk apa saja"),
        (("daerah", "99.99"), "daerah", "Pilih daerahnya"),
        (("daerah", ""), "daerah", "Pilih daerahnya"),
    ] {
        let sent = if step == "cakupan" { vec![SRI, field] } else { vec![SRI, ONE, field] };
        let told = budi.post(FORM, &[&sent[..], &[("langkah", step), ("lama", "365")]].concat()).await;
        assert!(told.status == 422 && told.says(says) && told.says("sri@contoh.id"), "{field:?}: {}", told.text());
    }
    // another region after a way back has other services, and that is nobody's mistake
    let anew = [SRI, ONE, HERE, words, ("layanan", &*theirs), ("langkah", "daerah")];
    let anew = budi.post(FORM, &anew).await;
    assert!(anew.status == 200 && !anew.says(gone) && !offered(&anew).is_empty(), "{}", anew.text());
    // a way back shows what was chosen
    let back = budi.post(FORM, &[SRI, ONE, HERE, words, ("kembali", "cakupan")]).await;
    assert!(
        back.status == 200 && back.says("value=\"satu-layanan\" aria-describedby=\"cakupan-3-hint\" checked"),
        "{}",
        back.text()
    );
    assert!(site.app.identity.mandates(budi.id, site.app.clock.now()).await.unwrap().given.is_empty());
}
