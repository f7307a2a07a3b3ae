//! balai-web
