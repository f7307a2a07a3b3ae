//! A clerk at her desk, who asks citizens for documents.

use balai_rbac::Role;
use balai_storage::objects::ObjectKey;
use balai_tests::{Browser, Site};

use crate::people::Somebody;
use crate::support::{Citizen, pdf};

pub const WHY: &str = "Mengurus akta kelahiran anak pertama";

/// A clerk of a region at her desk, and the service for which she asks.
pub struct Clerk {
    pub browser: Browser,
    pub host: &'static str,
    pub service: String,
}

impl Clerk {
    pub async fn of(site: &Site, host: &'static str, code: &str) -> Self {
        site.publish_starter(code).await;
        let somebody = Somebody::with(site, &format!("loket@{host}.go.id"), Role::CounterClerk, code).await;
        let browser = site.browser();
        let (url, page) = somebody.arrive(site, &browser, host, "/kelola/berkas").await;
        assert_eq!((url.path(), page.status), ("/kelola/berkas", 200), "{}", page.text());
        let found = browser.get(host, "/kelola/berkas/layanan?q=paspor").await;
        let start = "href=\"/kelola/berkas/layanan/";
        let ids = found.text().split(start).skip(1).filter_map(|rest| rest.split('"').next());
        for id in ids {
            let page = browser.get(host, &format!("/kelola/berkas/layanan/{id}")).await;
            if page.says("value=\"KTP\"") && page.says("value=\"KK\"") {
                return Self { browser, host, service: id.to_owned() };
            }
        }
        panic!("a service that asks for both: {}", found.text());
    }

    pub async fn get(&self, path: &str) -> balai_tests::Answer {
        self.browser.get(self.host, path).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> balai_tests::Answer {
        self.browser.post(self.host, path, fields).await
    }

    /// Asks for documents by the code that a citizen shows; returns the request's page.
    pub async fn asks(&self, code: &str, wanted: &[&str]) -> String {
        let mut fields = vec![("kode", code), ("kontak", ""), ("alasan", WHY), ("lama", "7")];
        fields.extend(wanted.iter().map(|kind| ("minta", *kind)));
        let asked = self.post(&format!("/kelola/berkas/layanan/{}", self.service), &fields).await;
        assert_eq!(asked.status, 303, "{}", asked.text());
        asked.location().split('?').next().expect("a path").to_owned()
    }

    /// Where a document of a request opens.
    pub async fn opens(&self, request: &str) -> Option<String> {
        let page = self.get(request).await;
        let start = format!("href=\"{request}/");
        let opens = page.text().split(&start).skip(1).filter_map(|rest| rest.split('"').next());
        opens.into_iter().find(|rest| rest.ends_with("/isi")).map(|rest| format!("{request}/{rest}"))
    }
}

/// What the region has on its shelf.
pub async fn shelf(site: &Site, code: &str) -> Vec<(String, Vec<u8>)> {
    let shelf = site.app.objects.of_tenant(code.parse().expect("a code"));
    let mut all = Vec::new();
    for key in shelf.list().await.expect("a list") {
        let object = shelf.get(&ObjectKey::parse(&key).expect("a key")).await.expect("the store").expect("listed");
        all.push((key, object.body.to_vec()));
    }
    all
}

pub fn request_id(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

/// Adds a document, is asked for it and gives it; returns the document, the request's two pages and where the copy opens.
pub async fn gives(clerk: &Clerk, sri: &Citizen, words: &str) -> (String, String, String, String) {
    let ktp = sri.adds("KTP", pdf(words, "")).await;
    let request = clerk.asks(&sri.printed_code().await, &["KTP"]).await;
    let own = format!("/berkas/permintaan/{}", request_id(&request));
    assert_eq!(sri.post(&own, &[("berkas-0", &ktp)]).await.status, 303);
    let opens = clerk.opens(&request).await.expect("it opens");
    (ktp, request, own, opens)
}
