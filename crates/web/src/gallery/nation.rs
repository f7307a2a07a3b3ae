use balai_tenancy::onboarding::Check;
use uuid::Uuid;

use super::{Sample, long_word, sample};
use crate::edge::forgery::FormToken;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::nation::application::{ApplicationPage, Desk, Hall};
use crate::nation::applications::{Applications, Row, Shelf};
use crate::nation::letters::{Letters, Row as LetterRow};
use crate::nation::region::{Asked as LifeAsked, LifeDesk, RegionPage};
use crate::nation::regions::{Regions, Row as RegionRow};
use crate::parts::{Link, Tab};
use crate::root::signup::letter::Held;
use crate::root::signup::status::Tag;
use crate::timeline::{Milestone, Reached};
use crate::words::{Lang, Words};

const AT: &str = "23 November 2026, 10.12 WIB";

pub(super) fn frame(tab: NationTab) -> Frame {
    let own = Link::new("Ratna Dewi", "https://akun.balai.test");
    Frame::nation(own, "/", crate::nation::TABS.map(|(_, tab)| tab), tab)
}

/// The ministry's pages are Indonesian only.
pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w.lang() != Lang::Id {
        return Vec::new();
    }
    let mut all = vec![
        sample("nation_applications_typical", &applications(w, rows())),
        sample("nation_applications_empty", &applications(w, vec![])),
    ];
    all.extend(single(w));
    all.extend(lists(w));
    all.extend(lives(w));
    all.extend(super::adoption::samples(w));
    all
}

fn lives(w: Words) -> Vec<Sample> {
    let page = |tag: Tag, desk: LifeDesk| RegionPage {
        w,
        frame: frame(NationTab::Regions),
        form: FormToken::sample(),
        region: "Kabupaten Pangkajene dan Kepulauan".into(),
        place: "Kode 73.10".into(),
        tag,
        here: "/daerah/73.10".into(),
        facts: vec![("Alamat balai", "pangkajene-dan-kepulauan.balai.test".into()), ("Buka sejak", AT.into())],
        hall: None,
        desk,
        refused: None,
        summary: ErrorSummary::default(),
        turns: vec![Milestone::new(Reached::Done, "Ditutup sementara").at(AT).note(format!("Ratna: {}", long_word()))],
        erased: vec![],
    };
    let asked = LifeAsked {
        wish: format!("Diusulkan Agus Salim pada {AT}. Alasannya: Perjanjian berakhir."),
        may_agree: true,
        refuse: Field::new("batal"),
        open: Field::new("buka"),
    };
    let wrong = Field::new("tutup").with("<script>alert(1)</script>").wrong("Alasan terlalu pendek.");
    let mut hostile = page(Tag::Good("Buka"), LifeDesk::Open(wrong.clone()));
    hostile.summary = ErrorSummary::of([&wrong]);
    let mut refused =
        page(Tag::Yours("Ditutup sementara"), LifeDesk::Asked(LifeAsked { may_agree: false, ..asked.clone() }));
    refused.refused = Some("Anda yang mengusulkan pengarsipan ini. Persetujuan diberikan oleh orang lain.".into());
    let mut gone = page(Tag::Bad("Dihapus"), LifeDesk::Nothing("Daerah ini sudah dihapus.".into()));
    (gone.facts, gone.turns) = (vec![], vec![]);
    let digest = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
    gone.erased = vec![Milestone::new(Reached::Done, "Dihapus untuk selamanya").at(AT).note(digest)];
    vec![
        sample("nation_region_hostile", &hostile),
        sample(
            "nation_region_closed",
            &page(Tag::Yours("Ditutup sementara"), LifeDesk::Closed(Field::new("buka"), Field::new("usul"))),
        ),
        sample("nation_region_asked", &page(Tag::Yours("Ditutup sementara"), LifeDesk::Asked(asked))),
        sample("nation_region_refused", &refused),
        sample("nation_region_archived", &page(Tag::Calm("Diarsipkan"), LifeDesk::Archived(Field::new("buka")))),
        sample("nation_region_erased", &gone),
    ]
}

