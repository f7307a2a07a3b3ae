//! Keeping what the linter finds, and what the region answers.

use std::collections::BTreeMap;

use balai_kernel::fresh_id;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use serde_json::json;

use crate::rollup::Comparison;
use crate::rows::finding::{ActiveModel, Answered, Column, Entity, Model};
use crate::rows::service::{self, StateWord};
use crate::rows::{category, comparison};
use crate::standard::{About, Finding, Place, Standard, print};
use crate::text::Prose;

use super::services::Home;
use super::{EditError, Editor};

/// Services that are read again in one go.
const BATCH: usize = 200;

/// What a region says to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Why it stands, or when it will be put right; it still counts.
    Answered(Prose),
    /// Why it is right as it is; it no longer counts until its content changes.
    Muted(Prose),
    /// Nothing more: it is open again.
    Reopened,
}

/// Why an answer was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// It is not there any more.
    #[error("Temuan ini sudah tidak ada. Isinya mungkin baru saja diperbaiki.")]
    Gone,
    /// What holds publication cannot be waved away.
    #[error("Temuan ini menahan penerbitan, jadi tidak dapat dibisukan. Perbaiki isinya, atau jawab saja.")]
    Holds,
    /// Below.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl Editor<'_> {
    /// Brings the kept findings of a service up to date after its newest version changed.
    pub(super) async fn settle(
        &self,
        service: &service::Model,
        home: &Home,
        newest: &Standard,
    ) -> Result<(), EditError> {
        let others = match &service.template_key {
            Some(key) => {
                self.write.one(comparison::Entity::find().filter(comparison::Column::TemplateKey.eq(key))).await?
            }
            None => None,
        };
        let about = About { name: &service.name, subject: home.category.subject, today: self.today };
        let found = newest.findings_among(&about, others.map(|row| row.figures).as_ref());
        let kept = self.write.all(Entity::find().filter(Column::ServiceId.eq(service.id)), u64::MAX).await?;
        let mut settled = Settled::default();
        self.settle_one(service, newest, found, kept, &mut settled);
        self.save_settled(settled).await
    }

    /// The same for many services, in few statements.
    pub(super) async fn settle_many(&self, services: &[service::Model]) -> Result<(), EditError> {
        if services.is_empty() {
            return Ok(());
        }
        let (categories, figures) = (self.categories_by_id().await?, self.figures().await?);
        for batch in services.chunks(BATCH) {
            self.review(batch, &categories, &figures).await?;
        }
        Ok(())
    }

    /// Reads all services again: time passes, other regions change, and so does the linter.
    pub async fn review_all(&self) -> Result<(), EditError> {
        let (categories, figures) = (self.categories_by_id().await?, self.figures().await?);
        let mut after = Uuid::nil();
        loop {
            let batch = service::Entity::find()
                .filter(service::Column::State.ne(StateWord::Archived))
                .filter(service::Column::Id.gt(after));
            let batch = sea_orm::QueryOrder::order_by_asc(batch, service::Column::Id);
            let batch = self.write.all(batch, BATCH as u64).await?;
            let Some(last) = batch.last() else { return Ok(()) };
            after = last.id;
            self.review(&batch, &categories, &figures).await?;
        }
    }

    async fn categories_by_id(&self) -> Result<BTreeMap<Uuid, category::Model>, EditError> {
        let rows = self.write.all(category::Entity::find(), u64::MAX).await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn figures(&self) -> Result<BTreeMap<String, Comparison>, EditError> {
        let rows = self.write.all(comparison::Entity::find(), u64::MAX).await?;
        Ok(rows.into_iter().map(|row| (row.template_key, row.figures)).collect())
    }

    async fn review(
        &self,
        batch: &[service::Model],
        categories: &BTreeMap<Uuid, category::Model>,
        figures: &BTreeMap<String, Comparison>,
    ) -> Result<(), EditError> {
        let ids: Vec<Uuid> = batch.iter().map(|service| service.id).collect();
        let rows = Entity::find().filter(Column::ServiceId.is_in(ids));
        let mut kept: BTreeMap<Uuid, Vec<Model>> = BTreeMap::new();
        for row in self.write.all(rows, u64::MAX).await? {
            kept.entry(row.service_id).or_default().push(row);
        }
        let newest = crate::queries::newest_standards(self.write, batch).await?;
        let mut settled = Settled::default();
        for service in batch {
            let (Some(newest), Some(category)) = (newest.get(&service.id), categories.get(&service.category_id)) else {
                continue;
            };
            let about = About { name: &service.name, subject: category.subject, today: self.today };
            let others = service.template_key.as_ref().and_then(|key| figures.get(key));
            let found = newest.content.findings_among(&about, others);
            let kept = kept.remove(&service.id).unwrap_or_default();
            self.settle_one(service, &newest.content, found, kept, &mut settled);
        }
        self.save_settled(settled).await
    }

    /// What is new, what is gone, what is about other content now and so open again, and how many there are.
    fn settle_one(
        &self,
        service: &service::Model,
        newest: &Standard,
        found: Vec<Finding>,
        kept: Vec<Model>,
        settled: &mut Settled,
    ) {
        let mut kept: BTreeMap<(String, String), Model> =
            kept.into_iter().map(|row| ((row.rule.clone(), row.detail.clone()), row)).collect();
        let (mut blocking, mut looks) = (0, 0);
        for finding in found {
            let print = print(&finding, &service.name, newest);
            let known = kept.remove(&(finding.rule.code().to_owned(), finding.rule.detail()));
            let muted = known.as_ref().is_some_and(|row| row.state == Answered::Muted && row.print == print);
            if finding.blocks() {
                blocking += 1;
            } else if !muted {
                looks += 1;
            }
            match known {
                None => settled.fresh.push(self.new_finding(service.id, &finding, print)),
                Some(row) => settled.changed.extend(found_again(row, &finding, print)),
            }
        }
        settled.gone.extend(kept.into_values().map(|row| row.id));
        if (blocking, looks) != (service.blocking, service.looks) {
            settled.counts.entry((blocking, looks)).or_default().push(service.id);
        }
    }

    async fn save_settled(&self, settled: Settled) -> Result<(), EditError> {
        for gone in settled.gone.chunks(BATCH) {
            let removal = Entity::delete_many().filter(Column::Id.is_in(gone.iter().copied()));
            self.write.delete_many(removal).await?;
        }
        let changed = settled.changed.into_iter().map(|row| row.into_active_model().reset_all());
        self.write.save_many(changed.collect()).await?;
        self.write.insert_many(settled.fresh).await?;
        for ((blocking, looks), services) in settled.counts {
            for services in services.chunks(BATCH) {
                self.count(services, blocking, looks).await?;
            }
        }
        Ok(())
    }

    pub(super) fn new_finding(&self, service: Uuid, finding: &Finding, print: String) -> ActiveModel {
        ActiveModel {
            id: Set(fresh_id(self.act.at)),
            service_id: Set(service),
            rule: Set(finding.rule.code().to_owned()),
            detail: Set(finding.rule.detail()),
            place: Set(number(finding.place)),
            blocks: Set(finding.blocks()),
            short: Set(finding.rule.short()),
            remedy: Set(finding.rule.remedy()),
            law: Set(finding.rule.law().map(str::to_owned)),
            print: Set(print),
            state: Set(Answered::Open),
            answer: Set(None),
            answered_by: Set(None),
            answered_at: Set(None),
            found_at: Set(self.act.at),
        }
    }

    async fn count(&self, services: &[Uuid], blocking: i32, looks: i32) -> Result<(), EditError> {
        let count = service::Entity::update_many()
            .col_expr(service::Column::Blocking, Expr::value(blocking))
            .col_expr(service::Column::Looks, Expr::value(looks))
            .filter(service::Column::Id.is_in(services.iter().copied()));
        self.write.update_many(count).await?;
        Ok(())
    }

    /// Answers a finding. The answer ends when the content changes that it is about.
    pub async fn answer(&self, id: Uuid, answer: Answer) -> Result<Model, AnswerError> {
        let before = self.write.find::<Entity>(id).await.map_err(EditError::from)?.ok_or(AnswerError::Gone)?;
        let (state, text, action) = match answer {
            Answer::Answered(text) => (Answered::Answered, Some(text), "finding.answered"),
            Answer::Muted(_) if before.blocks => return Err(AnswerError::Holds),
            Answer::Muted(text) => (Answered::Muted, Some(text), "finding.muted"),
            Answer::Reopened => (Answered::Open, None, "finding.reopened"),
        };
        let text = text.map(String::from);
        if before.state == state && before.answer == text {
            return Ok(before);
        }
        let answered = text.is_some();
        let what = json!({ "rule": before.rule, "place": before.place, "short": before.short, "answer": text });
        let service = before.service_id;
        let mut row = before.clone().into_active_model();
        row.state = Set(state);
        row.answer = Set(text);
        row.answered_by = Set(answered.then(|| self.act.by.to_string()));
        row.answered_at = Set(answered.then_some(self.act.at));
        let after = self.write.update(row).await.map_err(EditError::from)?;
        self.recount(service).await?;
        self.next_revision().await?;
        self.record(action, "service", service, None, Some(what)).await?;
        Ok(after)
    }

    async fn recount(&self, service: Uuid) -> Result<(), EditError> {
        let rows = Entity::find().select_only().columns([Column::Blocks, Column::State]);
        let rows: Vec<Counted> = self.write.rows_as(rows.filter(Column::ServiceId.eq(service)), u64::MAX).await?;
        let blocking = rows.iter().filter(|row| row.blocks).count();
        let looks = rows.iter().filter(|row| !row.blocks && row.state != Answered::Muted).count();
        let number = |count| i32::try_from(count).unwrap_or(i32::MAX);
        self.count(&[service], number(blocking), number(looks)).await
    }

    /// The findings of a service that is just being adopted, for one statement with many others.
    pub(super) fn first_findings(&self, service: &service::Model, home: &Home, newest: &Standard) -> Vec<ActiveModel> {
        let about = About { name: &service.name, subject: home.category.subject, today: self.today };
        let found = newest.findings(&about);
        found.iter().map(|f| self.new_finding(service.id, f, print(f, &service.name, newest))).collect()
    }
}

