use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

const CLASSES: &[&str] = &["sangat_rendah", "rendah", "sedang", "tinggi", "sangat_tinggi"];

/// What the ministry follows: figures of each region and day, what decrees say of regions, the line it aims at, who gets
/// the weekly letter, and the moments of a sign-up.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0013_adoption"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(regions()).await?;
        m.create_table(days()).await?;
        m.create_index(sums_of_days()).await?;
        m.create_table(facts()).await?;
        m.create_table(typologies()).await?;
        m.create_table(marks()).await?;
        m.create_table(subscriptions()).await?;
        first_typologies(m).await?;
        first_mark(m).await?;
        moments_of_sign_ups(m).await
    }
}

fn regions() -> TableCreateStatement {
    Table::create()
        .table("adoption_regions")
        .col(schema::text("code").primary_key())
        .col(schema::big_integer_null("revision"))
        .col(schema::big_integer_null("services"))
        .col(schema::big_integer_null("published"))
        .col(moment_null("first_published_at"))
        .col(moment_null("fifty_at"))
        .col(schema::date_null("first_use"))
        .col(schema::date_null("last_use"))
        .col(moment("updated_at"))
        .to_owned()
}

fn days() -> TableCreateStatement {
    Table::create()
        .table("adoption_days")
        .col(schema::text("code"))
        .col(schema::date("day"))
        .col(schema::big_integer("visits"))
        .primary_key(Index::create().col("code").col("day"))
        .to_owned()
}

/// Sums over the last days of all regions are read from it alone.
fn sums_of_days() -> IndexCreateStatement {
    Index::create().name("ix_adoption_days_day").table("adoption_days").col("day").col("code").col("visits").to_owned()
}

fn facts() -> TableCreateStatement {
    Table::create()
        .table("adoption_facts")
        .col(schema::text("code").primary_key())
        .col(schema::text_null("fiscal_class").check(Expr::col("fiscal_class").is_in(CLASSES.iter().copied())))
        .col(schema::text_null("decree"))
        .col(schema::integer_null("year"))
        .col(schema::text_null("typology"))
        .col(moment("updated_at"))
        .to_owned()
}

fn typologies() -> TableCreateStatement {
    Table::create()
        .table("adoption_typologies")
        .col(schema::text("key").primary_key())
        .col(schema::text("name"))
        .col(schema::text("criteria"))
        .col(moment("updated_at"))
        .to_owned()
}

/// A day and how many regions: aimed at, or counted elsewhere and kept to compare with.
fn marks() -> TableCreateStatement {
    Table::create()
        .table("adoption_marks")
        .col(id())
        .col(word("kind", &["target", "reference"]))
        .col(schema::date("day"))
        .col(schema::integer("regions"))
        .col(schema::text("note"))
        .col(moment("created_at"))
        .index(Index::create().name("ux_adoption_marks_kind_day").unique().col("kind").col("day"))
        .to_owned()
}

fn subscriptions() -> TableCreateStatement {
    Table::create()
        .table("adoption_subscriptions")
        .col(schema::uuid("account_id").primary_key())
        .col(moment("since"))
        .to_owned()
}

async fn first_typologies(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut insert = Query::insert().into_table("adoption_typologies").to_owned();
    insert.columns(["key", "name", "criteria", "updated_at"]);
    for key in ["2.0", "2.1", "2.2"] {
        let name = format!("Tipologi {key}");
        insert.values_panic([key.into(), name.into(), "".into(), Expr::current_timestamp()]);
    }
    m.execute(insert).await
}

/// Halls of stone at the end of 2024: 216 of 508 autonomous regions had one, 292 had none.
async fn first_mark(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let insert = Query::insert()
        .into_table("adoption_marks")
        .columns(["id", "kind", "day", "regions", "note", "created_at"])
        .values_panic([
            sea_orm::prelude::Uuid::from_u128(0x0194_19d0_1400_7000_8000_0000_0000_0216).into(),
            "reference".into(),
            sea_orm::prelude::Date::from_ymd_opt(2024, 12, 31).expect("a day").into(),
            216_i32.into(),
            "Daerah yang sudah punya Mal Pelayanan Publik berupa gedung pada 2024, dari 508 daerah otonom.".into(),
            Expr::current_timestamp(),
        ])
        .to_owned();
    m.execute(insert).await
}

/// The row of a sign-up tells where it stands now only; these tell when it came through each desk. What came before them
/// is not known, but for the last step, whose moment the state itself holds.
async fn moments_of_sign_ups(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    for name in ["first_applied_at", "verified_at", "approved_at"] {
        let column = Table::alter().table("applications").add_column(moment_null(name)).to_owned();
        m.alter_table(column).await?;
    }
    let first = Query::update()
        .table("applications")
        .value("first_applied_at", Expr::col("applied_at"))
        .cond_where(never_sent_back())
        .to_owned();
    m.execute(first).await?;
    for (stage, column) in [("verified", "verified_at"), ("approved", "approved_at")] {
        let moment = Query::update()
            .table("applications")
            .value(column, Expr::col("updated_at"))
            .and_where(Expr::col("stage").eq(stage))
            .to_owned();
        m.execute(moment).await?;
    }
    Ok(())
}

/// Each step raises the version by one, from 1: what has more was sent back in between, and its first moment is gone.
fn never_sent_back() -> Condition {
    let walked = |stage: &'static str, version: i32| {
        Condition::all().add(Expr::col("stage").eq(stage)).add(Expr::col("version").eq(version))
    };
    Condition::any().add(walked("applied", 2)).add(walked("verified", 3)).add(walked("approved", 4))
}
