//! One service at the desk: each component of its standard, its decree, its publication.

use balai_catalog::rows::service::StateWord;
use balai_catalog::standard::BasisKind;
use balai_catalog::{Component, Fee, LegalBasis, Provenance, Standard};
use balai_kernel::{Rupiah, Zone};

use super::desk::{desk, frame, starter, today};
use super::{Sample, long_word, sample};
use crate::desk::bench::{Bench, Sitting, state_tag};
use crate::desk::component::{ComponentPage, Stage};
use crate::desk::decree::{DecreeForm, DecreePage};
use crate::desk::publication::{Deeds, FindingLine, PublicationPage, VersionLine};
use crate::desk::sheets::Sheet;
use crate::forms::ErrorSummary;
use crate::frame::DeskTab;
use crate::words::Words;

pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w != Words::default() {
        return Vec::new();
    }
    let mut all = Vec::from(Component::ALL.map(|component| component_sample(component, &starter())));
    all.extend([fee_error(), conflict(), decree(), publication("refused", true), publication("published", false)]);
    all
}

fn component_page(component: Component, content: &Standard) -> ComponentPage {
    let desk = desk("Sertifikat Laik Higiene Sanitasi (SLHS)", content.clone(), StateWord::Draft);
    let mut sheet = Sheet::of(component, content);
    for finding in content.findings(&desk.about(today())) {
        if finding.blocks() && finding.component() == Some(component) {
            sheet.point_out(&finding);
        }
    }
    ComponentPage {
        w: Words::default(),
        frame: frame("/kelola/layanan/7/4", Some(DeskTab::Catalogue)),
        bench: Bench::of(&desk, Sitting::Component(component), today(), Zone::Wib),
        component,
        summary: sheet.summary(),
        seen: sheet.print(),
        sheet,
        of_region: "Meja pengaduan balai, telepon (0271) 000 000".into(),
        stage: Stage::BeforePublication,
        new_row: false,
        saved: false,
        theirs: None,
        refusal: None,
        others: (component == Component::Fee).then(|| {
            "dari 34 daerah lain dengan templat yang sama, separuhnya menetapkan Rp\u{a0}0 sampai Rp\u{a0}75.000, tengahnya Rp\u{a0}25.000.".into()
        }),
    }
}

fn component_sample(component: Component, content: &Standard) -> Sample {
    let mut page = component_page(component, content);
    page.saved = component == Component::Time;
    sample(&format!("desk_component_{:02}", component.number()), &page)
}

fn fee_error() -> Sample {
    let amount = |sum| Rupiah::new(sum).expect("a sum");
    let tier = |label: &str, sum| balai_catalog::Tier {
        label: label.parse_line(),
        amount: amount(sum),
        per: Some("sampel".parse_line()),
    };
    let fee = Fee::Tiers {
        tiers: vec![tier("Pemeriksaan sampel air", 150_000), tier("Pemeriksaan usap alat makan", 75_000)],
        basis: LegalBasis { kind: BasisKind::Levy, rule: None },
    };
    sample("desk_fee_error", &component_page(Component::Fee, &Standard { fee: Some(fee), ..starter() }))
}

trait ParseLine {
    fn parse_line(&self) -> balai_catalog::Line;
}

impl ParseLine for str {
    fn parse_line(&self) -> balai_catalog::Line {
        balai_catalog::Line::parse(self).expect("a line")
    }
}

fn conflict() -> Sample {
    let mut page = component_page(Component::Product, &starter());
    page.theirs = Some(vec!["Sertifikat yang berlaku tiga tahun".into()]);
    page.bench.name = format!("<script>alert(1)</script> {}", long_word());
    sample("desk_conflict_hostile", &page)
}

fn decree() -> Sample {
    let mut form = DecreeForm::of(&starter());
    form.effective = form.effective.wrong("Tanggal berlaku tidak boleh sebelum tanggal penetapan.");
    let desk = desk("Kutipan akta kelahiran", starter(), StateWord::Draft);
    let page = DecreePage {
        w: Words::default(),
        frame: frame("/kelola/layanan/7/sk", Some(DeskTab::Catalogue)),
        bench: Bench::of(&desk, Sitting::Decree, today(), Zone::Wib),
        summary: ErrorSummary::of(form.fields()),
        form,
        seen: String::new(),
        saved: false,
        theirs: None,
        refusal: None,
    };
    sample("desk_decree_error", &page)
}

fn publication(which: &str, refused: bool) -> Sample {
    let content = Standard { provenance: Provenance::Starter, product: None, ..starter() };
    let state = if refused { StateWord::Draft } else { StateWord::Published };
    let desk = desk("Kutipan akta kelahiran", content, state);
    let findings = desk.newest.content.findings(&desk.about(today()));
    let line = |finding: &balai_catalog::Finding| FindingLine {
        place: "5. Produk pelayanan".into(),
        remedy: finding.rule.remedy(),
        law: finding.rule.law(),
        href: "/kelola/layanan/7/5".into(),
        answer_href: Some("/kelola/temuan/7".into()),
        answer: refused.then(|| "Kami minta nama produknya ke dinas, selesai pekan ini.".into()),
    };
    let page = PublicationPage {
        own_work: false,
        w: Words::default(),
        frame: frame("/kelola/layanan/7/terbit", Some(DeskTab::Catalogue)),
        bench: Bench::of(&desk, Sitting::Publication, today(), Zone::Wib),
        blocking: findings.iter().filter(|finding| finding.blocks()).map(line).collect(),
        looks: vec![],
        open: Deeds {
            publish: true,
            withdraw: !refused,
            archive: refused,
            restore: false,
            discard: !refused,
            confirm: true,
            stop_waiting: false,
        },
        refused,
        done: (!refused).then_some("Layanan terbit. Warga melihatnya mulai sekarang."),
        versions: vec![
            VersionLine {
                number: 3,
                state: state_tag(StateWord::Draft, &[]),
                since: "20 November 2026 pukul 09.12 WIB".into(),
                decree: String::new(),
                compare: Some("/kelola/layanan/7/banding?dari=2&ke=3".into()),
                revive: false,
            },
            VersionLine {
                number: 2,
                state: state_tag(StateWord::Published, &[]),
                since: "2 Maret 2026 pukul 10.00 WIB".into(),
                decree: "SK 065/14/2026, berlaku 2 Maret 2026".into(),
                compare: None,
                revive: !refused,
            },
        ],
        waits: (!refused).then(|| "1 Januari 2027".into()),
        begins: refused.then(|| "1 Januari 2027".into()),
        source: (!refused).then(|| "Kabupaten Bengkulu Tengah, Kutipan akta kelahiran (Disdukcapil), versi 2".into()),
        template_changed: !refused,
    };
    sample(&format!("desk_publication_{which}"), &page)
}
