//! Each request keeps a clock of its own: 72 hours from when it was received, for whoever asks and for whoever answers.

use balai_kernel::{Language, Zone};
use balai_rbac::Role;
use balai_rights::{RequestDue, Right};
use balai_storage::Event as _;
use balai_testkit::Kind;
use balai_tests::{Browser, Site};
use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;

use crate::clerk::Clerk;
use crate::people::SRAGEN;
use crate::support::Citizen;
use crate::{DESK, MINE, at, id, led};

const WISH: &str = "Berkas kertas tahun 2019 juga, tolong.";
/// One request comes so long after the one before.
const APART: TimeDelta = TimeDelta::minutes(100);

/// A request with the moment at which its time is over.
struct Asked {
    right: Right,
    page: String,
    due: DateTime<Utc>,
}

impl Asked {
    /// The deadline as both sides read it.
    fn deadline(&self) -> String {
        Zone::Wib.write_deadline(self.due, Language::Indonesian)
    }

    async fn of_desk(&self, owner: &Browser) -> String {
        let page = owner.get(SRAGEN, &format!("{DESK}/{}", id(&self.page))).await;
        assert_eq!(page.status, 200, "{}", page.text());
        page.text().to_owned()
    }

    async fn of_citizen(&self, sri: &Citizen) -> String {
        let page = sri.get(&self.page).await;
        assert_eq!(page.status, 200, "{}", page.text());
        page.text().to_owned()
    }
}

/// The same person, who was away for longer than a session lasts.
async fn again(site: &Site, sri: &Citizen) -> Citizen {
    Citizen::signed_in(site, sri.id, "sri@contoh.id").await
}

/// The four requests, one after the other. Each leaves something for the region to answer.
async fn all_four(site: &Site, sri: &Citizen) -> Vec<Asked> {
    let mut all = Vec::new();
    for right in Right::ALL {
        site.clock.advance(APART);
        let sri = again(site, sri).await;
        let form = format!("/data-pribadi/minta/{}/33.14", right.word());
        let due = site.app.clock.now() + TimeDelta::hours(72);
        let shown = Zone::Wib.write_deadline(due, Language::Indonesian);
        assert!(sri.get(&form).await.says(&shown), "{right:?}: said before it is asked, {shown}");
        let page = led(&sri.post(&form, &[("keterangan", WISH)]).await);
        all.push(Asked { right, page, due });
    }
    all
}

/// Takes the clock to a moment.
fn at_moment(site: &Site, moment: DateTime<Utc>) {
    site.clock.advance(moment - site.app.clock.now());
}

/// Whoever was warned since it was last asked: of which right, and of which moment.
async fn warned(site: &Site) -> Vec<(String, DateTime<Utc>)> {
    site.app.rights.warn(&site.act()).await.expect("rows");
    let write = site.kit.control().write().await.expect("rows");
    let events = write.take_events(&[RequestDue::TOPIC], site.app.clock.now(), 10).await.expect("events");
    let mut warned = Vec::new();
    for event in events {
        let due: RequestDue = event.read().expect("it reads");
        warned.push((due.right, due.due_at));
        write.event_done(event.id, site.app.clock.now()).await.expect("done");
    }
    write.commit().await.expect("committed");
    warned
}

#[rstest]
#[tokio::test]
async fn each_of_the_four_rights_shows_and_keeps_seventy_two_hours_of_its_own(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    Clerk::of(&site, SRAGEN, "33.14").await;
    let sri = Citizen::sri(&site).await;
    let all = all_four(&site, &sri).await;
    let (sri, owner) = (again(&site, &sri).await, at(&site, Role::RegionOwner, "33.14", (SRAGEN, DESK)).await);
    for asked in &all {
        let (deadline, right) = (asked.deadline(), asked.right);
        let (mine, desk) = (asked.of_citizen(&sri).await, asked.of_desk(&owner).await);
        assert!(mine.contains(&deadline), "{right:?} {deadline}: {mine}");
        assert!(desk.contains(&deadline) && desk.contains(right.title()), "{right:?} {deadline}: {desk}");
        for other in all.iter().filter(|other| other.right != right) {
            assert!(!mine.contains(&other.deadline()), "{right:?} has no other's clock: {mine}");
        }
        let left = (asked.due - site.app.clock.now()).num_hours();
        assert!(desk.contains(&format!("Sisa {left} jam")), "{right:?} {left}: {desk}");
    }
    let list = owner.get(SRAGEN, DESK).await;
    assert!(all.iter().all(|asked| list.says(&asked.deadline())), "{}", list.text());

    // a day before its end whoever answers is warned of each, of none before and of none twice
    for asked in &all {
        at_moment(&site, asked.due - TimeDelta::hours(24) - TimeDelta::seconds(1));
        assert_eq!(warned(&site).await, [], "{:?}: not yet", asked.right);
        at_moment(&site, asked.due - TimeDelta::hours(24));
        assert_eq!(warned(&site).await, [(asked.right.title().to_owned(), asked.due)]);
        assert_eq!(warned(&site).await, [], "once");
    }

    // and each is late when its own time is over, while the next one still has some
    for (index, asked) in all.iter().enumerate() {
        at_moment(&site, asked.due + TimeDelta::minutes(5));
        let sri = again(&site, &sri).await;
        let owner = at(&site, Role::RegionOwner, "33.14", (SRAGEN, DESK)).await;
        let list = owner.get(SRAGEN, DESK).await;
        let late = format!("{} permintaan lewat batas 3 x 24 jam.", index + 1);
        assert!(list.says(&late), "{:?} {late}: {}", asked.right, list.text());
        for (other, asked) in all.iter().enumerate() {
            let (mine, desk) = (asked.of_citizen(&sri).await, asked.of_desk(&owner).await);
            let is_late = other <= index;
            assert_eq!(mine.contains("Terlambat dijawab"), is_late, "{:?}: {mine}", asked.right);
            assert_eq!(desk.contains("Terlambat"), is_late, "{:?}: {desk}", asked.right);
            assert_eq!(desk.contains("Lewat "), is_late, "{:?}: {desk}", asked.right);
        }
        let mine = sri.get(MINE).await;
        assert_eq!(mine.text().matches("Terlambat dijawab").count(), index + 1, "{}", mine.text());
    }

    // answering one stops its clock and no other's
    let owner = at(&site, Role::RegionOwner, "33.14", (SRAGEN, DESK)).await;
    let first = format!("{DESK}/{}", id(&all[0].page));
    let done = [("jawaban", "selesai"), ("kata", "Berkas kertasnya kami lampirkan.")];
    assert_eq!(led(&owner.post(SRAGEN, &first, &done).await), first);
    let mine = again(&site, &sri).await.get(MINE).await;
    assert_eq!(mine.text().matches("Terlambat dijawab").count(), all.len() - 1, "{}", mine.text());
}
