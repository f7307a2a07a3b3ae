//! Finds the door that a request came to, before anything else looks at it.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, ResponseError};

use super::headers;
use crate::fault::Fault;
use crate::host::{self, CameTo};
use crate::visitor::app;

/// Keeps the door with the request. Where the rows cannot be asked whose domain it is, nothing can be answered.
pub async fn find<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    let app = app(request.request());
    let name = host::named(request.head()).map(str::to_owned);
    let found = match &name {
        Some(name) => host::find(&app.base, &app.directory, name).await,
        None => Ok(None),
    };
    match found {
        Ok(site) => {
            request.extensions_mut().insert(CameTo(site));
            Ok(next.call(request).await?.map_into_left_body())
        }
        Err(error) => {
            let mut response = Fault::from(error).error_response();
            headers::complete(response.headers_mut());
            Ok(request.into_response(response).map_into_right_body())
        }
    }
}
