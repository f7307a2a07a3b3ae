use balai_identity::Factors;
use uuid::Uuid;

use super::{Sample, long_word, sample};
use crate::account::code::Code;
use crate::account::data::Data;
use crate::account::handover::Asked;
use crate::account::history::{History, Line};
use crate::account::home::{Home, OfferLine, RoleLine, SessionLine};
use crate::account::invited::{Accept, AcceptAs, Invited};
use crate::account::leave::{Leave, LeaveNow};
use crate::account::passkey::own::{KeyLine, NewPasskey};
use crate::account::profile::{Number, Profile};
use crate::account::proving::{Kind, Step};
use crate::account::safety::{NationalLine, NewFactor, Recovery, Safety};
use crate::account::sign_in::SignIn;
use crate::account::strength::Strength;
use crate::account::takeover::TakeOver;
use crate::account::told::Told;
use crate::back::Back;
use crate::crossing::resume::Resume;
use crate::edge::forgery::FormToken;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::parts::Link;
use crate::words::Words;

const NATIONAL: &str = "Identitas Kependudukan Digital";
pub(super) const SQUARE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\"><path fill=\"#fff\" d=\"M0 0h29v29H0z\"/><path fill=\"#000\" d=\"M4 4h7v7H4zM18 4h7v7h-7zM4 18h7v7H4zM13 13h3v3h-3zM18 18h2v2h-2zM22 21h3v4h-3z\"/></svg>";

pub(super) fn samples(w: Words) -> Vec<Sample> {
    let wrong = Field::new("surel").with("pemilik@sragenkab.go.id").wrong(w.t("sign-in-wrong"));
    let hostile = Field::new("surel").with("\"><script>alert(1)</script>");
    let told = |heading: &str, text: &str| Told::new(w, frame(w, None), heading, text);
    vec![
        sample("account_sign_in_typical", &sign_in(w, Field::new("surel"), None)),
        sample("account_sign_in_error", &sign_in(w, wrong, Some(w.t("sign-in-again")))),
        sample("account_sign_in_hostile", &sign_in(w, hostile, None)),
        sample("account_code_typical", &code(w, Field::new("kode"))),
        sample("account_code_error", &code(w, Field::new("kode").wrong(w.t("code-wrong")))),
        sample("account_register_typical", &step(w, Kind::Contact, Field::new("kontak"))),
        sample(
            "account_register_error",
            &step(w, Kind::Contact, Field::new("kontak").with("0271 891173").wrong(w.t("contact-landline"))),
        ),
        sample("account_register_code", &step(w, Kind::Code(8), Field::new("kode").wrong(w.t("code-spent")))),
        sample("account_register_name", &step(w, Kind::Name, Field::new("nama").with(long_word()))),
        sample(
            "account_register_password",
            &step(w, Kind::Password, Field::new("sandi").wrong(w.t("password-guessable"))),
        ),
        sample(
            "account_profile_number",
            &step(
                w,
                Kind::Number,
                Field::new("nik").with("331401120890000").wrong(w.say("nik-length").put("count", 15_u64).to_string()),
            ),
        ),
        sample("account_profile_typical", &profile(w, "Sukarti", Some(false))),
        sample("account_profile_open", &profile(w, "Sukarti", Some(true))),
        sample("account_profile_longest", &profile(w, &long_word(), None)),
        sample("account_safety_off", &safety(w, false)),
        sample("account_safety_on", &safety(w, true)),
        sample("account_passkey_typical", &new_passkey(w, Field::new("nama").with("Chrome, Android"), false)),
        sample("account_passkey_error", &new_passkey(w, Field::new("nama").wrong(w.t("passkey-name-wrong")), false)),
        sample("account_passkey_full", &new_passkey(w, Field::new("nama"), true)),
        sample("account_data", &data(w, None)),
        sample("account_data_wait", &data(w, Some(w.say("sign-in-wait").put("minutes", 60_u64).to_string()))),
        sample("account_leave", &leave(w, Vec::new())),
        sample("account_leave_roles", &leave(w, roles(w))),
        sample("account_leave_now", &leave_now(w, Field::new("kata"))),
        sample("account_leave_error", &leave_now(w, Field::new("kata").with("hapu").wrong(w.t("leave-word-wrong")))),
        sample("account_factor_error", &new_factor(w, Field::new("kode").wrong(w.t("accept-code-wrong")))),
        sample("account_recovery", &recovery(w)),
        sample("account_history", &history(w)),
        sample("account_home_typical", &home(w, "Siti Aminah", roles(w))),
        sample("account_home_empty", &home(w, "Siti Aminah", Vec::new())),
        sample("account_home_longest", &home(w, &long_word(), roles(w))),
        sample("account_accept_typical", &accept(w, Field::new("nama"), Field::new("kode"))),
        sample(
            "account_accept_error",
            &accept(
                w,
                Field::new("nama").wrong(w.t("accept-name-wrong")),
                Field::new("kode").wrong(w.t("accept-code-wrong")),
            ),
        ),
        sample("account_accept_as_signed_in", &accept_as(w, None)),
        sample("account_accept_as_signed_out", &accept_as(w, Some("/masuk?ke=%2Fundangan%2Fx".into()))),
        sample("account_handover", &handover(w)),
        sample("account_takeover_typical", &take_over(w, Field::new("kode"), Field::new("nik"))),
        sample(
            "account_takeover_error",
            &take_over(
                w,
                Field::new("kode").wrong(w.t("takeover-wrong")),
                Field::new("nik").with("3314 0152 0890 0001"),
            ),
        ),
        sample("account_idle", &told("ended-idle", "ended-idle-text").onward("sign-in-again-button", "/masuk?ke=%2F")),
        sample(
            "account_prove",
            &told("sign-in-prove", "sign-in-prove-text").onward("sign-in-prove-button", "/masuk?ke=%2F&bukti=lanjut"),
        ),
        sample("account_resume_typical", &resume(w, "baru@sragenkab.go.id")),
        sample("account_resume_longest", &resume(w, &long_word())),
        sample("account_sign_out", &told("sign-out", "sign-out-text").with_sign_out(FormToken::sample())),
        sample("account_sign_out_asked", &sign_out_asked(w)),
        sample("account_sign_out_stray", &told("sign-out-stray", "sign-out-stray-text").onward("sign-out", "/keluar")),
        sample(
            "account_expired",
            &told("invitation-expired", "invitation-expired-text").onward("sign-in-title", "/masuk"),
        ),
    ]
    .into_iter()
    .chain(of_the_national_identity(w))
    .collect()
}

