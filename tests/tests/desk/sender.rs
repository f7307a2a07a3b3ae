//! A region's own sender: tried before it is used, never in the way of a letter, its password never shown.

use balai_messaging::sender::{self, OwnDoor, OwnSenders};
use balai_messaging::{LetterRelay, Mailer, Places, Postman, Round};
use balai_tenancy::keys::{self, KeyOwner};
use balai_testkit::smtp::{SmtpRules, SmtpSink};
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN};
use balai_tests::{Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;
use secrecy::ExposeSecret as _;

use crate::{Somebody, fill};

const HERE: &str = "/kelola/pengaturan/surel";

async fn save(owner: &Browser, port: u16, more: &[(&str, &str)]) -> balai_tests::Answer {
    let port = port.to_string();
    let usual = [
        ("server", "localhost"),
        ("port", port.as_str()),
        ("perlindungan", "none"),
        ("alamat", "mpp@sragenkab.go.id"),
        ("nama", "MPP Sragen"),
    ];
    let kept = usual.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    let fields: Vec<_> = kept.chain(more).copied().collect();
    fill(owner, HERE, &fields).await
}

/// Invites somebody, and carries the letter as a worker does.
async fn invite(site: &Site, owner: &Browser, email: &str) -> Round {
    let fields = [("surel", email), ("peran", "catalogue_editor"), ("bagian", "")];
    let invited = owner.post("sragen", "/kelola/pegawai/undang", &fields).await;
    assert_eq!(invited.status, 303, "{}", invited.text());
    let (control, now) = (site.kit.control(), site.app.clock.now());
    let key = keys::find(&control.read().await.expect("rows"), &site.app.kek, KeyOwner::Control).await;
    let key = key.expect("rows").expect("made with the halls");
    let places = Places::new(format!("{}/", site.base).parse().expect("an address")).expect("a root");
    LetterRelay::new(control.clone(), key.clone(), places).run(now).await.expect("written");
    let mail = site.mail();
    let own = OwnSenders::new(site.kit.store.clone(), site.app.kek.clone(), OwnDoor::new(&mail));
    let postman = Postman::new(control, key, Mailer::open(&mail).expect("a directory")).with_own_senders(own);
    postman.deliver(now).await.expect("a round")
}

/// How many letters lie with the platform.
async fn at_the_platform(site: &Site) -> usize {
    site.app.letters.as_ref().expect("files").newest(100).await.expect("a directory").len()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn letters_leave_through_the_regions_own_server_once_it_was_tried_and_never_wait_for_it(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let somebody = Somebody::owner(&site).await;
    let owner = somebody.at(&site, "sragen").await;
    let sink = SmtpSink::open(SmtpRules { unknown: vec!["ditolak@contoh.go.id".into()], ..SmtpRules::default() });
    assert!(owner.get("sragen", HERE).await.says("Belum ada pengirim sendiri."));
    assert_eq!(save(&owner, sink.port(), &[]).await.location(), format!("{HERE}?selesai=simpan"));
    assert!(owner.get("sragen", HERE).await.says("Belum dipakai."));
    assert_eq!(invite(&site, &owner, "satu@contoh.go.id").await.sent, 1);
    assert_eq!((sink.received().len(), at_the_platform(&site).await), (0, 1), "not tried, so not used");

    assert_eq!(owner.post("sragen", &format!("{HERE}/uji"), &[]).await.status, 303);
    let page = owner.get("sragen", HERE).await;
    for line in ["Terkirim", "MAIL FROM:&#60;mpp@sragenkab.go.id&#62;", "EHLO", "220 ", "<b>Dipakai</b> sejak"] {
        assert!(page.says(line), "{line}: {}", page.text());
    }
    let trial = &sink.received()[0];
    assert_eq!(trial.to, ["pemilik@sragenkab.go.id"], "to herself");
    assert_eq!(invite(&site, &owner, "dua@contoh.go.id").await.sent, 1);
    let letter = sink.received().pop().expect("the invitation");
    assert_eq!((letter.from.as_str(), letter.to[0].as_str()), ("mpp@sragenkab.go.id", "dua@contoh.go.id"));
    let id = letter.header("message-id").expect("an id");
    assert!(id.ends_with("@balai.localhost>"), "the id is the platform's whichever way it goes: {id}");
    assert_eq!(at_the_platform(&site).await, 1);

    sink.be_busy(1);
    assert_eq!(invite(&site, &owner, "tiga@contoh.go.id").await, Round { sent: 1, put_off: 0, failed: 0 });
    assert_eq!((sink.received().len(), at_the_platform(&site).await), (2, 2), "it left at once, through the platform");
    let page = owner.get("sragen", HERE).await;
    assert!(page.says("Tidak berjalan sejak 23 November 2026") && page.says("Jawaban terakhir"), "{}", page.text());
    assert_eq!(invite(&site, &owner, "empat@contoh.go.id").await.sent, 1);
    assert_eq!(sink.received().len(), 2, "it is left alone for a while");
    site.clock.advance(TimeDelta::minutes(6));
    assert_eq!(invite(&site, &owner, "lima@contoh.go.id").await.sent, 1);
    assert_eq!((sink.received().len(), at_the_platform(&site).await), (3, 3), "tried again, and back in use");
    assert!(owner.get("sragen", HERE).await.says("<b>Dipakai</b> sejak"));

    assert_eq!(
        invite(&site, &owner, "ditolak@contoh.go.id").await.sent,
        1,
        "what its server refuses leaves all the same"
    );
    assert!(owner.get("sragen", HERE).await.says("Tidak berjalan sejak"), "the platform took it: the fault is its own");
    site.clock.advance(TimeDelta::minutes(6));
    sink.be_busy(0);
    assert_eq!(owner.post("sragen", &format!("{HERE}/uji"), &[]).await.status, 303);
    assert!(owner.get("sragen", HERE).await.says("<b>Dipakai</b> sejak"), "a trial that works puts it right");
    let asked = owner.post("sragen", &format!("{HERE}/hapus"), &[]).await;
    assert!(asked.location().ends_with("&bukti=1"), "her proof is too old: {}", asked.location());
    let owner = somebody.at(&site, "sragen").await;
    assert_eq!(owner.post("sragen", &format!("{HERE}/hapus"), &[]).await.status, 303);
    assert!(owner.get("sragen", HERE).await.says("Belum ada pengirim sendiri."));
    let trail = site.kit.tenant(SRAGEN).read().await.expect("rows").audit_of("sender", "sender", None, 20).await;
    let deeds: Vec<_> = trail.expect("the trail").into_iter().map(|link| link.action).rev().collect();
    let expected =
        ["saved", "tried", "failed", "recovered", "failed", "tried", "removed"].map(|deed| format!("sender.{deed}"));
    assert_eq!(deeds, expected);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_password_is_sealed_never_shown_and_goes_to_no_other_server(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    let sink = SmtpSink::open(SmtpRules::default());
    let account = [("pengguna", "mpp"), ("perlindungan", "starttls")];
    let without = save(&owner, sink.port(), &account).await;
    assert!(without.status == 422 && without.says("Tulis kata sandi untuk pengguna ini."));
    let secret = [&account[..], &[("sandi", "rahasia-surat-daerah")]].concat();
    assert_eq!(save(&owner, sink.port(), &secret).await.status, 303);
    assert_eq!(save(&owner, sink.port(), &[&account[..], &[("nama", "MPP")]].concat()).await.status, 303, "kept");
    for elsewhere in [("server", "127.0.0.1"), ("pengguna", "lain"), ("perlindungan", "none")] {
        let moved: Vec<_> = account.iter().filter(|(name, _)| *name != elsewhere.0).copied().collect();
        let refused = save(&owner, sink.port(), &[&moved[..], &[elsewhere]].concat()).await;
        assert!(refused.status == 422 && refused.says("Tulis kata sandinya sekali lagi."), "{elsewhere:?}");
    }
    assert_eq!(owner.post("sragen", &format!("{HERE}/uji"), &[]).await.status, 303);
    let page = owner.get("sragen", HERE).await;
    assert!(page.says("Gagal") && page.says("TLS tidak jadi berjalan"), "no STARTTLS there: {}", page.text());
    assert!(!page.says("rahasia-surat-daerah") && page.says("Sudah tersimpan dan tidak ditampilkan lagi."));
    let (read, code) = (site.kit.tenant(SRAGEN).read().await.expect("rows"), SRAGEN.parse().expect("a code"));
    let trail = format!("{:?}", read.audit_of("sender", "sender", None, 20).await.expect("the trail"));
    assert!(trail.contains("new_password") && !trail.contains("rahasia-surat-daerah"), "{trail}");
    let control = site.kit.control().read().await.expect("rows");
    let key = |owner| keys::find(&control, &site.app.kek, owner);
    let own = key(KeyOwner::Region(code)).await.expect("rows").expect("a key");
    let opened = sender::password(&read, code, &own).await.expect("rows").expect("kept");
    assert_eq!(opened.expose_secret(), "rahasia-surat-daerah");
    let other = key(KeyOwner::Region(BENGKULU_TENGAH.parse().expect("a code"))).await.expect("rows").expect("a key");
    assert!(sender::password(&read, code, &other).await.is_err(), "sealed with the region's own key");
    drop((read, control));
    let refused =
        save(&owner, sink.port(), &[&secret[..], &[("server", "http://x"), ("alamat", "x"), ("nama", "")]].concat())
            .await;
    for field in ["server", "alamat", "nama"] {
        assert!(refused.says(&format!("href=\"#{field}\"")), "{field}");
    }
    assert!(
        refused.says("value=\"http://x\"") && !refused.says("rahasia-surat-daerah"),
        "what was typed stays, not a secret"
    );
    let stale = [
        ("semula", "basi"),
        ("server", "localhost"),
        ("port", "25"),
        ("perlindungan", "none"),
        ("alamat", "a@b.id"),
        ("nama", "x"),
    ];
    assert_eq!(owner.post("sragen", HERE, &stale).await.status, 409, "somebody else saved meanwhile");
}
