//! People with accounts, and what they do at the doors.

use balai_identity::{ChosenPassword, Factors, NewAccount, StaffInvited, TotpSecret};
use balai_kernel::SecretToken;
use balai_rbac::{Domain, Grant, PermittedGrant, Role};
use balai_storage::Event;
use balai_tenancy::keys::{self, KeyOwner};
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use chrono::TimeDelta;
use url::Url;
use uuid::Uuid;

/// The cookie of a session, at every host.
pub const SESSION: &str = "__Host-sesi";
/// The page that owners begin at in these tests.
pub const DESK: &str = "/kelola/pegawai";
/// The hosts of the kit's two regions.
pub const SRAGEN: &str = "sragen";
pub const OTHER: &str = "bengkulu-tengah";
const PASSWORD: &str = "kuda lumping makan beling";

/// Somebody with an account.
pub struct Somebody {
    pub id: Uuid,
    pub email: String,
    pub password: String,
    pub secret: TotpSecret,
}

impl Somebody {
    /// Opens an account with a second factor, and gives it a role.
    pub async fn with(site: &Site, email: &str, role: Role, place: &str) -> Self {
        let secret = TotpSecret::fresh();
        let new = NewAccount {
            email: email.parse().expect("an address"),
            name: "Siti Aminah".parse().expect("a name"),
            password: ChosenPassword::new(PASSWORD, Factors::WithSecond, &[]).expect("a good password"),
            second_factor: Some(secret.clone()),
        };
        let (act, identity) = (site.act(), &site.app.identity);
        let id = identity.open_account(&act, new).await.expect("opened");
        let somebody = Self { id, email: email.to_owned(), password: PASSWORD.to_owned(), secret };
        identity.grant(&act, id, &permitted(role, place)).await.expect("given");
        somebody
    }

    /// The owner of Sragen.
    pub async fn owner(site: &Site) -> Self {
        Self::with(site, "pemilik@sragenkab.go.id", Role::RegionOwner, "33.14").await
    }

    /// The owner of the look-alike region.
    pub async fn other_owner(site: &Site) -> Self {
        Self::with(site, "pemilik@bengkulutengahkab.go.id", Role::RegionOwner, "17.09").await
    }

    /// Gives the password on the sign-in page. Returns what came back.
    pub async fn give_password(&self, browser: &Browser, page: &Answer) -> Answer {
        let ke = hidden(page, "ke");
        browser.post(ACCOUNT, "/masuk", &[("surel", &self.email), ("sandi", &self.password), ("ke", &ke)]).await
    }

    /// Gives the code of the moment, on the page that asks for it.
    pub async fn give_code(&self, site: &Site, browser: &Browser, page: &Answer) -> Answer {
        let code = self.secret.code_at(site.app.clock.now());
        browser.post(ACCOUNT, "/masuk/kode", &[("kode", &code), ("ke", &hidden(page, "ke"))]).await
    }

    /// Goes to a guarded page and through the whole crossing. Returns where it ended. Each crossing takes the clock on,
    /// as a code works once.
    pub async fn arrive(&self, site: &Site, browser: &Browser, host: &str, path: &str) -> (Url, Answer) {
        site.clock.advance(TimeDelta::seconds(31));
        let (url, page) = browser.follow(host, path).await;
        assert_eq!(url.path(), "/masuk", "asked for the password: {}", page.text());
        let answer = self.give_password(browser, &page).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let (_, page) = browser.follow_from(browser.url(ACCOUNT, "/masuk"), answer).await;
        let answer = self.give_code(site, browser, &page).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        browser.follow_from(browser.url(ACCOUNT, "/masuk/kode"), answer).await
    }

    /// Somebody's browser with a session at a host.
    pub async fn at(&self, site: &Site, host: &str) -> Browser {
        let browser = site.browser();
        let (url, page) = self.arrive(site, &browser, host, DESK).await;
        assert_eq!((url.path(), page.status), (DESK, 200), "{}", page.text());
        browser
    }
}

/// A grant of the platform.
pub fn permitted(role: Role, place: &str) -> PermittedGrant {
    let place: Domain = place.parse().expect("a place");
    PermittedGrant::by_the_platform(Grant::new(role, place).expect("the role fits the place"))
}

/// The value of a page's hidden field.
pub fn hidden(page: &Answer, name: &str) -> String {
    page.hidden(name).unwrap_or_else(|| panic!("no field {name}: {}", page.text()))
}

/// The links in the letters that are still to be written, newest last.
pub async fn invitation_links(site: &Site) -> Vec<String> {
    let control = site.kit.control();
    let key = keys::find(&control.read().await.expect("rows"), &site.app.kek, KeyOwner::Control).await;
    let key = key.expect("rows").expect("made with the halls");
    let write = control.write().await.expect("the control plane");
    let events = write.take_events(&[StaffInvited::TOPIC], site.app.clock.now(), 100).await.expect("events");
    let token = |invited: StaffInvited| -> SecretToken { invited.token(&key).expect("a token") };
    events.iter().map(|event| format!("/undangan/{}", token(event.read().expect("it reads")).reveal())).collect()
}
