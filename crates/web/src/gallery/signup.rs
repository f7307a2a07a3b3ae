use balai_tenancy::onboarding::{OfficialInput, Page, StarterChoice};

use super::{Sample, long_word, root_frame, sample};
use crate::edge::forgery::FormToken;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{Frame, RootTab};
use crate::parts::Link;
use crate::root::mailbox::{LetterPage as Letter, Line, Mailbox};
use crate::root::signup::agreement::{AgreementPage, Chosen};
use crate::root::signup::confirm::{ConfirmPage, Facts, Link as Confirmed};
use crate::root::signup::letter::{Held, LetterPage};
use crate::root::signup::official::OfficialPage;
use crate::root::signup::region::{Answers, Outcome, Refused, RegionPage};
use crate::root::signup::review::{Part, ReviewPage, SentPage};
use crate::root::signup::save::SavePage;
use crate::root::signup::start::{Gone, Start};
use crate::root::signup::status::{Found, StatusPage, Tag};
use crate::root::signup::step::{self, Step};
use crate::timeline::{Milestone, Reached};
use crate::words::Words;

const EMAIL: &str = "siti.aminah@sragenkab.go.id";
const REASON: &str = "Surat belum ditandatangani kepala daerah.\nUnggah surat yang sudah ditandatangani.";

fn frame(w: Words) -> Frame {
    root_frame(w, "/daftar", Some(RootTab::Join))
}

pub(super) fn samples(w: Words) -> Vec<Sample> {
    let resume = Some((step::LETTER.to_owned(), "7 Desember 2026".to_owned()));
    let mut all = vec![
        sample("signup_start_typical", &Start { w, frame: frame(w), resume: None }),
        sample("signup_start_resume", &Start { w, frame: frame(w), resume }),
        sample("signup_gone", &Gone { w, frame: frame(w) }),
        sample("signup_save_typical", &save(w, Field::new("surel").with(EMAIL), None)),
        sample(
            "signup_save_error",
            &save(w, Field::new("surel").with("siti").wrong("Tulis surel seperti nama@daerah.go.id."), None),
        ),
        sample("signup_save_sent", &save(w, Field::new("surel"), Some(EMAIL.to_owned()))),
    ];
    all.extend(regions(w));
    all.extend(officials(w));
    all.extend(letters(w));
    all.extend(ends(w));
    all.extend(mailbox(w));
    all
}

fn save(w: Words, email: Field, sent_to: Option<String>) -> SavePage {
    SavePage {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        summary: ErrorSummary::of([&email]),
        email,
        next: step::LETTER,
        until: "7 Desember 2026".into(),
        sent_to,
        mailbox: true,
    }
}

fn regions(w: Words) -> Vec<Sample> {
    let province = Field::new("provinsi");
    let page = |query: &str, outcome: Outcome| RegionPage {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        step: Step::of(Page::Region, None),
        summary: match &outcome {
            Outcome::Found(answers) => ErrorSummary::of([&answers.field]),
            _ => ErrorSummary::default(),
        },
        query: Field::new("q").with(query),
        province: province.clone(),
        provinces: [("", "Pilih provinsi"), ("11", "Aceh"), ("33", "Jawa Tengah")]
            .map(|(code, name)| Choice::new(code, name))
            .to_vec(),
        outcome,
    };
    let found = |field: Field| {
        Outcome::Found(Answers {
            legend: "Ada dua daerah bernama Semarang".into(),
            choices: vec![
                Choice::new("33.22", "Kabupaten Semarang")
                    .hint("Jawa Tengah, kode 33.22. Alamatnya nanti semarang.balai.go.id")
                    .chosen_in(&field),
                Choice::new("33.74", "Kota Semarang")
                    .hint("Jawa Tengah, kode 33.74. Alamatnya nanti kota-semarang.balai.go.id")
                    .chosen_in(&field),
            ],
            field,
        })
    };
    let taken = Refused {
        title: "Kabupaten Sragen sudah bergabung".into(),
        text: "Balainya sudah buka. Untuk ikut mengelola, mintalah undangan kepada penanggung jawabnya.".into(),
        contact: Some("S*** A***, s***@sragenkab.go.id".into()),
        hall: Some("https://sragen.balai.test".into()),
    };
    let wrong = Field::new("daerah").wrong("Pilih Kabupaten Semarang atau Kota Semarang.");
    vec![
        sample("signup_region_start", &page("", Outcome::Nothing)),
        sample("signup_region_typical", &page("semarang", found(Field::new("daerah").with("33.74")))),
        sample("signup_region_error", &page("semarang", found(wrong))),
        sample("signup_region_none", &page(&long_word(), Outcome::NotFound)),
        sample("signup_region_refused", &page("", Outcome::Refused(taken))),
        sample("signup_region_fixed", &page("", Outcome::Fixed("Kabupaten Grobogan".into()))),
        sample("signup_region_hostile", &page("<script>alert(1)</script>", Outcome::NotFound)),
    ]
}

