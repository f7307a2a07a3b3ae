//! balai-testkit
pub mod smtp;
