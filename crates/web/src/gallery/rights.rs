//! What people ask about their data, and who answers: empty, typical, with complaints, with the longest words.

use balai_rights::Right;

use super::{Sample, long_word, sample};
use crate::account::rights::ask::Ask;
use crate::account::rights::list::{Line, List, cards};
use crate::account::rights::notice::{Notice, rows};
use crate::account::rights::one::{HeldList, One};
use crate::account::rights::whom::{Place, Whom};
use crate::account::vault::shown::Tag;
use crate::desk::typed::Typed;
use crate::desk::vault::paused::Paused;
use crate::edge::forgery::FormToken;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame, NationTab};
use crate::icons::Icon;
use crate::parts::{Link, Tab};
use crate::privacy::list::{Line as DeskLine, List as DeskList};
use crate::privacy::one::{Desk, One as DeskOne};
use crate::root::signup::status::Tag as DeskTag;
use crate::words::{Lang, Words};

const NUMBER: &str = "PDP-2026-7F3K9Q";

pub(super) fn samples(w: Words) -> Vec<Sample> {
    let wrong = Field::new("keterangan").with("x").wrong(w.t("rights-wish-wrong"));
    let mut all = vec![
        sample("account_rights_list_typical", &list(w, vec![line(w, "Kabupaten Sragen")], true)),
        sample("account_rights_list_empty", &list(w, Vec::new(), false)),
        sample("account_rights_list_longest", &list(w, vec![line(w, &long_word())], true)),
        sample("account_rights_whom_typical", &whom(w, "Kabupaten Sragen", false)),
        sample("account_rights_whom_all", &whom(w, &long_word(), true)),
        sample("account_rights_ask_typical", &ask(w, Field::new("keterangan"))),
        sample("account_rights_ask_error", &ask(w, wrong)),
        sample("account_rights_one_access", &one(w, "Kabupaten Sragen", true)),
        sample("account_rights_one_refused", &one(w, "Kabupaten Sragen", false)),
        sample("account_rights_one_longest", &one(w, &long_word(), true)),
        sample("account_rights_notice", &notice(w)),
    ];
    if w.lang() == Lang::Id {
        all.extend(desk(w));
    }
    all
}

fn frame(w: Words) -> Frame {
    Frame::account(w, "/data-pribadi/permintaan", Some("Sri Rahayu"))
}

fn line(w: Words, place: &str) -> Line {
    Line {
        href: "/data-pribadi/permintaan/x".into(),
        right: w.t("rights-correction"),
        to: w.say("rights-line").put("place", place).put("date", "29-11-2026").to_string(),
        number: NUMBER.into(),
        tag: Tag { colour: "yellow", text: w.t("rights-open"), more: String::new() },
    }
}

fn list(w: Words, lines: Vec<Line>, told: bool) -> List {
    let notice = w.say("rights-notice-line").put("number", "KGL-2026-7F3K9Q").put("date", "29-11-2026").to_string();
    let notices = told.then(|| Link::new(notice, "/data-pribadi/pemberitahuan/x"));
    List { w, frame: frame(w), cards: cards(w), notices: notices.into_iter().collect(), lines }
}

fn whom(w: Words, name: &str, all: bool) -> Whom {
    let link = |name: &str| Link::new(name, "/data-pribadi/minta/akses/33.14");
    Whom {
        w,
        frame: frame(w),
        right: w.t("rights-access"),
        near: vec![Place { icon: Icon::Hall, link: link(name), small: w.t("rights-whom-dealt") }],
        others: (!all).then(|| "/data-pribadi/minta/akses?semua=1".into()),
        all: if all { vec![link("Kabupaten Sinjai"), link(name)] } else { Vec::new() },
    }
}

fn ask(w: Words, wish: Field) -> Ask {
    let place = "Kabupaten Sragen";
    let until = "Rabu, 2 Desember 2026 pukul 09.15 WIB";
    Ask {
        w,
        frame: frame(w),
        form: FormToken::default(),
        back: "/data-pribadi/minta/jeda".into(),
        action: "/data-pribadi/minta/jeda/33.14".into(),
        heading: w.say("rights-restriction-at").put("place", place).to_string(),
        lead: w.say("rights-restriction-lead").put("place", place).to_string(),
        beside: None,
        deadline: w.say("rights-answered-by").put("place", place).put("deadline", until).to_string(),
        summary: ErrorSummary::of([&wish]),
        wish,
        label: w.t("rights-restriction-wish"),
        button: w.t("rights-restriction-button"),
    }
}

