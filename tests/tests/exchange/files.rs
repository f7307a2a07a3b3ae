//! Files that others made: `LibreOffice`, `openpyxl`, and people who mean no good.

use balai_testkit::Kind;
use rstest::rstest;

use crate::{IMPORT, send, upload, with_drafts, written};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/exchange");

#[rstest]
#[tokio::test]
async fn files_of_libreoffice_and_openpyxl_say_the_same_as_ours(
    #[values(
        "libreoffice.xlsx",
        "libreoffice.xls",
        "libreoffice.ods",
        "libreoffice-1252.csv",
        "libreoffice-utf8.csv",
        "openpyxl.xlsx"
    )]
    file: &str,
) {
    let (site, owner) = with_drafts(Kind::Sqlite).await;
    let body = std::fs::read(format!("{FIXTURES}/{file}")).expect("a fixture");
    let preview = upload(&owner, file, body).await;
    let page = owner.get("sragen", &preview).await;
    for text in [
        "5 baru, 0 berubah",
        "2 kesalahan",
        "Baris 10",
        "Sama dengan baris 5",
        "Baris 11",
        "25 ribu",
        "Tulis 25000, atau gratis",
    ] {
        assert!(page.says(text), "{file}: {text}: {}", page.text());
    }
    let done = crate::decide(&owner, &preview, "siap").await;
    assert!(done.location().contains("baru=5"), "{}", done.location());
    let all = written(&site).await;
    let of = |name: &str| all.iter().find(|(s, _)| s.name == name).unwrap_or_else(|| panic!("{file}: no {name}"));
    let (_, first) = of("Uji kualitas air déas");
    assert_eq!(
        first.fee.as_ref().map(|fee| fee.glance().label(balai_kernel::Language::Indonesian)),
        Some("Rp\u{a0}25.000".into())
    );
    assert_eq!(first.requirements.len(), 2);
    let decree = first.decree.as_ref().expect("a decree");
    assert_eq!((decree.number().as_str(), decree.date().to_string().as_str()), ("440/12/2026", "2026-11-02"));
    let (_, second) = of("Uji makanan jajanan");
    assert!(second.fee.as_ref().is_some_and(balai_catalog::Fee::is_free));
    assert_eq!(
        second.decree.as_ref().expect("a decree").date().to_string(),
        "2026-11-03",
        "{file}: a date as a number"
    );
    let (_, third) = of("+Plus dan =sama");
    assert_eq!(third.time.as_ref().map(|time| time.amount.get()), Some(1));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_is_no_honest_table_is_refused_with_a_reason_and_nothing_is_kept(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let before = written(&site).await;
    let whole = owner.get("sragen", "/kelola/katalog/ekspor.xlsx").await.body;
    let half = whole[..whole.len() / 2].to_vec();
    let lines = "Layanan;Dinas Kesehatan\n".repeat(100_000);
    let many = format!("Nama layanan;Instansi\n{lines}").into_bytes();
    let bomb = std::fs::read(format!("{FIXTURES}/bomb.xlsx")).expect("a fixture");
    let large = vec![b'a'; 11 * 1024 * 1024];
    for (name, body, says) in [
        ("kosong.xlsx", Vec::new(), "Pilih berkas yang akan diimpor."),
        ("setengah.xlsx", half, "Berkas ini tidak utuh"),
        ("banyak.csv", many, "Berkas ini lebih dari 5000 baris."),
        ("bom.xlsx", bomb, "Isi berkas ini terlalu besar setelah dibuka."),
        ("surat.pdf", b"%PDF-1.7 x".to_vec(), "Berkas ini bukan Excel"),
        ("laporan.xls", b"<html><table></table></html>".to_vec(), "halaman web yang dinamai seperti Excel"),
        ("besar.csv", large, "Berkas ini 11 MB, batasnya 10 MB."),
    ] {
        let answer = send(&owner, name, body).await;
        assert!(answer.status == 422 && answer.says(says), "{name}: {}", answer.text());
    }
    assert!(!owner.get("sragen", IMPORT).await.says("Menunggu keputusan Anda"));
    assert_eq!(site.app.objects.of_tenant("33.14".parse().expect("a code")).list().await.expect("keys").len(), 0);
    assert_eq!(written(&site).await, before);
}
