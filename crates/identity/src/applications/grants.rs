//! What citizens let applications see: given once, withdrawn with effect at once.

use balai_kernel::Act;
use balai_storage::{Control, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, IntoCondition};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::Identity;
use crate::applications::registry::{find, locked, named};
use crate::applications::{Application, ApplicationState, ClaimName};
use crate::rows::application_grant::{self, Claims};

/// Applications of one citizen that are listed.
const MOST_LISTED: u64 = 200;

/// What a citizen lets an application see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Its id. A citizen who withdraws and gives again keeps it; what came of it before is dead by `granted_at`.
    pub id: Uuid,
    /// What the application may see.
    pub claims: Vec<ClaimName>,
    /// What it asked when the citizen answered last.
    pub asked: Vec<ClaimName>,
    /// Whether she was asked and agreed that it goes on while she is not signed in (`offline_access`).
    pub offline: bool,
    /// Since when, without a break. A token that was given before this moment came of a grant that has ended.
    pub granted_at: DateTime<Utc>,
    /// When the citizen answered last.
    pub answered_at: DateTime<Utc>,
    /// When the application last got something of it.
    pub used_at: Option<DateTime<Utc>>,
}

/// A grant with the application it was given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantedApplication {
    /// What was given.
    pub grant: Grant,
    /// To whom.
    pub application: Application,
}

/// Why a consent was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ConsentRefused {
    /// The application is gone, paused, or changed since it was shown: it must be shown again.
    #[error("the application is not what was shown")]
    Changed,
    /// Something that it must have was kept back.
    #[error("something the application cannot do without was kept back")]
    Needed,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Grant {
    /// Whether the citizen has answered all that the application asks at this time. If not, she is asked again.
    pub fn covers(&self, application: &Application) -> bool {
        let answers = |claim: &ClaimName| {
            let needs = application.asked(*claim).is_some_and(|asked| !asked.voluntary);
            if needs { self.claims.contains(claim) } else { self.asked.contains(claim) }
        };
        application.asks().iter().all(answers)
    }
}

impl Identity {
    /// What a citizen lets an application see at this time; none where she was never asked or withdrew. Whoever answers
    /// for the protocol asks this at each use of a token and believes none that is older than
    /// [`granted_at`](Grant::granted_at); whether the grant [covers](Grant::covers) what is asked is a question at sign-in.
    pub async fn application_grant(&self, account: Uuid, application: Uuid) -> Result<Option<Grant>> {
        live_grant(&self.db.read().await?, account, application).await
    }

    /// Records that a citizen lets an application see `given` of what it asks. `shown` is the version of the application
    /// that she was shown, `offline` whether the page asked that it may go on while she is not signed in.
    pub async fn consent(
        &self,
        act: &Act,
        account: Uuid,
        (application, shown): (Uuid, i32),
        given: &[ClaimName],
        offline: bool,
    ) -> Result<(), ConsentRefused> {
        let write = self.db.write().await?;
        let found = locked(&write, application).await?;
        let found = found.filter(|found| found.state == ApplicationState::Active && found.version == shown);
        let found = found.ok_or(ConsentRefused::Changed)?;
        if found.claims.iter().any(|asked| !asked.voluntary && !given.contains(&asked.claim)) {
            return Err(ConsentRefused::Needed);
        }
        let asked = found.asks();
        let claims: Vec<ClaimName> = asked.iter().copied().filter(|claim| given.contains(claim)).collect();
        let before = row_of(&write, account, application).await?;
        // what she agreed to before and did not take back goes on
        let offline = offline || before.as_ref().is_some_and(|before| before.offline && before.ended_at.is_none());
        let mut row = application_grant::ActiveModel {
            claims: Set(Claims(claims.clone())),
            asked: Set(Claims(asked.clone())),
            offline: Set(offline),
            answered_at: Set(act.at),
            ended_at: Set(None),
            ..Default::default()
        };
        if let Some(before) = before {
            row.id = Set(before.id);
            if before.ended_at.is_some() {
                row.granted_at = Set(act.at);
                row.used_at = Set(None);
            }
            write.update(row).await?;
        } else {
            row.id = Set(balai_kernel::fresh_id(act.at));
            row.account_id = Set(account);
            row.application_id = Set(application);
            row.granted_at = Set(act.at);
            row.used_at = Set(None);
            // of two clicks at once the second finds the first one's row
            write.insert_absent(vec![row]).await?;
        }
        let after = json!({ "claims": claims, "asked": asked, "offline": offline });
        write.audit(act, named("client.granted", &found, None, after)).await?;
        write.commit().await?;
        Ok(())
    }

