//! The vault: empty, typical, with complaints, with the longest words.

use super::{Sample, long_word, sample};
use crate::account::vault::add::Add;
use crate::account::vault::code::Code;
use crate::account::vault::describe::{Around, DaysPage, IssuerPage, NumberPage};
use crate::account::vault::file::FilePage;
use crate::account::vault::list::List;
use crate::account::vault::looks::Looks;
use crate::account::vault::one::{OldVersion, One, Remove, Row};
use crate::account::vault::request::{Answer, Question, RequestPage};
use crate::account::vault::requests::{RequestLine, Requests};
use crate::account::vault::shown::{Card, LookLine, Tag};
use crate::desk::vault::{ask, issue, list, one as one_request};
use crate::edge::forgery::FormToken;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::icons::Icon;
use crate::parts::Link;
use crate::words::Words;

pub(super) fn samples(w: Words) -> Vec<Sample> {
    let cards = || vec![card(w, "KTP-el"), Card { tags: Vec::new(), icon: Icon::Rings, ..card(w, "Buku nikah") }];
    let wrong = |name, key: &str| Field::new(name).with("x").wrong(w.t(key));
    let number = |field: Field| NumberPage { w, frame: frame(w), around: around(&[&field]), number: field };
    let days = |issued: Field, expires: Field| DaysPage {
        w,
        frame: frame(w),
        around: around(&[&issued, &expires]),
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
        sample("account_vault_file_error", &file(w, Field::new("berkas").wrong(w.t("vault-refused-coding")))),
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
        sample("account_vault_code_before", &code(w, None)),
        sample("account_vault_code_typical", &code(w, Some(("1234 5678".into(), "09.12 WIB".into())))),
        sample("account_vault_requests_typical", &requests(w, vec![request_line(w, "Akta kelahiran")])),
        sample("account_vault_requests_empty", &requests(w, Vec::new())),
        sample("account_vault_requests_longest", &requests(w, vec![request_line(w, &long_word())])),
        sample("account_vault_request_waiting", &request(w, true)),
        sample("account_vault_request_answered", &request(w, false)),
    ]
    .into_iter()
    .chain(desk(w))
    .collect()
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
    LookLine { text: by.to_string(), when: "20-11-2026".into(), request: Some("/berkas/permintaan/x".into()) }
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

fn around(fields: &[&Field]) -> Around {
    Around {
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
    IssuerPage { w, frame: frame(w), around: around(&[&issuer]), issuer, regions }
}

fn code(w: Words, code: Option<(String, String)>) -> Code {
    Code { w, frame: frame(w), form: FormToken::sample(), code }
}

fn tag(w: Words, colour: &'static str, key: &str) -> Tag {
    Tag { colour, text: w.t(key), more: String::new() }
}

fn request_line(w: Words, service: &str) -> RequestLine {
    RequestLine {
        href: "/berkas/permintaan/x".into(),
        service: service.into(),
        who: "Dinas Kependudukan dan Pencatatan Sipil, Kabupaten Sragen".into(),
        tag: tag(w, "yellow", "vault-request-waits"),
    }
}

fn requests(w: Words, lines: Vec<RequestLine>) -> Requests {
    let more = (lines.len() == 1).then(|| "/berkas/permintaan?setelah=x".into());
    Requests { w, frame: frame(w), lines, more }
}

fn request(w: Words, waits: bool) -> RequestPage {
    let question = |at: usize, choices: Vec<Choice>| Question {
        field: Field::in_row("berkas", at).wrong(w.t("vault-give-choose")),
        legend: "KTP-el: KTP-el pemohon".into(),
        add: (choices.len() == 1).then(|| "/berkas/unggah?jenis=KTP".into()),
        choices,
    };
    let no = || Choice::new("tidak", w.t("vault-give-not"));
    let give = Choice::new("x", w.say("vault-give").put("name", "KTP-el").to_string()).hint("3314********0001");
    let answer = |colour, key: &str, more: &str, withdraw: bool| Answer {
        name: "KTP-el".into(),
        tag: Tag { more: w.t(more), ..tag(w, colour, key) },
        withdraw: withdraw.then(|| "/berkas/permintaan/x/y/cabut".into()),
    };
    let questions = if waits { vec![question(0, vec![give, no()]), question(1, vec![no()])] } else { Vec::new() };
    let given = answer("blue", "vault-item-given", "vault-item-given-more", true);
    let decided = answer("green", "vault-item-decided", "vault-item-decided-more", true);
    RequestPage {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        news: (!waits).then(|| w.t("vault-answered")),
        here: "/berkas/permintaan/x".into(),
        service: "Penerbitan kutipan akta kelahiran".into(),
        tag: tag(w, "yellow", "vault-request-waits"),
        rows: vec![(w.t("vault-request-why"), "Mengurus akta kelahiran anak pertama".into())],
        summary: ErrorSummary::of(questions.iter().map(|question| &question.field)),
        questions,
        answers: if waits { Vec::new() } else { vec![given, decided] },
    }
}

/// The pages of the desk.
fn desk(w: Words) -> Vec<Sample> {
    let line = |service: &str| list::Line {
        href: "/kelola/berkas/x".into(),
        service: service.into(),
        asked: "Dewi Lestari, 23 November 2026 pukul 09.12 WIB".into(),
        state: ("yellow", "Menunggu warga"),
        given: "0 dari 2".into(),
    };
    let lists = |lines, news| list::List { w, frame: desk_frame(), news, lines, more: Some("/kelola/berkas".into()) };
    let found = vec![Link::new("Penerbitan kutipan akta kelahiran", "/kelola/berkas/layanan/x")];
    let services = |found| ask::Services { w, frame: desk_frame(), query: "akta".into(), found };
    vec![
        sample(
            "desk_vault_list_typical",
            &lists(vec![line("Akta kelahiran"), line(&long_word())], Some("Permintaan dikirim.")),
        ),
        sample("desk_vault_list_empty", &lists(Vec::new(), None)),
        sample("desk_vault_services_typical", &services(found)),
        sample("desk_vault_services_empty", &services(Vec::new())),
        sample("desk_vault_ask_typical", &asking(w, Field::new("kode"))),
        sample("desk_vault_ask_error", &asking(w, Field::new("kode").wrong("Kode ini tidak dikenal."))),
        sample("desk_vault_one", &desk_one(w)),
        sample("desk_vault_issue_typical", &issue(w, false)),
        sample("desk_vault_issue_error", &issue(w, true)),
        sample("desk_vault_unmark", &unmark(w)),
    ]
}

fn desk_frame() -> Frame {
    super::desk::frame("/kelola/berkas", Some(DeskTab::Documents))
}

fn asking(w: Words, code: Field) -> ask::Ask {
    let days = Field::new("lama").with("14");
    ask::Ask {
        w,
        frame: desk_frame(),
        service: "Penerbitan kutipan akta kelahiran".into(),
        action: "/kelola/berkas/layanan/x".into(),
        summary: ErrorSummary::of([&code]),
        code,
        contact: Field::new("kontak"),
        wanted: Field::new("minta"),
        requirements: vec![Choice::new("KTP", "KTP-el pemohon").hint("KTP-el"), Choice::new("KK", "Kartu Keluarga")],
        reason: Field::new("alasan"),
        spans: vec![Choice::new("14", "14 hari").chosen_in(&days)],
        days,
    }
}

fn desk_one(w: Words) -> one_request::One {
    let mark = |stands: bool| one_request::MarkLine {
        text: "Aslinya dilihat oleh Dewi Lestari, Kabupaten Sragen, 23 November 2026.".into(),
        stands,
        withdraw: stands.then(|| "/kelola/berkas/x/y/asli/z".into()),
    };
    let item = one_request::ItemLine {
        href: "/kelola/berkas/x/y".into(),
        name: "KTP-el".into(),
        state: ("blue", "Diizinkan"),
        details: "Nomor 3314********0001. Berlaku sampai 12 Agustus 2031.".into(),
        opens: true,
        may_mark: true,
        marks: vec![mark(true), mark(false)],
    };
    one_request::One {
        w,
        frame: desk_frame(),
        news: Some((true, "Tercatat: berkas ini cocok dengan aslinya.")),
        here: "/kelola/berkas/x".into(),
        service: "Penerbitan kutipan akta kelahiran".into(),
        state: ("blue", "Diizinkan"),
        rows: vec![("Alasan", "Mengurus akta kelahiran anak pertama".into())],
        items: vec![item],
        waits: true,
        rests: None,
        decides: true,
        issues: Some("/kelola/berkas/x/hasil".into()),
    }
}

fn issue(w: Words, wrong: bool) -> issue::Issue {
    let field = |name, why: &str| if wrong { Field::new(name).with("x").wrong(why) } else { Field::new(name) };
    let fields = [
        field("berkas", "Pilih berkas dokumen yang diterbitkan."),
        field("jenis", "Pilih jenis dokumennya."),
        field("nomor", "Tulis nomor dengan huruf, angka, titik, garis miring, atau tanda hubung."),
        field("terbit", "Tanggal terbit belum tiba."),
        field("sampai", "Tulis tanggal seperti 27-3-2026."),
    ];
    let summary = ErrorSummary::of(&fields);
    let [file, kind, number, issued, expires] = fields;
    issue::Issue {
        w,
        frame: desk_frame(),
        back: "/kelola/berkas/x".into(),
        action: "/kelola/berkas/x/hasil".into(),
        service: "Penerbitan kutipan akta kelahiran".into(),
        summary,
        kinds: vec![Choice::new("", "Pilih jenis dokumen"), Choice::new("AKL", "Akta kelahiran")],
        file,
        kind,
        number,
        issued,
        expires,
    }
}

fn unmark(w: Words) -> one_request::Unmark {
    let reason = Field::new("alasan").wrong("Tulis mengapa tanda ini dicabut.");
    one_request::Unmark {
        w,
        frame: desk_frame(),
        name: "KTP-el".into(),
        back: "/kelola/berkas/x".into(),
        action: "/kelola/berkas/x/y/asli/z".into(),
        summary: ErrorSummary::of([&reason]),
        reason,
    }
}
