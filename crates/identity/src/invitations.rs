//! Invitations: the only way to a role that does not start at the command line. Never a password by letter.

use balai_kernel::{Act, Contact, Email, SecretToken, fresh_id};
use balai_rbac::{Domain, Grant, PermittedGrant, Role, grants};
use balai_storage::envelope::Key;
use balai_storage::{Audit, Control, Event, Read, Result, StorageError, Write};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Select};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::Identity;
use crate::desk::seat;
use crate::personal::{by_email, contact_key};
use crate::rows::invitation;

const LIFETIME: TimeDelta = TimeDelta::days(2);
const MOST_LISTED: u64 = 200;

/// An invitation as the list of a place shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: Uuid,
    /// Who is invited.
    pub email: Email,
    /// To what.
    pub grant: Grant,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Where it stands.
    pub state: InvitationState,
}

/// Where an invitation stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    /// It can be accepted until then.
    Open(DateTime<Utc>),
    /// It was accepted then.
    Accepted(DateTime<Utc>),
    /// It was withdrawn, or a newer one took its place.
    Withdrawn(DateTime<Utc>),
    /// Nobody accepted it in time.
    Expired(DateTime<Utc>),
}

/// A letter is to be written: somebody was invited to a role.
///
/// Address and token are sealed, as the outbox keeps its news for a while and must not hold what opens an account;
/// [`email`](Self::email) and [`token`](Self::token) open them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StaffInvited {
    /// The invitation; the letter's Message-ID can be made from it.
    pub invitation: Uuid,
    /// To which role.
    pub role: Role,
    /// Where.
    pub domain: Domain,
    /// Good until.
    pub expires_at: DateTime<Utc>,
    sealed_email: String,
    sealed_token: String,
}

