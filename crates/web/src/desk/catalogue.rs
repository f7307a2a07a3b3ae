//! `/kelola/katalog`: all services with their state and findings. What is done to many at once is in [`super::many`].

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries::{self, Around, Band, DeskFilter, FindingFilter, Listed, Page, Sort, Tab, TabCounts};
use balai_catalog::rows::service::Model;
use balai_catalog::{About, Query, Standard};
use balai_kernel::{Language, grouped};
use balai_rbac::Permission;
use balai_storage::{Read, Tenant};
use uuid::Uuid;

use super::answer;
use super::bench::{Tag, badges, state_tag};
use super::marks::Marks;
use crate::access::{Mark, Staff, may};
use crate::asked::{AFTER, Asked, WORDS, link};
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::parts::Link;
use crate::words::Words;

pub(super) const HERE: &str = "/kelola/katalog";
/// Services of one page.
pub(super) const ITEMS: u64 = 25;
/// The name of the field that names a view.
pub(super) const VIEW: &str = "nama";

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
    /// What was asked and not done.
    pub left: Vec<String>,
    /// By which id it can be taken back.
    pub undo: Option<String>,
    /// This page's services.
    pub rows: Vec<ServiceRow>,
    /// `Menampilkan 25 dari 1.418`
    pub shown: String,
    /// The same with the order.
    pub caption: String,
    /// How many the filters let through.
    pub total: String,
    /// The same services as files.
    pub exports: Vec<Link>,
    /// The views that the reader saved.
    pub views: Vec<Link>,
    /// The name for a new one.
    pub view: Option<Field>,
    /// What is wrong with it.
    pub summary: ErrorSummary,
    /// The agencies to which services can be given.
    pub destinations: Vec<Choice>,
    /// The next page.
    pub next: Option<String>,
    /// The query of this page, to come back to.
    pub back: String,
    /// Whether the region has no service at all.
    pub empty: bool,
    /// Whether the reader may write on any of it.
    pub may_edit: bool,
    /// Whether the reader may publish any of it.
    pub may_publish: bool,
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
    /// Order.
    pub sort: Field,
    /// Its answers.
    pub sorts: Vec<Choice>,
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
    answer::page(&compose(&staff, &read, &asked, Field::new(VIEW)).await?)
}

/// The page, in two statements and the one of its frame; `view` is the name under which it is to be saved.
pub(super) async fn compose<M: Mark>(
    staff: &Staff<M>,
    read: &Read<Tenant>,
    asked: &Asked,
    view: Field,
) -> Result<Catalogue, Fault> {
    let filter = asked_filter(asked, staff);
    let around = queries::around(read, &filter, staff.who.account).await?;
    let sort = asked_sort(asked);
    let page = queries::listed(read, &filter, sort, Page { limit: ITEMS, after: asked.after()? }).await?;
    let filters = Filters::of(asked, &around);
    let total = count(&around.counts, filter.tab);
    let changed =
        around.changed_at.map_or_else(String::new, |at| format!(" Perubahan terakhir {}.", staff.written(at)));
    let next = page.next.map(|id| filters.address(HERE, filters.tab, &id.to_string()));
    let query = filters.address("", filters.tab, "").trim_start_matches('?').to_owned();
    let shown = format!("Menampilkan {} dari {}", page.items.len(), grouped(total));
    Ok(Catalogue {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        line: format!("{} layanan dari {} instansi.{changed}", grouped(around.all.all), around.agencies.len()),
        tabs: filters.tabs(&around.counts, filter.tab),
        done: done(asked),
        left: left(asked),
        undo: Uuid::parse_str(asked.text("urungan")).ok().map(|id| id.to_string()),
        caption: format!("{shown}, urut {}", sort_words(sort)),
        shown,
        total: grouped(total),
        next,
        exports: ["xlsx", "csv", "json"]
            .map(|shape| Link::new(shape, filters.address(&format!("{HERE}/ekspor.{shape}"), filters.tab, "")))
            .to_vec(),
        views: around
            .views
            .0
            .iter()
            .map(|view| Link::new(view.name.as_str(), format!("{HERE}?{}", view.query)))
            .collect(),
        summary: ErrorSummary::of([&view]),
        // the ministry's support keeps nothing here
        view: (!staff.helps).then_some(view),
        destinations: std::iter::once(Choice::new("", "Pilih instansi"))
            .chain(around.agencies.iter().map(|(row, _)| Choice::new(row.id.to_string(), row.short_name.as_str())))
            .collect(),
        back: query,
        empty: around.all.all + around.all.archived == 0,
        may_edit: staff.may_somewhere(Permission::CatalogueEdit).await?,
        may_publish: staff.may_somewhere(Permission::CataloguePublish).await?,
        rows: rows(staff, &page.items),
        filters,
    })
}

fn rows<M: Mark>(staff: &Staff<M>, listed: &[Listed]) -> Vec<ServiceRow> {
    let today = staff.today();
    let row = |listed: &Listed| {
        let about = About { name: &listed.service.name, subject: listed.subject, today };
        row_of(&listed.service, &listed.agency, &listed.content, &about)
    };
    listed.iter().map(row).collect()
}

