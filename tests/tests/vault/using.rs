//! A document is used by consent: asked for at a counter, given, looked at, taken back, and marked as seen in the original.

use balai_rbac::Role;
use balai_storage::Tenant;
use balai_storage::audit::Trail;
use balai_testkit::Kind;
use balai_tests::Site;
use balai_vault::{AnswerRefused, MarkRefused};
use chrono::TimeDelta;
use rstest::rstest;
use uuid::Uuid;

use crate::clerk::{Clerk, WHY, gives, request_id, shelf};
use crate::people::{OTHER, SRAGEN, Somebody};
use crate::support::{Citizen, holds, objects, pdf};

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_document_is_given_by_consent_and_taken_back_at_once(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let sri = Citizen::sri(&site).await;
    let ktp = sri.adds("KTP", pdf("kartu sri", "")).await;
    let request = clerk.asks(&sri.printed_code().await, &["KTP", "KK"]).await;
    assert!(clerk.get("/kelola/berkas").await.says("Menunggu warga"));
    assert!(
        clerk.opens(&request).await.is_none() && shelf(&site, "33.14").await.is_empty(),
        "nothing before the answer"
    );

    let list = sri.get("/berkas").await;
    assert!(list.says("1 permintaan menunggu jawaban Anda."), "{}", list.text());
    let own = format!("/berkas/permintaan/{}", request_id(&request));
    let page = sri.get(&own).await;
    for said in [
        WHY,
        "Siti Aminah",
        "Kabupaten Sragen",
        "Berikan KTP-el",
        "Belum ada yang cocok. Unggah dahulu.",
        "Dipakai sampai",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    let unanswered = sri.post(&own, &[("berkas-0", ""), ("berkas-1", "tidak")]).await;
    assert!(unanswered.status == 422 && unanswered.says("Pilih berkas yang Anda berikan"), "{}", unanswered.text());
    let kinds = if page.text().find("Berikan KTP-el") < page.text().find("Unggah dahulu") { [0, 1] } else { [1, 0] };
    let fields = [(format!("berkas-{}", kinds[0]), ktp.clone()), (format!("berkas-{}", kinds[1]), "tidak".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answered = sri.post(&own, &fields).await;
    assert_eq!(answered.location(), format!("{own}?kabar=dijawab"), "{}", answered.text());
    assert_eq!(sri.post(&own, &fields).await.location(), format!("{own}?kabar=lewat"), "a second click");
    let page = sri.get(answered.location()).await;
    assert!(page.says("Diizinkan") && page.says("Tidak diberikan") && page.says("Cabut izin"), "{}", page.text());
    assert!(sri.get("/berkas").await.says("Dipakai di 1 permohonan"));

    // the region's copy is the same sealed bytes, and nothing else of it is the same
    let (mine, theirs) = (objects(&site).await, shelf(&site, "33.14").await);
    assert_eq!((theirs.len(), &theirs[0].1), (1, &mine[0].1), "the same ciphertext");
    assert!(!holds(&theirs[0].1, b"kartu sri"), "sealed");
    let opens = clerk.opens(&request).await.expect("it opens");
    site.clock.advance(TimeDelta::minutes(7));
    let opened = clerk.get(&opens).await;
    assert!(opened.status == 200 && holds(&opened.body, b"kartu sri"));
    assert!(opened.header("content-security-policy").starts_with("sandbox"));
    let looks = sri.get("/berkas/catatan").await;
    let service = page.between("<h1 class=\"govuk-heading-l\">", "<");
    for said in [
        "Siti Aminah, Kabupaten Sragen, melihat KTP-el",
        &format!("23\u{a0}November 2026, 09.07\u{a0}WIB, untuk {service}"),
        &format!("href=\"{own}\">Lihat permintaannya"),
    ] {
        assert!(looks.says(said), "{said}: {}", looks.text());
    }
    let trail = site.kit.tenant("33.14").read().await.expect("rows");
    let links = balai_storage::Read::<Tenant>::trail(&trail, &Trail::default(), None, 50).await.expect("links");
    assert!(links.iter().any(|link| link.action == "copy.opened"));
    drop(trail);

    let item = opens.trim_end_matches("/isi").rsplit('/').next().expect("an item");
    let withdrawn = sri.post(&format!("{own}/{item}/cabut"), &[]).await;
    assert_eq!(withdrawn.location(), format!("{own}?kabar=dicabut"));
    assert_eq!(clerk.get(&opens).await.status, 404, "at once");
    assert!(shelf(&site, "33.14").await.is_empty(), "the copy is destroyed");
    assert!(clerk.get(&request).await.says("Izin dicabut"));
    assert!(sri.get(&own).await.says("Salinan di daerah sudah dimusnahkan."));
    assert_eq!(sri.get(&sri.opens(&ktp).await).await.status, 200, "her own stays");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_was_decided_with_stays_and_what_was_not_ends_with_its_time(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let sri = Citizen::sri(&site).await;
    let ktp = sri.adds("KTP", pdf("kartu sri", "")).await;
    let mut pages = Vec::new();
    for _ in 0..2 {
        let request = clerk.asks(&sri.printed_code().await, &["KTP"]).await;
        let own = format!("/berkas/permintaan/{}", request_id(&request));
        assert_eq!(sri.post(&own, &[("berkas-0", &ktp)]).await.status, 303);
        let opens = clerk.opens(&request).await.expect("it opens");
        pages.push((request, own, opens));
    }
    let [(decided, own, opens), (_, _, other)] = pages.as_slice() else { panic!("two") };
    assert_eq!(clerk.post(&format!("{decided}/putusan"), &[]).await.location(), format!("{decided}?kabar=diputus"));
    let page = sri.get(own).await;
    assert!(page.says("Daerah wajib menyimpan salinannya"), "{}", page.text());
    let item = opens.trim_end_matches("/isi").rsplit('/').next().expect("an item");
    assert_eq!(sri.post(&format!("{own}/{item}/cabut"), &[]).await.status, 303);
    assert_eq!(clerk.get(opens).await.status, 200, "its record stays");
    assert!(sri.get(own).await.says("Daerah wajib menyimpan salinannya"));
    assert_eq!(clerk.get(other).await.status, 200);
    site.clock.advance(TimeDelta::days(8));
    let somebody = Somebody::with(&site, "lain@sragen.go.id", Role::CaseOfficer, "33.14").await;
    let browser = site.browser();
    somebody.arrive(&site, &browser, SRAGEN, "/kelola/berkas").await;
    assert_eq!(browser.get(SRAGEN, other).await.status, 404, "its time is over");
    assert_eq!(shelf(&site, "33.14").await.len(), 2);
    assert_eq!(site.app.vault.catch_up(&site.act()).await.unwrap(), 1);
    assert_eq!(site.app.vault.catch_up(&site.act()).await.unwrap(), 0);
    assert_eq!(shelf(&site, "33.14").await.len(), 1, "and so is the copy's; the other is a record");
    assert_eq!(browser.get(SRAGEN, opens).await.status, 200);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_document_that_is_removed_goes_from_regions_that_have_not_decided(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (clerk, sri) = (Clerk::of(&site, SRAGEN, "33.14").await, Citizen::sri(&site).await);
    let (decided, request, _, record) = gives(&clerk, &sri, "satu").await;
    assert_eq!(clerk.post(&format!("{request}/putusan"), &[]).await.location(), format!("{request}?kabar=diputus"));
    let (undecided, _, own, opens) = gives(&clerk, &sri, "dua").await;
    for document in [&decided, &undecided] {
        assert_eq!(sri.post(&format!("/berkas/{document}/hapus"), &[]).await.status, 303);
    }
    assert_eq!(clerk.get(&opens).await.status, 404, "at once");
    assert!(sri.get(&own).await.says("Salinan di daerah sudah dimusnahkan."));
    assert_eq!(clerk.get(&record).await.status, 200, "the region's record stays, as the page said");
    assert_eq!(shelf(&site, "33.14").await.len(), 1);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_decision_and_a_withdrawal_at_once_the_first_counts(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (clerk, sri) = (Clerk::of(&site, SRAGEN, "33.14").await, Citizen::sri(&site).await);
    let (vault, db, act) = (&site.app.vault, site.kit.tenant("33.14"), site.act());
    let mut kept = 0;
    for words in ["a", "b", "c", "d", "e", "f"] {
        let (_, page, _, opens) = gives(&clerk, &sri, words).await;
        let id = request_id(&page).parse().unwrap();
        let request = vault.request_to(sri.id, id).await.unwrap().unwrap();
        let (decided, withdrawn) =
            tokio::join!(vault.decide(&act, &db, &request), vault.withdraw(&act, sri.id, request.items[0].id));
        assert!(withdrawn.unwrap(), "taking back is always possible");
        let decided = decided.unwrap();
        kept += usize::from(decided);
        assert_eq!(clerk.get(&opens).await.status == 200, decided, "{words}: a record stays, anything else goes");
        assert_eq!(shelf(&site, "33.14").await.len(), kept);
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn nobody_else_asks_answers_or_looks(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let other = Clerk::of(&site, OTHER, "17.09").await;
    let (sri, wati) = (Citizen::sri(&site).await, Citizen::named(&site, "Wati", "wati@contoh.id").await);
    let (ktp, foreign) = (sri.adds("KTP", pdf("kartu sri", "")).await, wati.adds("KTP", pdf("kartu wati", "")).await);
    let kk = sri.adds("KK", pdf("keluarga sri", "")).await;
    let code = sri.printed_code().await;
    let request = clerk.asks(&code, &["KTP"]).await;
    let form = format!("/kelola/berkas/layanan/{}", clerk.service);
    let fields = |code: &'static str| [("kode", code), ("alasan", WHY), ("lama", "7"), ("minta", "KTP")];
    let used = clerk.post(&form, &[("kode", code.as_str()), ("alasan", WHY), ("lama", "7"), ("minta", "KTP")]).await;
    assert!(used.status == 422 && used.says("tidak dikenal atau sudah lewat 10 menit"), "once: {}", used.text());
    for _ in 0..4 {
        assert_eq!(clerk.post(&form, &fields("1234 5678")).await.status, 422);
    }
    assert_eq!(clerk.post(&form, &fields("1234 5678")).await.status, 429, "guessing is slow");
    let late = sri.printed_code().await;
    site.clock.advance(TimeDelta::minutes(11));
    let fields = [("kode", late.as_str()), ("alasan", WHY), ("lama", "7"), ("minta", "KTP")];
    assert_eq!(
        other.post(&format!("/kelola/berkas/layanan/{}", other.service), &fields).await.status,
        422,
        "it was short"
    );
    for email in ["sri@contoh.id", "tidak.ada@contoh.id"] {
        let fields = [("kode", ""), ("kontak", email), ("alasan", WHY), ("lama", "7"), ("minta", "KTP")];
        let asked = clerk.post(&form, &fields).await;
        assert_eq!(asked.location(), "/kelola/berkas?kabar=diminta", "who has an account is not told");
    }
    let listed = clerk.get("/kelola/berkas").await;
    assert_eq!(listed.text().matches("Menunggu warga").count(), 3, "nor shows in the list: {}", listed.text());
    let wrong = clerk.post(&form, &[("kode", ""), ("kontak", ""), ("alasan", "x"), ("lama", "99")]).await;
    for why in [
        "Tulis kode yang ditunjukkan warga",
        "10 sampai 300 huruf",
        "Pilih untuk berapa lama.",
        "Pilih sedikitnya satu berkas.",
    ] {
        assert!(wrong.status == 422 && wrong.says(why), "{why}: {}", wrong.text());
    }

    let own = format!("/berkas/permintaan/{}", request_id(&request));
    assert_eq!(wati.get(&own).await.status, 404);
    assert_eq!(wati.post(&own, &[("berkas-0", &foreign)]).await.status, 404);
    for unfit in [&foreign, &kk] {
        assert_eq!(sri.post(&own, &[("berkas-0", unfit)]).await.status, 422, "not hers, or of another kind");
    }
    assert_eq!(sri.post(&own, &[("berkas-0", &ktp)]).await.status, 303);
    let opens = clerk.opens(&request).await.expect("it opens");
    for path in [&request, &opens] {
        assert_eq!(other.get(path).await.status, 404, "{path}");
    }
    for deed in ["putusan", "batal"] {
        assert_eq!(other.post(&format!("{request}/{deed}"), &[]).await.status, 404, "{deed}");
    }
    let asli = format!("{}/asli", opens.trim_end_matches("/isi"));
    assert_eq!(other.post(&asli, &[]).await.status, 404);
    let auditor = Somebody::with(&site, "periksa@sragen.go.id", Role::Auditor, "33.14").await;
    let browser = auditor.at(&site, SRAGEN).await;
    assert_eq!(
        (browser.get(SRAGEN, "/kelola/berkas").await.status, browser.get(SRAGEN, &opens).await.status),
        (403, 403)
    );
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_mark_of_one_region_is_seen_by_another_and_withdrawn_with_a_reason(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let other = Clerk::of(&site, OTHER, "17.09").await;
    let sri = Citizen::sri(&site).await;
    let ktp = sri.adds("KTP", pdf("kartu sri", "")).await;
    let mut requests = Vec::new();
    for clerk in [&clerk, &other] {
        let request = clerk.asks(&sri.printed_code().await, &["KTP"]).await;
        let own = format!("/berkas/permintaan/{}", request_id(&request));
        assert_eq!(sri.post(&own, &[("berkas-0", &ktp)]).await.status, 303);
        requests.push(request);
    }
    let asli = format!("{}/asli", clerk.opens(&requests[0]).await.expect("it opens").trim_end_matches("/isi"));
    for _ in 0..2 {
        assert_eq!(clerk.post(&asli, &[]).await.location(), format!("{}?kabar=asli", requests[0]));
    }
    site.clock.advance(TimeDelta::minutes(7));
    let page = other.get(&requests[1]).await;
    // both clerks took half a minute to sign in
    let mark = "Aslinya dilihat oleh Siti Aminah, Kabupaten Sragen, 23 November 2026 pukul 09.01 WIB.";
    assert!(page.says(mark), "when it was set, not when it is read: {}", page.text());
    assert!(!page.says("Cabut tanda"), "not theirs");
    assert!(page.says("Cocok dengan aslinya"), "they may see it too");
    let own = sri.get("/berkas").await;
    assert!(own.says("Aslinya sudah dilihat petugas"), "{}", own.text());
    assert!(own.says("Kabupaten Sragen, 23\u{a0}November 2026."), "{}", own.text());

    let page = clerk.get(&requests[0]).await;
    assert_eq!(page.text().matches("Aslinya dilihat oleh").count(), 1, "one mark for two clicks");
    let start = format!("href=\"{asli}/");
    let mark = page.text().split(&start).nth(1).and_then(|rest| rest.split('"').next()).expect("a mark").to_owned();
    let theirs = format!("{}/asli/{mark}", other.opens(&requests[1]).await.expect("it opens").trim_end_matches("/isi"));
    assert_eq!(other.get(&theirs).await.status, 404, "another region's mark");
    assert_eq!(other.post(&theirs, &[("alasan", "Bukan milik kami ini")]).await.status, 404);
    let withdraw = format!("{asli}/{mark}");
    let empty = clerk.post(&withdraw, &[("alasan", "")]).await;
    assert!(empty.status == 422 && empty.says("Tulis mengapa tanda ini dicabut."), "{}", empty.text());
    let gone = clerk.post(&withdraw, &[("alasan", "Ternyata fotokopi berwarna")]).await;
    assert_eq!(gone.location(), format!("{}?kabar=bukan-asli", requests[0]));
    assert_eq!(clerk.get(&withdraw).await.status, 404);
    let page = other.get(&requests[1]).await;
    assert!(page.says("Dicabut oleh Siti Aminah") && page.says("Ternyata fotokopi berwarna"), "{}", page.text());
    assert!(!sri.get("/berkas").await.says("Aslinya sudah dilihat petugas"));
    let renewed = sri.send("", &ktp, &[("baru.pdf", pdf("kartu baru", ""))]).await;
    assert_eq!(renewed.status, 303, "a renewed document bears no mark of the old one");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn of_whoever_closed_her_account_only_what_was_decided_with_is_used(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (clerk, sri) = (Clerk::of(&site, SRAGEN, "33.14").await, Citizen::sri(&site).await);
    let (_, decided, _, record) = gives(&clerk, &sri, "satu").await;
    assert_eq!(clerk.post(&format!("{decided}/putusan"), &[]).await.location(), format!("{decided}?kabar=diputus"));
    let (ktp, undecided, _, opens) = gives(&clerk, &sri, "dua").await;
    let waiting = clerk.asks(&sri.printed_code().await, &["KTP"]).await;
    let code = sri.printed_code().await;
    let (vault, db, act) = (&site.app.vault, site.kit.tenant("33.14"), site.act());
    let page = clerk.get(&undecided).await;
    assert!(page.says("/putusan") && page.says(&opens), "{}", page.text());
    let due = site.app.identity.leave(&act, sri.id).await.unwrap();
    assert!(due > act.at, "it can still be brought back");
    assert_eq!(clerk.get(&opens).await.status, 404, "at once");
    let page = clerk.get(&undecided).await;
    assert!(
        page.says("Akun pemiliknya sudah ditutup") && !page.says("/putusan") && !page.says(&opens),
        "{}",
        page.text()
    );
    let request = async |path: &str| {
        let id = request_id(path).parse().unwrap();
        vault.request_to(sri.id, id).await.unwrap().unwrap()
    };
    let (undecided, waiting) = (request(&undecided).await, request(&waiting).await);
    assert!(!vault.decide(&act, &db, &undecided).await.unwrap());
    assert!(request(&format!("/{}", undecided.id)).await.items[0].decided_at.is_none());
    let marked = vault.mark(&act, &undecided, undecided.items[0].id, (Uuid::from_u128(7), "Siti")).await;
    assert!(matches!(marked, Err(MarkRefused::Unknown)), "{marked:?}");
    let given = [(waiting.items[0].id, ktp.parse().unwrap())];
    assert!(matches!(vault.answer(&act, sri.id, waiting.id, &given).await, Err(AnswerRefused::Over)));
    assert_eq!(vault.take_code(&act, &code).await.unwrap(), None, "nor is she found by her code");
    // what the law makes the region keep stays
    let kept = clerk.get(&record).await;
    assert!(kept.status == 200 && holds(&kept.body, b"satu"), "{}", kept.status);
    assert!(clerk.get(&decided).await.says(&record));
}
