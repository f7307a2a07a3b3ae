//! `/kelola/temuan`: everything that the linter found in the region, each with the way to where it is put right.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries::{self, FindingCounts, FindingList, Page};
use balai_catalog::rows::agency;
use balai_catalog::rows::finding::{Answered, Model};
use balai_kernel::grouped;
use balai_rbac::Permission;
use uuid::Uuid;

use super::answer;
use super::bench::{Tag, place_href, place_title, reading_href};
use crate::access::{Mark, Staff, may};
use crate::asked::{AFTER, Asked, link};
use crate::fault::Fault;
use crate::forms::{Choice, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

const HERE: &str = "/kelola/temuan";
/// Findings on one page.
const ITEMS: u64 = 25;

/// All findings.
#[derive(Template)]
#[template(path = "desk/all_findings.html")]
pub struct FindingsPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// How many there are, in a sentence.
    pub line: String,
    /// The filters.
    pub filters: Filters,
    /// The findings.
    pub rows: Vec<FindingRow>,
    /// The next page.
    pub next: Option<String>,
    /// Whether one was just answered.
    pub done: bool,
}

/// The filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filters {
    /// By weight.
    pub weight: Field,
    /// Its answers.
    pub weights: Vec<Choice>,
    /// By what was made of them.
    pub state: Field,
    /// Its answers.
    pub states: Vec<Choice>,
    /// By rule.
    pub rule: Field,
    /// Its answers.
    pub rules: Vec<Choice>,
    /// By agency.
    pub agency: Field,
    /// Its answers.
    pub agencies: Vec<Choice>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// The service.
    pub service: String,
    /// Its code.
    pub code: String,
    /// In two or three words.
    pub short: Tag,
    /// Where.
    pub place: String,
    /// Where it is put right.
    pub href: String,
    /// What to do.
    pub remedy: String,
    /// By which law.
    pub law: Option<String>,
    /// What the region said.
    pub answer: Option<String>,
    /// Where it is answered.
    pub answer_href: Option<String>,
}

const WEIGHTS: [(Option<bool>, &str, &str); 3] =
    [(None, "", "Semua"), (Some(true), "perbaiki", "Harus diperbaiki"), (Some(false), "lihat", "Perlu dilihat")];
const STATES: [(Option<Answered>, &str, &str); 4] = [
    (None, "", "Semua yang tampil"),
    (Some(Answered::Open), "terbuka", "Belum dijawab"),
    (Some(Answered::Answered), "dijawab", "Sudah dijawab"),
    (Some(Answered::Muted), "bisu", "Dibisukan"),
];
const RULES: [(&str, &str); 17] = [
    ("missing", "Komponen wajib kosong"),
    ("decree_missing", "Belum ada SK"),
    ("decree_not_in_force", "SK belum berlaku"),
    ("population_fee", "Adminduk wajib gratis"),
    ("population_fee_by_name", "Mungkin adminduk"),
    ("levy_without_perda", "Retribusi tanpa Perda"),
    ("perda_without_number", "Perda tanpa nomor"),
    ("fee_without_basis", "Biaya tanpa dasar"),
    ("zero_fee", "Biaya nol"),
    ("no_tier", "Rincian tarif kosong"),
    ("requirement_twice", "Syarat ganda"),
    ("abolished_permit", "Izin yang sudah dihapus"),
    ("not_reviewed", "Tiga tahun tidak ditinjau"),
    ("far_time", "Waktu jauh dari daerah lain"),
    ("far_fee", "Biaya jauh dari daerah lain"),
    ("held_elsewhere", "Sudah dipegang negara"),
    ("unverified", "Belum dicocokkan"),
];

