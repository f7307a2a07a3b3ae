//! How far a region has come, and why it does not go on.

use balai_tenancy::onboarding::StageKind;
use balai_tenancy::{Life, Tenant};
use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::shown::FEWEST;

/// Published services that make a hall worth a visit.
pub const SERVICES: i64 = 50;
/// Use is looked for in so many days.
pub const USED_WITHIN: u64 = 30;
/// So many days a new hall has for people, services and the first publication.
const PATIENCE: u64 = 14;

/// How far a region has come. Each stage holds the one before it, but for the last two of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Nobody has signed it up.
    NotJoined,
    /// Signed up, with a confirmed address.
    Applied,
    /// The ministry has checked it; its hall is approved or being made.
    Verified,
    /// Its hall is open.
    Active,
    /// At least [`SERVICES`] services are published.
    Fifty,
    /// And pages were opened at least [`FEWEST`] times in [`USED_WITHIN`] days.
    Used,
    /// Its hall stands and does not go on.
    Stalled,
    /// One of the six of DKI Jakarta, which cannot sign up.
    Administrative,
}

/// Why a hall does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The ministry has closed it.
    Closed,
    /// Nobody holds a role in the region.
    NoStaff,
    /// Its catalogue is empty.
    NoServices,
    /// Services are written, and none is published.
    Unpublished,
    /// Services are published, and hardly anybody opens a page.
    NoUse,
}

/// What is known of a hall.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// Services in its catalogue.
    pub services: Option<i64>,
    /// Published ones.
    pub published: Option<i64>,
    /// People with a role.
    pub staff: i64,
    /// Pages opened within [`USED_WITHIN`] days.
    pub visits: Option<i64>,
    /// The last day with at least [`FEWEST`].
    pub last_use: Option<NaiveDate>,
}

impl Stage {
    /// Every stage in the order of the way, the odd ones last.
    pub const ALL: [Self; 8] = [
        Self::NotJoined,
        Self::Applied,
        Self::Verified,
        Self::Active,
        Self::Fifty,
        Self::Used,
        Self::Stalled,
        Self::Administrative,
    ];

    /// The word in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotJoined => "belum",
            Self::Applied => "mendaftar",
            Self::Verified => "diverifikasi",
            Self::Active => "aktif",
            Self::Fifty => "lima-puluh",
            Self::Used => "dipakai",
            Self::Stalled => "tersendat",
            Self::Administrative => "administratif",
        }
    }

    /// What people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NotJoined => "Belum mendaftar",
            Self::Applied => "Mendaftar",
            Self::Verified => "Lolos verifikasi",
            Self::Active => "Aktif",
            Self::Fifty => "50 layanan terbit",
            Self::Used => "Dipakai 30 hari terakhir",
            Self::Stalled => "Tersendat",
            Self::Administrative => "Wilayah administratif",
        }
    }

    /// What makes a region one of it, for the reader.
    pub const fn definition(self) -> &'static str {
        match self {
            Self::NotJoined => "Belum ada pendaftaran yang surelnya terkonfirmasi, atau balainya sudah diarsipkan.",
            Self::Applied => "Pendaftarannya menunggu kementerian, atau sedang diperbaiki daerah.",
            Self::Verified => "Pendaftarannya sudah diperiksa; balainya menunggu persetujuan atau sedang disiapkan.",
            Self::Active => "Balainya buka; layanan yang terbit kurang dari 50.",
            Self::Fifty => "Paling sedikit 50 layanan terbit.",
            Self::Used => {
                "Paling sedikit 50 layanan terbit, dan dalam 30 hari terakhir halaman publiknya dibuka paling sedikit 5 kali."
            }
            Self::Stalled => {
                "Balainya sudah ada tetapi tidak maju: tanpa pegawai, tanpa layanan, atau belum menerbitkan apa pun 14 hari setelah buka; tidak dipakai selama 30 hari; atau ditutup sementara."
            }
            Self::Administrative => "Enam wilayah DKI Jakarta tidak otonom dan tidak dapat mendaftar.",
        }
    }

    /// The stage of a word in addresses.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }

    /// Whether its hall stands.
    pub const fn has_hall(self) -> bool {
        matches!(self, Self::Active | Self::Fifty | Self::Used | Self::Stalled)
    }
}

impl Reason {
    /// Every reason, the gravest first.
    pub const ALL: [Self; 5] = [Self::Closed, Self::NoStaff, Self::NoServices, Self::Unpublished, Self::NoUse];

    /// The word in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Closed => "ditutup",
            Self::NoStaff => "tanpa-pegawai",
            Self::NoServices => "tanpa-layanan",
            Self::Unpublished => "belum-terbit",
            Self::NoUse => "tidak-dipakai",
        }
    }

    /// The reason of a word in addresses.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }

    /// What people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Closed => "Ditutup sementara",
            Self::NoStaff => "Belum ada pegawai",
            Self::NoServices => "Belum ada layanan",
            Self::Unpublished => "Layanan belum terbit",
            Self::NoUse => "Tidak dipakai",
        }
    }

    /// When somebody who waits `since` then is counted as stalled.
    pub fn noticed(self, since: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Closed => since,
            Self::NoStaff | Self::NoServices | Self::Unpublished => since + Days::new(PATIENCE),
            Self::NoUse => since + Days::new(USED_WITHIN),
        }
    }

    /// What would help.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Closed => "Lihat alasan penutupan dan apa yang perlu diselesaikan.",
            Self::NoStaff => "Pastikan penanggung jawab menerima undangannya; kirim ulang bila sudah lewat.",
            Self::NoServices => "Tawarkan katalog awal; daerah tinggal memeriksa dan menerbitkan.",
            Self::Unpublished => "Tanyakan apa yang menahan penerbitan: SK, pemeriksaan, atau waktu.",
            Self::NoUse => "Ajak daerah memasang alamat balainya di situs dan ruang layanannya.",
        }
    }
}