fn of_the_national_identity(w: Words) -> Vec<Sample> {
    vec![
        sample(
            "account_sign_in_national",
            &SignIn { national: Some(national_way(w)), ..sign_in(w, Field::new("surel"), None) },
        ),
        sample(
            "account_register_national",
            &Step { national: Some(national_way(w)), ..step(w, Kind::Contact, Field::new("kontak")) },
        ),
        sample("account_national_stranger", &stranger(w)),
        sample("account_national_silent", &said(w, "national-silent", "national-silent-text", "national-other-ways")),
        sample(
            "account_national_unfinished",
            &said(w, "national-unfinished", "national-unfinished-text", "national-other-ways"),
        ),
        sample(
            "account_national_declined",
            &said(w, "national-declined", "national-declined-text", "national-other-ways"),
        ),
        sample(
            "account_national_elsewhere",
            &said(w, "national-elsewhere", "national-elsewhere-text", "national-to-safety"),
        ),
        sample("account_national_link", &national_look(w)),
        sample("account_national_another", &said(w, "national-another", "national-another-text", "national-to-safety")),
        sample("account_national_number", &said(w, "national-number", "national-number-text", "profile-title")),
        sample(
            "account_safety_national",
            &Safety { national: Some(linked(Some("29 November 2026, 09.00 WIB"))), ..safety(w, true) },
        ),
        sample(
            "account_safety_national_only",
            &Safety {
                password: false,
                national: Some(linked(Some("29 November 2026, 09.00 WIB"))),
                ..safety(w, false)
            },
        ),
        sample("account_safety_unlinked", &Safety { national: Some(linked(None)), ..safety(w, false) }),
    ]
}

