//! The place whose people are looked at: a region with its agencies, or the ministry.

use actix_web::HttpResponse;
use balai_catalog::queries;
use balai_kernel::{Language, Zone};
use balai_rbac::{ComposedRole, Domain, Grant, PermittedGrant, Role, composed};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::access::{Mark, Ministry, Person, Staff};
use crate::caller;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame, NationTab};
use crate::nation;
use crate::trail::looks::Keeps;

/// A place with its people, and who looks at it.
pub struct Office<'p> {
    /// Who looks.
    pub person: &'p Person,
    /// The place.
    pub place: Domain,
    /// The page with the list.
    pub path: &'static str,
    /// The agencies in which a role can be held, by name.
    pub agencies: Vec<(Uuid, String)>,
    /// The roles that the place composed for itself, by name.
    pub composed: Vec<ComposedRole>,
    /// What stands around the pages.
    pub frame: Frame,
    zone: Zone,
}

/// What has just been done, as the list says it above itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// An invitation is on its way.
    Invited,
    /// It is on its way once more.
    Resent,
    /// The invitation had been accepted or withdrawn before.
    NothingToResend,
    /// An invitation was withdrawn.
    Withdrawn,
    /// The invitation had been accepted, withdrawn or let expire before.
    NothingToWithdraw,
    /// A role was changed.
    Changed,
    /// A role was taken back.
    Revoked,
    /// All roles of a person were taken back.
    Dismissed,
    /// The role was not held any more.
    NotHeld,
    /// The last one to answer for a place keeps the role.
    LastOne,
    /// The role that answers for the place is offered to somebody.
    Offered,
    /// That offer was taken back.
    OfferWithdrawn,
    /// The offer was answered, taken back or too old.
    NoOffer,
}

/// Somebody at a place with people: at a region's desk, or at the ministry.
pub trait AtOffice: Keeps {
    /// The place, as she sees it.
    fn office(&self) -> impl Future<Output = Result<Office<'_>, Fault>>;
}

impl<M: Mark> AtOffice for Staff<M> {
    async fn office(&self) -> Result<Office<'_>, Fault> {
        let control = self.app.control().read().await?;
        let composed = composed::of_region(&control, self.tenant.code()).await?;
        drop(control);
        let read = self.db.read().await?;
        let agencies = queries::agencies(&read).await?;
        Ok(Office {
            person: self,
            place: Domain::Region(self.tenant.code()),
            path: "/kelola/pegawai",
            agencies: agencies.into_iter().map(|agency| (agency.id, agency.name)).collect(),
            composed,
            frame: self.frame(&read, Some(DeskTab::Staff)).await?,
            zone: self.tenant.zone(),
        })
    }
}

impl<M: Mark> AtOffice for Ministry<M> {
    async fn office(&self) -> Result<Office<'_>, Fault> {
        Ok(Office {
            person: self,
            place: Domain::National,
            path: "/pegawai",
            agencies: Vec::new(),
            composed: Vec::new(),
            frame: nation::frame(self, NationTab::People).await?,
            zone: Zone::Wib,
        })
    }
}

impl Office<'_> {
    /// The roles that this person may give here, the most usual first, then those that the place composed.
    pub async fn roles(&self) -> Result<Vec<Role>, Fault> {
        let usual: &[Role] = match self.place {
            Domain::National => &[Role::MinistryVerifier, Role::MinistryAnalyst, Role::MinistryAdmin],
            _ => &[
                Role::CatalogueEditor,
                Role::AgencyHead,
                Role::CounterClerk,
                Role::CaseOfficer,
                Role::Approver,
                Role::ComplaintOfficer,
                Role::HallSupervisor,
                Role::Auditor,
                Role::RegionOwner,
            ],
        };
        let composed = self.composed.iter().map(|role| (Role::Composed(role.id), Some(role)));
        let all = usual.iter().map(|role| (*role, None)).chain(composed);
        let (set, authority) = (self.person.permissions().await?, &self.person.app.authority);
        Ok(all.filter(|(role, row)| authority.may_give(&set, *role, *row, &self.place)).map(|(role, _)| role).collect())
    }

    /// The name of a role here.
    pub fn title(&self, role: Role) -> String {
        let row = |id| self.composed.iter().find(|row| Role::Composed(row.id) == id);
        row(role).map_or_else(|| role.title().to_owned(), |row| row.name.to_string())
    }

    /// A role with the part of the place it counts in: `Penyunting katalog, Dinas Kesehatan`.
    pub fn grant(&self, grant: &Grant) -> String {
        format!("{}, {}", self.title(grant.role), self.part(&grant.domain))
    }

    /// The part of the place that a grant counts in: the whole, or one agency by name.
    pub fn part(&self, domain: &Domain) -> String {
        match domain {
            Domain::National => "Kementerian".to_owned(),
            Domain::Region(_) => "Seluruh daerah".to_owned(),
            Domain::Agency(_, id) => {
                let known = self.agencies.iter().find(|(agency, _)| agency == id);
                known.map_or_else(|| "Instansi yang sudah dihapus".to_owned(), |(_, name)| name.clone())
            }
        }
    }

    /// The grant, when this person may give or take it here.
    pub async fn permitted(&self, grant: Grant) -> Result<PermittedGrant, Fault> {
        if !self.place.covers(&grant.domain) {
            return Err(Fault::NotFound);
        }
        let (set, app) = (self.person.permissions().await?, &self.person.app);
        let permitted = app.authority.permitted(&app.control().read().await?, &set, grant).await?;
        permitted.ok_or(Fault::NotAllowed)
    }

    /// An instant as people write it here.
    pub fn when(&self, at: DateTime<Utc>) -> String {
        self.zone.write_instant(at, Language::Indonesian)
    }

    /// Back to the list, which says what was done.
    pub fn back(&self, news: News) -> HttpResponse {
        caller::to(&format!("{}?kabar={}", self.path, news.word())).finish()
    }
}

