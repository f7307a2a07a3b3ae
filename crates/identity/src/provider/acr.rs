//! The levels of assurance as authentication context classes (OpenID Connect Core 1.0, 2 and 5.5.1.1).

use balai_kernel::Assurance;

/// Every class, the weakest first.
pub const ACR_VALUES: [&str; 3] = ["urn:balai:acr:1", "urn:balai:acr:2", "urn:balai:acr:3"];

/// The class of a level: 1 an address or a number is theirs, 2 a clerk saw the card, 3 the national provider answers.
pub const fn acr(level: Assurance) -> &'static str {
    match level {
        Assurance::Contact => ACR_VALUES[0],
        Assurance::Seen => ACR_VALUES[1],
        Assurance::National => ACR_VALUES[2],
    }
}