fn sign_out_asked(w: Words) -> Told {
    let text = w.say("sign-out-asked").put("name", "Pajak Daerah").to_string();
    let deed = Some(("/keluar/aplikasi/ya".to_owned(), w.t("sign-out"), FormToken::sample()));
    Told { text, deed, ..Told::new(w, frame(w, None), "sign-out", "sign-out-text") }
}

fn national_look(w: Words) -> Told {
    let text = w.say("national-look-text").put("name", NATIONAL).put("whose", "SUKARTI");
    let text = text.put("number", "3314********0001").put("account", "Sukarti").to_string();
    let deed = Some(("/nasional/hubungkan/periksa".to_owned(), w.t("national-look-yes"), FormToken::sample()));
    Told { text, deed, ..said(w, "national-look", "national-look-text", "national-to-safety") }
}

fn frame(w: Words, person: Option<&str>) -> Frame {
    Frame::account(w, "/", person)
}

fn back() -> Back {
    Back::or(None, "/")
}

fn national_way(w: Words) -> Link {
    let text = w.say("national-sign-in").put("name", NATIONAL).to_string();
    Link::new(text, "/nasional/masuk?ke=%2F")
}

fn linked(since: Option<&str>) -> NationalLine {
    NationalLine { name: NATIONAL.into(), since: since.map(str::to_owned) }
}

fn stranger(w: Words) -> Step {
    let field = Field::new("kontak").with("siti@contoh.id");
    Step {
        lead: Some(w.say("national-register-lead").put("name", NATIONAL).to_string()),
        action: "/nasional/daftar".into(),
        others: vec![(
            w.t("register-instead"),
            Link::new(w.t("national-link-instead"), "/masuk?ke=%2Fnasional%2Fhubungkan"),
        )],
        ..step(w, Kind::Contact, field)
    }
}

fn said(w: Words, heading: &'static str, text: &'static str, onward: &str) -> Told {
    Told::of(w, frame(w, None), heading, text, NATIONAL).onward(onward, "/masuk?ke=%2F")
}

fn resume(w: Words, email: &str) -> Resume {
    let fields = vec![("surel".to_owned(), email.to_owned()), ("peran".to_owned(), "catalogue_editor".to_owned())];
    Resume {
        w,
        frame: frame(w, None),
        form: FormToken::sample(),
        action: "/kelola/pegawai/undang".into(),
        shown: vec![("Surel".into(), email.into()), ("Peran".into(), "catalogue_editor".into())],
        fields,
        home: "/kelola",
    }
}

fn sign_in(w: Words, email: Field, notice: Option<String>) -> SignIn {
    SignIn {
        w,
        frame: frame(w, None),
        form: FormToken::sample(),
        bound_for: Some("Kabupaten Sragen".into()),
        notice,
        summary: ErrorSummary::of([&email]),
        email,
        password: Field::new("sandi"),
        national: None,
        back: back(),
    }
}

fn step(w: Words, kind: Kind, field: Field) -> Step {
    let (heading, label, hint) = match kind {
        Kind::Contact | Kind::Email => (w.t("register-title"), w.t("contact-label"), w.t("contact-hint")),
        Kind::Code(digits) => {
            let label = w.say("contact-code-label").put("digits", digits as u64).to_string();
            (w.t("contact-code-title"), label, w.t("contact-code-hint"))
        }
        Kind::Name => (w.t("register-name-title"), w.t("accept-name"), w.t("register-name-hint")),
        Kind::Number => (w.t("profile-number-title"), w.t("profile-number"), w.t("profile-number-hint")),
        Kind::Password => {
            let hint = w.say("new-password-hint").put("count", 15_u64).to_string();
            (w.t("register-password-title"), w.t("new-password-label"), hint)
        }
    };
    Step {
        w,
        frame: frame(w, None),
        form: FormToken::sample(),
        bound_for: Some("Kabupaten Pangkajene dan Kepulauan".into()),
        heading,
        lead: (kind == Kind::Contact).then(|| w.t("register-lead")),
        notice: matches!(kind, Kind::Code(_)).then(|| w.t("code-sent-again")),
        summary: ErrorSummary::of([&field]),
        strength: (kind == Kind::Password)
            .then(|| Strength { refused: Some(1), ..Strength::new(Factors::PasswordOnly, "Siti") }),
        whose: (kind == Kind::Password).then(|| "siti@contoh.id".into()),
        passkey: kind == Kind::Password,
        again: matches!(kind, Kind::Code(_)).then(|| "/daftar/kode/ulang".into()),
        national: None,
        others: vec![(w.t("register-instead"), Link::new(w.t("sign-in-title"), "/masuk?ke=%2F"))],
        field,
        kind,
        label,
        hint,
        action: "/daftar".into(),
        button: w.t("sign-in-next"),
        back: back(),
    }
}

