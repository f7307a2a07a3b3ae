//! The desk's list in two statements, however long it is: what there is to choose from with how many, and one page.

use balai_storage::{Read, Result, Tenant};
use sea_orm::prelude::{DateTimeUtc, Uuid};
use sea_orm::sea_query::{
    Expr, ExprTrait, Func, IntoCondition, Order, Query as Statement, SelectStatement, SimpleExpr,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QueryResult, QuerySelect,
    Select,
};

use crate::category::Subject;
use crate::exchange::Known;
use crate::rows::saved_view::{self, Views};
use crate::rows::service::{Column, Entity, Model};
use crate::rows::{agency, category, revision, standard};
use crate::standard::Standard;

use super::desk::{conditions, filtered};
use super::ledger::{every_service, with_newest};
use super::{DeskFilter, Page, Paged, Tab, TabCounts};

/// In which order a list stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Changed last first.
    #[default]
    Newest,
    /// By name.
    Name,
    /// By code.
    Code,
    /// The least complete first.
    Score,
}

/// What surrounds the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// The agencies within reach, by name, with how many services of theirs are not put away.
    pub agencies: Vec<(agency::Model, u64)>,
    /// How many services each tab has, under the other filters.
    pub counts: TabCounts,
    /// How many there are at all.
    pub all: TabCounts,
    /// When the catalogue last changed.
    pub changed_at: Option<DateTimeUtc>,
    /// The views that the reader saved.
    pub views: Views,
}

/// A service of the list with what the list shows of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The service.
    pub service: Model,
    /// What its agency is called.
    pub agency: String,
    /// What the law says about its category.
    pub subject: Subject,
    /// The newest version's content.
    pub content: Standard,
}

impl FromQueryResult for Listed {
    fn from_query_result(row: &QueryResult, prefix: &str) -> std::result::Result<Self, sea_orm::DbErr> {
        Ok(Self {
            service: Model::from_query_result(row, prefix)?,
            agency: row.try_get(prefix, "agency_short_name")?,
            subject: row.try_get(prefix, "category_subject")?,
            content: row.try_get::<Option<Standard>>(prefix, "newest_content")?.unwrap_or_default(),
        })
    }
}

/// One agency's part of the numbers.
struct Tallied {
    agency: agency::Model,
    filtered: [i64; 6],
    all: [i64; 6],
    changed_at: Option<DateTimeUtc>,
    views: Option<Views>,
}

impl FromQueryResult for Tallied {
    fn from_query_result(row: &QueryResult, prefix: &str) -> std::result::Result<Self, sea_orm::DbErr> {
        let (mut filtered, mut all) = ([0; 6], [0; 6]);
        for place in 0..6 {
            filtered[place] = row.try_get(prefix, &format!("filtered_{place}"))?;
            all[place] = row.try_get(prefix, &format!("all_{place}"))?;
        }
        Ok(Self {
            agency: agency::Model::from_query_result(row, prefix)?,
            filtered,
            all,
            changed_at: row.try_get(prefix, "catalog_changed_at")?,
            views: row.try_get(prefix, "own_views")?,
        })
    }
}

/// What surrounds the list of somebody, in one statement.
pub async fn around(read: &Read<Tenant>, filter: &DeskFilter, reader: Uuid) -> Result<Around> {
    let mut query = agency::Entity::find();
    for (place, tab) in Tab::ALL.into_iter().enumerate() {
        let own = conditions(filter).add(tab.condition());
        query = query.expr_as(counted(own), format!("filtered_{place}"));
        query = query.expr_as(counted(tab.condition()), format!("all_{place}"));
    }
    let changed = Statement::select().column(revision::Column::ChangedAt).from(revision::Entity).to_owned();
    let views = Statement::select()
        .column(saved_view::Column::Views)
        .from(saved_view::Entity)
        .and_where(saved_view::Column::Id.eq(reader))
        .to_owned();
    query = query.expr_as(scalar(changed), "catalog_changed_at").expr_as(scalar(views), "own_views");
    if let Some(within) = &filter.within {
        query = query.filter(agency::Column::Id.is_in(within.iter().copied()));
    }
    let query = query.order_by_asc(agency::Column::Name).order_by_asc(agency::Column::Id);
    let rows: Vec<Tallied> = read.rows_as(query, u64::MAX).await?;
    let mut around = Around::default();
    for row in rows {
        add(&mut around.counts, row.filtered);
        add(&mut around.all, row.all);
        around.changed_at = row.changed_at;
        around.views = row.views.unwrap_or_default();
        around.agencies.push((row.agency, row.all[0].unsigned_abs()));
    }
    Ok(around)
}

