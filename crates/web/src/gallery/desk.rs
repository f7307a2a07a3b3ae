use balai_catalog::queries::DeskService;
use balai_catalog::rows::service::{Glance, StateWord};
use balai_catalog::rows::standard::VersionState;
use balai_catalog::rows::{agency, category, service, standard};
use balai_catalog::{AgencyKind, ConnectionLevel, ServiceTime, Standard, Subject, Templates, TimeUnit};
use balai_kernel::Zone;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Sample, head, long_word, sample};
use crate::desk::adoption::{Adoption, AdoptionGroup, AdoptionLine};
use crate::desk::agencies::{AgenciesPage, AgencyRow};
use crate::desk::agency::{AgencyForm, AgencyPage};
use crate::desk::bench::{badges, state_tag};
use crate::desk::catalogue::{Catalogue, CountTab, Filters, ServiceRow};
use crate::desk::categories::{CategoriesPage, CategoryRow};
use crate::desk::logo::LogoPage;
use crate::desk::marks::Marks;
use crate::desk::readiness::{Score, steps};
use crate::desk::start::{Figure, Opening, Start, Task};
use crate::desk::told::Told;
use crate::desk::trash::{TrashPage, TrashRow};
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskHead, DeskTab, Frame};
use crate::parts::Link;
use crate::words::Words;

/// The desk speaks Indonesian only, whatever the citizens' pages do.
pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w != Words::default() {
        return Vec::new();
    }
    let mut all = vec![start("typical", tasks()), start("done", vec![])];
    all.extend([catalogue("typical", rows()), catalogue("empty", vec![]), adoption(), agencies(), agency(), logo()]);
    all.push(trash());
    all.push(categories());
    all
}

pub(super) fn frame(here: &str, tab: Option<DeskTab>) -> Frame {
    let head = DeskHead {
        hall: head(),
        role: "penanggung jawab daerah".into(),
        person: Link::new("Wahyu Prasetyo", "https://akun.balai.test/"),
        tabs: DeskTab::ALL.to_vec(),
        helps: false,
        looking: None,
    };
    Frame::desk(&head, here, tab)
}

fn now() -> DateTime<Utc> {
    "2026-11-20T02:12:00Z".parse().expect("an instant")
}

pub(super) fn today() -> NaiveDate {
    Zone::Wib.date(now())
}

pub(super) fn starter() -> Standard {
    let service = Templates::starter().services.first().expect("the starter catalogue is not empty");
    service.standard.clone()
}

pub(super) fn desk(name: &str, content: Standard, state: StateWord) -> DeskService {
    let published = (state == StateWord::Published).then_some(2);
    let id = Uuid::from_u128(7);
    DeskService {
        service: service::Model {
            id,
            slug: "slhs".into(),
            code: "KES-004".into(),
            agency_id: id,
            category_id: id,
            name: name.into(),
            name_text: String::new(),
            search_text: String::new(),
            note: None,
            system: None,
            channels: balai_catalog::Channels::default(),
            connection: ConnectionLevel::Information,
            state,
            published_version: published,
            draft_version: Some(3),
            since: None,
            glance: Glance::of(&content),
            score: 0,
            blocking: 0,
            looks: 0,
            template_key: None,
            created_at: now(),
            trashed_at: None,
            updated_at: now(),
        },
        agency: agency_row(),
        category: category::Model {
            id,
            slug: "kesehatan".into(),
            name: "Kesehatan".into(),
            subject: Subject::General,
            position: 1,
            template_key: None,
            updated_at: now(),
        },
        newest: standard::Model {
            id,
            service_id: id,
            version: 3,
            state: VersionState::Draft,
            content,
            revision: 1,
            begun_by: String::new(),
            writers: None,
            created_at: now(),
            updated_at: now(),
            published_at: None,
            ended_at: None,
            waits_for: None,
        },
    }
}

fn agency_row() -> agency::Model {
    agency::Model {
        id: Uuid::from_u128(7),
        slug: "dinas-kesehatan".into(),
        code: "KES".into(),
        name: "Dinas Kesehatan".into(),
        short_name: "Dinas Kesehatan".into(),
        kind: AgencyKind::Regional,
        parent: Some("Pemerintah Kabupaten Sragen".into()),
        address: None,
        hours: None,
        phone: Some("+62271891173".into()),
        email: None,
        website: None,
        logo_key: None,
        template_key: None,
        last_number: 4,
        created_at: now(),
        updated_at: now(),
    }
}

fn rows() -> Vec<ServiceRow> {
    let named = [
        ("Kutipan akta kelahiran", starter(), StateWord::Published),
        ("Surat Izin Usaha Perdagangan (SIUP)", starter(), StateWord::Draft),
        ("Sertifikat Laik Higiene Sanitasi (SLHS)", Standard::default(), StateWord::Draft),
        (
            "Uji sampel",
            Standard { time: ServiceTime::of(14, TimeUnit::WorkingDays), ..Standard::default() },
            StateWord::Archived,
        ),
    ];
    let mut rows: Vec<ServiceRow> = named.into_iter().map(|(name, content, state)| row(name, content, state)).collect();
    rows.push(row(&long_word(), Standard::default(), StateWord::Draft));
    rows
}

