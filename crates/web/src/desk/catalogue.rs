//! `/kelola/katalog`: all services with their state and findings, and what is done to many at once.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries::{self, Band, DeskFilter, FindingFilter, Page, Tab, TabCounts};
use balai_catalog::rows::service::Model;
use balai_catalog::rows::{agency, category, standard};
use balai_catalog::{About, EditError, Query};
use balai_kernel::{Language, grouped};
use balai_storage::{Read, Tenant};
use uuid::Uuid;

use super::answer;
use super::bench::{Tag, badges, state_tag};
use super::marks::Marks;
use super::typed::Typed;
use crate::access::{Mark, Staff, may};
use crate::asked::{AFTER, Asked, WORDS, link};
use crate::fault::Fault;
use crate::forms::{Choice, Field};
use crate::frame::{DeskTab, Frame};
use crate::parts::Link;
use crate::words::Words;

const HERE: &str = "/kelola/katalog";
/// Services of one page.
const ITEMS: u64 = 25;

/// The list.
#[derive(Template)]
#[template(path = "desk/catalogue.html")]
pub struct Catalogue {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// How many, of how many agencies, changed when.
    pub line: String,
    /// The states.
    pub tabs: Vec<CountTab>,
    /// What is chosen besides the tab.
    pub filters: Filters,
    /// What was just done.
    pub done: Vec<String>,
    /// This page's services.
    pub rows: Vec<ServiceRow>,
    /// `Menampilkan 25 dari 1.418`
    pub shown: String,
    /// The next page.
    pub next: Option<String>,
    /// The query of this page, to come back to.
    pub back: String,
    /// Whether the region has no service at all.
    pub empty: bool,
}

/// A state with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountTab {
    /// Text and target.
    pub link: Link,
    /// How many.
    pub count: String,
    /// Whether it is shown.
    pub current: bool,
}

/// The filters of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filters {
    /// The tab, kept when the filters change.
    pub tab: &'static str,
    /// Words.
    pub words: Field,
    /// Agency.
    pub agency: Field,
    /// Its answers.
    pub agencies: Vec<Choice>,
    /// Completeness.
    pub band: Field,
    /// Its answers.
    pub bands: Vec<Choice>,
    /// Findings.
    pub finding: Field,
    /// Its answers.
    pub findings: Vec<Choice>,
}

/// One service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// Its agency's short name.
    pub agency: String,
    /// How complete it is.
    pub marks: Marks,
    /// What it costs.
    pub fee: String,
    /// How long it takes.
    pub time: String,
    /// Where it stands.
    pub state: Tag,
    /// What was found.
    pub badges: Vec<Tag>,
    /// The page to go on with.
    pub href: String,
}

/// `GET /kelola/katalog`
pub async fn show(staff: Staff<may::CatalogueView>, asked: Asked) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let agencies = staff.agencies(&read).await?;
    let filters = Filters::of(&asked, &agencies);
    let filter = filters.read(&asked, &staff);
    let counts = queries::tab_counts(&read, &filter).await?;
    let page = queries::desk_services(&read, &filter, Page { limit: ITEMS, after: asked.after()? }).await?;
    let total = count(&counts, filter.tab);
    let everything = DeskFilter { within: staff.within(), ..DeskFilter::default() };
    let all = queries::tab_counts(&read, &everything).await?;
    let changed = queries::revision(&read).await?.changed_at;
    let changed = changed.map_or_else(String::new, |at| format!(" Perubahan terakhir {}.", staff.written(at)));
    let next = page.next.map(|id| filters.address(filters.tab, &id.to_string()));
    answer::page(&Catalogue {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Catalogue)).await?,
        line: format!("{} layanan dari {} instansi.{changed}", grouped(all.all), agencies.len()),
        tabs: filters.tabs(&counts, filter.tab),
        done: done(&asked),
        shown: format!("Menampilkan {} dari {}", page.items.len(), grouped(total)),
        next,
        back: filters.address(filters.tab, "").split_once('?').map_or_else(String::new, |(_, query)| query.to_owned()),
        empty: all.all + all.archived == 0,
        rows: rows(&staff, &read, &page.items, &agencies).await?,
        filters,
    })
}