/// How many services of the agency at hand fit.
fn counted(condition: Condition) -> SimpleExpr {
    let count = Statement::select()
        .expr(Func::count(Expr::col((Entity, Column::Id))))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::AgencyId)).equals((agency::Entity, agency::Column::Id)))
        .cond_where(condition.into_condition())
        .to_owned();
    scalar(count)
}

fn scalar(statement: SelectStatement) -> SimpleExpr {
    SimpleExpr::SubQuery(None, Box::new(statement.into()))
}

fn add(counts: &mut TabCounts, [all, published, draft, held, look, archived]: [i64; 6]) {
    counts.all += all.unsigned_abs();
    counts.published += published.unsigned_abs();
    counts.draft += draft.unsigned_abs();
    counts.held += held.unsigned_abs();
    counts.look += look.unsigned_abs();
    counts.archived += archived.unsigned_abs();
}

/// One page of the list with everything it shows, in one statement.
pub async fn listed(read: &Read<Tenant>, filter: &DeskFilter, sort: Sort, page: Page) -> Result<Paged<Listed>> {
    let of_agency = Entity::belongs_to(agency::Entity).from(Column::AgencyId).to(agency::Column::Id).into();
    let of_category = Entity::belongs_to(category::Entity).from(Column::CategoryId).to(category::Column::Id).into();
    let newest = Entity::belongs_to(standard::Entity)
        .from(Column::Id)
        .to(standard::Column::ServiceId)
        .on_condition(|_, _| {
            let version = Func::coalesce([
                Expr::col((Entity, Column::DraftVersion)),
                Expr::col((Entity, Column::PublishedVersion)),
            ]);
            Expr::col((standard::Entity, standard::Column::Version)).eq(version).into_condition()
        })
        .into();
    let mut query = filtered(filter)
        .filter(filter.tab.condition())
        .join(JoinType::InnerJoin, of_agency)
        .join(JoinType::InnerJoin, of_category)
        .join(JoinType::LeftJoin, newest)
        .column_as(agency::Column::ShortName, "agency_short_name")
        .column_as(category::Column::Subject, "category_subject")
        .column_as(standard::Column::Content, "newest_content");
    if let Some(after) = page.after {
        query = query.filter(sort.past(after));
    }
    let size = page.size();
    let rows: Vec<Listed> = read.rows_as(sort.ordered(query), size as u64 + 1).await?;
    Ok(Paged::cut(rows, size, |row| row.service.id))
}

/// The ids of all services that a filter lets through.
pub async fn ids_of(read: &Read<Tenant>, filter: &DeskFilter) -> Result<Vec<Uuid>> {
    let rows = every_service(read, filtered(filter).filter(filter.tab.condition())).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// All services that a filter lets through, with what they promise, by code.
pub async fn known_of(read: &Read<Tenant>, filter: &DeskFilter) -> Result<Vec<Known>> {
    let rows = every_service(read, filtered(filter).filter(filter.tab.condition())).await?;
    let mut known = with_newest(read, rows).await?;
    known.sort_by(|a, b| a.service.code.cmp(&b.service.code));
    Ok(known)
}

impl Sort {
    fn column(self) -> Column {
        match self {
            Self::Newest => Column::UpdatedAt,
            Self::Name => Column::NameText,
            Self::Code => Column::Code,
            Self::Score => Column::Score,
        }
    }

    fn order(self) -> Order {
        if self == Self::Newest { Order::Desc } else { Order::Asc }
    }

    fn ordered(self, query: Select<Entity>) -> Select<Entity> {
        query.order_by(self.column(), self.order()).order_by_asc(Column::Id)
    }

    /// What comes after a service in this order; nothing where there is no such service.
    fn past(self, after: Uuid) -> Condition {
        let of_last = |column: Column| {
            let statement = Statement::select().column(column).from(Entity).and_where(Column::Id.eq(after)).to_owned();
            scalar(statement)
        };
        let own = || Expr::col((Entity, self.column()));
        let further = match self.order() {
            Order::Desc => own().lt(of_last(self.column())),
            _ => own().gt(of_last(self.column())),
        };
        let level = own().eq(of_last(self.column())).and(Column::Id.gt(after));
        Condition::any().add(further).add(level)
    }
}
