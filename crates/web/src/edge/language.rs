//! Who asks for a language keeps it.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use crate::words::{Lang, remembered};

/// Sets the cookie that remembers `?bahasa=`.
pub async fn remember<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let asked = Lang::asked(request.query_string());
    let mut response = next.call(request).await?;
    if let Some(lang) = asked {
        response.response_mut().add_cookie(&remembered(lang))?;
    }
    Ok(response)
}
