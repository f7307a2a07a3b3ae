//! balai-kernel
