use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// What the account host gives to agencies' applications: authorizations with their codes and tokens, requests that were
/// pushed ahead, and assertions that were used; and signing keys that take turns.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0024_provider"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            schema::text_null("algorithm"),
            schema::integer_null("turn"),
            moment_null("signs_from"),
            schema::text_null("public"),
        ] {
            m.alter_table(Table::alter().table("signing_keys").add_column(column).to_owned()).await?;
        }
        // keys of before have no turn; of two processes that make the same one, one does
        let mut turns = Index::create();
        turns.name("ux_signing_keys_turn").table("signing_keys").col("algorithm").col("turn").unique();
        m.create_index(turns).await?;
        for table in [authorizations(), tokens(), pushed_requests(), used_assertions()] {
            m.create_table(table).await?;
        }
        for (name, table, column) in [
            ("ix_authorizations_account", "authorizations", "account_id"),
            ("ix_authorizations_session", "authorizations", "session_id"),
            ("ix_authorizations_application", "authorizations", "application_id"),
            ("ix_application_tokens_authorization", "application_tokens", "authorization_id"),
            ("ix_application_tokens_expires", "application_tokens", "expires_at"),
            ("ix_pushed_requests_pushed", "pushed_requests", "pushed_at"),
            ("ix_used_assertions_expires", "used_assertions", "expires_at"),
        ] {
            m.create_index(Index::create().name(name).table(table).col(column).col("id").to_owned()).await?;
        }
        Ok(())
    }
}

/// One sign-in of a citizen at an application, and all that comes of it: the code stands here, the tokens hang on it.
fn authorizations() -> TableCreateStatement {
    Table::create()
        .table("authorizations")
        .col(id())
        .col(schema::uuid("application_id"))
        .col(schema::uuid("account_id"))
        .col(schema::uuid("session_id"))
        .col(schema::text("sid"))
        .col(schema::text("code_hash").unique_key())
        .col(schema::text("redirect_uri"))
        .col(schema::text("challenge"))
        .col(schema::text_null("nonce"))
        .col(schema::text("scopes"))
        .col(schema::json_binary("claims"))
        .col(schema::boolean("offline"))
        .col(schema::boolean("second_factor"))
        .col(moment("proven_at"))
        .col(moment("began_at"))
        .col(moment_null("presented_at"))
        .col(moment_null("ended_at"))
        .to_owned()
}

fn tokens() -> TableCreateStatement {
    Table::create()
        .table("application_tokens")
        .col(id())
        .col(schema::uuid("authorization_id"))
        .col(word("kind", &["access", "refresh"]))
        .col(schema::text("token_hash").unique_key())
        .col(schema::text("scopes"))
        .col(moment("issued_at"))
        .col(moment("expires_at"))
        .col(moment_null("spent_at"))
        .col(moment_null("number_told_at"))
        .to_owned()
}

fn pushed_requests() -> TableCreateStatement {
    Table::create()
        .table("pushed_requests")
        .col(id())
        .col(schema::text("uri_hash").unique_key())
        .col(schema::uuid("application_id"))
        .col(schema::text("parameters"))
        .col(moment("pushed_at"))
        .col(moment_null("opened_at"))
        .col(moment_null("spent_at"))
        .to_owned()
}

fn used_assertions() -> TableCreateStatement {
    Table::create()
        .table("used_assertions")
        .col(id())
        .col(schema::text("assertion_key").unique_key())
        .col(moment("expires_at"))
        .to_owned()
}
