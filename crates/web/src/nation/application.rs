//! `/pendaftaran/{id}`: one application with its letter, what is to be decided, and after the decision how the hall is made.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, HeaderName, X_FRAME_OPTIONS};
use actix_web::{HttpResponse, web};
use askama::Template;
use balai_rbac::{Domain, Permission};
use balai_storage::audit::Looked;
use balai_tenancy::onboarding::{Application, Check, LetterFile, Reason, Stage, Ties};
use balai_tenancy::provisioning::{self, Progress, RunState, StepState};
use balai_tenancy::regions::{self, Region};
use uuid::Uuid;

use super::{W, frame, moment};
use crate::access::{Ministry, Person, may};
use crate::edge::forgery::FormToken;
use crate::edge::headers::POLICY;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::host::Site;
use crate::root::signup::letter::Held;
use crate::root::signup::region::bare;
use crate::root::signup::status::Tag;
use crate::timeline::{Milestone, Reached};
use crate::trail::looks::{self, Keeps as _, LookLine};
use crate::words::Words;

/// The letter stands in the frame of the application's page and nowhere else. The viewer of a browser brings its own
/// style.
const PDF_POLICY: &str =
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'";
/// Seconds after which the page looks again while a hall is being made.
const LOOK_AGAIN: &str = "2";
/// Looks of each kind that are read for the page.
const MOST_LOOKS: u64 = 100;
const REFRESH: HeaderName = HeaderName::from_static("refresh");

/// The kinds of looks in the audit trail.
const KIND: &str = "application";
const LETTER_KIND: &str = "application_letter";

/// One application.
#[derive(Template)]
#[template(path = "nation/application.html")]
pub struct ApplicationPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// `Kabupaten Sragen`.
    pub region: String,
    /// Its number.
    pub reference: String,
    /// Where it stands.
    pub tag: Tag,
    /// Names and values.
    pub facts: Vec<(&'static str, String)>,
    /// The address is not under `go.id`.
    pub foreign: bool,
    /// The letter: its name and facts, and where it is.
    pub letter: Option<(Held, String)>,
    /// Its id.
    pub id: Uuid,
    /// Where decisions go: the page's own address.
    pub here: String,
    /// What can be decided, or how it went.
    pub desk: Desk,
    /// Why a decision was not taken.
    pub refused: Option<String>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The reason for sending it back.
    pub back: Field,
    /// The reason for rejecting it.
    pub no: Field,
    /// Whether this person may send it back now.
    pub may_send_back: bool,
    /// Whether this person may reject it now.
    pub may_reject: bool,
    /// Who looked at the official's data or the letter before.
    pub looks: Vec<LookLine>,
}

/// What stands on the desk.
#[derive(Clone, Debug)]
pub enum Desk {
    /// The checklist, to be ticked.
    Check(Field, Vec<Choice>),
    /// Somebody else checked it; to be approved.
    Approve(String),
    /// Nothing to decide for this person, and why.
    Nothing(String),
    /// The hall is being made, or was.
    Hall(Hall),
}

/// How a hall is being made.
#[derive(Clone, Debug)]
pub struct Hall {
    /// Who decided.
    pub decided: String,
    /// The steps.
    pub steps: Vec<Milestone>,
    /// `5 dari 9 langkah`.
    pub count: String,
    /// Whether the page looks again by itself.
    pub running: bool,
    /// Where a failed run is put back into the line, for whom may.
    pub again: Option<String>,
    /// The open hall.
    pub address: Option<String>,
}

impl Hall {
    /// How it goes, in a few words.
    pub fn title(&self) -> &'static str {
        match (&self.address, self.running) {
            (Some(_), _) => "Balai sudah buka",
            (None, true) => "Menyiapkan balai",
            (None, false) => "Penyiapan berhenti",
        }
    }
}

