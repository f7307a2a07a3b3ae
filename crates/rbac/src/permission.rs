//! What can be permitted: an action on a kind of object.

use std::fmt;
use std::str::FromStr;

/// One list for the enum, its words in the policy and [`Permission::ALL`], so that none can be forgotten.
macro_rules! permissions {
    ($($(#[$doc:meta])+ $name:ident = $object:literal $action:literal, $title:literal;)+) => {
        /// Something a person may be allowed to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission { $($(#[$doc])+ $name,)+ }

        impl Permission {
            /// Every permission.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The kind of object, as the policy names it.
            pub const fn object(self) -> &'static str {
                match self { $(Self::$name => $object,)+ }
            }

            /// The action on it, as the policy names it.
            pub const fn action(self) -> &'static str {
                match self { $(Self::$name => $action,)+ }
            }

            /// What it allows, as people read it, in Indonesian.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }
        }
    };
}

permissions! {
    /// Read the applications of regions that want to join, with their letters.
    ApplicationsView = "applications" "view", "Membaca pendaftaran daerah";
    /// Tick the verification list of an application, or send it back for correction.
    ApplicationsVerify = "applications" "verify", "Memeriksa pendaftaran daerah";
    /// Approve or reject an application that somebody else verified.
    ApplicationsApprove = "applications" "approve", "Menyetujui atau menolak pendaftaran daerah";
    /// See the regions that have joined and how their provisioning goes.
    TenantsView = "tenants" "view", "Melihat daerah yang sudah bergabung";
    /// Start a provisioning step again.
    TenantsProvision = "tenants" "provision", "Mengulang langkah penyiapan daerah";
    /// Suspend a region's hall and take it up again.
    TenantsSuspend = "tenants" "suspend", "Menutup dan membuka kembali balai daerah";
    /// See how all regions come along, and take the figures along.
    AdoptionView = "adoption" "view", "Melihat perkembangan semua daerah";
    /// Set targets, take in what decrees say of regions, describe typologies.
    AdoptionEdit = "adoption" "edit", "Mengatur target dan data daerah";
    /// Write what the ministry tells the regions, and withdraw it.
    BroadcastsEdit = "broadcasts" "edit", "Menulis siaran untuk daerah";
    /// Import and publish the national holidays.
    HolidaysPublish = "holidays" "publish", "Menerbitkan hari libur nasional";
    /// Write the next version of a national template, and publish it to the regions.
    TemplatesEdit = "templates" "edit", "Mengubah dan menerbitkan templat nasional";
    /// Look into numbers that two accounts have, and leave each with one.
    NumbersSettle = "numbers" "settle", "Menyelesaikan NIK yang ada di dua akun";
    /// Enter the desk (`/kelola`) of a region.
    DeskEnter = "desk" "enter", "Masuk ke meja kerja";
    /// Read drafts and completeness of services.
    CatalogueView = "catalogue" "view", "Membaca katalog, juga yang masih draf";
    /// Write services and adopt starter services.
    CatalogueEdit = "catalogue" "edit", "Menulis layanan dan standarnya";
    /// Publish a service or take it back.
    CataloguePublish = "catalogue" "publish", "Menerbitkan dan menarik layanan";
    /// Write the particulars of an agency; in the whole region's domain also: open and close agencies.
    AgenciesEdit = "agencies" "edit", "Mengubah data instansi";
    /// Write the categories of a region's catalogue.
    CategoriesEdit = "categories" "edit", "Mengubah kategori";
    /// Ask citizens for documents that a service requires, and look at those that they gave.
    DocumentsAsk = "documents" "ask", "Meminta dan melihat berkas warga";
    /// Serve citizens at a counter: see their cards, open accounts for those who have no telephone, keep documents for them.
    CitizensServe = "citizens" "serve", "Melayani warga di loket: melihat KTP-el, membuka akun berbantuan";
    /// Answer what people ask about their own data.
    PrivacyAnswer = "privacy" "answer", "Menjawab permintaan data pribadi";
    /// Read the settings of a region.
    SettingsView = "settings" "view", "Melihat pengaturan balai";
    /// Change the settings of a region.
    SettingsEdit = "settings" "edit", "Mengubah pengaturan balai";
    /// See who holds which role here.
    StaffView = "staff" "view", "Melihat daftar pegawai dan perannya";
    /// Invite people to roles here, and take roles back.
    StaffInvite = "staff" "invite", "Mengundang pegawai dan mencabut peran";
    /// Compose roles from single permissions.
    RolesCompose = "roles" "compose", "Menyusun peran khusus";
    /// Read the audit trail.
    AuditView = "audit" "view", "Membaca jejak audit";
}

/// Object and action, as the policy names them: `catalogue view`.
impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.object(), self.action())
    }
}

/// No permission has these words.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a permission: expected an object and an action such as `catalogue view`")]
pub struct UnknownPermission;

impl FromStr for Permission {
    type Err = UnknownPermission;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (object, action) = text.split_once(' ').ok_or(UnknownPermission)?;
        let found = Self::ALL.iter().find(|known| known.object() == object && known.action() == action);
        found.copied().ok_or(UnknownPermission)
    }
}

/// A set of permissions, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permissions(u64);

const _: () = assert!(Permission::ALL.len() <= u64::BITS as usize, "a set has a bit for every permission");

impl Permissions {
    /// No permission.
    pub const NONE: Self = Self(0);

    /// Whether this one is among them.
    pub const fn contains(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u64) != 0
    }

    /// The same set with one more.
    #[must_use]
    pub const fn with(self, permission: Permission) -> Self {
        Self(self.0 | (1 << permission as u64))
    }

    /// All of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those among them, in the order of [`Permission::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.contains(*permission))
    }

    /// Each in its words, as rows and archives hold them.
    pub fn words(self) -> Vec<String> {
        self.iter().map(|permission| permission.to_string()).collect()
    }

    /// Those that these words name; what the program does not know is given no more.
    pub fn of_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        words.into_iter().filter_map(|word| word.parse().ok()).collect()
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        permissions.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_permissions_have_the_same_words() {
        let words: HashSet<_> = Permission::ALL.iter().map(|p| (p.object(), p.action())).collect();
        assert_eq!(words.len(), Permission::ALL.len());
        let titles: HashSet<_> = Permission::ALL.iter().map(|p| p.title()).collect();
        assert_eq!(titles.len(), Permission::ALL.len());
    }

    #[test]
    fn a_set_holds_exactly_what_was_put_in() {
        let set: Permissions = [Permission::DeskEnter, Permission::AuditView].into_iter().collect();
        for &permission in Permission::ALL {
            let expected = matches!(permission, Permission::DeskEnter | Permission::AuditView);
            assert_eq!(set.contains(permission), expected, "{permission:?}");
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), [Permission::DeskEnter, Permission::AuditView]);
        assert_eq!(set.intersection(Permissions::NONE.with(Permission::AuditView)).iter().count(), 1);
    }

    #[test]
    fn every_permission_is_found_by_its_words() {
        for &permission in Permission::ALL {
            assert_eq!(permission.to_string().parse(), Ok(permission));
        }
        for unknown in ["", "catalogue", "catalogue  view", "catalogue edti"] {
            assert_eq!(unknown.parse::<Permission>(), Err(UnknownPermission), "{unknown}");
        }
    }
}
