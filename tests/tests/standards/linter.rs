//! What the linter finds, how the region answers, and how it stands beside other regions.

use std::collections::BTreeSet;

use balai_catalog::events::{PublishedService, ServicePublished};
use balai_catalog::rows::finding::{Entity, Model};
use balai_catalog::rows::service::Glance;
use balai_catalog::{Adopt, Channels, FeeGlance, ServiceTime, Templates, TimeUnit, national};
use balai_kernel::Zone;
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Browser, Site};
use rstest::rstest;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{Somebody, fill, service, with_published, write_product};

/// All that is kept of the first region's findings.
async fn kept(site: &Site) -> Vec<Model> {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    read.all(Entity::find(), 10_000).await.expect("rows")
}

async fn kept_of(site: &Site, service: Uuid, rule: &str) -> Option<Model> {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let column = balai_catalog::rows::finding::Column::ServiceId;
    let rows = read.all(Entity::find().filter(column.eq(service)), 100).await.expect("rows");
    rows.into_iter().find(|row| row.rule == rule)
}

/// Every finding that the list shows, page by page.
async fn walk(owner: &Browser, first: &str) -> Vec<String> {
    let (mut path, mut seen) = (first.to_owned(), Vec::new());
    loop {
        let page = owner.get("sragen", &path).await;
        assert_eq!(page.status, 200, "{path}");
        let links = page.text().split("href=\"/kelola/temuan/").skip(1);
        seen.extend(links.map(|rest| rest.split('"').next().expect("an id").to_owned()));
        let next = page.text().split("<a href=\"/kelola/temuan?").nth(1).filter(|_| page.says("rel=\"next\""));
        let Some(next) = next else { return seen };
        path = format!("/kelola/temuan?{}", balai_tests::unescaped(next.split('"').next().expect("an address")));
    }
}

#[rstest]
#[tokio::test]
async fn the_list_shows_every_finding_once_and_leads_to_where_it_is_put_right(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    site.adopt(SRAGEN, Templates::starter(), Adopt::AsDrafts).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    let all = kept(&site).await;
    assert!(all.len() > 200, "98 drafts without a decree, not compared: {}", all.len());
    let shown = walk(&owner, "/kelola/temuan").await;
    let distinct: BTreeSet<&String> = shown.iter().collect();
    assert_eq!((shown.len(), distinct.len()), (all.len(), all.len()), "each once");
    let held = all.iter().filter(|row| row.rule == "held_elsewhere").count();
    assert_eq!(walk(&owner, "/kelola/temuan?aturan=held_elsewhere").await.len(), held);
    let blocking = all.iter().filter(|row| row.blocks).count();
    assert_eq!(walk(&owner, "/kelola/temuan?bobot=perbaiki").await.len(), blocking);
    let page = owner.get("sragen", "/kelola/temuan?aturan=decree_missing").await;
    let link = page.text().split("<th scope=\"row\"><a class=\"govuk-link\" href=\"").nth(1).expect("a service");
    let link = link.split('"').next().expect("an address");
    assert!(link.ends_with("/sk"), "{link}");
    assert_eq!(owner.get("sragen", link).await.status, 200);
}

