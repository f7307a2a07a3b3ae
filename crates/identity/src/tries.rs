//! Tries, counted in the database, so that a restart or another node forgets none.

use std::net::IpAddr;

use balai_kernel::{Act, Contact, fresh_id};
use balai_storage::{Control, StorageError, Write};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::rows::attempt;
use crate::{Attempts, Identity, Limit, TooManyTries};

/// How often a count is begun anew when another node counted in between.
const ROUNDS: usize = 5;

/// What is being tried.
#[derive(Clone, Debug)]
pub(crate) enum Tried {
    /// The password of a name, whether anybody has it or not.
    Name(String),
    /// Anything, from this network address.
    Address(String),
    /// The one-time code of an account.
    Code(Uuid),
    /// The codes that citizens show, typed by this account.
    Shown(Uuid),
    /// Whom this account asks to act for it.
    Appoints(Uuid),
    /// The citizen number of an account.
    Number(Uuid),
    /// Numbers off cards, typed by this account.
    Card(Uuid),
    /// The code of a sheet, whether any has it or not.
    Sheet(String),
    /// A code sent to an address or a telephone number, as asked for from one network address.
    Sent(String, String),
    /// The same, from wherever it is asked for.
    Called(String),
    /// A code that was sent to an address or a telephone number, typed from wherever.
    Guessed(String),
    /// A code that was sent anywhere, typed from this network address on this day.
    Guesses(String, NaiveDate),
    /// A passkey asked for, from this network address.
    Ceremony(String),
    /// One's own data taken along by an account.
    Taken(Uuid),
    /// A post by somebody without an account, from this network address.
    Post(String),
    /// What is shown wrongly of an application that is registered, from this network address.
    Program(Uuid, String),
    /// Programs that name no application that is registered, from this network address.
    Stranger(String),
}

/// Why a try was not made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotTried {
    #[error(transparent)]
    TooMany(#[from] TooManyTries),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Tried {
    /// The tries that count against where a deed came from.
    pub(crate) fn from(act: &Act) -> Option<Self> {
        act.from.ip.as_deref().map(|ip| Self::Address(network(ip)))
    }

    /// The codes sent to an address or a number that count against who asks for them, and all of them.
    pub(crate) fn sent(act: &Act, contact: &Contact) -> [Self; 2] {
        let address = act.from.ip.as_deref().map(network).unwrap_or_default();
        [Self::Sent(contact.as_str().to_owned(), address), Self::Called(contact.as_str().to_owned())]
    }

    /// The codes that count, when they are wrong, against where they were sent and where they are typed, whether an account has
    /// the address or not.
    pub(crate) fn guessed(act: &Act, contact: &Contact) -> Vec<Self> {
        let from = act.from.ip.as_deref().map(|ip| Self::Guesses(network(ip), act.at.date_naive()));
        [Self::guessed_of(contact)].into_iter().chain(from).collect()
    }

    /// The codes that were sent to an address or a number.
    pub(crate) fn guessed_of(contact: &Contact) -> Self {
        Self::Guessed(contact.as_str().to_owned())
    }

    /// The ceremonies that count against where they begin.
    pub(crate) fn ceremony(act: &Act) -> Option<Self> {
        act.from.ip.as_deref().map(|ip| Self::Ceremony(network(ip)))
    }

    fn limit(&self) -> Limit {
        match self {
            Self::Name(_)
            | Self::Code(_)
            | Self::Number(_)
            | Self::Shown(_)
            | Self::Appoints(_)
            | Self::Card(_)
            | Self::Sheet(_) => Limit::ACCOUNT,
            Self::Address(_) | Self::Post(_) | Self::Program(..) | Self::Stranger(_) => Limit::ADDRESS,
            Self::Sent(..) => Limit::CODES,
            Self::Called(_) => Limit::CALLS,
            Self::Guessed(_) => Limit::GUESSES,
            Self::Guesses(..) => Limit::GUESSERS,
            Self::Ceremony(_) => Limit::CEREMONIES,
            Self::Taken(_) => Limit::DATA,
        }
    }
}

