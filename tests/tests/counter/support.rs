//! A clerk at a counter.

use balai_rbac::Role;
use balai_storage::audit::Trail;
use balai_tests::{Answer, Browser, Site};
use uuid::Uuid;

use crate::citizens::Citizen;
use crate::people::Somebody;

pub const NIK: &str = "3314015208900001";
pub const COUNTER: &str = "/kelola/warga";

/// A clerk of a region at her counter.
pub struct Clerk {
    pub id: Uuid,
    pub browser: Browser,
    pub host: &'static str,
}

impl Clerk {
    pub async fn named(site: &Site, host: &'static str, code: &str, email: &str) -> Self {
        let somebody = Somebody::with(site, email, Role::CounterClerk, code).await;
        let browser = site.browser();
        let (url, page) = somebody.arrive(site, &browser, host, COUNTER).await;
        assert_eq!((url.path(), page.status), (COUNTER, 200), "{}", page.text());
        Self { id: somebody.id, browser, host }
    }

    pub async fn of(site: &Site, host: &'static str, code: &str) -> Self {
        Self::named(site, host, code, &format!("loket@{host}.go.id")).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.browser.get(self.host, path).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.browser.post(self.host, path, fields).await
    }

    /// Types the code that somebody shows; returns her page.
    pub async fn finds(&self, code: &str) -> String {
        let found = self.post(COUNTER, &[("kode", code)]).await;
        assert_eq!(found.status, 303, "{}", found.text());
        found.location().to_owned()
    }

    /// Finds a citizen by the code on her telephone; returns her page.
    pub async fn meets(&self, citizen: &Citizen) -> String {
        self.finds(&citizen.printed_code().await).await
    }

    /// Holds the card of whoever sits there.
    pub async fn sees_card(&self, visit: &str, nik: &str) -> Answer {
        self.post(&format!("{visit}/kartu"), &[("nik", nik)]).await
    }

    /// Opens an account for somebody with her card; returns her page.
    pub async fn opens(&self, name: &str, nik: &str) -> Answer {
        self.post("/kelola/warga/baru", &opening(name, nik)).await
    }

    /// Prints a sheet; returns its code.
    pub async fn prints(&self, visit: &str) -> String {
        let made = self.post(&format!("{visit}/lembar"), &[]).await;
        assert_eq!(made.location(), format!("{visit}/lembar"), "{}", made.text());
        let page = self.get(made.location()).await;
        page.between("<p class=\"b-code\">", "<")
    }
}

/// All that the second page of the form sends.
pub fn opening<'f>(name: &'f str, nik: &'f str) -> [(&'f str, &'f str); 6] {
    let purpose = "Menyimpan KK dan mengurus bantuan sosial";
    [("langkah", "2"), ("nama", name), ("nik", nik), ("cocok", "ya"), ("tujuan", purpose), ("setuju", "ya")]
}

/// The path of an answer without its news.
pub fn path(answer: &Answer) -> String {
    answer.location().split('?').next().expect("a path").to_owned()
}

/// Whether both planes have a deed with this account.
pub async fn both_trails(site: &Site, code: &str, action: &str, account: Uuid) -> [usize; 2] {
    let only = Trail { action: Some(action.into()), ..Trail::default() };
    let own = |links: Vec<balai_storage::audit::Link>| {
        links.iter().filter(|link| link.object.1 == account.to_string()).count()
    };
    let control = site.kit.control().read().await.expect("rows").trail(&only, None, 50).await.expect("links");
    let tenant = site.kit.tenant(code).read().await.expect("rows").trail(&only, None, 50).await.expect("links");
    [own(control), own(tenant)]
}

/// What somebody took along of what is held of her, as programs read it.
pub fn taken(answer: &Answer) -> serde_json::Value {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(answer.body.clone())).expect("a ZIP");
    serde_json::from_reader(archive.by_name("data.json").expect("it is there")).expect("JSON")
}
