//! What an account's owner is told, wherever she is reached.

use balai_kernel::{Act, Contact, PersonName, fresh_id};
use balai_storage::envelope::Key;
use balai_storage::{Control, Event, Result, StorageError, Write};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::account::{Account, AccountState};
use crate::desk::seat;
use crate::personal::by_id;
use crate::{Identity, PasskeyName, Purpose};

/// A letter or a short text is to be written to somebody.
///
/// Its content is sealed, as the outbox must not hold what opens an account; [`open`](Self::open) opens it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccountNotice {
    key: String,
    sealed: String,
}

/// What the notice says, and to whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NoticeLetter {
    /// Where it goes.
    pub to: Contact,
    /// The receiver's name, once an account knows it.
    pub name: Option<PersonName>,
    /// What is said.
    pub says: AccountSays,
}

/// What an account's owner, or whoever would become one, is told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum AccountSays {
    /// The digits that show that the address is theirs.
    Code {
        /// What for.
        purpose: Purpose,
        /// The digits.
        code: String,
    },
    /// Somebody wants to register with an address that has an account.
    HasAccount,
    /// Somebody wants to recover an account that is not there.
    NoAccount,
    /// The password was replaced by way of a code.
    PasswordChanged,
    /// A region asks for documents of her vault.
    DocumentsAsked {
        /// The agency that asks.
        agency: String,
        /// Its region.
        region: String,
        /// The service that needs them.
        service: String,
        /// Whether she renewed a document that the service uses already.
        renewed: bool,
    },
    /// A region put a document that it issued into her vault.
    DocumentIssued {
        /// The agency that issued it.
        agency: String,
        /// Its region.
        region: String,
    },
    /// The account has another address or number.
    ContactChanged {
        /// The new one, masked.
        now: String,
        /// What brings the old one back; to the old one only.
        undo: Option<String>,
    },
    /// The account is reached by another address or number too.
    ContactAdded {
        /// The new one, masked.
        now: String,
        /// What takes it out again.
        undo: String,
    },
    /// The account is reached by one of its two no more.
    ContactRemoved {
        /// Which, masked.
        gone: String,
        /// What brings it back; to that one only.
        undo: Option<String>,
    },
    /// The old address or number is back.
    ContactRestored,
    /// With that this address or number leaves the account.
    ContactDisplaced,
    /// The citizen number was taken out of the account: it may not be its owner's.
    NumberReleased,
    /// Somebody wants her to act for them.
    MandateOffered {
        /// For which service and region alone.
        only: Option<String>,
    },
    /// Her account asked somebody to act for her.
    MandateGiven {
        /// Whom, masked.
        agent: String,
        /// For which service and region alone.
        only: Option<String>,
    },
    /// Somebody acts for her from now on.
    MandateAccepted {
        /// Who.
        agent: String,
        /// For which service and region alone.
        only: Option<String>,
    },
    /// A second factor was added.
    FactorAdded,
    /// The second factor was removed.
    FactorRemoved,
    /// A national identity leads into the account.
    NationalLinked,
    /// It does no more.
    NationalUnlinked,
    /// New recovery codes were made.
    RecoveryRenewed,
    /// A passkey was added.
    PasskeyAdded {
        /// What she calls it.
        name: PasskeyName,
    },
    /// A passkey was removed.
    PasskeyRemoved {
        /// What she called it.
        name: PasskeyName,
    },
    /// The counter of a passkey went back: somebody may have a copy. It is refused from now on.
    PasskeyCopied {
        /// What she calls it.
        name: PasskeyName,
    },
    /// The account is closed and will be gone.
    Leaving {
        /// What brings it back until then.
        undo: String,
        /// When it will be gone.
        due: DateTime<Utc>,
    },
    /// The account is open again.
    Stayed,
    /// A recovery code was used to sign in.
    RecoveryUsed {
        /// How many are left.
        left: u64,
    },
    /// What was asked about one's data is heard, or answered.
    RightsNews {
        /// Its number.
        number: String,
        /// What is said of it, in sentences.
        text: String,
        /// The same for a telephone.
        short: String,
        /// The page of the account that tells of it.
        page: String,
    },
    /// Data of the account were seen by who should not have seen them (UU 27/2022, article 46).
    DataDisclosed(Box<Disclosed>),
}

/// What article 46 paragraph 2 of UU 27/2022 demands to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosed {
    /// The number of the failure.
    pub number: String,
    /// Which data, in sentences.
    pub data: String,
    /// When.
    pub when: String,
    /// How.
    pub how: String,
    /// What is done about it.
    pub remedy: String,
    /// Whom to ask.
    pub contact: String,
}

impl Event for AccountNotice {
    const TOPIC: &'static str = "identity.account_notice";

    fn key(&self) -> String {
        self.key.clone()
    }
}

impl AccountNotice {
    /// The letter; `key` is the control plane's data key.
    pub fn open(&self, key: &Key) -> Result<NoticeLetter> {
        let corrupt = || StorageError::Corrupt(format!("notice {}", self.key));
        let sealed = STANDARD.decode(&self.sealed).map_err(|_| corrupt())?;
        let plain = key.open(seat("outbox", "payload", &self.key), &sealed)?;
        serde_json::from_slice(&plain).map_err(|_| corrupt())
    }
}

