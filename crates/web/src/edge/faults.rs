//! Turns a bare fault into the page of its host and language, or into a problem document (RFC 9457)
//! for machines.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::CONTENT_TYPE;
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use askama::Template;
use balai_tenancy::Tenant;

use crate::fault::Fault;
use crate::faults::{self, Lost};
use crate::frame::Frame;
use crate::host::{self, Site};
use crate::visitor::{app, here};
use crate::words::Words;

/// Answers faults with a page.
pub async fn dress<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    let (request, answer) = {
        let head = request.request().clone();
        (head, next.call(request).await)
    };
    let fault = match &answer {
        Ok(response) => response.response().extensions().get::<Fault>().cloned(),
        Err(error) => Some(error.as_error::<Fault>().cloned().unwrap_or_else(|| of_actix(error))),
    };
    match (answer, fault) {
        (_, Some(fault)) => {
            let dressed = page(&request, &fault).await;
            Ok(ServiceResponse::new(request, dressed).map_into_right_body())
        }
        (Ok(response), None) => Ok(response.map_into_left_body()),
        (Err(error), None) => Err(error),
    }
}

/// An error that actix itself made: a body too large, a form that does not read.
fn of_actix(error: &actix_web::Error) -> Fault {
    let status = error.as_response_error().status_code();
    if status.is_client_error() { Fault::BadRequest(error.to_string()) } else { Fault::ours_said(&error.to_string()) }
}

async fn page(request: &HttpRequest, fault: &Fault) -> HttpResponse {
    let mut response = fault.error_response();
    if matches!(fault, Fault::SignIn(_) | Fault::Elsewhere(_)) {
        return response;
    }
    let wants_json = request.path().starts_with("/api/") || request.path() == "/token";
    let (kind, body) = if wants_json {
        ("application/problem+json", problem(fault))
    } else {
        ("text/html; charset=utf-8", html(request, fault).await)
    };
    response.headers_mut().insert(CONTENT_TYPE, kind.parse().expect("a media type"));
    response.set_body(BoxBody::new(body))
}

fn problem(fault: &Fault) -> String {
    let status = fault.status_code();
    let detail = match fault {
        Fault::BadRequest(reason) => reason.clone(),
        Fault::Ours(incident) => format!("incident {incident}"),
        _ => String::new(),
    };
    serde_json::json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "detail": detail,
    })
    .to_string()
}

async fn html(request: &HttpRequest, fault: &Fault) -> String {
    let w = Words::chosen(request);
    let (frame, lost) = surroundings(request, w).await;
    let page = match fault {
        Fault::Maintenance => faults::Maintenance { w, frame }.render(),
        Fault::Suspended => faults::Suspended { w, frame }.render(),
        Fault::Ours(incident) => faults::Fault { w, frame, incident: incident.clone() }.render(),
        _ => faults::NotFound { w, frame, lost }.render(),
    };
    page.unwrap_or_else(|error| {
        tracing::error!(%error, "the page of a fault does not render");
        fault.status_code().to_string()
    })
}

async fn surroundings(request: &HttpRequest, w: Words) -> (Frame, Lost) {
    let app = app(request);
    let here = here(request);
    let site = host::named(request.head()).and_then(|name| app.base.site(name));
    let tenant: Option<Tenant> = match &site {
        Some(Site::Region(slug)) => app.directory.find(slug).await.ok().flatten(),
        _ => None,
    };
    match (site, tenant) {
        (Some(Site::Region(_)), Some(tenant)) => (crate::hall::bare_frame(&app, &tenant, w, &here), Lost::InHall),
        _ => (Frame::root(w, &here, None), Lost::AtEntrance),
    }
}
