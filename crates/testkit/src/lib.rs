//! balai-testkit
