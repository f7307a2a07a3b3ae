//! balai-rbac
