//! Registering with an address or a number, and recovering an account: nothing is said to a stranger.

use balai_identity::{AccountSays, NoticeLetter};
use balai_kernel::Contact;
use balai_testkit::Kind;
use balai_tests::letters::letters;
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::support::{SESSION, SRAGEN, Somebody, hidden};

/// The password of whoever registers here.
pub const PASSWORD: &str = "pohon ember kuda lemari";

/// The code in the one letter that is waiting.
pub async fn code(site: &Site, to: &str) -> String {
    let letters = letters(site).await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(letters[0].to, Contact::parse(to).unwrap());
    match &letters[0].says {
        AccountSays::Code { code, .. } => code.clone(),
        other => panic!("no code: {other:?}"),
    }
}

/// Gives an address at the beginning of a way.
async fn give(browser: &Browser, way: &str, contact: &str) -> Answer {
    let page = browser.get(ACCOUNT, way).await;
    browser.post(ACCOUNT, way, &[("kontak", contact), ("ke", &hidden(&page, "ke"))]).await
}

/// Registers and stays signed in.
pub async fn registered(site: &Site, contact: &str, name: &str) -> Browser {
    registers(site, site.browser(), contact, name).await
}

/// The same in a browser of somebody's choice.
pub async fn registers(site: &Site, browser: Browser, contact: &str, name: &str) -> Browser {
    let answer = give(&browser, "/daftar", contact).await;
    assert_eq!(answer.location(), "/daftar/kode?ke=%2F", "{}", answer.text());
    let code = code(site, contact).await;
    let answer = browser.post(ACCOUNT, "/daftar/kode", &[("kode", &code), ("ke", "/")]).await;
    assert_eq!(answer.location(), "/daftar/nama?ke=%2F", "{}", answer.text());
    let answer = browser.post(ACCOUNT, "/daftar/nama", &[("nama", name), ("ke", "/")]).await;
    assert_eq!(answer.location(), "/daftar/sandi?ke=%2F", "{}", answer.text());
    let answer = browser.post(ACCOUNT, "/daftar/sandi", &[("sandi", PASSWORD), ("ke", "/")]).await;
    assert_eq!(answer.location(), "/", "{}", answer.text());
    browser
}

async fn sign_in(browser: &Browser, contact: &str, password: &str) -> Answer {
    browser.post(ACCOUNT, "/masuk", &[("surel", contact), ("sandi", password), ("ke", "/")]).await
}

