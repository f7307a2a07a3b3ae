//! `/daftar/nama` and `/nasional/daftar/nama`: her name.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use balai_kernel::PersonName;
use serde::Deserialize;

use super::national::register;
use super::proving::{Asked, Kind, Step, Way};
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::fault::Fault;
use crate::forms::Field;

/// What was filled in.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    nama: String,
    ke: Option<String>,
}

/// Shows the form.
pub async fn show(caller: Caller, way: Way, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let back = asked.back();
    let (_, proof) = match way.shown(&caller, &back).await? {
        Ok(walked) => walked,
        Err(first) => return Ok(first),
    };
    let told = if way == Way::National { register::stranger(&caller).await? } else { None };
    let name = proof.name.or(told.and_then(|stranger| stranger.name));
    let typed = name.as_ref().map_or("", |name| name.as_str());
    answer(&caller, HttpResponse::Ok(), way, back, Field::new("nama").with(typed)).await
}

/// Keeps the name.
pub async fn submit(caller: Caller, way: Way, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let Filled { nama, ke } = filled.into_inner();
    let back = Back::or(ke.as_deref(), "/");
    let (token, _) = match way.shown(&caller, &back).await? {
        Ok(walked) => walked,
        Err(first) => return Ok(first),
    };
    let Ok(name) = PersonName::parse(&nama) else {
        let field = Field::new("nama").typed(&nama).wrong(caller.w.t("accept-name-wrong"));
        return answer(&caller, HttpResponse::UnprocessableEntity(), way, back, field).await;
    };
    if !caller.app.identity.name_proof(&token, &name, caller.act.at).await? {
        return Ok(way.again(&back));
    }
    if way == Way::National {
        return register::finish(&caller, &token, &back).await;
    }
    Ok(caller::to(&back.via(&way.page("sandi"))).finish())
}

async fn answer(
    caller: &Caller,
    status: HttpResponseBuilder,
    way: Way,
    back: Back,
    field: Field,
) -> Result<HttpResponse, Fault> {
    let w = caller.w;
    let page = Step {
        heading: w.t("register-name-title"),
        label: w.t("accept-name"),
        hint: w.t("register-name-hint"),
        ..Step::new(caller, way, "nama", field, Kind::Name, back)
    };
    page.answer(caller, status).await
}
