//! The ministry improves a national template: a draft, a version, and a difference that every region answers for itself.

use balai_rbac::Role;
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Answer, Browser, NATIONAL, Site};
use rstest::rstest;

use crate::{Somebody, hidden, service, with_published};

/// Somebody of the ministry, signed in.
async fn officer(site: &Site, email: &str, role: Role) -> Browser {
    let browser = site.browser();
    let who = Somebody::with(site, email, role, "nasional").await;
    let (_, page) = who.arrive(site, &browser, NATIONAL, "/").await;
    assert_eq!(page.status, 200, "{}", page.text());
    browser
}

/// Opens a form of the ministry and sends it with these answers.
async fn write(admin: &Browser, path: &str, answers: &[(&str, &str)]) -> Answer {
    let page = admin.get(NATIONAL, path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    let seen = hidden(&page, "semula");
    let mut fields = vec![("semula", seen.as_str())];
    fields.extend_from_slice(answers);
    admin.post(NATIONAL, path, &fields).await
}

async fn publish(admin: &Browser, at: &str, improvement: &str) -> Answer {
    let seen = hidden(&admin.get(NATIONAL, at).await, "draf");
    admin.post(NATIONAL, &format!("{at}/terbitan"), &[("draf", &seen), ("perbaikan", improvement)]).await
}

#[rstest]
#[tokio::test]
async fn an_improvement_is_offered_to_who_adopted_the_template_and_overwrites_nothing(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let admin = officer(&site, "agus@kementerian.go.id", Role::MinistryAdmin).await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let at = format!("/templat/{}", birth.template_key.as_deref().expect("adopted"));
    let (time, product) = (format!("{at}/3"), format!("{at}/5"));

    let page = admin.get(NATIONAL, &at).await;
    assert!(page.says("Dipakai 1 daerah") && page.says("Sragen"), "{}", page.text());
    assert!(page.says("versi terbaru") && !page.says("Versi berikutnya"), "{}", page.text());
    let wrong = write(&admin, &time, &[("lama", "sembilan"), ("satuan", "hari-kerja")]).await;
    assert!(wrong.status == 422 && wrong.says("value=\"sembilan\""), "{}", wrong.text());

    let two_looked = hidden(&admin.get(NATIONAL, &time).await, "semula");
    assert_eq!(write(&admin, &time, &[("lama", "9"), ("satuan", "hari-kerja")]).await.status, 303);
    let later = [("semula", two_looked.as_str()), ("lama", "4"), ("satuan", "hari-kerja")];
    let stale = admin.post(NATIONAL, &time, &later).await;
    assert!(stale.status == 409 && stale.says("value=\"4\"") && stale.says("9\u{a0}hari kerja"), "{}", stale.text());
    assert_eq!(write(&admin, &product, &[("produk", "Kutipan akta dan KIA")]).await.status, 303);
    let other = format!("/templat/{}/5", service(&site, "kartu keluarga baru").await.template_key.expect("adopted"));
    let seen = hidden(&admin.get(NATIONAL, &other).await, "semula");
    let send = |text: &'static str| {
        let (admin, other, seen) = (admin.clone(), other.clone(), seen.clone());
        async move { admin.post(NATIONAL, &other, &[("semula", &seen), ("produk", text)]).await.status }
    };
    let mut both = <[u16; 2]>::from(tokio::join!(send("KK dan KIA"), send("KK digital")));
    both.sort_unstable();
    assert_eq!(both, [303, 409], "of two at one moment the second is told so");
    assert!(owner.get("sragen", "/kelola/katalog/pembaruan").await.says("Tidak ada perubahan"), "a draft is no offer");

    let silent = publish(&admin, &at, "").await;
    assert!(silent.status == 422 && silent.says("Tulis apa yang diperbaiki"), "{}", silent.text());
    let improvement = "Waktu mengikuti peraturan baru.";
    assert_eq!(publish(&admin, &at, improvement).await.status, 303);
    let twice = admin.post(NATIONAL, &format!("{at}/terbitan"), &[("draf", "2"), ("perbaikan", improvement)]).await;
    assert_eq!(twice.status, 409, "there is no draft any more");
    let list = admin.get(NATIONAL, "/templat?q=akta+kelahiran").await;
    assert!(list.says("1 daerah, 0 memakai versi terbaru"), "{}", list.text());

    let offered = format!("/kelola/layanan/{}/pembaruan", birth.id);
    assert!(owner.get("sragen", "/kelola/katalog/pembaruan").await.says(&offered));
    let change = owner.get("sragen", &offered).await;
    assert!(change.says(improvement) && change.says("name=\"3\"") && change.says("name=\"5\""), "{}", change.text());
    let seen = hidden(&change, "draf");
    assert_eq!(owner.post("sragen", &offered, &[("draf", &seen), ("5", "tolak")]).await.status, 303);
    site.carry_news(SRAGEN).await;
    let list = admin.get(NATIONAL, "/templat?q=akta+kelahiran").await;
    assert!(list.says("1 daerah, 0 memakai versi terbaru"), "one part is still open: {}", list.text());
    let seen = hidden(&owner.get("sragen", &offered).await, "draf");
    assert_eq!(owner.post("sragen", &offered, &[("draf", &seen), ("3", "terima")]).await.status, 303);
    assert!(owner.get("sragen", "/kelola/katalog/pembaruan").await.says("Tidak ada perubahan"));
    let own = service(&site, "kutipan akta kelahiran").await;
    assert!(own.draft_version.is_some(), "what was accepted waits as the region's own draft");
    site.carry_news(SRAGEN).await;
    let page = admin.get(NATIONAL, &at).await;
    assert!(page.says("Versi 2") && page.says(improvement), "{}", page.text());
    let list = admin.get(NATIONAL, "/templat?q=akta+kelahiran").await;
    assert!(list.says("1 daerah, semua memakai versi terbaru"), "{}", list.text());
}

