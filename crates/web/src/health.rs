//! For the machines that watch: is the process alive, and can it serve.

use actix_web::{HttpResponse, web};

use crate::state::App;

/// `GET /healthz`: the process answers.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// `GET /readyz`: database and object store answer too; else 503 with what does not.
pub async fn ready(app: web::Data<App>) -> HttpResponse {
    let database = app.control().read().await.is_ok();
    let objects = app.objects.check().await.is_ok();
    let state = |ok: bool| if ok { "ok" } else { "unavailable" };
    let body = serde_json::json!({"database": state(database), "objects": state(objects)});
    if database && objects { HttpResponse::Ok().json(body) } else { HttpResponse::ServiceUnavailable().json(body) }
}