    /// Takes back what a citizen let an application see, with effect at once. Says whether she ever let it see anything; a
    /// second time changes nothing.
    pub async fn withdraw_grant(&self, act: &Act, account: Uuid, application: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        let Some(found) = find(&write, application).await? else { return Ok(false) };
        let own = Condition::all()
            .add(application_grant::Column::AccountId.eq(account))
            .add(application_grant::Column::ApplicationId.eq(application));
        if end_grants(&write, own, act.at).await? == 0 {
            return Ok(row_of(&write, account, application).await?.is_some());
        }
        write.audit(act, named("client.withdrawn", &found, None, json!({}))).await?;
        write.commit().await?;
        Ok(true)
    }

    /// What a citizen lets which applications see, the newest first.
    pub async fn granted_applications(&self, account: Uuid) -> Result<Vec<GrantedApplication>> {
        let read = self.db.read().await?;
        let query = application_grant::Entity::find()
            .filter(application_grant::Column::AccountId.eq(account))
            .filter(application_grant::Column::EndedAt.is_null())
            .order_by_desc(application_grant::Column::Id);
        let mut all = Vec::new();
        for row in read.all(query, MOST_LISTED).await? {
            if let Some(application) = find(&read, row.application_id).await? {
                all.push(GrantedApplication { grant: told(row), application });
            }
        }
        Ok(all)
    }

    /// How many citizens use an application.
    pub async fn citizens_of_application(&self, application: Uuid) -> Result<u64> {
        let live = application_grant::Entity::find()
            .filter(application_grant::Column::ApplicationId.eq(application))
            .filter(application_grant::Column::EndedAt.is_null());
        self.db.read().await?.count(live).await
    }
}

/// Notes that an application got tokens at this moment, with the deed that it is noted for: the citizen sees when it last did.
pub(crate) async fn note_used(
    write: &Write<Control>,
    account: Uuid,
    application: Uuid,
    at: DateTime<Utc>,
) -> Result<()> {
    let change = application_grant::Entity::update_many()
        .col_expr(application_grant::Column::UsedAt, Expr::value(at))
        .filter(application_grant::Column::AccountId.eq(account))
        .filter(application_grant::Column::ApplicationId.eq(application))
        .filter(application_grant::Column::EndedAt.is_null());
    write.update_many(change).await.map(drop)
}

/// What a citizen lets an application see, within a transaction.
pub(crate) async fn live_grant(read: &Read<Control>, account: Uuid, application: Uuid) -> Result<Option<Grant>> {
    let row = row_of(read, account, application).await?;
    Ok(row.filter(|row| row.ended_at.is_none()).map(told))
}

/// Ends grants; returns how many. The one way in which a grant ends, by withdrawal or because its application goes. What came
/// of the grants (codes, access tokens, families of refresh tokens) counts no more from then on, because whoever asks whether
/// it does finds no grant, or one that was given later.
pub(crate) async fn end_grants(write: &Write<Control>, which: impl IntoCondition, at: DateTime<Utc>) -> Result<u64> {
    let change = application_grant::Entity::update_many()
        .col_expr(application_grant::Column::EndedAt, Expr::value(at))
        .filter(which.into_condition())
        .filter(application_grant::Column::EndedAt.is_null());
    write.update_many(change).await
}

async fn row_of(read: &Read<Control>, account: Uuid, application: Uuid) -> Result<Option<application_grant::Model>> {
    let own = application_grant::Entity::find()
        .filter(application_grant::Column::AccountId.eq(account))
        .filter(application_grant::Column::ApplicationId.eq(application));
    read.one(own).await
}

fn told(row: application_grant::Model) -> Grant {
    Grant {
        id: row.id,
        claims: row.claims.0,
        asked: row.asked.0,
        offline: row.offline,
        granted_at: row.granted_at,
        answered_at: row.answered_at,
        used_at: row.used_at,
    }
}
