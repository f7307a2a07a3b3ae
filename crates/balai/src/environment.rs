//! The one place where the process looks at its environment, besides the configuration.

/// A variable, when it is set to readable text.
#[cfg(debug_assertions)]
#[expect(clippy::disallowed_methods, reason = "the one place where the environment is read")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
