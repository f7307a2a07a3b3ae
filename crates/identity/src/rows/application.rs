use chrono::{DateTime, Utc};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::applications::{ApplicationState, AskedClaim, Authentication, IdTokenAlgorithm, PublicKeys, RedirectUri};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agency_applications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_code: Option<String>,
    pub agency_id: Option<Uuid>,
    pub name: String,
    pub homepage: Option<String>,
    pub logo: Option<String>,
    pub initiate_login: Option<String>,
    pub sector: String,
    pub redirects: Addresses,
    pub post_logout_redirects: Addresses,
    pub backchannel_logout: Option<String>,
    pub authentication: Authentication,
    pub jwks: Option<PublicKeys>,
    pub id_token_algorithm: IdTokenAlgorithm,
    pub claims: AskedClaims,
    pub require_par: bool,
    pub state: ApplicationState,
    pub secret_hash: Option<String>,
    pub secret_made_at: Option<DateTime<Utc>>,
    pub former_secret_hash: Option<String>,
    pub former_secret_made_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
}

/// Addresses in one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Addresses(pub Vec<RedirectUri>);

/// What is asked, with the reasons, in one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct AskedClaims(pub Vec<AskedClaim>);

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity, shown);
