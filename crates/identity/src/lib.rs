//! balai-identity
