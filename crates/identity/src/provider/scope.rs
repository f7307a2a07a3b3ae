//! What an application asks for by scope (OpenID Connect Core 1.0, 5.4 and 11).

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;

use crate::applications::ClaimName;

/// One scope that is known here. Others are ignored, as the standard says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The sign-in itself.
    OpenId,
    /// The name, and how well it is known whose it is.
    Profile,
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
    /// The citizen number.
    Nik,
    /// Tokens that outlive the citizen's session.
    OfflineAccess,
}

/// The scopes of a request, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub struct Scopes(Vec<Scope>);

/// Never made: whatever is not known is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not scopes")]
pub struct NoScopes;

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 6] = [Self::OpenId, Self::Profile, Self::Email, Self::Phone, Self::Nik, Self::OfflineAccess];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Profile => "profile",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Nik => "nik",
            Self::OfflineAccess => "offline_access",
        }
    }

    /// What it asks of the account.
    pub const fn claims(self) -> &'static [ClaimName] {
        match self {
            Self::OpenId | Self::OfflineAccess => &[],
            Self::Profile => &[ClaimName::Name, ClaimName::AssuranceLevel],
            Self::Email => &[ClaimName::Email],
            Self::Phone => &[ClaimName::PhoneNumber],
            Self::Nik => &[ClaimName::Nik],
        }
    }
}

impl Scopes {
    /// Reads words with blanks between them, whatever their order.
    pub fn parse(text: &str) -> Self {
        let words: Vec<&str> = text.split(' ').collect();
        Self(Scope::ALL.into_iter().filter(|scope| words.contains(&scope.as_str())).collect())
    }

    /// Whether it is among them.
    pub fn has(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Those that hold for each.
    #[must_use]
    pub fn only(&self, keeps: impl Fn(Scope) -> bool) -> Self {
        Self(self.0.iter().copied().filter(|scope| keeps(*scope)).collect())
    }

    /// Those that come to something, where this was given.
    #[must_use]
    pub fn given(&self, given: &[ClaimName]) -> Self {
        self.only(|scope| scope.claims().is_empty() || scope.claims().iter().any(|claim| given.contains(claim)))
    }

    /// What is asked by these or one by one, for a token that was narrowed to these: what one of the `whole` scopes asks and none
    /// of these is left out, however else it was asked.
    pub fn asks(&self, whole: &Self, single: &[ClaimName]) -> Vec<ClaimName> {
        let is_narrowed = |claim: &ClaimName| whole.claims().any(|all| all == *claim);
        self.claims().chain(single.iter().copied().filter(|claim| !is_narrowed(claim))).collect()
    }

    /// Whether all of these are among the others.
    pub fn are_within(&self, others: &Self) -> bool {
        self.0.iter().all(|scope| others.has(*scope))
    }

    /// What they ask of the account.
    pub fn claims(&self) -> impl Iterator<Item = ClaimName> {
        self.0.iter().flat_map(|scope| scope.claims()).copied()
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.0.iter().map(|scope| scope.as_str()).collect();
        f.write_str(&words.join(" "))
    }
}

impl FromStr for Scopes {
    type Err = NoScopes;

    fn from_str(text: &str) -> Result<Self, NoScopes> {
        Ok(Self::parse(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_read_in_any_order_and_strangers_are_left_out() {
        let scopes = Scopes::parse("email address openid email");
        assert_eq!(scopes.to_string(), "openid email");
        assert_eq!(scopes.claims().collect::<Vec<_>>(), [ClaimName::Email]);
        assert!(scopes.has(Scope::OpenId) && !scopes.has(Scope::Phone));
        assert!(Scopes::parse("email").are_within(&scopes) && !Scopes::parse("phone").are_within(&scopes));
        assert_eq!(Scopes::parse("OPENID"), Scopes::default());
    }
}
