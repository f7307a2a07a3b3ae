//! Filling in: a draft that anybody with its link can resume, changed page by page.

use balai_kernel::{Act, Email, RegionCode, SecretToken, fresh_id};
use balai_storage::envelope::Key;
use balai_storage::objects::{ObjectKey, Shelf};
use balai_storage::{Control, ControlDb, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QuerySelect as _};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::application::holding;
use super::notice::{Says, Telling};
use super::rows::{document, draft};
use super::{
    AGREEMENT, DRAFT_KEPT, Draft, LetterFile, Official, OfficialInput, Standing, StarterChoice, sealing, standing,
};
use crate::regions;

/// How often the link of one draft is sent by letter.
const MOST_LINKS: i32 = 5;
/// Longest name of an uploaded file that we keep, in characters.
const FILE_NAME: usize = 120;

/// The sign-ups of a deployment. Cheap to clone; the verbs stand in the files named after what they are about.
#[derive(Clone)]
pub struct SignUps {
    pub(super) control: ControlDb,
    pub(super) shelf: Shelf,
    pub(super) key: Key,
}

/// Why a draft is not changed.
#[derive(Debug, thiserror::Error)]
pub enum DraftRefused {
    /// The link is not known, or 14 days have passed.
    #[error("Isian ini tidak ditemukan atau sudah lewat 14 hari. Mulai pendaftaran baru.")]
    Gone,
    /// It was submitted; the screen shows the application instead.
    #[error("Pendaftaran ini sudah terkirim.")]
    Submitted,
    /// A correction stays with its region.
    #[error("Perbaikan tetap untuk daerah yang sama.")]
    FixedRegion,
    /// The region cannot sign up now.
    #[error("Daerah ini tidak dapat mendaftar sekarang.")]
    Standing(Standing),
    /// The link was sent five times.
    #[error("Tautan sudah dikirim lima kali. Buka salah satu surat yang sudah Anda terima.")]
    EnoughLinks,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl SignUps {
    /// `shelf` is the control plane's, `key` its data key.
    pub fn new(control: ControlDb, shelf: Shelf, key: Key) -> Self {
        Self { control, shelf, key }
    }

    /// A new, empty draft with the token that opens it.
    pub async fn begin(&self, act: &Act) -> Result<(Draft, SecretToken)> {
        let write = self.control.write().await?;
        let (row, token) = open_draft(&write, &self.key, act, &OfficialInput::default(), |_| {}).await?;
        write.commit().await?;
        Ok((Draft::compose(&self.key, row, None)?, token))
    }

    /// The draft of a token, while it is kept.
    pub async fn draft(&self, token: &SecretToken, now: DateTime<Utc>) -> Result<Option<Draft>> {
        let read = self.control.read().await?;
        match read.one(of_token(token)).await?.filter(|row| row.expires_at > now) {
            Some(row) => Ok(Some(composed(&read, &self.key, row).await?)),
            None => Ok(None),
        }
    }

    /// Where a region stands; `draft` is one's own, whose application is not in one's way.
    pub async fn standing(
        &self,
        region: RegionCode,
        draft: Option<&Draft>,
        now: DateTime<Utc>,
    ) -> Result<Option<Standing>> {
        let read = self.control.read().await?;
        match regions::by_code(&read, region).await? {
            Some(region) => {
                let own = draft.and_then(|draft| draft.corrects);
                Ok(Some(standing::of(&read, &self.key, &region, own, now).await?))
            }
            None => Ok(None),
        }
    }

    /// Who answers for the sign-up that holds a region.
    pub async fn official(&self, read: &Read<Control>, region: RegionCode) -> Result<Option<Official>> {
        let row = holding(read, region).await?;
        row.map(|row| sealing::open(&self.key, row.id, &row.official)).transpose()
    }

    /// Chooses the region, if it can sign up.
    pub async fn choose_region(&self, act: &Act, token: &SecretToken, code: RegionCode) -> Result<Draft, DraftRefused> {
        let write = self.control.write().await?;
        let row = changeable(&write, token, act.at).await?;
        if row.corrects.is_some() && row.region != Some(code.to_string()) {
            return Err(DraftRefused::FixedRegion);
        }
        let Some(region) = regions::by_code(&write, code).await? else { return Err(DraftRefused::Gone) };
        match standing::of(&write, &self.key, &region, row.corrects, act.at).await? {
            Standing::Free => self.save(write, act, row, |change| change.region = Set(Some(code.to_string()))).await,
            other => Err(DraftRefused::Standing(other)),
        }
    }

    /// Keeps the official's page as typed, right or wrong; parse it with [`OfficialInput::parse`].
    pub async fn fill_official(
        &self,
        act: &Act,
        token: &SecretToken,
        input: OfficialInput,
    ) -> Result<Draft, DraftRefused> {
        let write = self.control.write().await?;
        let row = changeable(&write, token, act.at).await?;
        let official = sealing::seal(&self.key, row.id, &input.bounded())?;
        self.save(write, act, row, |change| change.official = Set(official)).await
    }

    /// Keeps the letter. First its row, held by nothing; then the object; then the draft points to it. So no draft points
    /// to nothing, and a process that ends in between leaves a row by which [`SignUps::sweep`] finds the object.
    pub async fn attach(
        &self,
        act: &Act,
        token: &SecretToken,
        file_name: &str,
        file: &LetterFile,
    ) -> Result<Draft, DraftRefused> {
        let letter = self.expect_letter(act, token, file_name, file).await?;
        let (id, key) = (letter.id, object_key(letter.id));
        self.shelf.put(&key, LetterFile::CONTENT_TYPE, file.bytes().clone()).await?;
        let write = self.control.write().await?;
        let row = changeable(&write, token, act.at).await?;
        let replaced = row.document_id;
        let draft = self.save(write, act, row, |change| change.document_id = Set(Some(id))).await?;
        if let Some(replaced) = replaced {
            // the new letter is kept; what could not be removed now, the sweep removes
            self.forget_letter(replaced).await.unwrap_or_else(|error| {
                tracing::warn!(document.id = %replaced, error = &error as &dyn std::error::Error, "an old letter stays");
            });
        }
        Ok(draft)
    }

    /// The row of a letter that is on its way.
    async fn expect_letter(
        &self,
        act: &Act,
        token: &SecretToken,
        file_name: &str,
        file: &LetterFile,
    ) -> Result<document::Model, DraftRefused> {
        let id = fresh_id(act.at);
        let write = self.control.write().await?;
        changeable(&write, token, act.at).await?;
        let document = document::ActiveModel {
            id: Set(id),
            object_key: Set(object_key(id).as_str().to_owned()),
            file_name: Set(plain_name(file_name)),
            size: Set(i64::try_from(file.bytes().len()).unwrap_or(i64::MAX)),
            sha256: Set(hex(&Sha256::digest(file.bytes()))),
            uploaded_at: Set(act.at),
        };
        let row = write.insert(document).await?;
        write.commit().await?;
        Ok(row)
    }

    /// Keeps whether the agreement in force was accepted, and with what the hall begins.
    pub async fn agree(
        &self,
        act: &Act,
        token: &SecretToken,
        accepted: bool,
        starter: StarterChoice,
    ) -> Result<Draft, DraftRefused> {
        let write = self.control.write().await?;
        let row = changeable(&write, token, act.at).await?;
        let agreement = accepted.then(|| AGREEMENT.to_owned());
        self.save(write, act, row, |change| {
            change.agreement = Set(agreement);
            change.starter = Set(starter);
        })
        .await
    }

    /// Sends the link of the draft to an address, so that it can be resumed on another device.
    pub async fn send_link(&self, act: &Act, token: &SecretToken, email: &Email) -> Result<Draft, DraftRefused> {
        let write = self.control.write().await?;
        let row = changeable(&write, token, act.at).await?;
        if row.links_sent >= MOST_LINKS {
            return Err(DraftRefused::EnoughLinks);
        }
        let sent = row.links_sent + 1;
        let region = row.region.as_deref().and_then(|code| RegionCode::parse(code).ok());
        let says = Says::DraftLink { until: act.at + DRAFT_KEPT };
        let telling = Telling::new(format!("draft_link:{}:{sent}", row.id), region, email, says).with_token(token);
        write.emit(act.at, &telling.sealed(&self.key)?).await?;
        self.save(write, act, row, |change| change.links_sent = Set(sent)).await
    }

    async fn save(
        &self,
        write: Write<Control>,
        act: &Act,
        row: draft::Model,
        change: impl FnOnce(&mut draft::ActiveModel),
    ) -> Result<Draft, DraftRefused> {
        let mut active = row.into_active_model();
        change(&mut active);
        active.updated_at = Set(act.at);
        active.expires_at = Set(act.at + DRAFT_KEPT);
        let row = write.update(active).await?;
        let draft = composed(&write, &self.key, row).await?;
        write.commit().await?;
        Ok(draft)
    }
}

/// Adds a draft; `fill` writes what is known from the start.
pub(super) async fn open_draft(
    write: &Write<Control>,
    key: &Key,
    act: &Act,
    official: &OfficialInput,
    fill: impl FnOnce(&mut draft::ActiveModel),
) -> Result<(draft::Model, SecretToken)> {
    let (token, id) = (SecretToken::fresh(), fresh_id(act.at));
    let mut row = draft::ActiveModel {
        id: Set(id),
        token_hash: Set(token.hash().into()),
        region: Set(None),
        official: Set(sealing::seal(key, id, official)?),
        document_id: Set(None),
        agreement: Set(None),
        starter: Set(StarterChoice::default()),
        corrects: Set(None),
        application_id: Set(None),
        links_sent: Set(0),
        created_at: Set(act.at),
        updated_at: Set(act.at),
        expires_at: Set(act.at + DRAFT_KEPT),
    };
    fill(&mut row);
    Ok((write.insert(row).await?, token))
}

pub(super) fn of_token(token: &SecretToken) -> sea_orm::Select<draft::Entity> {
    draft::Entity::find().filter(draft::Column::TokenHash.eq(token.hash().as_str()))
}

/// The row, locked, if it is kept and was not submitted.
async fn changeable(
    write: &Write<Control>,
    token: &SecretToken,
    now: DateTime<Utc>,
) -> Result<draft::Model, DraftRefused> {
    let row = write.one(of_token(token).lock_exclusive()).await?;
    let row = row.filter(|row| row.expires_at > now).ok_or(DraftRefused::Gone)?;
    if row.application_id.is_some() { Err(DraftRefused::Submitted) } else { Ok(row) }
}

pub(super) async fn composed(read: &Read<Control>, key: &Key, row: draft::Model) -> Result<Draft> {
    let document = match row.document_id {
        Some(id) => read.find::<document::Entity>(id).await?,
        None => None,
    };
    Draft::compose(key, row, document)
}

fn object_key(id: Uuid) -> ObjectKey {
    ObjectKey::parse(&format!("applications/{id}.pdf")).expect("a uuid and a word make a key")
}

/// The last part of the name without hidden characters; shown again, never used as a path.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(FILE_NAME).collect();
    if plain.trim().is_empty() { "surat.pdf".to_owned() } else { plain }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string never fails");
        text
    })
}
