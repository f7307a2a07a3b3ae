//! A clerk sees a card: the account is at level 2 until the region takes that back or the number is changed.

use balai_kernel::Assurance;
use balai_testkit::Kind;
use balai_tests::Site;
use chrono::TimeDelta;
use rstest::rstest;
use uuid::Uuid;

use crate::citizens::Citizen;
use crate::people::{OTHER, SRAGEN};
use crate::support::{COUNTER, Clerk, NIK, both_trails};

async fn level(site: &Site, account: Uuid) -> Assurance {
    site.app.identity.account(account).await.expect("rows").expect("an account").assurance
}

#[rstest]
#[tokio::test]
async fn a_card_that_was_seen_lifts_the_account_and_its_owner_reads_where_and_when(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (sri, clerk) = (Citizen::sri(&site).await, Clerk::of(&site, SRAGEN, "33.14").await);
    let visit = clerk.meets(&sri).await;
    let page = clerk.get(&visit).await;
    assert!(page.says("Sri Rahayu") && page.says("Belum diisi") && page.says("Lihat KTP-el"), "{}", page.text());
    assert!(!page.says("Lembar kode") && !page.says("sri@contoh.id"), "only what a counter needs: {}", page.text());
    for (typed, said) in [("", "Tulis 16 angka NIK"), ("3314", "16 angka")] {
        let answer = clerk.sees_card(&visit, typed).await;
        assert!(answer.status == 422 && answer.says(said), "{typed}: {}", answer.text());
    }
    let seen = clerk.sees_card(&visit, NIK).await;
    assert_eq!(seen.location(), format!("{visit}?kabar=dilihat"), "{}", seen.text());
    assert_eq!(level(&site, sri.id).await, Assurance::Seen);
    let page = sri.get("/profil").await;
    assert!(page.says("Dilihat petugas di Kabupaten Sragen, 23\u{a0}November 2026."), "{}", page.text());
    assert!(page.says("3314********0001") && page.says("Tingkat akun 2 dari 3"), "{}", page.text());
    let english = sri.get("/profil?bahasa=en").await;
    assert!(english.says("Seen by staff in Kabupaten Sragen"), "{}", english.text());
    assert_eq!(both_trails(&site, "33.14", "number.seen", sri.id).await, [1, 1]);
    assert_eq!(both_trails(&site, "33.14", "visit.began", sri.id).await, [1, 1]);
    assert!(clerk.get(&visit).await.says("Siti Aminah, Kabupaten Sragen"));

    // another number of hers is another person's until a clerk sees that card too
    assert_eq!(sri.post("/profil/nik", &[("nik", "3314015208900002")]).await.status, 303);
    assert_eq!(level(&site, sri.id).await, Assurance::Contact);
    let page = sri.get("/profil?bahasa=id").await;
    assert!(!page.says("Dilihat petugas") && page.says("Perlu dicek petugas"), "{}", page.text());
    assert!(clerk.get("/kelola/warga/dilihat").await.says("NIK diganti"));
    let other = clerk.sees_card(&visit, NIK).await;
    assert!(other.status == 422 && other.says("tidak sama dengan NIK di akun"), "{}", other.text());
    assert!(!other.says("0002"), "what the account has is not said");
    assert_eq!(level(&site, sri.id).await, Assurance::Contact);
}

#[rstest]
#[tokio::test]
async fn the_same_number_written_again_changes_nothing(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, clerk) = (Citizen::sri(&site).await, Clerk::of(&site, SRAGEN, "33.14").await);
    assert_eq!(sri.post("/profil/nik", &[("nik", NIK)]).await.status, 303);
    let visit = clerk.meets(&sri).await;
    for _ in 0..2 {
        assert_eq!(clerk.sees_card(&visit, NIK).await.status, 303, "a second press");
    }
    assert_eq!(site.app.identity.sightings_of(sri.id).await.unwrap().len(), 1);
    assert_eq!(sri.post("/profil/nik", &[("nik", NIK)]).await.status, 303);
    assert_eq!(level(&site, sri.id).await, Assurance::Seen);
}

