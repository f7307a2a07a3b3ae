use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// Applications of agencies that citizens sign in to with their one account, and what each citizen lets them see.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0023_applications"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(applications()).await?;
        m.create_table(logos()).await?;
        m.create_table(grants()).await?;
        for (name, table, column) in [
            ("ix_agency_applications_region", "agency_applications", "region_code"),
            ("ix_application_grants_application", "application_grants", "application_id"),
        ] {
            m.create_index(Index::create().name(name).table(table).col(column).col("id").to_owned()).await?;
        }
        Ok(())
    }
}

/// Without a region it belongs to the operator. Of secrets only the hashes stand here; the former one counts beside the
/// present one until it is dropped.
fn applications() -> TableCreateStatement {
    Table::create()
        .table("agency_applications")
        .col(id())
        .col(schema::text_null("region_code"))
        .col(schema::uuid_null("agency_id"))
        .col(schema::text("name"))
        .col(schema::text_null("homepage"))
        .col(schema::text_null("logo"))
        .col(schema::text_null("initiate_login"))
        .col(schema::text("sector"))
        .col(schema::json_binary("redirects"))
        .col(schema::json_binary("post_logout_redirects"))
        .col(schema::text_null("backchannel_logout"))
        .col(word("authentication", &["secret_basic", "secret_post", "private_key_jwt"]))
        .col(schema::json_binary_null("jwks"))
        .col(word("id_token_algorithm", &["ES256", "RS256"]))
        .col(schema::json_binary("claims"))
        .col(schema::boolean("require_par"))
        .col(word("state", &["active", "paused"]))
        .col(schema::text_null("secret_hash"))
        .col(moment_null("secret_made_at"))
        .col(schema::text_null("former_secret_hash"))
        .col(moment_null("former_secret_made_at"))
        .col(schema::integer("version"))
        .col(moment("created_at"))
        .col(moment("changed_at"))
        .to_owned()
}

/// Pictures lie apart: an application is read with every token, its logo only by whoever looks at it.
fn logos() -> TableCreateStatement {
    Table::create()
        .table("application_logos")
        .col(schema::uuid("application_id").primary_key())
        .col(schema::blob("image"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_application_logos_application")
                .from("application_logos", "application_id")
                .to("agency_applications", "id"),
        )
        .to_owned()
}

/// `asked` is all that was asked when the citizen answered, `claims` what she gave of it.
fn grants() -> TableCreateStatement {
    Table::create()
        .table("application_grants")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(schema::uuid("application_id"))
        .col(schema::json_binary("claims"))
        .col(schema::json_binary("asked"))
        .col(schema::boolean("offline"))
        .col(moment("granted_at"))
        .col(moment("answered_at"))
        .col(moment_null("used_at"))
        .col(moment_null("ended_at"))
        .index(Index::create().name("ux_application_grants").unique().col("account_id").col("application_id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_application_grants_account")
                .from("application_grants", "account_id")
                .to("accounts", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_application_grants_application")
                .from("application_grants", "application_id")
                .to("agency_applications", "id"),
        )
        .to_owned()
}