impl AccountSays {
    /// Its stable name.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Code { .. } => "account_code",
            Self::HasAccount => "account_exists",
            Self::NoAccount => "account_unknown",
            Self::PasswordChanged => "account_password_changed",
            Self::DocumentsAsked { .. } => "account_documents_asked",
            Self::DocumentIssued { .. } => "account_document_issued",
            Self::ContactChanged { .. } => "account_contact_changed",
            Self::ContactAdded { .. } => "account_contact_added",
            Self::ContactRemoved { .. } => "account_contact_removed",
            Self::ContactRestored => "account_contact_restored",
            Self::ContactDisplaced => "account_contact_displaced",
            Self::NumberReleased => "account_number_released",
            Self::MandateOffered { .. } => "account_mandate_offered",
            Self::MandateGiven { .. } => "account_mandate_given",
            Self::MandateAccepted { .. } => "account_mandate_accepted",
            Self::FactorAdded => "account_factor_added",
            Self::FactorRemoved => "account_factor_removed",
            Self::NationalLinked => "account_national_linked",
            Self::NationalUnlinked => "account_national_unlinked",
            Self::RecoveryRenewed => "account_recovery_renewed",
            Self::RecoveryUsed { .. } => "account_recovery_used",
            Self::PasskeyAdded { .. } => "account_passkey_added",
            Self::PasskeyRemoved { .. } => "account_passkey_removed",
            Self::PasskeyCopied { .. } => "account_passkey_copied",
            Self::Leaving { .. } => "account_leaving",
            Self::Stayed => "account_stayed",
            Self::RightsNews { .. } => "account_rights_news",
            Self::DataDisclosed(_) => "account_data_disclosed",
        }
    }
}

impl AccountSays {
    /// Whether it tells of a way into the account, or of its end.
    const fn is_about_ways_in(&self) -> bool {
        matches!(
            self,
            Self::PasswordChanged
                | Self::MandateGiven { .. }
                | Self::MandateAccepted { .. }
                | Self::FactorAdded
                | Self::FactorRemoved
                | Self::NationalLinked
                | Self::NationalUnlinked
                | Self::RecoveryRenewed
                | Self::RecoveryUsed { .. }
                | Self::PasskeyAdded { .. }
                | Self::PasskeyRemoved { .. }
                | Self::Leaving { .. }
        )
    }
}

/// A code must not slip into a log.
impl std::fmt::Debug for AccountSays {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind())
    }
}

impl Identity {
    /// Puts a letter into the outbox.
    pub(crate) async fn tell(&self, write: &Write<Control>, act: &Act, letter: &NoticeLetter) -> Result<()> {
        emit(write, act, &self.key, letter).await
    }

    /// Tells an account's owner, as long as there is one, everywhere she is reached. Says whether she is reached anywhere.
    pub async fn notify(&self, write: &Write<Control>, act: &Act, account: Uuid, says: &AccountSays) -> Result<bool> {
        tell_account(write, act, &self.key, account, says).await
    }

    /// Tells an account's owner everywhere she is reached; of the ways into her account also where she was reached before a
    /// change that she may not have made.
    pub(crate) async fn tell_owner(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: &Account,
        says: &AccountSays,
    ) -> Result<()> {
        tell_everywhere(write, act, &self.key, account, says).await?;
        if !says.is_about_ways_in() {
            return Ok(());
        }
        for to in self.former_contacts(write, account.id, act.at).await? {
            if !account.contacts().any(|known| known == to) {
                let letter = NoticeLetter { to, name: Some(account.name.clone()), says: says.clone() };
                self.tell(write, act, &letter).await?;
            }
        }
        Ok(())
    }
}

/// Tells whoever an account belongs to, as long as she has it, everywhere she is reached, what happened in another room.
/// `key` is the control plane's data key. Says whether she is reached anywhere: an assisted account has no address.
pub async fn tell_account(write: &Write<Control>, act: &Act, key: &Key, id: Uuid, says: &AccountSays) -> Result<bool> {
    match by_id(write, key, id).await? {
        Some(account) if account.state == AccountState::Active => {
            tell_everywhere(write, act, key, &account, says).await
        }
        _ => Ok(false),
    }
}

async fn tell_everywhere(
    write: &Write<Control>,
    act: &Act,
    key: &Key,
    account: &Account,
    says: &AccountSays,
) -> Result<bool> {
    let mut reached = false;
    for to in account.contacts() {
        let letter = NoticeLetter { to, name: Some(account.name.clone()), says: says.clone() };
        emit(write, act, key, &letter).await?;
        reached = true;
    }
    Ok(reached)
}

async fn emit(write: &Write<Control>, act: &Act, key: &Key, letter: &NoticeLetter) -> Result<()> {
    let id = fresh_id(act.at).to_string();
    let plain = serde_json::to_vec(letter).map_err(|error| StorageError::Corrupt(error.to_string()))?;
    let sealed = STANDARD.encode(key.seal(seat("outbox", "payload", &id), &plain));
    write.emit(act.at, &AccountNotice { key: id, sealed }).await
}
