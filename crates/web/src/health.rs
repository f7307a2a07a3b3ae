//! For the machines that watch: is the process alive, and can it serve.

use std::time::Duration;

use actix_web::{HttpResponse, web};
use tokio::time::timeout;

use crate::state::App;

/// Who asks whether we are ready waits a few seconds; no answer is an answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// `GET /healthz`: the process answers.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// `GET /readyz`: database and object store answer too; else 503 with what does not.
pub async fn ready(app: web::Data<App>) -> HttpResponse {
    let database = async { app.control().read().await.is_ok() };
    let objects = async { app.objects.check().await.is_ok() };
    let (database, objects) = tokio::join!(timeout(PATIENCE, database), timeout(PATIENCE, objects));
    let (database, objects) = (database.unwrap_or(false), objects.unwrap_or(false));
    let state = |ok: bool| if ok { "ok" } else { "unavailable" };
    let body = serde_json::json!({"database": state(database), "objects": state(objects)});
    if database && objects { HttpResponse::Ok().json(body) } else { HttpResponse::ServiceUnavailable().json(body) }
}
