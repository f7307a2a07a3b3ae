//! Names of roles and schemas. They come from a parsed code and a checked prefix, never from text.

use balai_kernel::RegionCode;

use crate::Space;

/// The word before every role of a deployment: `balai` gives `balai_app`, `balai_t_3314`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolePrefix(String);

/// The prefix is not a plain lower-case word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("awalan peran hanya huruf kecil, angka, dan garis bawah, paling panjang 24, diawali huruf")]
pub struct RolePrefixError;

impl RolePrefix {
    /// Reads a prefix: `[a-z][a-z0-9_]{0,23}`.
    pub fn parse(text: &str) -> Result<Self, RolePrefixError> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let fits = text.len() <= 24 && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(plain);
        fits.then(|| Self(text.to_owned())).ok_or(RolePrefixError)
    }
}

impl Default for RolePrefix {
    fn default() -> Self {
        Self("balai".to_owned())
    }
}

/// All names of one deployment.
#[derive(Debug, Clone)]
pub struct Names {
    prefix: RolePrefix,
}

impl Names {
    /// Names under a prefix.
    pub fn new(prefix: RolePrefix) -> Self {
        Self { prefix }
    }

    /// The application's login.
    pub fn app(&self) -> String {
        format!("{}_app", self.prefix.0)
    }

    /// The owner's login.
    pub fn owner(&self) -> String {
        format!("{}_owner", self.prefix.0)
    }

    /// The role that reads and writes control rows.
    pub fn control_role(&self) -> String {
        format!("{}_control", self.prefix.0)
    }

    /// The role that reads and writes one region's rows and nothing else.
    pub fn tenant_role(&self, code: RegionCode) -> String {
        format!("{}_t_{}", self.prefix.0, code.compact())
    }

    /// A region's schema.
    pub fn tenant_schema(code: RegionCode) -> String {
        format!("t_{}", code.compact())
    }

    pub(crate) fn role(&self, space: &Space) -> String {
        match space {
            Space::Control => self.control_role(),
            Space::Tenant(place) => self.tenant_role(place.code()),
        }
    }

    pub(crate) fn schema(space: &Space) -> String {
        match space {
            Space::Control => "control".to_owned(),
            Space::Tenant(place) => Self::tenant_schema(place.code()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_cannot_carry_a_quote_or_a_space() {
        for bad in ["", "Balai", "1balai", "balai\"; DROP", "ba lai", &"b".repeat(25)] {
            assert_eq!(RolePrefix::parse(bad), Err(RolePrefixError), "{bad:?}");
        }
        assert!(RolePrefix::parse("balai_uji2").is_ok());
    }
}