#[rstest]
#[tokio::test]
async fn the_region_that_saw_a_card_takes_that_back_with_a_reason_and_no_other_does(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let (clerk, other) = (Clerk::of(&site, SRAGEN, "33.14").await, Clerk::of(&site, OTHER, "17.09").await);
    for clerk in [&clerk, &other] {
        let visit = clerk.meets(&sri).await;
        assert_eq!(clerk.sees_card(&visit, NIK).await.status, 303);
    }
    let list = clerk.get("/kelola/warga/dilihat").await;
    let own = format!("/kelola/warga/dilihat/{}", list.between("href=\"/kelola/warga/dilihat/", "\""));
    assert!(list.says("Sri Rahayu") && list.says("Berlaku"), "{}", list.text());
    let why = [("alasan", "Kartunya ternyata milik saudara kembarnya")];
    assert_eq!(other.get(&own).await.status, 404);
    assert_eq!(other.post(&own, &why).await.status, 404);
    let empty = clerk.post(&own, &[("alasan", "")]).await;
    assert!(empty.status == 422 && empty.says("Tulis mengapa"), "{}", empty.text());
    assert_eq!(clerk.post(&own, &why).await.location(), "/kelola/warga/dilihat?kabar=dicabut");
    assert_eq!(clerk.post(&own, &why).await.status, 404, "once");
    assert_eq!(level(&site, sri.id).await, Assurance::Seen, "another region saw it too");
    let page = sri.get("/profil").await;
    assert!(page.says("Tanda dari Kabupaten Sragen dicabut") && page.says("saudara kembarnya"), "{}", page.text());
    assert_eq!(both_trails(&site, "33.14", "number.sighting_withdrawn", sri.id).await, [1, 1]);
    let list = other.get("/kelola/warga/dilihat").await;
    let theirs = format!("/kelola/warga/dilihat/{}", list.between("href=\"/kelola/warga/dilihat/", "\""));
    assert_eq!(other.post(&theirs, &why).await.status, 303);
    assert_eq!(level(&site, sri.id).await, Assurance::Contact);
}

#[rstest]
#[tokio::test]
async fn nobody_serves_herself_and_a_visit_is_one_clerks_for_half_an_hour(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let (clerk, other) = (Clerk::of(&site, SRAGEN, "33.14").await, Clerk::of(&site, OTHER, "17.09").await);
    let colleague = Clerk::named(&site, SRAGEN, "33.14", "loket2@sragen.go.id").await;
    let own = site.app.vault.show_code(&site.act(), clerk.id).await.unwrap();
    let refused = clerk.post(COUNTER, &[("kode", &own.text)]).await;
    assert!(refused.status == 422 && refused.says("akun Anda sendiri"), "{}", refused.text());
    let code = sri.printed_code().await;
    let visit = clerk.finds(&code).await;
    let again = colleague.post(COUNTER, &[("kode", &code)]).await;
    assert!(again.status == 422 && again.says("tidak dikenal"), "a code counts once: {}", again.text());
    for stranger in [&other, &colleague] {
        assert_eq!(stranger.get(&visit).await.status, 404);
        assert_eq!(stranger.sees_card(&visit, NIK).await.status, 404);
    }
    assert_eq!(clerk.get(&visit).await.status, 200);
    site.clock.advance(TimeDelta::minutes(14));
    assert_eq!(clerk.get(&visit).await.status, 200);
    site.clock.advance(TimeDelta::minutes(14));
    assert_eq!(clerk.get(COUNTER).await.status, 200);
    site.clock.advance(TimeDelta::minutes(2));
    assert_eq!(clerk.get(&visit).await.status, 404, "its time is over");
    assert_eq!(clerk.sees_card(&visit, NIK).await.status, 404);
    let visit = clerk.meets(&sri).await;
    assert_eq!(clerk.post(&format!("{visit}/selesai"), &[]).await.location(), "/kelola/warga?kabar=selesai");
    assert_eq!(clerk.get(&visit).await.status, 404, "she has gone");
    assert_eq!(clerk.post(&format!("{visit}/selesai"), &[]).await.status, 404, "once");
    assert_eq!(both_trails(&site, "33.14", "visit.ended", sri.id).await, [1, 1]);
}