impl News {
    const ALL: [Self; 13] = [
        Self::Invited,
        Self::Resent,
        Self::NothingToResend,
        Self::Withdrawn,
        Self::NothingToWithdraw,
        Self::Changed,
        Self::Revoked,
        Self::Dismissed,
        Self::NotHeld,
        Self::LastOne,
        Self::Offered,
        Self::OfferWithdrawn,
        Self::NoOffer,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Invited => "diundang",
            Self::Resent => "dikirim-ulang",
            Self::NothingToResend => "tidak-dikirim-ulang",
            Self::Withdrawn => "ditarik",
            Self::NothingToWithdraw => "tidak-ditarik",
            Self::Changed => "diubah",
            Self::Revoked => "dicabut",
            Self::Dismissed => "dinonaktifkan",
            Self::NotHeld => "tidak-dipegang",
            Self::LastOne => "terakhir",
            Self::Offered => "ditawarkan",
            Self::OfferWithdrawn => "tawaran-ditarik",
            Self::NoOffer => "tanpa-tawaran",
        }
    }

    /// The news that an address names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|news| news.word() == word)
    }

    /// Whether it went as wished.
    pub const fn is_good(self) -> bool {
        match self {
            Self::Invited
            | Self::Resent
            | Self::Withdrawn
            | Self::Changed
            | Self::Revoked
            | Self::Dismissed
            | Self::Offered
            | Self::OfferWithdrawn => true,
            Self::NothingToResend | Self::NothingToWithdraw | Self::NotHeld | Self::LastOne | Self::NoOffer => false,
        }
    }

    /// The sentence.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Invited => "Undangan dikirim lewat surel. Tautannya berlaku dua hari dan hanya sekali.",
            Self::Resent => "Undangan dikirim lagi dengan tautan baru. Tautan yang lama tidak berlaku.",
            Self::NothingToResend => "Undangan ini sudah diterima atau ditarik.",
            Self::Withdrawn => "Undangan ditarik. Tautan di suratnya tidak berlaku lagi.",
            Self::NothingToWithdraw => "Undangan ini sudah diterima, ditarik, atau lewat waktunya.",
            Self::Changed => "Peran diubah dan langsung berlaku.",
            Self::Revoked => "Peran dicabut dan langsung berlaku.",
            Self::Dismissed => "Semua perannya di sini dicabut dan langsung berlaku.",
            Self::NotHeld => "Peran ini sudah tidak dipegang.",
            Self::LastOne => {
                "Peran ini tidak dicabut, karena tidak ada orang lain yang memegangnya. Undang penggantinya dulu."
            }
            Self::Offered => "Tawaran dikirim lewat surel. Peran berpindah setelah ia menerimanya di halaman akunnya.",
            Self::OfferWithdrawn => "Tawaran ditarik. Peran tidak berpindah.",
            Self::NoOffer => "Tawaran ini sudah dijawab, ditarik, atau lewat waktunya.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_news_is_found_by_its_word() {
        for news in News::ALL {
            assert_eq!(News::named(news.word()), Some(news));
        }
        assert_eq!(News::named("<script>"), None);
    }
}
