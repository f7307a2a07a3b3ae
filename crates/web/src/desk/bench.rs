//! What stands around every page of one service: its name and state, its fourteen components, the way to the others.

use balai_catalog::queries::DeskService;
use balai_catalog::rows::service::StateWord;
use balai_catalog::standard::Place;
use balai_catalog::{Component, Finding, Rule, Severity, State};
use balai_kernel::{Language, Zone, long_date};
use chrono::NaiveDate;

use super::marks::Marks;
use super::reading::anchor;
use crate::icons::Icon;

/// A coloured word: always the word, the colour only helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// What the style sheet adds to the tag's class.
    pub class: &'static str,
    /// The word.
    pub word: String,
}

/// One page of a service, in the list at the left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TocEntry {
    /// `4. Biaya/tarif`
    pub text: String,
    /// Where.
    pub href: String,
    /// How it stands, where it can stand somehow.
    pub state: Option<TocState>,
    /// Whether this is the page being read.
    pub current: bool,
}

/// How a component stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TocState {
    /// The picture.
    pub icon: Icon,
    /// Its class.
    pub class: &'static str,
    /// The words for who does not see it.
    pub said: &'static str,
}

/// Which page of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sitting {
    /// One of the fourteen.
    Component(Component),
    /// Name, agency, channels.
    Details,
    /// The decree.
    Decree,
    /// Publishing and what follows.
    Publication,
    /// Who changed what.
    History,
    /// The whole of it, to be read.
    Reading,
}

/// The surroundings of a service's page.
#[derive(Clone, Debug)]
pub struct Bench {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Agency, code, version.
    pub line: String,
    /// Where it stands.
    pub state: Tag,
    /// How complete it is.
    pub marks: Marks,
    /// The six that citizens read.
    pub public: Vec<TocEntry>,
    /// The eight inside the agency.
    pub internal: Vec<TocEntry>,
    /// Details, decree, publication.
    pub others: Vec<TocEntry>,
    /// Which of them this is, for the folded list.
    pub here: String,
    /// The page that citizens see.
    pub at_citizens: Option<String>,
}

impl Bench {
    /// The surroundings of one page of a service.
    pub fn of(desk: &DeskService, sitting: Sitting, today: NaiveDate, zone: Zone) -> Self {
        let completeness = desk.newest.content.completeness(&desk.about(today));
        let findings = desk.newest.content.findings(&desk.about(today));
        let id = desk.service.id.to_string();
        let entry = |component: Component| TocEntry {
            text: format!("{}. {}", component.number(), component.title()),
            href: component_href(&id, component),
            state: Some(toc_state(completeness.of(component))),
            current: sitting == Sitting::Component(component),
        };
        let side = |public: bool| Component::ALL.into_iter().filter(move |c| c.is_public() == public);
        let others =
            [Sitting::Details, Sitting::Decree, Sitting::Publication, Sitting::History].map(|other| TocEntry {
                text: title(other),
                href: href(&id, other),
                state: (other == Sitting::Decree).then(|| decree_state(&findings)),
                current: sitting == other,
            });
        Self {
            name: desk.service.name.clone(),
            line: line(desk, zone),
            state: state_tag(desk.service.state, &findings),
            marks: Marks::of(&completeness),
            public: side(true).map(entry).collect(),
            internal: side(false).map(entry).collect(),
            others: others.to_vec(),
            here: match sitting {
                Sitting::Component(component) => format!("Komponen {} dari 14", component.number()),
                other => title(other),
            },
            at_citizens: desk.service.lifecycle().is_public().then(|| format!("/layanan/{}", desk.service.slug)),
            id,
        }
    }

    /// The same for who reads and does not write: what leads to a form leads to where it is read.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        let reading = href(&self.id, Sitting::Reading);
        let side = |public: bool| Component::ALL.into_iter().filter(move |component| component.is_public() == public);
        let listed = side(true).chain(side(false));
        for (entry, component) in self.public.iter_mut().chain(&mut self.internal).zip(listed) {
            entry.href = format!("{reading}#{}", anchor(component));
        }
        let forms = [Sitting::Details, Sitting::Decree].map(|form| href(&self.id, form));
        self.others.retain(|entry| !forms.contains(&entry.href));
        let current = self.here == title(Sitting::Reading);
        self.others.insert(0, TocEntry { text: title(Sitting::Reading), href: reading, state: None, current });
        self
    }
}

/// Agency, code, and which version is being read.
fn line(desk: &DeskService, zone: Zone) -> String {
    let begun = long_date(zone.date(desk.newest.created_at), Language::Indonesian);
    let waits = desk.newest.waits_for.map(|day| long_date(day, Language::Indonesian));
    let version = match (desk.service.draft_version, desk.service.published_version) {
        (Some(next), shown) if waits.is_some() => {
            let seen = shown.map_or_else(String::new, |shown| format!(" Warga melihat versi {shown}."));
            format!("Versi {next} menunggu {}.{seen}", waits.unwrap_or_default())
        }
        (Some(draft), Some(shown)) => format!("Draf versi {draft}, dimulai {begun}. Warga melihat versi {shown}."),
        (Some(draft), None) => format!("Draf versi {draft}, dimulai {begun}."),
        (None, Some(shown)) => format!("Versi {shown}, yang dilihat warga."),
        (None, None) => String::new(),
    };
    format!("{}, {}. {version}", desk.agency.short_name, desk.service.code)
}

