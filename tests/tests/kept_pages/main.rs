//! Pages from memory: never an old one after its change was answered, on one server and on two, on both engines.

#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;

mod one_server;
mod two_servers;

use balai_tenancy::hall;
use balai_testkit::SRAGEN;
use balai_tests::{Answer, Site};
use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;

/// The rows of tenants, as the tenancy room places them.
mod tenant {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tenants")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub state: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::control_entity!(Entity, shown);
}

/// Puts all halls into a state.
pub async fn all_halls(control: &balai_storage::ControlDb, state: &str) {
    let write = control.write().await.expect("the control plane");
    let change = tenant::Entity::update_many().col_expr(tenant::Column::State, Expr::value(state));
    assert_eq!(write.update_many(change).await.expect("changed"), 2);
    write.commit().await.expect("committed");
}

/// Writes a street number into Sragen's hall, which its home page shows.
pub async fn move_to(site: &Site, db: &balai_storage::TenantDb, number: u64) {
    let write = db.write().await.expect("the region's rows");
    let mut own = hall::find(&write).await.expect("rows").expect("a hall");
    own.address = format!("Jalan Pindah Nomor {number},");
    hall::save(&write, &site.act(), &own).await.expect("saved");
    write.commit().await.expect("committed");
}

/// The number after these words of a page; 0 where they are not there.
pub fn number(answer: &Answer, words: &str) -> u64 {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let rest = answer.text().split(words).nth(1).unwrap_or("0");
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

/// The number that [`move_to`] wrote.
pub fn street(answer: &Answer) -> u64 {
    number(answer, "Jalan Pindah Nomor ")
}

/// Sragen's rows changed past every door, as nothing in the product can.
#[expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "somebody changes a region's rows by hand")]
pub async fn behind_the_back(site: &Site, sql: &str) {
    use sea_orm::ConnectionTrait;
    let owner = site.kit.store.owner().expect("the owner's rights");
    let space = balai_storage::Space::Tenant(balai_testkit::place(SRAGEN));
    let tx = owner.begin(&space).await.expect("a transaction");
    tx.execute_unprepared(sql).await.expect("done");
    tx.commit().await.expect("committed");
}
