//! What the ministry sees of all regions: figures that come from the regions' outboxes, pages, files, tokens, letters.

#[path = "../sign_up_pages/support.rs"]
#[allow(dead_code, reason = "shared with the tests of the sign-up, which use the rest")]
mod ministry;

mod data;
mod machines;
mod pictures;
mod radar;
mod relay;
mod visits;
mod weekly;

use balai_kernel::{Clock as _, Zone};
use balai_rbac::Role;
use balai_tests::{Browser, Site};

/// Somebody of the ministry who may edit.
pub async fn admin(site: &Site) -> Browser {
    ministry::officer(site, "agus@kementerian.go.id", "Agus Salim", Role::MinistryAdmin).await
}

/// Somebody of the ministry who may look.
pub async fn verifier(site: &Site) -> Browser {
    ministry::officer(site, "ratna@kementerian.go.id", "Ratna Dewi", Role::MinistryVerifier).await
}

/// Writes down that pages of a region were opened today.
pub async fn opened(site: &Site, code: &str, times: i64) {
    let (now, write) = (site.clock.now(), site.kit.tenant(code).write().await.expect("rows"));
    balai_adoption::visits::write_down(&write, now, Zone::Wib.date(now), times).await.expect("written");
    write.commit().await.expect("committed");
}

/// Somebody with a role in a region.
pub async fn people(site: &Site, email: &str, role: Role, place: &balai_rbac::Domain) {
    use balai_identity::{ChosenPassword, Factors, NewAccount, TotpSecret};
    use balai_rbac::{Grant, PermittedGrant};
    let new = NewAccount {
        email: email.parse().expect("an address"),
        name: "Wahyu Prasetyo".parse().expect("a name"),
        password: ChosenPassword::new("kuda lumping makan beling", Factors::WithSecond, &[]).expect("a password"),
        second_factor: Some(TotpSecret::fresh()),
    };
    let id = site.app.identity.open_account(&site.act(), new).await.expect("opened");
    let grant = PermittedGrant::by_the_platform(Grant::new(role, place.clone()).expect("the role fits"));
    site.app.identity.grant(&site.act(), id, &grant).await.expect("given");
}
