//! The life of a sign-up, from the first submission to the ministry's decision.

use balai_kernel::{Act, RegionCode};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveEnum as _, DeriveActiveEnum, EnumIter, FromJsonQueryResult};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::checklist::Checklist;
use super::reason::Reason;

/// How long a link that confirms an address works.
pub const CONFIRM_WITHIN: TimeDelta = TimeDelta::hours(24);

/// Where a sign-up stands. What was typed before the first submission is a draft and not yet here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Submitted; the address has to be confirmed until then. The region is held so long.
    EmailUnconfirmed {
        /// End of the link.
        until: DateTime<Utc>,
    },
    /// The address was not confirmed in time and somebody else signed the region up.
    Lapsed {
        /// When the other one came.
        at: DateTime<Utc>,
    },
    /// Waits for the ministry.
    Applied {
        /// Since when; the ministry's list is ordered by it.
        at: DateTime<Utc>,
    },
    /// Sent back; the applicant corrects it and submits again.
    Returned {
        /// Account that sent it back.
        by: Uuid,
        /// When.
        at: DateTime<Utc>,
        /// What to correct.
        reason: Reason,
    },
    /// Refused. The region is free again.
    Rejected {
        /// Account that refused.
        by: Uuid,
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
    /// Everything on the list was checked by one person.
    Verified {
        /// Account that checked; it may not approve.
        by: Uuid,
        /// When.
        at: DateTime<Utc>,
    },
    /// A second person approved; provisioning begins.
    Approved {
        /// Account that checked.
        verified_by: Uuid,
        /// Account that approved.
        by: Uuid,
        /// When.
        at: DateTime<Utc>,
    },
}

/// The states by name, for lists and counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum StageKind {
    /// See [`Stage::EmailUnconfirmed`].
    #[sea_orm(string_value = "email_unconfirmed")]
    EmailUnconfirmed,
    /// See [`Stage::Lapsed`].
    #[sea_orm(string_value = "lapsed")]
    Lapsed,
    /// See [`Stage::Applied`].
    #[sea_orm(string_value = "applied")]
    Applied,
    /// See [`Stage::Returned`].
    #[sea_orm(string_value = "returned")]
    Returned,
    /// See [`Stage::Rejected`].
    #[sea_orm(string_value = "rejected")]
    Rejected,
    /// See [`Stage::Verified`].
    #[sea_orm(string_value = "verified")]
    Verified,
    /// See [`Stage::Approved`].
    #[sea_orm(string_value = "approved")]
    Approved,
}

impl StageKind {
    /// The name that is stored.
    pub fn key(self) -> String {
        self.to_value()
    }
}

/// Regions in which the acting person holds a role, or for which they signed up themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties(pub Vec<RegionCode>);

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The step is not open from where the sign-up stands; the screen shows the current state instead.
    #[error("Keadaan pendaftaran ini sudah berubah. Halaman ini menunjukkan keadaan terbaru.")]
    AlreadyElsewhere,
    /// The link came too late.
    #[error("Tautan ini sudah lewat 24 jam. Minta tautan baru; isian Anda masih tersimpan.")]
    TooLate,
    /// Steps of the ministry are taken by a person.
    #[error("Langkah ini hanya dapat diambil oleh petugas yang masuk dengan akunnya.")]
    NotAPerson,
    /// Four eyes: who verified does not approve.
    #[error("Anda yang memeriksa pendaftaran ini. Persetujuan diberikan oleh orang lain.")]
    SamePerson,
    /// Nobody decides about a region they belong to.
    #[error("Anda punya peran di daerah ini. Keputusan diambil oleh petugas yang tidak terkait.")]
    OwnRegion,
}

impl Stage {
    /// The state without what belongs to it.
    pub fn kind(&self) -> StageKind {
        match self {
            Self::EmailUnconfirmed { .. } => StageKind::EmailUnconfirmed,
            Self::Lapsed { .. } => StageKind::Lapsed,
            Self::Applied { .. } => StageKind::Applied,
            Self::Returned { .. } => StageKind::Returned,
            Self::Rejected { .. } => StageKind::Rejected,
            Self::Verified { .. } => StageKind::Verified,
            Self::Approved { .. } => StageKind::Approved,
        }
    }

    /// Whether this sign-up keeps others of the same region out.
    pub fn holds_region(&self) -> bool {
        !matches!(self, Self::Lapsed { .. } | Self::Rejected { .. })
    }

    /// Whether it no longer holds the region against a newcomer although nothing was decided.
    pub fn gives_way(&self, now: DateTime<Utc>) -> bool {
        matches!(self, Self::EmailUnconfirmed { until } if *until < now)
    }

    /// The first state of a sign-up.
    pub fn submitted(act: &Act) -> Self {
        Self::EmailUnconfirmed { until: act.at + CONFIRM_WITHIN }
    }

