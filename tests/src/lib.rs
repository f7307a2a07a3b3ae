//! balai-tests
