//! People of a region: roles changed, people who work there no more, invitations sent once more.

use balai_rbac::Role;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::support::{DESK, SRAGEN, Somebody, invitation_links};

const EDITOR: &str = "penyunting@sragenkab.go.id";

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_changed_role_counts_at_the_next_request(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let second = Somebody::with(&site, EDITOR, Role::RegionOwner, "33.14").await;
    let (desk, theirs) = (owner.at(&site, SRAGEN).await, second.at(&site, SRAGEN).await);
    let person = format!("{DESK}/{}", second.id);
    let change = format!("{person}/ubah?peran=region_owner&di=33.14");
    assert!(desk.get(SRAGEN, &person).await.says("Penanggung jawab daerah"));
    assert!(desk.get(SRAGEN, &change).await.says("Sekarang: Penanggung jawab daerah, Seluruh daerah."));

    for (role, part, wrong) in [
        ("", "", "Pilih perannya."),
        ("ministry_admin", "", "Pilih perannya."),
        ("catalogue_editor", "17.09", "Pilih instansi dari daftar ini."),
    ] {
        let answer = desk.post(SRAGEN, &change, &[("peran", role), ("bagian", part)]).await;
        assert!(answer.status == 422 && answer.says(wrong), "{role} {part}: {}", answer.text());
    }
    let fields = [("peran", "catalogue_editor"), ("bagian", "")];
    assert_eq!(desk.post(SRAGEN, &change, &fields).await.location(), "/kelola/pegawai?kabar=diubah");
    assert_eq!(theirs.get(SRAGEN, DESK).await.status, 403, "an editor sees no list of people");
    assert_eq!(theirs.get(SRAGEN, "/kelola/katalog").await.status, 200);
    assert_eq!(desk.post(SRAGEN, &change, &fields).await.location(), "/kelola/pegawai?kabar=tidak-dipegang");
    let as_it_is = [("peran", "region_owner"), ("bagian", "")];
    assert_eq!(desk.post(SRAGEN, &change, &as_it_is).await.location(), "/kelola/pegawai?kabar=tidak-dipegang");

    let last = format!("{DESK}/{}/ubah?peran=region_owner&di=33.14", owner.id);
    assert_eq!(desk.post(SRAGEN, &last, &fields).await.location(), "/kelola/pegawai?kabar=terakhir");
    assert_eq!(desk.get(SRAGEN, DESK).await.status, 200, "the last one stays");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_is_dismissed_holds_nothing_here_and_keeps_the_rest(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let second = Somebody::with(&site, EDITOR, Role::CatalogueEditor, "33.14").await;
    for (role, place) in [(Role::RegionOwner, "33.14"), (Role::RegionOwner, "17.09")] {
        site.app.identity.grant(&site.act(), second.id, &crate::support::permitted(role, place)).await.expect("given");
    }
    let (desk, theirs) = (owner.at(&site, SRAGEN).await, second.at(&site, SRAGEN).await);
    let dismiss = format!("{DESK}/{}/nonaktif", second.id);
    let page = desk.get(SRAGEN, &dismiss).await;
    assert!(page.says("Penyunting katalog, Seluruh daerah") && page.says("Penanggung jawab daerah, Seluruh daerah"));
    assert_eq!(desk.post(SRAGEN, &dismiss, &[]).await.location(), "/kelola/pegawai?kabar=dinonaktifkan");
    assert_eq!(theirs.get(SRAGEN, "/kelola/katalog").await.status, 403);
    let (_, elsewhere) = theirs.follow("bengkulu-tengah", DESK).await;
    assert_eq!(elsewhere.status, 200, "the other region's role stays: {}", elsewhere.text());
    assert_eq!(desk.post(SRAGEN, &dismiss, &[]).await.status, 404, "nobody of this region");
    assert_eq!(desk.get(SRAGEN, &dismiss).await.status, 404);

    let own = format!("{DESK}/{}/nonaktif", owner.id);
    assert_eq!(desk.post(SRAGEN, &own, &[]).await.location(), "/kelola/pegawai?kabar=terakhir");
    assert_eq!(desk.get(SRAGEN, DESK).await.status, 200, "the last owner cannot leave");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_invitation_goes_out_once_more_and_only_its_newest_link_opens(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let desk = owner.at(&site, SRAGEN).await;
    let fields = [("surel", EDITOR), ("peran", "catalogue_editor"), ("bagian", "")];
    assert_eq!(desk.post(SRAGEN, "/kelola/pegawai/undang", &fields).await.status, 303);
    let resend = |page: &balai_tests::Answer| {
        let id = page.text().split("/undangan/").nth(1).and_then(|rest| rest.split('/').next()).map(str::to_owned);
        format!("{DESK}/undangan/{}/ulang", id.expect("an invitation"))
    };
    let first = resend(&desk.get(SRAGEN, DESK).await);
    site.clock.advance(TimeDelta::seconds(1));
    assert_eq!(desk.post(SRAGEN, &first, &[]).await.location(), "/kelola/pegawai?kabar=dikirim-ulang");
    let again = desk.post(SRAGEN, &first, &[]).await;
    assert_eq!(again.location(), "/kelola/pegawai?kabar=tidak-dikirim-ulang", "the newer one took its place");
    let links = invitation_links(&site).await;
    assert_eq!(links.len(), 2, "{links:?}");
    let statuses =
        [site.browser().get(ACCOUNT, &links[0]).await.status, site.browser().get(ACCOUNT, &links[1]).await.status];
    assert_eq!(statuses, [404, 200]);

    site.clock.advance(TimeDelta::hours(49));
    let desk = owner.at(&site, SRAGEN).await;
    let late = resend(&desk.get(SRAGEN, DESK).await);
    assert_eq!(desk.post(SRAGEN, &late, &[]).await.location(), "/kelola/pegawai?kabar=dikirim-ulang", "it had expired");
    let other = Somebody::other_owner(&site).await.at(&site, "bengkulu-tengah").await;
    assert_eq!(other.post("bengkulu-tengah", &late, &[]).await.status, 404, "another region's invitation is not there");
}
