//! `/kelola/katalog/impor/{id}`: what the file would do, with every error by row and column and its remedy.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::exchange::{Counts, Field as Holds, Problem, Weight, faulty};
use balai_catalog::rows::import::Model;
use balai_kernel::grouped;
use balai_storage::{Read, Tenant};

use super::{Foreseen, HERE, Importing, export, foresee, opened, own};
use crate::asked::{Asked, link};
use crate::desk::answer;
use crate::fault::Fault;
use crate::forms::{Choice, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// Errors of one page.
const ITEMS: usize = 50;

/// The page.
#[derive(Template)]
#[template(path = "desk/exchange/preview.html")]
pub struct ImportPreview {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its id.
    pub id: String,
    /// File, sheet, rows.
    pub line: String,
    /// The numbers.
    pub counts: PreviewCounts,
    /// This page's errors.
    pub errors: Vec<ProblemLine>,
    /// `50 dari 124 kesalahan`
    pub shown: String,
    /// The next page.
    pub next: Option<String>,
    /// What asks for a look in rows that go in, the first ones.
    pub looks: Vec<ProblemLine>,
    /// What to do.
    pub go: Field,
    /// The answers.
    pub choices: Vec<Choice>,
    /// The print of what is shown.
    pub seen: String,
    /// What happened meanwhile.
    pub warning: Option<&'static str>,
}

/// The numbers as they are printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewCounts {
    /// Rows that would go in.
    pub ready: String,
    /// `212 baru, 1.177 berubah`
    pub ready_how: String,
    /// Rows that stay out.
    pub wrong: String,
    /// `24 kesalahan`
    pub errors: String,
    /// Rows that change nothing.
    pub same: String,
    /// Rows that ask for a look.
    pub looks: String,
    /// Whether nothing would go in.
    pub nothing: bool,
    /// Whether something stays out.
    pub some_wrong: bool,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemLine {
    /// The number of the row.
    pub row: String,
    /// The column.
    pub column: &'static str,
    /// What stands there.
    pub value: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// `GET /kelola/katalog/impor/{id}`
pub async fn show(staff: Importing, id: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let import = own(&staff, &read, &id).await?;
    drop(read);
    let book = opened(&staff, &import, import.sheet.clone()).await?;
    let read = staff.db.read().await?;
    let foreseen = foresee(&staff, &read, &import, book).await?;
    let past = asked.text("lewat").parse().unwrap_or(0);
    answer::page(&compose(&staff, &read, &import, &foreseen, past, None).await?)
}

/// `GET /kelola/katalog/impor/{id}/perbaiki.xlsx`: the rows that stay out, with what is wrong in each.
pub async fn wrong_rows(staff: Importing, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let import = own(&staff, &read, &id).await?;
    drop(read);
    let book = opened(&staff, &import, import.sheet.clone()).await?;
    let read = staff.db.read().await?;
    let foreseen = foresee(&staff, &read, &import, book).await?;
    let table = faulty(&foreseen.sheet, &foreseen.layout, &foreseen.plan);
    export::sent(&staff, vec![table], export::Shape::Xlsx, "perbaiki").await
}

/// The page for a plan; `past` errors were on the pages before.
pub(super) async fn compose(
    staff: &Importing,
    read: &Read<Tenant>,
    import: &Model,
    foreseen: &Foreseen,
    past: usize,
    warning: Option<&'static str>,
) -> Result<ImportPreview, Fault> {
    let counts = foreseen.plan.counts();
    let of = |weight: Weight| foreseen.plan.problems.iter().filter(move |problem| problem.weight == weight);
    let errors: Vec<ProblemLine> = of(Weight::Wrong).skip(past).take(ITEMS).map(line).collect();
    let upto = past + errors.len();
    let next = (upto < counts.errors).then(|| link(&format!("{HERE}/{}", import.id), [("lewat", &*upto.to_string())]));
    let go = Field::new("lanjut").with(if counts.wrong == 0 { "semua" } else { "" });
    let sheet = match &foreseen.sheet.name {
        name if name.is_empty() => String::new(),
        name => format!(", lembar \"{name}\""),
    };
    Ok(ImportPreview {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        id: import.id.to_string(),
        line: format!(
            "{}{sheet}, {} baris. Belum ada yang disimpan.",
            import.file_name,
            number(foreseen.plan.rows.len())
        ),
        shown: format!("{} dari {} kesalahan", number(upto), number(counts.errors)),
        errors,
        next,
        looks: of(Weight::Look).take(ITEMS).map(line).collect(),
        choices: choices(&counts, &go),
        counts: PreviewCounts::of(&counts),
        go,
        seen: foreseen.plan.print.clone(),
        warning,
    })
}

fn choices(counts: &Counts, go: &Field) -> Vec<Choice> {
    let ready = number(counts.ready());
    let mut choices = Vec::new();
    if counts.ready() > 0 && counts.wrong == 0 {
        choices.push(
            Choice::new("semua", format!("Masukkan {ready} baris"))
                .hint("Semua masuk sebagai draf. Warga belum melihatnya."),
        );
    }
    if counts.ready() > 0 && counts.wrong > 0 {
        let hint = format!("{} baris lain tidak disimpan. Unduh, perbaiki, lalu unggah lagi.", number(counts.wrong));
        choices.push(Choice::new("siap", format!("Masukkan {ready} baris yang siap")).hint(hint));
    }
    let hint = "Tidak ada yang berubah di katalog.";
    choices.push(Choice::new("perbaiki", "Perbaiki dulu, lalu unggah ulang").hint(hint));
    choices.into_iter().map(|choice| choice.chosen_in(go)).collect()
}

impl PreviewCounts {
    fn of(counts: &Counts) -> Self {
        Self {
            ready: number(counts.ready()),
            ready_how: format!("{} baru, {} berubah", number(counts.new), number(counts.changed)),
            wrong: number(counts.wrong),
            errors: format!("{} kesalahan", number(counts.errors)),
            same: number(counts.same),
            looks: number(counts.looks),
            nothing: counts.ready() == 0,
            some_wrong: counts.wrong > 0,
        }
    }
}

fn line(problem: &Problem) -> ProblemLine {
    ProblemLine {
        row: grouped(problem.row.into()),
        column: problem.field.map_or("Baris", Holds::title),
        value: if problem.value.is_empty() { "(kosong)".to_owned() } else { problem.value.clone() },
        what: problem.what.clone(),
        remedy: problem.remedy.clone(),
    }
}

fn number(count: usize) -> String {
    grouped(count as u64)
}
