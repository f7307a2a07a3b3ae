//! Cookies of ours. Each belongs to one host alone, travels only where a secure context is, and no script reads it.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use balai_kernel::SecretToken;

/// A cookie that lasts until the browser closes. The name begins with `__Host-`.
pub fn keep(name: &'static str, value: impl Into<String>) -> Cookie<'static> {
    // Lax: whoever follows a link from a letter, or comes back from signing in, is known at once.
    Cookie::build(name, value.into()).path("/").secure(true).http_only(true).same_site(SameSite::Lax).finish()
}

/// A cookie that lasts for some minutes.
pub fn keep_for(name: &'static str, value: impl Into<String>, minutes: i64) -> Cookie<'static> {
    let mut cookie = keep(name, value);
    cookie.set_max_age(Duration::minutes(minutes));
    cookie
}

/// The cookie that removes one.
pub fn gone(name: &'static str) -> Cookie<'static> {
    let mut cookie = keep(name, "");
    cookie.make_removal();
    cookie
}

/// The token in a cookie; whatever is no token of ours is no cookie.
pub fn token(request: &HttpRequest, name: &str) -> Option<SecretToken> {
    request.cookie(name).and_then(|cookie| SecretToken::parse(cookie.value()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cookie_belongs_to_its_host_and_to_no_script() {
        for cookie in [keep("__Host-a", "x"), keep_for("__Host-a", "x", 10), gone("__Host-a")] {
            let text = cookie.to_string();
            for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
                assert!(text.contains(part), "{text}");
            }
            assert!(!text.contains("Domain"), "{text}");
        }
    }
}
