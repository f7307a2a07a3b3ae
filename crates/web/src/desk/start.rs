//! `/kelola`: how far the region is, and what to do next.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::Templates;
use balai_catalog::queries::{self, DeskFilter, TabCounts};
use balai_kernel::grouped;
use balai_rbac::{Domain, Permission, Reach};
use balai_storage::{Read, Tenant};
use balai_tenancy::hall;

use super::answer;
use super::readiness::{Score, Step, steps};
use super::told::{self, Told};
use crate::access::{Staff, may};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::words::Words;

/// The start page.
#[derive(Template)]
#[template(path = "desk/start.html")]
pub struct Start {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Who is at work, and as what.
    pub person: String,
    /// What the ministry tells and she has not read.
    pub told: Vec<Told>,
    /// What to do, the first thing first.
    pub tasks: Vec<Task>,
    /// Whether the reader writes nothing here, so that nothing waits for her.
    pub reads: bool,
    /// The numbers.
    pub figures: Vec<Figure>,
    /// The first steps, while some of them are not taken; only for whoever may take them.
    pub opening: Option<Opening>,
}

/// How far the hall is on its way to the public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// How much of what is needed is there.
    pub score: Score,
    /// What is needed, and what is good to have besides.
    pub steps: Vec<Step>,
}

impl Opening {
    /// The steps that are shown: all of them on the way, and what may still come once the hall is ready.
    pub fn shown(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| !step.done || !self.score.is_ready())
    }

    /// Whether this is the first step that is needed and not taken.
    pub fn is_next(&self, step: &Step) -> bool {
        self.steps.iter().find(|step| !step.done && !step.optional) == Some(step)
    }
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub title: String,
    /// Why.
    pub reason: String,
    /// What the link says.
    pub action: &'static str,
    /// Where.
    pub href: &'static str,
}

/// A number with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub name: &'static str,
    /// The number.
    pub number: String,
    /// Its class in the style sheet.
    pub class: &'static str,
    /// The list behind it.
    pub href: &'static str,
}

/// `GET /kelola`
pub async fn show(staff: Staff<may::DeskEnter>) -> Result<HttpResponse, Fault> {
    let set = staff.permissions().await?;
    let settings = set.reach(Permission::SettingsEdit, staff.tenant.code()) == Reach::Region;
    let told = told::unread(&staff).await?;
    // what the control plane says comes before the region's connection is taken
    let templates = staff.app.templates.in_force().await?;
    let people = if settings { people(&staff).await? } else { 0 };
    let read = staff.db.read().await?;
    let filter = DeskFilter { within: staff.within(), ..DeskFilter::default() };
    let counts = queries::around(&read, &filter, staff.who.account).await?.all;
    let writes = settings || staff.may_somewhere(Permission::CatalogueEdit).await?;
    let opening = if settings {
        let hall = hall::find(&read).await?.unwrap_or_default();
        opening(steps(&hall, &counts, people))
    } else {
        None
    };
    let frame = staff.frame(&read, None).await?;
    answer::page(&Start {
        w: Words::default(),
        person: staff.who.name.to_string(),
        told,
        // until the hall is ready, its first steps are all there is to do
        tasks: if writes && opening.as_ref().is_none_or(|opening| opening.score.is_ready()) {
            tasks(&counts, improved(&staff, &read, &templates).await?)
        } else {
            Vec::new()
        },
        reads: !writes,
        figures: figures(&counts),
        opening,
        frame,
    })
}

/// The list, until nothing of it is left to do.
fn opening(steps: Vec<Step>) -> Option<Opening> {
    let open = steps.iter().any(|step| !step.done);
    open.then(|| Opening { score: Score::of(&steps), steps })
}

/// How many people work for the region.
async fn people(staff: &Staff<may::DeskEnter>) -> Result<usize, Fault> {
    Ok(staff.app.identity.staff(&Domain::Region(staff.tenant.code())).await?.len())
}

/// Services within her reach whose national template says something new.
async fn improved(staff: &Staff<may::DeskEnter>, read: &Read<Tenant>, templates: &Templates) -> Result<usize, Fault> {
    let changed = queries::all_changed(read, templates).await?;
    Ok(changed.iter().filter(|changed| staff.reach.includes(Some(changed.service.agency_id))).count())
}

fn tasks(counts: &TabCounts, improved: usize) -> Vec<Task> {
    let mut tasks = Vec::new();
    if counts.all == 0 {
        tasks.push(Task {
            title: "Ambil layanan awal".to_owned(),
            reason: "Katalog masih kosong. Katalog awal berisi layanan yang lazim di kabupaten dan kota.".to_owned(),
            action: "Pilih layanan awal",
            href: "/kelola/katalog/adopsi",
        });
    }
    if counts.held > 0 {
        tasks.push(Task {
            title: format!("{} layanan ditahan", grouped(counts.held)),
            reason: "Ada komponen wajib, biaya, atau SK yang harus dilengkapi sebelum terbit.".to_owned(),
            action: "Lengkapi layanan yang ditahan",
            href: "/kelola/katalog?tab=ditahan",
        });
    }
    if counts.look > 0 {
        tasks.push(Task {
            title: format!("{} layanan perlu ditinjau", grouped(counts.look)),
            reason: "Isinya dari katalog awal atau ada yang perlu dilihat lagi.".to_owned(),
            action: "Tinjau layanan",
            href: "/kelola/katalog?tab=ditinjau",
        });
    }
    if improved > 0 {
        tasks.push(Task {
            title: format!("Templat {improved} layanan diperbaiki kementerian"),
            reason: "Tulisan Anda tetap sampai Anda menerima perbedaannya.".to_owned(),
            action: "Lihat perbaikan templat",
            href: "/kelola/katalog/pembaruan",
        });
    }
    if counts.draft > 0 && counts.held == 0 {
        tasks.push(Task {
            title: format!("{} draf siap terbit", grouped(counts.draft)),
            reason: "Warga belum melihatnya.".to_owned(),
            action: "Lihat draf",
            href: "/kelola/katalog?tab=draf",
        });
    }
    tasks
}

fn figures(counts: &TabCounts) -> Vec<Figure> {
    let figure = |name, number, class, href| Figure { name, number: grouped(number), class, href };
    let bad = if counts.held > 0 { "bad" } else { "" };
    let wait = if counts.look > 0 { "wait" } else { "" };
    vec![
        figure("Terbit", counts.published, "good", "/kelola/katalog?tab=terbit"),
        figure("Draf", counts.draft, "", "/kelola/katalog?tab=draf"),
        figure("Ditahan", counts.held, bad, "/kelola/katalog?tab=ditahan"),
        figure("Perlu ditinjau", counts.look, wait, "/kelola/katalog?tab=ditinjau"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_catalogue_is_filled_first() {
        assert_eq!(tasks(&TabCounts::default(), 0)[0].href, "/kelola/katalog/adopsi");
    }

    #[test]
    fn nothing_is_left_to_do_when_everything_is_published() {
        let counts = TabCounts { all: 3, published: 3, ..TabCounts::default() };
        assert_eq!(tasks(&counts, 0), vec![]);
        assert_eq!(tasks(&counts, 2)[0].href, "/kelola/katalog/pembaruan");
    }
}