async fn rows<M: Mark>(
    staff: &Staff<M>,
    read: &Read<Tenant>,
    services: &[Model],
    agencies: &[agency::Model],
) -> Result<Vec<ServiceRow>, Fault> {
    let standards = queries::newest_standards(read, services).await?;
    let categories = queries::categories(read).await?;
    let subjects: BTreeMap<Uuid, &category::Model> = categories.iter().map(|row| (row.id, row)).collect();
    let names: BTreeMap<Uuid, &str> = agencies.iter().map(|row| (row.id, row.short_name.as_str())).collect();
    let today = staff.today();
    let row = |service: &Model| {
        let subject = subjects.get(&service.category_id).map_or_else(Default::default, |category| category.subject);
        let about = About { name: &service.name, subject, today };
        let agency = names.get(&service.agency_id).copied().unwrap_or_default();
        row_of(service, agency, standards.get(&service.id), &about)
    };
    Ok(services.iter().map(row).collect())
}

fn row_of(service: &Model, agency: &str, newest: Option<&standard::Model>, about: &About<'_>) -> ServiceRow {
    let empty = balai_catalog::Standard::default();
    let content = newest.map_or(&empty, |newest| &newest.content);
    let findings = content.findings(about);
    let unwritten = || "Belum diisi".to_owned();
    ServiceRow {
        id: service.id.to_string(),
        name: service.name.clone(),
        code: service.code.clone(),
        agency: agency.to_owned(),
        marks: Marks::of(&content.completeness(about)),
        fee: service.glance.fee.map_or_else(unwritten, |fee| fee.label(Language::Indonesian)),
        time: service.glance.time.as_ref().map_or_else(unwritten, |time| time.label(Language::Indonesian)),
        state: state_tag(service.state, &findings),
        badges: badges(&findings),
        href: format!("/kelola/layanan/{}/terbit", service.id),
    }
}

const TABS: [(Tab, &str, &str); 6] = [
    (Tab::All, "", "Semua"),
    (Tab::Published, "terbit", "Terbit"),
    (Tab::Draft, "draf", "Draf"),
    (Tab::Held, "ditahan", "Ditahan"),
    (Tab::Look, "ditinjau", "Perlu ditinjau"),
    (Tab::Archived, "arsip", "Arsip"),
];
const BANDS: [(Option<Band>, &str, &str); 4] = [
    (None, "", "Semua"),
    (Some(Band::Whole), "lengkap", "14 dari 14"),
    (Some(Band::Most), "sebagian", "8 sampai 13"),
    (Some(Band::Few), "sedikit", "Kurang dari 8"),
];
const FINDINGS: [(Option<FindingFilter>, &str, &str); 4] = [
    (None, "", "Semua"),
    (Some(FindingFilter::Blocking), "perbaiki", "Harus diperbaiki"),
    (Some(FindingFilter::Look), "lihat", "Perlu dilihat"),
    (Some(FindingFilter::None), "tanpa", "Tanpa temuan"),
];

impl Filters {
    fn of(asked: &Asked, agencies: &[agency::Model]) -> Self {
        let field = |name: &'static str| Field::new(name).with(asked.text(name));
        let (agency, band, finding) = (field("instansi"), field("kelengkapan"), field("temuan"));
        let all = std::iter::once(Choice::new("", "Semua instansi"));
        let each = agencies.iter().map(|row| Choice::new(row.id.to_string(), row.short_name.as_str()));
        let choice = |(value, label): (&str, &str), field: &Field| Choice::new(value, label).chosen_in(field);
        Self {
            tab: TABS.iter().find(|(_, word, _)| *word == asked.text("tab")).map_or("", |(_, word, _)| word),
            words: field(WORDS),
            agencies: all.chain(each).map(|choice| choice.chosen_in(&agency)).collect(),
            bands: BANDS.iter().map(|(_, value, label)| choice((value, label), &band)).collect(),
            findings: FINDINGS.iter().map(|(_, value, label)| choice((value, label), &finding)).collect(),
            agency,
            band,
            finding,
        }
    }

    fn read<M: Mark>(&self, asked: &Asked, staff: &Staff<M>) -> DeskFilter {
        DeskFilter {
            tab: TABS.iter().find(|(_, word, _)| *word == self.tab).map_or(Tab::All, |(tab, _, _)| *tab),
            query: Query::parse(asked.words()),
            agency: Uuid::parse_str(&self.agency.value).ok(),
            within: staff.within(),
            category: None,
            band: BANDS.iter().find(|(_, word, _)| *word == self.band.value).and_then(|(band, _, _)| *band),
            finding: FINDINGS.iter().find(|(_, word, _)| *word == self.finding.value).and_then(|(f, _, _)| *f),
        }
    }

