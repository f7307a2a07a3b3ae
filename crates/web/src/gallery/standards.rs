//! Versions, history, findings, changes of templates, borrowing.

use balai_catalog::rows::service::StateWord;
use balai_catalog::{Component, Entry, ServiceTime, Standard, TimeUnit};
use balai_kernel::Zone;

use super::desk::{desk, frame, starter, today};
use super::{Sample, long_word, sample};
use crate::desk::bench::{Bench, Sitting, Tag};
use crate::desk::borrowing::{BorrowPage, BorrowingPage, LentRow};
use crate::desk::changes::{ChangePage, ChangeRow, ChangedLine, ChangesPage};
use crate::desk::compare::{ComparePage, pairs, parts};
use crate::desk::finding::FindingPage;
use crate::desk::findings::{Filters, FindingRow, FindingsPage};
use crate::desk::history::{DeedLine, HistoryPage};
use crate::desk::lending::LendingPage;
use crate::desk::reading::ReadingPage;
use crate::desk::rules::RulesPage;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::DeskTab;
use crate::parts::Link;
use crate::words::Words;

const CATALOGUE: Option<DeskTab> = Some(DeskTab::Catalogue);

pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w != Words::default() {
        return Vec::new();
    }
    vec![
        compare("typical", &changed()),
        compare("same", &starter()),
        history("typical", deeds()),
        history("empty", vec![]),
        findings("typical", rows()),
        findings("empty", vec![]),
        finding(),
        changes("typical"),
        changes("empty"),
        change(),
        borrowing("typical"),
        borrowing("empty"),
        borrow(),
        lending(false),
        lending(true),
        rules(false),
        rules(true),
        reading(),
    ]
}

fn bench(sitting: Sitting) -> Bench {
    Bench::of(&desk("Kutipan akta kelahiran", starter(), StateWord::Published), sitting, today(), Zone::Wib)
}

fn changed() -> Standard {
    let product = format!("Kutipan {}", long_word());
    starter()
        .with(Entry::Time(ServiceTime::of(3, TimeUnit::WorkingDays)))
        .with(Entry::Product(balai_catalog::Line::parse(&product).ok()))
}

fn compare(which: &str, new: &Standard) -> Sample {
    let (parts, same) = parts(&starter(), new);
    let (from, to) = (Field::new("dari").with("2"), Field::new("ke").with("3"));
    let choices =
        |field: &Field| ["3", "2", "1"].map(|n| Choice::new(n, format!("Versi {n}")).chosen_in(field)).to_vec();
    let page = ComparePage {
        w: Words::default(),
        frame: frame("/kelola/layanan/7/banding", CATALOGUE),
        bench: bench(Sitting::Publication),
        from_choices: choices(&from),
        to_choices: choices(&to),
        from,
        to,
        parts,
        same,
    };
    sample(&format!("desk_compare_{which}"), &page)
}

fn deeds() -> Vec<DeedLine> {
    let deed = |what: &str, more: &str, who: &str| DeedLine {
        what: what.into(),
        more: more.into(),
        who: who.into(),
        at: "20 November 2026 pukul 09.12 WIB".into(),
    };
    vec![
        deed("Versi 3 terbit", "Menggantikan versi 2", "Balai, otomatis"),
        deed("Draf disimpan", "4. Biaya/tarif", "Wahyu Prasetyo"),
        deed("Temuan dibisukan", &long_word(), "Siti Aminah"),
    ]
}

fn history(which: &str, deeds: Vec<DeedLine>) -> Sample {
    let page = HistoryPage {
        w: Words::default(),
        frame: frame("/kelola/layanan/7/riwayat", CATALOGUE),
        bench: bench(Sitting::History),
        next: (!deeds.is_empty()).then(|| "/kelola/layanan/7/riwayat?setelah=7".into()),
        deeds,
    };
    sample(&format!("desk_history_{which}"), &page)
}

fn row(service: &str, answer: Option<&str>) -> FindingRow {
    FindingRow {
        service: service.into(),
        code: "DKP-007".into(),
        short: Tag { class: "govuk-tag--yellow", word: "Waktu jauh lebih lama".into() },
        place: "3. Jangka waktu".into(),
        href: "/kelola/layanan/7/3".into(),
        remedy: "Waktu di sini jauh di atas 34 daerah lain dengan templat yang sama. Tulis alasannya.".into(),
        law: Some("UU 25/2009".into()),
        answer: answer.map(str::to_owned),
        answer_href: Some("/kelola/temuan/7".into()),
    }
}

fn rows() -> Vec<FindingRow> {
    vec![row("Kutipan akta kelahiran", None), row(&long_word(), Some("Daerah kepulauan, berkas dikirim dengan kapal."))]
}

fn findings(which: &str, rows: Vec<FindingRow>) -> Sample {
    let page = FindingsPage {
        w: Words::default(),
        frame: frame("/kelola/temuan", Some(DeskTab::Findings)),
        line: "23 harus diperbaiki, 64 perlu dilihat, 5 sudah dijawab, 2 dibisukan.".into(),
        filters: Filters::of(&crate::asked::Asked::read(""), &[]),
        next: (!rows.is_empty()).then(|| "/kelola/temuan?setelah=7".into()),
        done: !rows.is_empty(),
        rows,
    };
    sample(&format!("desk_findings_{which}"), &page)
}

