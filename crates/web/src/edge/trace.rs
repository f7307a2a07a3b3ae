//! One observation per request, and one line in the log of whatever does not stand in memory. No path, query, address or body is logged:
//! they can hold a name or a secret; the route's pattern stands for them.

use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use balai_kernel::{Origin, RegionCode, fresh_id};
use tracing::Instrument;

use super::kept;
use crate::host::{self, Site};
use crate::state::App;
use crate::visits;

/// The number of a request, also sent back as `X-Request-Id`.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Where a request came from, for the audit trail.
pub fn origin(request: &HttpRequest) -> Origin {
    let app = request.app_data::<web::Data<App>>().expect("the server has its parts");
    let ip = app.proxies.client(request).map(|address| address.to_string()).unwrap_or_default();
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    Origin::web(ip, id)
}

/// Numbers, times and logs a request. What stands in memory is answered here.
pub async fn observe<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    let app = request.app_data::<web::Data<App>>().expect("the server has its parts").clone();
    let id = fresh_id(app.clock.now()).simple().to_string();
    let site = host::of(request.request());
    let (method, start) = (known(request.method()), Instant::now());
    let place = label(site.as_ref());
    let kept = kept::answer(&app, request.request(), site.as_ref());
    let somebodys = visits::is_somebodys(request.request());
    let (mut response, route) = if let Some(kept::Answer { response, tenant, route }) = kept {
        let (status, took) = (response.status().as_u16(), start.elapsed());
        // nothing can go wrong on the way, and there are thousands a second: they are counted, and told to who asks
        tracing::debug!(request.id = %id, site = place, tenant.code = %tenant, http.method = method,
            http.route = %route, http.status = status, duration_ms = millis(took), "request from memory");
        if somebodys {
            app.visits.opened(tenant, &route, response.status());
        }
        (request.into_response(response).map_into_right_body(), route)
    } else {
        request.extensions_mut().insert(RequestId(id.clone()));
        let span = tracing::info_span!("request", request.id = %id, site = place);
        let response = next.call(request).instrument(span.clone()).await?;
        let route = response.request().match_pattern().unwrap_or_else(|| "-".to_owned());
        let code = response.request().extensions().get::<RegionCode>().copied();
        if let Some(code) = code.filter(|_| somebodys) {
            app.visits.opened(code, &route, response.status());
        }
        let tenant = code.map(|code| code.to_string());
        let (status, took) = (response.status().as_u16(), start.elapsed());
        span.in_scope(|| {
            tracing::info!(tenant.code = tenant, http.method = method, http.route = %route, http.status = status,
                duration_ms = millis(took), "request");
        });
        (response.map_into_left_body(), route)
    };
    metrics::histogram!("balai_http_request_seconds", "site" => place, "route" => route, "method" => method,
        "status" => response.status().as_u16().to_string())
    .record(start.elapsed());
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    Ok(response)
}

fn millis(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}

/// A method of HTTP by its name; a client may write any other word, and each would be a series of its own.
fn known(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|name| *name == method.as_str()).unwrap_or("other")
}

/// The kind of host. A region's label could be anything somebody typed; its code is logged once it is known.
fn label(site: Option<&Site>) -> &'static str {
    match site {
        None => "none",
        Some(Site::Root) => "root",
        Some(Site::Account) => "account",
        Some(Site::National) => "national",
        Some(Site::Region(_) | Site::Own { .. }) => "region",
    }
}
