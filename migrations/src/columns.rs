//! Column shapes that many tables share.

use sea_orm_migration::{prelude::*, schema};

/// The primary key of every table: a uuid made by the application.
pub(crate) fn id() -> ColumnDef {
    schema::uuid("id").primary_key().take()
}

/// A moment in UTC.
pub(crate) fn moment(name: &'static str) -> ColumnDef {
    schema::timestamp_with_time_zone(name)
}

/// A moment that may not have come yet.
pub(crate) fn moment_null(name: &'static str) -> ColumnDef {
    schema::timestamp_with_time_zone_null(name)
}

/// Text that is one of the given words.
pub(crate) fn word(name: &'static str, words: &'static [&'static str]) -> ColumnDef {
    schema::text(name).check(Expr::col(name).is_in(words.iter().copied())).take()
}

/// A way into the audit trail that keeps its order.
pub(crate) async fn audit_index(m: &SchemaManager<'_>, name: &str, column: &'static str) -> Result<(), DbErr> {
    m.create_index(Index::create().name(name).table("audit_events").col(column).col("position").to_owned()).await
}

/// The tables that every plane has: outbox and audit chain.
pub(crate) async fn create_plane_tables(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("outbox")
            .col(id())
            .col(schema::text("topic"))
            .col(schema::text("key"))
            .col(schema::json_binary("payload"))
            .col(moment("created_at"))
            .col(moment("due_at"))
            .col(moment_null("done_at"))
            .col(schema::integer("attempts"))
            .col(schema::text_null("last_error"))
            .index(Index::create().name("ux_outbox_topic_key").unique().col("topic").col("key"))
            .to_owned(),
    )
    .await?;
    let due = Index::create().name("ix_outbox_due").table("outbox").col("done_at").col("due_at").to_owned();
    m.create_index(due).await?;
    m.create_table(
        Table::create()
            .table("audit_events")
            .col(id())
            .col(schema::big_unsigned("position").unique_key())
            .col(schema::text("actor"))
            .col(schema::text("action"))
            .col(schema::text("object_kind"))
            .col(schema::text("object_id"))
            .col(schema::json_binary_null("before"))
            .col(schema::json_binary_null("after"))
            .col(moment("at"))
            .col(schema::text("origin"))
            .col(schema::text("hash"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("audit_heads")
            .col(id())
            .col(schema::big_unsigned("length"))
            .col(schema::text("hash"))
            .to_owned(),
    )
    .await?;
    let head = Query::insert()
        .into_table("audit_heads")
        .columns(["id", "length", "hash"])
        .values_panic([balai_storage::audit::HEAD.into(), 0_i64.into(), "".into()])
        .to_owned();
    m.execute(head).await
}