#[rstest]
#[tokio::test]
async fn a_citizen_registers_one_question_at_a_time_and_lands_where_she_came_from(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values("siti@contoh.id", "0812-3456-7890")] contact: &str,
) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let (url, page) = browser.follow(SRAGEN, "/masuk?ke=%2Flayanan").await;
    assert_eq!(url.path(), "/masuk");
    assert!(page.says("Untuk melanjutkan ke Kabupaten Sragen"), "{}", page.text());
    let back = hidden(&page, "ke");
    let link = page.text().split("href=\"/daftar?").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    let page = browser.get(ACCOUNT, &format!("/daftar?{}", balai_tests::unescaped(link))).await;
    assert_eq!(hidden(&page, "ke"), back);
    let next = browser.post(ACCOUNT, "/daftar", &[("kontak", contact), ("ke", &back)]).await;
    let page = browser.get(ACCOUNT, next.location()).await;
    assert!(page.says(&Contact::parse(contact).unwrap().shown()), "{}", page.text());
    assert_eq!(browser.get(ACCOUNT, "/daftar/sandi").await.location(), "/daftar/kode?ke=%2F", "the code comes first");
    let code = code(&site, contact).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let answer = browser.post(ACCOUNT, "/daftar/kode", &[("kode", wrong), ("ke", &back)]).await;
    assert!(answer.status == 422 && answer.says("Kode ini tidak cocok"), "{}", answer.text());
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    browser.post(ACCOUNT, "/daftar/kode", &[("kode", &spaced), ("ke", &back)]).await;
    let answer = browser.post(ACCOUNT, "/daftar/nama", &[("nama", " "), ("ke", &back)]).await;
    assert_eq!(answer.status, 422);
    browser.post(ACCOUNT, "/daftar/nama", &[("nama", "Sukarti"), ("ke", &back)]).await;
    let page = browser.get(ACCOUNT, "/daftar/sandi").await;
    assert!(page.says("data-least=\"15\" data-own=\"Sukarti\""), "what the hint goes by: {}", page.text());
    let answer = browser.post(ACCOUNT, "/daftar/sandi", &[("sandi", "sukarti1234567890"), ("ke", &back)]).await;
    assert!(answer.status == 422 && answer.says("Kekuatan:"), "{}", answer.text());
    assert!(!answer.says("sukarti1234567890"), "a password is never shown again");
    let answer = browser.post(ACCOUNT, "/daftar/sandi", &[("sandi", PASSWORD), ("ke", &back)]).await;
    let policy = browser.get(ACCOUNT, "/masuk").await;
    assert_eq!(policy.status, 303, "she is signed in");
    let (url, page) = browser.follow_from(browser.url(ACCOUNT, "/daftar/sandi"), answer).await;
    assert_eq!((url.path(), page.status), ("/layanan", 200), "{}", page.text());
    assert!(url.host_str().is_some_and(|host| host.starts_with("sragen.")));
    assert!(browser.cookie(SRAGEN, SESSION).is_some());
    let home = browser.get(ACCOUNT, "/").await;
    assert!(home.says("Sukarti") && home.says(&Contact::parse(contact).unwrap().shown()), "{}", home.text());
    let other = site.browser();
    assert_eq!(sign_in(&other, &format!(" {contact} "), PASSWORD).await.location(), "/");
}

#[rstest]
#[tokio::test]
async fn a_number_is_one_account_however_it_is_written(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values(("+62 812-3456-7890", "081234567890"), ("0812 3456 7890", "+6281234567890"))] written: (&str, &str),
) {
    let (first, second) = written;
    let site = Site::open(kind).await;
    registered(&site, first, "Sukarti").await;
    let other = site.browser();
    let signed_in = sign_in(&other, second, PASSWORD).await;
    assert_eq!((signed_in.status, signed_in.location()), (303, "/"), "{}", signed_in.text());
    let home = other.get(ACCOUNT, "/").await;
    assert!(home.says("Sukarti") && home.says("+62 812-3456-7890"), "{}", home.text());
    site.clock.advance(TimeDelta::minutes(1));
    let again = give(&site.browser(), "/daftar", second).await;
    assert_eq!(again.location(), "/daftar/kode?ke=%2F", "a stranger learns nothing");
    let letters = letters(&site).await;
    assert!(matches!(letters.as_slice(), [letter] if letter.says == AccountSays::HasAccount), "{letters:?}");
}

#[rstest]
#[tokio::test]
async fn whether_an_address_has_an_account_only_its_owner_learns(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values("/daftar", "/pulihkan")] way: &str,
) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let known = site.browser();
    let unknown = site.browser();
    let hasher = site.app.identity.hasher();
    let before = hasher.verifications();
    let mut seen = Vec::new();
    for (browser, address) in [(&known, owner.email.as_str()), (&unknown, "tidakada@sragenkab.go.id")] {
        let answer = give(browser, way, address).await;
        let page = browser.get(ACCOUNT, answer.location()).await;
        let wrong = browser.post(ACCOUNT, &format!("{way}/kode"), &[("kode", "12"), ("ke", "/")]).await;
        let text =
            |answer: &Answer| answer.text().replace(address, "SUREL").replace(&hidden(answer, "_token"), "TOKEN");
        seen.push((answer.status, answer.location().to_owned(), text(&page), wrong.status, text(&wrong)));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(hasher.verifications(), before);
    let owners = Contact::parse(&owner.email).unwrap();
    let (to_owner, to_nobody): (Vec<_>, Vec<_>) =
        letters(&site).await.into_iter().partition(|letter| letter.to == owners);
    let is_code = |letter: &NoticeLetter| matches!(letter.says, AccountSays::Code { .. });
    let ([to_owner], [to_nobody]) = (to_owner.as_slice(), to_nobody.as_slice()) else {
        panic!("one letter each: {to_owner:?} {to_nobody:?}")
    };
    match way {
        "/daftar" => assert!(to_owner.says == AccountSays::HasAccount && is_code(to_nobody)),
        _ => assert!(is_code(to_owner) && to_nobody.says == AccountSays::NoAccount),
    }
}

