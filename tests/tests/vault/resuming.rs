//! Uploads that go on after a broken line: tus 1.0 spoken over a socket that is cut.

use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Site};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use reqwest::Method;
use rstest::rstest;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::people::SESSION;
use crate::support::{Citizen, document_of, objects, pdf, png};

const PIECES: &str = "application/offset+octet-stream";

/// A PDF of about so many bytes, so that parts of it differ.
fn large(bytes: usize) -> Vec<u8> {
    let word = |at: usize| format!("{:07x} ", at.wrapping_mul(2_654_435_761) & 0x0fff_ffff);
    pdf(&(0..bytes / 8).map(word).collect::<Vec<_>>().concat(), "")
}

async fn begin(citizen: &Citizen, length: usize) -> Answer {
    begin_pages(citizen, length, "").await
}

/// Begins one of several pages; `pages` are their bytes, with commas between them.
async fn begin_pages(citizen: &Citizen, length: usize, pages: &str) -> Answer {
    let said = [("filename", "../ktp.pdf"), ("jenis", "KTP"), ("halaman", pages)];
    let said = said.map(|(name, value)| format!("{name} {}", STANDARD.encode(value))).join(",");
    let request = citizen.browser.posting(ACCOUNT, "/berkas/unggahan").header("Tus-Resumable", "1.0.0");
    citizen.browser.send(request.header("Upload-Length", length).header("Upload-Metadata", said)).await
}

async fn ask(citizen: &Citizen, method: Method, path: &str, offset: Option<usize>, body: Vec<u8>) -> Answer {
    let mut request = citizen.browser.asking(method, ACCOUNT, path).header("Tus-Resumable", "1.0.0");
    if let Some(offset) = offset {
        request = request.header("Upload-Offset", offset).header("Content-Type", PIECES);
    }
    citizen.browser.send(request.body(body)).await
}

async fn offset(citizen: &Citizen, path: &str) -> usize {
    let head = ask(citizen, Method::HEAD, path, None, Vec::new()).await;
    assert_eq!((head.status, head.header("tus-resumable")), (200, "1.0.0"));
    head.header("upload-offset").parse().expect("a number")
}