fn applications(w: Words, rows: Vec<Row>) -> Applications {
    let tab = |shelf: Shelf| {
        let link = Link::new(shelf.title(), "/");
        (Tab { link, current: shelf == Shelf::Periksa }, "4".to_owned())
    };
    Applications {
        w,
        frame: frame(NationTab::Applications),
        summary: "4 perlu diperiksa, 2 menunggu persetujuan orang kedua. Yang terlama menunggu berdiri paling atas."
            .into(),
        tabs: Shelf::ALL.map(tab).to_vec(),
        empty: Shelf::Periksa.empty(),
        more: (!rows.is_empty()).then(|| "/?setelah=x".to_owned()),
        rows,
    }
}

fn rows() -> Vec<Row> {
    let row = |region: &str, official: &str, foreign: bool| Row {
        href: "/pendaftaran/x".into(),
        region: region.into(),
        place: "Jawa Tengah, kode 33.14".into(),
        reference: "BLI-2026-7F3K9Q".into(),
        official: official.into(),
        position: "Kepala DPMPTSP".into(),
        since: AT.into(),
        waits: "3 hari".into(),
        foreign,
    };
    vec![
        row("Kabupaten Sragen", "Siti Aminah, S.Sos.", false),
        row("Kabupaten Humbang Hasundutan", "Budi Santoso, M.Si.", true),
        row("Kabupaten Pangkajene dan Kepulauan", &long_word(), false),
    ]
}

fn page(w: Words, tag: Tag, desk: Desk) -> ApplicationPage {
    ApplicationPage {
        w,
        frame: frame(NationTab::Applications),
        form: FormToken::sample(),
        region: "Kabupaten Sragen".into(),
        reference: "BLI-2026-7F3K9Q".into(),
        tag,
        facts: vec![
            ("Daerah", "Kabupaten Sragen, Jawa Tengah, kode 33.14".into()),
            ("Penanggung jawab", "Siti Aminah, S.Sos.".into()),
            ("Jabatan", "Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu".into()),
            ("NIP", "197805122005012003".into()),
            ("Surel", "siti@gmail.com".into()),
            ("Telepon", "0271 891 024".into()),
            ("Dikirim", AT.into()),
        ],
        foreign: true,
        letter: Some((
            Held { name: "Surat Bupati Sragen.pdf".into(), facts: format!("1,2 MB, diterima {AT}") },
            "/pendaftaran/x/surat.pdf".into(),
        )),
        id: Uuid::nil(),
        here: "/pendaftaran/x".into(),
        desk,
        refused: None,
        summary: ErrorSummary::default(),
        back: Field::new("kembalikan"),
        no: Field::new("tolak"),
        may_send_back: true,
        may_reject: true,
        looks: super::trail::looks(),
    }
}

fn single(w: Words) -> Vec<Sample> {
    let choices = |ticked: usize| {
        let choice = |(at, check): (usize, Check)| {
            let mut choice = Choice::new(check.key(), check.sentence());
            choice.chosen = at < ticked;
            choice
        };
        Check::ALL.into_iter().enumerate().map(choice).collect::<Vec<_>>()
    };
    let unchecked = Field::new("periksa").wrong("Masih ada 3 hal yang belum dicentang.");
    let back = Field::new("kembalikan").with("<script>alert(1)</script>").wrong("Alasan terlalu pendek.");
    let mut wrong = page(w, Tag::Yours("Perlu diperiksa"), Desk::Check(unchecked.clone(), choices(2)));
    wrong.summary = ErrorSummary::of([&unchecked, &back]);
    wrong.back = back;
    let mut refused =
        page(w, Tag::Yours("Menunggu persetujuan"), Desk::Nothing("Anda memeriksa pendaftaran ini.".into()));
    refused.refused = Some("Anda yang memeriksa pendaftaran ini. Persetujuan diberikan oleh orang lain.".into());
    let approve = Desk::Approve(format!("Diperiksa Ratna Dewi pada {AT}."));
    vec![
        sample(
            "nation_application_check",
            &page(w, Tag::Yours("Perlu diperiksa"), Desk::Check(Field::new("periksa"), choices(0))),
        ),
        sample("nation_application_hostile", &wrong),
        sample("nation_application_approve", &page(w, Tag::Yours("Menunggu persetujuan"), approve)),
        sample("nation_application_refused", &refused),
        sample("nation_application_running", &made(w, 4, Reached::Now)),
        sample("nation_application_stuck", &made(w, 5, Reached::Stuck)),
        sample("nation_application_done", &made(w, 9, Reached::Done)),
    ]
}