impl Identity {
    /// Counts a post by somebody who is not signed in, such as a page of a sign-up, against where it came from. Says when
    /// the next is possible where there were too many.
    pub async fn count_post(&self, act: &Act) -> Result<Option<DateTime<Utc>>, StorageError> {
        let Some(ip) = act.from.ip.as_deref() else { return Ok(None) };
        match self.count_tries(&[Tried::Post(network(ip))], act.at).await {
            Ok(_) => Ok(None),
            Err(NotTried::TooMany(wait)) => Ok(Some(wait.until)),
            Err(NotTried::Storage(error)) => Err(error),
        }
    }

    /// Counts a code of a citizen's that somebody of the staff types. Says when the next is possible where there were too many.
    pub async fn count_shown_code(&self, act: &Act, staff: Uuid) -> Result<Option<DateTime<Utc>>, StorageError> {
        match self.count_tries(&[Tried::Shown(staff)], act.at).await {
            Ok(_) => Ok(None),
            Err(NotTried::TooMany(wait)) => Ok(Some(wait.until)),
            Err(NotTried::Storage(error)) => Err(error),
        }
    }

    /// When a program that names this application, or none that is registered, may show again who it is, where too many from where
    /// it comes were wrong. Asked before anything that it shows is looked at: a guess that is right is told to nobody who waits.
    pub async fn wait_of_client(
        &self,
        act: &Act,
        application: Option<Uuid>,
    ) -> Result<Option<DateTime<Utc>>, StorageError> {
        self.wait_of(&as_client(act, application), act.at).await
    }

