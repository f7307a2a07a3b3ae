//! An entity stands in one plane and is asked through that plane's door only.

use balai_storage::{ControlDb, TenantDb};
use sea_orm::EntityTrait;

mod letter {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "letters")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::control_entity!(Entity);
}

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

async fn a_control_row_through_a_tenants_door(db: &TenantDb) {
    let read = db.read().await.unwrap();
    drop(read.count(letter::Entity::find()));
}

async fn a_tenants_row_through_the_control_door(db: &ControlDb) {
    let write = db.write().await.unwrap();
    drop(write.delete_many(note::Entity::delete_many()));
}

fn main() {}