/// What a reading of services changes in what is kept of them.
#[derive(Default)]
struct Settled {
    fresh: Vec<ActiveModel>,
    changed: Vec<Model>,
    gone: Vec<Uuid>,
    /// Services by how many findings hold them and how many ask for a look, where that is new.
    counts: BTreeMap<(i32, i32), Vec<Uuid>>,
}

/// A kept finding that was found again, where it reads otherwise now. What was answered stays while the content does.
fn found_again(row: Model, finding: &Finding, print: String) -> Option<Model> {
    let (remedy, same) = (finding.rule.remedy(), row.print == print);
    if same && row.remedy == remedy && row.blocks == finding.blocks() {
        return None;
    }
    let said = Model {
        short: finding.rule.short(),
        remedy,
        law: finding.rule.law().map(str::to_owned),
        blocks: finding.blocks(),
        print,
        ..row
    };
    Some(if same {
        said
    } else {
        Model { state: Answered::Open, answer: None, answered_by: None, answered_at: None, ..said }
    })
}

#[derive(sea_orm::FromQueryResult)]
struct Counted {
    blocks: bool,
    state: Answered,
}

/// A place as the table keeps it.
pub(crate) fn number(place: Place) -> i32 {
    match place {
        Place::Name => 0,
        Place::Component(component) => i32::from(component.number()),
        Place::Decree => 15,
        Place::Whole => 16,
    }
}
