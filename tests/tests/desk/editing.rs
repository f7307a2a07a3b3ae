//! Writing a service from its name to the page that citizens read.

use balai_catalog::{Component, Subject, queries};
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Browser, Site};
use rstest::rstest;

use crate::{agencies, fill, hidden, service, with_drafts};

/// All fourteen components as somebody types them.
const WRITTEN: [&[(&str, &str)]; 14] = [
    &[
        ("syarat-1", "KTP-el asli"),
        ("untuk-1", "semua"),
        ("dokumen-1", "KTP"),
        ("syarat-2", "Surat kuasa"),
        ("catatan-2", "bila diwakilkan"),
        ("untuk-2", "sebagian"),
    ],
    &[("baris-1", "Ambil nomor di meja depan"), ("baris-2", "Serahkan sampel")],
    &[("lama", "6"), ("satuan", "hari-kerja"), ("keterangan", "sejak sampel diterima")],
    &[
        ("biaya", "rincian"),
        ("rincian-1", "Sampel air"),
        ("tarif-1", "150.000"),
        ("per-1", "sampel"),
        ("jenis", "retribusi"),
        ("aturan", "Perda 1/2024"),
        ("bayar", "Lewat bank atau QRIS"),
    ],
    &[("produk", "Laporan hasil uji")],
    &[("cara", "sendiri"), ("pengaduan", "Loket pengaduan laboratorium")],
    &[("baris-1", "UU 17/2023 tentang Kesehatan")],
    &[("isi-komponen", "Ruang tunggu dan jalur kursi roda")],
    &[("isi-komponen", "Analis laboratorium")],
    &[("isi-komponen", "Kepala laboratorium")],
    &[("jumlah", "4")],
    &[("isi-komponen", "Sesuai standar")],
    &[("isi-komponen", "Sampel disimpan aman")],
    &[("isi-komponen", "Tiap semester")],
];

/// A category whose services may cost something.
async fn general_category(site: &Site) -> String {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let kept = queries::categories(&read).await.expect("categories");
    kept.iter().find(|category| category.subject == Subject::General).expect("one of them").id.to_string()
}

