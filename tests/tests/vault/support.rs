//! A citizen with a vault, and files for it.

use balai_identity::{ChosenPassword, Factors, NewAccount};
use balai_storage::objects::ObjectKey;
#[allow(unused_imports, reason = "shared with the tests of the counter, which send no pictures")]
pub use balai_tests::files::{pdf, png};
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use uuid::Uuid;

const PASSWORD: &str = "kuda lumping makan beling";

/// A citizen who is signed in to her account.
pub struct Citizen {
    pub id: Uuid,
    pub browser: Browser,
}

impl Citizen {
    pub async fn named(site: &Site, name: &str, email: &str) -> Self {
        let new = NewAccount {
            email: email.parse().expect("an address"),
            name: name.parse().expect("a name"),
            password: ChosenPassword::new(PASSWORD, Factors::WithSecond, &[]).expect("a good password"),
            second_factor: None,
        };
        let id = site.app.identity.open_account(&site.act(), new).await.expect("opened");
        Self::signed_in(site, id, email).await
    }

    /// The same person, signed in in another browser.
    pub async fn signed_in(site: &Site, id: Uuid, email: &str) -> Self {
        let citizen = Self { id, browser: site.browser() };
        let fields = [("surel", email), ("sandi", PASSWORD), ("ke", "/berkas")];
        let answer = citizen.browser.post(ACCOUNT, "/masuk", &fields).await;
        assert_eq!((answer.status, answer.location()), (303, "/berkas"), "{}", answer.text());
        citizen
    }

    pub async fn sri(site: &Site) -> Self {
        Self::named(site, "Sri Rahayu", "sri@contoh.id").await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.browser.get(ACCOUNT, path).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.browser.post(ACCOUNT, &self.meant(path), fields).await
    }

    /// The code that she shows at a counter, as she prints it.
    pub async fn printed_code(&self) -> String {
        self.post("/berkas/kode", &[]).await.between("<p class=\"b-code\">", "<")
    }

    /// The address of a form of her vault, as a page has it that is shown at this moment: for whom she acts, if for anybody.
    fn meant(&self, path: &str) -> String {
        match self.browser.cookie(ACCOUNT, "__Host-wakil") {
            Some(mandate) if path.starts_with("/berkas") => format!("{path}?untuk={mandate}"),
            _ => path.to_owned(),
        }
    }

    /// Sends files by the plain form.
    pub async fn send(&self, kind: &str, renews: &str, files: &[(&str, Vec<u8>)]) -> Answer {
        let fields = [("jenis", kind), ("ganti", renews)];
        self.browser.upload(ACCOUNT, &self.meant("/berkas/unggah"), &fields, files).await
    }

    /// Adds a document; returns its id.
    pub async fn adds(&self, kind: &str, file: Vec<u8>) -> String {
        let answer = self.send(kind, "", &[("berkas", file)]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        document_of(&answer)
    }

    /// Where the newest version of a document opens.
    pub async fn opens(&self, document: &str) -> String {
        let page = self.get(&format!("/berkas/{document}")).await;
        let start = format!("href=\"/berkas/{document}/versi/");
        let id = page.text().split(&start).nth(1).and_then(|rest| rest.split(['"', '?']).next()).expect("a version");
        format!("/berkas/{document}/versi/{id}")
    }
}

/// The document that an answer leads to.
pub fn document_of(answer: &Answer) -> String {
    answer.location().split(['/', '?']).nth(2).unwrap_or_else(|| panic!("{}", answer.text())).to_owned()
}

/// All objects of the control plane with what is in them.
pub async fn objects(site: &Site) -> Vec<(String, Vec<u8>)> {
    let shelf = site.app.objects.of_control();
    let mut all = Vec::new();
    for key in shelf.list().await.expect("a list") {
        let object =
            shelf.get(&ObjectKey::parse(&key).expect("a key")).await.expect("the store").expect("it is listed");
        all.push((key, object.body.to_vec()));
    }
    all
}

pub fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
