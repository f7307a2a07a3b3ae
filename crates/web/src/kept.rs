//! A page as it goes out again and again: its bytes, its tag, and its packed twins, each made once.

use std::io::Write as _;
use std::sync::OnceLock;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue, VARY};
use actix_web::web::Bytes;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use crate::packing::Packing;
use crate::page::{ASK_AGAIN, DEPENDS};

/// The last percents would cost forty times as much.
const BROTLI_QUALITY: i32 = 5;
/// As many bits as count the bytes of a large page. The default looks back over 4 MB, and making room for that takes longer
/// than packing.
const BROTLI_WINDOW: i32 = 18;

/// A page as it goes out.
#[derive(Debug)]
pub struct Kept {
    tag: HeaderValue,
    kind: &'static str,
    plain: Bytes,
    brotli: OnceLock<Option<Bytes>>,
    gzip: OnceLock<Option<Bytes>>,
}

/// What a browser says of itself and of the page it has.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// `If-None-Match`.
    pub has: Option<String>,
    /// How it wants the page packed.
    pub takes: Packing,
}

impl Kept {
    /// A page of a media type.
    pub fn new(kind: &'static str, text: String) -> Self {
        let digest = Sha256::digest(&text);
        let hash = digest.iter().take(12).fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
        let tag = HeaderValue::from_str(&format!("W/\"{hash}\"")).expect("hexadecimal digits make a header");
        Self { tag, kind, plain: Bytes::from(text), brotli: OnceLock::new(), gzip: OnceLock::new() }
    }

    /// The most memory that it will ever take: each twin is at most half of the page.
    pub fn most_bytes(&self) -> usize {
        2 * self.plain.len()
    }

    /// The answer to a browser: the page, or that it has it already.
    pub fn answer(&self, browser: &Browser) -> HttpResponse {
        let known = browser.has.as_deref().is_some_and(|has| self.is_among(has));
        let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response
            .insert_header((ETAG, self.tag.clone()))
            .insert_header((CACHE_CONTROL, HeaderValue::from_static(ASK_AGAIN)))
            .insert_header((VARY, HeaderValue::from_static(DEPENDS)));
        if known {
            return response.finish();
        }
        response.insert_header((CONTENT_TYPE, HeaderValue::from_static(self.kind)));
        let twin = self.twin(browser.takes);
        if let (Some(coding), Some(_)) = (browser.takes.coding(), twin) {
            response.insert_header((CONTENT_ENCODING, HeaderValue::from_static(coding)));
        }
        response.body(twin.unwrap_or(&self.plain).clone())
    }

    /// Compared weakly, as `If-None-Match` asks: a proxy that packs may have taken the mark away or put it there.
    fn is_among(&self, tags: &str) -> bool {
        let own = self.tag.to_str().unwrap_or_default().trim_start_matches("W/");
        tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == own)
    }

    fn twin(&self, packing: Packing) -> Option<&Bytes> {
        match packing {
            Packing::Plain => None,
            Packing::Gzip => self.gzip.get_or_init(|| self.small(gzip(&self.plain))).as_ref(),
            Packing::Brotli => self.brotli.get_or_init(|| self.small(brotli(&self.plain))).as_ref(),
        }
    }

    /// A twin that saves less than half is not worth its place.
    fn small(&self, packed: Vec<u8>) -> Option<Bytes> {
        (packed.len() * 2 <= self.plain.len()).then(|| Bytes::from(packed))
    }
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::default());
    packer.write_all(plain).expect("writing to memory cannot fail");
    packer.finish().expect("writing to memory cannot fail")
}

fn brotli(plain: &[u8]) -> Vec<u8> {
    let (quality, lgwin, size_hint) = (BROTLI_QUALITY, BROTLI_WINDOW, plain.len());
    let params = BrotliEncoderParams { quality, lgwin, size_hint, ..BrotliEncoderParams::default() };
    let mut packed = Vec::with_capacity(plain.len() / 4);
    brotli::BrotliCompress(&mut &*plain, &mut packed, &params).expect("writing to memory cannot fail");
    packed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::HTML;

    fn coding(response: &HttpResponse) -> &str {
        response.headers().get(CONTENT_ENCODING).map_or("", |value| value.to_str().expect("ASCII"))
    }

    #[actix_web::test]
    async fn each_browser_gets_the_page_as_it_takes_it() {
        let kept = Kept::new(HTML, "halaman ".repeat(100));
        for (takes, expected) in [(Packing::Plain, ""), (Packing::Gzip, "gzip"), (Packing::Brotli, "br")] {
            let response = kept.answer(&Browser { has: None, takes });
            assert_eq!((response.status().as_u16(), coding(&response)), (200, expected));
            let body = actix_web::body::to_bytes(response.into_body()).await.expect("a body");
            assert!(takes == Packing::Plain || body.len() * 4 < kept.plain.len());
        }
        let short = Kept::new(HTML, "pendek".to_owned());
        let response = short.answer(&Browser { has: None, takes: Packing::Brotli });
        assert_eq!(coding(&response), "", "not worth packing");
    }

    #[test]
    fn a_browser_that_has_the_page_is_told_so_in_few_bytes() {
        let kept = Kept::new(HTML, "halaman ".repeat(100));
        let first = kept.answer(&Browser::default());
        let tag = first.headers().get(ETAG).expect("a tag").to_str().expect("ASCII").to_owned();
        for has in [format!("\"x\", {tag}"), tag.trim_start_matches("W/").to_owned(), "*".to_owned()] {
            let again = kept.answer(&Browser { has: Some(has.clone()), takes: Packing::Gzip });
            assert_eq!((again.status().as_u16(), coding(&again)), (304, ""), "{has}");
        }
        let other = Kept::new(HTML, "halaman lain".to_owned());
        assert_eq!(other.answer(&Browser { has: Some(tag), takes: Packing::Plain }).status(), 200);
    }
}