    /// The address was confirmed by its link.
    pub fn confirm(&self, act: &Act) -> Result<Self, Refusal> {
        match self {
            Self::EmailUnconfirmed { until } if act.at > *until => Err(Refusal::TooLate),
            Self::EmailUnconfirmed { .. } => Ok(Self::Applied { at: act.at }),
            _ => Err(Refusal::AlreadyElsewhere),
        }
    }

    /// A new link was asked for; the old one stops working. A lapsed sign-up comes back this way if its region is free.
    pub fn renew(&self, act: &Act) -> Result<Self, Refusal> {
        match self {
            Self::EmailUnconfirmed { .. } | Self::Lapsed { .. } => Ok(Self::submitted(act)),
            _ => Err(Refusal::AlreadyElsewhere),
        }
    }

    /// A newcomer takes the region after the link ran out.
    pub fn lapse(&self, act: &Act) -> Result<Self, Refusal> {
        if self.gives_way(act.at) { Ok(Self::Lapsed { at: act.at }) } else { Err(Refusal::AlreadyElsewhere) }
    }

    /// The applicant submits the corrected form; a changed address has to be confirmed again.
    pub fn resubmit(&self, act: &Act, same_email: bool) -> Result<Self, Refusal> {
        match self {
            Self::Returned { .. } if same_email => Ok(Self::Applied { at: act.at }),
            Self::Returned { .. } => Ok(Self::submitted(act)),
            _ => Err(Refusal::AlreadyElsewhere),
        }
    }

    /// One person of the ministry has checked everything. The list is a proof: it exists only complete.
    pub fn verify(&self, act: &Act, region: RegionCode, ties: &Ties, _complete: Checklist) -> Result<Self, Refusal> {
        let by = person(act)?;
        match self {
            Self::Applied { .. } if ties.0.contains(&region) => Err(Refusal::OwnRegion),
            Self::Applied { .. } => Ok(Self::Verified { by, at: act.at }),
            _ => Err(Refusal::AlreadyElsewhere),
        }
    }

    /// Another person of the ministry approves.
    pub fn approve(&self, act: &Act, region: RegionCode, ties: &Ties) -> Result<Self, Refusal> {
        let by = person(act)?;
        match self {
            Self::Verified { by: verifier, .. } if *verifier == by => Err(Refusal::SamePerson),
            Self::Verified { .. } if ties.0.contains(&region) => Err(Refusal::OwnRegion),
            Self::Verified { by: verified_by, .. } => Ok(Self::Approved { verified_by: *verified_by, by, at: act.at }),
            _ => Err(Refusal::AlreadyElsewhere),
        }
    }

    /// Sent back for correction, from the first desk or the second.
    pub fn send_back(&self, act: &Act, reason: Reason) -> Result<Self, Refusal> {
        let by = person(act)?;
        match self {
            Self::Applied { .. } | Self::Verified { .. } => Ok(Self::Returned { by, at: act.at, reason }),
            _ => Err(Refusal::AlreadyElsewhere),
        }
    }

    /// Refused, from the first desk or the second.
    pub fn reject(&self, act: &Act, reason: Reason) -> Result<Self, Refusal> {
        let by = person(act)?;
        match self {
            Self::Applied { .. } | Self::Verified { .. } => Ok(Self::Rejected { by, at: act.at, reason }),
            _ => Err(Refusal::AlreadyElsewhere),
        }
    }
}

fn person(act: &Act) -> Result<Uuid, Refusal> {
    act.by.account().ok_or(Refusal::NotAPerson)
}

#[cfg(test)]
mod tests {
    use balai_kernel::{Actor, Origin};

    use super::super::checklist::Check;
    use super::*;

    const VERIFIER: Uuid = Uuid::from_u128(1);
    const APPROVER: Uuid = Uuid::from_u128(2);

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    fn act(who: Uuid, hours: i64) -> Act {
        Act::new(Actor::Account(who), at(hours), Origin::default())
    }

    fn applicant(hours: i64) -> Act {
        Act::new(Actor::Applicant("DFT-3314-000001".into()), at(hours), Origin::default())
    }

    fn sragen() -> RegionCode {
        RegionCode::parse("33.14").unwrap()
    }

    fn complete() -> Checklist {
        Checklist::parse(&Check::ALL).unwrap()
    }

    fn reason() -> Reason {
        Reason::parse("Surat belum ditandatangani.").unwrap()
    }

    fn free() -> Ties {
        Ties::default()
    }

    #[test]
    fn a_sign_up_walks_from_submission_to_approval() {
        let submitted = Stage::submitted(&applicant(0));
        let applied = submitted.confirm(&applicant(23)).unwrap();
        assert_eq!(applied, Stage::Applied { at: at(23) });
        let verified = applied.verify(&act(VERIFIER, 30), sragen(), &free(), complete()).unwrap();
        let approved = verified.approve(&act(APPROVER, 31), sragen(), &free()).unwrap();
        assert_eq!(approved, Stage::Approved { verified_by: VERIFIER, by: APPROVER, at: at(31) });
    }