fn row(name: &str, content: Standard, state: StateWord) -> ServiceRow {
    let desk = desk(name, content, state);
    let about = desk.about(today());
    let findings = desk.newest.content.findings(&about);
    ServiceRow {
        id: desk.service.id.to_string(),
        name: name.into(),
        code: "DKP-007".into(),
        agency: "Disdukcapil".into(),
        marks: Marks::of(&desk.newest.content.completeness(&about)),
        fee: "Gratis".into(),
        time: "1\u{a0}hari kerja".into(),
        state: state_tag(state, &findings),
        badges: badges(&findings),
        href: "/kelola/layanan/7/terbit".into(),
    }
}

fn catalogue(which: &str, rows: Vec<ServiceRow>) -> Sample {
    let tab = |text: &str, count: &str, current| CountTab {
        link: Link::new(text, "/kelola/katalog?tab=x"),
        count: count.into(),
        current,
    };
    let all = || vec![Choice::new("", "Semua")];
    let page = Catalogue {
        may_edit: true,
        may_publish: true,
        w: Words::default(),
        frame: frame("/kelola/katalog", Some(DeskTab::Catalogue)),
        line: "1.418 layanan dari 40 instansi. Perubahan terakhir 23 November 2026 pukul 09.12 WIB.".into(),
        tabs: vec![tab("Semua", "1.418", true), tab("Terbit", "1.206", false), tab("Perlu ditinjau", "64", false)],
        filters: Filters {
            tab: "",
            words: Field::new("q"),
            agency: Field::new("instansi"),
            agencies: vec![Choice::new("", "Semua instansi")],
            band: Field::new("kelengkapan"),
            bands: all(),
            finding: Field::new("temuan"),
            findings: all(),
            sort: Field::new("urut"),
            sorts: vec![Choice::new("", "Perubahan terbaru"), Choice::new("nama", "Nama")],
        },
        undo: (!rows.is_empty()).then(|| "7".into()),
        caption: "Menampilkan 5 dari 1.418, urut perubahan terbaru".into(),
        total: "1.418".into(),
        exports: ["xlsx", "csv", "json"]
            .map(|shape| Link::new(shape, format!("/kelola/katalog/ekspor.{shape}")))
            .to_vec(),
        views: vec![
            Link::new("Draf Dinas Kesehatan", "/kelola/katalog?tab=draf"),
            Link::new(long_word(), "/kelola/katalog"),
        ],
        summary: ErrorSummary::default(),
        view: Some(Field::new("nama")),
        destinations: vec![Choice::new("", "Pilih instansi"), Choice::new("7", "Dinas Kesehatan")],
        done: if rows.is_empty() { vec![] } else { vec!["3 layanan terbit.".into()] },
        left: if rows.is_empty() { vec![] } else { vec!["2 layanan belum dapat terbit.".into()] },
        empty: rows.is_empty(),
        shown: "Menampilkan 5 dari 1.418".into(),
        next: Some("/kelola/katalog?setelah=x".into()),
        back: String::new(),
        rows,
    };
    sample(&format!("desk_catalogue_{which}"), &page)
}

fn tasks() -> Vec<Task> {
    vec![
        Task {
            title: "Lengkapi data balai".into(),
            reason: "Warga belum dapat melihat alamat dan jam buka.".into(),
            action: "Isi data balai",
            href: "/kelola/balai",
        },
        Task {
            title: "23 layanan ditahan".into(),
            reason: "Ada komponen wajib, biaya, atau SK yang harus dilengkapi sebelum terbit.".into(),
            action: "Lengkapi layanan yang ditahan",
            href: "/kelola/katalog?tab=ditahan",
        },
    ]
}

fn opening() -> Opening {
    let hall = balai_tenancy::Hall { address: "Jalan Raya Sukowati 255".into(), ..balai_tenancy::Hall::default() };
    let steps = steps(&hall, &balai_catalog::queries::TabCounts::default(), 1);
    Opening { score: Score::of(&steps), steps }
}

fn start(which: &str, tasks: Vec<Task>) -> Sample {
    let figure = |name, number: &str, class| Figure { name, number: number.into(), class, href: "/kelola/katalog" };
    let page = Start {
        reads: false,
        w: Words::default(),
        frame: frame("/kelola", None),
        person: "Wahyu Prasetyo".into(),
        told: if tasks.is_empty() { Vec::new() } else { vec![told("b-note--wait"), told("")] },
        opening: (!tasks.is_empty()).then(opening),
        tasks,
        figures: vec![
            figure("Terbit", "1.206", "good"),
            figure("Draf", "189", ""),
            figure("Ditahan", "23", "bad"),
            figure("Perlu ditinjau", "64", "wait"),
        ],
    };
    sample(&format!("desk_start_{which}"), &page)
}

