//! What is not kept, with a sentence that says what to do; nothing of it stays.

use balai_testkit::Kind;
use balai_tests::Site;
use balai_tests::files::{growing_pdf, locked_pdf};
use rstest::rstest;

use crate::support::{Citizen, objects, pdf, png};

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_is_refused_says_what_to_do_and_leaves_nothing(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let archive = [pdf("a", ""), b"PK\x05\x06\0\0\0\0 %%EOF".to_vec()].concat();
    let script = pdf("a", "<< /S /JavaScript /JS (app.alert(1)) >>");
    for (file, why) in [
        (Vec::new(), "Foto dokumennya, atau pilih berkasnya."),
        (b"MZ\x90\0\x03\0\0\0 program".to_vec(), "bukan PDF, JPEG, PNG, WebP, atau HEIC"),
        (heic, "Foto ini rusak"),
        (script, "memuat skrip, formulir, atau berkas lain"),
        (archive, "dua jenis berkas sekaligus"),
        (locked_pdf(), "PDF ini terkunci kata sandi. Buka, simpan tanpa kata sandi, lalu unggah lagi."),
        (growing_pdf(129 * 1024 * 1024), "PDF ini membengkak saat dibuka."),
        (pdf("a", "")[..300].to_vec(), "terpotong atau rusak"),
        (png(100, 9), "terlalu kecil untuk dibaca"),
        (png(8_100, 9), "terlalu besar. Perkecil"),
        (vec![b'x'; 20 * 1024 * 1024 + 1], "lebih dari 20 MB"),
    ] {
        let answer = sri.send("KTP", "", &[("berkas.pdf", file)]).await;
        assert!(answer.status == 422 && answer.says(why), "{why}: {} {}", answer.status, answer.text());
    }
    let mixed = sri.send("KTP", "", &[("1.png", png(600, 9)), ("2.pdf", pdf("a", ""))]).await;
    assert!(mixed.status == 422 && mixed.says("Unggah PDF itu sendirian."), "{}", mixed.text());
    assert!(objects(&site).await.is_empty());
    assert!(sri.get("/berkas").await.says("Belum ada berkas di sini."));
    let in_english = sri.browser.get(balai_tests::ACCOUNT, "/berkas/unggah?jenis=KTP&bahasa=en").await;
    assert!(in_english.says("Choose") || in_english.says("choose"), "{}", in_english.text());
}