fn finding() -> Sample {
    let reason = Field::new("alasan").wrong("Tulis alasannya, agar yang memeriksa kemudian mengerti.");
    let page = FindingPage {
        w: Words::default(),
        frame: frame("/kelola/temuan/7", Some(DeskTab::Findings)),
        finding: row("Kutipan akta kelahiran", None),
        answered: "20 November 2026 pukul 09.12 WIB".into(),
        summary: ErrorSummary::of([&reason]),
        reason,
        mutable: true,
        closed: true,
    };
    sample("desk_finding_error", &page)
}

fn changes(which: &str) -> Sample {
    let line = |name: &str| ChangedLine {
        link: Link::new(name, "/kelola/layanan/7/pembaruan"),
        fields: "3. Jangka waktu; 7. Dasar hukum".into(),
    };
    let page = ChangesPage {
        w: Words::default(),
        frame: frame("/kelola/katalog/pembaruan", CATALOGUE),
        services: if which == "empty" { vec![] } else { vec![line("Kutipan akta kelahiran"), line(&long_word())] },
    };
    sample(&format!("desk_changes_{which}"), &page)
}

fn change() -> Sample {
    let said = |text: &str| vec![text.to_owned()];
    let row = |component: Component, own| ChangeRow {
        name: component.number().to_string(),
        title: format!("{}. {}", component.number(), component.title()),
        own,
        base: if own { said("1 hari kerja") } else { vec![] },
        lines: pairs(&said("3 hari kerja"), &said("2 hari kerja")),
        chosen: if own { String::new() } else { "terima".into() },
    };
    let page = ChangePage {
        improvements: vec!["Waktu mengikuti Permendagri 19/2026.".into()],
        w: Words::default(),
        frame: frame("/kelola/layanan/7/pembaruan", CATALOGUE),
        bench: bench(Sitting::Publication),
        changes: vec![row(Component::Time, true), row(Component::LegalBasis, false)],
        seen: 1,
        refusal: Some("Pilih terima atau tolak pada sedikitnya satu bagian.".into()),
    };
    sample("desk_change_error", &page)
}

fn lent(name: &str) -> LentRow {
    LentRow {
        href: "/kelola/katalog/salin/7".into(),
        name: name.into(),
        region: "Kabupaten Bengkulu Tengah".into(),
        agency: "Disdukcapil".into(),
    }
}

fn borrowing(which: &str) -> Sample {
    let empty = which == "empty";
    let page = BorrowingPage {
        w: Words::default(),
        frame: frame("/kelola/katalog/salin", CATALOGUE),
        words: Field::new("q").with(if empty { "" } else { "akta" }),
        rows: if empty { vec![] } else { vec![lent("Kutipan akta kelahiran"), lent(&long_word())] },
        next: (!empty).then(|| "/kelola/katalog/salin?setelah=7".into()),
    };
    sample(&format!("desk_borrowing_{which}"), &page)
}

fn borrow() -> Sample {
    let agency = Field::new("instansi").wrong("Pilih instansi dari daftar.");
    let page = BorrowPage {
        w: Words::default(),
        frame: frame("/kelola/katalog/salin/7", CATALOGUE),
        lent: lent("Kutipan akta kelahiran"),
        version: 2,
        parts: vec![("5. Produk pelayanan".into(), vec!["Kutipan akta kelahiran".into(), long_word()])],
        name: Field::new("nama").with("Kutipan akta kelahiran"),
        summary: ErrorSummary::of([&agency]),
        agency,
        agencies: vec![Choice::new("", "Pilih instansi")],
        category: Field::new("kategori"),
        categories: vec![Choice::new("", "Pilih kategori")],
    };
    sample("desk_borrow_error", &page)
}

fn rules(four_eyes: bool) -> Sample {
    let page = RulesPage {
        w: Words::default(),
        frame: frame("/kelola/katalog/empat-mata", CATALOGUE),
        four_eyes,
        saved: four_eyes,
        may_edit: true,
    };
    sample(if four_eyes { "desk_rules_on" } else { "desk_rules_off" }, &page)
}

fn reading() -> Sample {
    let page = ReadingPage {
        w: Words::default(),
        frame: frame("/kelola/layanan/7/isi", CATALOGUE),
        bench: bench(Sitting::Reading).read_only(),
        parts: crate::desk::reading::parts(&starter()),
    };
    sample("desk_reading", &page)
}

fn lending(allowed: bool) -> Sample {
    let page = LendingPage {
        may_edit: true,
        w: Words::default(),
        frame: frame("/kelola/katalog/izin-salin", CATALOGUE),
        allowed,
        saved: allowed,
    };
    sample(if allowed { "desk_lending_allowed" } else { "desk_lending_off" }, &page)
}
