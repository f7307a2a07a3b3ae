use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

const STAGES: &[&str] = &["email_unconfirmed", "lapsed", "applied", "returned", "rejected", "verified", "approved"];

/// Sign-ups of regions: what is typed, what was submitted, the letters handed in, the links that confirm.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0004_onboarding"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        documents(m).await?;
        applications(m).await?;
        drafts(m).await?;
        confirmations(m).await
    }
}

async fn documents(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("application_documents")
            .col(id())
            .col(schema::text("object_key").unique_key())
            .col(schema::text("file_name"))
            .col(schema::big_integer("size"))
            .col(schema::text("sha256"))
            .col(moment("uploaded_at"))
            .to_owned(),
    )
    .await
}

/// What is told of the official is sealed; `email_key` is a keyed hash of her address. `open_for` holds the region while the
/// sign-up keeps others out, and nothing afterwards: its unique key is what lets only one of two simultaneous submissions
/// through, on both databases.
async fn applications(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("applications")
            .col(id())
            .col(schema::text("reference").unique_key())
            .col(schema::text("region"))
            .col(schema::text_null("open_for").unique_key())
            .col(schema::blob("official"))
            .col(schema::text("email_key"))
            .col(schema::uuid("document_id"))
            .col(schema::text("agreement"))
            .col(word("starter", &["catalogue", "empty"]))
            .col(word("stage", STAGES))
            .col(schema::json_binary("stage_data"))
            .col(schema::integer("version"))
            .col(moment("submitted_at"))
            .col(moment_null("applied_at"))
            .col(moment("updated_at"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_applications_region")
                    .from("applications", "region")
                    .to("regions", "code"),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_applications_document")
                    .from("applications", "document_id")
                    .to("application_documents", "id"),
            )
            .to_owned(),
    )
    .await?;
    let waiting = Index::create()
        .name("ix_applications_waiting")
        .table("applications")
        .col("stage")
        .col("applied_at")
        .col("id")
        .to_owned();
    m.create_index(waiting).await
}

async fn drafts(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("drafts")
            .col(id())
            .col(schema::text("token_hash").unique_key())
            .col(schema::text_null("region"))
            .col(schema::blob("official"))
            .col(schema::uuid_null("document_id"))
            .col(schema::text_null("agreement"))
            .col(word("starter", &["catalogue", "empty"]))
            .col(schema::uuid_null("corrects"))
            .col(schema::uuid_null("application_id"))
            .col(schema::integer("links_sent"))
            .col(moment("created_at"))
            .col(moment("updated_at"))
            .col(moment("expires_at"))
            .foreign_key(ForeignKey::create().name("fk_drafts_region").from("drafts", "region").to("regions", "code"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_drafts_document")
                    .from("drafts", "document_id")
                    .to("application_documents", "id"),
            )
            .foreign_key(
                ForeignKey::create().name("fk_drafts_corrects").from("drafts", "corrects").to("applications", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_drafts_application")
                    .from("drafts", "application_id")
                    .to("applications", "id"),
            )
            .to_owned(),
    )
    .await?;
    let expiry = Index::create().name("ix_drafts_expiry").table("drafts").col("expires_at").to_owned();
    m.create_index(expiry).await
}

async fn confirmations(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("confirmations")
            .col(id())
            .col(schema::text("token_hash").unique_key())
            .col(schema::uuid("application_id"))
            .col(moment("created_at"))
            .col(moment("expires_at"))
            .col(moment_null("used_at"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_confirmations_application")
                    .from("confirmations", "application_id")
                    .to("applications", "id"),
            )
            .to_owned(),
    )
    .await?;
    let of_application =
        Index::create().name("ix_confirmations_application").table("confirmations").col("application_id").to_owned();
    m.create_index(of_application).await
}