#[rstest]
#[tokio::test]
async fn a_code_bears_five_tries_and_ten_minutes_and_another_one_ends_it(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    give(&browser, "/daftar", "siti@contoh.id").await;
    let first = code(&site, "siti@contoh.id").await;
    let answer = browser.post(ACCOUNT, "/daftar/kode/ulang", &[("ke", "/")]).await;
    assert_eq!(answer.status, 429, "one a minute");
    assert!(letters(&site).await.is_empty());
    site.clock.advance(TimeDelta::minutes(1));
    let answer = browser.post(ACCOUNT, "/daftar/kode/ulang", &[("ke", "/")]).await;
    assert_eq!(answer.location(), "/daftar/kode?ke=%2F&baru=1");
    let second = code(&site, "siti@contoh.id").await;
    let tried = async |code: &str| browser.post(ACCOUNT, "/daftar/kode", &[("kode", code), ("ke", "/")]).await;
    if first != second {
        assert_eq!(tried(&first).await.status, 422, "the old one counts no more");
    }
    let wrong = if second == "111111" { "111112" } else { "111111" };
    for _ in 0..5 {
        assert_eq!(tried(wrong).await.status, 422);
    }
    assert!(tried(&second).await.says("Kode sudah tidak berlaku"), "five tries");
    site.clock.advance(TimeDelta::minutes(1));
    browser.post(ACCOUNT, "/daftar/kode/ulang", &[("ke", "/")]).await;
    let third = code(&site, "siti@contoh.id").await;
    site.clock.advance(TimeDelta::minutes(10));
    assert!(tried(&third).await.says("Kode sudah tidak berlaku"), "ten minutes");
    for _ in 0..2 {
        site.clock.advance(TimeDelta::minutes(1));
        browser.post(ACCOUNT, "/daftar/kode/ulang", &[("ke", "/")]).await;
    }
    letters(&site).await;
    site.clock.advance(TimeDelta::minutes(2));
    let other = site.browser();
    let answer = give(&other, "/daftar", "SITI@contoh.id").await;
    assert_eq!(answer.status, 429, "five codes an hour to one address, whoever asks");
    assert!(letters(&site).await.is_empty());
    site.clock.advance(TimeDelta::hours(1));
    assert_eq!(tried(&third).await.location(), "/daftar?ke=%2F&ulang=1", "the whole way takes an hour at most");
    assert_eq!(give(&other, "/daftar", "siti@contoh.id").await.status, 303);
}

#[rstest]
#[tokio::test]
async fn of_two_who_register_one_address_one_has_the_account(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (one, two) = (site.browser(), site.browser());
    for browser in [&one, &two] {
        give(browser, "/daftar", "siti@contoh.id").await;
        let code = code(&site, "siti@contoh.id").await;
        browser.post(ACCOUNT, "/daftar/kode", &[("kode", &code), ("ke", "/")]).await;
        browser.post(ACCOUNT, "/daftar/nama", &[("nama", "Siti"), ("ke", "/")]).await;
    }
    let done = async |browser: &Browser| browser.post(ACCOUNT, "/daftar/sandi", &[("sandi", PASSWORD)]).await;
    let (first, second) = tokio::join!(done(&one), done(&two));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409], "{} {}", first.text(), second.text());
    let again = done(if first.status == 303 { &one } else { &two }).await;
    assert_eq!(again.location(), "/daftar?ke=%2F&ulang=1", "the way is over");
}

