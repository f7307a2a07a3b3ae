//! `/sesi/tetap`: a sign of life of somebody who reads or types for long. Like every request it renews her session.

use actix_web::HttpResponse;
use serde_json::json;

use crate::access::Person;

/// Says how long the session lasts from now on: `{"seconds": 900, "last": false}`.
pub async fn show(person: Person) -> HttpResponse {
    let lasting = person.lasting();
    HttpResponse::Ok().json(json!({ "seconds": lasting.seconds, "last": lasting.last }))
}
