//! With a scanner nothing harmful is kept, and nothing at all while it is silent.

use balai_catalog::standard::DocumentCode;
use balai_testkit::Kind;
use balai_tests::Site;
use balai_tests::clamd::{HARMFUL, clamd};
use balai_vault::file::Refusal;
use balai_vault::{AddRefused, Added, FileName, NewFile, Scan, Scanner, Vault};
use rstest::rstest;

use crate::support::{Citizen, objects, pdf};

fn new(word: &str) -> NewFile {
    let kind = DocumentCode::parse("KTP").expect("a code");
    NewFile { kind, renews: None, name: FileName::of("a.pdf"), files: vec![pdf(word, "").into()] }
}

fn vault(site: &Site, address: &str) -> Vault {
    let scanner = Some(Scanner::at(address));
    Vault::new(site.kit.store.clone(), site.app.objects.clone(), site.app.kek.clone(), scanner)
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_the_scanner_knows_is_not_kept_and_what_it_passes_says_so(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let scanned = vault(&site, &clamd().await);
    let harmful = scanned.add(&site.act(), sri.id, new(HARMFUL)).await;
    assert!(matches!(harmful, Err(AddRefused::File(Refusal::Harmful))), "{harmful:?}");
    assert!(objects(&site).await.is_empty());
    let Ok(Added::New(id)) = scanned.add(&site.act(), sri.id, new("bersih")).await else { panic!("it is clean") };
    let document = scanned.document(sri.id, id).await.expect("rows").expect("added");
    assert_eq!(document.newest().scan, Scan::Clean);
    assert!(!sri.get(&format!("/berkas/{id}")).await.says("Belum dipindai"));

    let silent = vault(&site, "127.0.0.1:1");
    let refused = silent.add(&site.act(), sri.id, new("lain")).await;
    assert!(matches!(refused, Err(AddRefused::Storage(_))), "{refused:?}");
    assert_eq!(objects(&site).await.len(), 1);
}
