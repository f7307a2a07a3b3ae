//! A body whose line broke is no body. The server below ends it like a whole one when the other side hangs up, so what came is
//! counted here against the length that the request told (RFC 9112, 8). Without a told length (chunks) nothing is known.

use std::io;

use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use futures_util::{StreamExt as _, stream};

/// Lets whoever reads a body that ends too early hear of it.
pub async fn check<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let told = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if let Some(told) = told.filter(|told| *told > 0) {
        let counted = stream::unfold((request.take_payload(), told), counted);
        request.set_payload(Payload::Stream { payload: Box::pin(counted.fuse()) });
    }
    next.call(request).await
}

async fn counted((mut payload, left): (Payload, u64)) -> Option<(Result<Bytes, PayloadError>, (Payload, u64))> {
    match payload.next().await {
        Some(Ok(chunk)) => {
            let left = left.saturating_sub(chunk.len() as u64);
            Some((Ok(chunk), (payload, left)))
        }
        None if left > 0 => {
            let early = PayloadError::Incomplete(Some(io::ErrorKind::UnexpectedEof.into()));
            Some((Err(early), (payload, 0)))
        }
        ended => ended.map(|failed| (failed, (payload, 0))),
    }
}