#[rstest]
#[tokio::test]
async fn a_forgotten_password_is_replaced_and_every_other_session_ends(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let here = registered(&site, "siti@contoh.id", "Siti").await;
    assert_eq!(here.get(ACCOUNT, "/").await.status, 200);
    let browser = site.browser();
    site.clock.advance(TimeDelta::minutes(1));
    give(&browser, "/pulihkan", "siti@contoh.id").await;
    let code = code(&site, "siti@contoh.id").await;
    browser.post(ACCOUNT, "/pulihkan/kode", &[("kode", &code), ("ke", "/")]).await;
    let page = browser.get(ACCOUNT, "/pulihkan/sandi").await;
    assert_eq!(page.status, 200);
    let other = "sepeda hujan lonceng tikar";
    let answer = browser.post(ACCOUNT, "/pulihkan/sandi", &[("sandi", other), ("ke", "/")]).await;
    assert_eq!(answer.location(), "/", "{}", answer.text());
    assert_eq!(browser.get(ACCOUNT, "/").await.status, 200);
    assert_eq!(here.get(ACCOUNT, "/").await.status, 303, "signed out");
    let told = letters(&site).await;
    assert!(matches!(told.as_slice(), [letter] if letter.says == AccountSays::PasswordChanged), "{told:?}");
    assert_eq!(sign_in(&site.browser(), "siti@contoh.id", PASSWORD).await.status, 422);
    assert_eq!(sign_in(&site.browser(), "siti@contoh.id", other).await.status, 303);
}

#[rstest]
#[tokio::test]
async fn who_recovers_an_account_with_a_second_factor_is_still_asked_for_it(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let browser = site.browser();
    give(&browser, "/pulihkan", &owner.email).await;
    let code = code(&site, &owner.email).await;
    browser.post(ACCOUNT, "/pulihkan/kode", &[("kode", &code), ("ke", "/")]).await;
    let answer = browser.post(ACCOUNT, "/pulihkan/sandi", &[("sandi", PASSWORD), ("ke", "/")]).await;
    assert_eq!(answer.location(), "/masuk/kode?ke=%2F", "{}", answer.text());
    assert_eq!(browser.cookie(ACCOUNT, SESSION), None, "the letter alone opens nothing");
    let page = browser.get(ACCOUNT, "/masuk/kode?ke=%2F").await;
    assert_eq!(owner.give_code(&site, &browser, &page).await.location(), "/");
}

#[rstest]
#[tokio::test]
async fn without_a_way_to_telephones_nobody_registers_with_a_number(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let node = site.without_phones().await;
    let browser = node.browser();
    let page = browser.get(ACCOUNT, "/daftar").await;
    assert!(page.says("Alamat surel") && !page.says("nomor ponsel Anda"), "{}", page.text());
    let answer = give(&browser, "/daftar", "081234567890").await;
    assert!(answer.status == 422 && answer.says("Nomor ponsel belum dapat dipakai"), "{}", answer.text());
    assert!(letters(&site).await.is_empty());
}

#[rstest]
#[tokio::test]
async fn every_page_of_a_hall_leads_to_ones_own_account_and_back(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let page = browser.get(SRAGEN, "/instansi").await;
    let way = "/masuk?ke=%2Finstansi&akun=1";
    assert!(page.says(&way.replace('&', "&#38;")), "{}", page.text());
    let (url, page) = browser.follow(SRAGEN, way).await;
    assert_eq!(url.path(), "/masuk");
    let back = hidden(&page, "ke");
    registered(&site, "siti@contoh.id", "Siti").await;
    let fields = [("surel", "siti@contoh.id"), ("sandi", PASSWORD), ("ke", back.as_str())];
    let answer = browser.post(ACCOUNT, "/masuk", &fields).await;
    let (url, _) = browser.follow_from(browser.url(ACCOUNT, "/masuk"), answer).await;
    assert_eq!(url.path(), "/instansi", "back where she was");
    let (url, page) = browser.follow(SRAGEN, way).await;
    assert!(url.path() == "/" && page.says("siti@contoh.id"), "her account: {url} {}", page.text());
}