fn title(sitting: Sitting) -> String {
    match sitting {
        Sitting::Component(component) => component.title().to_owned(),
        Sitting::Details => "Rincian layanan".to_owned(),
        Sitting::Decree => "SK penetapan".to_owned(),
        Sitting::Publication => "Terbit dan versi".to_owned(),
        Sitting::History => "Riwayat".to_owned(),
        Sitting::Reading => "Isi standar".to_owned(),
    }
}

fn href(id: &str, sitting: Sitting) -> String {
    match sitting {
        Sitting::Component(component) => component_href(id, component),
        Sitting::Details => format!("/kelola/layanan/{id}"),
        Sitting::Decree => format!("/kelola/layanan/{id}/sk"),
        Sitting::Publication => format!("/kelola/layanan/{id}/terbit"),
        Sitting::History => format!("/kelola/layanan/{id}/riwayat"),
        Sitting::Reading => format!("/kelola/layanan/{id}/isi"),
    }
}

/// The page of one component.
pub fn component_href(id: &str, component: Component) -> String {
    format!("/kelola/layanan/{id}/{}", component.number())
}

/// The page where a finding is put right.
pub fn remedy_href(id: &str, finding: &Finding) -> String {
    match finding.place {
        Place::Name => href(id, Sitting::Details),
        Place::Component(component) => component_href(id, component),
        Place::Decree => href(id, Sitting::Decree),
        Place::Whole => format!("{}#kesesuaian", href(id, Sitting::Publication)),
    }
}

fn toc_state(state: &State) -> TocState {
    match state {
        State::Complete => TocState { icon: Icon::Check, class: "ok", said: ", lengkap" },
        State::Wrong(_) => TocState { icon: Icon::Warn, class: "no", said: ", perlu diperbaiki" },
        State::Missing => TocState { icon: Icon::Dash, class: "wt", said: ", belum diisi" },
    }
}

fn decree_state(findings: &[Finding]) -> TocState {
    let of_decree = findings.iter().find(|finding| finding.place == Place::Decree);
    match of_decree.map(|finding| &finding.rule) {
        None => TocState { icon: Icon::Check, class: "ok", said: ", lengkap" },
        Some(Rule::DecreeMissing) => TocState { icon: Icon::Dash, class: "wt", said: ", belum diisi" },
        Some(_) => TocState { icon: Icon::Warn, class: "no", said: ", perlu dilihat" },
    }
}

/// Where what a finding is about is read.
pub fn reading_href(id: &str) -> String {
    href(id, Sitting::Reading)
}

/// The page where a finding that was kept is put right; places are numbered as the table does.
pub fn place_href(id: &str, place: i32) -> String {
    match u8::try_from(place).ok().and_then(Component::from_number) {
        Some(component) => component_href(id, component),
        None if place == 0 => href(id, Sitting::Details),
        None if place == 15 => href(id, Sitting::Decree),
        None => format!("{}#kesesuaian", href(id, Sitting::Publication)),
    }
}

/// A kept finding's place in words.
pub fn place_title(place: i32) -> String {
    match u8::try_from(place).ok().and_then(Component::from_number) {
        Some(component) => format!("{}. {}", component.number(), component.title()),
        None if place == 0 => "Nama layanan".to_owned(),
        None if place == 15 => "SK penetapan".to_owned(),
        None => "Seluruh isi".to_owned(),
    }
}

/// Where a service stands, in a word: what is merely unfinished is a draft, what is wrong is held.
pub fn state_tag(state: StateWord, findings: &[Finding]) -> Tag {
    let unfinished = |rule: &Rule| matches!(rule, Rule::Missing(_) | Rule::DecreeMissing);
    let held = findings.iter().any(|finding| finding.blocks() && !unfinished(&finding.rule));
    let (class, word) = match state {
        StateWord::Published => ("govuk-tag--green", "Terbit"),
        StateWord::Archived => ("", "Arsip"),
        StateWord::Draft if held => ("govuk-tag--red", "Ditahan"),
        StateWord::Draft => ("", "Draf"),
    };
    Tag { class, word: word.to_owned() }
}

/// What the linter found, in at most three coloured words.
pub fn badges(findings: &[Finding]) -> Vec<Tag> {
    let missing = findings.iter().filter(|finding| matches!(finding.rule, Rule::Missing(_))).count();
    let gaps = (missing > 0).then(|| Tag { class: "govuk-tag--red", word: format!("Kurang {missing} komponen wajib") });
    let others = findings.iter().filter(|finding| !matches!(finding.rule, Rule::Missing(_))).map(|finding| Tag {
        class: match finding.rule.severity() {
            Severity::Blocks => "govuk-tag--red",
            Severity::Look => "govuk-tag--yellow",
        },
        word: finding.rule.short(),
    });
    let mut tags: Vec<Tag> = gaps.into_iter().chain(others).collect();
    if tags.len() > 3 {
        let rest = tags.len() - 2;
        tags.truncate(2);
        tags.push(Tag { class: "", word: format!("{rest} lagi") });
    }
    tags
}
