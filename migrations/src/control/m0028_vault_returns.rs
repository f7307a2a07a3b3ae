use sea_orm_migration::{prelude::*, schema};

use crate::columns::word;

/// What comes back into a vault: a mark tells whether a region saw an original or issued the document itself, and a document
/// that is asked for anew because its owner renewed it names the item it follows. Each is followed once.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0028_vault_returns"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let kind = word("kind", &["seen", "issued"]).default("seen").to_owned();
        m.alter_table(Table::alter().table("vault_marks").add_column(kind).to_owned()).await?;
        let renews = schema::uuid_null("renews");
        m.alter_table(Table::alter().table("vault_items").add_column(renews).to_owned()).await?;
        let once = Index::create().name("ux_vault_items_renews").table("vault_items").unique().col("renews").to_owned();
        m.create_index(once).await
    }
}
