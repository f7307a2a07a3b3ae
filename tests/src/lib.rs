//! A whole application for a test: real server, real database, two open halls, and browsers that come to its hosts.
//!
//! ```no_run
//! # use balai_testkit::Kind;
//! # use balai_tests::{ROOT, Site};
//! # async fn a_hall_answers() {
//! let site = Site::open(Kind::Sqlite).await;
//! let browser = site.browser();
//! assert_eq!(browser.get("sragen", "/").await.status, 200);
//! assert_eq!(browser.get(ROOT, "/daerah").await.status, 200);
//! # }
//! ```

mod answer;
mod browser;
pub mod clamd;
pub mod files;
mod halls;
pub mod letters;
pub mod objects;
mod site;

pub use answer::{Answer, between, unescaped};
pub use browser::{ACCOUNT, Browser, NATIONAL, ROOT};
pub use site::{KEPT_PAGES, Node, Site};