fn officials(w: Words) -> Vec<Sample> {
    let siti = OfficialInput {
        name: "Siti Aminah, S.Sos.".into(),
        position: "Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu".into(),
        nip: "197805122005012003".into(),
        email: EMAIL.into(),
        phone: "0271 891 024".into(),
    };
    let wrong =
        OfficialInput { nip: "1978".into(), email: "siti@gmail.com".into(), phone: "12".into(), ..siti.clone() };
    let hostile = || "<script>alert(1)</script>".to_owned();
    let bad =
        OfficialInput { name: hostile(), position: hostile(), nip: hostile(), email: hostile(), phone: hostile() };
    let page = |input: &OfficialInput, checked, correction| {
        OfficialPage::new(w, frame(w), FormToken::sample(), Step::of(Page::Official, correction), (input, checked))
    };
    let agreement = |accepted, refused| {
        let chosen = Chosen { accepted, starter: StarterChoice::Catalogue, refused };
        AgreementPage::new(w, frame(w), FormToken::sample(), Step::of(Page::Agreement, None), chosen)
    };
    vec![
        sample("signup_official_empty", &page(&OfficialInput::default(), false, None)),
        sample("signup_official_typical", &page(&siti, false, Some(REASON.to_owned()))),
        sample("signup_official_error", &page(&wrong, true, None)),
        sample("signup_official_hostile", &page(&bad, true, None)),
        sample("signup_agreement_typical", &agreement(true, false)),
        sample("signup_agreement_error", &agreement(false, true)),
    ]
}

fn letters(w: Words) -> Vec<Sample> {
    let held = |name: &str| Held { name: name.into(), facts: "1,2 MB, diterima 23 November 2026, 10.12 WIB".into() };
    let page = |file: Field, held: Option<Held>| LetterPage {
        w,
        frame: frame(w),
        step: Step::of(Page::Letter, None),
        summary: ErrorSummary::of([&file]),
        file,
        held,
        next: step::AGREEMENT,
    };
    let wrong = Field::new("surat").wrong("Berkas ini 14 MB, batasnya 10 MB. Pindai ulang dengan mutu sedang.");
    vec![
        sample("signup_letter_empty", &page(Field::new("surat"), None)),
        sample("signup_letter_typical", &page(Field::new("surat"), Some(held("Surat Bupati Sragen.pdf")))),
        sample("signup_letter_error", &page(wrong, None)),
        sample("signup_letter_longest", &page(Field::new("surat"), Some(held(&long_word())))),
    ]
}

fn ends(w: Words) -> Vec<Sample> {
    let parts = vec![
        Part {
            title: "Daerah",
            change: Some(step::REGION),
            lines: vec![("Daerah", "Kabupaten Sragen".into()), ("Alamat balai nanti", "sragen.balai.go.id".into())],
        },
        Part {
            title: "Penanggung jawab",
            change: Some(step::OFFICIAL),
            lines: vec![
                ("Nama", "Siti Aminah, S.Sos.".into()),
                ("Jabatan", "Kepala DPMPTSP".into()),
                ("NIP", "197805122005012003".into()),
                ("Surel", EMAIL.into()),
                ("Telepon", "0271 891 024".into()),
            ],
        },
        Part { title: "Surat kepala daerah", change: Some(step::LETTER), lines: vec![("Berkas", long_word())] },
    ];
    let review = ReviewPage {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        step: Step::review(Some(REASON.to_owned())),
        parts,
        foreign: true,
        email: EMAIL.into(),
        confirmed: true,
    };
    let sent = |confirm_until: Option<String>| SentPage {
        w,
        frame: frame(w),
        reference: "BLI-2026-7F3K9Q".into(),
        region: "Kabupaten Sragen".into(),
        email: EMAIL.into(),
        confirm_until,
        mailbox: true,
    };
    let facts = Facts { region: "Kabupaten Sragen".into(), reference: "BLI-2026-7F3K9Q".into(), email: EMAIL.into() };
    let confirm = |link: Confirmed, refused: Option<&str>| ConfirmPage {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        action: "/daftar/konfirmasi/x".into(),
        link,
        refused: refused.map(str::to_owned),
        mailbox: false,
    };
    let (number, email) = (Field::new("nomor"), Field::new("surel"));
    let wrong = number.clone().with("BLI").wrong("Nomor pendaftaran ditulis seperti BLI-2026-7F3K9Q.");
    vec![
        sample("signup_review_typical", &review),
        sample("signup_sent_typical", &sent(Some("24 November 2026, 10.12 WIB".into()))),
        sample("signup_sent_corrected", &sent(None)),
        sample("signup_confirm_open", &confirm(Confirmed::Open(facts.clone()), None)),
        sample("signup_confirm_used", &confirm(Confirmed::Used(facts.clone()), None)),
        sample(
            "signup_confirm_expired",
            &confirm(Confirmed::Expired(facts.clone()), Some("Kami sudah mengirim lima tautan dalam sehari.")),
        ),
        sample("signup_confirm_renewed", &confirm(Confirmed::Renewed(facts), None)),
        sample("signup_confirm_unknown", &confirm(Confirmed::Unknown, None)),
        sample("signup_status_empty", &status(w, number.clone(), email.clone(), None)),
        sample("signup_status_error", &status(w, wrong, email.clone(), None)),
        sample("signup_status_typical", &status(w, number.clone(), email.clone(), Some(waiting()))),
        sample("signup_status_returned", &status(w, number, email, Some(returned()))),
    ]
}

