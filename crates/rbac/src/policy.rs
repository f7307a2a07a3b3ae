//! What casbin decides: the permissions of each role at each level.

use std::collections::HashMap;

use casbin::{CoreApi, DefaultModel, Enforcer, StringAdapter};

use crate::{Level, Permission, Permissions, Role};

const MODEL: &str = include_str!("../../../config/policy/model.conf");
const ROLES: &str = include_str!("../../../config/policy/roles.csv");

/// The policy, decided: asking it costs a look-up in memory.
#[derive(Debug)]
pub struct Policy {
    decided: HashMap<(Role, Level), Permissions>,
}

/// The policy files cannot be read as a policy.
#[derive(Debug, thiserror::Error)]
#[error("the access policy is not usable: {0}")]
pub struct PolicyError(String);

impl From<casbin::Error> for PolicyError {
    fn from(error: casbin::Error) -> Self {
        Self(error.to_string())
    }
}

impl Policy {
    /// The policy this program was built with (`config/policy/`).
    pub async fn built_in() -> Result<Self, PolicyError> {
        Self::decide(MODEL, ROLES).await
    }

    /// Asks casbin every question there is, once. A line for a role or a level that does not exist is refused, as it
    /// would otherwise be a permission that silently never counts.
    async fn decide(model: &str, roles: &str) -> Result<Self, PolicyError> {
        check_words(roles)?;
        let model = DefaultModel::from_str(model).await?;
        let enforcer = Enforcer::new(model, StringAdapter::new(roles)).await?;
        let mut decided = HashMap::new();
        for role in Role::ALL {
            for level in Level::ALL.into_iter().filter(|&level| role.fits(level)) {
                decided.insert((role, level), permissions_of(&enforcer, role, level)?);
            }
        }
        Ok(Self { decided })
    }

    /// What a role may do at a level; nothing where it cannot be held.
    pub fn of(&self, role: Role, level: Level) -> Permissions {
        self.decided.get(&(role, level)).copied().unwrap_or_default()
    }
}

fn permissions_of(enforcer: &Enforcer, role: Role, level: Level) -> Result<Permissions, PolicyError> {
    let mut allowed = Permissions::NONE;
    for &permission in Permission::ALL {
        let question = (role.as_str(), level.as_str(), permission.object(), permission.action());
        if enforcer.enforce(question)? {
            allowed = allowed.with(permission);
        }
    }
    Ok(allowed)
}

fn check_words(roles: &str) -> Result<(), PolicyError> {
    let lines = roles.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words: Vec<&str> = line.split(',').map(str::trim).collect();
        let known = match words.as_slice() {
            ["p", role, level, object, action] => can_hold(role, level) && exists(object, action),
            ["g", role, inherited, level] => can_hold(role, level) && can_hold(inherited, level),
            _ => false,
        };
        if !known {
            return Err(PolicyError(format!("unknown words in the line `{line}`")));
        }
    }
    Ok(())
}

fn can_hold(role: &str, level: &str) -> bool {
    let level = Level::ALL.into_iter().find(|known| known.as_str() == level);
    matches!((role.parse::<Role>(), level), (Ok(role), Some(level)) if role.fits(level))
}

fn exists(object: &str, action: &str) -> bool {
    Permission::ALL.iter().any(|known| known.object() == object && known.action() == action)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Permission as P;

    /// Every pair of role and level with everything it may do. What is not named is refused.
    const DECISIONS: &[(Role, Level, &[P])] = &[
        (
            Role::MinistryAdmin,
            Level::National,
            &[
                P::ApplicationsView,
                P::ApplicationsVerify,
                P::ApplicationsApprove,
                P::TenantsView,
                P::TenantsProvision,
                P::TenantsSuspend,
                P::BroadcastsEdit,
                P::HolidaysPublish,
                P::StaffView,
                P::StaffInvite,
                P::AuditView,
            ],
        ),
        (Role::MinistryAdmin, Level::Region, &[]),
        (Role::MinistryAdmin, Level::Agency, &[]),
        (Role::MinistryVerifier, Level::National, &[P::ApplicationsView, P::ApplicationsVerify, P::TenantsView]),
        (Role::MinistryVerifier, Level::Region, &[]),
        (Role::MinistryVerifier, Level::Agency, &[]),
        (Role::RegionOwner, Level::National, &[]),
        (
            Role::RegionOwner,
            Level::Region,
            &[
                P::DeskEnter,
                P::CatalogueView,
                P::CatalogueEdit,
                P::CataloguePublish,
                P::AgenciesEdit,
                P::CategoriesEdit,
                P::SettingsView,
                P::SettingsEdit,
                P::StaffView,
                P::StaffInvite,
                P::AuditView,
            ],
        ),
        (Role::RegionOwner, Level::Agency, &[]),
        (Role::CatalogueEditor, Level::National, &[]),
        (
            Role::CatalogueEditor,
            Level::Region,
            &[
                P::DeskEnter,
                P::CatalogueView,
                P::CatalogueEdit,
                P::CataloguePublish,
                P::AgenciesEdit,
                P::CategoriesEdit,
            ],
        ),
        (
            Role::CatalogueEditor,
            Level::Agency,
            &[P::DeskEnter, P::CatalogueView, P::CatalogueEdit, P::CataloguePublish, P::AgenciesEdit],
        ),
    ];

    #[tokio::test]
    async fn each_pair_of_role_and_permission_is_decided_as_written_here() {
        let policy = Policy::built_in().await.unwrap();
        assert_eq!(DECISIONS.len(), Role::ALL.len() * Level::ALL.len());
        for (role, level, allowed) in DECISIONS {
            for permission in P::ALL {
                assert_eq!(
                    policy.of(*role, *level).contains(*permission),
                    allowed.contains(permission),
                    "{role} {level:?} {permission:?}"
                );
            }
        }
    }

    #[tokio::test]
    async fn a_line_with_an_unknown_word_is_refused_with_the_line() {
        for line in [
            "p, region_owner, daerah, settings, edti",
            "p, regionowner, daerah, settings, edit",
            "p, region_owner, nasional, settings, edit",
            "g, region_owner, ministry_admin, daerah",
            "p, region_owner, daerah, settings",
        ] {
            let refused = Policy::decide(MODEL, line).await.unwrap_err();
            assert!(refused.to_string().contains(line), "{refused}");
        }
    }

    #[tokio::test]
    async fn a_model_that_casbin_cannot_read_is_refused() {
        assert!(Policy::decide("[matchers]\nm = (", ROLES).await.is_err());
    }
}
