//! Sessions: begun, recognised, listed, ended.
//!
//! A person has one session at the account host; the sessions at other hosts are its children and end with it.

use std::fmt;

use balai_kernel::{Act, Contact, Email, PersonName, Phone, SecretToken, fresh_id};
use balai_storage::{Audit, Control, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::account::{Account, AccountState};
use crate::oidc::Site;
use crate::personal::read_account;
use crate::provider;
use crate::rows::{account, contact_proof, pending_factor, session, sign_in};
use crate::{Identity, Purpose, SessionEnd, SessionKind, SessionTimes};

const MOST_LISTED: u64 = 100;
/// Sessions of one account that end at once; nobody has more.
const MOST_ENDED: u64 = 10_000;
const LONGEST_DEVICE: usize = 200;

/// A session just begun. The token goes into the cookie of its site and nowhere else.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Its id.
    pub id: Uuid,
    /// What the cookie holds.
    pub token: SecretToken,
    /// Whose it is.
    pub account: Uuid,
}

/// Somebody recognised by a session.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The session.
    pub session: Uuid,
    /// The account.
    pub account: Uuid,
    /// Their name.
    pub name: PersonName,
    /// Their address, if they have one.
    pub email: Option<Email>,
    /// Their telephone number, if they have one.
    pub phone: Option<Phone>,
    /// What they are reached by first.
    pub contact: Contact,
    /// The version of their grants, with which the permission set is asked for.
    pub grants_version: i64,
    /// By what they signed in: authentication method references (RFC 8176) with blanks between. An earlier release kept none.
    pub amr: Option<String>,
    /// Whether they gave a second factor when signing in.
    pub second_factor: bool,
    /// When they signed in.
    pub since: DateTime<Utc>,
    /// When they last proved who they are, with all their factors.
    pub proven_at: DateTime<Utc>,
    /// When the session ends if nothing more is done.
    pub ends_at: DateTime<Utc>,
    /// When it ends whatever is done.
    pub expires_at: DateTime<Utc>,
}

impl SignedIn {
    /// Whether the last proof is no older than this.
    pub fn proven_within(&self, age: TimeDelta, at: DateTime<Utc>) -> bool {
        at - self.proven_at <= age
    }
}

/// A session as its owner sees it in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionSummary {
    /// Its id.
    pub id: Uuid,
    /// The session at the account host it belongs to; none for that one itself.
    pub parent: Option<Uuid>,
    /// Where it counts.
    pub site: Site,
    /// What the browser called itself.
    pub device: String,
    /// The network address it was begun from.
    pub address: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
}

/// What a new session is made of.
pub(crate) struct SessionSeed<'a> {
    pub(crate) account: Uuid,
    pub(crate) kind: SessionKind,
    pub(crate) means: Proven<'a>,
    pub(crate) site: &'a Site,
    pub(crate) device: &'a str,
    pub(crate) child_of: Option<ChildOf>,
    /// When they proved it.
    pub(crate) proven_at: DateTime<Utc>,
}

/// How somebody proved who they are when they signed in at the account host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    /// By the password alone.
    Password,
    /// By the password, and a code of the app or a recovery code.
    PasswordAndCode,
    /// By a passkey alone, which asked for finger, face or PIN.
    Passkey {
        /// Whether the key stays in its device: one that is kept in a cloud does not.
        hardware: bool,
    },
    /// By the password and then a passkey.
    PasswordAndPasskey {
        /// The same.
        hardware: bool,
    },
    /// By the national identity provider.
    National,
    /// By the national identity provider, and a code of the app or a recovery code.
    NationalAndCode,
    /// By the national identity provider and then a passkey.
    NationalAndPasskey {
        /// The same.
        hardware: bool,
    },
}

/// What a session keeps of that; one of an earlier release knows no more than whether there was a second factor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proven<'a> {
    pub(crate) second_factor: bool,
    pub(crate) amr: Option<&'a str>,
}

impl Means {
    /// Whether two factors were shown.
    pub(crate) const fn second_factor(self) -> bool {
        !matches!(self, Self::Password | Self::National)
    }

    /// Whether there was a passkey.
    pub(crate) const fn by_passkey(self) -> bool {
        matches!(self, Self::Passkey { .. } | Self::PasswordAndPasskey { .. } | Self::NationalAndPasskey { .. })
    }

    /// Whether it was the national identity.
    pub(crate) const fn by_national(self) -> bool {
        matches!(self, Self::National | Self::NationalAndCode | Self::NationalAndPasskey { .. })
    }