async fn new_service(site: &Site, owner: &Browser, name: &str) -> String {
    let kept = agencies(site).await;
    let agency = kept[0].id.to_string();
    let category = general_category(site).await;
    let fields = [
        ("nama", name),
        ("instansi", &agency),
        ("kategori", &category),
        ("kanal", "hall"),
        ("sambungan", "information"),
    ];
    let answer = owner.post("sragen", "/kelola/layanan/baru", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().trim_end_matches("/1").to_owned()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_service_is_written_in_fourteen_components_and_read_by_citizens(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let path = new_service(&site, &owner, "Uji sampel air sumur").await;
    for (component, answers) in Component::ALL.into_iter().zip(WRITTEN) {
        let sent = [answers, &[("lanjut", "1")]].concat();
        let answer = fill(&owner, &format!("{path}/{}", component.number()), &sent).await;
        let next = component.next().map_or_else(|| format!("{path}/sk"), |next| format!("{path}/{}", next.number()));
        assert_eq!((answer.status, answer.location()), (303, next.as_str()), "{component:?}: {}", answer.text());
    }
    let early = owner.post("sragen", &format!("{path}/terbit"), &[]).await;
    assert_eq!(early.status, 422, "without a decree it stays a draft");
    assert!(early.says("Tulis nomor dan tanggal SK") && early.says(&format!("{path}/sk")));
    let decree = [("nomor", "188/77/2026"), ("ditetapkan", "2026-11-02"), ("berlaku", "2026-11-03"), ("lanjut", "1")];
    assert_eq!(fill(&owner, &format!("{path}/sk"), &decree).await.location(), format!("{path}/terbit"));
    let page = owner.get("sragen", &format!("{path}/terbit")).await;
    assert!(page.says("14/14"), "{}", page.text());

    let citizen = site.browser();
    let slug = "/layanan/uji-sampel-air-sumur";
    assert_eq!(citizen.get("sragen", slug).await.status, 404);
    for _ in 0..2 {
        let published = owner.post("sragen", &format!("{path}/terbit"), &[]).await;
        assert_eq!(published.status, 303, "the same submit twice lands on the current state");
    }
    let shown = citizen.get("sragen", slug).await;
    for text in [
        "KTP-el asli",
        "Ambil nomor di meja depan",
        "6\u{a0}hari kerja",
        "150.000",
        "Laporan hasil uji",
        "Loket pengaduan",
        "188/77/2026",
    ] {
        assert!(shown.says(text), "{text}: {}", shown.text());
    }

    fill(&owner, &format!("{path}/5"), &[("produk", "Sertifikat uji"), ("simpan", "1")]).await;
    assert!(citizen.get("sragen", slug).await.says("Laporan hasil uji"), "a draft is not shown");
    let discarded = owner.post("sragen", &format!("{path}/pembuangan"), &[]).await;
    assert_eq!(discarded.location(), format!("{path}/terbit?selesai=buang"));
    assert!(owner.get("sragen", &format!("{path}/5")).await.says("Laporan hasil uji"));

    assert_eq!(owner.post("sragen", &format!("{path}/arsip"), &[]).await.location(), format!("{path}/terbit"));
    assert_eq!(
        owner.post("sragen", &format!("{path}/penarikan"), &[]).await.location(),
        format!("{path}/terbit?selesai=tarik")
    );
    assert_eq!(citizen.get("sragen", slug).await.status, 404);
    assert_eq!(
        owner.post("sragen", &format!("{path}/arsip"), &[]).await.location(),
        format!("{path}/terbit?selesai=arsip")
    );
    let refused = fill(&owner, &format!("{path}/5"), &[("produk", "Lain"), ("simpan", "1")]).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(refused.says("sudah diarsipkan") && refused.says("value=\"Lain\""));
    assert_eq!(
        owner.post("sragen", &format!("{path}/pemulihan"), &[]).await.location(),
        format!("{path}/terbit?selesai=pulih")
    );
    assert!(owner.get("sragen", &format!("{path}/terbit")).await.says("Draf"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_gate_refuses_a_levy_without_its_law_and_a_fee_on_population_documents(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let levy = new_service(&site, &owner, "Izin tempat parkir").await;
    let fee = [("biaya", "tetap"), ("jumlah", "25.000"), ("jenis", "retribusi"), ("aturan", ""), ("simpan", "1")];
    assert_eq!(fill(&owner, &format!("{levy}/4"), &fee).await.status, 303, "a draft may lack its law");
    let page = owner.get("sragen", &format!("{levy}/4")).await;
    assert!(page.says("Satu hal perlu diperbaiki sebelum terbit") && page.says("href=\"#aturan\""));
    let refused = owner.post("sragen", &format!("{levy}/terbit"), &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Tulis Perda yang menetapkan retribusi ini."));

    let birth = service(&site, "kutipan akta kelahiran").await;
    let path = format!("/kelola/layanan/{}", birth.id);
    let fee = [("biaya", "tetap"), ("jumlah", "5000"), ("jenis", "retribusi"), ("aturan", "Perda 1/2024")];
    assert_eq!(fill(&owner, &format!("{path}/4"), &fee).await.status, 303);
    let refused = owner.post("sragen", &format!("{path}/terbit"), &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Pengurusan dokumen kependudukan tidak boleh dipungut biaya"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_two_people_write_at_once_is_shown_to_the_second_and_not_lost(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let id = service(&site, "kutipan akta kelahiran").await.id;
    let path = format!("/kelola/layanan/{id}/5");
    let page = owner.get("sragen", &path).await;
    let seen = hidden(&page, "semula");
    let first = owner.post("sragen", &path, &[("semula", &seen), ("produk", "Kutipan pertama")]).await;
    assert_eq!(first.status, 303);
    let again = owner.post("sragen", &path, &[("semula", &seen), ("produk", "Kutipan pertama")]).await;
    assert_eq!(again.status, 303, "the same form twice is no conflict");
    let second = owner.post("sragen", &path, &[("semula", &seen), ("produk", "Kutipan kedua")]).await;
    assert_eq!(second.status, 409);
    assert!(second.says("value=\"Kutipan kedua\"") && second.says("<li>Kutipan pertama</li>"));
    let merged =
        owner.post("sragen", &path, &[("semula", &hidden(&second, "semula")), ("produk", "Kutipan kedua")]).await;
    assert_eq!(merged.status, 303);
    assert!(owner.get("sragen", &path).await.says("value=\"Kutipan kedua\""));

    let time = format!("/kelola/layanan/{id}/3");
    let other = hidden(&owner.get("sragen", &time).await, "semula");
    fill(&owner, &path, &[("produk", "Kutipan ketiga")]).await;
    let sent = [("semula", other.as_str()), ("lama", "9"), ("satuan", "jam")];
    assert_eq!(owner.post("sragen", &time, &sent).await.status, 303, "another component is no conflict");
}

#[rstest]
#[case(Kind::Sqlite)]
#[tokio::test]
async fn rows_grow_and_shrink_without_a_script_and_keep_what_was_typed(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let id = service(&site, "kutipan akta kelahiran").await.id;
    let path = format!("/kelola/layanan/{id}/2");
    let typed = [("baris-1", "Satu <script>alert(1)</script>"), ("baris-2", "Dua")];
    let grown = fill(&owner, &path, &[&typed[..], &[("tambah", "1")]].concat()).await;
    assert_eq!(grown.status, 200);
    assert!(grown.says("name=\"baris-3\"") && grown.says("autofocus"));
    assert!(grown.says("Satu &#60;script&#62;") && !grown.says("<script>alert"));
    let shrunk = fill(&owner, &path, &[&typed[..], &[("hapus", "1")]].concat()).await;
    assert!(shrunk.says("value=\"Dua\"") && !shrunk.says("name=\"baris-2\""));
    let saved = owner.get("sragen", &path).await;
    assert!(!saved.says("value=\"Dua\""), "nothing was saved by a button of a row");
}

#[rstest]
#[case(Kind::Sqlite)]
#[tokio::test]
async fn a_wrong_form_comes_back_with_its_text_and_a_way_to_the_field(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let id = service(&site, "kutipan akta kelahiran").await.id;
    let long = "x".repeat(300);
    let wrong = fill(&owner, &format!("/kelola/layanan/{id}/5"), &[("produk", &long)]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("href=\"#produk\"") && wrong.says(&long) && wrong.says("<title>Kesalahan:"));
    let wrong = fill(
        &owner,
        &format!("/kelola/layanan/{id}"),
        &[("nama", &long), ("sambungan", "link"), ("tautan", "javascript:alert(1)")],
    )
    .await;
    assert_eq!(wrong.status, 422);
    for field in ["nama", "instansi", "kategori", "kanal", "tautan"] {
        assert!(wrong.says(&format!("href=\"#{field}\"")), "{field}");
    }
    let wrong = fill(&owner, &format!("/kelola/layanan/{id}/sk"), &[("nomor", "1"), ("ditetapkan", "kemarin")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("value=\"kemarin\"") && wrong.says("href=\"#berlaku\""));
    assert_eq!(owner.get("sragen", &format!("/kelola/layanan/{id}/15")).await.status, 404);
}

#[rstest]
#[case(Kind::Sqlite)]
#[tokio::test]
async fn confirming_ends_the_doubt_about_adopted_content(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let path = format!("/kelola/layanan/{}", service(&site, "kutipan akta kelahiran").await.id);
    assert!(owner.get("sragen", &format!("{path}/terbit")).await.says("Isi ini dari katalog awal"));
    for _ in 0..2 {
        let answer = owner.post("sragen", &format!("{path}/kesesuaian"), &[]).await;
        assert_eq!(answer.location(), format!("{path}/terbit?selesai=sesuai"));
    }
    assert!(!owner.get("sragen", &format!("{path}/terbit")).await.says("Isi ini dari katalog awal"));
    let stranger = site.browser();
    assert_eq!(stranger.post("sragen", &format!("{path}/terbit"), &[]).await.status, 303, "to the sign-in");
}
