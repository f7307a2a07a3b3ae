//! Forms on bad days: empty, far too long, of a wrong kind, broken on their way, sent twice at once, and stale. Nothing of
//! it is a fault of ours, tells of our insides, changes what was refused, or loses what was typed.

use std::fmt::Write as _;

use actix_web::http::Method;
use balai_storage::audit::Trail;
use balai_testkit::Kind;
use balai_tests::{Answer, Browser, unescaped};
use balai_web::host::SiteKind;
use balai_web::route::Route;
use reqwest::multipart::{Form, Part};
use rstest::rstest;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::sign_up::PDF;
use crate::table::{MULTIPART, Sample};
use crate::{Findings, World, host, walk, with, world};

/// What goes into a field, as it is sent: the name of the trouble, and the text in the form's encoding.
const WRONG: [(&str, &str); 6] = [
    ("nothing", ""),
    ("text", "bukan+angka"),
    ("a day that is none", "31-02-2026"),
    ("control characters", "a%00b%07c%1Bd"),
    ("no UTF-8", "a%FF%FEb"),
    ("a lone percent sign", "100%"),
];
/// Letters of the longest text.
const LONG: usize = 100_000;
/// Letters of a text that a form must at least hold when it comes back.
const HELD: usize = 100;
/// What only an answer that shows our insides says.
const INSIDES: [&str; 12] = [
    "panicked",
    "RUST_BACKTRACE",
    "stack backtrace",
    "sea_orm",
    "sqlx",
    "DbErr",
    "StorageError",
    "SELECT ",
    "UNIQUE constraint",
    "duplicate key",
    "Utf8Error",
    ".rs:",
];
/// Forms whose very sending ends the walk, or that ask for a password, whose tries are counted.
const LEFT_OUT: [&str; 11] = [
    "/keluar",
    "/keluar/aplikasi/ya",
    "/masuk",
    "/masuk/kode",
    "/sesi/akhiri-lainnya",
    "/sesi/{id}/akhiri",
    // programs authenticate there; the tests of the provider try them
    "/token",
    "/par",
    "/introspeksi",
    "/cabut",
    "/userinfo",
];

/// Routes with a form, the ministry's last, as one of them may close
/// the hall.
fn forms() -> Vec<(Route, Sample)> {
    let mut forms: Vec<_> = walk()
        .into_iter()
        .filter(|(route, sample)| route.method == Method::POST && sample.form != MULTIPART)
        .filter(|(route, _)| !LEFT_OUT.contains(&route.path))
        .collect();
    forms.sort_by_key(|(route, _)| route.site == SiteKind::National);
    forms
}

fn who<'w>(world: &'w World, route: &Route) -> &'w Browser {
    if route.site == SiteKind::National { &world.officer } else { &world.ours.owner }
}

async fn send(world: &World, route: &Route, sample: &Sample, body: String) -> Answer {
    let (browser, path) = (who(world, route), with(sample.path, &world.ours.things));
    let posting = browser.posting(host(world, route.site), &path);
    browser.send(posting.header("Content-Type", "application/x-www-form-urlencoded").body(body)).await
}