fn made(w: Words, done: usize, here: Reached) -> ApplicationPage {
    let step = |(at, name): (usize, balai_tenancy::provisioning::StepName)| match at {
        _ if at < done => Milestone::new(Reached::Done, name.label()).at(AT),
        _ if at == done && here == Reached::Stuck => {
            Milestone::new(here, name.label()).note("Penyimpanan tidak dapat dihubungi.")
        }
        _ if at == done => Milestone::new(here, name.label()),
        _ => Milestone::new(Reached::ToCome, name.label()),
    };
    let hall = Hall {
        decided: format!("Diperiksa Ratna Dewi, disetujui Agus Salim pada {AT}."),
        steps: balai_tenancy::provisioning::StepName::ALL.into_iter().enumerate().map(step).collect(),
        count: format!("{done} dari 9 langkah"),
        running: here == Reached::Now,
        again: (here == Reached::Stuck).then(|| "/daerah/33.14/penyiapan".to_owned()),
        address: (here == Reached::Done).then(|| "https://sragen.balai.test".to_owned()),
    };
    let mut page = page(w, Tag::Good("Disetujui"), Desk::Hall(hall));
    (page.may_send_back, page.may_reject) = (false, false);
    page
}

fn lists(w: Words) -> Vec<Sample> {
    let region = |name: &str, tag: Tag, note: &str| RegionRow {
        region: name.into(),
        place: "Jawa Tengah, kode 33.14".into(),
        tag,
        note: note.into(),
        since: if note.is_empty() { AT.into() } else { String::new() },
        href: "/daerah/33.14".to_owned(),
        hall: note.is_empty().then(|| "https://sragen.balai.test".to_owned()),
        again: note.contains(':').then(|| "/daerah/33.15/penyiapan".to_owned()),
    };
    let regions = |rows: Vec<RegionRow>| Regions {
        w,
        frame: frame(NationTab::Regions),
        form: FormToken::sample(),
        sums: vec![("Balai buka", "3".into()), ("Sedang disiapkan", "1".into()), ("Ditutup sementara", "0".into())],
        rows,
        more: None,
    };
    let letter = |tag: Tag, note: &str| LetterRow {
        subject: "Konfirmasi surel untuk pendaftaran Kabupaten Sragen".into(),
        to: "s***@sragenkab.go.id".into(),
        tag,
        written: AT.into(),
        note: note.into(),
        again: matches!(tag, Tag::Bad(_) | Tag::Yours(_)).then(|| "/surat/x/ulang".to_owned()),
        idle: "Tidak perlu",
    };
    let letters = |rows: Vec<LetterRow>| Letters {
        w,
        frame: frame(NationTab::Letters),
        form: FormToken::sample(),
        sums: vec![("Menunggu dikirim", "1".into()), ("Ditolak server", "1".into())],
        tabs: ["Semua", "Menunggu", "Ditolak server", "Terkirim"]
            .map(|text| Tab { link: Link::new(text, "/surat"), current: text == "Semua" })
            .to_vec(),
        rows,
        mailbox: Some("https://balai.test/kotak-surat".into()),
    };
    vec![
        sample(
            "nation_regions_typical",
            &regions(vec![
                region("Kabupaten Sragen", Tag::Good("Buka"), ""),
                region(
                    "Kabupaten Grobogan",
                    Tag::Bad("Penyiapan berhenti"),
                    "Tabel: Penyimpanan tidak dapat dihubungi.",
                ),
                region("Kabupaten Blora", Tag::Calm("Disiapkan"), "Langkah berikutnya Tabel"),
            ]),
        ),
        sample("nation_regions_empty", &regions(vec![])),
        sample(
            "nation_letters_typical",
            &letters(vec![
                letter(Tag::Yours("Menunggu"), "Sudah dicoba 3 kali. Dicoba lagi 23 November 2026, 10.42 WIB."),
                letter(Tag::Bad("Ditolak server"), "550 no such mailbox"),
                letter(Tag::Good("Terkirim"), AT),
            ]),
        ),
        sample("nation_letters_empty", &letters(vec![])),
    ]
}
