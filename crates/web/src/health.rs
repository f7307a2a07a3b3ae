//! For the machines that watch: is the process alive, and can it serve.

use std::time::Duration;

use actix_web::{HttpResponse, web};
use balai_storage::StorageError;
use balai_tenancy::TenantState;
use serde::Deserialize;
use tokio::time::timeout;

use crate::host;
use crate::state::App;

/// Who asks whether we are ready waits a few seconds; no answer is an answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// `GET /healthz`: the process answers.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// What a proxy asks.
#[derive(Debug, Deserialize)]
pub struct Asked {
    domain: String,
}

/// `GET /internal/ask?domain=`: whether a certificate for this name is worth getting, as proxies ask before they get one
/// (Caddy's `on_demand_tls`). 200 for a name that is served here, 404 for any other.
pub async fn ask(app: web::Data<App>, asked: web::Query<Asked>) -> HttpResponse {
    match is_served(&app, &asked.domain).await {
        Ok(true) => HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n"),
        Ok(false) => HttpResponse::NotFound().finish(),
        Err(error) => {
            tracing::error!(%error, "whether a name is served could not be asked");
            HttpResponse::ServiceUnavailable().finish()
        }
    }
}

async fn is_served(app: &App, name: &str) -> Result<bool, StorageError> {
    let Some(site) = host::find(&app.base, &app.directory, name).await? else { return Ok(false) };
    let Some(slug) = site.slug() else { return Ok(true) };
    let tenant = app.directory.find(slug).await?;
    Ok(tenant.is_some_and(|tenant| matches!(tenant.state, TenantState::Active | TenantState::Suspended)))
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
