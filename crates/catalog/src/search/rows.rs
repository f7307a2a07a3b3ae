//! The tables of a region's search.

/// What people of the region write, and what its catalogue calls it.
pub mod synonym {
    use sea_orm::entity::prelude::*;

    /// An expression and its meanings.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "search_synonyms")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The terms of the expression, by which it is known only once.
        pub key: String,
        /// What people write.
        pub expression: String,
        /// What is meant, several with commas between.
        pub meanings: String,
        /// When it last changed.
        pub updated_at: DateTimeUtc,
    }

    /// No relation is walked by the ORM.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::tenant_entity!(Entity);
}

/// What was asked on a day and found nothing. Nothing tells who asked.
pub mod miss {
    use sea_orm::entity::prelude::*;

    /// A question of one day.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "search_misses")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The day in the region's zone.
        pub day: Date,
        /// The digest by which the same question is known again.
        pub print: String,
        /// The question; kept only once it was asked often enough.
        pub question: Option<String>,
        /// In how many quarters of an hour it was asked that day.
        pub occasions: i32,
    }

    /// No relation is walked by the ORM.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::tenant_entity!(Entity, hidden);
}
