//! The tables of the index over all regions.
//!
//! Services of many regions bear one name: what is indexed is the *title*, a name with the words around it, whose id is
//! the digest of both, so that every region's news meets the same row whatever the order.

/// A name, with the words around it, that services of one or more regions bear.
pub mod title {
    use sea_orm::entity::prelude::*;

    /// A title.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "national_titles")]
    pub struct Model {
        /// The digest of name and words.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The name.
        pub name: String,
        /// The name as it is compared and ordered.
        pub name_text: String,
        /// The terms of the name, with blanks between.
        pub name_terms: String,
        /// The terms of the words around it, with blanks between.
        pub text_terms: String,
        /// How many services citizens see under this title, nearly always one of each region.
        pub regions: i64,
        /// When the first service of this title came.
        pub created_at: DateTimeUtc,
    }

    /// No relation is walked by the ORM.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::control_entity!(Entity);
}

/// Which titles a term leads to.
pub mod term {
    use sea_orm::entity::prelude::*;

    /// A term of a title. The key is read from its beginning: the best titles of a term come first.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "national_terms")]
    pub struct Model {
        /// The term.
        #[sea_orm(primary_key, auto_increment = false)]
        pub term: String,
        /// How many terms the name has, for short names answer best; [`super::AROUND`] more where the term is not in it.
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i32,
        /// The title.
        #[sea_orm(primary_key, auto_increment = false)]
        pub title_id: Uuid,
    }

    /// No relation is walked by the ORM.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::control_entity!(Entity);
}

/// The words of all titles.
pub mod word {
    use sea_orm::entity::prelude::*;

    /// A word.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "national_words")]
    pub struct Model {
        /// The word, folded.
        #[sea_orm(primary_key, auto_increment = false)]
        pub word: String,
        /// In how many titles it stands.
        pub titles: i64,
    }

    /// No relation is walked by the ORM.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::control_entity!(Entity);
}

/// The state of the index: one row.
pub mod state {
    use sea_orm::entity::prelude::*;

    /// The row's id, made by the migration.
    pub const ONLY: Uuid = Uuid::nil();

    /// The state.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "national_search")]
    pub struct Model {
        /// Always [`ONLY`].
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// One higher whenever titles came.
        pub number: i64,
        /// How many titles there are.
        pub titles: i64,
    }

    /// No relation is walked by the ORM.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::control_entity!(Entity);
}

/// Added to the place of a term that stands around a name only.
pub const AROUND: i32 = 100;
