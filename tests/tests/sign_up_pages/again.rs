//! What stopped is tried again by a person of the ministry: a step of a hall's making, and a letter.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use balai_kernel::{Act, RegionCode};
use balai_tenancy::provisioning::{Ended, ProvisionStep, Request, Saga, StepError, StepName, Unwatched};
use balai_testkit::Kind;
use balai_testkit::smtp::{SmtpRules, SmtpSink};
use balai_tests::{Answer, NATIONAL, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::ministry::{CHECKS, both, decide};
use crate::support::{EMAIL, applied, closed_server, deliver, filled, first_application, server, submit};

const REASON: &str = "Penyimpanan tidak dapat dihubungi.";

/// A step that does nothing, or fails while the store of files is away.
struct Step {
    name: StepName,
    away: Arc<AtomicBool>,
}

#[async_trait]
impl ProvisionStep for Step {
    fn name(&self) -> StepName {
        self.name
    }

    async fn run(&self, _: &Request, _: &Act) -> Result<(), StepError> {
        match self.name {
            StepName::Objects if self.away.load(Ordering::Relaxed) => Err(StepError(REASON.to_owned())),
            _ => Ok(()),
        }
    }
}

fn saga(site: &Site, away: &Arc<AtomicBool>) -> Saga {
    let step = |name| Box::new(Step { name, away: Arc::clone(away) }) as Box<dyn ProvisionStep>;
    let steps = StepName::ALL[..StepName::ALL.len() - 1].iter().copied().map(step).collect();
    Saga::new(site.kit.control(), steps, TimeDelta::minutes(1))
}

/// How often a deed stands in the trail of the control plane.
async fn deeds(site: &Site, action: &str) -> usize {
    let read = site.kit.control().read().await.expect("rows");
    read.audit_trail(200).await.expect("the trail").iter().filter(|link| link.action == action).count()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_hall_whose_making_stopped_goes_on_from_the_failed_step(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    applied(&site, "33.15", EMAIL).await;
    let (verifier, admin) = both(&site).await;
    let page = first_application(&verifier.get(NATIONAL, "/").await);
    decide(&verifier, &page, "pemeriksaan", &CHECKS).await;
    decide(&admin, &page, "persetujuan", &[]).await;
    let (away, code): (_, RegionCode) = (Arc::new(AtomicBool::new(true)), "33.15".parse().expect("a code"));
    let saga = saga(&site, &away);
    let stopped = saga.run(code, &*site.clock, &Unwatched).await.expect("the saga runs");
    assert_eq!(stopped, Ended::Failed(StepName::Objects, REASON.to_owned()));

    let shown = admin.get(NATIONAL, &page).await;
    assert!(shown.says(REASON) && shown.says("3 dari 9 langkah") && shown.says(">Coba lagi<"), "{}", shown.text());
    assert_eq!(shown.header("refresh"), "", "nothing moves by itself");
    let list = admin.get(NATIONAL, "/daerah").await;
    assert!(list.says("Penyiapan berhenti") && list.says("Coba lagi"), "{}", list.text());
    for path in [&page, "/daerah"] {
        let theirs = verifier.get(NATIONAL, path).await;
        assert!(theirs.says(REASON) && !theirs.says("Coba lagi"), "{path}: {}", theirs.text());
    }
    let again = "/daerah/33.15/penyiapan";
    assert_eq!(verifier.post(NATIONAL, again, &[]).await.status, 403, "a verifier makes no halls");
    assert_eq!(admin.post(NATIONAL, "/daerah/33.16/penyiapan", &[]).await.status, 404);
    assert_eq!(admin.post(NATIONAL, "/daerah/x/penyiapan", &[]).await.status, 404);
    assert_eq!(deeds(&site, "provisioning.tried_again").await, 0);

    let id = page.rsplit('/').next().expect("an id");
    assert_eq!(admin.post(NATIONAL, again, &[("pendaftaran", id)]).await.location(), page);
    assert_eq!(admin.post(NATIONAL, again, &[]).await.location(), "/daerah", "twice is once");
    assert_eq!(deeds(&site, "provisioning.tried_again").await, 1);
    let waits = admin.get(NATIONAL, &page).await;
    assert!(waits.says("3 dari 9 langkah") && !waits.says(REASON) && !waits.says("Coba lagi"), "{}", waits.text());
    assert_eq!(waits.header("refresh"), "2");

    away.store(false, Ordering::Relaxed);
    assert_eq!(saga.run(code, &*site.clock, &Unwatched).await.expect("the saga runs"), Ended::Open);
    let open = admin.get(NATIONAL, &page).await;
    assert!(open.says("9 dari 9 langkah") && open.says("Buka balai"), "{}", open.text());
    assert_eq!(admin.post(NATIONAL, again, &[]).await.location(), "/daerah");
    assert_eq!(deeds(&site, "provisioning.tried_again").await, 1, "an open hall is not made again");
    assert!(admin.get(NATIONAL, &page).await.says("Buka balai"));
}

/// Where the first letter of a list is sent again.
fn again(list: &Answer) -> String {
    let actions = list.text().split("action=\"/surat/").nth(1).and_then(|rest| rest.split('"').next());
    format!("/surat/{}", actions.unwrap_or_else(|| panic!("no letter to send: {}", list.text())))
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_letter_that_waits_or_was_refused_is_sent_now_and_only_once(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (verifier, admin) = both(&site).await;
    submit(&filled(&site, "33.15", EMAIL).await).await;
    deliver(&site, &closed_server()).await;
    let open = SmtpSink::open(SmtpRules::default());
    deliver(&site, &server(open.port())).await;
    assert_eq!(open.received().len(), 0, "the next round is later");

    let waits = admin.get(NATIONAL, "/surat").await;
    assert!(waits.says("Sudah dicoba 1 kali.") && waits.says("Kirim sekarang") && !waits.says(EMAIL));
    let theirs = verifier.get(NATIONAL, "/surat").await;
    assert!(theirs.says("Sudah dicoba 1 kali.") && !theirs.says("Kirim sekarang"), "{}", theirs.text());
    let now = again(&waits);
    assert_eq!(verifier.post(NATIONAL, &now, &[]).await.status, 403, "a verifier sends no letters");
    assert_eq!(admin.post(NATIONAL, "/surat/x/ulang", &[]).await.status, 404);
    assert_eq!(deeds(&site, "letter.tried_again").await, 0);

    assert_eq!(admin.post(NATIONAL, &now, &[]).await.location(), "/surat?rak=antre");
    let strict = SmtpSink::open(SmtpRules { unknown: vec![EMAIL.to_owned()], ..SmtpRules::default() });
    deliver(&site, &server(strict.port())).await;
    let refused = admin.get(NATIONAL, "/surat?rak=gagal").await;
    assert!(refused.says("Ditolak server") && refused.says("550"), "{}", refused.text());
    assert_eq!(again(&refused), now);
    site.clock.advance(TimeDelta::minutes(14));
    deliver(&site, &server(open.port())).await;
    assert_eq!(open.received().len(), 0, "refused for good until a person says so");
    assert_eq!(admin.post(NATIONAL, &now, &[]).await.location(), "/surat?rak=antre");
    assert!(admin.get(NATIONAL, "/surat?rak=antre").await.says("Konfirmasi surel"));
    deliver(&site, &server(open.port())).await;
    assert_eq!(open.received().len(), 1);
    assert_eq!(admin.post(NATIONAL, &now, &[]).await.location(), "/surat?rak=antre");
    deliver(&site, &server(open.port())).await;
    assert_eq!(open.received().len(), 1, "a letter that went out is not sent again");
    assert!(admin.get(NATIONAL, "/surat?rak=terkirim").await.says("Konfirmasi surel"));
    assert_eq!(deeds(&site, "letter.tried_again").await, 2);
}