fn profile(w: Words, name: &str, open: Option<bool>) -> Profile {
    let text = |open| if open { "3314 0112 0890 0001" } else { "3314********0001" };
    Profile {
        w,
        frame: frame(w, Some(name)),
        form: FormToken::sample(),
        name: name.into(),
        email: Some("sukarti@contoh.id".into()),
        phone: Some("+62 812-3456-7890".into()),
        number: open.map(|open| Number { text: text(open).into(), open, seen: false, national: false }),
        sightings: open.map(|_| seen(w)).unwrap_or_default(),
        looked_into: open == Some(true),
        level: w.t("profile-level-1"),
    }
}

fn seen(w: Words) -> Vec<String> {
    let said = |key| w.say(key).put("region", "Kabupaten Sragen").put("date", "29-11-2026");
    let why = "Kartunya ternyata milik saudaranya.";
    vec![said("profile-seen").to_string(), said("profile-seen-withdrawn").put("reason", why).to_string()]
}

fn take_over(w: Words, code: Field, number: Field) -> TakeOver {
    TakeOver {
        w,
        frame: frame(w, None),
        form: FormToken::sample(),
        notice: None,
        summary: ErrorSummary::of([&code, &number]),
        code,
        number,
    }
}

fn safety(w: Words, app: bool) -> Safety {
    let recovery = if app { 9 } else { 0 };
    let line = |name: String, copied| KeyLine {
        id: Uuid::nil(),
        name,
        text: format!(
            "{} {}",
            w.say("passkey-added").put("date", "23 November 2026"),
            w.say("passkey-used").put("when", "29 November 2026, 10.12 WIB")
        ),
        copied,
    };
    let keys = if app { vec![line("HP Samsung".into(), false), line("x".repeat(40), true)] } else { Vec::new() };
    Safety {
        w,
        frame: frame(w, Some("Sukarti")),
        form: FormToken::sample(),
        app,
        recovery,
        password: app,
        keys,
        may_remove: true,
        national: None,
    }
}

fn new_passkey(w: Words, name: Field, full: bool) -> NewPasskey {
    NewPasskey {
        w,
        frame: frame(w, Some("Sukarti")),
        form: FormToken::sample(),
        summary: ErrorSummary::of([&name]),
        name,
        full,
    }
}

fn data(w: Words, wait: Option<String>) -> Data {
    Data { w, frame: frame(w, Some("Sukarti")), form: FormToken::sample(), wait }
}

fn leave(w: Words, roles: Vec<RoleLine>) -> Leave {
    Leave { w, frame: frame(w, Some("Sukarti")), hours: 72, roles }
}

fn leave_now(w: Words, word: Field) -> LeaveNow {
    LeaveNow {
        w,
        frame: frame(w, Some("Sukarti")),
        form: FormToken::sample(),
        summary: ErrorSummary::of([&word]),
        word,
        hours: 72,
    }
}

fn new_factor(w: Words, code: Field) -> NewFactor {
    NewFactor {
        w,
        frame: frame(w, Some("Sukarti")),
        form: FormToken::sample(),
        summary: ErrorSummary::of([&code]),
        code,
        square: SQUARE.into(),
        key: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".into(),
    }
}

fn recovery(w: Words) -> Recovery {
    Recovery { w, frame: frame(w, Some("Sukarti")), codes: vec!["0417 5520 9931".into(); 10] }
}

