//! Inviting somebody to a role, by a letter with a link.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::InviteRefused;
use balai_kernel::Email;
use balai_rbac::{Domain, Grant, Role};
use serde::Deserialize;
use uuid::Uuid;

use super::office::{News, Office};
use crate::access::{Ministry, Staff, may};
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "people/invite.html")]
pub struct Invite {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The list to go back to.
    pub path: &'static str,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The address.
    pub email: Field,
    /// The role.
    pub role: Field,
    /// The roles.
    pub roles: Vec<Choice>,
    /// For which part of the region; not asked at the ministry.
    pub part: Field,
    /// The parts.
    pub parts: Vec<Choice>,
}

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filled {
    #[serde(default)]
    surel: String,
    #[serde(default)]
    peran: String,
    #[serde(default)]
    bagian: String,
}

/// The form, at a region's desk.
pub async fn show_at_desk(staff: Staff<may::StaffInvite>) -> Result<HttpResponse, Fault> {
    let office = Office::of_region(&staff).await?;
    answer(&office, HttpResponse::Ok(), Typed::default())
}

/// The form, at the ministry.
pub async fn show_at_ministry(ministry: Ministry<may::StaffInvite>) -> Result<HttpResponse, Fault> {
    answer(&Office::of_ministry(&ministry).await?, HttpResponse::Ok(), Typed::default())
}

/// Invites to a region.
pub async fn submit_at_desk(staff: Staff<may::StaffInvite>, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let office = Office::of_region(&staff).await?;
    submit(&office, &filled).await
}

/// Invites to the ministry.
pub async fn submit_at_ministry(
    ministry: Ministry<may::StaffInvite>,
    filled: web::Form<Filled>,
) -> Result<HttpResponse, Fault> {
    submit(&Office::of_ministry(&ministry).await?, &filled).await
}

#[derive(Clone, Default)]
struct Typed {
    email: Field,
    role: Field,
    part: Field,
}

async fn submit(office: &Office<'_>, filled: &Filled) -> Result<HttpResponse, Fault> {
    let (email, grant) = match read(office, filled) {
        Ok(read) => read,
        Err(typed) => return answer(office, HttpResponse::UnprocessableEntity(), *typed),
    };
    let permitted = office.permitted(grant).await?;
    match office.person.app.identity.invite(&office.person.act, &email, &permitted).await {
        Ok(_) => Ok(office.back(News::Invited)),
        Err(InviteRefused::HoldsIt) => {
            let mut typed = Typed::of(filled);
            typed.email = typed.email.wrong("Orang ini sudah memegang peran itu.");
            answer(office, HttpResponse::UnprocessableEntity(), typed)
        }
        Err(InviteRefused::Storage(error)) => Err(error.into()),
    }
}

fn read(office: &Office<'_>, filled: &Filled) -> Result<(Email, Grant), Box<Typed>> {
    let mut typed = Typed::of(filled);
    let email = Email::parse(&filled.surel);
    if email.is_err() {
        typed.email = typed.email.wrong("Tulis alamat surel seperti nama@daerah.go.id.");
    }
    let role = filled.peran.parse::<Role>().ok().filter(|role| office.roles().contains(role));
    if role.is_none() {
        typed.role = typed.role.wrong("Pilih perannya.");
    }
    let domain = part(office, &filled.bagian);
    if domain.is_none() {
        typed.part = typed.part.wrong("Pilih instansi dari daftar ini.");
    }
    let grant = role.zip(domain).map(|(role, domain)| Grant::new(role, domain));
    if grant == Some(None) {
        typed.part = typed.part.wrong("Penanggung jawab daerah selalu untuk seluruh daerah.");
    }
    match (email, grant.flatten()) {
        (Ok(email), Some(grant)) => Ok((email, grant)),
        _ => Err(Box::new(typed)),
    }
}

/// The place itself, or one of its agencies.
fn part(office: &Office<'_>, text: &str) -> Option<Domain> {
    if text.is_empty() {
        return Some(office.place.clone());
    }
    let id = text.parse::<Uuid>().ok().filter(|id| office.agencies.iter().any(|(agency, _)| agency == id))?;
    office.place.region().map(|code| Domain::Agency(code, id))
}

impl Typed {
    fn of(filled: &Filled) -> Self {
        let short = |text: &str| text.trim().chars().take(300).collect::<String>();
        Self {
            email: Field::new("surel").with(short(&filled.surel)),
            role: Field::new("peran").with(short(&filled.peran)),
            part: Field::new("bagian").with(short(&filled.bagian)),
        }
    }
}

fn answer(office: &Office<'_>, status: HttpResponseBuilder, typed: Typed) -> Result<HttpResponse, Fault> {
    let role = Field { name: "peran".into(), ..typed.role };
    let part = Field { name: "bagian".into(), ..typed.part };
    let email = Field { name: "surel".into(), ..typed.email };
    let choice = |known: &Role| Choice::new(known.as_str(), known.title()).hint(hint(*known)).chosen_in(&role);
    let whole = Choice::new("", "Seluruh daerah");
    let agencies = office.agencies.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
    let parts = std::iter::once(whole).chain(agencies).map(|choice| choice.chosen_in(&part));
    let page = Invite {
        w: Words::default(),
        frame: office.frame.clone(),
        form: office.person.form.clone(),
        path: office.path,
        summary: ErrorSummary::of([&email, &role, &part]),
        roles: office.roles().iter().map(choice).collect(),
        parts: if office.agencies.is_empty() { Vec::new() } else { parts.collect() },
        email,
        role,
        part,
    };
    caller::page(status, &page)
}

/// What a role may do, in one line.
pub(crate) const fn hint(role: Role) -> &'static str {
    match role {
        Role::MinistryVerifier => "Memeriksa pendaftaran daerah.",
        Role::MinistryAdmin => "Menyetujui daerah yang sudah diperiksa orang lain, dan mengundang orang kementerian.",
        Role::CatalogueEditor => "Menulis dan menerbitkan standar pelayanan.",
        Role::RegionOwner => "Semua yang dapat dilakukan penyunting, ditambah pengaturan balai dan pegawai.",
    }
}
