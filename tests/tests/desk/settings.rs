//! Agencies with their logos, and categories.

use balai_testkit::Kind;
use balai_tests::{Answer, Browser};
use rstest::rstest;

use crate::{LOGO, agencies, fill, send_file, with_drafts};

/// Sends a file as a browser does.
async fn upload(browser: &Browser, path: &str, name: &str, bytes: &[u8]) -> Answer {
    send_file(browser, path, ("logo", name), bytes, &[]).await
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
    let large = [LOGO, &vec![0; 2 * 1024 * 1024]].concat();
    assert!(upload(&owner, &page, "besar.png", &large).await.says("lebih dari 2 MB"));
    assert_eq!(upload(&owner, &page, "../../logo.png", LOGO).await.location(), path);
    let public = site.browser().get("sragen", &format!("/instansi/{}/logo", agency.slug)).await;
    assert_eq!((public.status, public.header("content-type")), (200, "image/png"));
    assert!(public.body.starts_with(b"\x89PNG") && !public.body.windows(14).any(|part| part == b"LOKASI-RAHASIA"));
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
