use std::collections::BTreeSet;

use super::*;
use crate::assets::asset;

/// Each `attribute="…"` in a document.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().expect("a closed attribute")).collect()
}

fn all() -> Vec<Sample> {
    [Lang::Id, Lang::En].into_iter().flat_map(samples).collect()
}

#[test]
fn no_page_has_an_inline_script_or_style_or_asks_a_foreign_host() {
    for page in all() {
        assert!(!page.html.contains("<style") && !page.html.contains(" style="), "{}", page.name);
        assert!(!page.html.contains("<script>") && !page.html.contains(" onclick="), "{}", page.name);
        let own = |source: &&str| source.starts_with('/') && !source.starts_with("//");
        assert!(values(&page.html, "src").iter().all(own), "{}", page.name);
        for tag in page.html.split("<link ").skip(1) {
            let href = tag.split("href=\"").nth(1).expect("a link has an address");
            // Two kinds of links name a page's own address whole; nothing is fetched for them.
            let named = ["rel=\"canonical\"", "rel=\"alternate\""].iter().any(|rel| tag.starts_with(rel));
            let whole = href.starts_with("https://balai.test/") || href.starts_with("https://sragen.balai.test/");
            let own = ["/aset/", "/tema-", crate::manifest::PATH].iter().any(|start| href.starts_with(start));
            assert!(if named { whole } else { own }, "{}: {href:.60}", page.name);
        }
    }
}

#[test]
fn every_id_stands_once_and_everything_that_points_to_one_finds_it() {
    for page in all() {
        let ids = values(&page.html, "id");
        let known: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{}: an id twice in {ids:?}", page.name);
        let described = values(&page.html, "aria-describedby").into_iter().flat_map(|list| list.split(' '));
        let fragments = values(&page.html, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
        let labels = values(&page.html, "for").into_iter();
        for id in described.chain(labels).chain(fragments.filter(|id| *id != "simpan" && *id != "datang")) {
            assert!(known.contains(id), "{}: nothing has the id {id}", page.name);
        }
    }
}

#[test]
fn every_page_has_one_main_one_first_heading_a_language_and_a_title_of_its_own() {
    for (lang, tag) in [(Lang::Id, "id"), (Lang::En, "en")] {
        for page in samples(lang) {
            assert_eq!(page.html.matches("<main").count(), 1, "{}", page.name);
            assert_eq!(page.html.matches("<h1").count(), 1, "{}", page.name);
            assert!(page.html.contains(&format!("<html lang=\"{tag}\"")), "{}", page.name);
            assert!(!page.html.contains("Unknown localization"), "{}", page.name);
        }
    }
}

#[test]
fn what_visitors_and_staff_write_cannot_become_markup() {
    let hostile = samples(Lang::Id).into_iter().filter(|page| page.name.ends_with("_hostile"));
    let mut seen = 0;
    for page in hostile {
        seen += 1;
        assert!(page.html.contains("&#60;script&#62;"), "{}", page.name);
        assert!(!page.html.contains("<script>alert"), "{}", page.name);
    }
    assert!(seen >= 2);
}

#[test]
fn a_home_or_a_service_page_weighs_less_than_25_kb_with_its_style() {
    let packed = |bytes: &[u8]| {
        use std::io::Write as _;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).expect("writing to memory");
        encoder.finish().expect("writing to memory").len()
    };
    let sheet =
        std::fs::read(format!("{}/../../dist/{}", env!("CARGO_MANIFEST_DIR"), &asset("app.css")["/aset/".len()..]));
    let sheet = packed(&sheet.expect("dist holds the sheet"));
    for page in samples(Lang::Id)
        .iter()
        .filter(|page| page.name.starts_with("hall_home") || page.name.starts_with("hall_service"))
    {
        let weight = packed(page.html.as_bytes()) + sheet;
        assert!(weight < 25_000, "{} weighs {weight} bytes", page.name);
    }
}
