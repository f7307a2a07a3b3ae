//! Invitations: sent from a desk, accepted once, in time.

use balai_identity::TotpSecret;
use balai_rbac::Role;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Browser, NATIONAL, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::support::{DESK, OTHER, SESSION, SRAGEN, Somebody, invitation_links};

const EMAIL: &str = "baru@sragenkab.go.id";
const PASSWORD: &str = "gunung lawu tertutup kabut";

async fn invite(browser: &Browser, role: &str) -> Answer {
    browser.post(SRAGEN, "/kelola/pegawai/undang", &[("surel", EMAIL), ("peran", role), ("bagian", "")]).await
}

/// The secret on the page, as somebody copies it by hand.
fn secret(page: &Answer) -> TotpSecret {
    let text = page.text().split("class=\"b-key\">").nth(1).and_then(|rest| rest.split('<').next());
    TotpSecret::parse(text.unwrap_or_else(|| panic!("no key: {}", page.text()))).expect("a secret")
}

async fn accept(site: &Site, browser: &Browser, link: &str, page: &Answer) -> Answer {
    let code = secret(page).code_at(site.app.clock.now());
    browser.post(ACCOUNT, link, &[("nama", "Budi Raharjo"), ("sandi", PASSWORD), ("kode", &code)]).await
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn somebody_invited_makes_an_account_once_and_works_at_once(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let desk = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    assert_eq!(invite(&desk, "region_owner").await.location(), "/kelola/pegawai?kabar=diundang");
    assert!(desk.get(SRAGEN, DESK).await.says("berlaku sampai 25 November 2026"));
    let link = invitation_links(&site).await.pop().expect("a letter");

    let browser = site.browser();
    let page = browser.get(ACCOUNT, &link).await;
    for text in [EMAIL, "Penanggung jawab daerah", "Kabupaten Sragen", "<svg", "Paling sedikit 8 karakter"] {
        assert!(page.says(text), "{text}: {}", page.text());
    }
    let wrong = browser.post(ACCOUNT, &link, &[("nama", "Budi Raharjo"), ("sandi", "password"), ("kode", "")]).await;
    assert_eq!(wrong.status, 422);
    for text in ["mudah ditebak", "Tulis kode enam angka", "value=\"Budi Raharjo\""] {
        assert!(wrong.says(text), "{text}: {}", wrong.text());
    }
    let answer = accept(&site, &browser, &link, &wrong).await;
    assert_eq!((answer.status, answer.location()), (303, "/?diterima"), "{}", answer.text());
    let account = browser.get(ACCOUNT, "/?diterima").await;
    assert!(account.says("Undangan diterima") && account.says("Budi Raharjo"), "{}", account.text());
    let (url, page) = browser.follow(SRAGEN, DESK).await;
    assert_eq!((url.path(), page.status), (DESK, 200), "no second sign-in");

    let late = site.browser().get(ACCOUNT, &link).await;
    assert_eq!(late.status, 410);
    assert!(late.says("Undangan ini sudah diterima"));
    assert_eq!(accept(&site, &site.browser(), &link, &wrong).await.status, 410);
    assert!(desk.get(SRAGEN, DESK).await.says("Diterima"));
    let held = invite(&desk, "region_owner").await;
    assert!(held.status == 422 && held.says("sudah memegang peran itu"), "{}", held.text());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_link_that_is_late_replaced_withdrawn_or_made_up_opens_nothing(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let desk = owner.at(&site, SRAGEN).await;
    let theirs = Somebody::other_owner(&site).await.at(&site, OTHER).await;
    invite(&desk, "catalogue_editor").await;
    site.clock.advance(TimeDelta::seconds(1));
    invite(&desk, "catalogue_editor").await;
    let links = invitation_links(&site).await;
    let browser = site.browser();
    let says = async |link: &str, status: u16, text: &str| {
        let answer = browser.get(ACCOUNT, link).await;
        assert!(answer.status == status && answer.says(text), "{link}: {}", answer.text());
    };
    says(&links[0], 404, "Undangan ini tidak berlaku").await;
    says(&links[1], 200, "Terima undangan").await;
    says("/undangan/apa-saja", 404, "Undangan ini tidak berlaku").await;

    let list = desk.get(SRAGEN, DESK).await;
    let withdraw = list.text().split("action=\"").find(|rest| rest.contains("/tarik\"")).expect("an open one");
    let withdraw = withdraw.split('"').next().expect("an address").to_owned();
    assert_eq!(theirs.post(OTHER, &withdraw, &[]).await.status, 404, "another region's invitation is not there");
    says(&links[1], 200, "Terima undangan").await;
    assert_eq!(desk.post(SRAGEN, &withdraw, &[]).await.location(), "/kelola/pegawai?kabar=ditarik");
    assert_eq!(desk.post(SRAGEN, &withdraw, &[]).await.location(), "/kelola/pegawai?kabar=tidak-ditarik");
    says(&links[1], 404, "Undangan ini tidak berlaku").await;

    site.clock.advance(TimeDelta::seconds(1));
    invite(&desk, "catalogue_editor").await;
    let link = invitation_links(&site).await.pop().expect("a letter");
    let page = browser.get(ACCOUNT, &link).await;
    site.clock.advance(TimeDelta::hours(48));
    says(&link, 410, "Undangan ini sudah lewat waktunya").await;
    assert_eq!(accept(&site, &browser, &link, &page).await.status, 410);
    assert_eq!(browser.cookie(ACCOUNT, SESSION), None);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn whoever_has_an_account_accepts_with_it_and_nobody_else_does(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let admin = Somebody::with(&site, "admin@menpan.go.id", Role::MinistryAdmin, "nasional").await;
    let owner = Somebody::owner(&site).await;
    let office = site.browser();
    let (_, page) = admin.arrive(&site, &office, NATIONAL, "/pegawai").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let answer = office
        .post(NATIONAL, "/pegawai/undang", &[("surel", &owner.email), ("peran", "ministry_verifier"), ("bagian", "")])
        .await;
    assert_eq!(answer.location(), "/pegawai?kabar=diundang", "{}", answer.text());
    let link = invitation_links(&site).await.pop().expect("a letter");

    assert!(office.get(ACCOUNT, &link).await.says("Undangan ini untuk orang lain"));
    assert!(site.browser().get(ACCOUNT, &link).await.says("Masuk dulu, lalu terima undangannya"));
    let accept = format!("{link}/terima");
    assert!(site.browser().post(ACCOUNT, &accept, &[]).await.location().starts_with("/masuk?ke=%2Fundangan"));
    assert_eq!(office.post(ACCOUNT, &accept, &[]).await.location(), link);
    let theirs = owner.at(&site, SRAGEN).await;
    assert!(theirs.get(ACCOUNT, &link).await.says("Terima dengan akun ini"));
    assert_eq!(theirs.post(ACCOUNT, &accept, &[]).await.location(), "/?diterima");
    assert!(theirs.get(ACCOUNT, "/").await.says("Verifikator kementerian"));
    let (_, page) = theirs.follow(NATIONAL, "/pegawai").await;
    assert_eq!(page.status, 403, "a verifier invites nobody");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn nobody_invites_beyond_their_own_place(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let desk = owner.at(&site, SRAGEN).await;
    for (role, part) in [
        ("ministry_admin", ""),
        ("citizen", ""),
        ("region_owner", "01890a5d-ac96-774b-bcce-b302099a8057"),
        ("catalogue_editor", "01890a5d-ac96-774b-bcce-b302099a8057"),
        ("catalogue_editor", "17.09"),
    ] {
        let fields = [("surel", EMAIL), ("peran", role), ("bagian", part)];
        assert_eq!(desk.post(SRAGEN, "/kelola/pegawai/undang", &fields).await.status, 422, "{role} {part}");
    }
    let other = Somebody::other_owner(&site).await;
    let revoke = format!("{DESK}/{}/cabut?peran=region_owner&di=17.09", other.id);
    assert_eq!(desk.get(SRAGEN, &revoke).await.status, 404);
    assert_eq!(desk.post(SRAGEN, &revoke, &[]).await.status, 404);
    assert!(invitation_links(&site).await.is_empty());
}