    #[test]
    fn nobody_approves_what_they_verified() {
        let verified = Stage::Verified { by: VERIFIER, at: at(1) };
        assert_eq!(verified.approve(&act(VERIFIER, 2), sragen(), &free()), Err(Refusal::SamePerson));
    }

    #[test]
    fn nobody_decides_about_their_own_region() {
        let own = Ties(vec![sragen()]);
        let applied = Stage::Applied { at: at(0) };
        assert_eq!(applied.verify(&act(VERIFIER, 1), sragen(), &own, complete()), Err(Refusal::OwnRegion));
        let verified = Stage::Verified { by: VERIFIER, at: at(1) };
        assert_eq!(verified.approve(&act(APPROVER, 2), sragen(), &own), Err(Refusal::OwnRegion));
    }

    #[test]
    fn steps_of_the_ministry_need_a_person() {
        let applied = Stage::Applied { at: at(0) };
        let job = Act::system("night", at(1));
        assert_eq!(applied.verify(&job, sragen(), &free(), complete()), Err(Refusal::NotAPerson));
        assert_eq!(applied.reject(&job, reason()), Err(Refusal::NotAPerson));
        assert_eq!(applied.send_back(&applicant(1), reason()), Err(Refusal::NotAPerson));
        let verified = Stage::Verified { by: VERIFIER, at: at(1) };
        assert_eq!(verified.approve(&job, sragen(), &free()), Err(Refusal::NotAPerson));
    }

    #[test]
    fn a_late_link_is_refused_and_can_be_renewed() {
        let submitted = Stage::submitted(&applicant(0));
        assert_eq!(submitted.confirm(&applicant(25)), Err(Refusal::TooLate));
        let renewed = submitted.renew(&applicant(25)).unwrap();
        assert!(renewed.confirm(&applicant(48)).is_ok());
    }

    #[test]
    fn an_unconfirmed_sign_up_gives_way_only_after_its_link_ran_out() {
        let submitted = Stage::submitted(&applicant(0));
        assert_eq!(submitted.lapse(&applicant(24)), Err(Refusal::AlreadyElsewhere));
        let lapsed = submitted.lapse(&applicant(25)).unwrap();
        assert!(submitted.holds_region() && !lapsed.holds_region());
        assert_eq!(Stage::Applied { at: at(0) }.lapse(&applicant(999)), Err(Refusal::AlreadyElsewhere));
    }

    #[test]
    fn a_correction_with_a_new_address_is_confirmed_again() {
        let returned = Stage::Applied { at: at(0) }.send_back(&act(VERIFIER, 1), reason()).unwrap();
        assert_eq!(returned.resubmit(&applicant(2), true), Ok(Stage::Applied { at: at(2) }));
        assert_eq!(returned.resubmit(&applicant(2), false), Ok(Stage::submitted(&applicant(2))));
    }

    #[test]
    fn the_second_desk_can_still_send_back_and_refuse() {
        let verified = Stage::Verified { by: VERIFIER, at: at(1) };
        assert!(matches!(verified.send_back(&act(APPROVER, 2), reason()), Ok(Stage::Returned { .. })));
        let rejected = verified.reject(&act(APPROVER, 2), reason()).unwrap();
        assert!(!rejected.holds_region());
    }

    #[test]
    fn a_step_taken_twice_finds_the_sign_up_elsewhere() {
        let again = Err(Refusal::AlreadyElsewhere);
        let applied = Stage::Applied { at: at(0) };
        let verified = Stage::Verified { by: VERIFIER, at: at(1) };
        let approved = Stage::Approved { verified_by: VERIFIER, by: APPROVER, at: at(2) };
        assert_eq!(applied.confirm(&applicant(1)), again);
        assert_eq!(applied.approve(&act(APPROVER, 1), sragen(), &free()), again);
        assert_eq!(verified.verify(&act(APPROVER, 2), sragen(), &free(), complete()), again);
        assert_eq!(approved.approve(&act(APPROVER, 3), sragen(), &free()), again);
        assert_eq!(approved.reject(&act(VERIFIER, 3), reason()), again);
        assert_eq!(approved.send_back(&act(VERIFIER, 3), reason()), again);
        assert_eq!(applied.resubmit(&applicant(3), true), again);
        assert_eq!(verified.renew(&applicant(3)), again);
    }

    #[test]
    fn a_state_reads_back_from_what_is_stored() {
        let stage = Stage::Returned { by: VERIFIER, at: at(3), reason: reason() };
        let stored = serde_json::to_value(&stage).unwrap();
        assert_eq!(stored["stage"], stage.kind().key());
        assert_eq!(serde_json::from_value::<Stage>(stored).unwrap(), stage);
    }
}