/// What was typed into the desk's forms, when they come back.
#[derive(Default)]
pub struct Typed {
    /// The forms' token.
    pub form: FormToken,
    /// The ticked boxes.
    pub ticked: Vec<Check>,
    /// The checklist is not complete.
    pub unchecked: Option<String>,
    /// The reason for sending it back, and what is wrong with it.
    pub back: Option<(String, String)>,
    /// The reason for rejecting it, and what is wrong with it.
    pub no: Option<(String, String)>,
    /// Why a decision was not taken.
    pub refused: Option<String>,
}

impl Typed {
    /// Nothing typed yet.
    pub fn of(form: FormToken) -> Self {
        Self { form, ..Self::default() }
    }
}

/// Shows it. It holds the official's data: whoever looks leaves a look.
pub async fn show(
    ministry: Ministry<may::ApplicationsView>,
    id: web::Path<String>,
    form: FormToken,
) -> Result<HttpResponse, Fault> {
    let id = super::id(&id)?;
    let answer = answer(&ministry, id, Typed::of(form)).await?;
    ministry.looked(&Looked::at(KIND, id)).await?;
    Ok(answer)
}

/// The letter itself, for the frame in the page.
pub async fn letter(ministry: Ministry<may::ApplicationsView>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let id = super::id(&id)?;
    let (_, object) = ministry.app.sign_ups.letter(id).await?.ok_or(Fault::NotFound)?;
    ministry.looked(&Looked::at(LETTER_KIND, id)).await?;
    Ok(HttpResponse::Ok()
        .content_type(LetterFile::CONTENT_TYPE)
        .insert_header((CONTENT_DISPOSITION, "inline; filename=\"surat-kepala-daerah.pdf\""))
        .insert_header((CONTENT_SECURITY_POLICY, PDF_POLICY))
        .insert_header((X_FRAME_OPTIONS, "SAMEORIGIN"))
        .body(object.body))
}

/// The page as it stands now, with what was typed.
pub async fn answer(person: &Person, id: Uuid, typed: Typed) -> Result<HttpResponse, Fault> {
    let application = person.app.sign_ups.application(id).await?.ok_or(Fault::NotFound)?;
    let wrong = typed.unchecked.is_some() || typed.back.is_some() || typed.no.is_some() || typed.refused.is_some();
    let page = page(person, &application, typed).await?;
    let mut response = if wrong { HttpResponse::UnprocessableEntity() } else { HttpResponse::Ok() };
    response.insert_header((CONTENT_SECURITY_POLICY, format!("{POLICY}; object-src 'self'; frame-src 'self'")));
    if matches!(&page.desk, Desk::Hall(hall) if hall.running) {
        response.insert_header((REFRESH, LOOK_AGAIN));
    }
    Ok(response.content_type("text/html; charset=utf-8").body(page.render()?))
}

async fn page(person: &Person, application: &Application, typed: Typed) -> Result<ApplicationPage, Fault> {
    let held = person.app.sign_ups.letter_facts(application.id).await?;
    let permissions = person.permissions().await?;
    let may = |permission| permissions.allows(permission, &Domain::National);
    let open = matches!(application.stage, Stage::Applied { .. } | Stage::Verified { .. });
    let read = person.app.control().read().await?;
    let region = regions::by_code(&read, application.region).await?.ok_or(Fault::NotFound)?;
    let provinces = regions::provinces(&read).await?;
    let id = application.id.to_string();
    let mut looks = read.looks_at(KIND, &id, MOST_LOOKS).await?;
    looks.extend(read.looks_at(LETTER_KIND, &id, MOST_LOOKS).await?);
    looks.sort_by_key(|look| std::cmp::Reverse(look.position));
    drop(read);
    let province = provinces.iter().find(|p| p.code == region.province_code).map_or("", |p| bare(&p.name));
    let here = format!("/pendaftaran/{}", application.id);
    let (back, no) = (reason("kembalikan", typed.back), reason("tolak", typed.no));
    let desk = desk(person, application, &region, &typed.ticked, typed.unchecked, &may).await?;
    let checks = match &desk {
        Desk::Check(field, _) => field.clone(),
        _ => Field::default(),
    };
    Ok(ApplicationPage {
        w: W,
        looks: looks::lines(person, &looks, moment).await?,
        frame: frame(person, NationTab::Applications).await?,
        form: typed.form,
        reference: application.reference.as_str().to_owned(),
        tag: tag(&application.stage),
        facts: facts(application, &region, province, person),
        foreign: application.official.email_needs_look(),
        letter: held.map(|held| (Held::of(&held), format!("{here}/surat.pdf"))),
        summary: ErrorSummary::of([&checks, &back, &no]),
        region: region.name,
        desk,
        refused: typed.refused,
        back,
        no,
        may_send_back: open && may(Permission::ApplicationsVerify),
        may_reject: open && may(Permission::ApplicationsApprove),
        id: application.id,
        here,
    })
}