fn history(w: Words) -> History {
    let line = |what: &str, good| Line {
        what: w.t(what),
        good,
        device: "Samsung Internet, Android".into(),
        when: w.say("history-when").put("when", "23 November 2026, 10.12 WIB").put("from", "192.0.x.x").to_string(),
    };
    let lines = vec![line("history-let-in", true), line("history-wrong-password", false)];
    History { w, frame: frame(w, Some("Sukarti")), lines, more: Some("/riwayat-masuk?sesudah=x".into()) }
}

fn code(w: Words, code: Field) -> Code {
    let bound_for = Some("Kabupaten Pangkajene dan Kepulauan".into());
    let summary = ErrorSummary::of([&code]);
    Code { w, frame: frame(w, None), form: FormToken::sample(), bound_for, summary, code, back: back() }
}

fn roles(w: Words) -> Vec<RoleLine> {
    let line = |role: balai_rbac::Role, place: &str, desk: Option<&str>| RoleLine {
        role: crate::places::role(w, role, role.title()),
        place: place.into(),
        desk: desk.map(str::to_owned),
    };
    vec![
        line(balai_rbac::Role::RegionOwner, "Kabupaten Sragen", Some("https://sragen.balai.test/kelola")),
        line(balai_rbac::Role::CatalogueEditor, "Dinas Kesehatan, Kabupaten Bengkulu Tengah", None),
    ]
}

fn home(w: Words, name: &str, roles: Vec<RoleLine>) -> Home {
    let line = |id: u128, device: &str, ago: &str, own| SessionLine {
        id: Uuid::from_u128(id),
        device: device.into(),
        began: w.say("session-began").put("ago", ago).put("from", "192.0.2.17").to_string(),
        seen: w.say("session-seen").put("ago", w.t("ago-now")).to_string(),
        hosts: vec!["sragen.balai.test".into(), "nasional.balai.test".into()],
        own,
    };
    let hours = w.say("ago-hours").put("count", 3).to_string();
    Home {
        w,
        frame: frame(w, Some(name)),
        form: FormToken::sample(),
        name: name.into(),
        email: "pemilik@sragenkab.go.id".into(),
        welcome: !roles.is_empty(),
        offers: offers(w),
        roles,
        sessions: vec![line(1, "Chrome, Android", &hours, true), line(2, "Firefox, Windows", &hours, false)],
    }
}

fn offers(w: Words) -> Vec<OfferLine> {
    let role = crate::places::role(w, balai_rbac::Role::RegionOwner, "");
    let text = w.say("handover-line").put("role", role).put("place", "Kabupaten Sragen").to_string();
    vec![OfferLine { link: "/serah-terima/x".into(), text }]
}

fn handover(w: Words) -> Asked {
    Asked {
        w,
        frame: frame(w, Some("Dewi Lestari")),
        form: FormToken::sample(),
        role: crate::places::role(w, balai_rbac::Role::RegionOwner, ""),
        place: "Kabupaten Sragen".into(),
        from: "Siti Aminah".into(),
        action: "/serah-terima/x".into(),
    }
}

fn invited(w: Words) -> Invited {
    Invited {
        email: "baru@sragenkab.go.id".into(),
        role: crate::places::role(w, balai_rbac::Role::RegionOwner, ""),
        place: "Kabupaten Sragen".into(),
    }
}

fn accept(w: Words, name: Field, code: Field) -> Accept {
    Accept {
        w,
        frame: frame(w, None),
        form: FormToken::sample(),
        invited: invited(w),
        summary: ErrorSummary::of([&name, &code]),
        name,
        password: Field::new("sandi"),
        password_hint: w.say("accept-password-hint").put("count", 8).to_string(),
        strength: Strength::new(Factors::WithSecond, ""),
        code,
        square: SQUARE.into(),
        key: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".into(),
    }
}

fn accept_as(w: Words, sign_in: Option<String>) -> AcceptAs {
    let person = sign_in.is_none().then_some("Siti Aminah");
    let action = "/undangan/x/terima".to_owned();
    AcceptAs { w, frame: frame(w, person), form: FormToken::sample(), invited: invited(w), action, sign_in }
}