fn told(class: &'static str) -> Told {
    Told {
        title: "Pemeliharaan Sabtu malam".into(),
        lines: vec!["Balai tidak dapat dibuka pukul 22.00 sampai 23.00 WIB.".into(), long_word()],
        class,
        read: "/kelola/siaran/7/dibaca".into(),
    }
}

fn adoption() -> Sample {
    let line = |n: usize, name: &str, known| AdoptionLine { key: format!("l-{n}"), name: name.into(), known };
    let group = |agency: &str| AdoptionGroup {
        agency: agency.into(),
        services: vec![
            line(1, "Kutipan akta kelahiran", true),
            line(2, "Kartu keluarga baru", false),
            line(3, &long_word(), false),
        ],
        left: 2,
    };
    let page = Adoption {
        w: Words::default(),
        frame: frame("/kelola/katalog/adopsi", Some(DeskTab::Catalogue)),
        groups: vec![group("Dinas Kependudukan dan Pencatatan Sipil"), group("Dinas Kesehatan")],
        left: 4,
        changed: 3,
        may_lend: true,
        nothing_chosen: true,
    };
    sample("desk_adoption_error", &page)
}

fn agencies() -> Sample {
    let row = |name: &str| AgencyRow {
        href: "/kelola/instansi/7".into(),
        name: name.into(),
        short: "Disdukcapil, DKP".into(),
        kind: AgencyKind::Regional.label(),
        published: "24".into(),
        services: "/kelola/katalog?instansi=7".into(),
        missing: vec!["Telepon", "Surel"],
        logo: None,
    };
    let page = AgenciesPage {
        w: Words::default(),
        frame: frame("/kelola/instansi", Some(DeskTab::Agencies)),
        rows: vec![row("Dinas Kependudukan dan Pencatatan Sipil"), row(&long_word())],
        may_add: true,
        saved: true,
    };
    sample("desk_agencies_typical", &page)
}

fn agency() -> Sample {
    let mut form = AgencyForm::of(&agency_row());
    form.phone = form.phone.wrong("Nomor telepon hanya berisi angka, spasi, dan tanda hubung.");
    form.week[2].hours.value = "pagi".into();
    form.week[2].hours.error = Some("Jam buka ditulis seperti 08.00-15.00.".into());
    let page = AgencyPage {
        w: Words::default(),
        frame: frame("/kelola/instansi/7", Some(DeskTab::Agencies)),
        name: Some("Dinas Kesehatan".into()),
        logo_page: Some("/kelola/instansi/7/logo".into()),
        logo: None,
        summary: ErrorSummary::of([&form.phone, &form.week[2].hours]),
        form,
        seen: String::new(),
        theirs: None,
    };
    sample("desk_agency_error", &page)
}

fn logo() -> Sample {
    let file = Field::new("logo").wrong(
        "Berkas ini bukan gambar PNG, JPEG, WebP, atau HEIC. Simpan gambarnya dalam salah satu bentuk itu, lalu pilih lagi.",
    );
    let page = LogoPage {
        w: Words::default(),
        frame: frame("/kelola/instansi/7/logo", Some(DeskTab::Agencies)),
        agency: "Dinas Kesehatan".into(),
        back: "/kelola/instansi/7".into(),
        logo: None,
        remove: "/kelola/instansi/7/tanpa-logo".into(),
        summary: ErrorSummary::of([&file]),
        file,
    };
    sample("desk_logo_error", &page)
}

fn categories() -> Sample {
    let row = |name: &str, position, subject: Subject| CategoryRow {
        href: "/kelola/kategori/7".into(),
        name: name.into(),
        subject: subject.label(),
        position,
        published: "24".into(),
    };
    let page = CategoriesPage {
        w: Words::default(),
        frame: frame("/kelola/kategori", Some(DeskTab::Categories)),
        rows: vec![row("Kependudukan", 1, Subject::PopulationDocuments), row("Perizinan usaha", 2, Subject::General)],
        saved: false,
    };
    sample("desk_categories_typical", &page)
}

fn trash() -> Sample {
    let row = |name: &str| TrashRow {
        name: name.to_owned(),
        code: "KES-004".into(),
        since: "23 November 2026 pukul 09.12 WIB".into(),
        until: "23 Desember 2026 pukul 09.12 WIB".into(),
        action: "/kelola/katalog/sampah/x/pengambilan".into(),
    };
    let page = TrashPage {
        may_edit: true,
        w: Words::default(),
        frame: frame("/kelola/katalog/sampah", Some(DeskTab::Catalogue)),
        rows: vec![row("Sertifikat laik higiene sanitasi"), row(&long_word())],
        next: Some("/kelola/katalog/sampah?setelah=x".into()),
        done: Some("Layanan dihapus. Selama 30 hari masih dapat diambil lagi dari sini."),
        refused: Some("Nama ini sudah dipakai. Tulis nama yang membedakannya.".into()),
    };
    sample("desk_trash_typical", &page)
}
