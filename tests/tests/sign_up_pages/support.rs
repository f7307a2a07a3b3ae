//! Officials at the form, people of the ministry at their desk, and the letters between them.

use balai_identity::{ChosenPassword, Factors, NewAccount, TotpSecret};
use balai_messaging::{
    FilesSettings, LetterRelay, MailSettings, Mailer, Places, Postman, SmtpSettings, SmtpTls, Transport,
};
use balai_rbac::{Domain, Grant, PermittedGrant, Role};
use balai_storage::envelope::Key;
use balai_tenancy::keys::{self, KeyOwner};
use balai_tests::{ACCOUNT, Answer, Browser, NATIONAL, ROOT, Site};
use chrono::TimeDelta;
use reqwest::multipart::{Form, Part};

pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
pub const EMAIL: &str = "siti.aminah@grobogan.go.id";
const PASSWORD: &str = "kuda lumping makan beling";

/// The official's page, filled in.
pub fn siti(email: &str) -> Vec<(&'static str, String)> {
    vec![
        ("nama", "Siti Aminah, S.Sos.".to_owned()),
        ("jabatan", "Kepala DPMPTSP".to_owned()),
        ("nip", "197805122005012003".to_owned()),
        ("surel", email.to_owned()),
        ("telepon", "0271 891 024".to_owned()),
    ]
}

pub async fn post(browser: &Browser, path: &str, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(ROOT, path, &fields).await
}

pub async fn upload(browser: &Browser, name: &str, bytes: Vec<u8>) -> Answer {
    let part = Part::bytes(bytes).file_name(name.to_owned()).mime_str("application/pdf").expect("a type");
    let form = Form::new().part("surat", part);
    browser.send(browser.posting(ROOT, "/daftar/surat").multipart(form)).await
}

/// A browser with every page of the form filled in, ready to be submitted.
pub async fn filled(site: &Site, region: &str, email: &str) -> Browser {
    let browser = site.browser();
    // A minute for each official, as the posts of one address are counted.
    site.clock.advance(TimeDelta::minutes(1));
    let to = post(&browser, "/daftar/daerah", &[("daerah", region.to_owned())]).await;
    assert_eq!(to.location(), "/daftar/penanggung-jawab", "{}", to.text());
    let to = post(&browser, "/daftar/penanggung-jawab", &siti(email)).await;
    assert_eq!(to.location(), "/daftar/surat", "{}", to.text());
    let to = upload(&browser, "C:\\surat\\Surat Bupati.pdf", PDF.to_vec()).await;
    assert_eq!(to.location(), "/daftar/perjanjian", "{}", to.text());
    let agreed = [("setuju", "ya".to_owned()), ("awal", "katalog".to_owned())];
    let to = post(&browser, "/daftar/perjanjian", &agreed).await;
    assert_eq!(to.location(), "/daftar/periksa", "{}", to.text());
    browser
}

/// Submits. Returns the number on the page that follows.
pub async fn submit(browser: &Browser) -> String {
    let to = post(browser, "/daftar/periksa", &[]).await;
    assert_eq!(to.location(), "/daftar/terkirim", "{}", to.text());
    number(&browser.get(ROOT, "/daftar/terkirim").await)
}

/// The number that a page shows.
pub fn number(page: &Answer) -> String {
    let at = page.text().find("BLI-").unwrap_or_else(|| panic!("no number: {}", page.text()));
    page.text()[at..at + "BLI-2026-7F3K9Q".len()].to_owned()
}

/// Submits and confirms. Returns the number.
pub async fn applied(site: &Site, region: &str, email: &str) -> String {
    let browser = filled(site, region, email).await;
    let number = submit(&browser).await;
    let link = last_link(site, "/daftar/konfirmasi/").await;
    let to = post(&browser, &link, &[]).await;
    assert_eq!(to.status, 303, "{}", to.text());
    number
}

pub async fn key(site: &Site) -> Key {
    let read = site.kit.control().read().await.expect("rows");
    keys::find(&read, &site.app.kek, KeyOwner::Control).await.expect("rows").expect("made with the halls")
}