fn status(w: Words, reference: Field, email: Field, found: Option<Found>) -> StatusPage {
    let summary = ErrorSummary::of([&reference, &email]);
    StatusPage { w, frame: frame(w), form: FormToken::sample(), summary, reference, email, found }
}

fn waiting() -> Found {
    let at = "23 November 2026, 10.12 WIB";
    Found {
        region: "Kabupaten Sragen".into(),
        reference: "BLI-2026-7F3K9Q".into(),
        tag: Tag::Calm("Menunggu kementerian"),
        headline: "Pendaftaran menunggu diperiksa".into(),
        text: "Yang terlama menunggu diperiksa lebih dahulu.".into(),
        reason: None,
        stations: vec![
            Milestone::new(Reached::Done, "Pendaftaran terkirim").at(at),
            Milestone::new(Reached::Done, "Surel dikonfirmasi").at(at),
            Milestone::new(Reached::Now, "Diperiksa kementerian"),
            Milestone::new(Reached::ToCome, "Disetujui orang kedua"),
            Milestone::new(Reached::ToCome, "Balai dibuka"),
        ],
        renews: false,
        renewed: false,
        hall: None,
    }
}

fn returned() -> Found {
    let mut found = waiting();
    found.tag = Tag::Yours("Menunggu Anda");
    found.headline = "Perlu diperbaiki".into();
    found.reason = Some(REASON.into());
    found.stations[2] = Milestone::new(Reached::Stuck, "Dikembalikan untuk diperbaiki");
    found
}

fn mailbox(w: Words) -> Vec<Sample> {
    let line = Line {
        href: "/kotak-surat/x".into(),
        subject: "Konfirmasi surel untuk pendaftaran Kabupaten Sragen".into(),
        to: EMAIL.into(),
        at: "23 November 2026, 10.12 WIB".into(),
    };
    let address = "https://balai.test/daftar/konfirmasi/pj3kq0v9m2x7c5b8n1z4l6h0g9f8d7s6a5p4o3i2u1";
    let letter = Letter {
        w,
        frame: frame(w),
        line: line.clone(),
        from: "Balai <surat@balai.go.id>".into(),
        text: "Yth. Siti Aminah,\n\nTekan tautan ini untuk mengonfirmasi.".into(),
        links: vec![Link::new(address, address)],
        body: Some("/kotak-surat/x/isi".into()),
    };
    let text = Letter {
        w,
        frame: frame(w),
        line: Line { subject: "Pesan singkat (SMS)".into(), to: "+62 812-3456-7890".into(), ..line.clone() },
        from: String::new(),
        text: "123456 adalah kode Akun Balai Anda, berlaku 10 menit.".into(),
        links: vec![],
        body: None,
    };
    vec![
        sample("mailbox_list_typical", &Mailbox { w, frame: frame(w), letters: vec![line] }),
        sample("mailbox_list_empty", &Mailbox { w, frame: frame(w), letters: vec![] }),
        sample("mailbox_letter_typical", &letter),
        sample("mailbox_text", &text),
    ]
}
