use super::desk::frame;
use super::{Sample, long_word, sample};
use crate::asked::Asked;
use crate::forms::{Choice, ErrorSummary};
use crate::frame::DeskTab;
use crate::parts::{Link, Tab};
use crate::trail::actors::Named;
use crate::trail::entry::{Change, EntryPage};
use crate::trail::filter::Filter;
use crate::trail::list::{Row, TrailPage};
use crate::trail::looks::LookLine;
use crate::words::{Lang, Words};

const PATH: &str = "/kelola/jejak";
const AT: &str = "23 November 2026 pukul 09.12.05 WIB";

/// Staff read Indonesian.
pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w.lang() != Lang::Id {
        return Vec::new();
    }
    let wrong = "dari=kemarin&tindakan=hall.saved";
    vec![
        sample("trail_list_typical", &list("", vec![row("Siti Aminah"), row("Dewi Lestari")], None)),
        sample("trail_list_longest", &list("siapa=x&dari=2026-11-01", vec![row(&long_word())], None)),
        sample("trail_list_empty", &list("jenis=view", vec![], None)),
        sample("trail_list_error", &list(wrong, vec![], Some("Tulis tanggal seperti 23-11-2026."))),
        sample("trail_entry_typical", &entry("Siti Aminah", changed("Jalan Raya 255", "Jalan Raya Sukowati 255"))),
        sample("trail_entry_longest", &entry(&long_word(), changed(&long_word(), "Jalan"))),
        sample("trail_entry_empty", &entry("Siti Aminah", Change::Nothing)),
        sample("trail_entry_after", &entry("Siti Aminah", Change::After(vec!["Peran: Penyunting katalog".into()]))),
    ]
}

/// Who looked at a record.
pub(super) fn looks() -> Vec<LookLine> {
    let look = |name: &str| LookLine { name: name.into(), at: "23 November 2026 pukul 09.12 WIB".into() };
    vec![look("Siti Aminah"), look("Dewi Lestari")]
}

fn row(name: &str) -> Row {
    Row {
        at: AT.into(),
        who: Link::new(name, "/kelola/jejak?siapa=x"),
        email: "siti.aminah@sragenkab.go.id".into(),
        what: Link::new("Mengubah rincian layanan", "/kelola/jejak/12"),
        thing: format!("Layanan: {name}"),
    }
}

fn list(asked: &str, rows: Vec<Row>, wrong: Option<&str>) -> TrailPage {
    let mut filter = Filter::read(&Asked::read(asked));
    filter.from.error = wrong.map(str::to_owned);
    let all = |label: &str| vec![Choice::new("", label), Choice::new("x", "Lainnya")];
    let book = |text: &str, current| Tab { link: Link::new(text, PATH), current };
    TrailPage {
        w: Words::default(),
        frame: frame(PATH, Some(DeskTab::Trail)),
        path: PATH,
        books: vec![book("Balai dan katalog", true), book("Peran dan undangan", false)],
        summary: ErrorSummary::of([&filter.from]),
        people: all("Semua orang"),
        kinds: all("Semua jenis"),
        deeds: all("Semua tindakan"),
        next: (rows.len() > 1).then(|| "/kelola/jejak?setelah=12".into()),
        rows,
        exports: vec![Link::new("CSV", "/kelola/jejak/ekspor.csv"), Link::new("XLSX", "/kelola/jejak/ekspor.xlsx")],
        most: "10.000".into(),
        filter,
    }
}

fn changed(before: &str, after: &str) -> Change {
    let lines = |address: &str| vec![format!("Alamat: {address}"), "Telepon: 0271 891173".to_owned()];
    Change::between(&lines(before), &lines(after))
}

fn entry(name: &str, change: Change) -> EntryPage {
    EntryPage {
        w: Words::default(),
        frame: frame("/kelola/jejak/12", Some(DeskTab::Trail)),
        back: PATH.into(),
        what: "Mengubah balai".into(),
        position: "12".into(),
        at: AT.into(),
        who: Named { name: name.into(), email: "siti.aminah@sragenkab.go.id".into() },
        thing: "Balai".into(),
        same: "/kelola/jejak?jenis=hall&benda=hall".into(),
        origin: vec![
            ("Saluran", "Halaman web".into()),
            ("Alamat jaringan", "192.0.2.10".into()),
            ("Nomor permintaan", "019ab3f0c1d27e2f9a".into()),
        ],
        change,
    }
}
