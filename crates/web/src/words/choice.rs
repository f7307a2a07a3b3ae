//! Which language a visitor reads: what they asked for now, what they asked for before, what the browser says.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::ACCEPT_LANGUAGE;

use super::{Lang, Words};

/// The query parameter that changes the language: `?bahasa=en`.
pub const PARAMETER: &str = "bahasa";

/// The cookie that remembers the choice; host-only, so each region keeps its own.
pub const COOKIE: &str = "__Host-bahasa";

impl Words {
    /// The words for this visitor: `?bahasa=`, then the cookie, then the browser's wish where Indonesian is not in it.
    pub fn chosen(request: &HttpRequest) -> Self {
        let cookie = request.cookie(COOKIE);
        let remembered = cookie.as_ref().and_then(|cookie| Lang::of_tag(cookie.value()));
        let accepted = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let lang = Lang::asked(request.query_string()).or(remembered).or_else(|| accepted.and_then(Lang::wished));
        Self::of(lang.unwrap_or_default())
    }
}

impl Lang {
    /// The language named in a query string, when it names one we speak.
    pub fn asked(query: &str) -> Option<Self> {
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.filter(|(name, _)| name == PARAMETER).find_map(|(_, value)| Self::of_tag(&value))
    }

    /// English, when an `Accept-Language` header names it and no Indonesian at all.
    fn wished(header: &str) -> Option<Self> {
        let tags = || {
            let wanted = header.split(',').filter(|part| !part.replace(' ', "").ends_with(";q=0"));
            wanted.map(|part| part.split([';', '-']).next().unwrap_or("").trim().to_ascii_lowercase())
        };
        // `in` is what Android called Indonesian for years.
        let indonesian = tags().any(|tag| tag == "id" || tag == "in");
        let english = tags().any(|tag| tag == "en");
        (english && !indonesian).then_some(Self::En)
    }
}

/// The cookie that keeps a choice for a year.
pub fn remembered(lang: Lang) -> Cookie<'static> {
    Cookie::build(COOKIE, lang.tag())
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(365))
        .finish()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing_said("/", None, None, Lang::Id)]
    #[case::asked_now("/?q=ktp&bahasa=en", Some("id"), Some("id"), Lang::En)]
    #[case::asked_before("/?q=ktp", Some("en"), Some("id"), Lang::En)]
    #[case::an_unknown_language_is_no_choice("/?bahasa=jv", Some("en"), None, Lang::En)]
    #[case::english_browser("/", None, Some("en-GB,en;q=0.9"), Lang::En)]
    #[case::english_browser_that_reads_indonesian("/", None, Some("en-US,en;q=0.9,id;q=0.2"), Lang::Id)]
    #[case::old_android("/", None, Some("in-ID, en;q=0.5"), Lang::Id)]
    #[case::indonesian_refused("/", None, Some("en, id;q=0"), Lang::En)]
    #[case::another_language("/", None, Some("ar"), Lang::Id)]
    fn the_nearest_wish_wins(
        #[case] uri: &str,
        #[case] cookie: Option<&'static str>,
        #[case] browser: Option<&str>,
        #[case] expected: Lang,
    ) {
        let mut request = TestRequest::with_uri(uri);
        if let Some(tag) = cookie {
            request = request.cookie(Cookie::new(COOKIE, tag));
        }
        if let Some(header) = browser {
            request = request.insert_header((ACCEPT_LANGUAGE, header));
        }
        assert_eq!(Words::chosen(&request.to_http_request()).lang(), expected);
    }

    #[test]
    fn the_cookie_belongs_to_this_host_alone() {
        let cookie = remembered(Lang::En).to_string();
        assert!(cookie.starts_with("__Host-bahasa=en; "), "{cookie}");
        assert!(cookie.contains("Secure") && cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
    }
}
