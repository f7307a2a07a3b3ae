//! A visit to the provider: begun here, ended by whoever comes back with its mark in the same browser.

use balai_kernel::{Act, Email, Nik, PersonName, SecretToken, fresh_id};
use balai_storage::{Control, Read, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::NationalPerson;
use crate::desk::seat;
use crate::rows::national_visit::{ActiveModel, Column, Entity, Model};
use crate::{CodeChallenge, CodeVerifier, Identity, PROOF_LASTS};

/// How long somebody may be away.
pub const TRIP_LASTS: TimeDelta = TimeDelta::minutes(10);
/// How long somebody may look at whose identity she is about to link.
const LOOK_LASTS: TimeDelta = TimeDelta::minutes(10);
/// How long a stranger may take to register: at a shared computer somebody else sits there next.
const STRANGER_LASTS: TimeDelta = TimeDelta::minutes(10);

/// What somebody leaves for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// To come in, or to register.
    SignIn,
    /// To link the identity to this account, whose owner has just proved who she is.
    Link(Uuid),
}

/// A visit just begun.
pub struct Trip {
    /// For the browser's cookie and nowhere else.
    pub token: SecretToken,
    /// What travels along and comes back.
    pub state: String,
    /// What comes back within the ID token.
    pub nonce: String,
    /// S256 of the verifier, which stays here.
    pub challenge: CodeChallenge,
}

/// Somebody is back.
pub struct Homecoming {
    /// The nonce that was sent.
    pub nonce: String,
    /// What the challenge was made of.
    pub verifier: CodeVerifier,
    /// Where she was on the way to.
    pub onward: String,
    /// What she had left for.
    pub aim: Aim,
    /// When she left.
    pub left_at: DateTime<Utc>,
}

/// Somebody whose identity leads to no account yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranger {
    /// The name that the provider told.
    pub name: Option<PersonName>,
    /// The address that it told: a suggestion, no proof.
    pub email: Option<Email>,
}

/// What a visit holds, sealed.
#[derive(Serialize, Deserialize)]
struct Held {
    nonce: String,
    verifier: String,
    onward: String,
    person: Option<HeldPerson>,
}

#[derive(Serialize, Deserialize)]
struct HeldPerson {
    issuer: String,
    subject: String,
    proven_at: DateTime<Utc>,
    name: Option<PersonName>,
    nik: Option<String>,
    email: Option<Email>,
}

impl Identity {
    /// Begins a visit; `onward` is where the person is on the way to.
    pub async fn leave_for_national(&self, act: &Act, aim: Aim, onward: &str) -> Result<Trip> {
        let (token, id) = (SecretToken::fresh(), fresh_id(act.at));
        let (verifier, nonce) = (CodeVerifier::fresh(), SecretToken::fresh().reveal());
        let held = Held {
            nonce: nonce.clone(),
            verifier: verifier.reveal().to_owned(),
            onward: onward.to_owned(),
            person: None,
        };
        let row = ActiveModel {
            id: Set(id),
            token_hash: Set(token.hash().into()),
            account_id: Set(match aim {
                Aim::SignIn => None,
                Aim::Link(account) => Some(account),
            }),
            sealed: Set(self.seal_held(id, &held)?),
            began_at: Set(act.at),
            returned_at: Set(None),
            done_at: Set(None),
        };
        let write = self.db.write().await?;
        write.insert(row).await?;
        write.commit().await?;
        Ok(Trip { state: token.hash().into(), token, nonce, challenge: verifier.challenge() })
    }

    /// Takes in whoever comes back with a visit's mark, once: of two who come with the same, one does.
    pub async fn back_from_national(&self, act: &Act, token: &SecretToken, state: &str) -> Result<Option<Homecoming>> {
        if token.hash().as_str() != state {
            return Ok(None);
        }
        let open = Condition::all()
            .add(Column::TokenHash.eq(state))
            .add(Column::BeganAt.gt(act.at - TRIP_LASTS))
            .add(Column::ReturnedAt.is_null());
        let write = self.db.write().await?;
        let Some(row) = write.one(Entity::find().filter(open.clone())).await? else { return Ok(None) };
        let back = Entity::update_many().col_expr(Column::ReturnedAt, Expr::value(act.at)).filter(open);
        if write.update_many(back).await? != 1 {
            return Ok(None);
        }
        write.commit().await?;
        let held = self.open_held(&row)?;
        let verifier = CodeVerifier::parse(&held.verifier).ok_or_else(|| corrupt(row.id))?;
        let aim = row.account_id.map_or(Aim::SignIn, Aim::Link);
        Ok(Some(Homecoming { nonce: held.nonce, verifier, onward: held.onward, aim, left_at: row.began_at }))
    }

    /// Who registers with an identity in this browser, if anybody does.
    pub async fn stranger(&self, token: &SecretToken, at: DateTime<Utc>) -> Result<Option<Stranger>> {
        let person = self.told_of(&self.db.read().await?, waiting(token, at), at).await?;
        Ok(person.map(|person| Stranger { name: person.name, email: person.email }))
    }

    /// Keeps what was told of whoever left to link her identity, until she has seen whose it is and says yes.
    pub async fn keep_for_linking(&self, token: &SecretToken, person: &NationalPerson) -> Result<()> {
        let write = self.db.write().await?;
        self.keep_person(&write, token, person).await?;
        write.commit().await
    }

