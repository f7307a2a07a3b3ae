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
        for role in Role::NAMED {
            for level in Level::ALL.into_iter().filter(|&level| role.fits(level)) {
                decided.insert((role, level), permissions_of(&enforcer, role, level)?);
            }
        }
        Ok(Self { decided })
    }

    /// What a role may do at a level; nothing where it cannot be held, and nothing for a composed one, whose permissions
    /// stand in its row.
    pub fn of(&self, role: Role, level: Level) -> Permissions {
        self.decided.get(&(role, level)).copied().unwrap_or_default()
    }

    /// What a composed role can give at a level: what some role with a name gives there. Composing roles is not among
    /// it, so that nobody composes a composer.
    pub fn composable(&self, level: Level) -> Permissions {
        if level == Level::National {
            return Permissions::NONE;
        }
        let given =
            Role::NAMED.into_iter().map(|role| self.of(role, level)).fold(Permissions::NONE, Permissions::union);
        given.iter().filter(|permission| *permission != Permission::RolesCompose).collect()
    }
}

fn permissions_of(enforcer: &Enforcer, role: Role, level: Level) -> Result<Permissions, PolicyError> {
    let mut allowed = Permissions::NONE;
    for &permission in Permission::ALL {
        let question = (role.to_string(), level.as_str(), permission.object(), permission.action());
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
            ["p", role, level, object, action] => {
                can_hold(role, level) && format!("{object} {action}").parse::<Permission>().is_ok()
            }
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
    let role = Role::NAMED.into_iter().find(|known| known.to_string() == role);
    matches!((role, level), (Some(role), Some(level)) if role.fits(level))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Permission as P;

    /// Who works in a hall and sees no document of a citizen.
    const INSIDE: &[P] = &[P::DeskEnter, P::CatalogueView];
    /// Who works on what citizens apply for.
    const CLERK: &[P] = &[P::DeskEnter, P::CatalogueView, P::DocumentsAsk, P::CitizensServe];

    /// Everything that each role may do at each level where it can be held. What is not named is refused, and so is
    /// everything at the other levels.
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
                P::AdoptionView,
                P::AdoptionEdit,
                P::BroadcastsEdit,
                P::HolidaysPublish,
                P::TemplatesEdit,
                P::NumbersSettle,
                P::PrivacyAnswer,
                P::StaffView,
                P::StaffInvite,
                P::AuditView,
            ],
        ),
        (
            Role::MinistryVerifier,
            Level::National,
            &[P::ApplicationsView, P::ApplicationsVerify, P::TenantsView, P::AdoptionView, P::NumbersSettle],
        ),
        (Role::MinistryAnalyst, Level::National, &[P::TenantsView, P::AdoptionView]),
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
                P::DocumentsAsk,
                P::CitizensServe,
                P::PrivacyAnswer,
                P::SettingsView,
                P::SettingsEdit,
                P::StaffView,
                P::StaffInvite,
                P::RolesCompose,
                P::AuditView,
            ],
        ),
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
        (Role::AgencyHead, Level::Agency, &[P::DeskEnter, P::CatalogueView, P::CataloguePublish, P::AgenciesEdit]),
        (Role::CaseOfficer, Level::Region, CLERK),
        (Role::CaseOfficer, Level::Agency, CLERK),
        (Role::Approver, Level::Region, CLERK),
        (Role::Approver, Level::Agency, CLERK),
        (Role::CounterClerk, Level::Region, CLERK),
        (Role::CounterClerk, Level::Agency, CLERK),
        (Role::ComplaintOfficer, Level::Region, INSIDE),
        (Role::ComplaintOfficer, Level::Agency, INSIDE),
        (Role::HallSupervisor, Level::Region, &[P::DeskEnter, P::CatalogueView, P::SettingsView]),
        (Role::Auditor, Level::Region, &[P::DeskEnter, P::CatalogueView, P::SettingsView, P::StaffView, P::AuditView]),
        (Role::MinistrySupport, Level::Region, &[P::DeskEnter, P::CatalogueView, P::SettingsView, P::AuditView]),
    ];

    #[tokio::test]
    async fn each_pair_of_role_and_permission_is_decided_as_written_here() {
        let policy = Policy::built_in().await.unwrap();
        for role in Role::NAMED {
            for level in Level::ALL {
                let mut written = DECISIONS.iter().filter(|(other, at, _)| (*other, *at) == (role, level));
                let allowed = written.next().map(|(_, _, allowed)| *allowed);
                assert_eq!(allowed.is_some(), role.fits(level), "{role} {level:?} stands here once");
                assert!(written.next().is_none(), "{role} {level:?} stands here once");
                for permission in P::ALL {
                    assert_eq!(
                        policy.of(role, level).contains(*permission),
                        allowed.unwrap_or_default().contains(permission),
                        "{role} {level:?} {permission:?}"
                    );
                }
            }
        }
    }

    #[tokio::test]
    async fn who_answers_for_a_place_may_do_all_that_any_role_there_may() {
        let policy = Policy::built_in().await.unwrap();
        for role in Role::NAMED {
            for level in Level::ALL {
                let place = if level == Level::Agency { Level::Region } else { level };
                let answers = policy.of(Role::answering_for(place).unwrap(), place);
                let given = policy.of(role, level);
                assert_eq!(given.intersection(answers), given, "{role} {level:?}");
            }
        }
    }

    #[tokio::test]
    async fn a_composed_role_gives_what_regions_give_and_never_composing() {
        let policy = Policy::built_in().await.unwrap();
        assert!(policy.composable(Level::National).is_empty());
        assert!(policy.composable(Level::Region).contains(P::SettingsEdit));
        assert!(!policy.composable(Level::Region).contains(P::RolesCompose));
        assert!(!policy.composable(Level::Region).contains(P::TenantsSuspend));
        assert!(policy.composable(Level::Agency).contains(P::CatalogueEdit));
        assert!(!policy.composable(Level::Agency).contains(P::SettingsView));
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
