//! The whole life of a document whose objects are at an S3 server of somebody else's making, over HTTP. Tests share its
//! bucket, so each asks for the keys of its own.

use balai_storage::objects::{ObjectKey, Shelf};
use balai_testkit::Kind;
use balai_tests::Site;
use balai_tests::objects::{CountedLine, Passed};
use rstest::rstest;

use crate::clerk::{Clerk, request_id};
use crate::people::SRAGEN;
use crate::support::{Citizen, holds, pdf};

/// Bytes of a request, with its answer, that carries no object: heads, signatures and some XML.
const MOST_OF_A_HEAD: usize = 8 * 1024;

/// The last part of a path.
fn last(path: &str) -> &str {
    path.rsplit('/').next().expect("a part")
}

fn key(id: &str) -> ObjectKey {
    ObjectKey::parse(&format!("berkas/{id}")).expect("a key")
}

async fn body(shelf: &Shelf, id: &str) -> Option<Vec<u8>> {
    let object = shelf.get(&key(id)).await.expect("the server answers");
    object.map(|object| object.body.to_vec())
}

#[rstest]
#[tokio::test]
async fn a_document_lives_there_is_copied_inside_the_store_and_is_gone(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let line = CountedLine::open().await;
    let site = Site::open_over(kind, line.settings()).await;
    let (clerk, sri) = (Clerk::of(&site, SRAGEN, "33.14").await, Citizen::sri(&site).await);
    let (own, region) = (site.app.objects.of_control(), site.app.objects.of_tenant("33.14".parse().expect("a code")));
    let word = "kartu sri ".repeat(100_000);
    let file = pdf(&word, "");
    let ktp = sri.adds("KTP", file.clone()).await;
    let opens = sri.opens(&ktp).await;
    let version = last(&opens);
    assert!(sri.get(&opens).await.body == file, "it opens as it came");
    let sealed = body(&own, version).await.expect("it is there");
    assert!(sealed.len() > file.len() && !holds(&sealed, b"kartu sri"), "sealed");

    // the consent: one request to the store, and no byte of the object on the line
    let request = clerk.asks(&sri.printed_code().await, &["KTP"]).await;
    let answer = format!("/berkas/permintaan/{}", request_id(&request));
    let before = line.passed().len();
    assert_eq!(sri.post(&answer, &[("berkas-0", &ktp)]).await.status, 303);
    let looks = clerk.opens(&request).await.expect("the region has its copy");
    let item = last(looks.trim_end_matches("/isi")).to_owned();
    let passed = line.passed().split_off(before);
    let [Passed { method, path, copies, sent, received }] = passed.as_slice() else { panic!("one: {passed:?}") };
    assert!(copies.ends_with(&format!("/control/berkas/{version}")), "{passed:?}");
    let path = path.split('?').next().expect("a path");
    assert!(method == "PUT" && path.ends_with(&format!("/t_3314/berkas/{item}")), "{passed:?}");
    assert!(sent + received < MOST_OF_A_HEAD && file.len() > 100 * MOST_OF_A_HEAD, "{passed:?}");
    assert_eq!(body(&region, &item).await, Some(sealed), "the same ciphertext");
    assert!(clerk.get(&looks).await.body == file, "it opens for the region");

    // what is taken back is gone there, and what is removed is gone here
    assert_eq!(sri.post(&format!("{answer}/{item}/cabut"), &[]).await.status, 303);
    assert_eq!(clerk.get(&looks).await.status, 404);
    assert_eq!(body(&region, &item).await, None);
    assert!(own.holds(&key(version)).await.expect("the server answers"), "her own stays");
    assert_eq!(sri.post(&format!("/berkas/{ktp}/hapus"), &[]).await.status, 303);
    assert_eq!(sri.get(&opens).await.status, 404);
    assert_eq!(body(&own, version).await, None);
}
