//! What citizens see, through HTTP on both engines.

use balai_catalog::queries::{self, Found};
use balai_catalog::rows::{agency, category, revision, service, standard};
use balai_catalog::{CategoryDetails, Editor, Line, Subject};
use balai_kernel::Act;
use balai_storage::objects::ObjectKey;
use balai_tenancy::hall;
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN};
use balai_tests::{Browser, ROOT, Site};
use chrono::TimeDelta;
use rstest::rstest;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

/// The first service that a search of a region finds: its slug.
async fn first_service(browser: &Browser, region: &str, words: &str) -> String {
    let found = browser.get(region, &format!("/api/v1/services?q={words}")).await.json();
    found["items"][0]["slug"].as_str().expect("a service").to_owned()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_citizen_finds_a_service_from_the_entrance_to_the_list_for_paper(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let browser = site.browser();
    let home = browser.get("sragen", "/").await;
    assert_eq!(home.status, 200);
    for text in ["Kabupaten Sragen", "Balai buka sampai 15.00\u{a0}WIB", "98 layanan", "Jalan Merdeka 1, Sragen"] {
        assert!(home.says(text), "{text}");
    }
    let found = browser.get("sragen", "/cari?q=akta+kelahiran").await;
    assert!(found.says("<mark>akta</mark>") && found.says("Gratis"));
    let slug = first_service(&browser, "sragen", "akta+kelahiran").await;
    let service = browser.get("sragen", &format!("/layanan/{slug}")).await;
    for text in ["Kartu Keluarga", "Yang perlu Anda bawa", "Ini data contoh", "CONTOH"] {
        assert!(service.says(text), "{text}");
    }
    let paper = browser.get("sragen", &format!("/layanan/{slug}/daftar")).await;
    assert!(paper.says("23\u{a0}November 2026") && paper.says(&format!("/layanan/{slug}")));
    for path in ["/layanan", "/instansi", "/data-pribadi", "/aksesibilitas"] {
        assert_eq!(browser.get("sragen", path).await.status, 200, "{path}");
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn every_service_is_reached_by_the_links_of_a_list_and_none_twice(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let browser = site.browser();
    let (mut path, mut seen) = ("/api/v1/services?limit=30".to_owned(), Vec::new());
    loop {
        let part = browser.get("sragen", &path).await.json();
        let ids = part["items"].as_array().expect("items").iter().map(|item| item["id"].as_str().expect("an id"));
        seen.extend(ids.map(str::to_owned));
        match part["next"].as_str() {
            Some(next) => path = format!("/api/v1/services?limit=30&after={next}"),
            None => break,
        }
    }
    let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
    assert_eq!((seen.len(), distinct.len()), (98, 98));
    let agencies = browser.get("sragen", "/api/v1/agencies?limit=100").await.json();
    let sum: u64 =
        agencies["items"].as_array().expect("items").iter().map(|a| a["services"].as_u64().expect("n")).sum();
    assert_eq!(sum, 98);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn two_halls_with_equal_rows_never_share_a_page(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    site.publish_starter(BENGKULU_TENGAH).await;
    let browser = site.browser();
    let slug = first_service(&browser, "sragen", "akta+kelahiran").await;
    for path in ["/".to_owned(), "/layanan".to_owned(), format!("/layanan/{slug}"), "/cari?q=akta".to_owned()] {
        for _ in 0..2 {
            let (ours, theirs) = (browser.get("sragen", &path).await, browser.get("bengkulu-tengah", &path).await);
            assert_eq!((ours.status, theirs.status), (200, 200), "{path}");
            assert!(ours.says("Kabupaten Sragen") && !ours.says("Bengkulu"), "{path}");
            assert!(theirs.says("Kabupaten Bengkulu Tengah") && !theirs.says("Sragen"), "{path}");
        }
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_kept_page_ends_with_a_change_of_the_catalogue_or_the_hall_and_with_its_hour(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let browser = site.browser();
    let first = browser.get("sragen", "/").await;
    let tag = first.header("etag").to_owned();
    let again = browser.get_with("sragen", "/", &[("If-None-Match", &tag)]).await;
    assert_eq!((again.status, again.body.len()), (304, 0));

    let db = site.kit.tenant(SRAGEN);
    let write = db.write().await.unwrap();
    let mut hall = hall::find(&write).await.unwrap().unwrap();
    hall.address = "Jalan Baru 2, Sragen".to_owned();
    hall::save(&write, &site.act(), &hall).await.unwrap();
    write.commit().await.unwrap();
    let moved = browser.get_with("sragen", "/", &[("If-None-Match", &tag)]).await;
    assert!(moved.status == 200 && moved.says("Jalan Baru 2, Sragen"));

    let category = rename_first_category(&site).await;
    assert!(browser.get("sragen", "/").await.says(&category));

    site.clock.advance(TimeDelta::hours(6));
    assert!(browser.get("sragen", "/").await.says("Balai tutup, buka lagi Selasa 08.00\u{a0}WIB"));
}

/// Gives Sragen's first category another name; returns the new one.
async fn rename_first_category(site: &Site) -> String {
    let act: Act = site.act();
    let db = site.kit.tenant(SRAGEN);
    let write = db.write().await.unwrap();
    let category = queries::categories(&write).await.unwrap().remove(0);
    let name = "Urusan penduduk".to_owned();
    let details = CategoryDetails { name: Line::parse(&name).unwrap(), subject: Subject::General, position: 1 };
    Editor::new(&write, &act, site.today()).edit_category(category.id, details).await.unwrap();
    write.commit().await.unwrap();
    name
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_former_name_leads_to_the_present_one(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let browser = site.browser();
    let old = {
        let read = site.kit.tenant(SRAGEN).read().await.unwrap();
        queries::categories(&read).await.unwrap().remove(0).slug
    };
    rename_first_category(&site).await;
    let answer = browser.get("sragen", &format!("/urusan/{old}")).await;
    assert_eq!((answer.status, answer.location()), (301, "/urusan/urusan-penduduk"));
    let read = site.kit.tenant(SRAGEN).read().await.unwrap();
    assert!(matches!(queries::category_by_slug(&read, &old).await.unwrap(), Some(Found::Moved(_))));
    drop(read);
    let kab = browser.get("kab-sragen", "/layanan?q=x").await;
    assert_eq!(kab.status, 301);
    assert!(kab.location().ends_with("/layanan?q=x") && kab.location().starts_with("http://sragen."));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_is_not_there_is_not_found_on_pages_and_for_machines(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    for (host, path) in [
        ("sragen", "/layanan/tidak-ada"),
        ("sragen", "/urusan/tidak-ada"),
        ("sragen", "/instansi/tidak-ada"),
        ("sragen", "/cari?q=ktp&setelah=x"),
        ("sragen", "/tema-000000000000.css"),
        ("kota-bandung", "/"),
        ("kab-kota-bandung", "/"),
        (ROOT, "/tidak-ada"),
    ] {
        let answer = browser.get(host, path).await;
        assert_eq!(answer.status, 404, "{host}{path}");
        assert!(answer.says("Halaman ini tidak ada"), "{host}{path}");
    }
    let problem = browser.get("sragen", "/api/v1/services/tidak-ada").await;
    assert_eq!((problem.status, problem.header("content-type")), (404, "application/problem+json"));
    for (path, field) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("after=x", "after"),
        ("agency=tidak-ada", "agency"),
    ] {
        let wrong = browser.get("sragen", &format!("/api/v1/services?{path}")).await;
        assert_eq!((wrong.status, wrong.json()["field"].as_str()), (400, Some(field)), "{path}");
    }
    let long = "a".repeat(201);
    let wrong = browser.get("sragen", &format!("/api/v1/services?q={long}")).await;
    assert_eq!(wrong.json()["field"], "q");
    assert_eq!(browser.get("sragen", &format!("/cari?q={long}")).await.status, 200);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_national_entrance_finds_regions_and_services_and_names_the_region(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let browser = site.browser();
    assert!(browser.get(ROOT, "/").await.says("Kabupaten Bengkulu Tengah"));
    for (query, found) in [
        ("q=sragen", "Balai sudah buka"),
        ("q=33.14", "Kabupaten Sragen"),
        ("q=ujung+pandang", "Nama lain: Ujung Pandang"),
        ("q=semarang", "Kota Semarang"),
        ("q=jakarta+pusat", "Wilayah administratif"),
        ("provinsi=33", "Kabupaten dan kota di Jawa Tengah"),
        ("", "Papua Pegunungan"),
    ] {
        assert!(browser.get(ROOT, &format!("/daerah?{query}")).await.says(found), "{query}");
    }
    let search = browser.get(ROOT, "/cari?q=akta+kelahiran").await;
    assert!(search.says("Kabupaten Sragen. ") && search.says("http://sragen.balai.test"));
    let json = browser.get(ROOT, "/api/v1/services?q=akta").await.json();
    assert_eq!(json["items"][0]["region"]["code"], "33.14");
    assert_eq!(browser.get(ROOT, "/api/v1/services").await.json()["field"], "q");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_language_that_was_asked_for_is_remembered_at_this_host_alone(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    assert!(browser.get("sragen", "/?bahasa=en").await.says("lang=\"en\""));
    assert!(browser.get("sragen", "/layanan").await.says("lang=\"en\""));
    assert!(browser.get("bengkulu-tengah", "/layanan").await.says("<html lang=\"id\""));
    assert_eq!(browser.cookie("sragen", "__Host-bahasa").as_deref(), Some("en"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_was_typed_is_shown_as_text(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let script = "%3Cscript%3Ealert(1)%3C/script%3E%22%27";
    for (host, path) in [("sragen", "/cari"), (ROOT, "/cari"), (ROOT, "/daerah")] {
        let answer = browser.get(host, &format!("{path}?q={script}")).await;
        assert_eq!(answer.status, 200);
        assert!(!answer.says("<script>alert") && answer.says("alert(1)"), "{host}{path}");
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_slip_of_the_hand_finds_what_was_meant_and_says_so(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let browser = site.browser();
    let corrected = browser.get("sragen", "/cari?q=akta+kelairan").await;
    assert!(corrected.says("Kami menampilkan hasil untuk <strong>akta kelahiran</strong>"));
    assert!(corrected.says("<mark>kelahiran</mark>") && corrected.says("value=\"akta kelairan\""));
    let exact = browser.get("sragen", "/cari?q=akta+kelairan&persis=1").await;
    assert!(exact.says("Belum ada layanan bernama") && exact.says("/cari?q=KTP-el"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_logo_is_shown_at_its_own_hall_only_and_only_as_a_picture(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    site.publish_starter(BENGKULU_TENGAH).await;
    let browser = site.browser();
    let slug = plant_logo(&site, "image/png").await;
    let page = browser.get("sragen", &format!("/instansi/{slug}")).await;
    assert!(page.says(&format!("/instansi/{slug}/logo?v=tanda")));
    let logo = browser.get("sragen", &format!("/instansi/{slug}/logo")).await;
    assert_eq!((logo.status, logo.header("content-type"), logo.text()), (200, "image/png", "KENARI"));
    assert_eq!(browser.get("bengkulu-tengah", &format!("/instansi/{slug}/logo")).await.status, 404);
    plant_logo(&site, "image/svg+xml").await;
    assert_eq!(browser.get("sragen", &format!("/instansi/{slug}/logo")).await.status, 404);
}

/// Gives Sragen's first agency a logo of this media type; returns the agency's slug.
async fn plant_logo(site: &Site, media_type: &str) -> String {
    let key = ObjectKey::parse("logo/tanda").unwrap();
    let objects = site.app.objects.of_tenant(SRAGEN.parse().unwrap());
    objects.put(&key, media_type, bytes::Bytes::from_static(b"KENARI")).await.unwrap();
    let act = site.act();
    let write = site.kit.tenant(SRAGEN).write().await.unwrap();
    let agency = queries::agencies(&write).await.unwrap().remove(0);
    let editor = Editor::new(&write, &act, site.today());
    editor.set_agency_logo(agency.id, Some("logo/tanda".to_owned())).await.unwrap();
    write.commit().await.unwrap();
    agency.slug
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn halls_whose_rows_have_equal_ids_show_each_their_own(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    copy_catalogue(&site).await;
    let write = site.kit.tenant(BENGKULU_TENGAH).write().await.unwrap();
    let rename = service::Entity::update_many().col_expr(service::Column::Name, Expr::value("KENARI BENGKULU"));
    write.update_many(rename).await.unwrap();
    write.commit().await.unwrap();
    let browser = site.browser();
    let list = browser.get("sragen", "/api/v1/services?limit=20").await.json();
    let (slug, id) = (list["items"][3]["slug"].as_str().unwrap(), list["next"].as_str().unwrap());
    let category = list["items"][3]["category"]["slug"].as_str().unwrap();
    for path in [
        format!("/layanan/{slug}"),
        format!("/layanan/{slug}/daftar"),
        format!("/urusan/{category}"),
        format!("/api/v1/services/{slug}"),
        format!("/api/v1/services?after={id}"),
    ] {
        for _ in 0..2 {
            let (ours, theirs) = (browser.get("sragen", &path).await, browser.get("bengkulu-tengah", &path).await);
            assert_eq!((ours.status, theirs.status), (200, 200), "{path}");
            assert!(!ours.says("KENARI") && theirs.says("KENARI BENGKULU"), "{path}");
        }
    }
}

/// Copies Sragen's catalogue into Bengkulu Tengah, ids and revision and all.
async fn copy_catalogue(site: &Site) {
    macro_rules! copy {
        ($read:expr, $write:expr, $($noun:ident),*) => { $(
            let rows = $read.all($noun::Entity::find(), 10_000).await.unwrap();
            let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
            $write.insert_many::<$noun::ActiveModel>(rows).await.unwrap();
        )* };
    }
    let read = site.kit.tenant(SRAGEN).read().await.unwrap();
    let write = site.kit.tenant(BENGKULU_TENGAH).write().await.unwrap();
    copy!(read, write, agency, category, service, standard);
    let number = queries::revision(&read).await.unwrap().number;
    let revision = revision::Entity::update_many().col_expr(revision::Column::Number, Expr::value(number));
    write.update_many(revision).await.unwrap();
    write.commit().await.unwrap();
}

#[rstest]
#[case(Kind::Sqlite)]
#[tokio::test]
async fn the_interface_describes_itself_and_its_page_calls_nobody_else(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let described = browser.get("sragen", "/api/v1/openapi.json").await.json();
    assert!(described["paths"]["/api/v1/services"]["get"].is_object());
    let page = browser.get("sragen", "/api/docs/").await;
    assert!(page.says("swagger-ui") && !page.header("content-security-policy").contains("http"));
    let start = browser.get("sragen", "/api/docs/swagger-initializer.js").await;
    assert!(start.says("/api/v1/openapi.json") && start.says("\"validatorUrl\": \"none\""));
    assert_eq!(browser.get("sragen", "/api/docs/../../../etc/passwd").await.status, 404);
}
