use balai_catalog::{Component, Offer, Templates};

use super::nation::frame;
use super::{Sample, long_word, sample};
use crate::desk::sheets::Sheet;
use crate::edge::forgery::FormToken;
use crate::forms::{ErrorSummary, Field};
use crate::frame::NationTab;
use crate::nation::template::{DraftShown, PartShown, TemplatePage, VersionShown};
use crate::nation::template_part::{Around, Beside, BesidePage, ComponentPage};
use crate::nation::templates::{Group, Row, TemplatesPage};
use crate::words::Words;

const HERE: &str = "/templat/disdukcapil-akta-kelahiran";

/// The ministry speaks Indonesian only.
pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w != Words::default() {
        return Vec::new();
    }
    let [component, wrong] = [false, true].map(component);
    vec![
        list("typical", true),
        list("empty", false),
        one("typical", false),
        one("draft", true),
        component,
        wrong,
        beside(),
    ]
}

fn list(which: &str, found: bool) -> Sample {
    let row = |name: &str, draft| Row {
        name: name.into(),
        href: HERE.into(),
        draft,
        uses: "12 daerah, 10 memakai versi terbaru".into(),
    };
    let rows = vec![row("Kutipan akta kelahiran", true), row(&long_word(), false)];
    let page = TemplatesPage {
        w: Words::default(),
        frame: frame(NationTab::Templates),
        asked: if found { String::new() } else { "zzz".into() },
        line: "98 templat, 1 sedang ditulis.".into(),
        groups: if found { vec![Group { agency: "Dinas Kependudukan".into(), rows }] } else { Vec::new() },
    };
    sample(&format!("nation_templates_{which}"), &page)
}

fn one(which: &str, draft: bool) -> Sample {
    let improvement = Field::new("perbaikan").wrong("Tulis apa yang diperbaiki.");
    let pair = crate::desk::compare::pairs(&["5 hari kerja".to_owned()], &["3 hari kerja".to_owned()]);
    let page = TemplatePage {
        w: Words::default(),
        frame: frame(NationTab::Templates),
        form: FormToken::sample(),
        name: "Kutipan akta kelahiran".into(),
        here: HERE.into(),
        line: "Versi 3, terbit 2 Desember 2026 pukul 09.00 WIB.".into(),
        news: (!draft).then_some("Draf dibatalkan."),
        draft: draft.then(|| DraftShown {
            line: "Disimpan 3 Desember 2026 pukul 10.00 WIB".into(),
            seen: 2,
            changes: vec![("3. Waktu".into(), pair)],
            summary: ErrorSummary::of([&improvement]),
            improvement,
        }),
        parts: vec![
            PartShown { title: "Waktu".into(), lines: vec!["3 hari kerja".into()], href: format!("{HERE}/3") },
            PartShown { title: "Sarana".into(), lines: Vec::new(), href: format!("{HERE}/8") },
        ],
        versions: vec![VersionShown {
            title: "Versi 3".into(),
            at: "2 Desember 2026".into(),
            improvement: "Waktu mengikuti Permendagri 19/2026.".into(),
        }],
        uses: vec![("Kabupaten Sragen".into(), "versi terbaru".into()), (long_word(), "versi 2".into())],
    };
    sample(&format!("nation_template_{which}"), &page)
}

fn around(part: &str, summary: ErrorSummary) -> Around {
    Around {
        form: FormToken::sample(),
        name: "Kutipan akta kelahiran".into(),
        above: HERE.into(),
        here: format!("{HERE}/{part}"),
        theirs: (!summary.is_empty()).then(|| vec!["3 hari kerja".into()]),
        summary,
        seen: String::new(),
    }
}

fn component(wrong: bool) -> Sample {
    let standard = &Templates::starter().services.first().expect("the starter catalogue is not empty").standard;
    let mut sheet = Sheet::of(Component::Time, standard);
    if let (true, Sheet::Time(time)) = (wrong, &mut sheet) {
        time.amount.error = Some("Tulis angka.".into());
    }
    let page = ComponentPage {
        w: Words::default(),
        frame: frame(NationTab::Templates),
        around: around("3", sheet.summary()),
        component: Component::Time,
        sheet,
        of_region: String::new(),
        new_row: false,
    };
    sample(&format!("nation_template_component_{}", if wrong { "error" } else { "typical" }), &page)
}

fn beside() -> Sample {
    let service = Templates::starter().services.first().expect("the starter catalogue is not empty");
    let page = BesidePage {
        w: Words::default(),
        frame: frame(NationTab::Templates),
        around: around("rincian", ErrorSummary::default()),
        beside: Beside::of(&Offer::from(service)),
    };
    sample("nation_template_beside_typical", &page)
}