    /// Its authentication method references (RFC 8176, section 2), with blanks between: `hwk` and `swk` are keys in hardware
    /// and in software, `user` that the person was asked, `mfa` that there was more than one factor.
    pub(crate) const fn amr(self) -> &'static str {
        match self {
            Self::Password => "pwd",
            Self::PasswordAndCode => "pwd otp mfa",
            Self::Passkey { hardware: true } => "hwk user mfa",
            Self::Passkey { hardware: false } => "swk user mfa",
            Self::PasswordAndPasskey { hardware: true } => "pwd hwk user mfa",
            Self::PasswordAndPasskey { hardware: false } => "pwd swk user mfa",
            // The list names no other provider; `fed` is what is in use.
            Self::National => "fed",
            Self::NationalAndCode => "fed otp mfa",
            Self::NationalAndPasskey { hardware: true } => "fed hwk user mfa",
            Self::NationalAndPasskey { hardware: false } => "fed swk user mfa",
        }
    }

    pub(crate) const fn proven(self) -> Proven<'static> {
        Proven { second_factor: self.second_factor(), amr: Some(self.amr()) }
    }
}

/// The session at the account host that a host's session hangs on, and the code it came by.
pub(crate) struct ChildOf {
    pub(crate) parent: Uuid,
    pub(crate) code: Uuid,
    pub(crate) expires_at: DateTime<Utc>,
}

impl Identity {
    /// Who holds this token at this site. A token of another site is nobody's, as if there were no cookie at all. Renews
    /// the sign of life.
    pub async fn session(&self, token: &SecretToken, site: &Site, at: DateTime<Utc>) -> Result<Option<SignedIn>> {
        let read = self.db.read().await?;
        let query = session::Entity::find()
            .filter(session::Column::TokenHash.eq(token.hash().as_str()))
            .filter(session::Column::Site.eq(site.clone()));
        let Some(row) = read.one(query).await?.filter(|row| times(row).is_live(at)) else {
            return Ok(None);
        };
        let account = read.find::<account::Entity>(row.account_id).await?;
        // SQLite has one connection for a file: the read must be over before the write begins.
        drop(read);
        let Some(account) = account.filter(|account| account.state == AccountState::Active) else {
            return Ok(None);
        };
        let mut times = times(&row);
        if times.wants_renewal(at) {
            self.renew(row.id, at).await?;
            times.seen_at = at;
        }
        recognised(&row, times, read_account(&self.key, &account)?).map(Some)
    }

    /// How the session ended whose token somebody still holds at this site; nothing where it counts, or never was.
    pub async fn session_end(&self, token: &SecretToken, site: &Site, at: DateTime<Utc>) -> Result<Option<SessionEnd>> {
        let query = session::Entity::find()
            .filter(session::Column::TokenHash.eq(token.hash().as_str()))
            .filter(session::Column::Site.eq(site.clone()));
        let row = self.db.read().await?.one(query).await?;
        Ok(row.and_then(|row| times(&row).end(at)))
    }

    /// An account's live sessions, newest first.
    pub async fn sessions_of(&self, account: Uuid, at: DateTime<Utc>) -> Result<Vec<SessionSummary>> {
        let query = session::Entity::find()
            .filter(session::Column::AccountId.eq(account))
            .filter(session::Column::EndedAt.is_null())
            .filter(session::Column::ExpiresAt.gt(at))
            .order_by_desc(session::Column::StartedAt);
        let rows = self.db.read().await?.all(query, MOST_LISTED).await?;
        Ok(rows.into_iter().filter(|row| times(row).is_live(at)).map(summary).collect())
    }

