//! What each role sees: every page that its links lead to opens, and none shows a form that would be refused.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use actix_web::http::Method;
use balai_rbac::{Domain, Grant, Permission, PermissionSet, Policy, Role};
use balai_testkit::Kind;
use balai_tests::{Browser, Site};
use balai_web::host::SiteKind;
use balai_web::route::Access;
use balai_web::routes;
use rstest::rstest;

use crate::people::{SRAGEN, Somebody};
use crate::seed::{self, Things};

/// The most pages that one role's walk opens.
const MOST_PAGES: usize = 150;

/// A path with its ids taken out: two services are one page to look at.
fn shape(path: &str) -> String {
    let path = path.split(['?', '#']).next().expect("a path");
    let is_id = |part: &str| part.len() == 36 && part.chars().all(|letter| letter.is_ascii_hexdigit() || letter == '-');
    path.split('/').map(|part| if is_id(part) { "{id}" } else { part }).collect::<Vec<_>>().join("/")
}

/// The values of an attribute in the tags of a page.
fn values<'p>(page: &'p str, tag: &'p str, attribute: &'p str) -> impl Iterator<Item = String> + use<'p> {
    page.split(tag).skip(1).filter_map(move |rest| {
        let tag = rest.split('>').next()?;
        let value = tag.split(attribute).nth(1)?.split('"').next()?;
        Some(value.replace("&#38;", "&").replace("&amp;", "&"))
    })
}

/// The permission of a deed at the desk.
fn permission(path: &str) -> Permission {
    let parts: Vec<&str> = path.split('?').next().expect("a path").split('/').collect();
    let fits = |pattern: &str| {
        let own: Vec<&str> = pattern.split('/').collect();
        own.len() == parts.len() && own.iter().zip(&parts).all(|(own, part)| own.starts_with('{') || own == part)
    };
    let all = routes::all();
    let deeds = all.iter().filter(|route| route.site == SiteKind::Region && route.method == Method::POST);
    // a fixed path goes before one with a word to fill in, as when it is asked for
    let mut fitting: Vec<_> = deeds.filter(|route| fits(route.path)).collect();
    fitting.sort_by_key(|route| route.path.matches('{').count());
    match fitting.first().map(|route| route.access) {
        Some(Access::Needs(permission)) => permission,
        other => panic!("{path} is no deed of the desk: {other:?}"),
    }
}

/// Walks all links of the desk from its first page. Returns how many pages were opened.
async fn walk(browser: &Browser, set: &PermissionSet, who: &str) -> usize {
    let code = "33.14".parse().expect("a code");
    let mut waiting = VecDeque::from(["/kelola".to_owned()]);
    let (mut known, mut opened) = (BTreeSet::from(["/kelola".to_owned()]), 0);
    while let Some(path) = waiting.pop_front().filter(|_| opened < MOST_PAGES) {
        opened += 1;
        let (_, page) = browser.follow(SRAGEN, &path).await;
        assert_eq!(page.status, 200, "{who} was led to {path}");
        if !page
            .headers
            .get("content-type")
            .is_some_and(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/html")))
        {
            continue;
        }
        let text = page.text();
        for action in values(text, "<form ", "action=\"") {
            let is_post = text.contains(&format!("action=\"{}\" method=\"post\"", action.replace('&', "&#38;")));
            if is_post && action.starts_with("/kelola") {
                let needed = permission(&action);
                let reach = set.reach(needed, code);
                assert_ne!(reach, balai_rbac::Reach::Nothing, "{who} sees on {path} a form to {action}");
            }
        }
        for link in values(text, "<a ", "href=\"").filter(|link| link.starts_with("/kelola")) {
            if known.insert(shape(&link)) {
                waiting.push_back(link);
            }
        }
    }
    opened
}

async fn region(site: &Site) -> Things {
    let owner = Somebody::owner(site).await;
    Box::pin(seed::region(site, SRAGEN, "33.14", &owner, ("Merpatitujuh", "Merpatirahasia"))).await.things
}

#[rstest]
#[tokio::test]
async fn no_role_is_led_to_a_page_or_shown_a_form_that_it_is_refused(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let things = region(&site).await;
    let (whole, agency) = ("33.14".to_owned(), format!("33.14/{}", things["agency"]));
    let policy = Policy::built_in().await.expect("a policy");
    let mut opened = Vec::new();
    for role in Role::NAMED {
        for place in [&whole, &agency] {
            let domain: Domain = place.parse().expect("a place");
            let Some(grant) = Grant::new(role, domain) else { continue };
            let email = format!("{role}.{}@sragenkab.go.id", place.len()).replace('_', "-");
            let somebody = Somebody::with(&site, &email, role, place).await;
            let browser = site.browser();
            let (url, page) = somebody.arrive(&site, &browser, SRAGEN, "/kelola").await;
            assert_eq!((url.path(), page.status), ("/kelola", 200), "{role} enters the desk");
            assert!(page.says(&format!("Kelola sebagai {}", role.title().to_lowercase())), "{role}: {}", page.text());
            let set = PermissionSet::of(&policy, &BTreeMap::default(), [&grant]);
            opened.push((role, place.len(), walk(&browser, &set, &format!("{role} of {place}")).await));
        }
    }
    let pages = |role: Role| opened.iter().find(|(known, ..)| *known == role).map_or(0, |(.., pages)| *pages);
    assert!(pages(Role::RegionOwner) > 40, "{opened:?}");
    assert!(pages(Role::CounterClerk) > 4, "{opened:?}");
    println!("{opened:?}");
}