/// The pairs of a sample's form, still encoded.
fn pairs(world: &World, sample: &Sample) -> Vec<(String, String)> {
    let form = with(sample.form, &world.ours.things);
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn body(pairs: &[(String, String)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// The newest deed in both trails; looks are none.
async fn deeds(world: &World) -> (usize, usize) {
    let all = Trail::default();
    let tenant = world.site.kit.tenant(world.ours.code).read().await.expect("rows");
    let own = tenant.trail(&all, None, 5_000).await.expect("links");
    drop(tenant);
    let control = world.site.kit.control().read().await.expect("rows");
    let nation = control.trail(&all, None, 5_000).await.expect("links");
    let written = |links: &[balai_storage::audit::Link]| {
        links
            .iter()
            .filter(|link| !["record.viewed", "trail.read", "trail.entry_read"].contains(&&*link.action))
            .count()
    };
    (written(&own), written(&nation))
}

/// Whether the page has this field as one into which a person writes.
fn is_written(page: &str, field: &str) -> bool {
    let named = format!("name=\"{field}\"");
    page.split('<').filter(|tag| tag.split('>').next().is_some_and(|tag| tag.contains(&named))).any(|tag| {
        let unwritten = ["hidden", "radio", "checkbox", "password", "file", "submit"];
        let is_input =
            tag.starts_with("input") && !unwritten.iter().any(|kind| tag.contains(&format!("type=\"{kind}\"")));
        is_input || tag.starts_with("textarea")
    })
}

/// What a form's text is once it arrived, as far as a page must hold it.
fn arrived(encoded: &str) -> String {
    let text = url::form_urlencoded::parse(format!("a={encoded}").as_bytes()).next().map(|(_, text)| text.into_owned());
    text.unwrap_or_default().trim().chars().take(HELD).collect()
}

/// What holds of every answer to a form.
fn check(findings: &mut Findings, trouble: &str, route: &Route, answer: &Answer) {
    findings.expect(answer.status < 500, &format!("{trouble}: a fault of ours"), route, answer);
    let text = String::from_utf8_lossy(&answer.body);
    let shown = INSIDES.iter().find(|word| text.contains(**word));
    findings.expect(shown.is_none(), &format!("{trouble}: shows {shown:?}"), route, answer);
}

/// A form that came back holds what was typed into each field that the page has.
fn check_held(findings: &mut Findings, trouble: &str, route: &Route, answer: &Answer, sent: &[(String, String)]) {
    if ![409, 422].contains(&answer.status) {
        return;
    }
    let page = unescaped(answer.text());
    for (name, value) in sent.iter().filter(|(name, _)| is_written(&page, name)) {
        // a page of HTML cannot hold control characters, and what is no UTF-8 arrived as something else
        let text = arrived(value);
        let can_be_shown = !text.chars().any(|letter| letter.is_control() || letter == '\u{fffd}');
        findings.expect(!can_be_shown || page.contains(&text), &format!("{trouble}: {name} is lost"), route, answer);
    }
}

#[rstest]
#[tokio::test]
async fn no_form_breaks_loses_or_half_does_what_it_is_sent(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let world = Box::pin(world(kind)).await;
    let (mut findings, mut sent) = (Findings::default(), 0);
    let mut before = deeds(&world).await;
    for (route, sample) in forms() {
        let whole = pairs(&world, &sample);
        let mut tries = vec![("an empty form".to_owned(), Vec::new())];
        for (at, (name, _)) in whole.iter().enumerate() {
            let long = "a".repeat(LONG);
            let wrong =
                WRONG.iter().map(|(trouble, text)| (*trouble, *text)).chain([("100,000 letters", long.as_str())]);
            for (trouble, text) in wrong {
                let mut form = whole.clone();
                text.clone_into(&mut form[at].1);
                tries.push((format!("{trouble} in {name}"), form));
            }
        }
        for (trouble, form) in tries {
            let answer = send(&world, &route, &sample, body(&form)).await;
            sent += 1;
            check(&mut findings, &trouble, &route, &answer);
            check_held(&mut findings, &trouble, &route, &answer, &form);
            let now = if answer.status >= 400 { deeds(&world).await } else { before };
            findings.expect(now == before, &format!("{trouble}: refused and still done"), &route, &answer);
            before = if answer.status >= 400 { now } else { deeds(&world).await };
        }
    }
    assert!(sent > 500, "{sent} forms were sent");
    findings.none();
}

#[rstest]
#[tokio::test]
async fn a_form_sent_twice_at_once_is_no_fault_and_a_stale_one_writes_over_nothing(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = Box::pin(world(kind)).await;
    let (mut findings, mut stale) = (Findings::default(), 0);
    for (route, sample) in forms() {
        let form = pairs(&world, &sample);
        if form.iter().any(|(name, _)| name == "semula") {
            let mut old = form.clone();
            old.iter_mut().filter(|(name, _)| name == "semula").for_each(|pair| "0".repeat(24).clone_into(&mut pair.1));
            let before = deeds(&world).await;
            let answer = send(&world, &route, &sample, body(&old)).await;
            check(&mut findings, "stale", &route, &answer);
            check_held(&mut findings, "stale", &route, &answer, &old);
            if ![404, 303].contains(&answer.status) {
                stale += 1;
                findings.expect([409, 422].contains(&answer.status), "stale: not refused", &route, &answer);
                let kept = deeds(&world).await == before;
                findings.expect(kept, "stale: refused and still done", &route, &answer);
            }
        }
        let (one, other) =
            tokio::join!(send(&world, &route, &sample, body(&form)), send(&world, &route, &sample, body(&form)));
        for answer in [&one, &other] {
            check(&mut findings, "twice", &route, answer);
        }
    }
    assert!(stale > 5, "{stale} forms were stale");
    findings.none();
}

/// The names of file fields; each form has one of them.
const FILES: [&str; 3] = ["logo", "surat", "berkas"];
/// A byte more than any form takes.
const HUGE: usize = 16 * 1024 * 1024;

/// A file under the name that each form knows it by.
fn file_of(bytes: &[u8], name: &str) -> Form {
    let part = || Part::bytes(bytes.to_vec()).file_name(name.to_owned());
    FILES.iter().fold(Form::new(), |form, field| form.part(*field, part()))
}

/// Files that no form may take: the trouble, and the form.
fn wrong_files() -> Vec<(&'static str, Form)> {
    let text = FILES.iter().fold(Form::new(), |form, field| form.text(*field, "bukan berkas"));
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\0\0\0";
    let zip = [b"PK\x03\x04".as_slice(), &[0xff; 200]].concat();
    vec![
        ("no field at all", Form::new()),
        ("text in place of a file", text),
        ("an empty file", file_of(b"", "kosong.pdf")),
        ("noise", file_of(&[0xfe; 4_000], "a.xlsx")),
        ("a PDF that ends at once", file_of(b"%PDF-1.7\n", "surat.pdf")),
        ("a picture larger than any wall", file_of(png, "logo.png")),
        ("an archive that is none", file_of(&zip, "data.xlsx")),
        ("a script", file_of(b"<svg onload=alert(1)><script>alert(1)</script></svg>", "logo.svg")),
        ("a name that climbs", file_of(b"x", "../../etc/passwd\0.png")),
        ("16 MB", file_of(&vec![b'a'; HUGE], "besar.csv")),
    ]
}

#[rstest]
#[tokio::test]
async fn no_form_with_a_file_breaks_or_half_does_what_it_is_sent(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let world = Box::pin(world(kind)).await;
    let (mut findings, mut sent) = (Findings::default(), 0);
    let with_a_file = |(_, sample): &(Route, Sample)| sample.form == MULTIPART;
    for (route, sample) in walk().into_iter().filter(with_a_file) {
        let path = with(sample.path, &world.ours.things);
        let send = |form| {
            let browser = who(&world, &route);
            browser.send(browser.posting(host(&world, route.site), &path).multipart(form))
        };
        for (trouble, form) in wrong_files() {
            let before = deeds(&world).await;
            let answer = send(form).await;
            sent += 1;
            check(&mut findings, trouble, &route, &answer);
            // letters may be a table of one column: those are shown before anything is done with them
            let shown = answer.status != 200 || answer.says("Pratinjau");
            findings.expect(shown, &format!("{trouble}: taken without a word"), &route, &answer);
            let kept = answer.status < 400 || deeds(&world).await == before;
            findings.expect(kept, &format!("{trouble}: refused and still done"), &route, &answer);
        }
        let (one, other) = tokio::join!(send(file_of(PDF, "a.pdf")), send(file_of(PDF, "a.pdf")));
        for answer in [&one, &other] {
            check(&mut findings, "twice", &route, answer);
        }
    }
    assert!(sent >= 60, "{sent} files were sent");
    findings.none();
}

/// Sends a request whose head tells its whole length, half of its body, and hangs up.
async fn hang_up(world: &World, route: &Route, sample: &Sample) {
    let path = with(sample.path, &world.ours.things);
    let (kind, body) = if sample.form == MULTIPART {
        let head = "--batas\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"a.png\"\r\n\r\n";
        ("multipart/form-data; boundary=batas", format!("{head}{}", "x".repeat(4_000)))
    } else {
        (
            "application/x-www-form-urlencoded",
            format!("{}{}", with(sample.form, &world.ours.things), "&sisa=x".repeat(500)),
        )
    };
    let posting = who(world, route).posting(host(world, route.site), &path).header("Content-Type", kind);
    let request = posting.body(body.clone()).build().expect("a request");
    let (url, mut text) = (request.url(), String::new());
    let authority = format!("{}:{}", url.host_str().expect("a host"), url.port().expect("a port"));
    let target = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    write!(text, "POST {target} HTTP/1.1\r\nHost: {authority}\r\nContent-Length: {}\r\n", body.len()).expect("text");
    for (name, value) in request.headers() {
        write!(text, "{name}: {}\r\n", value.to_str().expect("a header of letters")).expect("text");
    }
    let half = &body[..body.len() / 2];
    let mut line = tokio::net::TcpStream::connect(world.site.address).await.expect("the server listens");
    line.write_all(format!("{text}\r\n{half}").as_bytes()).await.expect("sent");
    line.shutdown().await.expect("hung up");
    // the server ends its side when it has given up
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).await.ok();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let is_fault = answer.starts_with("HTTP/1.1 5");
    assert!(!is_fault && !INSIDES.iter().any(|word| answer.contains(word)), "{}: {answer}", route.path);
}

#[rstest]
#[tokio::test]
async fn a_line_that_breaks_in_the_middle_of_a_form_or_a_file_leaves_nothing(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = Box::pin(world(kind)).await;
    let posts = walk().into_iter().filter(|(route, _)| route.method == Method::POST);
    // what asks for nothing but the address is done whole as soon as that has come
    let posts = posts.filter(|(route, sample)| !LEFT_OUT.contains(&route.path) && !sample.form.is_empty());
    let posts: Vec<_> = posts.collect();
    assert!(posts.len() > 50 && posts.iter().any(|(_, sample)| sample.form == MULTIPART), "{}", posts.len());
    let mut done = Vec::new();
    for (route, sample) in &posts {
        let before = deeds(&world).await;
        hang_up(&world, route, sample).await;
        if deeds(&world).await != before {
            done.push(route.path);
        }
    }
    assert_eq!(done, Vec::<&str>::new(), "written from half of a form");
}
