//! Who may do what, where: roles, the domains they are held in, and the permissions they give.
//!
//! The policy (`config/policy/`) says what a *role* may do and is decided by casbin once, when the program starts. Who
//! holds which role is a [`Grant`]; the grants of one person become a [`PermissionSet`], which answers in memory.

mod authority;
pub mod composed;
mod domain;
pub mod grants;
mod permission;
mod permission_set;
mod policy;
mod role;
pub mod support;

pub use authority::Authority;
pub use composed::{ComposedRole, PermittedComposition, RoleName, RoleNameError};
pub use domain::{Domain, DomainError, Level};
pub use permission::{Permission, Permissions, UnknownPermission};
pub use permission_set::{Grant, HeldRole, PermissionSet, PermittedGrant, Reach};
pub use policy::{Policy, PolicyError};
pub use role::{Role, UnknownRole};
pub use support::Support;
