//! What can be permitted: an action on a kind of object.

/// One list for the enum, its words in the policy and [`Permission::ALL`], so that none can be forgotten.
macro_rules! permissions {
    ($($(#[$doc:meta])+ $name:ident = $object:literal $action:literal;)+) => {
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
        }
    };
}

permissions! {
    /// Read the applications of regions that want to join, with their letters.
    ApplicationsView = "applications" "view";
    /// Tick the verification list of an application, or send it back for correction.
    ApplicationsVerify = "applications" "verify";
    /// Approve or reject an application that somebody else verified.
    ApplicationsApprove = "applications" "approve";
    /// See the regions that have joined and how their provisioning goes.
    TenantsView = "tenants" "view";
    /// Start a provisioning step again.
    TenantsProvision = "tenants" "provision";
    /// Suspend a region's hall and take it up again.
    TenantsSuspend = "tenants" "suspend";
    /// Write what the ministry tells the regions, and withdraw it.
    BroadcastsEdit = "broadcasts" "edit";
    /// Import and publish the national holidays.
    HolidaysPublish = "holidays" "publish";
    /// Enter the desk (`/kelola`) of a region.
    DeskEnter = "desk" "enter";
    /// Read drafts and completeness of services.
    CatalogueView = "catalogue" "view";
    /// Write services and adopt starter services.
    CatalogueEdit = "catalogue" "edit";
    /// Publish a service or take it back.
    CataloguePublish = "catalogue" "publish";
    /// Write the particulars of an agency; in the whole region's domain also: open and close agencies.
    AgenciesEdit = "agencies" "edit";
    /// Write the categories of a region's catalogue.
    CategoriesEdit = "categories" "edit";
    /// Read the settings of a region.
    SettingsView = "settings" "view";
    /// Change the settings of a region.
    SettingsEdit = "settings" "edit";
    /// See who holds which role here.
    StaffView = "staff" "view";
    /// Invite people to roles here, and take roles back.
    StaffInvite = "staff" "invite";
    /// Read the audit trail.
    AuditView = "audit" "view";
}

/// A set of permissions, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permissions(u32);

const _: () = assert!(Permission::ALL.len() <= u32::BITS as usize, "a set has a bit for every permission");

impl Permissions {
    /// No permission.
    pub const NONE: Self = Self(0);

    /// Whether this one is among them.
    pub const fn contains(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u32) != 0
    }

    /// The same set with one more.
    #[must_use]
    pub const fn with(self, permission: Permission) -> Self {
        Self(self.0 | (1 << permission as u32))
    }

    /// All of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
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
    }

    #[test]
    fn a_set_holds_exactly_what_was_put_in() {
        let set: Permissions = [Permission::DeskEnter, Permission::AuditView].into_iter().collect();
        for &permission in Permission::ALL {
            let expected = matches!(permission, Permission::DeskEnter | Permission::AuditView);
            assert_eq!(set.contains(permission), expected, "{permission:?}");
        }
    }
}
