//! Applications of agencies: the question to citizens, their list, and the pages of the desk.

use balai_identity::applications::Authentication;

use super::{Sample, long_word, sample};
use crate::account::applications::asks::AskLine;
use crate::account::applications::{consent, list as own};
use crate::desk::applications::edit::Edit;
use crate::desk::applications::form::ApplicationForm;
use crate::desk::applications::list;
use crate::desk::applications::one::{One, Remove, Secrets};
use crate::desk::applications::secret::SecretPage;
use crate::edge::forgery::FormToken;
use crate::forms::ErrorSummary;
use crate::frame::{DeskTab, Frame};
use crate::parts::Link;
use crate::words::Words;

pub(super) fn samples(w: Words) -> Vec<Sample> {
    let complete = Link::new(w.t("consent-complete-nik"), "/profil/nik");
    let missing = AskLine { value: None, ..ask(w, "nik", "claim-nik", "3314********0001", false) };
    vec![
        sample("account_consent_typical", &question(w, card(w, "Pajak Daerah"), None, None)),
        sample(
            "account_consent_empty",
            &question(w, consent::Card { lines: Vec::new(), ..card(w, "Pajak") }, None, None),
        ),
        sample("account_consent_longest", &question(w, card(w, &long_word()), None, Some(w.t("consent-more")))),
        sample(
            "account_consent_missing",
            &question(w, consent::Card { lines: vec![missing], ..card(w, "Pajak Daerah") }, Some(complete), None),
        ),
        sample(
            "account_own_applications_typical",
            &owned(w, vec![line(w, "Pajak Daerah"), line(w, &long_word())], true),
        ),
        sample("account_own_applications_empty", &owned(w, Vec::new(), false)),
        sample("desk_applications_typical", &listed(w, vec![listing("Pajak Daerah"), listing(&long_word())])),
        sample("desk_applications_empty", &listed(w, Vec::new())),
        sample("desk_application_one", &one(w, Some("23 November 2026 pukul 09.12 WIB"))),
        sample("desk_application_new", &one(w, None)),
        sample("desk_application_edit_typical", &edit(w, false)),
        sample("desk_application_edit_error", &edit(w, true)),
        sample("desk_application_secret", &secret(w)),
        sample("desk_application_remove", &remove(w)),
    ]
}

fn account_frame(w: Words) -> Frame {
    Frame::account(w, "/izin", Some("Sri Rahayu"))
}

fn desk_frame() -> Frame {
    super::desk::frame("/kelola/aplikasi", Some(DeskTab::Hall))
}

fn ask(w: Words, claim: &'static str, title: &str, value: &str, voluntary: bool) -> AskLine {
    AskLine {
        claim,
        title: w.t(title),
        value: Some(value.into()),
        reason: "Mencocokkan Anda dengan data wajib pajak.".into(),
        law: (claim == "nik").then(|| "UU 1/2022 pasal 94".into()),
        voluntary,
    }
}

fn card(w: Words, name: &str) -> consent::Card {
    consent::Card {
        name: name.into(),
        logo: None,
        who: "Badan Pengelolaan Keuangan dan Pendapatan Daerah, Kabupaten Sragen".into(),
        by: "Kabupaten Sragen".into(),
        host: "pajak.sragenkab.go.id".into(),
        lines: vec![
            ask(w, "name", "claim-name", "Sri Rahayu", false),
            ask(w, "nik", "claim-nik", "3314********0001", false),
            ask(w, "email", "claim-email", "sri@contoh.id", true),
        ],
        offline: false,
    }
}

fn question(w: Words, card: consent::Card, complete: Option<Link>, note: Option<String>) -> consent::Consent {
    let (frame, form) = (account_frame(w), FormToken::sample());
    consent::Consent { w, frame, form, action: "/izin?client_id=x".into(), note, card, version: 1, complete }
}

fn line(w: Words, name: &str) -> own::Line {
    let since = w.say("own-applications-since").put("date", "12-8-2026");
    own::Line {
        name: name.into(),
        logo: None,
        who: "Badan Pengelolaan Keuangan dan Pendapatan Daerah, Kabupaten Sragen".into(),
        sees: w.say("own-applications-sees").put("what", "Nama, NIK").to_string(),
        when: format!("{since}. {}.", w.t("own-applications-unused")),
        paused: name != "Pajak Daerah",
        withdraw: "/aplikasi-saya/x/cabut".into(),
    }
}

fn owned(w: Words, lines: Vec<own::Line>, withdrawn: bool) -> own::List {
    let news = withdrawn.then(|| w.t("own-applications-withdrawn"));
    own::List { w, frame: account_frame(w), form: FormToken::sample(), news, lines }
}

fn listing(name: &str) -> list::Line {
    list::Line {
        href: "/kelola/aplikasi/x".into(),
        name: name.into(),
        agency: "BPKPD".into(),
        host: "pajak.sragenkab.go.id".into(),
        state: ("green", "Aktif"),
        citizens: "1.204".into(),
    }
}

fn listed(w: Words, lines: Vec<list::Line>) -> list::List {
    let more = (!lines.is_empty()).then(|| "/kelola/aplikasi?setelah=x".into());
    list::List { w, frame: desk_frame(), news: None, lines, more }
}

fn one(w: Words, secret: Option<&str>) -> One {
    let secrets = Secrets { used: true, present: secret.map(Into::into), former: secret.map(Into::into) };
    One {
        w,
        frame: desk_frame(),
        news: secret.is_none().then_some("Aplikasi terdaftar. Salin nilai di bawah ke aplikasi Anda."),
        here: "/kelola/aplikasi/x".into(),
        state: ("green", "Aktif"),
        active: secret.is_some(),
        citizens: 1204,
        card: card(Words::default(), "Pajak Daerah"),
        values: vec![
            ("Penerbit (issuer)", "https://akun.balai.test".into()),
            ("client_id", "0192f5a0-7c1e-7b3a-9c1d-2f6e8a4b5c6d".into()),
        ],
        secrets,
        rows: vec![("Alamat kembali", vec![format!("https://pajak.sragenkab.go.id/{}", long_word())])],
    }
}

fn edit(w: Words, wrong: bool) -> Edit {
    let mut form = ApplicationForm::blank(&[(uuid::Uuid::nil(), "Badan Pengelolaan Keuangan".into())]);
    if wrong {
        form.redirects.error = Some("Baris 1: Alamat tidak boleh memuat tanda *.".into());
        form.authentication.value = Authentication::PrivateKeyJwt.as_str().into();
        form.keys.error = Some("Tempel kunci publik aplikasi.".into());
    }
    Edit {
        w,
        frame: desk_frame(),
        saved: wrong.then(|| ("Pajak Daerah".into(), "/kelola/aplikasi/x".into())),
        action: "/kelola/aplikasi/baru".into(),
        sector: wrong.then(|| "pajak.sragenkab.go.id".into()),
        summary: ErrorSummary::of(form.fields()),
        seen: String::new(),
        theirs: wrong.then(|| vec!["Pajak Daerah Sragen".into()]),
        form,
    }
}

fn secret(w: Words) -> SecretPage {
    SecretPage {
        w,
        frame: desk_frame(),
        name: "Pajak Daerah".into(),
        back: "/kelola/aplikasi/x".into(),
        secret: "f".repeat(64),
        seed: "x".into(),
        present: true,
        former: true,
    }
}

fn remove(w: Words) -> Remove {
    Remove { w, frame: desk_frame(), name: "Pajak Daerah".into(), back: "/kelola/aplikasi/x".into(), citizens: 1204 }
}
