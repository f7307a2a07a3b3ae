//! balai-tenancy
pub mod onboarding;
