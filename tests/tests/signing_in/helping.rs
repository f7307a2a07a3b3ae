//! The ministry looks into a region only when the region lets it, for as long as it lets it, and seen by all.

use balai_identity::SupportGiven;
use balai_rbac::Role;
use balai_storage::Event;
use balai_storage::audit::Trail;
use balai_testkit::Kind;
use balai_tests::{Answer, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::support::{DESK, OTHER, SESSION, SRAGEN, Somebody, permitted};

const PAGE: &str = "/kelola/bantuan";
const HELPER: &str = "agus@kementerian.go.id";
const REASON: &str = "Impor katalog gagal terus";

struct Both {
    site: Site,
    owner: Somebody,
    helper: Somebody,
    desk: Browser,
    theirs: Browser,
}

/// An owner at her desk, and somebody of the ministry at its door.
async fn both(kind: Kind) -> Both {
    let site = Site::open(kind).await;
    site.publish_starter("33.14").await;
    let owner = Somebody::owner(&site).await;
    let helper = Somebody::with(&site, HELPER, Role::MinistryAnalyst, "nasional").await;
    let theirs = site.browser();
    let (_, refused) = helper.arrive(&site, &theirs, SRAGEN, "/kelola").await;
    assert_eq!(refused.status, 403, "known, and nobody here");
    let desk = owner.at(&site, SRAGEN).await;
    Both { site, owner, helper, desk, theirs }
}

impl Both {
    async fn give(&self, email: &str, span: &str) -> Answer {
        self.desk.post(SRAGEN, PAGE, &[("surel", email), ("lama", span), ("alasan", REASON)]).await
    }

    /// The form that ends it.
    async fn withdrawal(&self) -> String {
        let page = self.desk.get(SRAGEN, PAGE).await;
        let id = page.text().split("action=\"/kelola/bantuan/").nth(1).and_then(|rest| rest.split('/').next());
        format!("{PAGE}/{}/cabut", id.unwrap_or_else(|| panic!("nobody is let in: {}", page.text())))
    }

    /// Both stay awake for a while.
    async fn pass(&self, minutes: i64) {
        for _ in 0..minutes / 10 {
            self.site.clock.advance(TimeDelta::minutes(10));
            self.theirs.get(SRAGEN, "/kelola").await;
            assert_eq!(self.desk.get(SRAGEN, "/kelola").await.status, 200);
        }
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_is_let_in_looks_and_everybody_sees_it_until_it_is_withdrawn(#[case] kind: Kind) {
    let both = both(kind).await;
    let (desk, theirs) = (&both.desk, &both.theirs);
    let given = both.give(HELPER, "4-jam").await;
    assert_eq!(given.location(), "/kelola/bantuan?kabar=diizinkan", "{}", given.text());
    let page = desk.get(SRAGEN, given.location()).await;
    assert!(page.says("Siti Aminah") && page.says(REASON) && page.says("Cabut sekarang"), "{}", page.text());
    assert!(desk.get(SRAGEN, "/kelola/katalog").await.says("Bantuan kementerian aktif sampai"), "on every page");

    let home = theirs.get(SRAGEN, "/kelola").await;
    assert_eq!(home.status, 200, "it counts at the next request");
    assert!(home.says("Melihat sebagai bantuan kementerian") && home.says("Anda melihat sampai"), "{}", home.text());
    for path in ["/kelola/katalog", "/kelola/balai", "/kelola/jejak"] {
        assert_eq!(theirs.get(SRAGEN, path).await.status, 200, "{path}");
    }
    for path in [DESK, PAGE, "/kelola/instansi", "/kelola/jejak?buku=pegawai", "/kelola/jejak/ekspor.csv"] {
        assert_eq!(theirs.get(SRAGEN, path).await.status, 403, "{path}");
    }
    let trail = theirs.get(SRAGEN, "/kelola/jejak").await;
    assert!(!trail.says(&both.owner.email), "nobody's address: {}", trail.text());
    let view = [("nama", "Milik saya"), ("kembali", "")];
    assert_eq!(theirs.post(SRAGEN, "/kelola/katalog/tampilan", &view).await.status, 403, "she never writes");
    let (_, elsewhere) = theirs.follow(OTHER, "/kelola").await;
    assert_eq!(elsewhere.status, 403, "one region is one region");

    let trail = desk.get(SRAGEN, "/kelola/jejak").await;
    assert!(trail.says("Dilihat oleh bantuan kementerian") && trail.says("Halaman: /kelola/balai"), "{}", trail.text());
    let people = desk.get(SRAGEN, "/kelola/jejak?buku=pegawai").await;
    assert!(people.says("Mengizinkan bantuan kementerian"), "{}", people.text());
    let letters = both.site.kit.control().write().await.expect("rows");
    let events = letters.take_events(&[SupportGiven::TOPIC], both.site.app.clock.now(), 10).await.expect("events");
    let read: Vec<SupportGiven> = events.iter().map(|event| event.read().expect("it reads")).collect();
    drop(letters);
    let mut told: Vec<(&str, bool)> = read.iter().map(|to| (to.email.as_str(), to.helper.is_some())).collect();
    told.sort_unstable();
    assert_eq!(told, [(HELPER, false), (&*both.owner.email, true)]);

    let node = both.site.another_node().await;
    let there = node.browser();
    there.set_cookie(SRAGEN, SESSION, &theirs.cookie(SRAGEN, SESSION).expect("a session"));
    assert_eq!(there.get(SRAGEN, "/kelola").await.status, 200, "on another node too");
    let withdrawal = both.withdrawal().await;
    let foreign = Somebody::other_owner(&both.site).await.at(&both.site, OTHER).await;
    assert_eq!(foreign.post(OTHER, &withdrawal, &[]).await.status, 404, "another region ends nothing here");
    assert_eq!(desk.post(SRAGEN, &withdrawal, &[]).await.location(), "/kelola/bantuan?kabar=dicabut");
    assert_eq!(theirs.get(SRAGEN, "/kelola").await.status, 403, "withdrawn at the next request");
    assert_eq!(there.get(SRAGEN, "/kelola").await.status, 403, "on another node too");
    assert_eq!(desk.post(SRAGEN, &withdrawal, &[]).await.location(), "/kelola/bantuan?kabar=berakhir");
    let page = desk.get(SRAGEN, PAGE).await;
    assert!(page.says("Dicabut") && page.says("Kementerian sekarang tidak melihat apa pun"), "{}", page.text());
    assert!(!page.says("Bantuan kementerian aktif"), "{}", page.text());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn it_ends_by_itself_and_with_the_role_at_the_ministry(#[case] kind: Kind) {
    let both = both(kind).await;
    let (desk, theirs) = (&both.desk, &both.theirs);
    assert_eq!(both.give(HELPER, "1-jam").await.status, 303);
    both.pass(50).await;
    both.site.clock.advance(TimeDelta::minutes(9));
    assert_eq!(theirs.get(SRAGEN, "/kelola").await.status, 200, "59 minutes");
    both.site.clock.advance(TimeDelta::minutes(1));
    assert_eq!(theirs.get(SRAGEN, "/kelola").await.status, 403, "60 minutes");
    assert!(!desk.get(SRAGEN, "/kelola").await.says("Bantuan kementerian aktif"));

    let desk = both.owner.at(&both.site, SRAGEN).await;
    let both = Both { desk, ..both };
    assert_eq!(both.give(HELPER, "3-hari").await.status, 303, "what ended makes room for the next");
    let theirs = &both.theirs;
    assert_eq!(theirs.get(SRAGEN, "/kelola").await.status, 200);
    let role = permitted(Role::MinistryAnalyst, "nasional");
    let act = both.site.act();
    both.site.app.identity.revoke(&act, both.helper.id, &role).await.expect("taken back");
    assert_eq!(theirs.get(SRAGEN, "/kelola").await.status, 403, "who left the ministry helps no more");
    assert!(!both.desk.get(SRAGEN, "/kelola").await.says("Bantuan kementerian aktif"));

    let read = both.site.kit.tenant("33.14").read().await.expect("rows");
    let looks = Trail { action: Some("support.looked".into()), ..Trail::default() };
    let actors: Vec<String> =
        read.trail(&looks, None, 100).await.expect("links").into_iter().map(|l| l.actor).collect();
    assert!(
        actors.len() > 5 && actors.iter().all(|actor| *actor == format!("account:{}", both.helper.id)),
        "{actors:?}"
    );
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn only_an_owner_lets_in_only_people_of_the_ministry_and_hears_of_nobody_else(#[case] kind: Kind) {
    let both = both(kind).await;
    let unknown = both.give("tidak-ada@contoh.go.id", "1-jam").await;
    assert!(unknown.status == 422 && unknown.says("Tidak ada pegawai kementerian"), "{}", unknown.text());
    Somebody::other_owner(&both.site).await;
    let other = both.give("pemilik@bengkulutengahkab.go.id", "1-jam").await;
    let same = |answer: &Answer, email: &str| {
        let token = answer.hidden("_token").unwrap_or_default();
        answer.text().replace(email, "X").replace(&token, "T").split("<form").count()
    };
    assert!(other.status == 422 && other.says("Tidak ada pegawai kementerian"), "an account elsewhere is nobody here");
    assert_eq!(
        same(&unknown, "tidak-ada@contoh.go.id"),
        same(&other, "pemilik@bengkulutengahkab.go.id"),
        "whether somebody has an account is not said"
    );
    let own = both.give(&both.owner.email, "1-jam").await;
    assert!(own.status == 422 && own.says("Tidak ada pegawai kementerian"), "{}", own.text());
    for (email, span, reason, says) in [
        ("", "1-jam", REASON, "Tulis alamat surel"),
        (HELPER, "9-hari", REASON, "Pilih untuk berapa lama."),
        (HELPER, "1-jam", "uji", "Tulis alasan dengan 5 sampai 300 huruf"),
    ] {
        let answer = both.desk.post(SRAGEN, PAGE, &[("surel", email), ("lama", span), ("alasan", reason)]).await;
        assert!(answer.status == 422 && answer.says(says), "{says}: {}", answer.text());
        assert!(answer.says(&format!("value=\"{reason}\"")), "what was typed is there: {}", answer.text());
    }
    assert_eq!(both.theirs.get(SRAGEN, "/kelola").await.status, 403, "nothing of it let her in");

    assert_eq!(both.give(HELPER, "1-hari").await.status, 303);
    let again = both.give(HELPER, "3-hari").await;
    assert!(again.status == 422 && again.says("sudah diizinkan"), "{}", again.text());
    let editor = Somebody::with(&both.site, "penyunting@sragenkab.go.id", Role::CatalogueEditor, "33.14").await;
    let browser = both.site.browser();
    editor.arrive(&both.site, &browser, SRAGEN, "/kelola/katalog").await;
    assert!(browser.get(SRAGEN, "/kelola/katalog").await.says("Bantuan kementerian aktif"), "all of the staff see it");
    assert_eq!(browser.get(SRAGEN, PAGE).await.status, 403);
    assert_eq!(browser.post(SRAGEN, &both.withdrawal().await, &[]).await.status, 403);
    let auditor = Somebody::with(&both.site, "auditor@sragenkab.go.id", Role::Auditor, "33.14").await;
    let reads = auditor.at(&both.site, SRAGEN).await.get(SRAGEN, PAGE).await;
    assert!(reads.status == 200 && !reads.says("Izinkan seseorang") && !reads.says("Cabut sekarang"));
}