fn row_of(service: &Model, agency: &str, content: &Standard, about: &About<'_>) -> ServiceRow {
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

const SORTS: [(Sort, &str, &str); 4] = [
    (Sort::Newest, "", "Perubahan terbaru"),
    (Sort::Name, "nama", "Nama"),
    (Sort::Code, "kode", "Kode"),
    (Sort::Score, "kelengkapan", "Paling belum lengkap"),
];

/// The filter that an address asks for, as far as her permission reaches.
pub(super) fn asked_filter<M: Mark>(asked: &Asked, staff: &Staff<M>) -> DeskFilter {
    let chosen = |name: &str| asked.text(name).to_owned();
    let (tab, band, finding) = (chosen("tab"), chosen("kelengkapan"), chosen("temuan"));
    DeskFilter {
        tab: TABS.iter().find(|(_, word, _)| *word == tab).map_or(Tab::All, |(tab, _, _)| *tab),
        query: Query::parse(asked.words()),
        agency: Uuid::parse_str(asked.text("instansi")).ok(),
        within: staff.within(),
        category: None,
        band: BANDS.iter().find(|(_, word, _)| *word == band).and_then(|(band, _, _)| *band),
        finding: FINDINGS.iter().find(|(_, word, _)| *word == finding).and_then(|(finding, _, _)| *finding),
    }
}

fn asked_sort(asked: &Asked) -> Sort {
    SORTS.iter().find(|(_, word, _)| *word == asked.text("urut")).map_or(Sort::Newest, |(sort, _, _)| *sort)
}

fn sort_words(sort: Sort) -> String {
    SORTS.iter().find(|(own, _, _)| *own == sort).map_or_else(String::new, |(_, _, words)| words.to_lowercase())
}

impl Filters {
    fn of(asked: &Asked, around: &Around) -> Self {
        let field = |name: &'static str| Field::new(name).with(asked.text(name));
        let (agency, band, finding, sort) = (field("instansi"), field("kelengkapan"), field("temuan"), field("urut"));
        let all = std::iter::once(Choice::new("", "Semua instansi"));
        let each = around
            .agencies
            .iter()
            .map(|(row, count)| Choice::new(row.id.to_string(), format!("{} ({})", row.short_name, grouped(*count))));
        let choice = |(value, label): (&str, &str), field: &Field| Choice::new(value, label).chosen_in(field);
        Self {
            tab: TABS.iter().find(|(_, word, _)| *word == asked.text("tab")).map_or("", |(_, word, _)| word),
            words: field(WORDS),
            agencies: all.chain(each).map(|choice| choice.chosen_in(&agency)).collect(),
            bands: BANDS.iter().map(|(_, value, label)| choice((value, label), &band)).collect(),
            findings: FINDINGS.iter().map(|(_, value, label)| choice((value, label), &finding)).collect(),
            sorts: SORTS.iter().map(|(_, value, label)| choice((value, label), &sort)).collect(),
            agency,
            band,
            finding,
            sort,
        }
    }

    /// The address of the list with these filters.
    fn address(&self, path: &str, tab: &str, after: &str) -> String {
        let kept = [&self.words, &self.agency, &self.band, &self.finding, &self.sort];
        let kept = kept.map(|field| (field.name.as_ref(), field.value.as_str()));
        link(path, [("tab", tab)].into_iter().chain(kept).chain([(AFTER, after)]))
    }

    fn tabs(&self, counts: &TabCounts, current: Tab) -> Vec<CountTab> {
        let tab = |(tab, word, title): &(Tab, &'static str, &'static str)| CountTab {
            link: Link::new(*title, self.address(HERE, word, "")),
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
    let counts = [
        ("baru", "layanan baru masuk sebagai draf"),
        ("berubah", "layanan berubah menurut berkas"),
        ("terbit", "layanan terbit"),
        ("menunggu", "layanan selesai dan terbit sendiri pada tanggal berlaku SK-nya"),
        ("diarsipkan", "layanan diarsipkan"),
        ("dipindah", "layanan dipindahkan ke instansi lain"),
        ("diambil", "layanan awal diambil dan menunggu sebagai draf"),
        ("sudah-ada", "layanan sudah ada sebelumnya, jadi tidak diambil lagi"),
    ];
    let words = [
        ("diimpor", "Berkas ini sudah diimpor."),
        ("impor-batal", "Impor dibatalkan. Tidak ada yang berubah di katalog."),
    ];
    told(asked, &counts, &words)
}

/// What was asked and not done, and why.
fn left(asked: &Asked) -> Vec<String> {
    let counts = [
        ("tulisan-sendiri", "layanan Anda tulis sendiri, jadi orang lain yang menerbitkannya"),
        ("tertahan", "layanan belum dapat terbit. Lihat temuannya di kolom kanan"),
        ("tetap", "layanan masih terbit atau menunggu tanggalnya, jadi tidak diarsipkan. Tarik atau batalkan dulu"),
        ("bernama-sama", "layanan tidak dipindahkan karena di instansi itu sudah ada yang bernama sama"),
    ];
    told(asked, &counts, &[("kosong", "Belum ada yang dicentang."), ("tujuan", "Pilih instansi tujuannya.")])
}

fn told(asked: &Asked, counts: &[(&str, &str)], words: &[(&str, &str)]) -> Vec<String> {
    let number = |name| asked.text(name).parse::<u64>().ok().filter(|number| *number > 0);
    let counted = counts.iter().filter_map(|(name, words)| Some(format!("{} {words}.", grouped(number(name)?))));
    let said = words.iter().filter(|(name, _)| !asked.text(name).is_empty()).map(|(_, words)| (*words).to_owned());
    counted.chain(said).collect()
}