fn reason(name: &'static str, typed: Option<(String, String)>) -> Field {
    typed.map_or_else(|| Field::new(name), |(text, wrong)| Field::new(name).with(text).wrong(wrong))
}

async fn desk(
    person: &Person,
    application: &Application,
    region: &Region,
    ticked: &[Check],
    unchecked: Option<String>,
    may: &impl Fn(Permission) -> bool,
) -> Result<Desk, Fault> {
    let own = ties(person, application).await?.0.contains(&application.region);
    Ok(match &application.stage {
        Stage::Applied { .. } | Stage::Verified { .. } if own => {
            Desk::Nothing("Anda punya peran di daerah ini. Keputusan diambil oleh petugas yang tidak terkait.".into())
        }
        Stage::Applied { .. } if may(Permission::ApplicationsVerify) => checklist(ticked, unchecked),
        Stage::Applied { .. } => Desk::Nothing("Pendaftaran ini menunggu diperiksa oleh verifikator.".into()),
        Stage::Verified { by, at } if *by == person.who.account => Desk::Nothing(format!(
            "Anda memeriksa pendaftaran ini pada {}. Persetujuan diberikan oleh orang lain.",
            moment(*at)
        )),
        Stage::Verified { by, at } => {
            let by = name(person, *by).await?;
            let sentence = format!("Diperiksa {by} pada {}. Semua hal di daftar periksa sudah dicentang.", moment(*at));
            if may(Permission::ApplicationsApprove) {
                Desk::Approve(sentence)
            } else {
                Desk::Nothing(format!("{sentence} Menunggu persetujuan admin kementerian."))
            }
        }
        Stage::EmailUnconfirmed { until } => {
            Desk::Nothing(format!("Menunggu pemohon mengonfirmasi surelnya, sampai {}.", moment(*until)))
        }
        Stage::Lapsed { at } => {
            Desk::Nothing(format!("Surel tidak dikonfirmasi; daerah ini didaftarkan orang lain pada {}.", moment(*at)))
        }
        Stage::Returned { by, at, reason } => decided(person, "Dikembalikan", *by, *at, reason).await?,
        Stage::Rejected { by, at, reason } => decided(person, "Ditolak", *by, *at, reason).await?,
        Stage::Approved { verified_by, by, at } => {
            let (first, second) = (name(person, *verified_by).await?, name(person, *by).await?);
            let decided = format!("Diperiksa {first}, disetujui {second} pada {}.", moment(*at));
            Desk::Hall(hall(person, region, application, decided, may(Permission::TenantsProvision)).await?)
        }
    })
}

fn checklist(ticked: &[Check], unchecked: Option<String>) -> Desk {
    let mut field = Field::new("periksa");
    if let Some(sentence) = unchecked {
        field = field.wrong(sentence);
    }
    let choices = Check::ALL.map(|check| {
        let mut choice = Choice::new(check.key(), check.sentence());
        choice.chosen = ticked.contains(&check);
        choice
    });
    Desk::Check(field, choices.to_vec())
}

async fn decided(
    person: &Person,
    what: &str,
    by: Uuid,
    at: chrono::DateTime<chrono::Utc>,
    reason: &Reason,
) -> Result<Desk, Fault> {
    let by = name(person, by).await?;
    Ok(Desk::Nothing(format!("{what} oleh {by} pada {}. Alasannya: {}", moment(at), reason.as_str())))
}