impl Filters {
    pub(crate) fn of(asked: &Asked, agencies: &[agency::Model]) -> Self {
        let field = |name: &'static str| Field::new(name).with(asked.text(name));
        let (weight, state, rule, agency) = (field("bobot"), field("keadaan"), field("aturan"), field("instansi"));
        let choice = |(value, label): (&str, &str), field: &Field| Choice::new(value, label).chosen_in(field);
        let all = std::iter::once(Choice::new("", "Semua instansi"));
        let each = agencies.iter().map(|row| Choice::new(row.id.to_string(), row.short_name.as_str()));
        Self {
            weights: WEIGHTS.iter().map(|(_, value, label)| choice((value, label), &weight)).collect(),
            states: STATES.iter().map(|(_, value, label)| choice((value, label), &state)).collect(),
            rules: [("", "Semua aturan")].iter().chain(&RULES).map(|pair| choice(*pair, &rule)).collect(),
            agencies: all.chain(each).map(|choice| choice.chosen_in(&agency)).collect(),
            weight,
            state,
            rule,
            agency,
        }
    }

    fn read<M: Mark>(&self, staff: &Staff<M>) -> FindingList {
        let rule = RULES.iter().find(|(code, _)| *code == self.rule.value);
        FindingList {
            blocks: WEIGHTS.iter().find(|(_, word, _)| *word == self.weight.value).and_then(|(blocks, ..)| *blocks),
            state: STATES.iter().find(|(_, word, _)| *word == self.state.value).and_then(|(state, ..)| *state),
            rule: rule.map(|(code, _)| (*code).to_owned()),
            agency: Uuid::parse_str(&self.agency.value).ok(),
            within: staff.within(),
        }
    }

    fn address(&self, after: &str) -> String {
        let kept = [&self.weight, &self.state, &self.rule, &self.agency];
        let kept = kept.map(|field| (field.name.as_ref(), field.value.as_str()));
        link(HERE, kept.into_iter().chain([(AFTER, after)]))
    }
}

/// `GET /kelola/temuan`
pub async fn show(staff: Staff<may::CatalogueView>, asked: Asked) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let filters = Filters::of(&asked, &staff.agencies(&read).await?);
    let page = Page { limit: ITEMS, after: asked.after()? };
    let found = queries::findings(&read, &filters.read(&staff), page).await?;
    let counts = queries::finding_counts(&read, staff.within().as_ref()).await?;
    let ids: Vec<Uuid> = found.items.iter().map(|row| row.service_id).collect();
    let services = queries::services_by_id(&read, &ids).await?;
    let named: BTreeMap<Uuid, (&str, &str)> =
        services.iter().map(|service| (service.id, (service.name.as_str(), service.code.as_str()))).collect();
    let mut rows: Vec<FindingRow> = found.items.iter().map(|finding| row(finding, &named)).collect();
    if !staff.may_somewhere(Permission::CatalogueEdit).await? {
        for (row, finding) in rows.iter_mut().zip(&found.items) {
            row.href = reading_href(&finding.service_id.to_string());
            row.answer_href = None;
        }
    }
    answer::page(&FindingsPage {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Findings)).await?,
        line: line(&counts),
        rows,
        next: found.next.map(|id| filters.address(&id.to_string())),
        done: !asked.text("dijawab").is_empty(),
        filters,
    })
}

fn line(counts: &FindingCounts) -> String {
    format!(
        "{} harus diperbaiki, {} perlu dilihat, {} sudah dijawab, {} dibisukan.",
        grouped(counts.blocking),
        grouped(counts.looks),
        grouped(counts.answered),
        grouped(counts.muted)
    )
}

/// A kept finding as the list shows it.
pub(super) fn row(finding: &Model, named: &BTreeMap<Uuid, (&str, &str)>) -> FindingRow {
    let (service, code) = named.get(&finding.service_id).copied().unwrap_or_default();
    FindingRow {
        service: service.to_owned(),
        code: code.to_owned(),
        short: tag(finding),
        place: place_title(finding.place),
        href: place_href(&finding.service_id.to_string(), finding.place),
        remedy: finding.remedy.clone(),
        law: finding.law.clone(),
        answer: finding.answer.clone(),
        answer_href: Some(format!("{HERE}/{}", finding.id)),
    }
}

/// Its two or three words.
fn tag(finding: &Model) -> Tag {
    let class = match (finding.state, finding.blocks) {
        (Answered::Muted, _) => "",
        (_, true) => "govuk-tag--red",
        (_, false) => "govuk-tag--yellow",
    };
    Tag { class, word: finding.short.clone() }
}
