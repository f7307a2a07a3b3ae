//! `/daerah/{code}`: one region that has joined: where its hall stands, what was decided about it, and what can be decided.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use balai_kernel::RegionCode;
use balai_rbac::{Domain, Permission};
use balai_tenancy::erasure::{self, Record};
use balai_tenancy::life::{self, Life, Turned, Wish};
use balai_tenancy::{Tenant, TenantState, regions, tenants};

use super::{W, frame, moment};
use crate::access::{Ministry, Person, may};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::host::Site;
use crate::nation::regions::tag;
use crate::root::signup::status::Tag;
use crate::timeline::{Milestone, Reached};
use crate::words::Words;

/// One region.
#[derive(Template)]
#[template(path = "nation/region.html")]
pub struct RegionPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// `Kabupaten Sragen`.
    pub region: String,
    /// `Kode 33.14`.
    pub place: String,
    /// Where the hall stands.
    pub tag: Tag,
    /// The page's own address.
    pub here: String,
    /// Names and values.
    pub facts: Vec<(&'static str, String)>,
    /// The open hall.
    pub hall: Option<String>,
    /// What can be done now.
    pub desk: LifeDesk,
    /// Why a deed was not done.
    pub refused: Option<String>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// What was decided, newest first.
    pub turns: Vec<Milestone>,
    /// What is kept of it, where it was erased.
    pub erased: Vec<Milestone>,
}

/// What stands on the desk.
#[derive(Clone, Debug)]
pub enum LifeDesk {
    /// Nothing to decide for this person, and why.
    Nothing(String),
    /// The hall is open: close it.
    Open(Field),
    /// It is closed: open it, or ask to put it away.
    Closed(Field, Field),
    /// Somebody asks to put it away: agree, refuse, or open the hall.
    Asked(Asked),
    /// It was put away: take it out again.
    Archived(Field),
}

/// A wish to put a hall away, before whoever decides.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who asks, when and why.
    pub wish: String,
    /// Whether this person may agree; who asked may not.
    pub may_agree: bool,
    /// Why it is refused or taken back.
    pub refuse: Field,
    /// Why it is opened.
    pub open: Field,
}

/// What was typed into the desk's forms, when they come back.
#[derive(Default)]
pub struct Typed {
    /// The forms' token.
    pub form: FormToken,
    /// The name of a field, what was typed and what is wrong with it.
    pub wrong: Option<(&'static str, String, String)>,
    /// Why a deed was not done.
    pub refused: Option<String>,
}

/// Shows it.
pub async fn show(
    ministry: Ministry<may::TenantsView>,
    code: web::Path<String>,
    form: FormToken,
) -> Result<HttpResponse, Fault> {
    let code = RegionCode::parse(&code).map_err(|_| Fault::NotFound)?;
    answer(&ministry, code, Typed { form, ..Typed::default() }).await
}

/// The page as it stands now, with what was typed.
pub async fn answer(person: &Person, code: RegionCode, typed: Typed) -> Result<HttpResponse, Fault> {
    let wrong = typed.wrong.is_some() || typed.refused.is_some();
    let page = page(person, code, typed).await?;
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(page.render()?))
}

async fn page(person: &Person, code: RegionCode, typed: Typed) -> Result<RegionPage, Fault> {
    let permissions = person.permissions().await?;
    let read = person.app.control().read().await?;
    let region = regions::by_code(&read, code).await?.ok_or(Fault::NotFound)?;
    let tenant = tenants::by_code(&read, code).await?;
    let records = erasure::records(&read, code).await?;
    let history = life::history(&read, code).await?;
    drop(read);
    if tenant.is_none() && records.is_empty() {
        return Err(Fault::NotFound);
    }
    let going = records.iter().any(|record| record.finished_at.is_none());
    let may_decide = permissions.allows(Permission::TenantsSuspend, &Domain::National);
    let own = person.app.identity.grants_of(person.who.account).await?;
    let own = own.iter().any(|grant| grant.domain.region() == Some(code));
    let desk = match &tenant {
        None => LifeDesk::Nothing("Daerah ini sudah dihapus. Ia boleh mendaftar lagi.".to_owned()),
        Some(_) if going => LifeDesk::Nothing("Daerah ini sedang dihapus untuk selamanya.".to_owned()),
        Some(_) if own => LifeDesk::Nothing(
            "Anda punya peran di daerah ini. Keputusan diambil oleh petugas yang tidak terkait.".to_owned(),
        ),
        Some(_) if !may_decide => LifeDesk::Nothing("Keputusan diambil oleh admin kementerian.".to_owned()),
        Some(tenant) => desk(person, &tenant.life, &typed).await?,
    };
    let mut turns = Vec::new();
    for turned in &history {
        turns.push(station(person, turned).await?);
    }
    let open = tenant.as_ref().is_some_and(|tenant| tenant.state == TenantState::Active);
    Ok(RegionPage {
        w: W,
        frame: frame(person, NationTab::Regions).await?,
        form: typed.form,
        place: format!("Kode {code}"),
        tag: tenant.as_ref().map_or(Tag::Bad("Dihapus"), |tenant| tag(tenant.state, false)),
        here: format!("/daerah/{code}"),
        facts: facts(tenant.as_ref(), person),
        hall: tenant.as_ref().filter(|_| open).map(|tenant| person.app.base.origin(&Site::of(tenant))),
        summary: ErrorSummary::of(fields(&desk)),
        region: region.name,
        refused: typed.refused,
        desk,
        turns,
        erased: records.iter().map(record).collect(),
    })
}

