//! Many data keys, and a rotation that is killed among them.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::Duration;

use balai_identity::account_keys;
use balai_kernel::{Act, Clock as _, SystemClock};
use balai_storage::envelope::Key;
use balai_storage::{Kek, Space, Store};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use secrecy::ExposeSecret as _;
use uuid::Uuid;

use super::Deployment;
use super::planted::account;

/// Keys that are wrapped anew in one transaction.
const AT_ONCE: usize = 50;
/// Accounts with a key that a deployment of these tests has: twenty such transactions.
pub const MANY: usize = 1_000;
/// A rotation that was done before it could be killed is followed by the next, so often.
const TRIES: usize = 20;

/// The rows, as they lie there.
mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Uuid,
        pub wrapped: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    balai_storage::control_entity!(Entity);
}

/// Makes [`MANY`] accounts, each with a key.
pub async fn many_accounts(deployment: &Deployment, store: &Store, kek: &Kek) {
    let control = deployment.control_key(store).await;
    let act = Act::system("uji", SystemClock.now());
    let ids: Vec<Uuid> = (0..MANY).map(|_| Uuid::new_v4()).collect();
    let tx = store.owner().unwrap().begin(&Space::Control).await.unwrap();
    for ids in ids.chunks(100) {
        let rows: Vec<_> = ids.iter().map(|id| account(&control, *id, "Sukarti", None)).collect();
        let mut insert = Query::insert();
        insert.into_table("accounts").columns(rows[0].iter().map(|(column, _)| *column));
        for row in rows {
            insert.values_panic(row.into_iter().map(|(_, value)| Expr::value(value)));
        }
        tx.execute(&insert).await.unwrap();
    }
    tx.commit().await.unwrap();
    for ids in ids.chunks(100) {
        let write = store.control().write().await.unwrap();
        for id in ids {
            account_keys::of(&write, &act, kek, *id).await.unwrap();
        }
        write.commit().await.unwrap();
    }
}

/// The keys of all accounts, in text: whoever cannot open one of them panics.
pub async fn account_keys_of(store: &Store, kek: &Kek) -> BTreeMap<Uuid, String> {
    let read = store.control().read().await.unwrap();
    let mut opened = BTreeMap::new();
    for id in wrapped(store).await.into_keys() {
        let key: Key = account_keys::find(&read, kek, id).await.unwrap().expect("it is there");
        opened.insert(id, key.to_base64().expose_secret().to_owned());
    }
    opened
}

/// Begins a rotation and kills it once some of the accounts' keys are wrapped anew and others are not. Returns how many are.
pub async fn killed_in_the_middle(store: &Store, mut rotation: impl FnMut() -> Command) -> usize {
    for _ in 0..TRIES {
        let before = wrapped(store).await;
        let of_the_second_batch = *before.keys().nth(AT_ONCE).expect("there are many");
        let mut child = rotation().stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while child.try_wait().unwrap().is_none() {
            let row = row::Entity::find_by_id(of_the_second_batch);
            let now = store.control().read().await.unwrap().one(row).await.unwrap().unwrap();
            if now.wrapped != before[&of_the_second_batch] {
                break;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let after = wrapped(store).await;
        let anew = after.iter().filter(|(id, wrapped)| before.get(id) != Some(wrapped)).count();
        if anew < before.len() {
            assert!(anew >= 2 * AT_ONCE && anew % AT_ONCE == 0, "whole batches: {anew} of {}", before.len());
            return anew;
        }
    }
    panic!("each of {TRIES} rotations was done before it could be killed");
}

async fn wrapped(store: &Store) -> BTreeMap<Uuid, Vec<u8>> {
    let read = store.control().read().await.unwrap();
    let rows = read.all(row::Entity::find().order_by_asc(row::Column::AccountId), 10_000).await.unwrap();
    rows.into_iter().map(|row| (row.account_id, row.wrapped)).collect()
}