    /// Ends one session of an account, with its children. Says whether it was there to end; another account's is not.
    pub async fn end_session(&self, act: &Act, account: Uuid, id: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        let found =
            write.find::<session::Entity>(id).await?.filter(|row| row.account_id == account && row.ended_at.is_none());
        if found.is_none() {
            return Ok(false);
        }
        end_tree(&write, id, act.at).await?;
        write.audit(act, ended(id)).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Signs a person out everywhere they got to from one sign-in: at a shared computer nobody wants less.
    pub async fn sign_out(&self, act: &Act, id: Uuid) -> Result<()> {
        let write = self.db.write().await?;
        let Some(row) = write.find::<session::Entity>(id).await? else {
            return Ok(());
        };
        let root = row.parent_id.unwrap_or(row.id);
        end_tree(&write, root, act.at).await?;
        write.audit(act, ended(root)).await?;
        write.commit().await
    }

    /// Ends every session of an account but one and what that one reached. Returns how many ended.
    pub async fn end_other_sessions(&self, act: &Act, account: Uuid, keep: Uuid) -> Result<u64> {
        let write = self.db.write().await?;
        let elsewhere =
            Condition::any().add(session::Column::ParentId.is_null()).add(session::Column::ParentId.ne(keep));
        let others = Condition::all()
            .add(session::Column::AccountId.eq(account))
            .add(session::Column::Id.ne(keep))
            .add(elsewhere);
        let ended = end_where(&write, others, act.at).await?;
        let authorizations = provider::end_of_account(&write, account, Some(keep), act.at).await?;
        if ended + authorizations > 0 {
            let after = Some(json!({ "sessions": ended, "authorizations": authorizations }));
            let id = account.to_string();
            write
                .audit(act, Audit { action: "session.others_ended", kind: "account", id, before: None, after })
                .await?;
        }
        write.commit().await?;
        Ok(ended)
    }

    /// Puts a session just begun in the place of the one that this browser held at the same site: what hung on the old one
    /// hangs on the new, and the old one ends. One of somebody else ends with everything it reached.
    pub async fn take_over(&self, act: &Act, old: &SecretToken, site: &Site, new: &NewSession) -> Result<()> {
        let query = session::Entity::find()
            .filter(session::Column::TokenHash.eq(old.hash().as_str()))
            .filter(session::Column::Site.eq(site.clone()))
            .filter(session::Column::Id.ne(new.id))
            .filter(session::Column::EndedAt.is_null());
        let write = self.db.write().await?;
        let Some(row) = write.one(query).await? else { return Ok(()) };
        if row.account_id == new.account {
            let moved = session::Entity::update_many()
                .col_expr(session::Column::ParentId, Expr::value(new.id))
                .filter(session::Column::ParentId.eq(row.id))
                .filter(session::Column::EndedAt.is_null());
            write.update_many(moved).await?;
            let offered = pending_factor::Entity::update_many()
                .col_expr(pending_factor::Column::SessionId, Expr::value(new.id))
                .filter(pending_factor::Column::SessionId.eq(row.id));
            write.update_many(offered).await?;
            provider::follow_session(&write, row.id, new.id).await?;
        }
        end_tree(&write, row.id, act.at).await?;
        write.commit().await
    }

    async fn renew(&self, id: Uuid, at: DateTime<Utc>) -> Result<()> {
        let write = self.db.write().await?;
        let change = session::Entity::update_many()
            .col_expr(session::Column::SeenAt, Expr::value(at))
            .filter(session::Column::Id.eq(id))
            .filter(session::Column::SeenAt.lt(at));
        write.update_many(change).await?;
        write.commit().await
    }
}

/// Begins a session: always with a new token, so that one set beforehand by somebody else is worth nothing.
pub(crate) async fn begin(write: &Write<Control>, act: &Act, seed: SessionSeed<'_>) -> Result<NewSession> {
    let token = SecretToken::fresh();
    let id = fresh_id(act.at);
    let times = SessionTimes::begin(seed.kind, act.at);
    let limit = seed.child_of.as_ref().map(|child| child.expires_at);
    let row = session::ActiveModel {
        id: Set(id),
        token_hash: Set(token.hash().into()),
        account_id: Set(seed.account),
        parent_id: Set(seed.child_of.as_ref().map(|child| child.parent)),
        code_id: Set(seed.child_of.as_ref().map(|child| child.code)),
        site: Set(seed.site.clone()),
        kind: Set(seed.kind),
        second_factor: Set(seed.means.second_factor),
        amr: Set(seed.means.amr.map(str::to_owned)),
        device: Set(seed.device.chars().take(LONGEST_DEVICE).collect()),
        address: Set(act.from.ip.clone().unwrap_or_default()),
        started_at: Set(act.at),
        seen_at: Set(times.seen_at),
        proven_at: Set(Some(seed.proven_at)),
        expires_at: Set(limit.map_or(times.expires_at, |limit| limit.min(times.expires_at))),
        ended_at: Set(None),
    };
    write.insert(row).await?;
    Ok(NewSession { id, token, account: seed.account })
}

/// A live session of an account. Its row stays locked until the transaction ends: a sign-out at the same moment comes before,
/// and then there is none, or after, and then it ends what was hung on it too.
pub(crate) async fn hold(
    write: &Write<Control>,
    id: Uuid,
    account: Uuid,
    at: DateTime<Utc>,
) -> Result<Option<session::Model>> {
    let change = session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::col(session::Column::SeenAt))
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null());
    if write.update_many(change).await? != 1 {
        return Ok(None);
    }
    Ok(write.find::<session::Entity>(id).await?.filter(|row| times(row).is_live(at)))
}

