//! Turns a bare fault into the page of its host and language, or into a problem document (RFC 9457)
//! for machines.

use std::sync::Arc;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::CONTENT_TYPE;
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use askama::Template;
use balai_tenancy::Tenant;

use super::waiting::Waits;
use crate::account::clients::AUTHORIZE;
use crate::account::provider::FOR_PROGRAMS;
use crate::account::provider::logout::END_SESSION;
use crate::api::Problem;
use crate::fault::Fault;
use crate::faults::{self, Lost, Refusal};
use crate::frame::Frame;
use crate::host::{self, Site};
use crate::visitor::{app, here};
use crate::words::Words;

/// Answers faults with a page. The request is looked at only after it was routed: actix needs it alone until then, so
/// a middleware further in answers with a response that carries its fault, never with an error.
pub async fn dress<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    // Nobody may hold the request while it is routed: its match would have two owners.
    let answer = next.call(request).await?;
    let of_handler = answer.response().extensions().get::<Fault>().cloned();
    let Some(fault) = of_handler.or_else(|| answer.response().error().map(of_actix)) else {
        return Ok(answer.map_into_left_body());
    };
    let waits = answer.response().extensions().get::<Waits>().map(|Waits(place)| place.clone());
    let request = answer.into_parts().0;
    let dressed = page(&request, &fault, waits).await;
    Ok(ServiceResponse::new(request, dressed).map_into_right_body())
}

/// An error that actix itself made: a body too large, a form that does not read.
fn of_actix(error: &actix_web::Error) -> Fault {
    let status = error.as_response_error().status_code();
    if status.is_client_error() { Fault::BadRequest(error.to_string()) } else { Fault::ours_said(&error.to_string()) }
}

async fn page(request: &HttpRequest, fault: &Fault, waits: Option<String>) -> HttpResponse {
    let mut response = fault.error_response();
    if matches!(fault, Fault::SignIn(_) | Fault::Moved(_) | Fault::Elsewhere(_)) {
        return response;
    }
    let wants_json = request.path().starts_with("/api/") || is_for_programs(request);
    let (kind, body) = if wants_json {
        ("application/problem+json", problem(fault))
    } else {
        ("text/html; charset=utf-8", html(request, fault, waits).await)
    };
    response.headers_mut().insert(CONTENT_TYPE, kind.parse().expect("a media type"));
    response.set_body(BoxBody::new(body))
}

/// Whether only programs read the answers of a path; people too come to two of them.
fn is_for_programs(request: &HttpRequest) -> bool {
    let peoples = [AUTHORIZE, END_SESSION];
    FOR_PROGRAMS.contains(&request.path()) && !peoples.contains(&request.path())
}

fn problem(fault: &Fault) -> String {
    let status = fault.status_code();
    let detail = match fault {
        Fault::BadRequest(reason) | Fault::WrongField(_, reason) => reason.clone(),
        Fault::Ours(incident) => format!("incident {incident}"),
        Fault::Suspended => "Balai daerah ini sedang ditutup sementara.".to_owned(),
        Fault::BadToken => "Token tidak dikenal atau sudah berakhir. Minta token baru kepada pengelola.".to_owned(),
        _ => String::new(),
    };
    let field = match fault {
        Fault::WrongField(field, _) => Some(*field),
        _ => None,
    };
    let title = status.canonical_reason().unwrap_or_default();
    serde_json::json!(Problem { kind: "about:blank", title, status: status.as_u16(), detail, field }).to_string()
}

async fn html(request: &HttpRequest, fault: &Fault, waits: Option<String>) -> String {
    let w = Words::chosen(request);
    let (frame, lost) = surroundings(request, w).await;
    let refused = |refusal| faults::Refused { w, frame: frame.clone(), refusal, waits: waits.clone() }.render();
    let page = match fault {
        Fault::Maintenance => faults::Maintenance { w, frame: frame.clone(), waits }.render(),
        Fault::Suspended => faults::Suspended { w, frame: frame.clone() }.render(),
        Fault::Closed(grounds, since, zone) => {
            let since = w.moment(*since, *zone);
            faults::Closed { w, frame: frame.clone(), grounds: grounds.clone(), since, waits }.render()
        }
        Fault::Ours(incident) => faults::Fault { w, frame: frame.clone(), incident: incident.clone(), waits }.render(),
        Fault::NotAllowed | Fault::BadToken => refused(Refusal::NotAllowed),
        Fault::Forged => refused(Refusal::Forged),
        Fault::Together => refused(Refusal::Together),
        Fault::TooMany(_) => refused(Refusal::TooMany),
        Fault::BadRequest(_) | Fault::WrongField(..) => refused(Refusal::Unreadable),
        Fault::NotFound | Fault::SignIn(_) | Fault::Moved(_) | Fault::Elsewhere(_) => {
            faults::NotFound { w, frame: frame.clone(), lost }.render()
        }
    };
    page.unwrap_or_else(|error| {
        tracing::error!(%error, "the page of a fault does not render");
        fault.status_code().to_string()
    })
}

async fn surroundings(request: &HttpRequest, w: Words) -> (Frame, Lost) {
    let app = app(request);
    let here = here(request);
    let site = host::of(request);
    let tenant: Option<Arc<Tenant>> = match site.as_ref().and_then(Site::slug) {
        Some(slug) => app.directory.find(slug).await.ok().flatten(),
        None => None,
    };
    match (site, tenant) {
        (Some(Site::Account), _) => (Frame::account(w, &here, None), Lost::Inside),
        (Some(Site::National), _) => (crate::crossing::frame(&app, None, w, &here), Lost::Inside),
        (Some(_), Some(tenant)) => (crate::hall::bare_frame(&app, &tenant, w, &here), Lost::InHall),
        _ => (Frame::root(w, &here, None), Lost::AtEntrance),
    }
}
