use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "halls")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub address: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub complaint_contact: Option<String>,
    pub hours: Json,
    pub six_day_week: bool,
    pub colour: Option<String>,
    pub sample: bool,
    pub logo: Option<Json>,
    pub photo: Option<Json>,
    pub pledge: Option<Json>,
    pub social: Option<Json>,
    pub words: Option<Json>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

balai_storage::tenant_entity!(Entity);
