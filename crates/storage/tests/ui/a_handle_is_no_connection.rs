//! A tenant's handle and its transactions cannot be given to sea-orm: no statement goes past the door.

use balai_storage::{Read, Tenant, TenantDb};
use sea_orm::EntityTrait;

mod note {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::tenant_entity!(Entity);
}

async fn past_the_door(db: &TenantDb) {
    drop(note::Entity::find().all(db));
}

async fn past_the_transaction(read: &Read<Tenant>) {
    drop(note::Entity::find().one(read));
}

fn main() {}