    /// Whose identity waits in this browser to be linked to this account, if any does.
    pub async fn awaits_linking(
        &self,
        token: &SecretToken,
        account: Uuid,
        at: DateTime<Utc>,
    ) -> Result<Option<NationalPerson>> {
        self.told_of(&self.db.read().await?, to_link(token, account, at), at).await
    }

    /// The same, taken. The visit ends with it: of two requests one gets it.
    pub(super) async fn take_for_linking(
        &self,
        write: &Write<Control>,
        token: &SecretToken,
        (account, at): (Uuid, DateTime<Utc>),
    ) -> Result<Option<NationalPerson>> {
        let person = self.told_of(write, to_link(token, account, at), at).await?;
        let first = self.end_trip(write, token, at).await?;
        Ok(person.filter(|_| first))
    }

    /// What the provider told of a stranger. The visit ends with it: of two requests one gets it.
    pub(crate) async fn take_stranger(
        &self,
        write: &Write<Control>,
        token: &SecretToken,
        at: DateTime<Utc>,
    ) -> Result<Option<NationalPerson>> {
        let Some(person) = self.told_of(write, waiting(token, at), at).await? else { return Ok(None) };
        let first = self.end_trip(write, token, at).await?;
        Ok(Some(person).filter(|_| first))
    }

    /// Who waits in a visit; nobody where it is too long ago that she proved to the provider who she is, as of every proof.
    async fn told_of(
        &self,
        read: &Read<Control>,
        visit: Condition,
        at: DateTime<Utc>,
    ) -> Result<Option<NationalPerson>> {
        let Some(row) = read.one(Entity::find().filter(visit)).await? else { return Ok(None) };
        let held = self.open_held(&row)?.person.filter(|person| at - person.proven_at <= PROOF_LASTS);
        held.map(|person| person.read(row.id)).transpose()
    }

    /// Keeps what was told of somebody.
    pub(super) async fn keep_person(
        &self,
        write: &Write<Control>,
        token: &SecretToken,
        person: &NationalPerson,
    ) -> Result<()> {
        let of_token = Entity::find().filter(Column::TokenHash.eq(token.hash().as_str()));
        let Some(row) = write.one(of_token).await? else { return Ok(()) };
        let held = Held { person: Some(HeldPerson::of(person)), ..self.open_held(&row)? };
        let kept = Entity::update_many()
            .col_expr(Column::Sealed, Expr::value(self.seal_held(row.id, &held)?))
            .filter(Column::Id.eq(row.id))
            .filter(Column::DoneAt.is_null());
        write.update_many(kept).await.map(drop)
    }

    /// Ends a visit; nothing of what was told stays. Says whether it was still there to end.
    pub(crate) async fn end_trip(
        &self,
        write: &Write<Control>,
        token: &SecretToken,
        at: DateTime<Utc>,
    ) -> Result<bool> {
        let ended = Entity::update_many()
            .col_expr(Column::DoneAt, Expr::value(at))
            .col_expr(Column::Sealed, Expr::value(Vec::<u8>::new()))
            .filter(Column::TokenHash.eq(token.hash().as_str()))
            .filter(Column::DoneAt.is_null());
        Ok(write.update_many(ended).await? == 1)
    }

    fn seal_held(&self, id: Uuid, held: &Held) -> Result<Vec<u8>> {
        let plain = serde_json::to_vec(held).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        Ok(self.key.seal(seat("national_visits", "sealed", &id.to_string()), &plain))
    }

    fn open_held(&self, row: &Model) -> Result<Held> {
        let plain = self.key.open(seat("national_visits", "sealed", &row.id.to_string()), &row.sealed)?;
        serde_json::from_slice(&plain).map_err(|_| corrupt(row.id))
    }
}

impl HeldPerson {
    fn of(person: &NationalPerson) -> Self {
        Self {
            issuer: person.issuer.clone(),
            subject: person.subject.clone(),
            proven_at: person.proven_at,
            name: person.name.clone(),
            nik: person.nik.as_ref().map(Nik::reveal),
            email: person.email.clone(),
        }
    }

    fn read(self, visit: Uuid) -> Result<NationalPerson> {
        let nik = self.nik.as_deref().map(Nik::parse).transpose().map_err(|_| corrupt(visit))?;
        let Self { issuer, subject, proven_at, name, email, .. } = self;
        Ok(NationalPerson { issuer, subject, proven_at, name, nik, email })
    }
}

fn waiting(token: &SecretToken, at: DateTime<Utc>) -> Condition {
    back_since(token, at - STRANGER_LASTS).add(Column::AccountId.is_null())
}

fn to_link(token: &SecretToken, account: Uuid, at: DateTime<Utc>) -> Condition {
    back_since(token, at - LOOK_LASTS).add(Column::AccountId.eq(account))
}

fn back_since(token: &SecretToken, since: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::TokenHash.eq(token.hash().as_str()))
        .add(Column::ReturnedAt.gt(since))
        .add(Column::DoneAt.is_null())
}

fn corrupt(id: Uuid) -> StorageError {
    StorageError::Corrupt(format!("national visit {id}"))
}
