//! Offering the role that answers for the place to somebody who works there, and taking the offer back. She answers at her
//! account ([`crate::account::handover`]).

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::HandoverRefused;
use balai_rbac::{Grant, Role};
use serde::Deserialize;
use uuid::Uuid;

use super::chosen::hint;
use super::office::{AtOffice, News, Office};
use super::person::{address, member};
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// The page that asks.
#[derive(Template)]
#[template(path = "people/handover.html")]
pub struct Offer {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The person's page, to go back to.
    pub back: String,
    /// Whom the role is offered to.
    pub name: String,
    /// The role, in lower case.
    pub role: String,
    /// Where the form goes.
    pub action: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// What one is afterwards.
    pub keeps: Field,
    /// The roles to choose from, and none.
    pub choices: Vec<Choice>,
}

/// What was filled in.
#[derive(Debug, Default, Deserialize)]
pub struct Filled {
    #[serde(default)]
    menjadi: String,
}

/// What is sent for holding no role afterwards.
const NOTHING: &str = "tidak-ada";

/// Asks.
pub async fn show<A: AtOffice>(at: A, account: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let office = &at.office().await?;
    answer(office, HttpResponse::Ok(), *account, Field::new("menjadi")).await
}

/// Offers the role.
pub async fn submit<A: AtOffice>(
    at: A,
    account: web::Path<Uuid>,
    filled: web::Form<Filled>,
) -> Result<HttpResponse, Fault> {
    let (office, account) = (&at.office().await?, *account);
    member(office, account).await?;
    let answering = answering(office).await?;
    let role = filled.menjadi.parse::<Role>().ok().filter(|role| keepable(office).contains(role));
    let field = Field::new("menjadi").with(filled.menjadi.chars().take(100).collect::<String>());
    if role.is_none() && filled.menjadi != NOTHING {
        let field = field.wrong("Pilih peran Anda sesudahnya.");
        return answer(office, HttpResponse::UnprocessableEntity(), account, field).await;
    }
    let grant = office.permitted(answering).await?;
    let (identity, own) = (&office.person.app.identity, office.person.who.account);
    match identity.offer_handover(&office.person.act, own, account, &grant, role).await {
        Ok(_) => Ok(office.back(News::Offered)),
        Err(HandoverRefused::Waiting) => {
            let field = field.wrong("Tawaran yang lain masih menunggu jawaban. Tarik tawaran itu lebih dahulu.");
            answer(office, HttpResponse::Conflict(), account, field).await
        }
        Err(HandoverRefused::HoldsIt) => {
            let field = field.wrong("Ia sudah memegang peran ini. Anda dapat langsung mencabut peran Anda sendiri.");
            answer(office, HttpResponse::Conflict(), account, field).await
        }
        Err(HandoverRefused::NotHere | HandoverRefused::Gone) => Err(Fault::NotAllowed),
        Err(HandoverRefused::Storage(error)) => Err(error.into()),
    }
}

/// Takes the offer back.
pub async fn withdraw<A: AtOffice>(at: A, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let office = &at.office().await?;
    let (identity, own) = (&office.person.app.identity, office.person.who.account);
    let waiting = identity.waiting_handover(&office.place, office.person.act.at).await?;
    if waiting.is_none_or(|offer| offer.id != *id || offer.from != own) {
        return Ok(office.back(News::NoOffer));
    }
    match identity.end_handover(&office.person.act, *id, own).await {
        Ok(()) => Ok(office.back(News::OfferWithdrawn)),
        Err(HandoverRefused::Storage(error)) => Err(error.into()),
        Err(_) => Ok(office.back(News::NoOffer)),
    }
}

/// The role that answers for the place, when the reader holds it.
async fn answering(office: &Office<'_>) -> Result<Grant, Fault> {
    held(office).await?.ok_or(Fault::NotAllowed)
}

/// The same, or none.
pub(super) async fn held(office: &Office<'_>) -> Result<Option<Grant>, Fault> {
    let role = Role::answering_for(office.place.level()).ok_or(Fault::NotFound)?;
    let set = office.person.permissions().await?;
    let mut held = set.held_in(&office.place).map(|held| held.grant.clone());
    Ok(held.find(|grant| grant.role == role && grant.domain == office.place))
}

/// What one can be for the whole place afterwards.
fn keepable(office: &Office<'_>) -> Vec<Role> {
    let level = office.place.level();
    let named = Role::NAMED
        .into_iter()
        .filter(|role| Grant::new(*role, office.place.clone()).is_some() && Role::answering_for(level) != Some(*role));
    let composed = office.composed.iter().map(|role| Role::Composed(role.id));
    named.chain(composed).collect()
}

async fn answer(
    office: &Office<'_>,
    status: HttpResponseBuilder,
    account: Uuid,
    keeps: Field,
) -> Result<HttpResponse, Fault> {
    let grant = answering(office).await?;
    let member = member(office, account).await?;
    if member.grants.contains(&grant) || account == office.person.who.account {
        return Err(Fault::NotFound);
    }
    let back = address(office.path, account);
    let nothing = Choice::new(NOTHING, "Tidak memegang peran di sini");
    let roles = keepable(office).into_iter();
    let roles = roles.map(|role| Choice::new(role.to_string(), office.title(role)).hint(hint(role)));
    let page = Offer {
        w: Words::default(),
        frame: office.frame.clone(),
        form: office.person.form.clone(),
        name: member.name.to_string(),
        role: office.title(grant.role).to_lowercase(),
        action: format!("{back}/serah-terima"),
        summary: ErrorSummary::of([&keeps]),
        choices: std::iter::once(nothing).chain(roles).map(|choice| choice.chosen_in(&keeps)).collect(),
        keeps,
        back,
    };
    caller::page(status, &page)
}