async fn name(person: &Person, account: Uuid) -> Result<String, Fault> {
    let account = person.app.identity.account(account).await?;
    Ok(account.map_or_else(|| "petugas yang akunnya sudah ditutup".to_owned(), |account| account.name.to_string()))
}

/// Regions in which a person holds a role, or for which they signed up themselves.
pub async fn ties(person: &Person, application: &Application) -> Result<Ties, Fault> {
    let grants = person.app.identity.grants_of(person.who.account).await?;
    let mut regions: Vec<_> = grants.iter().filter_map(|grant| grant.domain.region()).collect();
    if person.who.email.as_ref() == Some(&application.official.email) {
        regions.push(application.region);
    }
    Ok(Ties(regions))
}

async fn hall(
    person: &Person,
    region: &Region,
    application: &Application,
    decided: String,
    may_provision: bool,
) -> Result<Hall, Fault> {
    let read = person.app.control().read().await?;
    let progress = provisioning::progress(&read, application.region).await?;
    drop(read);
    let state = progress.as_ref().map(|progress| progress.state);
    let steps = progress.as_ref().map(steps).unwrap_or_default();
    let done = steps.iter().filter(|step| step.reached == Reached::Done).count();
    let again = state == Some(RunState::Failed) && may_provision;
    Ok(Hall {
        decided,
        count: format!("{done} dari {} langkah", steps.len()),
        steps,
        running: matches!(state, Some(RunState::Waiting | RunState::Running)),
        again: again.then(|| format!("/daerah/{}/penyiapan", application.region)),
        address: (state == Some(RunState::Done)).then(|| person.app.base.origin(&Site::Region(region.slug.clone()))),
    })
}

/// The steps of a run as stations.
pub fn steps(progress: &Progress) -> Vec<Milestone> {
    let station = |(name, state): &(provisioning::StepName, StepState)| match state {
        StepState::Done(at) => Milestone::new(Reached::Done, name.label()).at(moment(*at)),
        StepState::Failed(reason) => Milestone::new(Reached::Stuck, name.label()).note(reason),
        StepState::Next => Milestone::new(Reached::Now, name.label()),
        StepState::ToCome => Milestone::new(Reached::ToCome, name.label()),
    };
    progress.steps.iter().map(station).collect()
}

/// Where an application stands, as a coloured word.
pub fn tag(stage: &Stage) -> Tag {
    match stage {
        Stage::EmailUnconfirmed { .. } => Tag::Calm("Surel belum dikonfirmasi"),
        Stage::Lapsed { .. } => Tag::Bad("Tidak berlaku"),
        Stage::Applied { .. } => Tag::Yours("Perlu diperiksa"),
        Stage::Verified { .. } => Tag::Yours("Menunggu persetujuan"),
        Stage::Returned { .. } => Tag::Calm("Dikembalikan"),
        Stage::Rejected { .. } => Tag::Bad("Ditolak"),
        Stage::Approved { .. } => Tag::Good("Disetujui"),
    }
}

fn facts(application: &Application, region: &Region, province: &str, person: &Person) -> Vec<(&'static str, String)> {
    let official = &application.official;
    let host = person.app.base.host(&Site::Region(region.slug.clone()));
    let mut facts = vec![
        ("Daerah", format!("{}, {province}, kode {}", region.name, region.code)),
        ("Alamat balai", host),
        ("Penanggung jawab", official.name.to_string()),
        ("Jabatan", official.position.to_string()),
        ("NIP", official.nip.to_string()),
        ("Surel", official.email.as_str().to_owned()),
        ("Telepon", official.phone.to_string()),
        ("Perjanjian", format!("Versi {}", application.agreement)),
        ("Dikirim", moment(application.submitted_at)),
    ];
    if let Some(at) = application.applied_at {
        facts.push(("Surel dikonfirmasi", moment(at)));
    }
    facts
}
