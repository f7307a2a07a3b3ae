//! Who did something, when, and from where: the value every domain verb takes and the audit trail records.

use std::fmt;

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// One deed. Verbs take `&Act`, so that nothing can change without somebody, a time and a place to answer for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Who did it.
    pub by: Actor,
    /// When; the one "now" of the whole request or job.
    pub at: DateTime<Utc>,
    /// From where.
    pub from: Origin,
}

/// Who can do something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Somebody signed in, by the id of the account.
    Account(Uuid),
    /// Somebody signed in who acts for another: a parent for a child, or whom the owner appointed.
    For {
        /// Who acts.
        by: Uuid,
        /// For whom.
        owner: Uuid,
    },
    /// A region's applicant without an account yet, by the reference number of the application.
    Applicant(String),
    /// The platform itself, by the name of the job or command.
    System(&'static str),
}

/// Where a deed came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// Address of the peer; none for work that did not come over the network.
    pub ip: Option<String>,
    /// Id of the HTTP request or of the job run, the thread that leads back to the logs.
    pub request_id: Option<String>,
}

impl Act {
    /// A deed of somebody, at a time, from a place.
    pub fn new(by: Actor, at: DateTime<Utc>, from: Origin) -> Self {
        Self { by, at, from }
    }

    /// A deed of the platform itself, such as a job or a command.
    pub fn system(name: &'static str, at: DateTime<Utc>) -> Self {
        Self::new(Actor::System(name), at, Origin::default())
    }
}

impl Actor {
    /// The account behind the deed, if there is one.
    pub fn account(&self) -> Option<Uuid> {
        match self {
            Self::Account(id) | Self::For { by: id, .. } => Some(*id),
            Self::Applicant(_) | Self::System(_) => None,
        }
    }
}

impl Origin {
    /// A request that came over the network.
    pub fn web(ip: impl Into<String>, request_id: impl Into<String>) -> Self {
        Self { ip: Some(ip.into()), request_id: Some(request_id.into()) }
    }
}

/// The stable form that is stored: `account:<uuid>`, `account:<uuid>:for:<uuid>`, `applicant:<reference>`, `system:<name>`.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(id) => write!(f, "account:{id}"),
            Self::For { by, owner } => write!(f, "account:{by}:for:{owner}"),
            Self::Applicant(reference) => write!(f, "applicant:{reference}"),
            Self::System(name) => write!(f, "system:{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_actor_has_a_stable_stored_form() {
        assert_eq!(Actor::Account(Uuid::nil()).to_string(), "account:00000000-0000-0000-0000-000000000000");
        assert_eq!(Actor::Applicant("BLI-2026-7F3K9Q".into()).to_string(), "applicant:BLI-2026-7F3K9Q");
        assert_eq!(Actor::System("provision").to_string(), "system:provision");
    }

    #[test]
    fn the_platform_acts_from_nowhere_and_with_no_account() {
        let act = Act::system("migrate", DateTime::UNIX_EPOCH);
        assert_eq!(act.from, Origin::default());
        assert_eq!(act.by.account(), None);
    }
}