/// Sends some bytes of a part that announces more, and cuts the line.
async fn cut(site: &Site, citizen: &Citizen, path: &str, from: usize, file: &[u8], sends: usize) {
    let mut line = TcpStream::connect(site.address).await.expect("a line");
    let host = citizen.browser.url(ACCOUNT, "/");
    let (host, port) = (host.host_str().expect("a host").to_owned(), host.port().expect("a port"));
    let session = citizen.browser.cookie(ACCOUNT, SESSION).expect("signed in");
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: http://{host}:{port}\r\nCookie: {SESSION}={session}\r\n\
         Tus-Resumable: 1.0.0\r\nUpload-Offset: {from}\r\nContent-Type: {PIECES}\r\nContent-Length: {}\r\n\r\n",
        file.len() - from
    );
    line.write_all(head.as_bytes()).await.expect("written");
    line.write_all(&file[from..from + sends]).await.expect("written");
    line.flush().await.expect("written");
    line.shutdown().await.expect("cut");
    // whatever the server still says is heard to its end, so that it has noticed
    let _ = line.read_to_end(&mut Vec::new()).await;
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_upload_whose_line_breaks_ten_times_comes_whole(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let file = large(4 * 1024 * 1024);
    let begun = begin(&sri, file.len()).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let path = begun.location().to_owned();
    assert!(begun.header("upload-expires").ends_with("GMT"));
    let mut stands = offset(&sri, &path).await;
    assert_eq!(stands, 0);
    for turn in 0..10_usize {
        let sends = 300_000 + 7_777 * turn;
        cut(&site, &sri, &path, stands, &file, sends).await;
        let now = offset(&sri, &path).await;
        assert!(now > stands && now <= stands + sends, "turn {turn}: {stands} {now}");
        stands = now;
    }
    let wrong = ask(&sri, Method::PATCH, &path, Some(stands - 1), file[stands - 1..].to_vec()).await;
    assert_eq!((wrong.status, wrong.header("upload-offset")), (409, stands.to_string().as_str()));
    assert_eq!(sri.post(&format!("{path}/selesai"), &[]).await.status, 404, "not whole yet");
    let rest = ask(&sri, Method::PATCH, &path, Some(stands), file[stands..].to_vec()).await;
    assert_eq!((rest.status, rest.header("upload-offset")), (204, file.len().to_string().as_str()), "{}", rest.text());
    let done = sri.post(&format!("{path}/selesai"), &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let id = document_of(&done);
    assert!(sri.get(&sri.opens(&id).await).await.body == file, "byte for byte");
    assert!(sri.get(&format!("/berkas/{id}")).await.says("ktp.pdf"));
    let kept = objects(&site).await;
    assert_eq!(kept.len(), 1, "its parts are gone");
    assert_eq!(ask(&sri, Method::HEAD, &path, None, Vec::new()).await.status, 404);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_upload_is_its_owners_stays_within_what_it_announced_and_is_forgotten(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let wati = Citizen::named(&site, "Wati", "wati@contoh.id").await;
    for (length, status) in [(0, 413), (20 * 1024 * 1024 + 1, 413)] {
        assert_eq!(begin(&sri, length).await.status, status, "{length}");
    }
    let path = begin(&sri, 1_000).await.location().to_owned();
    for (method, at) in [(Method::HEAD, None), (Method::PATCH, Some(0)), (Method::DELETE, None)] {
        assert_eq!(ask(&wati, method.clone(), &path, at, b"x".to_vec()).await.status, 404, "{method}");
    }
    assert_eq!(ask(&sri, Method::PATCH, &path, Some(0), vec![7; 1_001]).await.status, 413);
    assert_eq!(ask(&sri, Method::PATCH, &path, None, vec![7; 10]).await.status, 415, "no offset, no type");
    let other = sri.browser.asking(Method::PATCH, ACCOUNT, &path).header("Upload-Offset", 0);
    assert_eq!(sri.browser.send(other.header("Content-Type", PIECES).body(vec![1])).await.status, 412);
    assert_eq!(ask(&sri, Method::PATCH, &path, Some(0), vec![7; 1_000]).await.status, 204);
    let refused = sri.post(&format!("{path}/selesai"), &[]).await;
    assert!(refused.status == 422 && refused.says("bukan PDF, JPEG, PNG, WebP, atau HEIC"), "{}", refused.text());
    assert!(objects(&site).await.is_empty(), "what was refused is gone");

    let path = begin(&sri, 1_000).await.location().to_owned();
    assert_eq!(ask(&sri, Method::PATCH, &path, Some(0), vec![7; 500]).await.status, 204);
    assert_eq!(objects(&site).await.len(), 1);
    assert_eq!(site.app.vault.sweep(site.app.clock.now()).await.expect("swept"), 0);
    let later = site.app.clock.now() + TimeDelta::hours(25);
    assert_eq!(site.app.vault.sweep(later).await.expect("swept"), 1);
    assert!(objects(&site).await.is_empty());
    assert_eq!(ask(&sri, Method::HEAD, &path, None, Vec::new()).await.status, 404);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn pages_that_are_sent_as_one_upload_survive_a_broken_line_and_keep_their_order(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let pages = [png(600, 40), png(700, 90), png(800, 200)];
    let plainly = pages.iter().map(|page| ("x.png", page.clone())).collect::<Vec<_>>();
    let known = document_of(&sri.send("NIKAH", "", &plainly).await);
    for (order, same) in [([2, 1, 0], false), ([0, 1, 2], true)] {
        let file = order.map(|at| pages[at].as_slice()).concat();
        let lengths = order.map(|at| pages[at].len().to_string()).join(",");
        let begun = begin_pages(&sri, file.len(), &lengths).await;
        assert_eq!(begun.status, 201, "{}", begun.text());
        let path = begun.location();
        // within the second page
        cut(&site, &sri, path, 0, &file, pages[order[0]].len() + 100).await;
        let stands = offset(&sri, path).await;
        assert!(stands > pages[order[0]].len() && stands < file.len(), "{stands}");
        let rest = ask(&sri, Method::PATCH, path, Some(stands), file[stands..].to_vec()).await;
        assert_eq!(rest.status, 204, "{}", rest.text());
        let done = sri.post(&format!("{path}/selesai"), &[]).await;
        assert_eq!(document_of(&done) == known, same, "{order:?}: {}", done.location());
        assert!(sri.get(&format!("/berkas/{}", document_of(&done))).await.says("3 halaman"));
    }
    assert_eq!(objects(&site).await.len(), 2, "two documents, and no part of an upload");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn pages_of_one_upload_add_up_stay_within_their_limits_and_are_photos(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let largest = 20 * 1024 * 1024;
    for (length, pages, status) in [
        (9, "4,4".to_owned(), 400),
        (9, "4,-5,10".to_owned(), 400),
        (9, "9,0".to_owned(), 413),
        (21, ["1"; 21].join(","), 413),
        (largest + 1, format!("{largest},1"), 413),
        (20, ["1"; 20].join(","), 201),
    ] {
        assert_eq!(begin_pages(&sri, length, &pages).await.status, status, "{pages}");
    }
    let (photo, other) = (png(600, 9), pdf("a", ""));
    let begun = begin_pages(&sri, photo.len() + other.len(), &format!("{},{}", photo.len(), other.len())).await;
    let path = begun.location();
    assert_eq!(ask(&sri, Method::PATCH, path, Some(0), [photo, other].concat()).await.status, 204);
    let refused = sri.post(&format!("{path}/selesai"), &[]).await;
    assert!(refused.status == 422 && refused.says("Unggah PDF itu sendirian."), "{}", refused.text());
    assert!(objects(&site).await.is_empty(), "what was refused is gone");
}
