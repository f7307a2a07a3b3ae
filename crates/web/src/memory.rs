//! Public pages of halls, kept in memory as they went out.
//!
//! A kept page is shown only while the state that it was made from stands: the request reads the catalogue's revision
//! and the hall in its own transaction first, so no page outlives a change, in whatever process it was made. What
//! depends on the hour ends at the next opening, closing or midnight. The key begins with the tenant: two halls with
//! equal rows share nothing. A kept page holds nothing of a person, no token and no nonce.

use std::io::Write as _;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, ETAG, VARY};
use actix_web::web::Bytes;
use balai_kernel::RegionCode;
use balai_tenancy::{Hall, Region};
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use moka::sync::Cache;
use sha2::{Digest as _, Sha256};

use crate::page::{ASK_AGAIN, DEPENDS, HTML};
use crate::words::Lang;

/// Bytes that a row of the cache costs besides its page.
const ROW: usize = 600;

/// The kept pages of all halls, bounded in bytes.
#[derive(Clone)]
pub struct Memory(Cache<Key, Arc<Kept>>);

/// Which page of which hall.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    tenant: RegionCode,
    page: [u8; 32],
}

/// What a page was made from; another state makes another page.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The revision of the catalogue.
    pub revision: i64,
    /// The hall.
    pub hall: Option<Hall>,
    /// The region, whose name the decrees may change.
    pub region: Region,
}

/// A page as it goes out.
#[derive(Debug)]
pub struct Kept {
    state: State,
    until: DateTime<Utc>,
    tag: String,
    plain: Bytes,
    packed: Bytes,
}

/// What a browser says of itself and of the page it has.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// `If-None-Match`.
    pub has: Option<String>,
    /// Whether it takes gzip.
    pub gzip: bool,
}

impl Memory {
    /// A memory of at most so many bytes.
    pub fn new(bytes: u64) -> Self {
        let weigh =
            |_: &Key, kept: &Arc<Kept>| u32::try_from(kept.plain.len() + kept.packed.len() + ROW).unwrap_or(u32::MAX);
        Self(Cache::builder().max_capacity(bytes).weigher(weigh).build())
    }

    /// The page, when it was kept from this very state and its hour has not passed.
    pub fn find(&self, key: &Key, state: &State, now: DateTime<Utc>) -> Option<Arc<Kept>> {
        self.0.get(key).filter(|kept| kept.state == *state && now < kept.until)
    }

    /// Keeps a page made from `state`, which holds until `until`.
    pub fn keep(&self, key: Key, state: State, until: DateTime<Utc>, html: String) -> Arc<Kept> {
        let kept = Arc::new(Kept::new(state, until, html));
        self.0.insert(key, Arc::clone(&kept));
        kept
    }

    /// Forgets everything.
    pub fn forget(&self) {
        self.0.invalidate_all();
    }
}

impl Key {
    /// The page at an address (path and query) of a hall, in a language.
    pub fn new(tenant: RegionCode, lang: Lang, here: &str) -> Self {
        let page = Sha256::new().chain_update(lang.tag()).chain_update([0]).chain_update(here).finalize();
        Self { tenant, page: page.into() }
    }
}

impl Kept {
    fn new(state: State, until: DateTime<Utc>, html: String) -> Self {
        let digest = Sha256::digest(&html);
        let hash = digest.iter().take(12).fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
        Self { state, until, tag: format!("W/\"{hash}\""), packed: pack(&html), plain: Bytes::from(html) }
    }

    /// The answer to a browser: the page, or that it has it already.
    pub fn answer(&self, browser: &Browser) -> HttpResponse {
        let known = browser.has.as_deref().is_some_and(|has| has.split(',').any(|tag| tag.trim() == self.tag));
        let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response
            .insert_header((ETAG, self.tag.clone()))
            .insert_header((CACHE_CONTROL, ASK_AGAIN))
            .insert_header((VARY, DEPENDS));
        if known {
            return response.finish();
        }
        response.content_type(HTML);
        if browser.gzip {
            response.insert_header((CONTENT_ENCODING, "gzip"));
            return response.body(self.packed.clone());
        }
        response.body(self.plain.clone())
    }
}

fn pack(html: &str) -> Bytes {
    let mut packer = GzEncoder::new(Vec::with_capacity(html.len() / 4), Compression::default());
    packer.write_all(html.as_bytes()).expect("writing to memory cannot fail");
    Bytes::from(packer.finish().expect("writing to memory cannot fail"))
}

#[cfg(test)]
mod tests {
    use balai_kernel::{Slug, Zone};
    use chrono::TimeDelta;

    use super::*;

    fn state(code: &str, revision: i64) -> State {
        let region = Region {
            code: code.parse().expect("a code"),
            name: "Kabupaten Contoh".into(),
            short_name: "Contoh".into(),
            slug: Slug::parse("contoh").expect("a slug"),
            province_code: "33".into(),
            zone: Zone::Wib,
            autonomous: true,
            other_names: vec![],
        };
        State { revision, hall: None, region }
    }

    fn key(code: &str, here: &str) -> Key {
        Key::new(code.parse().expect("a code"), Lang::Id, here)
    }

    #[test]
    fn a_page_is_kept_for_its_own_hall_language_address_and_state_until_its_hour() {
        let (memory, now) = (Memory::new(1_000_000), DateTime::UNIX_EPOCH);
        let until = now + TimeDelta::minutes(5);
        memory.keep(key("33.14", "/"), state("33.14", 1), until, "Sragen".into());
        let find = |key: &Key, state: &State, now| memory.find(key, state, now).is_some();
        assert!(find(&key("33.14", "/"), &state("33.14", 1), now));
        assert!(!find(&key("17.09", "/"), &state("33.14", 1), now), "another hall");
        assert!(!find(&key("33.14", "/"), &state("17.09", 1), now), "another region");
        assert!(!find(&key("33.14", "/?q=a"), &state("33.14", 1), now), "another address");
        assert!(!find(&key("33.14", "/"), &state("33.14", 2), now), "another revision");
        assert!(!find(&key("33.14", "/"), &state("33.14", 1), until), "its hour has passed");
        let english = Key::new("33.14".parse().expect("a code"), Lang::En, "/");
        assert!(!find(&english, &state("33.14", 1), now), "another language");
    }

    #[test]
    fn a_browser_that_has_the_page_is_told_so_in_few_bytes() {
        let kept = Kept::new(state("33.14", 1), DateTime::UNIX_EPOCH, "halaman ".repeat(100));
        let first = kept.answer(&Browser { has: None, gzip: true });
        assert_eq!((first.status().as_u16(), first.headers().get(CONTENT_ENCODING).is_some()), (200, true));
        let tag = first.headers().get(ETAG).expect("a tag").to_str().expect("ASCII").to_owned();
        let again = kept.answer(&Browser { has: Some(format!("\"x\", {tag}")), gzip: true });
        assert_eq!(again.status(), 304);
        assert!(kept.packed.len() * 4 < kept.plain.len());
    }
}
