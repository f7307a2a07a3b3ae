//! Inviting somebody to a role, by a letter with a link.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::InviteRefused;
use balai_kernel::Email;
use balai_rbac::{Grant, Role};
use serde::Deserialize;

use super::chosen::{self, Chosen};
use super::office::{AtOffice, News, Office};
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
    #[serde(flatten)]
    chosen: chosen::Filled,
}

/// The form.
pub async fn show<A: AtOffice>(at: A) -> Result<HttpResponse, Fault> {
    let office = &at.office().await?;
    answer(office, &office.roles().await?, HttpResponse::Ok(), Typed::nothing())
}

struct Typed {
    email: Field,
    chosen: Chosen,
}

/// Invites.
pub async fn submit<A: AtOffice>(at: A, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let office = &at.office().await?;
    let roles = &office.roles().await?;
    let (email, grant) = match read(office, roles, &filled) {
        Ok(read) => read,
        Err(typed) => return answer(office, roles, HttpResponse::UnprocessableEntity(), *typed),
    };
    let permitted = office.permitted(grant).await?;
    match office.person.app.identity.invite(&office.person.act, &email, &permitted).await {
        Ok(_) => Ok(office.back(News::Invited)),
        Err(InviteRefused::HoldsIt) => {
            let mut typed = Typed::of(&filled);
            typed.email = typed.email.wrong("Orang ini sudah memegang peran itu.");
            answer(office, roles, HttpResponse::UnprocessableEntity(), typed)
        }
        Err(InviteRefused::Storage(error)) => Err(error.into()),
    }
}

fn read(office: &Office<'_>, roles: &[Role], filled: &Filled) -> Result<(Email, Grant), Box<Typed>> {
    let mut typed = Typed::of(filled);
    let email = Email::parse(&filled.surel);
    if email.is_err() {
        typed.email = typed.email.wrong("Tulis alamat surel seperti nama@daerah.go.id.");
    }
    match (email, Chosen::read(office, roles, &filled.chosen)) {
        (Ok(email), Ok(grant)) => Ok((email, grant)),
        (_, Ok(_)) => Err(Box::new(typed)),
        (_, Err(chosen)) => Err(Box::new(Typed { chosen: *chosen, ..typed })),
    }
}

impl Typed {
    fn nothing() -> Self {
        Self { email: Field::new("surel"), chosen: Chosen::nothing() }
    }

    fn of(filled: &Filled) -> Self {
        let email: String = filled.surel.trim().chars().take(300).collect();
        Self { email: Field::new("surel").with(email), chosen: Chosen::of(&filled.chosen) }
    }
}

fn answer(
    office: &Office<'_>,
    roles: &[Role],
    status: HttpResponseBuilder,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let Typed { email, chosen } = typed;
    let page = Invite {
        w: Words::default(),
        frame: office.frame.clone(),
        form: office.person.form.clone(),
        path: office.path,
        summary: ErrorSummary::of([&email, &chosen.role, &chosen.part]),
        roles: chosen.roles(office, roles),
        parts: chosen.parts(office),
        email,
        role: chosen.role,
        part: chosen.part,
    };
    caller::page(status, &page)
}