#[rstest]
#[tokio::test]
async fn who_adopts_later_gets_the_newest_and_a_draft_can_be_given_up(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (site, _) = with_published(kind).await;
    let admin = officer(&site, "agus@kementerian.go.id", Role::MinistryAdmin).await;
    let key = service(&site, "kutipan akta kelahiran").await.template_key.expect("adopted");
    let at = format!("/templat/{key}");
    assert_eq!(write(&admin, &format!("{at}/rincian"), &[("nama", ""), ("kanal", "hall")]).await.status, 422);
    let named = [("nama", "Akta kelahiran baru"), ("kanal", "hall"), ("kanal", "online")];
    assert_eq!(write(&admin, &format!("{at}/rincian"), &named).await.status, 303);
    assert!(admin.get(NATIONAL, &at).await.says("Versi berikutnya"));
    let give_up = |seen: &'static str| {
        let (admin, path) = (admin.clone(), format!("{at}/batal"));
        async move { admin.post(NATIONAL, &path, &[("draf", seen)]).await.status }
    };
    assert_eq!(give_up("7").await, 409, "somebody may have saved meanwhile");
    assert_eq!((give_up("1").await, give_up("1").await), (303, 303), "pressed twice is pressed once");
    assert!(!admin.get(NATIONAL, &at).await.says("Versi berikutnya"));
    assert_eq!(write(&admin, &format!("{at}/rincian"), &named).await.status, 303);
    assert_eq!(publish(&admin, &at, "Nama yang dikenal warga.").await.status, 303);

    let other = Somebody::other_owner(&site).await.at(&site, "bengkulu-tengah").await;
    let shelf = other.get("bengkulu-tengah", "/kelola/katalog/adopsi").await;
    assert!(shelf.says("Akta kelahiran baru"), "{}", shelf.text());
    let node = site.another_node().await;
    assert!(node.app.templates.in_force().await.expect("rows").version == 2, "every node knows it");
    let verifier = officer(&site, "ratna@kementerian.go.id", Role::MinistryVerifier).await;
    assert_eq!(verifier.get(NATIONAL, "/templat").await.status, 403);
    assert_eq!(admin.get(NATIONAL, "/templat/tidak-ada").await.status, 404);
    assert_eq!(admin.get(NATIONAL, &format!("{at}/6")).await.status, 404, "complaints are the regions' own");
}
