use balai_rbac::Role;
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{NATIONAL, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::{admin, opened, verifier};

/// How many bytes these are when packed.
fn packed(bytes: &[u8]) -> usize {
    use std::io::Write as _;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap().len()
}

/// The number behind a line of the legend.
fn key(page: &str, title: &str) -> String {
    let rest = page.split(&format!("<span>{title}</span> <b>")).nth(1).unwrap_or_else(|| panic!("no {title}"));
    rest.split('<').next().unwrap().to_owned()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_map_shows_every_region_at_its_stage_and_the_table_says_the_same(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    opened(&site, SRAGEN, 12).await;
    site.carry_news(SRAGEN).await;
    crate::ministry::applied(&site, "33.15", crate::ministry::EMAIL).await;
    let admin = admin(&site).await;
    let page = admin.get(NATIONAL, "/adopsi").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    assert_eq!(text.matches("<use href=\"#r-").count(), 514 + 8, "a square for each region and a sign for each stage");
    assert_eq!(text.matches("<li class=\"r-k").count(), 38);
    for (title, count) in [
        ("Dipakai 30 hari terakhir", "1"),
        ("Aktif", "1"),
        ("Mendaftar", "1"),
        ("Belum mendaftar", "505"),
        ("Wilayah administratif", "6"),
        ("Tersendat", "0"),
    ] {
        assert_eq!(key(text, title), count, "{title}");
    }
    assert!(text.contains("<title>Kabupaten Sragen: dipakai 30 hari terakhir</title>"));
    let table = text.split("Peta ini sebagai tabel").nth(1).unwrap();
    assert_eq!(table.split("</table>").next().unwrap().matches("<tr>").count(), 514 + 1);
    assert!(packed(&page.body) < 60 * 1024, "the whole page, map and table, is {} bytes packed", packed(&page.body));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_hall_without_people_or_use_is_on_the_list_with_the_reason_and_whom_to_call(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    site.clock.advance(TimeDelta::days(15));
    let officer = verifier(&site).await;
    let list = officer.get(NATIONAL, "/adopsi/tersendat").await;
    assert!(list.says("Kabupaten Sragen") && list.says("Belum ada pegawai"), "{}", list.text());
    assert!(list.says("Siti Aminah") && list.says("mailto:pengelola@33.14.go.id"));
    let region = officer.get(NATIONAL, "/adopsi/daerah/33.14").await;
    assert!(region.says("Belum ada pegawai, sudah 15 hari"), "{}", region.text());
    assert!(region.says("belum ada data"), "what nobody has counted or decreed is said to be missing");

    let place = SRAGEN.parse().unwrap();
    crate::people(&site, "pemilik@sragenkab.go.id", Role::RegionOwner, &place).await;
    let list = officer.get(NATIONAL, "/adopsi/tersendat").await;
    assert!(!list.says("Kabupaten Sragen") && list.says("Kabupaten Bengkulu Tengah"), "{}", list.text());
    let region = officer.get(NATIONAL, "/adopsi/daerah/33.14").await;
    assert!(region.says("&#60;5"), "one person is not counted aloud: {}", region.text());
    site.clock.advance(TimeDelta::days(16));
    let officer = crate::ministry::officer(&site, "lain@kementerian.go.id", "Lain", Role::MinistryVerifier).await;
    let narrowed = officer.get(NATIONAL, "/adopsi/tersendat?sebab=tidak-dipakai").await;
    assert!(narrowed.says("Kabupaten Sragen") && !narrowed.says("Kabupaten Bengkulu Tengah"), "{}", narrowed.text());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_filter_is_in_the_address_and_the_list_is_paged_by_code(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let officer = verifier(&site).await;
    let page = officer.get(NATIONAL, "/adopsi?provinsi=33&jenis=kota").await;
    assert!(page.says("6 kabupaten dan kota") && page.says("Kota Surakarta") && !page.says("Kabupaten Sragen</a>"));
    assert!(page.says("/adopsi/ekspor/daerah.xlsx?provinsi=33&#38;jenis=kota"), "{}", page.text());
    let first = officer.get(NATIONAL, "/adopsi/daerah").await;
    assert!(first.says("Kabupaten Aceh Selatan") && !first.says("Kabupaten Sragen"));
    let next = first.text().split("href=\"/adopsi/daerah?setelah=").nth(1).unwrap().split('"').next().unwrap();
    let second = officer.get(NATIONAL, &format!("/adopsi/daerah?setelah={next}")).await;
    assert!(second.status == 200 && !second.says("Kabupaten Aceh Selatan"));
    assert_eq!(officer.get(NATIONAL, "/adopsi/daerah?setelah=x").await.status, 404);
    assert_eq!(officer.get(NATIONAL, "/adopsi/daerah/99.99").await.status, 404);
    for by in ["jenis", "fiskal", "tipologi"] {
        assert_eq!(officer.get(NATIONAL, &format!("/adopsi?menurut={by}")).await.status, 200, "{by}");
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_funnel_tells_how_long_each_step_took(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    crate::ministry::applied(&site, "33.15", crate::ministry::EMAIL).await;
    let first = admin(&site).await;
    let application = crate::ministry::first_application(&first.get(NATIONAL, "/").await);
    let checks = balai_tenancy::onboarding::Check::ALL.map(|check| ("periksa", check.key()));
    site.clock.advance(TimeDelta::days(4));
    let second = verifier(&site).await;
    let verified = second.post(NATIONAL, &format!("{application}/pemeriksaan"), &checks).await;
    assert_eq!(verified.status, 303, "{}", verified.text());
    let page = second.get(NATIONAL, "/adopsi?provinsi=33").await;
    assert!(page.says("median 4 hari, 90 % dalam 4 hari"), "{}", page.text());
    let region = second.get(NATIONAL, "/adopsi/daerah/33.15").await;
    assert!(region.says("Lolos verifikasi") && region.says("Siti Aminah, S.Sos."), "{}", region.text());
    let unknown = second.get(NATIONAL, "/adopsi/daerah/33.14").await;
    assert!(unknown.says("Waktunya tidak tercatat"), "a hall that came without a sign-up has no moments");
}

/// Two regions side by side, as an operator's file might have them.
const LAND: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","id":"33.14","geometry":{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,-5],[0,-5],[0,0]]]}},
    {"type":"Feature","properties":{"kode":"33.15"},"geometry":{"type":"Polygon","coordinates":[[[9,0],[20,0],[20,-5],[9,-5],[9,0]]]}}]}"#;

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn real_borders_are_coloured_by_stage_where_the_operator_supplies_them(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let officer = verifier(&site).await;
    let node = site.with_borders(balai_adoption::borders::Borders::read(LAND).unwrap()).await;
    let browser = node.browser();
    browser.set_cookie(NATIONAL, "__Host-sesi", &officer.cookie(NATIONAL, "__Host-sesi").unwrap());
    let page = browser.get(NATIONAL, "/adopsi").await;
    assert!(page.status == 200 && page.says("<svg class=\"r-land\""), "{}", page.text());
    assert!(page.says("<title>Kabupaten Sragen: aktif</title><path class=\"l r-aktif\""), "{}", page.text());
    assert!(
        page.says("href=\"/adopsi/daerah/33.15\" tabindex=\"-1\"") && page.says("512 daerah tidak ada dalam berkas")
    );
    let squares = browser.get(NATIONAL, "/adopsi?peta=kotak").await;
    assert!(squares.says("<ul class=\"r-map\">") && !squares.says("r-land"), "both kinds are there");
    assert!(!officer.get(NATIONAL, "/adopsi").await.says("r-land"), "without borders there are squares");
}