/// Writes the letters that are due and carries them.
pub async fn deliver(site: &Site, mail: &MailSettings) {
    let (control, key, now) = (site.kit.control(), key(site).await, site.app.clock.now());
    let places = Places::new(format!("{}/", site.base).parse().expect("an address")).expect("a root");
    LetterRelay::new(control.clone(), key.clone(), places).run(now).await.expect("letters are written");
    Postman::new(control, key, Mailer::open(mail).expect("a mailer")).deliver(now).await.expect("a round");
}

pub fn files(site: &Site) -> MailSettings {
    let files = FilesSettings { dir: site.kit.dir.path().join("letters") };
    MailSettings { files, ..MailSettings::default() }
}

pub fn closed_server() -> MailSettings {
    server(balai_testkit::smtp::SmtpSink::closed_port())
}

/// A mail server on a port of this machine.
pub fn server(port: u16) -> MailSettings {
    let smtp = SmtpSettings { port, tls: SmtpTls::None, timeout_s: 2, ..SmtpSettings::default() };
    MailSettings { transport: Transport::Smtp, smtp, ..MailSettings::default() }
}

/// The paths under `begin` in all letters so far, oldest event first.
pub async fn links(site: &Site, begin: &str) -> Vec<String> {
    deliver(site, &files(site)).await;
    let files = site.app.letters.as_ref().expect("letters are files here");
    let mut lines = files.newest(1_000).await.expect("letters");
    lines.sort_by_key(|line| line.event);
    let mut found = Vec::new();
    for line in lines {
        let letter = files.get(line.event).await.expect("a letter").expect("it is listed");
        let words = letter.text.split_whitespace().filter(|word| word.contains(begin));
        found.extend(words.filter_map(|word| word.strip_prefix(&site.base)).map(str::to_owned));
    }
    found
}

pub async fn last_link(site: &Site, begin: &str) -> String {
    links(site, begin).await.pop().unwrap_or_else(|| panic!("no letter leads to {begin}"))
}

/// Somebody of the ministry, signed in at its host.
pub async fn officer(site: &Site, email: &str, name: &str, role: Role) -> Browser {
    let secret = TotpSecret::fresh();
    let new = NewAccount {
        email: email.parse().expect("an address"),
        name: name.parse().expect("a name"),
        password: ChosenPassword::new(PASSWORD, Factors::WithSecond, &[]).expect("a good password"),
        second_factor: Some(secret.clone()),
    };
    let id = site.app.identity.open_account(&site.act(), new).await.expect("opened");
    let grant = PermittedGrant::by_the_platform(Grant::new(role, Domain::National).expect("the role fits"));
    site.app.identity.grant(&site.act(), id, &grant).await.expect("given");
    site.clock.advance(TimeDelta::seconds(61));
    let browser = site.browser();
    let (_, page) = browser.follow(NATIONAL, "/").await;
    let ke = hidden(&page, "ke");
    let answer = browser.post(ACCOUNT, "/masuk", &[("surel", email), ("sandi", PASSWORD), ("ke", &ke)]).await;
    let (_, page) = browser.follow_from(browser.url(ACCOUNT, "/masuk"), answer).await;
    let (code, ke) = (secret.code_at(site.app.clock.now()), hidden(&page, "ke"));
    let answer = browser.post(ACCOUNT, "/masuk/kode", &[("kode", &code), ("ke", &ke)]).await;
    let (url, page) = browser.follow_from(browser.url(ACCOUNT, "/masuk/kode"), answer).await;
    assert_eq!((url.path(), page.status), ("/", 200), "{}", page.text());
    browser
}

/// The value of a page's hidden field.
fn hidden(page: &Answer, name: &str) -> String {
    page.hidden(name).unwrap_or_else(|| panic!("no field {name}: {}", page.text()))
}

/// The address of the first application in a list of the ministry.
pub fn first_application(page: &Answer) -> String {
    let at = page.text().find("/pendaftaran/").unwrap_or_else(|| panic!("no application: {}", page.text()));
    page.text()[at..at + "/pendaftaran/".len() + 36].to_owned()
}