/// The stage of a region, and since when and why it is stalled.
pub(crate) fn decide(
    autonomous: bool,
    sign_up: Option<StageKind>,
    tenant: Option<&Tenant>,
    known: Known,
    now: DateTime<Utc>,
) -> (Stage, Option<(Reason, DateTime<Utc>)>) {
    if !autonomous {
        return (Stage::Administrative, None);
    }
    match tenant.map(|tenant| &tenant.life) {
        Some(Life::Active) => open(tenant.and_then(|tenant| tenant.active_at), known, tenant, now),
        Some(Life::Suspended { since, .. }) => (Stage::Stalled, Some((Reason::Closed, *since))),
        Some(Life::Provisioning) => (Stage::Verified, None),
        Some(Life::Archived { .. }) => (Stage::NotJoined, None),
        None => match sign_up {
            Some(StageKind::Applied | StageKind::Returned) => (Stage::Applied, None),
            Some(StageKind::Verified | StageKind::Approved) => (Stage::Verified, None),
            _ => (Stage::NotJoined, None),
        },
    }
}

fn open(
    since: Option<DateTime<Utc>>,
    known: Known,
    tenant: Option<&Tenant>,
    now: DateTime<Utc>,
) -> (Stage, Option<(Reason, DateTime<Utc>)>) {
    let since = since.unwrap_or(now);
    let older = |days: u64| since + Days::new(days) <= now;
    let used = known.visits.is_some_and(|visits| visits >= FEWEST);
    let reason = match (known.services, known.published) {
        _ if older(PATIENCE) && known.staff == 0 => Some(Reason::NoStaff),
        (Some(0), _) if older(PATIENCE) => Some(Reason::NoServices),
        (Some(_), Some(0)) if older(PATIENCE) => Some(Reason::Unpublished),
        (_, Some(1..)) if older(USED_WITHIN) && !used => Some(Reason::NoUse),
        _ => None,
    };
    if let Some(reason) = reason {
        let last = known.last_use.filter(|_| reason == Reason::NoUse);
        let last = last.zip(tenant).map(|(day, tenant)| tenant.zone().midnight(day));
        return (Stage::Stalled, Some((reason, last.unwrap_or(since))));
    }
    let stage = match known.published {
        Some(SERVICES..) if used => Stage::Used,
        Some(SERVICES..) => Stage::Fifty,
        _ => Stage::Active,
    };
    (stage, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Days::new(day)
    }

    fn of(known: Known, day: u64) -> (Stage, Option<Reason>) {
        let (stage, stalled) = open(Some(at(0)), known, None, at(day));
        (stage, stalled.map(|(reason, _)| reason))
    }

    fn full() -> Known {
        Known { services: Some(80), published: Some(60), staff: 3, visits: Some(40), last_use: None }
    }

    #[test]
    fn a_new_hall_has_time_and_an_old_one_a_reason() {
        let empty = Known { services: Some(0), published: Some(0), ..Known::default() };
        assert_eq!(of(empty, 13), (Stage::Active, None));
        assert_eq!(of(empty, 14), (Stage::Stalled, Some(Reason::NoStaff)));
        assert_eq!(of(Known { staff: 1, ..empty }, 14), (Stage::Stalled, Some(Reason::NoServices)));
        let drafts = Known { staff: 1, services: Some(98), published: Some(0), ..Known::default() };
        assert_eq!(of(drafts, 14), (Stage::Stalled, Some(Reason::Unpublished)));
        let unused = Known { visits: Some(4), ..full() };
        assert_eq!(of(unused, 29), (Stage::Fifty, None));
        assert_eq!(of(unused, 30), (Stage::Stalled, Some(Reason::NoUse)));
    }

    #[test]
    fn what_is_not_known_is_held_against_nobody() {
        let unknown = Known { staff: 1, ..Known::default() };
        assert_eq!(of(unknown, 400), (Stage::Active, None));
    }

    #[test]
    fn the_way_goes_over_fifty_services_to_use() {
        assert_eq!(of(Known { published: Some(49), ..full() }, 40), (Stage::Active, None));
        assert_eq!(of(full(), 40), (Stage::Used, None));
    }

    #[test]
    fn sign_ups_and_jakarta_have_their_places() {
        let of = |autonomous, sign_up| decide(autonomous, sign_up, None, Known::default(), at(1)).0;
        assert_eq!(of(false, None), Stage::Administrative);
        assert_eq!(of(true, None), Stage::NotJoined);
        assert_eq!(of(true, Some(StageKind::EmailUnconfirmed)), Stage::NotJoined);
        assert_eq!(of(true, Some(StageKind::Returned)), Stage::Applied);
        assert_eq!(of(true, Some(StageKind::Verified)), Stage::Verified);
    }

    #[test]
    fn every_stage_is_found_by_its_word() {
        for stage in Stage::ALL {
            assert_eq!(Stage::of_key(stage.key()), Some(stage));
        }
    }
}