    /// When something may be tried again, where there were too many tries; looked at, not counted.
    pub(crate) async fn wait_of(
        &self,
        tried: &Tried,
        at: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StorageError> {
        let query = attempt::Entity::find().filter(attempt::Column::Key.eq(self.tries_key(tried)));
        let row = self.db.read().await?.one(query).await?;
        let next = row.as_ref().map(attempts).unwrap_or_default().one_more(tried.limit(), at);
        Ok(next.err().map(|wait| wait.until))
    }

    /// Counts a program that did not show that it is the application it names, against where it came from; `application` is one
    /// that is registered. Says when the next is possible where there were too many.
    pub async fn count_wrong_client(
        &self,
        act: &Act,
        application: Option<Uuid>,
    ) -> Result<Option<DateTime<Utc>>, StorageError> {
        match self.count_tries(&[as_client(act, application)], act.at).await {
            Ok(_) => Ok(None),
            Err(NotTried::TooMany(wait)) => Ok(Some(wait.until)),
            Err(NotTried::Storage(error)) => Err(error),
        }
    }

    /// Takes the last of those tries back: the code was right.
    pub async fn take_back_shown_code(&self, act: &Act, staff: Uuid) -> Result<(), StorageError> {
        let write = self.db.write().await?;
        self.take_back(&write, &Tried::Shown(staff), act.at).await?;
        write.commit().await
    }

    /// Counts a try at each of these, or at none. Returns whether the try just counted is the last before a lock.
    pub(crate) async fn count_tries(&self, tried: &[Tried], at: DateTime<Utc>) -> Result<bool, NotTried> {
        for _ in 0..ROUNDS {
            let write = self.db.write().await?;
            match self.count_once(&write, tried, at).await {
                Ok(Some(locks)) => {
                    write.commit().await?;
                    return Ok(locks);
                }
                // Somebody else counted at the same moment: look again at what they left.
                Ok(None) => {}
                Err(NotTried::Storage(error)) if error.is_conflict() => {}
                Err(refused) => return Err(refused),
            }
        }
        Err(StorageError::Unavailable("the count of tries is contended".to_owned()).into())
    }

    async fn count_once(
        &self,
        write: &Write<Control>,
        tried: &[Tried],
        at: DateTime<Utc>,
    ) -> Result<Option<bool>, NotTried> {
        let mut locks = false;
        for one in tried {
            let key = self.tries_key(one);
            let query = attempt::Entity::find().filter(attempt::Column::Key.eq(&key));
            let row = write.one(query).await?;
            let next = row.as_ref().map(attempts).unwrap_or_default();
            let next = next.one_more(one.limit(), at)?;
            locks |= next.locked_until.is_some();
            if !save(write, row, key, next, at).await? {
                return Ok(None);
            }
        }
        Ok(Some(locks))
    }

    /// Forgets the tries at something, after a success.
    pub(crate) async fn forget_tries(&self, write: &Write<Control>, tried: &Tried) -> Result<(), StorageError> {
        let rows = attempt::Entity::delete_many().filter(attempt::Column::Key.eq(self.tries_key(tried)));
        write.delete_many(rows).await?;
        Ok(())
    }

    /// Takes back the last try at something, which was right. Those before it count on: who knows one right answer must not
    /// guess others for it without end.
    pub(crate) async fn take_back(
        &self,
        write: &Write<Control>,
        tried: &Tried,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let key = self.tries_key(tried);
        let Some(row) = write.one(attempt::Entity::find().filter(attempt::Column::Key.eq(&key))).await? else {
            return Ok(());
        };
        let next = attempts(&row).taken_back(tried.limit());
        // where somebody counted at this very moment the try stays counted
        save(write, Some(row), key, next, at).await.map(drop)
    }

    /// A keyed hash: the table tells nobody which names or addresses were tried.
    fn tries_key(&self, tried: &Tried) -> String {
        let text = match tried {
            Tried::Name(name) => format!("name:{name}"),
            Tried::Address(address) => format!("address:{address}"),
            Tried::Code(account) => format!("code:{account}"),
            Tried::Shown(account) => format!("shown:{account}"),
            Tried::Appoints(account) => format!("appoints:{account}"),
            Tried::Number(account) => format!("number:{account}"),
            Tried::Card(clerk) => format!("card:{clerk}"),
            Tried::Sheet(code) => format!("sheet:{code}"),
            Tried::Sent(contact, address) => format!("sent:{contact}:{address}"),
            Tried::Called(contact) => format!("called:{contact}"),
            Tried::Guessed(contact) => format!("guessed:{contact}"),
            Tried::Guesses(address, day) => format!("guesses:{address}:{day}"),
            Tried::Post(address) => format!("post:{address}"),
            Tried::Program(application, address) => format!("program:{application}:{address}"),
            Tried::Stranger(address) => format!("stranger:{address}"),
            Tried::Ceremony(address) => format!("ceremony:{address}"),
            Tried::Taken(account) => format!("taken:{account}"),
        };
        self.key.blind_index(text.as_bytes())
    }
}

/// Saves the count unless somebody else did in between. A new row that somebody else made is a conflict.
async fn save(
    write: &Write<Control>,
    before: Option<attempt::Model>,
    key: String,
    next: Attempts,
    at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let revision = before.as_ref().map_or(0, |row| row.revision);
    let row = attempt::ActiveModel {
        id: Set(before.as_ref().map_or_else(|| fresh_id(at), |row| row.id)),
        key: Set(key),
        window_began: Set(next.window_began),
        in_window: Set(i32::try_from(next.in_window).unwrap_or(i32::MAX)),
        in_a_row: Set(i32::try_from(next.in_a_row).unwrap_or(i32::MAX)),
        locked_until: Set(next.locked_until),
        revision: Set(revision + 1),
    };
    match before {
        None => write.insert(row).await.map(|_| true),
        Some(before) => {
            let change = attempt::Entity::update_many()
                .set(row)
                .filter(attempt::Column::Id.eq(before.id))
                .filter(attempt::Column::Revision.eq(before.revision));
            Ok(write.update_many(change).await? == 1)
        }
    }
}

fn attempts(row: &attempt::Model) -> Attempts {
    Attempts {
        window_began: row.window_began,
        in_window: u32::try_from(row.in_window).unwrap_or(0),
        in_a_row: u32::try_from(row.in_a_row).unwrap_or(0),
        locked_until: row.locked_until,
    }
}

fn as_client(act: &Act, application: Option<Uuid>) -> Tried {
    let address = act.from.ip.as_deref().map(network).unwrap_or_default();
    match application {
        Some(application) => Tried::Program(application, address),
        None => Tried::Stranger(address),
    }
}

/// What one subscriber is given: an IPv4 address, or the first 64 bits of an IPv6 one.
fn network(ip: &str) -> String {
    match ip.parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
        Ok(address) => address.to_canonical().to_string(),
        Err(_) => ip.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_what_one_subscriber_is_given() {
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::9"));
        assert_ne!(network("2001:db8:1:2::9"), network("2001:db8:1:3::9"));
    }
}
