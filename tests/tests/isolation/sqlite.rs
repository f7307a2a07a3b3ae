//! SQLite: a region's connection knows one file.

use balai_storage::StorageError;
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN};
use rstest::rstest;
use sea_orm::EntityTrait;

use crate::shared::{CANARY, OWN, ask, ask_and_commit, planted, steps, theirs};

/// `{file}` stands for the other region's file.
#[rstest]
#[case::another_schema("(SELECT max(step) FROM t_1709.provision_marks)")]
#[case::a_file_as_a_schema(r#"(SELECT max(step) FROM "{file}".provision_marks)"#)]
#[case::an_attachment_as_an_expression("(ATTACH DATABASE '{file}' AS b)")]
#[case::an_attachment_before(
    "'a'; ATTACH DATABASE '{file}' AS b; SELECT step AS seen FROM b.provision_marks LIMIT ? --"
)]
#[case::an_attachment_after_the_transaction(
    "'a'; COMMIT; ATTACH DATABASE '{file}' AS b; SELECT step AS seen FROM b.provision_marks LIMIT ? --"
)]
#[case::an_extension("load_extension('{file}')")]
#[case::a_file_as_text("readfile('{file}')")]
#[case::a_file_written("writefile('{file}', 'x')")]
#[tokio::test]
async fn the_other_file_cannot_be_reached(#[case] sql: &str) {
    let kit = planted(Kind::Sqlite).await;
    let file = kit.dir.path().join("tenants").join("1709.db");
    assert!(file.exists(), "the attack aims at {}", file.display());
    let sql = sql.replace("{file}", &file.display().to_string());
    for outcome in [ask(&kit.tenant(SRAGEN), &sql).await, ask_and_commit(&kit.tenant(SRAGEN), &sql).await] {
        assert!(matches!(outcome, Err(StorageError::Refused(_))), "{outcome:?}");
    }
    assert_eq!(steps(&kit.tenant(SRAGEN)).await, [OWN]);
    assert_eq!(steps(&kit.tenant(BENGKULU_TENGAH)).await, [CANARY]);
    let attached = ask(&kit.tenant(SRAGEN), "(SELECT group_concat(name) FROM pragma_database_list)").await.unwrap();
    assert_eq!(attached, ["main"]);
}

#[tokio::test]
async fn a_name_of_the_other_engines_schema_leads_nowhere() {
    let kit = planted(Kind::Sqlite).await;
    let read = kit.tenant(SRAGEN).read().await.unwrap();
    assert!(matches!(read.all(theirs::Entity::find(), 1).await, Err(StorageError::Refused(_))));
}

#[rstest]
#[case("../33.14")]
#[case("33.14/../17.09")]
#[case("33/14")]
#[case("3314.db")]
#[case("..")]
#[case("33.14\0")]
#[case("/etc/passwd")]
#[case("")]
fn a_path_is_no_region_code(#[case] text: &str) {
    assert!(text.parse::<balai_kernel::RegionCode>().is_err(), "{text}");
}
