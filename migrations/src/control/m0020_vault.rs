use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// The vaults of citizens: documents with their versions, uploads on their way, who looked, what regions ask for and what
/// was consented to, and who saw an original.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0020_vault"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let tables = [documents(), versions(), uploads(), parts(), codes(), requests(), items(), looks(), marks()];
        for table in tables {
            m.create_table(table).await?;
        }
        for (name, table, columns) in [
            ("ix_vault_documents_account", "vault_documents", ["account_id", "id"]),
            ("ix_vault_uploads_expiry", "vault_uploads", ["expires_at", "id"]),
            ("ix_vault_requests_account", "vault_requests", ["account_id", "id"]),
            ("ix_vault_requests_region", "vault_requests", ["region_code", "id"]),
            ("ix_vault_items_request", "vault_items", ["request_id", "id"]),
            ("ix_vault_items_version", "vault_items", ["version_id", "id"]),
            ("ix_vault_looks_account", "vault_looks", ["account_id", "id"]),
            ("ix_vault_looks_region", "vault_looks", ["region_code", "id"]),
            ("ix_vault_marks_version", "vault_marks", ["version_id", "id"]),
        ] {
            let index = Index::create().name(name).table(table).col(columns[0]).col(columns[1]).to_owned();
            m.create_index(index).await?;
        }
        Ok(())
    }
}

fn documents() -> TableCreateStatement {
    Table::create()
        .table("vault_documents")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(schema::text("kind"))
        .col(moment("created_at"))
        .foreign_key(&mut to("fk_vault_documents_account", "vault_documents", "account_id", "accounts"))
        .to_owned()
}

/// `content` is the keyed hash of the file: the same file twice is found without opening one.
fn versions() -> TableCreateStatement {
    Table::create()
        .table("vault_versions")
        .col(id())
        .col(schema::uuid("document_id"))
        .col(schema::uuid("account_id"))
        .col(schema::integer("number"))
        .col(schema::text("content"))
        .col(word("media", &["application/pdf", "image/jpeg"]))
        .col(schema::integer("pages"))
        .col(schema::big_integer("size"))
        .col(schema::blob("wrapped"))
        .col(schema::blob("details"))
        .col(schema::date_null("issued_on"))
        .col(schema::date_null("expires_on"))
        .col(schema::text_null("issuer"))
        .col(word("scan", &["unscanned", "clean"]))
        .col(moment("created_at"))
        .index(Index::create().name("ux_vault_versions_content").unique().col("account_id").col("content"))
        .index(Index::create().name("ux_vault_versions_number").unique().col("document_id").col("number"))
        .foreign_key(&mut to("fk_vault_versions_document", "vault_versions", "document_id", "vault_documents"))
        .to_owned()
}

/// `name` is what the file was called, sealed; `pages` says how many bytes each page has that it is put together of.
fn uploads() -> TableCreateStatement {
    Table::create()
        .table("vault_uploads")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(schema::text("kind"))
        .col(schema::uuid_null("document_id"))
        .col(schema::big_integer("received"))
        .col(schema::json_binary("pages"))
        .col(schema::blob("wrapped"))
        .col(schema::blob("name"))
        .col(moment("created_at"))
        .col(moment("expires_at"))
        .foreign_key(&mut to("fk_vault_uploads_account", "vault_uploads", "account_id", "accounts"))
        .to_owned()
}

/// Each part is an object under its own id.
fn parts() -> TableCreateStatement {
    Table::create()
        .table("vault_upload_parts")
        .col(id())
        .col(schema::uuid("upload_id"))
        .col(schema::big_integer("start"))
        .col(schema::big_integer("size"))
        .index(Index::create().name("ux_vault_upload_parts_start").unique().col("upload_id").col("start"))
        .foreign_key(&mut to("fk_vault_upload_parts_upload", "vault_upload_parts", "upload_id", "vault_uploads"))
        .to_owned()
}

/// What a citizen shows at a counter, for minutes; one for each account.
fn codes() -> TableCreateStatement {
    Table::create()
        .table("vault_codes")
        .col(schema::uuid("account_id").primary_key())
        .col(schema::text("code_hash").unique_key())
        .col(moment("expires_at"))
        .foreign_key(&mut to("fk_vault_codes_account", "vault_codes", "account_id", "accounts"))
        .to_owned()
}

/// One to an address that nobody has is a row like any other, without an account.
fn requests() -> TableCreateStatement {
    Table::create()
        .table("vault_requests")
        .col(id())
        .col(schema::uuid_null("account_id"))
        .col(schema::text("region_code"))
        .col(schema::uuid("service_id"))
        .col(schema::text("service"))
        .col(schema::text("agency"))
        .col(schema::uuid("asked_by"))
        .col(schema::text("asked_by_name"))
        .col(schema::text("reason"))
        .col(moment("created_at"))
        .col(moment("answer_until"))
        .col(moment("use_until"))
        .col(moment_null("closed_at"))
        .foreign_key(&mut to("fk_vault_requests_account", "vault_requests", "account_id", "accounts"))
        .to_owned()
}

/// One document of a request, and with it the record of the consent: what was said, when, and when it was withdrawn.
fn items() -> TableCreateStatement {
    Table::create()
        .table("vault_items")
        .col(id())
        .col(schema::uuid("request_id"))
        .col(schema::text("kind"))
        .col(schema::text("requirement"))
        .col(word("state", &["waiting", "given", "declined", "withdrawn"]))
        .col(schema::uuid_null("version_id"))
        .col(moment_null("answered_at"))
        .col(moment_null("delivered_at"))
        .col(moment_null("decided_at"))
        .col(moment_null("withdrawn_at"))
        .col(moment_null("retracted_at"))
        .foreign_key(&mut to("fk_vault_items_request", "vault_items", "request_id", "vault_requests"))
        .to_owned()
}

/// Who looked at a document; without a region, its owner did.
fn looks() -> TableCreateStatement {
    Table::create()
        .table("vault_looks")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(schema::uuid("document_id"))
        .col(schema::text("kind"))
        .col(schema::text_null("region_code"))
        .col(schema::uuid("by_account"))
        .col(schema::text_null("by_name"))
        .col(schema::text_null("service"))
        .col(schema::uuid_null("request_id"))
        .col(moment("at"))
        .foreign_key(&mut to("fk_vault_looks_account", "vault_looks", "account_id", "accounts"))
        .to_owned()
}

fn marks() -> TableCreateStatement {
    Table::create()
        .table("vault_marks")
        .col(id())
        .col(schema::uuid("version_id"))
        .col(schema::text("region_code"))
        .col(schema::uuid("by_account"))
        .col(schema::text("by_name"))
        .col(moment("at"))
        .col(moment_null("withdrawn_at"))
        .col(schema::text_null("withdrawn_by_name"))
        .col(schema::text_null("withdrawn_reason"))
        .foreign_key(&mut to("fk_vault_marks_version", "vault_marks", "version_id", "vault_versions"))
        .to_owned()
}

fn to(
    name: &'static str,
    table: &'static str,
    column: &'static str,
    target: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(name).from(table, column).to(target, "id").to_owned()
}
