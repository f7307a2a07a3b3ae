//! A clerk's way: a table, its columns, a preview, a decision, and back.

use balai_catalog::imports::MOST_WAITING;
use balai_rbac::Role;
use balai_testkit::{BENGKULU_TENGAH, Kind};
use rstest::rstest;

use crate::{
    IMPORT, LIST, Somebody, decide, hidden, revision, send, undo_in, upload, with_drafts, with_sample, written,
};

const TABLE: &str = "\u{FEFF}DAFTAR LAYANAN;;;;\r\n;;;;\r\nJudul;OPD;Urusan;Lama;Tarif\r\n\
    Uji air minum;Dinas Kesehatan;Kesehatan;3 (tiga) hari kerja;Rp 25.000\r\n\
    Uji makanan;Dinas Kesehatan;Kesehatan;1x24 jam;tidak dipungut biaya\r\n\
    Uji udara;Dinas Kesehtan;Kesehatan;1-2 minggu;25 ribu\r\n;;;;\r\n";

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_clerk_sends_a_table_corrects_a_column_sees_each_error_and_imports_what_is_ready(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let before = written(&site).await;
    let start = owner.get("sragen", IMPORT).await;
    assert!(start.says("/kelola/katalog/templat.xlsx") && start.says("5.000 baris"));
    let sent = send(&owner, "layanan.csv", TABLE).await;
    let columns = owner.get("sragen", sent.location()).await;
    assert!(columns.says("Uji air minum") && columns.says("value=\"3\""), "headings in row 3: {}", columns.text());
    assert!(columns.says("<option value=\"instansi\" selected>"), "guessed");

    // the heading of the first column says nothing, so nobody guessed it
    let guess = [("judul", "3"), ("kolom-2", "instansi"), ("kolom-3", "kategori"), ("kolom-4", "waktu")];
    let unnamed = owner.post("sragen", sent.location(), &guess).await;
    assert!(unnamed.status == 422 && unnamed.says("Pilih kolom yang berisi nama layanan atau kode."));
    let twice = [("judul", "3"), ("kolom-1", "nama-layanan"), ("kolom-2", "nama-layanan")];
    let twice = owner.post("sragen", sent.location(), &twice).await;
    assert!(twice.status == 422 && twice.says("sudah dipilih untuk kolom A"), "{}", twice.text());
    let chosen: Vec<(&str, &str)> =
        [("kolom-1", "nama-layanan"), ("kolom-5", "biaya")].into_iter().chain(guess).collect();
    let preview = owner.post("sragen", sent.location(), &chosen).await.location().to_owned();

    let page = owner.get("sragen", &preview).await;
    for text in [
        "Baris 6",
        "Dinas Kesehtan",
        "Mungkin maksudnya: Dinas Kesehatan",
        "1-2 minggu",
        "Tulis 10 hari kerja",
        "Tulis 25000, atau gratis",
        "2 baru, 0 berubah",
        "3 kesalahan",
    ] {
        assert!(page.says(text), "{text}: {}", page.text());
    }
    assert_eq!(written(&site).await, before, "nothing is saved by looking");
    let wrong = owner.get("sragen", &format!("{preview}/perbaiki.xlsx")).await;
    assert!(
        wrong.status == 200 && wrong.body.starts_with(b"PK") && wrong.header("content-disposition").contains(".xlsx")
    );

    let all = decide(&owner, &preview, "semua").await;
    assert_eq!(all.status, 422, "not all rows are ready");
    assert_eq!(written(&site).await, before);
    let done = decide(&owner, &preview, "siap").await;
    assert!(done.location().starts_with("/kelola/katalog?baru=2&berubah=0&urungan="), "{}", done.location());
    let list = owner.get("sragen", done.location()).await;
    assert!(list.says("2 layanan baru masuk sebagai draf.") && list.says("Uji air minum"));
    assert_eq!(written(&site).await.len(), before.len() + 2);

    let again = owner.post("sragen", &format!("{preview}/keputusan"), &[("lanjut", "siap")]).await;
    assert!(again.status == 303 && again.location().contains("diimpor=1"), "a second click: {}", again.location());
    assert_eq!(written(&site).await.len(), before.len() + 2);
    assert_eq!(site.app.objects.of_tenant("33.14".parse().expect("a code")).list().await.expect("keys").len(), 0);

    let undone = owner.post("sragen", &format!("{LIST}/urungan/{}", undo_in(&done)), &[]).await;
    let page = owner.get("sragen", undone.location()).await;
    assert!(page.says("Semuanya sudah kembali seperti semula."), "{}", page.text());
    assert_eq!(written(&site).await, before);
    let once_more = owner.post("sragen", undone.location(), &[]).await;
    assert_eq!(once_more.status, 303);
    assert_eq!(written(&site).await, before);
    let read = site.kit.tenant("33.14").read().await.expect("rows");
    assert!(read.verify_audit().await.expect("rows").is_ok(), "the chain holds");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_sample_of_1418_goes_round_in_three_shapes_and_the_same_file_changes_nothing(#[case] kind: Kind) {
    let (site, owner) = with_sample(kind).await;
    let (before, at) = (written(&site).await, revision(&site).await);
    assert_eq!(before.len(), 1_418);
    for shape in ["xlsx", "csv", "json"] {
        let file = owner.get("sragen", &format!("{LIST}/ekspor.{shape}")).await;
        assert_eq!(file.status, 200);
        let begun = std::time::Instant::now();
        let preview = upload(&owner, &format!("layanan.{shape}"), file.body).await;
        let page = owner.get("sragen", &preview).await;
        println!("{kind:?} {shape}: upload, columns and preview in {:?}", begun.elapsed());
        assert!(page.says("Isi berkas ini sama dengan katalog."), "{}", page.text());
        assert!(page.says("<dd>1.418<small>dilewati"), "{}", page.text());
    }
    assert_eq!((written(&site).await, revision(&site).await), (before, at));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn all_1418_are_changed_by_one_file_in_few_statements_and_go_back(#[case] kind: Kind) {
    let (site, owner) = with_sample(kind).await;
    let before = written(&site).await;
    let file = owner.get("sragen", &format!("{LIST}/ekspor.csv")).await;
    let text = String::from_utf8(file.body).expect("UTF-8").replace(";contoh;", ";daerah;");
    let preview = upload(&owner, "layanan.csv", text.into_bytes()).await;
    let (begun, statements) = (std::time::Instant::now(), site.kit.store.tallies().tenant.statements());
    let done = decide(&owner, &preview, "semua").await;
    let statements = site.kit.store.tallies().tenant.statements() - statements;
    println!("{kind:?}: 1,418 rows previewed and imported in {:?}, {statements} statements", begun.elapsed());
    assert!(done.location().starts_with("/kelola/katalog?baru=0&berubah=1418&"), "{}", done.text());
    assert!(statements < 120, "{statements} statements");
    let after = written(&site).await;
    assert!(after.iter().all(|(service, content)| service.draft_version.is_some() && !content.is_sample()));
    let undone = owner.post("sragen", &format!("{LIST}/urungan/{}", undo_in(&done)), &[]).await;
    assert!(owner.get("sragen", undone.location()).await.says("Semuanya sudah kembali"));
    assert_eq!(written(&site).await, before);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_preview_that_somebody_overtook_is_made_again_and_says_so(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let file = owner.get("sragen", &format!("{LIST}/ekspor.csv?q=kutipan+akta+kelahiran")).await;
    let text = String::from_utf8(file.body).expect("UTF-8").replace("katalog awal", "daerah");
    let preview = upload(&owner, "akta.csv", text.into_bytes()).await;
    let page = owner.get("sragen", &preview).await;
    let seen = hidden(&page, "semula");
    let (service, _) = written(&site)
        .await
        .into_iter()
        .find(|(s, _)| s.name.to_lowercase().contains("kutipan akta kelahiran"))
        .expect("it");
    let path = format!("/kelola/layanan/{}/5", service.id);
    let form = owner.get("sragen", &path).await;
    site.clock.advance(chrono::TimeDelta::seconds(5));
    let saved = owner.post("sragen", &path, &[("semula", &hidden(&form, "semula")), ("produk", "Kutipan baru")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let late = owner.post("sragen", &format!("{preview}/keputusan"), &[("semula", &seen), ("lanjut", "semua")]).await;
    assert!(late.status == 409 && late.says("Katalog berubah sejak pratinjau ini Anda buka"), "{}", late.text());
    let (_, content) = written(&site).await.into_iter().find(|(s, _)| s.id == service.id).expect("it");
    assert_eq!(content.product.as_ref().map(balai_catalog::Line::as_str), Some("Kutipan baru"), "not written over");
    let done = decide(&owner, &preview, "semua").await;
    assert!(done.location().contains("urungan="), "{}", done.location());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_leaves_ten_files_undecided_is_asked_to_decide_first(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let table = "Nama layanan;Instansi\nUji;Dinas Kesehatan\n";
    let mut previews = Vec::new();
    for number in 1..=MOST_WAITING {
        previews.push(upload(&owner, &format!("berkas-{number}.csv"), table).await);
    }
    let refused = send(&owner, "berkas-11.csv", table).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.says("Masih ada 10 berkas") && refused.says("berkas-1.csv") && !refused.says("berkas-11.csv"));
    let shelf = site.app.objects.of_tenant("33.14".parse().expect("a code"));
    assert_eq!(shelf.list().await.expect("keys").len(), 10);
    owner.post("sragen", &format!("{}/batal", previews[3]), &[]).await;
    assert_eq!(send(&owner, "berkas-11.csv", table).await.status, 303);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_waiting_file_is_its_senders_own_and_goes_after_a_day(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let preview = upload(&owner, "layanan.csv", "Nama layanan;Instansi\nUji;Dinas Kesehatan\n").await;
    let colleague = Somebody::with(&site, "rekan@sragenkab.go.id", Role::CatalogueEditor, "33.14").await;
    let browser = site.browser();
    colleague.arrive(&site, &browser, "sragen", LIST).await;
    assert_eq!(browser.get("sragen", &preview).await.status, 404);
    assert_eq!(browser.post("sragen", &format!("{preview}/batal"), &[]).await.status, 404);
    assert!(owner.get("sragen", IMPORT).await.says("layanan.csv"), "she finds it again");
    let given_up = upload(&owner, "lain.csv", "Nama layanan\nUji\n").await;
    assert_eq!(
        owner.post("sragen", &format!("{given_up}/batal"), &[]).await.location(),
        "/kelola/katalog?impor-batal=1"
    );
    assert_eq!(owner.get("sragen", &given_up).await.status, 404);

    let shelf = site.app.objects.of_tenant("33.14".parse().expect("a code"));
    let imports = balai_catalog::Imports::new(shelf.clone());
    let (db, now) = (site.kit.tenant("33.14"), site.act().at);
    let stray = balai_kernel::fresh_id(now).simple();
    let stray = balai_storage::objects::ObjectKey::parse(&format!("impor/{stray}")).expect("a key");
    shelf.put(&stray, "text/csv", "tanpa baris".into()).await.expect("a file whose row was never kept");
    assert_eq!(imports.sweep(&db, now + chrono::TimeDelta::hours(23)).await.expect("swept"), 0);
    assert_eq!(shelf.list().await.expect("keys").len(), 2);
    assert_eq!(imports.sweep(&db, now + chrono::TimeDelta::hours(25)).await.expect("swept"), 1);
    assert_eq!(shelf.list().await.expect("keys").len(), 0);
    assert_eq!(owner.get("sragen", &preview).await.status, 404);
    let other = site.kit.tenant(BENGKULU_TENGAH).read().await.expect("rows");
    assert_eq!(balai_catalog::queries::agencies(&other).await.expect("agencies").len(), 0);
}