#[rstest]
#[tokio::test]
async fn an_answer_holds_until_the_content_changes_that_it_is_about(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let part = format!("/kelola/layanan/{}/1", birth.id);
    let asked = [("syarat-1", "Fotokopi KTP-el ibu"), ("untuk-1", "semua"), ("simpan", "1")];
    assert_eq!(fill(&owner, &part, &asked).await.status, 303);
    let finding = kept_of(&site, birth.id, "held_elsewhere").await.expect("a document of the state");
    let path = format!("/kelola/temuan/{}", finding.id);
    let looks = service(&site, "kutipan akta kelahiran").await.looks;

    let empty = owner.post("sragen", &path, &[("alasan", "  "), ("bisukan", "1")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.says("Tulis alasannya"), "{}", empty.text());
    let muted = owner.post("sragen", &path, &[("alasan", "Diperiksa lewat SIAK"), ("bisukan", "1")]).await;
    assert_eq!(muted.location(), "/kelola/temuan?dijawab=1", "{}", muted.text());
    assert!(!walk(&owner, "/kelola/temuan").await.contains(&finding.id.to_string()));
    assert!(walk(&owner, "/kelola/temuan?keadaan=bisu").await.contains(&finding.id.to_string()));
    assert_eq!(service(&site, "kutipan akta kelahiran").await.looks, looks - 1, "it is no longer counted");
    let history = owner.get("sragen", &format!("/kelola/layanan/{}/riwayat", birth.id)).await;
    assert!(history.says("Temuan dibisukan") && history.says("Diperiksa lewat SIAK"), "{}", history.text());

    write_product(&owner, &birth, "Kutipan elektronik").await;
    let row = kept_of(&site, birth.id, "held_elsewhere").await.expect("it stands");
    assert_eq!(row.answer.as_deref(), Some("Diperiksa lewat SIAK"), "the product is another matter");
    let noted = [("catatan-1", "yang masih berlaku")];
    assert_eq!(fill(&owner, &part, &[&asked[..], &noted[..]].concat()).await.status, 303);
    let row = kept_of(&site, birth.id, "held_elsewhere").await.expect("it stands");
    assert_eq!((row.answer, row.id), (None, finding.id), "the requirements changed");
    assert!(walk(&owner, "/kelola/temuan?keadaan=terbuka").await.contains(&finding.id.to_string()));
    let typed = [("dokumen-1", "KTP")];
    assert_eq!(fill(&owner, &part, &[&asked[..], &typed[..]].concat()).await.status, 303);
    assert_eq!(kept_of(&site, birth.id, "held_elsewhere").await, None, "the copy that is kept here will do");
}

#[rstest]
#[tokio::test]
async fn what_holds_publication_is_answered_but_not_muted(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    site.adopt(SRAGEN, Templates::starter(), Adopt::AsDrafts).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let finding = kept_of(&site, birth.id, "decree_missing").await.expect("a draft without a decree");
    let path = format!("/kelola/temuan/{}", finding.id);
    let refused = owner.post("sragen", &path, &[("alasan", "Nanti saja"), ("bisukan", "1")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("tidak dapat dibisukan") && refused.says("Nanti saja"), "{}", refused.text());
    let answered = owner.post("sragen", &path, &[("alasan", "SK di meja bupati"), ("jawab", "1")]).await;
    assert_eq!(answered.status, 303);
    assert_eq!(service(&site, "kutipan akta kelahiran").await.blocking, birth.blocking, "it holds still");
    let page = owner.get("sragen", &format!("/kelola/layanan/{}/terbit", birth.id)).await;
    assert!(page.says("SK di meja bupati"), "{}", page.text());
    let reopened = owner.post("sragen", &path, &[("buka", "1")]).await;
    assert_eq!(reopened.status, 303);
    assert_eq!(kept_of(&site, birth.id, "decree_missing").await.expect("it stands").answer, None);
}

#[rstest]
#[tokio::test]
async fn old_permits_and_old_decrees_are_found(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let decree = [("nomor", "188/7/2021"), ("ditetapkan", "2021-03-01"), ("berlaku", "2021-03-01"), ("simpan", "1")];
    fill(&owner, &format!("/kelola/layanan/{}/sk", birth.id), &decree).await;
    let found = kept_of(&site, birth.id, "not_reviewed").await.expect("five years without a review");
    assert!(found.remedy.contains("5 tahun lalu"), "{}", found.remedy);
    let (agency, category) = (birth.agency_id.to_string(), birth.category_id.to_string());
    for (name, replaced) in [
        ("Surat Izin Usaha Perdagangan", "NIB"),
        ("Izin Gangguan (HO)", "persetujuan"),
        ("Penerbitan IMB", "PBG"),
        ("Pendaftaran TDP", "NIB"),
    ] {
        let fields = [
            ("nama", name),
            ("instansi", agency.as_str()),
            ("kategori", category.as_str()),
            ("kanal", "hall"),
            ("sambungan", "information"),
        ];
        let made = owner.post("sragen", "/kelola/layanan/baru", &fields).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let id = made.location().split('/').nth(3).and_then(|id| Uuid::parse_str(id).ok()).expect("an id");
        let found = kept_of(&site, id, "abolished_permit").await.unwrap_or_else(|| panic!("{name}"));
        assert!(found.short.contains(replaced) && found.law.is_some(), "{name}: {found:?}");
    }
}

/// Lets another region promise a time and a fee for a template, as its outbox would tell.
async fn promise(site: &Site, region: &str, template: &str, days: u16, fee: i64) {
    let amount = balai_kernel::Rupiah::new(fee).expect("a sum");
    let glance = Glance {
        fee: Some(if fee == 0 { FeeGlance::Free } else { FeeGlance::Exact { amount } }),
        time: ServiceTime::of(days, TimeUnit::WorkingDays),
        sample: false,
    };
    let told = PublishedService {
        id: Uuid::from_u128(7),
        slug: "akta".into(),
        name: format!("Akta rahasia {region}"),
        agency: "Disdukcapil".into(),
        category: "Kependudukan".into(),
        search_text: " akta".into(),
        glance,
        channels: Channels::default(),
        template_key: Some(template.to_owned()),
        template_version: None,
        lent: None,
    };
    let write = site.kit.control().write().await.expect("the control plane");
    let news = ServicePublished { revision: 1, part: 0, services: vec![told] };
    let code = region.parse().expect("a code");
    for _ in 0..2 {
        national::apply_published(&write, code, site.app.clock.now(), &news).await.expect("taken in");
    }
    write.commit().await.expect("committed");
}

#[rstest]
#[tokio::test]
async fn a_region_sees_how_it_stands_beside_at_least_five_others(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let template = birth.template_key.clone().expect("adopted");
    let path = format!("/kelola/layanan/{}", birth.id);
    for region in ["33.01", "33.02", "33.03", "33.04"] {
        promise(&site, region, &template, 10, 0).await;
    }
    site.look_after(SRAGEN, Zone::Wib).await;
    assert!(!owner.get("sragen", &format!("{path}/3")).await.says("Bandingkan:"), "four are too few");
    assert_eq!(kept_of(&site, birth.id, "far_time").await, None);

    promise(&site, "33.05", &template, 12, 0).await;
    promise(&site, "33.06", &template, 9, 400_000).await;
    site.clock.set("2026-11-24T02:00:00Z".parse().expect("the next day"));
    site.look_after(SRAGEN, Zone::Wib).await;
    let owner = somebody.at(&site, "sragen").await;
    let found = kept_of(&site, birth.id, "far_time").await.expect("one day where all others need ten");
    assert!(found.remedy.contains("jauh di bawah 6 daerah lain"), "{}", found.remedy);
    assert_eq!(kept_of(&site, birth.id, "far_fee").await, None, "one dear region moves nothing");
    let page = owner.get("sragen", &format!("{path}/3")).await;
    assert!(page.says("Bandingkan:") && page.says("dari 6 daerah lain"), "{}", page.text());
    for page in [page, owner.get("sragen", "/kelola/temuan?aturan=far_time").await] {
        assert!(!page.says("rahasia") && !page.says("33.0") && !page.says("400.000"), "{}", page.text());
    }

    // a region that takes its service back is no longer counted
    for region in ["33.05", "33.06"] {
        let write = site.kit.control().write().await.expect("the control plane");
        let news = balai_catalog::events::ServiceWithdrawn { revision: 2, services: vec![Uuid::from_u128(7)] };
        national::apply_withdrawn(&write, region.parse().expect("a code"), site.app.clock.now(), &news)
            .await
            .expect("taken in");
        write.commit().await.expect("committed");
    }
    site.clock.set("2026-11-25T02:00:00Z".parse().expect("the day after"));
    site.look_after(SRAGEN, Zone::Wib).await;
    assert_eq!(kept_of(&site, birth.id, "far_time").await, None, "four are too few");
}

#[rstest]
#[tokio::test]
async fn what_a_region_publishes_reaches_the_figures_through_its_outbox(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (site, _) = with_published(kind).await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let template = birth.template_key.clone().expect("adopted");
    for region in ["33.01", "33.02", "33.03", "33.04"] {
        promise(&site, region, &template, 1, 0).await;
    }
    let keys = BTreeSet::from([template.clone()]);
    let of = async |code: &str| {
        let control = site.kit.control().read().await.expect("the control plane");
        balai_catalog::rollup::others(&control, code.parse().expect("a code"), &keys).await.expect("figures")
    };
    assert!(of(SRAGEN).await.is_empty(), "its own promise is not another's");
    let told = of("17.09").await;
    assert_eq!(told[&template].minutes.expect("five regions").regions, 5, "Sragen's outbox told of its own");
}
