//! A clerk finds a citizen by what her account is reached by, and learns nothing of who has one.

use std::collections::HashSet;

use balai_kernel::Contact;
use balai_testkit::Kind;
use balai_tests::{Answer, Site};
use rstest::rstest;

use crate::clerk::{Clerk, WHY, request_id};
use crate::dumps::registered;
use crate::people::SRAGEN;
use crate::support::{Citizen, holds, pdf};

async fn asks(clerk: &Clerk, contact: &str) -> Answer {
    let fields = [("kode", ""), ("kontak", contact), ("alasan", WHY), ("lama", "7"), ("minta", "KTP")];
    clerk.post(&format!("/kelola/berkas/layanan/{}", clerk.service), &fields).await
}

/// The page of a request of the clerk's list that was not there before.
async fn newest(clerk: &Clerk, before: &mut HashSet<String>) -> String {
    let list = clerk.get("/kelola/berkas").await;
    let ids = list.text().split("href=\"/kelola/berkas/").skip(1).filter_map(|rest| rest.get(..36));
    let ids = ids.filter(|id| uuid::Uuid::parse_str(id).is_ok()).map(str::to_owned);
    let new: Vec<String> = ids.filter(|id| before.insert(id.clone())).collect();
    assert_eq!(new.len(), 1, "{new:?}");
    format!("/kelola/berkas/{}", new[0])
}

#[rstest]
#[tokio::test]
async fn a_citizen_is_asked_by_her_address_and_by_her_number_alone(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let form = clerk.get(&format!("/kelola/berkas/layanan/{}", clerk.service)).await;
    assert!(form.says("Atau surel atau nomor ponsel akunnya") && form.says("0812 3456 7890"), "{}", form.text());
    let mut before = HashSet::new();
    for (reached, typed) in [
        ("kenari@contoh.id", vec!["kenari@contoh.id", " Kenari@Contoh.id "]),
        ("081234567899", vec!["0812-3456-7899", "+62 812 3456 7899", "6281234567899"]),
    ] {
        let browser = registered(&site, reached).await;
        let account = site.app.identity.account_by_contact(&Contact::parse(reached).unwrap()).await.unwrap();
        let citizen = Citizen { id: account.expect("registered").id, browser };
        let mut request = String::new();
        for (asked_before, typed) in typed.iter().enumerate() {
            let asked = asks(&clerk, typed).await;
            assert_eq!(asked.location(), "/kelola/berkas?kabar=diminta", "{typed}: {}", asked.text());
            let waiting = format!("{} permintaan menunggu jawaban Anda.", asked_before + 1);
            assert!(citizen.get("/berkas").await.says(&waiting), "{typed}");
            request = newest(&clerk, &mut before).await;
        }
        let ktp = citizen.adds("KTP", pdf("kartu kenari", "")).await;
        let own = format!("/berkas/permintaan/{}", request_id(&request));
        assert_eq!(citizen.post(&own, &[("berkas-0", &ktp)]).await.status, 303);
        let opens = clerk.opens(&request).await.expect("it opens");
        assert!(holds(&clerk.get(&opens).await.body, b"kartu kenari"), "{reached}");
    }
}

#[rstest]
#[tokio::test]
async fn whether_a_number_or_an_address_has_an_account_is_not_told(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    registered(&site, "081234567899").await;
    registered(&site, "kenari@contoh.id").await;
    let (mut told, mut before) = (Vec::new(), HashSet::new());
    for contact in ["081234567899", "081234567800", "kenari@contoh.id", "tidak.ada@contoh.id"] {
        let asked = asks(&clerk, contact).await;
        let list = clerk.get(asked.location()).await;
        assert!(list.says("Bila surel atau nomor itu punya akun"), "{}", list.text());
        let page = newest(&clerk, &mut before).await;
        let shown = clerk.get(&page).await;
        assert!(!shown.says(contact) && !shown.says("Kenari"), "{contact}: {}", shown.text());
        let shown = main_part(shown.text()).replace(request_id(&page), "…");
        told.push((asked.status, asked.location().to_owned(), shown));
    }
    assert!(told.iter().all(|one| *one == told[0]), "{told:?}");

    for (typed, why) in [
        ("", "Tulis kode yang ditunjukkan warga, atau surel atau nomor ponselnya."),
        ("0271 891173", "Pakai nomor ponsel yang diawali 08."),
        ("0812", "Jumlah angka nomor telepon tidak sesuai."),
        ("kenari", "Alamat surel harus memuat satu tanda @"),
    ] {
        let refused = asks(&clerk, typed).await;
        assert!(refused.status == 422 && refused.says(why), "{typed}: {}", refused.text());
    }
}

/// What stands on a page, beside its frame.
fn main_part(page: &str) -> &str {
    page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a main part")
}
