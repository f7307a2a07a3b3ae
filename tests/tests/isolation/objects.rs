//! Objects: a region's shelf has no way out.

use balai_storage::objects::{ObjectKey, ObjectSettings, Objects};
use balai_testkit::{BENGKULU_TENGAH, SRAGEN};
use rstest::rstest;

#[rstest]
#[case("../t_1709/rahasia.txt")]
#[case("t_3314/../../t_1709/rahasia.txt")]
#[case("/t_1709/rahasia.txt")]
#[case("//t_1709/rahasia.txt")]
#[case("./rahasia.txt")]
#[case("a/../../t_1709/rahasia.txt")]
#[case("..%2ft_1709%2frahasia.txt")]
#[case("..\\t_1709\\rahasia.txt")]
#[case("s3://balai/t_1709/rahasia.txt")]
#[case("rahasia.txt\0")]
#[case("%2e%2e/t_1709/rahasia.txt")]
#[case("%252e%252e/t_1709/rahasia.txt")]
#[case("..%c0%aft_1709/rahasia.txt")]
#[case("\u{ff0e}\u{ff0e}/t_1709/rahasia.txt")]
#[case("..\u{2215}t_1709\u{2044}rahasia.txt")]
#[case("\u{2025}/t_1709/rahasia.txt")]
#[case("t_1709/rahasia\u{200b}.txt")]
#[case("t_1709/rahasia.txt\u{202e}")]
#[case("\u{0442}_1709/rahasia.txt")]
#[case("t_\u{0661}\u{0667}\u{0660}\u{0669}/rahasia.txt")]
#[case("T_1709/rahasia.txt")]
#[case("t_1709/rahasia.txt?versionId=1")]
#[case("t_1709/rahasia.txt#x")]
#[case("C:/t_1709/rahasia.txt")]
#[case("t_1709/rahasia.txt\r\nx-amz-copy-source: balai/t_1709/rahasia.txt")]
#[case("")]
fn a_key_that_climbs_is_no_key(#[case] text: &str) {
    assert!(ObjectKey::parse(text).is_err(), "{text}");
}

#[tokio::test]
async fn the_same_key_leads_each_region_to_its_own_object() {
    let dir = tempfile::tempdir().unwrap();
    let objects = Objects::open(&ObjectSettings::InProcess { dir: dir.path().to_path_buf() }).unwrap();
    two_shelves(&objects).await;
    let names: Vec<_> = std::fs::read_dir(dir.path().parent().unwrap()).unwrap().flatten().collect();
    assert!(!names.iter().any(|entry| entry.file_name() == "rahasia.txt"));
}

async fn two_shelves(objects: &Objects) {
    let shelf = |code: &str| objects.of_tenant(code.parse().unwrap());
    let key = ObjectKey::parse("rahasia.txt").unwrap();
    let theirs = ObjectKey::parse("t_1709/rahasia.txt").unwrap();
    shelf(BENGKULU_TENGAH).put(&key, "text/plain", "kenari".into()).await.unwrap();
    assert_eq!(&*shelf(BENGKULU_TENGAH).get(&key).await.unwrap().unwrap().body, b"kenari");
    for key in [&key, &theirs] {
        assert_eq!(shelf(SRAGEN).get(key).await.unwrap(), None);
        assert_eq!(objects.of_control().get(key).await.unwrap(), None);
        shelf(SRAGEN).delete(key).await.unwrap();
    }
    assert!(shelf(SRAGEN).list().await.unwrap().is_empty());
    shelf(SRAGEN).put(&key, "text/plain", "milik sendiri".into()).await.unwrap();
    assert_eq!(shelf(BENGKULU_TENGAH).list().await.unwrap(), ["rahasia.txt"]);
    assert_eq!(&*shelf(BENGKULU_TENGAH).get(&key).await.unwrap().unwrap().body, b"kenari");
}