    /// The address of the list with these filters.
    fn address(&self, tab: &str, after: &str) -> String {
        let kept = [&self.words, &self.agency, &self.band, &self.finding];
        let kept = kept.map(|field| (field.name.as_ref(), field.value.as_str()));
        link(HERE, [("tab", tab)].into_iter().chain(kept).chain([(AFTER, after)]))
    }

    fn tabs(&self, counts: &TabCounts, current: Tab) -> Vec<CountTab> {
        let tab = |(tab, word, title): &(Tab, &'static str, &'static str)| CountTab {
            link: Link::new(*title, self.address(word, "")),
            count: grouped(count(counts, *tab)),
            current: *tab == current,
        };
        TABS.iter().map(tab).collect()
    }
}

fn count(counts: &TabCounts, tab: Tab) -> u64 {
    match tab {
        Tab::All => counts.all,
        Tab::Published => counts.published,
        Tab::Draft => counts.draft,
        Tab::Held => counts.held,
        Tab::Look => counts.look,
        Tab::Archived => counts.archived,
    }
}

/// What was just done, from the numbers in the address.
fn done(asked: &Asked) -> Vec<String> {
    let said = [
        ("terbit", "layanan terbit"),
        ("tertahan", "layanan belum dapat terbit. Lihat temuannya di kolom kanan"),
        ("diarsipkan", "layanan diarsipkan"),
        ("tetap", "layanan masih terbit, jadi tidak diarsipkan. Tarik dulu"),
        ("diambil", "layanan awal diambil dan menunggu sebagai draf"),
        ("sudah-ada", "layanan sudah ada sebelumnya, jadi tidak diambil lagi"),
    ];
    let number = |name| asked.text(name).parse::<u64>().ok().filter(|number| *number > 0);
    let lines = said.into_iter().filter_map(|(name, words)| Some(format!("{} {words}.", grouped(number(name)?))));
    let nothing = (!asked.text("kosong").is_empty()).then(|| "Belum ada yang dicentang.".to_owned());
    lines.chain(nothing).collect()
}

/// `POST /kelola/katalog/terbitan`
pub async fn publish(staff: Staff<may::CataloguePublish>, typed: Typed) -> Result<HttpResponse, Fault> {
    each(&staff, &typed, ["terbit", "tertahan"], async |editor, id| editor.publish(id).await.map(drop)).await
}

/// `POST /kelola/katalog/arsip`
pub async fn archive(staff: Staff<may::CatalogueEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    each(&staff, &typed, ["diarsipkan", "tetap"], async |editor, id| match editor.archive(id).await {
        Err(EditError::Refused(balai_catalog::Refusal::Archived)) => Ok(()),
        other => other.map(drop),
    })
    .await
}

/// Does one thing to each service that was ticked. What is refused changes nothing and is counted.
async fn each<M: Mark>(
    staff: &Staff<M>,
    typed: &Typed,
    [done, left]: [&str; 2],
    deed: impl AsyncFn(balai_catalog::Editor<'_>, Uuid) -> Result<(), EditError>,
) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let (mut did, mut not) = (0_u64, 0_u64);
    for id in typed.all("pilih").take(usize::try_from(ITEMS).expect("25 fit")) {
        let desk = staff.service(&write, id).await?;
        match deed(staff.editor(&write), desk.service.id).await {
            Ok(()) => did += 1,
            Err(EditError::Storage(error)) => return Err(error.into()),
            Err(_) => not += 1,
        }
    }
    write.commit().await?;
    let (did, not) = (did.to_string(), not.to_string());
    let kept: Vec<(String, String)> = url::form_urlencoded::parse(typed.text("kembali").as_bytes())
        .filter(|(name, _)| ["tab", WORDS, "instansi", "kelengkapan", "temuan"].contains(&name.as_ref()))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let kept = kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let nothing = if did == "0" && not == "0" { "1" } else { "" };
    answer::see(link(HERE, kept.chain([(done, did.as_str()), (left, not.as_str()), ("kosong", nothing)])))
}
