//! The region, or the ministry, answers.

use balai_identity::account_keys;
use balai_kernel::Act;
use balai_rbac::Domain;
use balai_storage::{Result, StorageError};
use balai_vault::pausing;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::asking::{ANSWERED, PROOF, entry, place};
use crate::law::grounds;
use crate::request::seal;
use crate::rows::request;
use crate::{Ground, Request, Rights, State, Wish};

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is done.
    Done,
    /// It is refused on a ground of the law.
    Refused(&'static Ground),
    /// It is not sure that she is who she says. The clock runs on: no article stops it.
    ProofNeeded,
}

/// Why an answer did not count.
#[derive(Debug, thiserror::Error)]
pub enum AnswerRefused {
    /// No such request of this place.
    #[error("no such request here")]
    Unknown,
    /// It was answered or taken back meanwhile.
    #[error("the request waits no more")]
    Over,
    /// The law knows no such ground for this right.
    #[error("no ground for this right")]
    Ground,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Rights {
    /// Answers a request of a place; who asked is told. A refusal ends the pause that the request began.
    pub async fn answer(
        &self,
        act: &Act,
        (at, id): (&Domain, Uuid),
        by: &str,
        answer: Answer,
        words: &Wish,
    ) -> Result<(), AnswerRefused> {
        let write = self.db.write().await?;
        let row = write.one(request::Entity::find_by_id(id).lock_exclusive()).await?;
        let row = row.filter(|row| row.place == at.to_string()).ok_or(AnswerRefused::Unknown)?;
        if row.state != State::Open {
            return Err(AnswerRefused::Over);
        }
        let key = account_keys::of(&write, act, &self.kek, row.account_id).await?;
        let mut change =
            request::ActiveModel { words: Set(Some(seal(&key, "words", id, words))), ..Default::default() };
        let word = match answer {
            Answer::Done => "done",
            Answer::Refused(ground) => {
                if !grounds(row.right).contains(ground) {
                    return Err(AnswerRefused::Ground);
                }
                change.ground = Set(Some(ground.word.to_owned()));
                pausing::end(&write, act.at, id).await?;
                "refused"
            }
            Answer::ProofNeeded => "proof_needed",
        };
        if answer == Answer::ProofNeeded {
            change.proof_asked_at = Set(Some(act.at));
        } else {
            change.state = Set(if answer == Answer::Done { State::Done } else { State::Refused });
            change.answered_at = Set(Some(act.at));
            change.answered_by = Set(Some(by.to_owned()));
        }
        write.update_many(request::Entity::update_many().set(change).filter(request::Column::Id.eq(id))).await?;
        let row = write.find::<request::Entity>(id).await?.ok_or(AnswerRefused::Unknown)?;
        let request = self.told(&write, row).await?;
        let (name, _) = place(&write, at).await?;
        let after = json!({ "domain": at.to_string(), "answer": word, "late": act.at > request.due_at });
        write.audit(act, entry("rights.answered", id, Some(after))).await?;
        let short = if answer == Answer::ProofNeeded { PROOF } else { ANSWERED };
        self.tell(&write, act, &request, short, &said(&request, &name, answer, words)).await?;
        write.commit().await?;
        Ok(())
    }
}

fn said(request: &Request, name: &str, answer: Answer, words: &Wish) -> String {
    let (number, right, words) = (&request.number, request.right.title().to_lowercase(), words.as_str());
    match answer {
        Answer::Done => format!("{name} sudah mengerjakan permintaan Anda {number} ({right}). Jawabannya: {words}"),
        Answer::Refused(ground) => format!(
            "{name} menolak permintaan Anda {number} ({right}) berdasarkan {} UU Nomor 27 Tahun 2022: {}. Penjelasannya: {words}",
            ground.article, ground.text
        ),
        Answer::ProofNeeded => format!(
            "Untuk permintaan Anda {number} ({right}), {name} perlu bukti bahwa Anda pemilik data itu: {words} Batas waktu jawaban tidak berubah."
        ),
    }
}
