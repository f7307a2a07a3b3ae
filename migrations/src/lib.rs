//! balai-migrations
