//! Agencies with their logos, categories, and the hall.

use balai_testkit::Kind;
use balai_tests::{Answer, Browser};
use rstest::rstest;

use crate::{agencies, fill, with_drafts};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00";

/// Sends a file as a browser does.
async fn upload(browser: &Browser, path: &str, name: &str, bytes: &[u8]) -> Answer {
    let head = format!(
        "--BATAS\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, b"\r\n--BATAS--\r\n"].concat();
    let request = browser.posting("sragen", path).header("Content-Type", "multipart/form-data; boundary=BATAS");
    browser.send(request.body(body)).await
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_agency_is_written_and_its_logo_shown(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let fields = [
        ("nama", "Perpustakaan Daerah"),
        ("singkat", "Perpusda"),
        ("jenis", "regional"),
        ("telepon", "0271 891173"),
        ("surel", "perpus@sragenkab.go.id"),
        ("senin", "08.00-15.00"),
    ];
    for expected in [303, 422] {
        let answer = owner.post("sragen", "/kelola/instansi/baru", &fields).await;
        assert_eq!(answer.status, expected, "a name is borne once: {}", answer.text());
    }
    let empty = owner.post("sragen", "/kelola/instansi/baru", &[("jenis", "regional")]).await;
    assert!(
        empty.says("Tulis nama lengkap instansi.") && empty.says("Tulis nama singkat instansi."),
        "each by its name"
    );
    let kept = agencies(&site).await;
    let agency = kept.iter().find(|agency| agency.short_name == "Perpusda").expect("the new one");
    let path = format!("/kelola/instansi/{}", agency.id);
    let wrong = fill(
        &owner,
        &path,
        &[
            ("nama", "<script>"),
            ("singkat", "P"),
            ("jenis", "opd"),
            ("telepon", "abc"),
            ("surel", "x"),
            ("situs", "http://x"),
            ("selasa", "pagi"),
        ],
    )
    .await;
    assert_eq!(wrong.status, 422);
    for field in ["jenis", "telepon", "surel", "situs", "selasa"] {
        assert!(wrong.says(&format!("href=\"#{field}\"")), "{field}");
    }
    assert!(wrong.says("&#60;script&#62;") && wrong.says("value=\"pagi\""));

    let page = format!("{path}/logo");
    for (name, bytes) in
        [("logo.png", &b"MZ\x90\x00 a program"[..]), ("logo.svg", b"<svg onload=alert(1)>"), ("logo.png", b"")]
    {
        assert_eq!(upload(&owner, &page, name, bytes).await.status, 422, "{name}");
    }
    let large = [PNG, &vec![0; 1024 * 1024]].concat();
    assert!(upload(&owner, &page, "besar.png", &large).await.says("lebih dari 1 MB"));
    assert_eq!(upload(&owner, &page, "../../logo.png", PNG).await.location(), path);
    let public = site.browser().get("sragen", &format!("/instansi/{}/logo", agency.slug)).await;
    assert_eq!((public.status, public.header("content-type"), public.body.as_slice()), (200, "image/png", PNG));
    assert!(owner.get("sragen", &path).await.says("Ganti logo"));
    assert_eq!(owner.post("sragen", &format!("{path}/tanpa-logo"), &[]).await.status, 303);
    assert_eq!(site.browser().get("sragen", &format!("/instansi/{}/logo", agency.slug)).await.status, 404);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_category_is_written_once(#[case] kind: Kind) {
    let (_site, owner) = with_drafts(kind).await;
    let fields = [("nama", "Perpustakaan"), ("hukum", "general"), ("urutan", "40")];
    assert_eq!(owner.post("sragen", "/kelola/kategori/baru", &fields).await.status, 303);
    assert_eq!(owner.post("sragen", "/kelola/kategori/baru", &fields).await.status, 422);
    let wrong = owner.post("sragen", "/kelola/kategori/baru", &[("nama", ""), ("urutan", "awal")]).await;
    assert!(wrong.says("href=\"#nama\"") && wrong.says("href=\"#urutan\"") && wrong.says("href=\"#hukum\""));
    assert!(owner.get("sragen", "/kelola/kategori").await.says("Perpustakaan"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_hall_is_saved_and_a_colour_that_cannot_be_read_is_refused(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let usual = [
        ("nama", "Mal Pelayanan Publik Sragen"),
        ("alamat", "Jalan Raya Sukowati 255"),
        ("telepon", "0271 891173"),
        ("pengaduan", "Loket 1"),
        ("senin", "08.00-14.00"),
        ("hari-kerja", "6"),
    ];
    let refused = fill(&owner, "/kelola/balai", &[&usual[..], &[("warna", "#ffd500")]].concat()).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("terlalu terang") && refused.says("value=\"#ffd500\"") && refused.says("href=\"#warna\""));
    let saved = fill(&owner, "/kelola/balai", &[&usual[..], &[("warna", "#7A1F5C")]].concat()).await;
    assert_eq!(saved.location(), "/kelola/balai?tersimpan=1");
    let home = site.browser().get("sragen", "/").await;
    assert!(home.says("Jalan Raya Sukowati 255") && home.says("Balai buka sampai 14.00"), "{}", home.text());
    let theme =
        home.text().split("/tema-").nth(1).expect("the region's colour").split('"').next().expect("its end").to_owned();
    assert_eq!(site.browser().get("sragen", &format!("/tema-{theme}")).await.status, 200);
    let stale =
        owner.post("sragen", "/kelola/balai", &[&usual[..], &[("semula", "basi"), ("warna", "")]].concat()).await;
    assert_eq!(stale.status, 409, "somebody else saved meanwhile");
}