fn one(w: Words, place: &str, access: bool) -> One {
    let tag = if access { ("green", "rights-done", "") } else { ("red", "rights-refused", "rights-refused-sue") };
    let more = if tag.2.is_empty() { String::new() } else { w.t(tag.2) };
    let held = HeldList {
        title: w.say("rights-held-title").put("place", place).to_string(),
        closed: None,
        pages: vec![Link::new(w.t("rights-held-profile"), "/profil")],
        parts: vec![
            (w.t("rights-held-marks"), Vec::new()),
            (w.t("rights-held-looks"), vec![format!("Dewi Lestari, {place}, KTP-el")]),
        ],
    };
    One {
        w,
        frame: frame(w),
        form: FormToken::default(),
        news: access.then(|| w.t("rights-sent")),
        heading: w.t(if access { "rights-access" } else { "rights-restriction" }),
        tag: Tag { colour: tag.0, text: w.t(tag.1), more },
        rows: vec![(w.t("rights-number"), NUMBER.into()), (w.t("rights-to"), place.into())],
        end: (!access).then(|| ("/data-pribadi/permintaan/x/akhiri".into(), w.t("rights-end"))),
        held: access.then_some(held),
    }
}

fn notice(w: Words) -> Notice {
    let told = balai_identity::Disclosed {
        number: "KGL-2026-7F3K9Q".into(),
        data: "KTP (2 kali)".into(),
        when: "20 November 2026 pukul 09.12 WIB".into(),
        how: "Sandi seorang petugas dicuri.".into(),
        remedy: "Akunnya ditutup.".into(),
        contact: "pdp@sragenkab.go.id".into(),
    };
    let heading = w.say("rights-notice-line").put("number", &told.number).put("date", "29-11-2026").to_string();
    Notice { w, frame: frame(w), heading, rows: rows(w, told) }
}

fn desk(w: Words) -> Vec<Sample> {
    let at_desk = || super::desk::frame("/kelola/data-pribadi", Some(DeskTab::Privacy));
    let list = |frame: Frame, lines: Vec<DeskLine>, of_regions: bool| DeskList {
        w,
        frame,
        tabs: vec![Tab { link: Link::new("Menunggu (1)", "/kelola/data-pribadi"), current: true }],
        warning: (!lines.is_empty()).then(|| "1 permintaan lewat batas 3 x 24 jam.".into()),
        lines,
        of_regions,
        more: None,
    };
    let line = |right: &str| DeskLine {
        href: Some("/kelola/data-pribadi/x".into()),
        number: NUMBER.into(),
        right: right.into(),
        due: "Rabu, 2 Desember 2026 pukul 09.15 WIB".into(),
        tag: DeskTag::Yours("Kurang dari 24 jam"),
        left: "Sisa 20 jam".into(),
    };
    let one = |desk: Option<Desk>, wrong: Option<Field>| DeskOne {
        w,
        frame: at_desk(),
        form: FormToken::default(),
        back: "/kelola/data-pribadi",
        here: "/kelola/data-pribadi/x".into(),
        news: None,
        heading: format!("{NUMBER}: {}", Right::Restriction.title()),
        tag: DeskTag::Calm("Menunggu"),
        rows: vec![("Pemohon", "Sri Rahayu, sri@contoh.id".into()), ("Waktu", "Sisa 70 jam".into())],
        itself: Some("Jeda sudah berlaku sejak permintaan ini diterima."),
        summary: ErrorSummary::of(wrong.iter()),
        desk,
    };
    let blank = || Desk::of(Right::Restriction, &Typed::default());
    let wrong = Field::new("kata").wrong("Tulis jawaban yang dibaca pemohon.");
    let law = Field::new("hukum").wrong("Tulis peraturan dan pasal yang mewajibkannya.");
    vec![
        sample("privacy_list_typical", &list(at_desk(), vec![line("Menjeda pemrosesan")], false)),
        sample("privacy_list_empty", &list(at_desk(), Vec::new(), false)),
        sample("privacy_list_longest", &list(at_desk(), vec![line(&long_word())], false)),
        sample(
            "privacy_list_late",
            &list(
                super::nation::frame(NationTab::Privacy),
                vec![DeskLine { href: None, ..line("Melihat data") }],
                true,
            ),
        ),
        sample("privacy_one_typical", &one(Some(blank()), None)),
        sample("privacy_one_answered", &one(None, None)),
        sample("privacy_one_error", &one(Some(Desk { words: wrong.clone(), ..blank() }), Some(wrong))),
        sample(
            "desk_vault_paused",
            &Paused {
                w,
                frame: super::desk::frame("/kelola/berkas", Some(DeskTab::Documents)),
                form: FormToken::default(),
                back: "/kelola/berkas/x".into(),
                action: "/kelola/berkas/x/y/isi".into(),
                summary: ErrorSummary::of([&law]),
                law,
            },
        ),
    ]
}
