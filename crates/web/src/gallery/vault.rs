//! The vault: empty, typical, with complaints, with the longest words.

use super::{Sample, long_word, sample};
use crate::account::vault::add::Add;
use crate::account::vault::describe::{Around, DaysPage, IssuerPage, NumberPage};
use crate::account::vault::file::FilePage;
use crate::account::vault::list::List;
use crate::account::vault::looks::Looks;
use crate::account::vault::one::{OldVersion, One, Remove, Row};
use crate::account::vault::shown::{Card, LookLine, Tag};
use crate::edge::forgery::FormToken;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::icons::Icon;
use crate::words::Words;

pub(super) fn samples(w: Words) -> Vec<Sample> {
    let cards = || vec![card(w, "KTP-el"), Card { tags: Vec::new(), icon: Icon::Rings, ..card(w, "Buku nikah") }];
    let wrong = |name, key: &str| Field::new(name).with("x").wrong(w.t(key));
    let number = |field: Field| NumberPage { w, frame: frame(w), around: around(w, &[&field]), number: field };
    let days = |issued: Field, expires: Field| DaysPage {
        w,
        frame: frame(w),
        around: around(w, &[&issued, &expires]),
        issued,
        expires,
    };
    vec![
        sample("account_vault_list_typical", &list(w, cards(), Some(w.t("vault-removed")))),
        sample("account_vault_list_empty", &list(w, Vec::new(), None)),
        sample("account_vault_list_longest", &list(w, vec![card(w, &long_word())], None)),
        sample("account_vault_looks_typical", &looks(w, vec![look(w, "KTP-el")])),
        sample("account_vault_looks_empty", &looks(w, Vec::new())),
        sample("account_vault_add_typical", &add(w, Field::new("jenis"))),
        sample("account_vault_add_error", &add(w, Field::new("jenis").wrong(w.t("vault-kind-missing")))),
        sample("account_vault_file_typical", &file(w, Field::new("berkas"))),
        sample("account_vault_file_error", &file(w, Field::new("berkas").wrong(w.t("vault-refused-heic")))),
        sample("account_vault_one_typical", &one(w, "ktp.jpg")),
        sample("account_vault_one_longest", &one(w, &long_word())),
        sample("account_vault_remove", &remove(w)),
        sample("account_vault_number_typical", &number(Field::new("nomor"))),
        sample("account_vault_number_error", &number(wrong("nomor", "vault-number-wrong"))),
        sample("account_vault_days_typical", &days(Field::new("terbit"), Field::new("sampai"))),
        sample(
            "account_vault_days_error",
            &days(wrong("terbit", "vault-date-wrong"), wrong("sampai", "vault-expires-before")),
        ),
        sample("account_vault_issuer", &issuer(w)),
    ]
}

fn frame(w: Words) -> Frame {
    Frame::account(w, "/berkas", Some("Sri Rahayu"))
}

fn card(w: Words, name: &str) -> Card {
    let number = w.say("vault-number-line").put("number", "3314********0001").to_string();
    let added = w.say("vault-added-line").put("date", "12-8-2026").to_string();
    let tag = |colour, text: &str, more: &str| Tag { colour, text: w.t(text), more: more.to_owned() };
    Card {
        href: "/berkas/x".into(),
        icon: Icon::Card,
        name: name.into(),
        line: format!("{number} {added}"),
        tags: vec![tag("yellow", "vault-expired", &w.t("vault-expired-more")), tag("grey", "vault-unscanned", "")],
        open: "/berkas/x/versi/y".into(),
        renew: "/berkas/unggah?ganti=x".into(),
    }
}

fn look(w: Words, what: &str) -> LookLine {
    let by = w.say("vault-look-by").put("place", "Kabupaten Sragen").put("who", "Dewi Lestari").put("what", what);
    LookLine { text: by.to_string(), when: "20-11-2026".into() }
}

fn list(w: Words, cards: Vec<Card>, news: Option<String>) -> List {
    let looks = cards.iter().map(|card| look(w, &card.name)).collect();
    let waiting = cards.len() as u64;
    List { w, frame: frame(w), waiting, news, cards, looks }
}

fn looks(w: Words, looks: Vec<LookLine>) -> Looks {
    Looks { w, frame: frame(w), of: Some("KTP-el".into()), more: Some("/berkas/catatan?setelah=x".into()), looks }
}

fn add(w: Words, kind: Field) -> Add {
    let kinds = [("KTP", "vault-kind-ktp"), ("KK", "vault-kind-kk"), ("LAIN", "vault-kind-other")];
    let kinds = kinds.into_iter().map(|(code, key)| Choice::new(code, w.t(key))).collect();
    Add { w, frame: frame(w), summary: ErrorSummary::of([&kind]), kind, kinds }
}

fn file(w: Words, file: Field) -> FilePage {
    FilePage {
        w,
        frame: frame(w),
        name: "KTP-el".into(),
        kind: "KTP".into(),
        renews: file.error.is_some().then(uuid::Uuid::nil),
        summary: ErrorSummary::of([&file]),
        file,
        camera: Field::new("foto"),
    }
}

fn one(w: Words, name: &str) -> One {
    let row = |key: &str, value: &str, change: bool| Row {
        key: w.t(key),
        value: value.into(),
        change: change.then(|| "/berkas/x/nomor".into()),
    };
    One {
        w,
        frame: frame(w),
        news: Some(w.t("vault-saved")),
        card: card(w, "KTP-el"),
        rows: vec![row("vault-number", "3314********0001", true), row("vault-file", name, false)],
        older: vec![OldVersion {
            text: w.say("vault-version-line").put("number", "1").put("date", "12-8-2021").to_string(),
            open: "/berkas/x/versi/z".into(),
        }],
        looks: "/berkas/catatan?berkas=x".into(),
    }
}

fn remove(w: Words) -> Remove {
    let (back, action) = ("/berkas/x".to_owned(), "/berkas/x/hapus".to_owned());
    Remove { w, frame: frame(w), form: FormToken::sample(), name: "KTP-el".into(), back, action }
}

fn around(w: Words, fields: &[&Field]) -> Around {
    Around {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        name: "KTP-el".into(),
        back: "/berkas/x".into(),
        action: "/berkas/x/nomor".into(),
        summary: ErrorSummary::of(fields.iter().copied()),
    }
}

fn issuer(w: Words) -> IssuerPage {
    let issuer = Field::new("daerah").wrong(w.t("vault-issuer-wrong"));
    let regions = vec![Choice::new("", w.t("vault-issuer-none")), Choice::new("33.14", "Kabupaten Sragen")];
    IssuerPage { w, frame: frame(w), around: around(w, &[&issuer]), issuer, regions }
}
