//! balai-messaging
