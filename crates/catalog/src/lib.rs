//! balai-catalog