#[rstest]
#[tokio::test]
async fn a_clerk_tries_no_numbers_one_after_the_other(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, clerk) = (Citizen::sri(&site).await, Clerk::of(&site, SRAGEN, "33.14").await);
    assert_eq!(sri.post("/profil/nik", &[("nik", NIK)]).await.status, 303);
    let visit = clerk.meets(&sri).await;
    for serial in 2..=6 {
        assert_eq!(clerk.sees_card(&visit, &format!("331401520890000{serial}")).await.status, 422);
    }
    assert_eq!(clerk.sees_card(&visit, NIK).await.status, 429);
    for _ in 0..5 {
        assert_eq!(clerk.post(COUNTER, &[("kode", "0000 0000")]).await.status, 422);
    }
    assert_eq!(clerk.post(COUNTER, &[("kode", "0000 0000")]).await.status, 429);
}

#[rstest]
#[tokio::test]
async fn who_knows_one_right_answer_guesses_no_others_for_it(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, clerk) = (Citizen::sri(&site).await, Clerk::of(&site, SRAGEN, "33.14").await);
    let guesses = async |count: u32| {
        for _ in 0..count {
            assert_eq!(clerk.post(COUNTER, &[("kode", "0000 0000")]).await.status, 422);
        }
    };
    guesses(4).await;
    clerk.meets(&sri).await;
    guesses(1).await;
    assert_eq!(clerk.post(COUNTER, &[("kode", "0000 0000")]).await.status, 429, "those before count on");
    site.clock.advance(TimeDelta::minutes(1));
    // honest work is not slowed: what was right does not count
    for _ in 0..7 {
        clerk.meets(&sri).await;
    }
}

#[rstest]
#[tokio::test]
async fn a_card_that_is_seen_again_and_again_makes_no_room_for_guesses(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let (sri, ani) = (Citizen::sri(&site).await, Citizen::named(&site, "Ani Lestari", "ani@contoh.id").await);
    let number = "3314015208900009";
    assert_eq!(ani.post("/profil/nik", &[("nik", number)]).await.status, 303);
    let (known, unknown) = (clerk.meets(&sri).await, clerk.meets(&ani).await);
    for serial in 2..=5 {
        assert_eq!(clerk.sees_card(&unknown, &format!("331401520890000{serial}")).await.status, 422);
        assert_eq!(clerk.sees_card(&known, NIK).await.status, 303, "this one she knows");
    }
    assert_eq!(clerk.sees_card(&unknown, "3314015208900006").await.status, 422);
    assert_eq!(clerk.sees_card(&unknown, number).await.status, 429);
}

#[rstest]
#[tokio::test]
async fn a_region_that_is_erased_takes_the_level_along_that_hung_on_it(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (clerk, other) = (Clerk::of(&site, SRAGEN, "33.14").await, Clerk::of(&site, OTHER, "17.09").await);
    let (sri, ani) = (Citizen::sri(&site).await, Citizen::named(&site, "Ani Lestari", "ani@contoh.id").await);
    for (citizen, nik) in [(&sri, NIK), (&ani, "3314015208900009")] {
        let visit = clerk.meets(citizen).await;
        assert_eq!(clerk.sees_card(&visit, nik).await.status, 303);
    }
    let visit = other.meets(&ani).await;
    assert_eq!(other.sees_card(&visit, "3314015208900009").await.status, 303);
    site.app.identity.forget_region(&site.act(), "33.14".parse().unwrap(), &[]).await.unwrap();
    assert_eq!(level(&site, sri.id).await, Assurance::Contact);
    assert_eq!(level(&site, ani.id).await, Assurance::Seen, "another region saw it too");
}
