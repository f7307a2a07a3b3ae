use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, word};

/// The region's own house: pictures, pledge, links and words of its hall; dates that are otherwise, holidays of its own;
/// what goes on there.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0012_house"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in ["logo", "photo", "pledge", "social", "words"] {
            let add = Table::alter().table("halls").add_column(schema::json_binary_null(column)).to_owned();
            m.alter_table(add).await?;
        }
        for table in [special_days(), local_holidays(), happenings()] {
            m.create_table(table).await?;
        }
        let by_day =
            Index::create().name("ix_happenings_last_day").table("happenings").col("last_day").col("id").to_owned();
        m.create_index(by_day).await
    }
}

fn special_days() -> TableCreateStatement {
    Table::create()
        .table("special_days")
        .col(id())
        .col(schema::date("day").unique_key())
        .col(schema::text("hours"))
        .col(schema::text("reason"))
        .col(moment("updated_at"))
        .to_owned()
}

fn local_holidays() -> TableCreateStatement {
    Table::create()
        .table("local_holidays")
        .col(id())
        .col(schema::date("day").unique_key())
        .col(schema::text("name"))
        .col(schema::text("legal_basis"))
        .col(moment("updated_at"))
        .to_owned()
}

fn happenings() -> TableCreateStatement {
    Table::create()
        .table("happenings")
        .col(id())
        .col(schema::text("slug").unique_key())
        .col(word("state", &["draft", "published", "cancelled"]))
        .col(schema::text("title"))
        .col(schema::text("text"))
        .col(schema::text_null("place"))
        .col(schema::date_null("first_day"))
        .col(schema::date_null("last_day"))
        .col(schema::text_null("hours"))
        .col(schema::integer("sequence"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .to_owned()
}