async fn desk(person: &Person, life: &Life, typed: &Typed) -> Result<LifeDesk, Fault> {
    let field = |name: &'static str| match &typed.wrong {
        Some((wrong, text, sentence)) if *wrong == name => Field::new(name).with(text).wrong(sentence),
        _ => Field::new(name),
    };
    Ok(match life {
        Life::Provisioning => LifeDesk::Nothing("Balai ini masih disiapkan.".to_owned()),
        Life::Active => LifeDesk::Open(field("tutup")),
        Life::Suspended { archive: None, .. } => LifeDesk::Closed(field("buka"), field("usul")),
        Life::Suspended { archive: Some(wish), .. } => LifeDesk::Asked(Asked {
            wish: said(person, wish).await?,
            may_agree: wish.by != person.act.by.to_string(),
            refuse: field("batal"),
            open: field("buka"),
        }),
        Life::Archived { .. } => LifeDesk::Archived(field("buka")),
    })
}

/// The fields of the forms that stand on a desk.
fn fields(desk: &LifeDesk) -> Vec<&Field> {
    match desk {
        LifeDesk::Nothing(_) => vec![],
        LifeDesk::Open(field) | LifeDesk::Archived(field) => vec![field],
        LifeDesk::Closed(open, ask) => vec![open, ask],
        LifeDesk::Asked(asked) => vec![&asked.refuse, &asked.open],
    }
}

async fn said(person: &Person, wish: &Wish) -> Result<String, Fault> {
    let by = wish.by.strip_prefix("account:").and_then(|id| id.parse().ok());
    let by = name(person, by).await?;
    Ok(format!("Diusulkan {by} pada {}. Alasannya: {}", moment(wish.at), wish.grounds.as_str()))
}

async fn station(person: &Person, turned: &Turned) -> Result<Milestone, Fault> {
    let by = name(person, turned.by).await?;
    let note = if turned.reason.is_empty() { by } else { format!("{by}: {}", turned.reason) };
    Ok(Milestone::new(Reached::Done, turned.turn.label()).at(moment(turned.at)).note(note))
}

async fn name(person: &Person, account: Option<uuid::Uuid>) -> Result<String, Fault> {
    let Some(account) = account else { return Ok("pengelola sistem".to_owned()) };
    let account = person.app.identity.account(account).await?;
    Ok(account.map_or_else(|| "petugas yang akunnya sudah ditutup".to_owned(), |account| account.name.to_string()))
}

fn record(record: &Record) -> Milestone {
    let reached = if record.finished_at.is_some() { Reached::Done } else { Reached::Now };
    let counts = &record.counts;
    let note = format!(
        "{} baris dan {} berkas. Digest isinya {}.",
        W.number(i64::try_from(counts.rows).unwrap_or(i64::MAX)),
        W.number(i64::try_from(counts.objects).unwrap_or(i64::MAX)),
        record.digest
    );
    let title = if record.finished_at.is_some() { "Dihapus untuk selamanya" } else { "Sedang dihapus" };
    Milestone::new(reached, title).at(moment(record.finished_at.unwrap_or(record.began_at))).note(note)
}

fn facts(tenant: Option<&Tenant>, person: &Person) -> Vec<(&'static str, String)> {
    let Some(tenant) = tenant else { return Vec::new() };
    let mut facts = vec![("Alamat balai", person.app.base.host(&Site::of(tenant)))];
    facts.extend(tenant.active_at.map(|at| ("Buka sejak", moment(at))));
    if let Life::Suspended { since, grounds, .. } | Life::Archived { since, grounds } = &tenant.life {
        facts.push(("Tertutup sejak", moment(*since)));
        facts.push(("Alasan", grounds.as_str().to_owned()));
    }
    facts
}
