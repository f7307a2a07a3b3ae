//! What people ask about their own data, with its clock, over real HTTP, on both engines.

#[path = "../vault/clerk.rs"]
#[allow(dead_code, reason = "shared with the tests of the vault, which use the rest")]
mod clerk;
#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;
#[path = "../vault/support.rs"]
#[allow(dead_code, unused_imports, reason = "shared with the tests of the vault, which use the rest")]
mod support;

mod answering;
mod asking;
mod clocks;
mod notices;
mod pausing;

use balai_identity::AccountSays;
use balai_rbac::Role;
use balai_tests::letters::told;
use balai_tests::{Answer, Browser, Site};

use people::Somebody;

const MINE: &str = "/data-pribadi/permintaan";
const DESK: &str = "/kelola/data-pribadi";
const NATION: &str = "/permintaan-data";

/// The page that a form led to, without its news.
fn led(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().split('?').next().expect("a path").to_owned()
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

/// Somebody with a role, at her list.
async fn at(site: &Site, role: Role, place: &str, (host, path): (&str, &str)) -> Browser {
    let email = format!("{role}.{}@contoh.go.id", site.app.clock.now().timestamp());
    let somebody = Somebody::with(site, &email, role, place).await;
    let browser = site.browser();
    let (url, page) = somebody.arrive(site, &browser, host, path).await;
    assert_eq!((url.path(), page.status), (path, 200), "{}", page.text());
    browser
}

/// What was told of requests since it was last asked: the word for a telephone, and the text.
async fn news(site: &Site) -> Vec<(String, String)> {
    let news = |says| match says {
        AccountSays::RightsNews { short, text, .. } => Some((short, text)),
        _ => None,
    };
    told(site).await.into_iter().filter_map(news).collect()
}
