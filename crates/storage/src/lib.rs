//! balai-storage
