//! `/kelola/layanan/{id}/banding`: two versions of a standard side by side, the words that changed marked.

mod words;

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries::{self, DeskService};
use balai_catalog::rows::standard;
use balai_catalog::{Component, Decree, Standard};
use balai_kernel::{Language, long_date};

use super::answer;
use super::bench::{Bench, Sitting};
use super::spoken::spoken;
use crate::access::{Staff, may};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::forms::{Choice, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

pub use words::Run;

/// Two versions.
#[derive(Template)]
#[template(path = "desk/compare.html")]
pub struct ComparePage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The service around it.
    pub bench: Bench,
    /// Which version is on the left.
    pub from: Field,
    /// Which version is on the right.
    pub to: Field,
    /// What can be chosen for the left.
    pub from_choices: Vec<Choice>,
    /// What can be chosen for the right.
    pub to_choices: Vec<Choice>,
    /// What differs.
    pub parts: Vec<Part>,
    /// What does not, by name.
    pub same: Vec<String>,
}

/// A component that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `4. Biaya/tarif`
    pub title: String,
    /// Line by line.
    pub lines: Vec<Pair>,
}

/// One line in both; an empty side has nothing in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// On the left.
    pub old: Vec<Run>,
    /// On the right.
    pub new: Vec<Run>,
}

impl Pair {
    /// Whether both say the same here.
    pub fn same(&self) -> bool {
        self.old == self.new && !self.new.iter().any(|run| run.changed)
    }
}

/// `GET /kelola/layanan/{id}/banding`
pub async fn show(
    staff: Staff<may::CatalogueView>,
    id: web::Path<String>,
    asked: Asked,
) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let desk = staff.service(&read, &id).await?;
    let versions = queries::versions(&read, desk.service.id).await?;
    let (from, to) = chosen(&asked, &desk, &versions)?;
    let empty = Standard::default();
    let content = |number: i32| versions.iter().find(|row| row.version == number).map_or(&empty, |row| &row.content);
    let (parts, same) = parts(content(from), content(to));
    let (from, to) = (Field::new("dari").with(from.to_string()), Field::new("ke").with(to.to_string()));
    let choices = |field: &Field| -> Vec<Choice> {
        let each = versions.iter().map(|row| Choice::new(row.version.to_string(), format!("Versi {}", row.version)));
        each.map(|choice| choice.chosen_in(field)).collect()
    };
    answer::page(&ComparePage {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Catalogue)).await?,
        bench: staff.bench(&desk, Sitting::Publication).await?,
        from_choices: choices(&from),
        to_choices: choices(&to),
        from,
        to,
        parts,
        same,
    })
}

/// What was asked for, else what citizens see beside the newest, else the two newest. A version that is none is not found.
fn chosen(asked: &Asked, desk: &DeskService, versions: &[standard::Model]) -> Result<(i32, i32), Fault> {
    let newest = desk.newest.version;
    let before = versions.iter().map(|row| row.version).find(|number| *number < newest);
    let shown = desk.service.published_version.filter(|number| *number != newest);
    let read = |name, otherwise: i32| match asked.text(name) {
        "" => Ok(otherwise),
        text => {
            let number = text.parse().ok().filter(|number| versions.iter().any(|row| row.version == *number));
            number.ok_or(Fault::NotFound)
        }
    };
    Ok((read("dari", shown.or(before).unwrap_or(newest))?, read("ke", newest)?))
}

/// What differs between two standards, and the names of what does not.
pub fn parts(old: &Standard, new: &Standard) -> (Vec<Part>, Vec<String>) {
    let (mut parts, mut same) = (Vec::new(), Vec::new());
    let components = Component::ALL.map(|component| {
        let title = format!("{}. {}", component.number(), component.title());
        (title, spoken(component, old), spoken(component, new))
    });
    let decree = ("SK penetapan".to_owned(), said(old.decree.as_ref()), said(new.decree.as_ref()));
    for (title, old, new) in components.into_iter().chain([decree]) {
        if old == new {
            same.push(title);
        } else {
            parts.push(Part { title, lines: pairs(&old, &new) });
        }
    }
    (parts, same)
}

/// Lines of both with their changed words.
pub fn pairs(old: &[String], new: &[String]) -> Vec<Pair> {
    let paired = words::pair_lines(old, new).into_iter();
    let pair = |(old, new): (Option<String>, Option<String>)| {
        let (old, new) = words::compare(&old.unwrap_or_default(), &new.unwrap_or_default());
        Pair { old, new }
    };
    paired.map(pair).collect()
}

/// A decree in the words of its readers.
pub(super) fn said(decree: Option<&Decree>) -> Vec<String> {
    let day = |date| long_date(date, Language::Indonesian);
    let said = |decree: &Decree| {
        let (signed, from) = (day(decree.date()), day(decree.effective_from()));
        vec![decree.number().to_string(), format!("Ditetapkan {signed}, berlaku {from}")]
    };
    decree.map(said).unwrap_or_default()
}