/// Ends a session and its children.
pub(crate) async fn end_tree(write: &Write<Control>, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    let tree = Condition::any().add(session::Column::Id.eq(id)).add(session::Column::ParentId.eq(id));
    end_where(write, tree, at).await.map(drop)
}

/// Ends the session that came of a code, if one did.
pub(crate) async fn end_session_of_code(write: &Write<Control>, code: Uuid, at: DateTime<Utc>) -> Result<()> {
    end_where(write, Condition::all().add(session::Column::CodeId.eq(code)), at).await.map(drop)
}

/// Ends every session of an account, and whatever would become one: half a sign-in, a proof that would recover it, and a
/// second factor that somebody has seen and not yet added.
pub(crate) async fn end_all(write: &Write<Control>, account: Uuid, at: DateTime<Utc>) -> Result<()> {
    let halves = sign_in::Entity::update_many()
        .col_expr(sign_in::Column::DoneAt, Expr::value(at))
        .filter(sign_in::Column::AccountId.eq(account))
        .filter(sign_in::Column::DoneAt.is_null());
    write.update_many(halves).await?;
    let proofs = contact_proof::Entity::update_many()
        .col_expr(contact_proof::Column::DoneAt, Expr::value(at))
        .filter(contact_proof::Column::AccountId.eq(account))
        .filter(contact_proof::Column::Purpose.is_in([Purpose::Recover, Purpose::Change]))
        .filter(contact_proof::Column::DoneAt.is_null());
    write.update_many(proofs).await?;
    let offered = pending_factor::Entity::delete_many().filter(pending_factor::Column::AccountId.eq(account));
    write.delete_many(offered).await?;
    end_where(write, Condition::all().add(session::Column::AccountId.eq(account)), at).await?;
    provider::end_of_account(write, account, None, at).await.map(drop)
}

/// Ends what somebody began before they had a role.
pub(crate) async fn end_citizen_sessions(write: &Write<Control>, account: Uuid, at: DateTime<Utc>) -> Result<()> {
    let theirs = Condition::all()
        .add(session::Column::AccountId.eq(account))
        .add(session::Column::Kind.eq(SessionKind::Citizen));
    end_where(write, theirs, at).await.map(drop)
}

/// Ends sessions. What applications hold of those at the account host ends with them.
async fn end_where(write: &Write<Control>, which: Condition, at: DateTime<Utc>) -> Result<u64> {
    let roots = session::Entity::find()
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ParentId.is_null())
        .filter(which.clone());
    let roots: Vec<Uuid> = write.all(roots, MOST_ENDED).await?.into_iter().map(|row| row.id).collect();
    provider::signed_out(write, &roots, at).await?;
    let change = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(at))
        .filter(session::Column::EndedAt.is_null())
        .filter(which);
    write.update_many(change).await
}

pub(crate) fn times(row: &session::Model) -> SessionTimes {
    SessionTimes { kind: row.kind, seen_at: row.seen_at, expires_at: row.expires_at, ended_at: row.ended_at }
}

/// A session of an earlier release was proven when it began.
pub(crate) fn proven_at(row: &session::Model) -> DateTime<Utc> {
    row.proven_at.unwrap_or(row.started_at)
}

fn recognised(row: &session::Model, times: SessionTimes, account: Account) -> Result<SignedIn> {
    let contact = account.contact();
    Ok(SignedIn {
        session: row.id,
        account: account.id,
        contact: contact.ok_or_else(|| StorageError::Corrupt(format!("session {} of nobody", row.id)))?,
        name: account.name,
        email: account.email,
        phone: account.phone,
        grants_version: account.grants_version,
        amr: row.amr.clone(),
        second_factor: row.second_factor,
        since: row.started_at,
        proven_at: proven_at(row),
        ends_at: times.ends_at(),
        expires_at: times.expires_at,
    })
}

fn summary(row: session::Model) -> SessionSummary {
    SessionSummary {
        id: row.id,
        parent: row.parent_id,
        site: row.site,
        device: row.device,
        address: row.address,
        started_at: row.started_at,
        seen_at: row.seen_at,
    }
}

fn ended(id: Uuid) -> Audit {
    Audit { action: "session.ended", kind: "session", id: id.to_string(), ..Audit::default() }
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignedIn(account {}, session {})", self.account, self.session)
    }
}