/// Why nobody was invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteRefused {
    /// The person holds the role.
    #[error("the person holds this role already")]
    HoldsIt,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a link from a letter opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum InvitationRefused {
    /// No such invitation, or withdrawn.
    #[error("the invitation is not known")]
    Unknown,
    /// It was accepted before.
    #[error("the invitation was accepted before")]
    Used,
    /// Two days have passed.
    #[error("the invitation has expired")]
    Expired,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Event for StaffInvited {
    const TOPIC: &'static str = "identity.staff_invited";

    fn key(&self) -> String {
        self.invitation.to_string()
    }
}

impl StaffInvited {
    /// To whom; `key` is the control plane's data key.
    pub fn email(&self, key: &Key) -> Result<Email> {
        Email::parse(&self.opened(key, "email", &self.sealed_email)?).map_err(|_| self.corrupt("address"))
    }

    /// The token for the link in the letter; `key` is the control plane's data key.
    pub fn token(&self, key: &Key) -> Result<SecretToken> {
        SecretToken::parse(&self.opened(key, "token", &self.sealed_token)?).map_err(|_| self.corrupt("token"))
    }

    fn sealed(key: &Key, invitation: Uuid, what: &str, plain: &str) -> String {
        STANDARD.encode(key.seal(seat("outbox", what, &invitation.to_string()), plain.as_bytes()))
    }

    fn opened(&self, key: &Key, what: &'static str, sealed: &str) -> Result<String> {
        let sealed = STANDARD.decode(sealed).map_err(|_| self.corrupt(what))?;
        let plain = key.open(seat("outbox", what, &self.invitation.to_string()), &sealed)?;
        String::from_utf8(plain.to_vec()).map_err(|_| self.corrupt(what))
    }

    fn corrupt(&self, what: &str) -> StorageError {
        StorageError::Corrupt(format!("{what} of invitation {}", self.invitation))
    }
}

impl Identity {
    /// Invites somebody to a role. An open invitation of the same person to the same role is withdrawn: the newest link
    /// counts.
    pub async fn invite(&self, act: &Act, email: &Email, grant: &PermittedGrant) -> Result<Uuid, InviteRefused> {
        let write = self.db.write().await?;
        if let Some(account) = by_email(&write, &self.key, email).await?
            && grants::of_account(&write, account.id).await?.contains(grant.grant())
        {
            return Err(InviteRefused::HoldsIt);
        }
        self.withdraw_open(&write, act, email, grant.grant()).await?;
        let id = self.add_invitation(&write, act, email, grant.grant()).await?;
        write.commit().await?;
        Ok(id)
    }

    /// The same for the saga that sets up a region, which may run a step twice: whoever was invited to the role before,
    /// and neither let it expire nor had it withdrawn, is not invited again.
    pub async fn invite_once(&self, act: &Act, email: &Email, grant: &PermittedGrant) -> Result<()> {
        let write = self.db.write().await?;
        let before = write.all(of_person(&self.key, email, grant.grant()), MOST_LISTED).await?;
        let counts = |state| matches!(state, InvitationState::Open(_) | InvitationState::Accepted(_));
        if before.iter().any(|row| counts(state(row, act.at))) {
            return Ok(());
        }
        self.add_invitation(&write, act, email, grant.grant()).await?;
        write.commit().await
    }

    /// Withdraws an open invitation of a place. Says whether there was one.
    pub async fn withdraw_invitation(&self, act: &Act, place: &Domain, id: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        let found = write.find::<invitation::Entity>(id).await?;
        let Some(row) = found.filter(|row| place.covers(&row.domain)) else {
            return Ok(false);
        };
        let change = invitation::Entity::update_many()
            .col_expr(invitation::Column::WithdrawnAt, Expr::value(act.at))
            .filter(invitation::Column::Id.eq(row.id))
            .filter(invitation::Column::AcceptedAt.is_null())
            .filter(invitation::Column::WithdrawnAt.is_null());
        if write.update_many(change).await? == 0 {
            return Ok(false);
        }
        let grant = Grant { role: row.role, domain: row.domain };
        write.audit(act, audit("invitation.withdrawn", id, &grant)).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Sends a letter with a new link in the place of an old invitation that nobody accepted; the old link counts no more.
    /// Says whether there was one: what was withdrawn is not sent again.
    pub async fn resend_invitation(&self, act: &Act, id: Uuid, grant: &PermittedGrant) -> Result<bool> {
        let write = self.db.write().await?;
        let found = write.find::<invitation::Entity>(id).await?;
        let Some(row) = found.filter(|row| (row.role, &row.domain) == (grant.grant().role, &grant.grant().domain))
        else {
            return Ok(false);
        };
        if row.accepted_at.is_some() || row.withdrawn_at.is_some() {
            return Ok(false);
        }
        let email = address_of(&self.key, &row)?;
        self.withdraw_open(&write, act, &email, grant.grant()).await?;
        self.add_invitation(&write, act, &email, grant.grant()).await?;
        write.commit().await?;
        Ok(true)
    }

    /// The invitations to roles in a place, newest first; for a region also those of its agencies.
    pub async fn invitations(&self, place: &Domain, at: DateTime<Utc>) -> Result<Vec<Invitation>> {
        let mut within = Condition::any().add(invitation::Column::Domain.eq(place.clone()));
        if let Domain::Region(code) = place {
            within = within.add(invitation::Column::Domain.starts_with(format!("{code}/")));
        }
        let query = invitation::Entity::find().filter(within).order_by_desc(invitation::Column::CreatedAt);
        let rows = self.db.read().await?.all(query, MOST_LISTED).await?;
        rows.into_iter().map(|row| shown(&self.key, row, at)).collect()
    }

    /// The open invitation behind a link.
    pub async fn invitation(&self, token: &SecretToken, at: DateTime<Utc>) -> Result<Invitation, InvitationRefused> {
        let row = open_row(&self.db.read().await?, token, at).await?;
        Ok(shown(&self.key, row, at)?)
    }

    /// Only the newest link to a role counts.
    async fn withdraw_open(&self, write: &Write<Control>, act: &Act, email: &Email, grant: &Grant) -> Result<()> {
        let change = invitation::Entity::update_many()
            .col_expr(invitation::Column::WithdrawnAt, Expr::value(act.at))
            .filter(invitation::Column::EmailKey.eq(email_key(&self.key, email)))
            .filter(invitation::Column::Role.eq(grant.role))
            .filter(invitation::Column::Domain.eq(grant.domain.clone()))
            .filter(invitation::Column::AcceptedAt.is_null())
            .filter(invitation::Column::WithdrawnAt.is_null());
        write.update_many(change).await.map(drop)
    }

    async fn add_invitation(&self, write: &Write<Control>, act: &Act, email: &Email, grant: &Grant) -> Result<Uuid> {
        let token = SecretToken::fresh();
        let id = fresh_id(act.at);
        let expires_at = act.at + LIFETIME;
        let row = id.to_string();
        let email_sealed = self.key.seal(seat("invitations", "email_sealed", &row), email.as_str().as_bytes());
        let row = invitation::ActiveModel {
            id: Set(id),
            token_hash: Set(token.hash().into()),
            email_sealed: Set(email_sealed),
            email_key: Set(email_key(&self.key, email)),
            role: Set(grant.role),
            domain: Set(grant.domain.clone()),
            invited_by: Set(act.by.to_string()),
            totp_sealed: Set(None),
            created_at: Set(act.at),
            expires_at: Set(expires_at),
            accepted_at: Set(None),
            withdrawn_at: Set(None),
        };
        write.insert(row).await?;
        let event = StaffInvited {
            invitation: id,
            role: grant.role,
            domain: grant.domain.clone(),
            expires_at,
            sealed_email: StaffInvited::sealed(&self.key, id, "email", email.as_str()),
            sealed_token: StaffInvited::sealed(&self.key, id, "token", &token.reveal()),
        };
        write.emit(act.at, &event).await?;
        write.audit(act, audit("invitation.sent", id, grant)).await?;
        Ok(id)
    }
}

/// The row of an invitation that can be accepted.
pub(crate) async fn open_row(
    read: &Read<Control>,
    token: &SecretToken,
    at: DateTime<Utc>,
) -> Result<invitation::Model, InvitationRefused> {
    let query = invitation::Entity::find().filter(invitation::Column::TokenHash.eq(token.hash().as_str()));
    let row = read.one(query).await?.ok_or(InvitationRefused::Unknown)?;
    match state(&row, at) {
        InvitationState::Open(_) => Ok(row),
        InvitationState::Accepted(_) => Err(InvitationRefused::Used),
        InvitationState::Withdrawn(_) => Err(InvitationRefused::Unknown),
        InvitationState::Expired(_) => Err(InvitationRefused::Expired),
    }
}

fn of_person(key: &Key, email: &Email, grant: &Grant) -> Select<invitation::Entity> {
    invitation::Entity::find()
        .filter(invitation::Column::EmailKey.eq(email_key(key, email)))
        .filter(invitation::Column::Role.eq(grant.role))
        .filter(invitation::Column::Domain.eq(grant.domain.clone()))
        .order_by_desc(invitation::Column::CreatedAt)
}

fn state(row: &invitation::Model, at: DateTime<Utc>) -> InvitationState {
    match (row.accepted_at, row.withdrawn_at) {
        (Some(accepted), _) => InvitationState::Accepted(accepted),
        (None, Some(withdrawn)) => InvitationState::Withdrawn(withdrawn),
        (None, None) if at >= row.expires_at => InvitationState::Expired(row.expires_at),
        (None, None) => InvitationState::Open(row.expires_at),
    }
}

fn shown(key: &Key, row: invitation::Model, at: DateTime<Utc>) -> Result<Invitation> {
    let (state, email) = (state(&row, at), address_of(key, &row)?);
    Ok(Invitation {
        id: row.id,
        email,
        grant: Grant { role: row.role, domain: row.domain },
        created_at: row.created_at,
        state,
    })
}

/// Who is invited.
pub(crate) fn address_of(key: &Key, row: &invitation::Model) -> Result<Email> {
    let corrupt = || StorageError::Corrupt(format!("invitation {}", row.id));
    let plain = key.open(seat("invitations", "email_sealed", &row.id.to_string()), &row.email_sealed)?;
    Email::parse(std::str::from_utf8(&plain).map_err(|_| corrupt())?).map_err(|_| corrupt())
}

/// What an invitation is found by.
fn email_key(key: &Key, email: &Email) -> String {
    contact_key(key, &Contact::Email(email.clone()))
}

fn audit(action: &'static str, id: Uuid, grant: &Grant) -> Audit {
    Audit {
        action,
        kind: "invitation",
        id: id.to_string(),
        before: None,
        after: Some(json!({ "role": grant.role, "domain": grant.domain })),
    }
}
