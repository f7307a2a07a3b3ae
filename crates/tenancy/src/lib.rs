//! balai-tenancy
